"""What a stretch of time came to: hours sat, breaks, reminders and what became of them, the dose.

Rules of this room: rows in, values out. Terminal, window, plots and export show what is worked out
here and reckon nothing themselves. Nothing is scolded and nothing is a failure: days on which nobody
sat count neither way.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

from unsit.core import dose
from unsit.core.poses import Pose
from unsit.core.rows import NOW, Rows, Sat, Span, Stretched, by_day

Doses = Mapping[tuple[str, str], float]
"""Seconds by muscle group and side."""


class Practised(NamedTuple):
    """What came of one pose: how often it was begun and done, and the seconds held by side."""

    pose: str
    begun: int
    done: int
    held: Mapping[str, float]


class Felt(NamedTuple):
    """How the hips felt (0 to 10), on average, in the sessions in which it was said both times."""

    before: float
    after: float
    sessions: int


class Reckoning(NamedTuple):
    """What the days of a span came to. Lengths in seconds."""

    span: Span
    sat: float
    sat_on: Mapping[date, float]
    """Seconds sat by day, for the days on which there were any."""
    sittings: int
    longest: Sat | None
    """Of those that ended in these days, or go on."""
    breaks: Mapping[str, int]
    """How often a sitting ended, by what ended it."""
    reminders: Mapping[str, int]
    """How often a reminder came to this end; those that were started by what became of that."""
    stretches: Mapping[str, int]
    """How many sessions were begun, by their outcome: those that were closed at once, too."""
    stretched_on: Mapping[date, int]
    """How many stretches there were, by day: sessions with one whole hold at least."""
    practised: tuple[Practised, ...]
    """By pose, the one that was held longest first."""
    doses: Doses
    unknown: tuple[str, ...]
    """Poses that are no longer there: nobody knows which muscles they were for."""
    hurt: tuple[Stretched, ...]
    felt: Felt | None

    @property
    def kept(self) -> tuple[int, int]:
        """On how many of the days with any sitting there was a stretch, and how many those were."""
        return len(self.sat_on.keys() & self.stretched_on.keys()), len(self.sat_on)

    @property
    def stretched(self) -> int:
        """How many stretches there were in all."""
        return sum(self.stretched_on.values())

    @property
    def held(self) -> float:
        """Seconds held in all."""
        return sum(sum(each.held.values()) for each in self.practised)


def reckon(rows: Rows, span: Span, poses: Iterable[Pose]) -> Reckoning:
    """Return what these days came to; what lies outside of them does not count."""
    by_id = {pose.id: pose for pose in poses}
    sessions = [each for each in rows.sessions if span.holds(each.at)]
    ended = [each for each in rows.sittings if span.holds(each.until)]
    sat_on = _sat_on(rows.sittings, span)
    return Reckoning(
        span=span,
        sat=sum(sat_on.values()),
        sat_on=sat_on,
        sittings=len(ended),
        longest=max(ended, key=lambda each: each.seconds, default=None),
        breaks=Counter(each.by for each in ended if each.by != NOW),
        reminders=_reminders(rows, span),
        stretches=Counter(each.outcome for each in sessions),
        stretched_on=Counter(each.at.date() for each in sessions if each.counts),
        practised=_practised(sessions),
        doses=doses(sessions, by_id),
        unknown=tuple(sorted({each.pose for each in sessions} - by_id.keys())),
        hurt=tuple(each for each in sessions if each.outcome == "ouch"),
        felt=_felt(sessions),
    )


def doses(sessions: Iterable[Stretched], by_id: Mapping[str, Pose]) -> Doses:
    """Return for how long each muscle group was stretched on each side, in all these sessions."""
    found: dict[tuple[str, str], float] = {}
    for session in sessions:
        pose = by_id.get(session.pose)
        if pose is None:
            continue
        for side, seconds in session.held.items():
            for group in dose.groups(pose) if seconds >= 1 else ():
                for place in dose.sides(pose, group, side):
                    found[group, place] = found.get((group, place), 0.0) + seconds
    return found


def groups(poses: Iterable[Pose], found: Doses) -> tuple[str, ...]:
    """Return the muscle groups to show, those that had least first: all that our poses work."""
    known = {group for pose in poses if pose.kind != "stand-in" for group in pose.works}
    every = known | {group for group, _side in found}
    return tuple(sorted(every, key=lambda group: (_both(found, group), group)))


def run(sat: Iterable[date], stretched: Iterable[date], today: date) -> int:
    """Return on how many of the last days with any sitting, one after the other, there was a stretch.

    Both are days from the newest to the oldest, each once or more. A day off breaks nothing, and a
    today without a stretch is not over yet.
    """
    done = iter(stretched)
    latest = next(done, None)
    count, before = 0, None
    for day in sat:
        if day == before:
            continue
        before = day
        while latest is not None and latest > day:
            latest = next(done, None)
        if latest == day:
            count += 1
        elif day != today:
            break
    return count


def _sat_on(sittings: Iterable[Sat], span: Span) -> dict[date, float]:
    found: dict[date, float] = {}
    for sitting in sittings:
        for day, seconds in by_day(sitting):
            if span.first <= day <= span.last:
                found[day] = found.get(day, 0.0) + seconds
    return found


def _reminders(rows: Rows, span: Span) -> Counter[str]:
    """Count the ends of reminders. A session that one started began at that very moment."""
    became = {each.at: each.outcome for each in rows.sessions}
    return Counter(
        became.get(each.at, each.outcome) if each.outcome == "started" else each.outcome
        for each in rows.reminders
        if span.holds(each.at)
    )


def _practised(sessions: Iterable[Stretched]) -> tuple[Practised, ...]:
    by_pose: dict[str, list[Stretched]] = {}
    for session in sessions:
        by_pose.setdefault(session.pose, []).append(session)
    found = [
        Practised(pose, len(each), sum(one.outcome == "done" for one in each), _held(each))
        for pose, each in by_pose.items()
    ]
    return tuple(sorted(found, key=lambda one: (-sum(one.held.values()), one.pose)))


def _held(sessions: Iterable[Stretched]) -> dict[str, float]:
    found: dict[str, float] = {}
    for session in sessions:
        for side, seconds in session.held.items():
            found[side] = found.get(side, 0.0) + seconds
    return found


def _felt(sessions: Iterable[Stretched]) -> Felt | None:
    said = [
        (each.before, each.after)
        for each in sessions
        if each.before is not None and each.after is not None
    ]
    if not said:
        return None
    before, after = zip(*said, strict=True)
    return Felt(sum(before) / len(said), sum(after) / len(said), len(said))


def _both(found: Doses, group: str) -> float:
    return sum(found.get((group, side), 0.0) for side in dose.SIDES)
