"""A person at a desk, made up: works, leaves, locks, sleeps, answers, from deadline to deadline.

Rules of this room: it runs the real core as the daemon does, so that a whole day takes a moment; it
keeps two clocks, as a computer does: `at` (CLOCK_BOOTTIME) and `wall`, which may be set. What comes
out of the core is told to `hears`. `core.simulating` foretells days by it, and the tests live them.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from unsit.core import day as days
from unsit.core import events as ev
from unsit.core.day import Day, Setup
from unsit.core.poses import Pose
from unsit.core.rules import PoseRules, Rules, SessionRules
from unsit.core.turn import advance

MINUTE = 60.0


@dataclass
class Person:
    """One person's day."""

    rules: Rules
    choice: PoseRules
    poses: tuple[Pose, ...]
    wall: datetime
    at: float = 10_000.0
    seen: bool = True
    """Whether presence can be seen here."""
    pauses: bool = True
    """Whether there are gaps in the typing; without them a burst goes on and on."""
    session: SessionRules = field(default_factory=SessionRules)

    def __post_init__(self) -> None:
        self.start = self.at
        self.day = Day()
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
            self._to(max(self.at, idle_at))
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

    def stretches(self, *, complete: bool = True, answer: str | None = None) -> None:
        """Play the open session to its end, or close it at once; input comes only afterwards."""
        sides = ("right", "left") if complete else ("right",)
        held = tuple(ev.Held(side, 2, 30.0 if complete else 4.0, complete) for side in sides)
        outcome = "done" if complete else "stopped"
        self.happens(ev.Ended, outcome, held, answer)

    # --- what comes of it -----------------------------------------------------------------------

    @property
    def setup(self) -> Setup:
        """What the day is run by."""
        return Setup(self.rules, self.poses, self.choice, self.session)

    def hears(self, action: days.Action) -> None:
        """Take what the core wants done; nothing, for one who does not listen."""

    def steps(self, before: Day) -> None:
        """Take note of a step, which led from this day; nothing, for one who does not care."""

    def next_look(self) -> float | None:
        """Return the `at` of the next moment at which something comes by itself."""
        return days.next_look(self.day, self._now(), self.setup)

    def arrives(self) -> None:
        """Let come what comes at such a moment."""
        self.happens(ev.Ticked)

    # --- how time goes by -----------------------------------------------------------------------

    def happens(self, kind: type[ev.Event], *facts: object) -> None:
        """Let an event happen now, and hear what comes of it. Raises `RefusedError`."""
        make: Callable[..., ev.Event] = kind
        event = make(self.at, self.wall, *facts)
        before = self.day
        self.day, actions = advance(before, event, self.setup)
        self.steps(before)
        for action in actions:
            self.hears(action)
        self._answers()

    def _answers(self) -> None:
        """Be the desktop: say which signs hold once they are followed, and when the typing pauses."""
        now = self._now()
        wanted = days.signs_wanted(self.day, now, self.rules)
        if wanted != self.followed:
            self.followed = wanted
            if wanted:
                self.happens(ev.Signalled, self.around & wanted, wanted)
        elif self.pauses and days.wants_lull(self.day, now, self.rules):
            self.happens(ev.Lull)

    def _now(self) -> ev.Event:
        return ev.Ticked(self.at, self.wall)

    def _pass(self, seconds: float) -> None:
        self.at += seconds
        self.wall += timedelta(seconds=seconds)

    def _to(self, until: float, before: Callable[[], None] = lambda: None) -> None:
        stuck = 0
        while (look := self.next_look()) is not None:
            if look > until:
                break
            stuck = stuck + 1 if look <= self.at else 0
            assert stuck < 5, f"a deadline that does not go away: {self.day}"
            self._pass(max(0.0, look - self.at))
            before()
            self.arrives()
        self._pass(until - self.at)

    def _touch(self) -> None:
        self._touch_silently()
        if self.idle:
            self.idle = False
            self.happens(ev.Input)

    def _touch_silently(self) -> None:
        self.last_input = self.at
