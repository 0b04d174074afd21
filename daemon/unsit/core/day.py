"""The day as one value: the sitting clock, the reminder, a pause, a session.

Also what a step of the day can ask to have done, as values: `core.turn` decides, and
`unsit.daemon` carries out.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from unsit.core import reminders, sitting
from unsit.core.events import Event
from unsit.core.poses import Pose, offered
from unsit.core.reminders import Reminder, Way
from unsit.core.rules import PoseRules, Rules
from unsit.core.sitting import Cause, Sitting
from unsit.core.value import Value, field


class Setup(Value):
    """What the day is run by: the rules, and the poses there are."""

    rules: Rules = field(default_factory=Rules)
    poses: tuple[Pose, ...] = ()
    choice: PoseRules = field(default_factory=PoseRules)


class Pause(Value):
    """Nothing is said until then (local time), or until resumed when None."""

    until: datetime | None


class Session(Value):
    """A session window that is open, and where it is."""

    pose: str
    asked: bool
    """Whether somebody asked for it; False when the reminder opened it."""
    began: datetime
    side: str = ""
    step: int = 0
    kind: str = ""
    """ready, move, hold, out, switch or done."""
    answers: bool = False
    """Whether it answers a reminder: if its window cannot open, that one comes again."""
    left: float | None = None
    """Seconds to the end of the session, as of `told`; None until the window has said so."""
    told: float = 0.0
    paused: bool = False


class Day(Value):
    """How things stand."""

    sitting: Sitting = field(default_factory=Sitting)
    reminder: Reminder = field(default_factory=Reminder)
    pause: Pause | None = None
    session: Session | None = None
    lately: tuple[str, ...] = ()
    """Poses offered or done, newest last."""


# --- what is to be done -------------------------------------------------------------------------


class Nudge(Value):
    """Show the reminder as a notification."""

    pose: str
    sat: float
    may_snooze: bool


class Withdraw(Value):
    """Take the notification back."""


class OpenWindow(Value):
    """Open the session window with this pose; `may_snooze` when it may be put off from there."""

    pose: str
    asked: bool
    may_snooze: bool


class Record(Value):
    """Write this into the history: a kind, when (local time), and the facts."""

    kind: str
    at: datetime
    facts: Mapping[str, Any]


Action = Nudge | Withdraw | OpenWindow | Record


def way(day: Day, event: Event, rules: Rules) -> Way:
    """Say whether the way is free for a reminder."""
    silent = day.session is not None or bool(held_by(day, event.wall, rules))
    away = sitting.absent_since(day.sitting, event.at, rules)
    causes = set(day.sitting.absent)
    blind = Cause.BLIND in causes and causes <= {Cause.BLIND, Cause.ASLEEP}
    return Way(seated=away is None, blind=blind, silent=silent)


def held_by(day: Day, wall: datetime, rules: Rules) -> tuple[str, ...]:
    """Return what keeps reminders back: "paused", "off-hours"."""
    reasons = []
    if day.pause is not None and (day.pause.until is None or wall < day.pause.until):
        reasons.append("paused")
    if rules.hours is not None and not rules.hours.open_at(wall):
        reasons.append("off-hours")
    return tuple(reasons)


def next_look(day: Day, event: Event, setup: Setup) -> float | None:
    """Return the next `at` at which time alone changes the day, or None when it never will.

    The edges of working hours are not among them: they are clock times, and `schedule` has them.
    """
    rules = setup.rules
    sat = sitting.sat(day.sitting, event.at)
    free = way(day, event, rules)
    moments = []
    if day.session is None:  # while one is open, being absent ends nothing
        moments.append(sitting.next_look(day.sitting, event.at, rules))
    if offered(
        setup.poses, setup.choice
    ):  # without any, no reminder can be given, however long it has been due
        moments.append(reminders.next_look(day.reminder, free, sat, event.at, rules))
    if day.pause is not None and day.pause.until is not None:
        moments.append(event.at + (day.pause.until - event.wall).total_seconds())
    return min((moment for moment in moments if moment is not None), default=None)
