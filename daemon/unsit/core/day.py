"""The day as one value: the sitting clock, the reminder, a pause, a session.

Also what a step of the day can ask to have done, as values: `core.turn` decides, and
`unsit.daemon` carries out.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from unsit.core import events, holding, reminders, sitting, standing
from unsit.core.dose import Doses
from unsit.core.events import Event
from unsit.core.holding import Held, Listener
from unsit.core.leftoff import LeftOff, Place
from unsit.core.machines import Machine, somebody
from unsit.core.poses import Pose, some_offered
from unsit.core.reminders import Due, LetGo, Reminder, Way
from unsit.core.rules import PoseRules, Rules, SessionRules
from unsit.core.shelf import Shelf
from unsit.core.signs import ELSEWHERE
from unsit.core.sitting import Cause, Sitting
from unsit.core.standing import Stand
from unsit.core.value import Value, field


class Setup(Value):
    """What the day is run by: the rules, and the poses there are."""

    rules: Rules = field(default_factory=Rules)
    poses: tuple[Pose, ...] = ()
    choice: PoseRules = field(default_factory=PoseRules)
    session: SessionRules = field(default_factory=SessionRules)


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
    waits: bool = False
    """Whether it waits to be told that the person is ready."""
    place: Place | None = None
    """Where in its plan it is, as of `told`."""
    held: tuple[events.Held, ...] = ()
    """What has been held, as of `told`."""
    resumed: LeftOff | None = None
    """What it goes on with; None = it began from the beginning."""
    hurt: bool = False
    """Whether the person said "ouch"."""
    nth: int = 1
    """Its number in a series of poses."""
    rest: tuple[str, ...] = ()
    """The poses of the series that are still to come."""


class Decision(Value):
    """What Unsit did at a moment (local time), and why, both in words for people."""

    at: datetime
    what: str
    because: str


class Day(Value):
    """How things stand."""

    sitting: Sitting = field(default_factory=Sitting)
    reminder: Reminder = field(default_factory=Reminder)
    pause: Pause | None = None
    session: Session | None = None
    lately: tuple[str, ...] = ()
    """Poses offered or done, newest last."""
    doses: Doses = ()
    """How long each muscle group was stretched in the last days."""
    shelf: Shelf = ()
    """The poses that hurt, and until when they are not offered."""
    because: str = ""
    """Why the pose that is due is this one, for the reminder; "" = nothing worth telling."""
    stand: Stand = Stand()
    back: float | None = None
    """Since when (`at`) somebody is back who was away; None = they have not been."""
    holds: frozenset[str] = frozenset()
    """The signs that hold, of those `asked` about."""
    asked: frozenset[str] = frozenset()
    machines: tuple[Machine, ...] = ()
    """What other machines of this person say."""
    settled: datetime | None = None
    """When a stretch, here or elsewhere, last set the clocks to zero."""
    let_go: LetGo | None = None
    """The reminder that was dismissed last."""
    left_off: LeftOff | None = None
    """The session that was broken off last."""
    why: tuple[Decision, ...] = ()
    """The last decisions, newest last."""


# --- what is to be done -------------------------------------------------------------------------


class Nudge(Value):
    """Show the reminder as a notification."""

    pose: str
    sat: float
    may_snooze: bool
    quiet: bool = False
    """In spite of what holds reminders back: let it be seen, and not heard."""
    times: int = 1
    """How often it has been given by now."""
    because: str = ""
    """Why it is this pose, as half a sentence; "" = nothing worth telling."""


class Instead(Value):
    """Offer a pose in the place of one that hurt, which is shelved until then ("" = it is not)."""

    pose: str
    hurt: str
    until: str = ""


class SitAgain(Value):
    """Ask whoever has stood for so many seconds to sit down."""

    stood: float


class Withdraw(Value):
    """Take a notification back: the "reminder", or the one about "standing"."""

    what: str = "reminder"


class OpenWindow(Value):
    """Open the session window with this pose; `may_snooze` when it may be put off from there."""

    pose: str
    asked: bool
    may_snooze: bool
    snooze_hold: float = 0.0
    """For how many seconds its Snooze must be held down; 0 = a click will do."""
    resumed: LeftOff | None = None
    """What is left of the session that it goes on with; None = a whole one."""
    hurt: bool = False
    """Whether the pose is on the shelf, because it hurt."""
    nth: int = 1
    """Its number in a series of poses; `of` is how many these are."""
    of: int = 1


class Record(Value):
    """Write this into the history: a kind, when (local time), and the facts."""

    kind: str
    at: datetime
    facts: Mapping[str, Any]


Action = Nudge | Instead | SitAgain | Withdraw | OpenWindow | Record


def way(day: Day, event: Event, rules: Rules) -> Way:
    """Say whether the way is free for a reminder."""
    silent = day.session is not None or bool(held_by(day, event.wall, rules))
    causes = sitting.causes(day.sitting, event.at, rules)
    # A lock counts from its first moment on when the question is whether nobody can be seen at all.
    known = causes.keys() | day.sitting.absent.keys()
    blind = Cause.BLIND in known and known <= {Cause.BLIND, Cause.ASLEEP}
    hands_on = not blind and day.sitting.unseen is None
    return Way(not causes, blind, silent, hands_on)


def listener(day: Day, event: Event, rules: Rules) -> Listener:
    """Say whether somebody is here to be reminded, and may be typing."""
    free = way(day, event, rules)
    return Listener((free.seated or free.blind) and not free.silent, free.hands_on, day.back)


def upright(day: Day, event: Event, rules: Rules) -> Listener:
    """Say whether somebody stands here to be asked to sit down, and may be typing."""
    causes = set(sitting.causes(day.sitting, event.at, rules))
    free = way(day, event, rules)
    return Listener(causes == {Cause.STANDING} and not free.silent, free.hands_on, day.back)


def holds(day: Day) -> frozenset[str]:
    """Return every sign that holds, that of another machine among them."""
    return day.holds | {ELSEWHERE} if somebody(day.machines) else day.holds


def signs_wanted(day: Day, event: Event, rules: Rules) -> frozenset[str]:
    """Return the signs that can make a difference now; the others need not be looked at."""
    wanted: set[str] = set()
    if day.session is None and sitting.wants_signs(day.sitting, event.at, rules):
        wanted.update(rules.count)
    waits = isinstance(day.reminder.phase, Held | Due) and listener(day, event, rules).here
    if waits or day.stand.held is not None:
        wanted.update(rules.hold_for)
    return frozenset(wanted)


def wants_lull(day: Day, event: Event, rules: Rules) -> bool:
    """Say whether only a gap in the typing is waited for."""
    phase, stand = day.reminder.phase, day.stand.held
    if isinstance(phase, Held) and holding.wants_lull(phase, listener(day, event, rules), event.at):
        return True
    return stand is not None and holding.wants_lull(stand, upright(day, event, rules), event.at)


def held_by(day: Day, wall: datetime, rules: Rules) -> tuple[str, ...]:
    """Return what keeps reminders back: "paused", "off-hours"."""
    reasons = []
    if day.pause is not None and (day.pause.until is None or wall < day.pause.until):
        reasons.append("paused")
    if not rules.speaks_at(wall):
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
    if some_offered(
        setup.poses, setup.choice
    ):  # without any, no reminder can be given, however long it has been due
        moments.append(reminders.next_look(day.reminder, free, sat, event.at, rules))
        if isinstance(day.reminder.phase, Held):
            here = listener(day, event, rules)
            moments.append(holding.next_look(day.reminder.phase, here, event.at, rules))
    moments.append(_next_stand(day, event, rules))
    moments.append(None if day.left_off is None else day.left_off.until)
    if day.pause is not None and day.pause.until is not None:
        moments.append(event.at + (day.pause.until - event.wall).total_seconds())
    return min((moment for moment in moments if moment is not None), default=None)


def _next_stand(day: Day, event: Event, rules: Rules) -> float | None:
    since = day.sitting.absent.get(Cause.STANDING)
    if since is None:
        return None
    here = upright(day, event, rules)
    if not here.here:
        return None
    if day.stand.held is not None:
        return holding.next_look(day.stand.held, here, event.at, rules)
    return standing.due_at(day.stand, since, rules)
