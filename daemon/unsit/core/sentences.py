"""The words for how things stand: one sentence, and one for a tooltip.

Rules of this room: it says what `core.status` has worked out, and works nothing out itself.
"""

from datetime import time, timedelta
from typing import TYPE_CHECKING

from unsit.core import sitting
from unsit.core.day import Day, Setup
from unsit.core.events import Event
from unsit.core.holding import TYPING, Held
from unsit.core.language import N_, _
from unsit.core.reminders import Due, Snoozed
from unsit.core.sitting import Cause
from unsit.core.words import left, length, listed, moment, sign

if TYPE_CHECKING:
    from unsit.core.status import LeftOffStatus, SessionStatus, Status


OFF = {
    ("", False): N_("Off hours"),
    ("", True): N_("Off hours, a reminder waits"),
    ("holiday", False): N_("Holiday"),
    ("holiday", True): N_("Holiday, a reminder waits"),
    ("quiet day", False): N_("Quiet day"),
    ("quiet day", True): N_("Quiet day, a reminder waits"),
}
"""Nothing may be said: by what (`Rules.rest_on`), and whether a reminder waits."""
OFF_UNTIL = {
    # Translators: {moment} is such as "14:05" or "tomorrow 08:30".
    ("", False): N_("Off hours until {moment}"),
    ("", True): N_("Off hours until {moment}, a reminder waits"),
    ("holiday", False): N_("Holiday, off until {moment}"),
    ("holiday", True): N_("Holiday, off until {moment}; a reminder waits"),
    ("quiet day", False): N_("Quiet day, off until {moment}"),
    ("quiet day", True): N_("Quiet day, off until {moment}; a reminder waits"),
}
"""The same, where it is known until when."""


def pose_name(pose: str, setup: Setup) -> str:
    """Return what a pose is called."""
    return next((_(each.name) for each in setup.poses if each.id == pose), pose)


def sentence(status: "Status", day: Day, event: Event, setup: Setup) -> str:
    """Return how things stand, as one sentence without a full stop."""
    phase = day.reminder.phase
    if status.session is not None:
        session = _session_words(status.session)
        return session if status.state != "paused" else _paused_session(session, status, event)
    if isinstance(phase, Due):
        pose = pose_name(phase.pose, setup)
        return _("Sitting {length}: time for {pose}").format(length=_sat_words(status), pose=pose)
    if status.state == "paused":
        return _pause_words(status, event)
    if status.state == "off-hours":
        return _off_words(status, event, setup)
    if status.state == "blind":
        return _("Presence cannot be seen: {reason}").format(reason=_(day.sitting.blind))
    if status.state == "standing":
        since = day.sitting.absent[Cause.STANDING]
        return _("Standing {length}").format(length=length(event.at - since))
    if status.state == "away":
        return _away_words(status, day, event, setup)
    return _sitting_words(status, day, event, setup)


def _off_words(status: "Status", event: Event, setup: Setup) -> str:
    rest = setup.rules.rest_on(event.wall.date())
    if status.off_until is None:
        return _(OFF[rest, bool(status.held_by)])
    until = moment(status.off_until, event.wall)
    return _(OFF_UNTIL[rest, bool(status.held_by)]).format(moment=until)


def _sitting_words(status: "Status", day: Day, event: Event, setup: Setup) -> str:
    """Return how long somebody has sat, and what comes next."""
    phase, sat = day.reminder.phase, _sat_words(status)
    if status.held_by:
        reasons = listed(map(sign, status.held_by))
        return _("Sitting {length}; a reminder waits: {reasons}").format(
            length=sat, reasons=reasons
        )
    if isinstance(phase, Snoozed):
        rest = left(phase.until - event.at)
        return _("Sitting {length}, snoozed for {left} more").format(length=sat, left=rest)
    if isinstance(phase, Held):
        return _("Sitting {length}: time for a stretch").format(length=sat)
    if status.remind_in is not None:
        coming = left(status.remind_in)
        return _("Sitting {length}, next stretch in {left}").format(length=sat, left=coming)
    closes = _closes(event, setup)
    if not closes:
        return _("Sitting {length}, nothing more before off hours").format(length=sat)
    return _("Sitting {length}, nothing more before off hours at {time}").format(
        length=sat, time=closes
    )


def _sat_words(status: "Status") -> str:
    """Return how long somebody has sat, and how much of it elsewhere or touching nothing."""
    if status.at:
        # Translators: {machine} is the name of another computer.
        words = _("{length} (now at {machine})")
        return words.format(length=length(status.sat), machine=status.at)
    if status.watched < 60:
        return length(status.sat)
    hands_on = length(status.sat - status.watched)
    # Translators: how long somebody has sat, and how much of it with their hands on the keys, and
    # how much while a film or a call went on.
    return _("{length} ({keys} at the keys, {watching} watching)").format(
        length=length(status.sat), keys=hands_on, watching=length(status.watched)
    )


