"""A day as it went, by the hours of its clock: what a picture of a day shows.

The history knows when a sitting ended and how long it was. Had its clock stood still in between (a
pause, off hours), it began earlier than a block says; it never began later.
"""

from datetime import date, datetime
from itertools import pairwise
from typing import NamedTuple

from unsit.core.rows import Reminded, Rows, Sat, Span, Stretched

HOUR = 3600.0
LEAST_BREAK = 60.0
"""Seconds; what is shorter is no break to be shown."""
LONGEST_BREAK = 4 * HOUR
"""Seconds; whoever is away for longer has gone home, or to bed."""
WORKDAY = (8.0, 18.0)
"""The hours that a day shows at least."""


class Block(NamedTuple):
    """A part of the day, in hours from midnight."""

    start: float
    end: float

    @property
    def seconds(self) -> float:
        """How long it is."""
        # To the millisecond: hours as floats would make 44.999... of 45 seconds.
        return round((self.end - self.start) * HOUR, 3)


class Sitting(NamedTuple):
    """A sitting's part of this day, and what ended it."""

    block: Block
    by: str


class Mark(NamedTuple):
    """Something that happened at an hour of the day: a session or a reminder."""

    at: float
    outcome: str
    session: Stretched | None = None
    reminder: Reminded | None = None


class Timeline(NamedTuple):
    """A day: its sittings, the breaks between them and the marks, in their order."""

    day: date
    sittings: tuple[Sitting, ...]
    breaks: tuple[Sitting, ...]
    """By what they began."""
    stretches: tuple[Mark, ...]
    reminders: tuple[Mark, ...]

    @property
    def empty(self) -> bool:
        """Whether nothing happened on this day."""
        return not (self.sittings or self.stretches or self.reminders)

    @property
    def hours(self) -> tuple[float, float]:
        """The first and the last hour to be shown."""
        blocks = [each.block for each in self.sittings]
        marks = [each.at for each in (*self.stretches, *self.reminders)]
        first = min([WORKDAY[0], *(block.start for block in blocks), *marks])
        end = max([WORKDAY[1], *(block.end for block in blocks), *marks])
        return float(int(first)), float(-int(-end // 1))


def timeline(rows: Rows, day: date) -> Timeline:
    """Return this day as it went."""
    found = [each for each in (_part(sat, day) for sat in rows.sittings) if each is not None]
    sittings = tuple(sorted(found, key=lambda each: each.block))
    became = {each.at: each.outcome for each in rows.sessions}
    span = Span(day, day)
    return Timeline(
        day,
        sittings,
        tuple(_breaks(sittings)),
        tuple(
            Mark(hour(each.at), each.outcome, session=each)
            for each in rows.sessions
            if span.holds(each.at)
        ),
        tuple(
            Mark(hour(each.at), _outcome(each, became), reminder=each)
            for each in rows.reminders
            if span.holds(each.at)
        ),
    )


def hour(at: datetime) -> float:
    """Return the hour of the day, with its parts."""
    return at.hour + at.minute / 60 + (at.second + at.microsecond / 1e6) / HOUR


def _part(sat: Sat, day: date) -> Sitting | None:
    if not sat.since.date() <= day <= sat.until.date():
        return None
    start = hour(sat.since) if sat.since.date() == day else 0.0
    ends_here = sat.until.date() == day
    end = hour(sat.until) if ends_here else 24.0
    return Sitting(Block(start, end), sat.by if ends_here else "") if end > start else None


def _breaks(sittings: tuple[Sitting, ...]) -> list[Sitting]:
    found = []
    for before, after in pairwise(sittings):
        between = Sitting(Block(before.block.end, after.block.start), before.by)
        if LEAST_BREAK <= between.block.seconds <= LONGEST_BREAK:
            found.append(between)
    return found


def _outcome(reminder: Reminded, became: dict[datetime, str]) -> str:
    if reminder.outcome != "started":
        return reminder.outcome
    return became.get(reminder.at, reminder.outcome)
