"""Days that are foretold: when reminders would come, and why, if a day went as described.

Rules of this room: it runs the real core (`core.person`), so what it says is what would be; a day is
blocks of time one after the other, and what lies between them is time away.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo

from unsit.core import day as days
from unsit.core import events as ev
from unsit.core import sitting
from unsit.core.day import Decision, Nudge, OpenWindow, Record, SitAgain
from unsit.core.language import _
from unsit.core.person import MINUTE, Person
from unsit.core.poses import Pose
from unsit.core.reminders import RefusedError
from unsit.core.rules import PoseRules, Rules, SessionRules
from unsit.core.session import held, plan
from unsit.core.session import seconds as length_of

KINDS: dict[str, tuple[str, ...]] = {
    "sit": (),
    "call": ("call",),
    "share": ("call", "sharing"),
    "fullscreen": ("fullscreen",),
    "quiet": ("do-not-disturb",),
    "film": ("media", "inhibitor"),
    "read": (),
    "stand": (),
    "away": (),
    "lock": (),
    "sleep": (),
}
"""What a block can be, and the signs that hold in it. At the keys: sit, call, share, fullscreen and
quiet (do not disturb); film and read are sitting without input."""
GONE = ("away", "lock", "sleep")
"""Those in which nobody answers."""
ALSO = {"work": "sit", "lunch": "away", "walk": "away", "break": "away", "meeting": "call"}
"""Other words for some of them."""
ANSWERS = ("start", "snooze", "skip", "ignore")
"""What the person does about a reminder."""
AFTER = 5.0
"""Seconds until they do."""
TYPICAL = (
    "08:30-10:15 sit",
    "10:15-10:22 away",
    "10:22-11:00 sit",
    "11:00-11:30 call",
    "11:30-12:15 sit",
    "12:15-13:00 lunch",
    "13:00-14:40 sit",
    "14:40-15:30 call",
    "15:30-15:38 away",
    "15:38-17:30 sit",
)
"""A day in an office."""


@dataclass(frozen=True)
class Block:
    """A part of a day: what it is (of `KINDS`), and from when to when, local time."""

    kind: str
    start: datetime
    end: datetime

    @property
    def minutes(self) -> float:
        """How long it is."""
        return (self.end - self.start) / timedelta(minutes=1)


@dataclass(frozen=True)
class Told:
    """A reminder, or what opened or was asked: when, what (nudge, window, sit), and after what."""

    at: datetime
    what: str
    pose: str
    sat: float
    quiet: bool = False


@dataclass(frozen=True)
class Outcome:
    """What came of a day."""

    date: date
    blocks: tuple[Block, ...]
    told: tuple[Told, ...]
    decisions: tuple[Decision, ...]
    sat: float
    """Seconds sat in all."""
    longest: float
    """Seconds of the longest sitting."""

    @property
    def reminders(self) -> tuple[Told, ...]:
        """The reminders that came."""
        return tuple(each for each in self.told if each.what == "nudge")


class DayError(ValueError):
    """A described day that cannot be; the text says where, as one sentence."""


def described(lines: Iterable[str], on: date, zone: tzinfo | None) -> tuple[Block, ...]:
    """Return the blocks of a day, each described as "09:00-10:30 sit". Raises DayError."""
    blocks: list[Block] = []
    for line in lines:
        block = _block(line, on, zone)
        if blocks and block.start < blocks[-1].end:
            sentence = _("{line} begins before {time}, when the one before ends")
            raise DayError(sentence.format(line=repr(line), time=f"{blocks[-1].end:%H:%M}"))
        blocks.append(block)
    return tuple(blocks)


def _block(line: str, on: date, zone: tzinfo | None) -> Block:
    span, __, word = line.strip().partition(" ")
    kind = ALSO.get(word.strip(), word.strip())
    if kind not in KINDS:
        allowed = ", ".join((*KINDS, *ALSO))
        sentence = _("{line}: {word} is none of {allowed}")
        raise DayError(sentence.format(line=repr(line), word=repr(word.strip()), allowed=allowed))
    begins, __, ends = span.partition("-")
    try:
        start, end = (
            time.fromisoformat(begins),
            time.fromisoformat(ends.replace("24:00", "23:59:59")),
        )
    except ValueError:
        sentence = _("{line} has no span of time, such as {example}")
        raise DayError(sentence.format(line=repr(line), example='"09:00-10:30 sit"')) from None
    if end <= start:
        raise DayError(_("{line} ends before it begins").format(line=repr(line)))
    return Block(kind, datetime.combine(on, start, zone), datetime.combine(on, end, zone))


@dataclass(frozen=True)
class By:
    """What days are lived by."""

    rules: Rules
    choice: PoseRules
    poses: tuple[Pose, ...]
    session: SessionRules
    answer: str = "start"


def live(plan_of_days: Sequence[tuple[date, tuple[Block, ...]]], by: By) -> tuple[Outcome, ...]:
    """Return what comes of these days, lived one after the other by one person."""
    first = next((blocks[0].start for _, blocks in plan_of_days if blocks), None)
    if first is None:
        return tuple(Outcome(on, (), (), (), 0.0, 0.0) for on, _ in plan_of_days)
    somebody = Somebody(by, first)
    return tuple(somebody.lives(on, blocks) for on, blocks in plan_of_days)


class Somebody(Person):
    """Whoever lives the days, and answers reminders always alike."""

    def __init__(self, by: By, wall: datetime) -> None:
        self._answer, self._answer_at, self._done_at = by.answer, None, None
        self._lengths = {pose.id: length_of(plan(pose, by.session)) for pose in by.poses}
        self._here = True
        self._told: list[Told] = []
        self._decisions: list[Decision] = []
        self._sat, self._longest = 0.0, 0.0
        self._setup = days.Setup(by.rules, by.poses, by.choice, by.session)
        hours = () if by.rules.hours is None else by.rules.hours.days
        spans = [span for day in hours for span in day]
        self._edges = {time(), *(edge for span in spans for edge in span)}
        self.rules = by.rules
        self._stroke = self._next_stroke(wall)
        super().__init__(by.rules, by.choice, by.poses, wall, session=by.session)

    _answer_at: float | None
    _done_at: float | None

    def lives(self, on: date, blocks: tuple[Block, ...]) -> Outcome:
        """Live a day; return what came of it."""
        self._told, self._decisions, self._sat, self._longest = [], [], 0.0, 0.0
        for block in blocks:
            self._is_away_until(block.start)
            self._spends(block)
        self._is_away_until(self.wall + timedelta(seconds=self.rules.reset_after + MINUTE))
        told, decisions = tuple(self._told), tuple(self._decisions)
        return Outcome(on, blocks, told, decisions, self._sat, self._longest)

    def _is_away_until(self, moment: datetime) -> None:
        minutes = (moment - self.wall) / timedelta(minutes=1)
        if minutes > 0:
            self._here = False
            self.leaves(minutes)

    def _spends(self, block: Block) -> None:
        signs, self._here = KINDS[block.kind], block.kind not in GONE
        minutes = (block.end - self.wall) / timedelta(minutes=1)
        if minutes <= 0:
            return
        self.begins(*signs)
        match block.kind:
            case "film" | "read":
                self._touch()
                self.leaves(minutes)
            case "away":
                self.leaves(minutes)
            case "lock":
                self.locks(minutes)
            case "sleep":
                self.sleeps(minutes)
            case "stand":
                self.says(ev.Stood)
                self.works(minutes)
                self.says(ev.Sat)
            case _:
                self.works(minutes)
        self.ends(*signs)

    @property
    def setup(self) -> days.Setup:
        """What the day is run by, which stays the same."""
        return self._setup

    # --- what comes of it -----------------------------------------------------------------------

    def steps(self, before: days.Day) -> None:
        """Keep what was decided."""
        if self.day.why is not before.why:
            self._decisions += _new(before.why, self.day.why)

    def stretches(self, *, complete: bool = True, answer: str | None = None) -> None:
        """Hold the pose as long as it says, on each side, or close the window at once."""
        session = self.day.session
        pose = next(each for each in self.poses if session is not None and each.id == session.pose)
        sides = ("both",) if pose.sides == "both" else ("right", "left")
        seconds = held(pose.hold, self.session)[0] if complete else 1.0
        holds = tuple(ev.Held(side, 0, seconds, complete) for side in sides)
        self.happens(ev.Ended, "done" if complete else "stopped", holds, answer)

    def hears(self, action: days.Action) -> None:
        """Keep it, and answer it in a while."""
        sat = sitting.sat(self.day.sitting, self.at)
        match action:
            case Nudge():
                self._told.append(Told(self.wall, "nudge", action.pose, action.sat, action.quiet))
                self._answer_at = self.at + AFTER
            case OpenWindow():
                self._told.append(Told(self.wall, "window", action.pose, sat))
                self._answer_at = None
                self._done_at = self.at + self._lengths[action.pose]
            case SitAgain():
                self._told.append(Told(self.wall, "sit", "", action.stood))
            case Record(kind="sitting"):
                seconds = float(action.facts["sat_s"])
                self._sat += seconds
                self._longest = max(self._longest, seconds)

    def next_look(self) -> float | None:
        """Return when something comes by itself, or they answer."""
        clock = self.at + (self._stroke[0] - self.wall).total_seconds()
        moments = (super().next_look(), self._answer_at, self._done_at, clock)
        return min((moment for moment in moments if moment is not None), default=None)

    def arrives(self) -> None:
        """Let the time come, and answer if it is time for that."""
        stroke, strikes = self._stroke
        comes = self.wall >= stroke
        if comes:
            self._stroke = self._next_stroke(self.wall)
        self.happens(ev.Struck if comes and strikes else ev.Ticked)
        if self._done_at is not None and self.at >= self._done_at:
            self._done_at = None
            self.stretches(complete=self._answer != "ignore")
        if self._answer_at is not None and self.at >= self._answer_at:
            self._answer_at = None
            self._reply()

    def _next_stroke(self, since: datetime) -> tuple[datetime, bool]:
        """Return the next time of the clock that the rules name, and whether it is a reminder's."""
        strikes = {*self.rules.times}
        found = [
            (datetime.combine(since.date() + timedelta(days=ahead), moment, since.tzinfo), moment)
            for ahead in (0, 1)
            for moment in (*self._edges, *strikes)
        ]
        when, moment = min(each for each in found if each[0] > since)
        return when, moment in strikes

    def _reply(self) -> None:
        wish = {"start": ev.Wanted, "snooze": ev.Snoozed, "skip": ev.Skipped}.get(self._answer)
        try:
            if wish is not None and self._here:
                self.happens(wish)
        except RefusedError:
            self.happens(ev.Skipped)  # snoozed too often


def _new(before: tuple[Decision, ...], after: tuple[Decision, ...]) -> list[Decision]:
    """Return the decisions that came last; the oldest are forgotten as new ones come."""
    last = before[-1] if before else None
    fresh: list[Decision] = []
    for decision in reversed(after):
        if decision is last:
            break
        fresh.append(decision)
    return fresh[::-1]
