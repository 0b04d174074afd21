"""A person at a desk, for tests: works, leaves, locks, sleeps, answers; and what they hear.

It keeps two clocks, as a computer does: `at` (CLOCK_BOOTTIME) and `wall`, which may be set. It runs
the real core from deadline to deadline, as the daemon does, so that a whole day takes a moment.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone

from unsit.core import day as days
from unsit.core import events as ev
from unsit.core.day import Day, Instead, Nudge, OpenWindow, Record, Setup, SitAgain, Withdraw
from unsit.core.poses import Hold, Pose, Step
from unsit.core.reminders import RefusedError
from unsit.core.rules import PoseRules, Rules
from unsit.core.status import Status, describe
from unsit.core.turn import advance

MONDAY_NINE = datetime(2026, 11, 23, 9, 0, tzinfo=timezone(timedelta(hours=1)))
MINUTE = 60.0


def pose(pose_id: str, *, needs: tuple[str, ...] = (), sides: str = "each") -> Pose:
    steps = (
        Step("ready", "Stand."),
        Step("move", "Move.", seconds=5),
        Step("hold", "Hold."),
        Step("out", "Come back.", seconds=5),
    )
    return Pose(pose_id, pose_id.title(), Hold(seconds=30), steps, sides=sides, needs=needs)


POSES = (pose("pigeon", needs=("floor",)), pose("garland"), pose("wall", needs=("wall",)))


@dataclass(frozen=True)
class Heard:
    """One thing that came out of the core, and at which minute of the day's story."""

    minute: float
    what: str


