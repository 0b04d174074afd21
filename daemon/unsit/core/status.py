"""How things stand, in one face and one sentence.

The tray, its menu and `unsit status` all say what is worked out here, so they cannot disagree.
"""

from datetime import datetime, time

from unsit.core import day as days
from unsit.core import holding, reminders, sentences, sitting
from unsit.core.day import Day, Setup
from unsit.core.events import Event
from unsit.core.holding import Held
from unsit.core.machines import Machine
from unsit.core.reminders import Due, Snoozed
from unsit.core.sitting import Cause
from unsit.core.value import Value, replace

FACES = (
    "fresh",
    "half",
    "held",
    "due",
    "overdue",
    "away",
    "paused",
    "standing",
    "session",
    "blind",
)
"""What the tray's icon can show."""


class SessionStatus(Value):
    """The session that is open. `left` is seconds, None until its window has told."""

    pose: str
    name: str
    side: str
    step: int
    kind: str
    left: float | None
    paused: bool
    waits: bool = False
    """Whether it waits to be told that the person is ready."""
    nth: int = 1
    of: int = 1
    """Which one of how many of a series."""
    hurt: bool = False
    """Whether it hurt: the way out is being played, and then the rest."""


class LeftOffStatus(Value):
    """What can be continued: a pose, by its id and its name, the side, and the seconds of its hold.

    Of a pose of which nothing was held yet there is no side, and 0 seconds.
    """

    pose: str
    name: str
    side: str
    rest: float
    nth: int = 1
    of: int = 1
    """Which one of how many of a series."""


class Status(Value):
    """How things stand (lengths in seconds)."""

    state: str
    """sitting, away, paused, off-hours, standing or blind."""
    sat: float
    remind_in: float | None
    """None = nothing is coming as things stand."""
    reminder: str
    """none, due, held or snoozed."""
    held_by: tuple[str, ...]
    """What keeps a reminder back that has fallen due: signs, "typing", "just free", "paused",
    "off-hours"."""
    session: SessionStatus | None
    paused_until: datetime | None
    face: str
    sentence: str
    tip: str
    """For a tooltip: moments instead of lengths, so that it stays true without being refreshed."""
    standing: bool = False
    """Whether the person has said that they stand, whatever the state is called."""
    watched: float = 0.0
    """Seconds of `sat` that were counted without input, by signs."""
    times: int = 0
    """How often the reminder was given that stands due; 0 = none does."""
    snooze_hold: float = 0.0
    """For how many seconds Snooze must be held down; 0 = a click will do."""
    may_undo: bool = False
    """Whether a dismissed reminder can be brought back."""
    machines: tuple[Machine, ...] = ()
    """What other machines that share the clock have said last."""
    at: str = ""
    """The machine that somebody is at who is not at this one; "" = none."""
    off_until: datetime | None = None
    """During off hours, a holiday or a quiet day: when something may be said again, if it is known."""
    left_off: LeftOffStatus | None = None
    """The session that was broken off and can be continued now."""


def describe(day: Day, event: Event, setup: Setup) -> Status:
    """Return how things stand at the moment of `event` (any event: only its time is used)."""
    rules = setup.rules
    held = days.held_by(day, event.wall, rules)
    seconds = sitting.sat(day.sitting, event.at)
    state = _state(day, event, setup, held)
    due_in = reminders.due_in(day.reminder, seconds, event.at, rules)
    coming = _coming(day, event, setup, state, due_in)
    reminder = _reminder(day, due_in, held)
    phase = day.reminder.phase
    status = Status(
        state=state,
        sat=seconds,
        remind_in=None if held or day.session is not None else coming,
        reminder=reminder,
        held_by=_held_by(day, event, setup, held) if reminder == "held" else (),
        session=_session(day, event, setup),
        paused_until=day.pause.until if day.pause is not None and "paused" in held else None,
        face="",
        sentence="",
        tip="",
        standing=Cause.STANDING in day.sitting.absent,
        watched=sitting.watched(day.sitting, event.at),
        times=phase.times if isinstance(phase, Due) else 0,
        snooze_hold=reminders.snooze_cost(day.reminder, rules),
        may_undo=_may_undo(day, event),
        machines=day.machines,
        at=_elsewhere(day),
        off_until=rules.opens(event.wall) if "off-hours" in held else None,
        left_off=_left_off(day, event, setup),
    )
    status = replace(status, face=_face(status, day, rules.remind_after))
    sentence = sentences.sentence(status, day, event, setup)
    return replace(status, sentence=sentence, tip=sentences.tip(status, day, event, setup))


def half_way(day: Day, event: Event, setup: Setup) -> float | None:
    """Return the `at` at which the face will turn from fresh to half, None when it will not."""
    if day.sitting.running is None:
        return None
    seconds = sitting.sat(day.sitting, event.at) - day.reminder.base
    half = setup.rules.remind_after / 2
    return event.at + half - seconds if seconds < half else None