def is_held(status: "Status") -> bool:
    """Say whether something holds a reminder back that is worth an icon: typing soon has a gap."""
    return bool(set(status.held_by) - {TYPING})


def _closes(event: Event, setup: Setup) -> str:
    """Return when the working hours end, "" when they do not."""
    end = None if setup.rules.hours is None else setup.rules.hours.closes(event.wall)
    return "" if end is None else _clock(end)


def _clock(moment: time) -> str:
    return "24:00" if moment == time.max else f"{moment:%H:%M}"


def _pause_words(status: "Status", event: Event) -> str:
    until = status.paused_until and moment(status.paused_until, event.wall)
    if not status.held_by:
        return (
            _("Paused until {moment}").format(moment=until)
            if until
            else _("Paused until you resume")
        )
    if until:
        return _("Paused until {moment}, a reminder waits").format(moment=until)
    return _("Paused until you resume, a reminder waits")


def _paused_session(session: str, status: "Status", event: Event) -> str:
    """Return the words for a session that goes on while reminders are paused."""
    if status.paused_until is None:
        return _("{session}; paused until you resume").format(session=session)
    until = moment(status.paused_until, event.wall)
    return _("{session}; paused until {moment}").format(session=session, moment=until)


def _session_words(session: "SessionStatus") -> str:
    """Return where a session is: "Pigeon, left side, 2 min left, 1 of 3 (paused)"."""
    parts = [session.name, *_side_words(session.side)]
    if session.hurt:
        parts.append(_("stopped, it hurt"))
    elif session.left is not None:
        # Translators: "2 min left", of a stretch that is being played.
        parts.append(_("{length} left").format(length=left(session.left)))
    if session.of > 1:
        # Translators: which one of how many stretches in a row.
        parts.append(_("{number} of {all}").format(number=session.nth, all=session.of))
    words = listed(parts)
    if session.paused:
        return _("{session} (paused)").format(session=words)
    return _("{session} (waits for you)").format(session=words) if session.waits else words


def left_off_words(left_off: "LeftOffStatus") -> str:
    """Return what can be continued: "Continue Pigeon, left side, 22 s, 1 of 3"."""
    parts = [left_off.name, *_side_words(left_off.side)]
    if left_off.rest > 0:
        parts.append(left(left_off.rest))
    if left_off.of > 1:
        parts.append(_("{number} of {all}").format(number=left_off.nth, all=left_off.of))
    rest = listed(parts)
    # Translators: {stretch} is such as "Pigeon Pose, left side, 22 s".
    return _("Continue {stretch}").format(stretch=rest)


def _side_words(side: str) -> tuple[str, ...]:
    if side not in ("left", "right"):
        return ()
    return (_("left side") if side == "left" else _("right side"),)


def _away_words(status: "Status", day: Day, event: Event, setup: Setup) -> str:
    since = sitting.absent_since(day.sitting, event.at, setup.rules)
    gone = length(max(0.0, event.at - (event.at if since is None else since)))
    if status.sat < 1:
        return _("Away {length}; the clock starts when you are back").format(length=gone)
    return _("Away {length}; {sat} of sitting on the clock").format(
        length=gone, sat=length(status.sat)
    )


def tip(status: "Status", day: Day, event: Event, setup: Setup) -> str:
    """Return the sentence for a tooltip: hosts keep it for long, so it names moments."""
    phase = day.reminder.phase
    if status.session is not None:
        return _("{pose} is playing").format(pose=status.session.name)
    if isinstance(phase, Due):
        return _("Time for {pose}").format(pose=pose_name(phase.pose, setup))
    if status.state == "away":
        since = sitting.absent_since(day.sitting, event.at, setup.rules)
        return _("Away since {time}").format(time=_ago(event, since))
    if status.state == "standing":
        since = day.sitting.absent[Cause.STANDING]
        return _("Standing since {time}").format(time=_ago(event, since))
    if status.state == "sitting" and is_held(status):
        return _("A reminder waits: {reasons}").format(reasons=listed(map(sign, status.held_by)))
    if status.state != "sitting" or day.sitting.began is None:
        return sentence(status, day, event, setup)
    began = f"{day.sitting.began:%H:%M}"
    if status.remind_in is None:
        return _nothing_more(began, _closes(event, setup))
    then = moment(event.wall + timedelta(seconds=status.remind_in), event.wall)
    if status.reminder == "snoozed":
        return _("Sitting since {time}, snoozed until {moment}").format(time=began, moment=then)
    return _("Sitting since {time}, next stretch about {moment}").format(time=began, moment=then)


def _nothing_more(began: str, closes: str) -> str:
    if not closes:
        return _("Sitting since {time}, nothing more before off hours").format(time=began)
    return _("Sitting since {time}, nothing more before off hours at {end}").format(
        time=began, end=closes
    )


def _ago(event: Event, since: float | None) -> str:
    then = event.wall - timedelta(seconds=0 if since is None else event.at - since)
    return f"{then:%H:%M}"