@dataclass
class Life:
    """One person's day. `heard` is what they saw, `recorded` what was written down."""

    rules: Rules = field(default_factory=Rules)
    choice: PoseRules = field(default_factory=PoseRules)
    poses: tuple[Pose, ...] = POSES
    wall: datetime = MONDAY_NINE
    at: float = 10_000.0
    seen: bool = True
    pauses: bool = True
    """Whether there are gaps in the typing; without them a burst goes on and on."""

    def __post_init__(self) -> None:
        self.start = self.at
        self.day = Day()
        self.heard: list[Heard] = []
        self.recorded: list[Record] = []
        self.last_input = self.at
        self.idle = False
        self.around: frozenset[str] = frozenset()
        self.followed: frozenset[str] = frozenset()
        self.happens(ev.Input if self.seen else ev.Blind, *(() if self.seen else ("no display",)))

    # --- what the person does -------------------------------------------------------------------

    def works(self, minutes: float) -> None:
        """Sit at the keys, never longer than a few seconds without a stroke."""
        self._touch()
        until = self.at + minutes * MINUTE
        self._to(until, before=self._touch_silently)
        self.last_input = self.at

    def leaves(self, minutes: float) -> None:
        """Be without input for so long; the idle source tells when its threshold is passed."""
        until = self.at + minutes * MINUTE
        idle_at = self.last_input + self.rules.idle_after
        if self.seen and not self.idle and idle_at <= until:
            self._to(idle_at)
            self.idle = True
            self.happens(ev.Idle, self.last_input)
        self._to(until)

    def begins(self, *signs: str) -> None:
        """Let something begin: a call, a film, ..."""
        self._goes_on(self.around | set(signs))

    def ends(self, *signs: str) -> None:
        """Let it end."""
        self._goes_on(self.around - set(signs))

    def _goes_on(self, around: frozenset[str]) -> None:
        before, self.around = self.around & self.followed, around
        if around & self.followed != before:
            self.happens(ev.Signalled, around & self.followed, self.followed)

    def locks(self, minutes: float) -> None:
        """Lock the screen, be away, unlock it."""
        self.happens(ev.Locked)
        self.leaves(minutes)
        self.happens(ev.Unlocked)
        self._touch()

    def sleeps(self, minutes: float) -> None:
        """Close the lid for so long: nothing runs meanwhile, and nobody need be there after."""
        self.happens(ev.Slept)
        self._pass(minutes * MINUTE)
        self.happens(ev.Woke)
        self.idle = True

    def says(self, kind: type[ev.Event], *facts: object) -> None:
        """Wish for something: `Paused`, `Snoozed`, `Moved`, ..."""
        self.happens(kind, *facts)

    def is_refused(self, kind: type[ev.Event]) -> str | None:
        """Wish for something, and return the refusal, or None when it was granted."""
        try:
            self.happens(kind)
        except RefusedError as refusal:
            return str(refusal)
        return None

    def stretches(self, *, complete: bool = True, answer: str | None = None) -> None:
        """Play the open session to its end, or close it at once; input comes only afterwards."""
        sides = ("right", "left") if complete else ("right",)
        held = tuple(ev.Held(side, 2, 30.0 if complete else 4.0, complete) for side in sides)
        outcome = "done" if complete else "stopped"
        self.happens(ev.Ended, outcome, held, answer)

    def sets_the_clock(self, minutes: float) -> None:
        """Move the wall clock, as a time server or a traveller does."""
        self.wall += timedelta(minutes=minutes)

    # --- what can be asked ----------------------------------------------------------------------

    @property
    def setup(self) -> Setup:
        return Setup(self.rules, self.poses, self.choice)

    @property
    def status(self) -> Status:
        return describe(self.day, self._now(), self.setup)

    def nudges(self) -> list[float]:
        """Return the minutes at which a reminder was given."""
        return [each.minute for each in self.heard if each.what in ("nudge", "quiet nudge")]

    def windows(self) -> list[float]:
        """Return the minutes at which the session window opened."""
        return [each.minute for each in self.heard if each.what == "window"]

    def outcomes(self) -> list[str]:
        """Return what became of each reminder."""
        return [str(r.facts["outcome"]) for r in self.recorded if r.kind == "reminder"]

    def sittings(self) -> list[tuple[float, str]]:
        """Return the minutes of each sitting that ended, and what ended it."""
        return [
            (round(r.facts["sat_s"] / MINUTE, 1), str(r.facts["ended_by"]))
            for r in self.recorded
            if r.kind == "sitting"
        ]

    def sat_minutes(self) -> float:
        """Return what the clock shows."""
        return round(self.status.sat / MINUTE, 2)

    # --- how time goes by -----------------------------------------------------------------------

    def happens(self, kind: type[ev.Event], *facts: object) -> None:
        """Let an event happen now, and hear what comes of it. Raises `RefusedError`."""
        make: Callable[..., ev.Event] = kind
        event = make(self.at, self.wall, *facts)
        self.day, actions = advance(self.day, event, self.setup)
        for action in actions:
            self._hear(action)
        self._answers()

    def _answers(self) -> None:
        """Be the desktop: say which signs hold once they are followed, and when the typing pauses."""
        wanted = days.signs_wanted(self.day, self._now(), self.rules)
        if wanted != self.followed:
            self.followed = wanted
            if wanted:
                self.happens(ev.Signalled, self.around & wanted, wanted)
        elif self.pauses and days.wants_lull(self.day, self._now(), self.rules):
            self.happens(ev.Lull)

    def _hear(self, action: days.Action) -> None:
        if isinstance(action, Record):
            self.recorded.append(action)
        else:
            minute = round((self.at - self.start) / MINUTE, 2)
            self.heard.append(Heard(minute, _what(action)))

    def _now(self) -> ev.Event:
        return ev.Ticked(self.at, self.wall)

    def _pass(self, seconds: float) -> None:
        self.at += seconds
        self.wall += timedelta(seconds=seconds)

    def _to(self, until: float, before: Callable[[], None] = lambda: None) -> None:
        stuck = 0
        while (look := days.next_look(self.day, self._now(), self.setup)) is not None:
            if look > until:
                break
            stuck = stuck + 1 if look <= self.at else 0
            assert stuck < 5, f"a deadline that does not go away: {self.day}"
            self._pass(max(0.0, look - self.at))
            before()
            self.happens(ev.Ticked)
        self._pass(until - self.at)

    def _touch(self) -> None:
        self._touch_silently()
        if self.idle:
            self.idle = False
            self.happens(ev.Input)

    def _touch_silently(self) -> None:
        self.last_input = self.at


def _what(action: days.Action) -> str:
    match action:
        case Nudge(quiet=True):
            return "quiet nudge"
        case Withdraw(what="standing"):
            return "withdraw sit again"
        case Instead(pose=pose):
            return f"instead {pose}"
    return {Nudge: "nudge", Withdraw: "withdraw", OpenWindow: "window", SitAgain: "sit again"}[
        type(action)
    ]