def as_json(status: Status) -> dict[str, object]:
    """Return the object that `unsit status --json` prints."""
    session = status.session
    return {
        "state": status.state,
        "sitting_s": round(status.sat),
        "watching_s": round(status.watched),
        "remind_in_s": None if status.remind_in is None else round(status.remind_in),
        "reminder": status.reminder,
        "held_by": list(status.held_by),
        "snooze_hold_s": _hold(status),
        "session": None
        if session is None
        else {
            "pose": session.pose,
            "side": session.side,
            "step": session.step,
            "kind": session.kind,
            "left_s": None if session.left is None else round(session.left),
            "paused": session.paused,
            "waits": session.waits,
            "place": session.nth,
            "of": session.of,
        },
        "continue": None if status.left_off is None else _left_off_json(status.left_off),
        "paused_until": None if status.paused_until is None else status.paused_until.isoformat(),
        "off_until": None if status.off_until is None else status.off_until.isoformat(),
        "machines": [{"name": each.name, "here": each.here} for each in status.machines],
        "sentence": status.sentence,
    }


def _left_off_json(left_off: LeftOffStatus) -> dict[str, object]:
    words = sentences.left_off_words(left_off)
    return {
        "pose": left_off.pose,
        "side": left_off.side,
        "left_s": round(left_off.rest),
        "place": left_off.nth,
        "of": left_off.of,
        "sentence": words,
    }


def _hold(status: Status) -> float:
    """Return how long Snooze must be held down now; 0 as well while there is nothing to snooze."""
    return status.snooze_hold if status.reminder in ("due", "held") else 0.0


def _state(day: Day, event: Event, setup: Setup, held: tuple[str, ...]) -> str:
    if held:
        return held[0]
    if Cause.BLIND in day.sitting.absent:
        return "blind"
    if Cause.STANDING in day.sitting.absent:
        return "standing"
    gone = sitting.absent_since(day.sitting, event.at, setup.rules)
    return "sitting" if gone is None else "away"


def _coming(day: Day, event: Event, setup: Setup, state: str, due_in: float) -> float | None:
    """Return the seconds to the next reminder as things stand, by the sitting or by the clock."""
    if isinstance(day.reminder.phase, Due | Held | Snoozed):
        return due_in
    left_today = [_until(moment, event.wall) for moment in setup.rules.times]
    coming = [seconds for seconds in left_today if seconds > 0 and state in ("sitting", "blind")]
    if state == "sitting":
        coming.append(due_in)
    soonest = min(coming, default=None)
    end = None if setup.rules.hours is None else setup.rules.hours.closes(event.wall)
    if soonest is not None and end is not None and soonest > _until(end, event.wall):
        return None  # it will be held until the next working hours
    return soonest


def _until(moment: time, wall: datetime) -> float:
    """Return the seconds to a time of this day; negative when it has been."""
    return (datetime.combine(wall.date(), moment, wall.tzinfo) - wall).total_seconds()


def _reminder(day: Day, due_in: float, held: tuple[str, ...]) -> str:
    if isinstance(day.reminder.phase, Due):
        return "due"
    if isinstance(day.reminder.phase, Held) or (held and due_in <= 0):
        return "held"
    return "snoozed" if isinstance(day.reminder.phase, Snoozed) else "none"


def _held_by(day: Day, event: Event, setup: Setup, held: tuple[str, ...]) -> tuple[str, ...]:
    phase = day.reminder.phase
    if held or not isinstance(phase, Held):
        return held
    here = days.listener(day, event, setup.rules)
    return holding.waits_for(phase, here, event.at)


def _elsewhere(day: Day) -> str:
    if day.sitting.unseen is None:
        return ""
    return next((machine.name for machine in day.machines if machine.here), "")


def _may_undo(day: Day, event: Event) -> bool:
    gone = day.let_go
    return gone is not None and event.at <= gone.until and day.session is None


def _left_off(day: Day, event: Event, setup: Setup) -> LeftOffStatus | None:
    left_off = day.left_off
    there = left_off is not None and left_off.pose in {pose.id for pose in setup.poses}
    if left_off is None or not there or day.session is not None or event.at >= left_off.until:
        return None
    name = sentences.pose_name(left_off.pose, setup)
    nth = left_off.nth
    of = nth + len(left_off.series)
    return LeftOffStatus(left_off.pose, name, left_off.side, left_off.rest, nth, of)


def _session(day: Day, event: Event, setup: Setup) -> SessionStatus | None:
    session = day.session
    if session is None:
        return None
    seconds = session.left
    if seconds is not None and not session.paused and not session.waits:
        seconds = max(0.0, seconds - (event.at - session.told))
    name = sentences.pose_name(session.pose, setup)
    where = (session.side, session.step, session.kind, seconds)
    stands = (session.paused, session.waits)
    of = session.nth + len(session.rest)
    return SessionStatus(session.pose, name, *where, *stands, session.nth, of, session.hurt)


def _face(status: Status, day: Day, remind_after: float) -> str:
    if status.session is not None:
        return "session"
    if status.reminder == "due":
        return "due" if status.times < 2 else "overdue"
    if status.state in ("paused", "off-hours"):
        return "paused"
    if status.state != "sitting":
        return status.state
    if sentences.is_held(status):
        return "held"
    return "fresh" if status.sat - day.reminder.base < remind_after / 2 else "half"
