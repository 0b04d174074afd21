"""How things stand, for a bar along the edge of a screen: a few short words, and when they change.

Rules of this room: every field is text, made here once, so that a bar only puts them into its own
form; a bar is told when its text changes and at no other time, so when that is can be asked.
"""

from datetime import datetime, timedelta

from unsit.core.day import Day, Setup
from unsit.core.events import Event, Ticked
from unsit.core.language import _
from unsit.core.reminders import Due
from unsit.core.sentences import pose_name
from unsit.core.status import Status, describe
from unsit.core.words import left, length

OFF = "off"
"""The state, and the face, while no daemon runs."""
AHEAD = 61.0
"""Seconds: whatever is told in minutes has changed by then."""
NEAR = 0.02
"""Seconds by which a change may be told late."""

GLYPHS = {
    "fresh": "○",
    "half": "◐",
    "held": "◍",
    "due": "●",
    "overdue": "◉",
    "away": "◌",
    "paused": "‖",
    "standing": "↑",
    "session": "▶",
    "blind": "?",
    OFF: "–",
}
"""A sign for each face, of those that nearly every font has."""

FIELDS = (
    *("state", "class", "glyph", "short", "sat", "remaining", "pose", "side", "sentence", "tip"),
    "percentage",
)
"""What there is to show; docs/bars.md tells what each holds. Empty where there is nothing to say."""


def shown(day: Day, event: Event, setup: Setup) -> dict[str, str]:
    """Return every field at the moment of `event` (any event: only its time is used)."""
    status = describe(day, event, setup)
    session = status.session
    pose = session.name if session is not None else _due(day, setup)
    return {
        "state": status.state if session is None else "session",
        "class": status.face,
        "glyph": GLYPHS[status.face],
        "short": _short(status, pose),
        "sat": length(status.sat),
        "remaining": _remaining(status),
        "pose": pose,
        "side": session.side if session is not None else "",
        "sentence": status.sentence,
        "tip": status.tip,
        "percentage": str(_percentage(status, day, setup)),
    }


def off() -> dict[str, str]:
    """Return every field while no daemon runs."""
    sentence = _("Unsit is not running")
    given = {"state": OFF, "class": OFF, "glyph": GLYPHS[OFF], "short": _("off")}
    return {
        **dict.fromkeys(FIELDS, ""),
        **given,
        "sentence": sentence,
        "tip": sentence,
        "percentage": "0",
    }


def next_change(day: Day, event: Event, setup: Setup) -> float | None:
    """Return the `at` at which time alone will change a field, or None when it will not.

    What the day itself does by then (a reminder falls due) is not foreseen: it is told as it comes.
    The fields themselves are asked, at moments ahead, so no sentence need say how it is made.
    """
    before = _seen(day, event, setup)

    def same(seconds: float) -> bool:
        return _seen(day, _ahead(event, seconds), setup) == before

    if same(AHEAD):
        night = _until_midnight(event.wall)  # "tomorrow" becomes "today"
        return None if same(night + NEAR) else event.at + night + NEAR
    least, most = 0.0, AHEAD
    while most - least > NEAR:
        middle = (least + most) / 2
        least, most = (middle, most) if same(middle) else (least, middle)
    return event.at + most


def _seen(day: Day, event: Event, setup: Setup) -> dict[str, str]:
    """Return what the eye notices: the moments of a tip do not pass, but for rounding."""
    return {**shown(day, event, setup), "tip": ""}


def _ahead(event: Event, seconds: float) -> Event:
    return Ticked(event.at + seconds, event.wall + timedelta(seconds=seconds))


def _until_midnight(wall: datetime) -> float:
    night = datetime.combine(wall.date() + timedelta(days=1), datetime.min.time(), wall.tzinfo)
    return (night - wall).total_seconds()


def _due(day: Day, setup: Setup) -> str:
    phase = day.reminder.phase
    return pose_name(phase.pose, setup) if isinstance(phase, Due) else ""


def _short(status: Status, pose: str) -> str:
    # Translators: for a bar along the edge of the screen, as short as can be.
    words = {
        "paused": _("paused"),
        "off-hours": _("off hours"),
        "away": _("away"),
        "standing": _("standing"),
        "blind": _("blind"),
    }
    if status.session is not None:
        return _remaining(status) or pose
    return pose or words.get(status.state, length(status.sat))


def _remaining(status: Status) -> str:
    seconds = status.remind_in if status.session is None else status.session.left
    return "" if seconds is None or status.reminder == "due" else left(seconds)


def _percentage(status: Status, day: Day, setup: Setup) -> int:
    """Return how far it is, by the minute, as the words are: a bar need not be told more often."""
    if status.reminder in ("due", "held"):
        return 100
    sat = max(0.0, status.sat - day.reminder.base)
    told = sat if sat < 60 else sat // 60 * 60
    return min(100, int(100 * told / setup.rules.remind_after))
