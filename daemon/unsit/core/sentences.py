"""The words for how things stand: one sentence, and one for a tooltip.

Rules of this room: it says what `core.status` has worked out, and works nothing out itself.
"""

from datetime import time, timedelta
from typing import TYPE_CHECKING

from unsit.core import sitting
from unsit.core.day import Day, Setup
from unsit.core.events import Event
from unsit.core.holding import TYPING, Held
from unsit.core.reminders import Due, Snoozed
from unsit.core.sitting import Cause
from unsit.core.words import SIGN_WORDS, left, length, moment

if TYPE_CHECKING:
    from unsit.core.status import LeftOffStatus, SessionStatus, Status


def pose_name(pose: str, setup: Setup) -> str:
    """Return what a pose is called."""
    return next((each.name for each in setup.poses if each.id == pose), pose)


def sentence(status: "Status", day: Day, event: Event, setup: Setup) -> str:
    """Return how things stand, as one sentence without a full stop."""
    phase = day.reminder.phase
    if status.session is not None:
        paused = f"; {_pause_words(status, event)}" if status.state == "paused" else ""
        return _session_words(status.session) + paused.lower()
    if isinstance(phase, Due):
        return f"Sitting {_sat_words(status)}: time for {pose_name(phase.pose, setup)}"
    if status.state == "paused":
        return _pause_words(status, event) + (", a reminder waits" if status.held_by else "")
    if status.state == "off-hours":
        return "Off hours" + (", a reminder waits" if status.held_by else "")
    if status.state == "blind":
        return f"Presence cannot be seen: {day.sitting.blind}"
    if status.state == "standing":
        since = day.sitting.absent[Cause.STANDING]
        return f"Standing {length(event.at - since)}"
    if status.state == "away":
        return _away_words(status, day, event, setup)
    return f"Sitting {_sat_words(status)}{_what_comes(status, day, event, setup)}"


def _what_comes(status: "Status", day: Day, event: Event, setup: Setup) -> str:
    """Return what follows the length of the sitting."""
    phase = day.reminder.phase
    if status.held_by:
        return f"; {_held_words(status)}"
    if isinstance(phase, Snoozed):
        return f", snoozed for {left(phase.until - event.at)} more"
    if isinstance(phase, Held):
        return ": time for a stretch"
    if status.remind_in is None:
        return f", nothing more before {_off_hours(event, setup)}"
    return f", next stretch in {left(status.remind_in)}"


def _sat_words(status: "Status") -> str:
    """Return how long somebody has sat, and how much of it elsewhere or touching nothing."""
    if status.at:
        return f"{length(status.sat)} (now at {status.at})"
    if status.watched < 60:
        return length(status.sat)
    hands_on = length(status.sat - status.watched)
    return f"{length(status.sat)} ({hands_on} at the keys, {length(status.watched)} watching)"


def is_held(status: "Status") -> bool:
    """Say whether something holds a reminder back that is worth an icon: typing soon has a gap."""
    return bool(set(status.held_by) - {TYPING})


def _held_words(status: "Status") -> str:
    return f"a reminder waits: {', '.join(SIGN_WORDS[reason] for reason in status.held_by)}"


def _off_hours(event: Event, setup: Setup) -> str:
    end = None if setup.rules.hours is None else setup.rules.hours.closes(event.wall)
    return "off hours" if end is None else f"off hours at {_clock(end)}"


def _clock(moment: time) -> str:
    return "24:00" if moment == time.max else f"{moment:%H:%M}"


def _pause_words(status: "Status", event: Event) -> str:
    until = status.paused_until
    return f"Paused until {moment(until, event.wall) if until else 'you resume'}"


def _session_words(session: "SessionStatus") -> str:
    rest = "" if session.left is None else f", {left(session.left)} left"
    series = f", {session.nth} of {session.of}" if session.of > 1 else ""
    state = " (paused)" if session.paused else " (waits for you)" if session.waits else ""
    return f"{session.name}{_side_words(session.side)}{rest}{series}{state}"


def left_off_words(left_off: "LeftOffStatus") -> str:
    """Return what can be continued: "Continue Pigeon, left side, 22 s"."""
    return f"Continue {left_off.name}{_side_words(left_off.side)}, {left(left_off.rest)}"


def _side_words(side: str) -> str:
    return f", {side} side" if side in ("left", "right") else ""


def _away_words(status: "Status", day: Day, event: Event, setup: Setup) -> str:
    since = sitting.absent_since(day.sitting, event.at, setup.rules)
    gone = length(max(0.0, event.at - (event.at if since is None else since)))
    if status.sat < 1:
        return f"Away {gone}; the clock starts when you are back"
    return f"Away {gone}; {length(status.sat)} of sitting on the clock"


def tip(status: "Status", day: Day, event: Event, setup: Setup) -> str:
    """Return the sentence for a tooltip: hosts keep it for long, so it names moments."""
    phase = day.reminder.phase
    if status.session is not None:
        return f"{status.session.name} is playing"
    if isinstance(phase, Due):
        return f"Time for {pose_name(phase.pose, setup)}"
    if status.state == "away":
        since = sitting.absent_since(day.sitting, event.at, setup.rules)
        return f"Away since {_ago(event, since)}"
    if status.state == "standing":
        return f"Standing since {_ago(event, day.sitting.absent[Cause.STANDING])}"
    if status.state == "sitting" and is_held(status):
        words = _held_words(status)
        return words[0].upper() + words[1:]
    if status.state != "sitting" or day.sitting.began is None:
        return sentence(status, day, event, setup)
    if status.remind_in is None:
        return f"Sitting since {day.sitting.began:%H:%M}, nothing more before {_off_hours(event, setup)}"
    then = event.wall + timedelta(seconds=status.remind_in)
    coming = "snoozed until" if status.reminder == "snoozed" else "next stretch about"
    return f"Sitting since {day.sitting.began:%H:%M}, {coming} {moment(then, event.wall)}"


def _ago(event: Event, since: float | None) -> str:
    then = event.wall - timedelta(seconds=0 if since is None else event.at - since)
    return f"{then:%H:%M}"
