"""What a daemon leaves for the next one: the clock, a snooze, a pause, the poses offered lately,
its last decisions, the doses of the week, what hurt, and what is left of a session that was broken
off.

CLOCK_BOOTTIME starts anew with each boot, so moments are kept as local time. What lies longer back
than `reset_after` was long enough to have moved: then the sitting and its reminder are not taken
up again, the pause and the poses are. A session is written down as far as it had come, and can be
continued.
"""

import math
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from unsit.core import dose, playing, resuming, shelf, sitting
from unsit.core.day import Day, Decision, Pause, Record
from unsit.core.events import Ended, Event
from unsit.core.holding import Held
from unsit.core.leftoff import LASTS, LeftOff
from unsit.core.poses import Pose
from unsit.core.reminders import Due, Quiet, Reminder, Snoozed
from unsit.core.rules import Rules
from unsit.core.sitting import Cause, Sitting
from unsit.core.value import replace

VERSION = 1
FIELDS = frozenset(
    [
        "v",
        "at",
        "sat_s",
        "watched_s",
        "began",
        "standing",
        "base_s",
        "snoozes",
        "owed",
        "snoozed_until",
        "due",
        "pause",
        "settled",
        "session",
        "left_off",
        "lately",
        "doses",
        "shelf",
        "why",
    ]
)
"""What this version keeps. Fields of another are handed on as they are, see `foreign`."""


def keep(day: Day, event: Event) -> dict[str, Any]:
    """Return the day as a JSON object. A session that is open is kept as broken off."""
    phase = day.reminder.phase
    until = None
    if isinstance(phase, Snoozed):
        until = (event.wall + timedelta(seconds=phase.until - event.at)).isoformat()
    pause = day.pause and {"until": day.pause.until and day.pause.until.isoformat()}
    began = day.sitting.began
    return {
        "v": VERSION,
        "at": event.wall.isoformat(),
        "sat_s": sitting.sat(day.sitting, event.at),
        "watched_s": sitting.watched(day.sitting, event.at),
        "began": began and began.isoformat(),
        "standing": Cause.STANDING in day.sitting.absent,
        "base_s": day.reminder.base,
        "snoozes": day.reminder.snoozes,
        "owed": day.reminder.owed or isinstance(phase, Held),
        "snoozed_until": until,
        "due": isinstance(phase, Due),
        "pause": pause,
        "settled": day.settled and day.settled.isoformat(),
        "session": _session(day, event),
        "left_off": _left_off(day, event),
        "lately": list(day.lately),
        "doses": dose.as_json(dose.week(day.doses, event.wall.date())),
        "shelf": shelf.as_json(shelf.still(day.shelf, event.wall)),
        "why": [[each.at.isoformat(), each.what, each.because] for each in day.why],
    }


def _session(day: Day, event: Event) -> dict[str, Any] | None:
    """Return what the history is to keep of an open session, should this be the end of it."""
    session = day.session
    if session is None or not session.told:
        return None
    outcome = "ouch" if session.hurt else "stopped"
    end = Ended(event.at, event.wall, outcome, resuming.held(session, event.at))
    return {"began": session.began.isoformat(), "facts": playing.facts(session, end)}


def _left_off(day: Day, event: Event) -> dict[str, Any] | None:
    now = None if day.session is None else resuming.kept(day.session, event.at)
    left_off = now or day.left_off
    if left_off is None:
        return None
    until = event.wall + timedelta(seconds=left_off.until - event.at)
    return {**left_off.__dict__, "until": until.isoformat(), "series": list(left_off.series)}


def ended(kept: Any, event: Event, rules: Rules) -> tuple[Record, ...]:
    """Return what ended while no daemon ran, for the history: a session, a sitting, a reminder."""
    return (*_broken_off(kept), *_over(kept, event, rules))


def _broken_off(kept: Any) -> tuple[Record, ...]:
    try:
        began, facts = _moment(kept["session"]["began"]), kept["session"]["facts"]
    except (KeyError, TypeError, ValueError):
        return ()
    whole = began is not None and isinstance(facts, dict) and isinstance(facts.get("pose"), str)
    return (Record("session", began, facts),) if began is not None and whole else ()


def counted(day: Day, over: tuple[Record, ...], poses: Iterable[Pose], today: date) -> Day:
    """Return the day with the doses of the sessions among what ended while no daemon ran."""
    by_id = {pose.id: pose for pose in poses}
    doses = day.doses
    for record in over:
        pose = by_id.get(record.facts["pose"]) if record.kind == "session" else None
        if pose is not None:
            doses = dose.add(doses, record.at.date(), pose, _by_side(record.facts.get("held_s")))
    return day if doses == day.doses else replace(day, doses=dose.week(doses, today))


def _by_side(kept: Any) -> dict[str, float]:
    try:
        return {side: _seconds(held) for side, held in kept.items()}
    except (AttributeError, TypeError, ValueError):
        return {}


def _over(kept: Any, event: Event, rules: Rules) -> tuple[Record, ...]:
    try:
        then = _moment(kept["at"])
        if then is None or 0 <= (event.wall - then).total_seconds() < rules.reset_after:
            return ()
        sat = round(_seconds(kept["sat_s"]), 1)
        facts = {"outcome": "withdrawn", "pose": _names(kept["lately"])[-1], "sat_s": sat}
        stood = (Record("reminder", then, facts),) if kept["due"] else ()
        over = (Record("sitting", then, {"sat_s": sat, "ended_by": "away"}),) if sat >= 1 else ()
    except (KeyError, IndexError, TypeError, ValueError, AttributeError, OverflowError):
        return ()
    return (*stood, *over)


def recall(kept: Any, event: Event, rules: Rules) -> Day:
    """Return the day to begin with. Anything that cannot be read is as if it had not been kept."""
    try:
        return _recall(kept, event, rules)
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError):
        return replace(Day(sitting=_unseen(Sitting(), event)), **_body(kept))


def _body(kept: Any) -> dict[str, Any]:
    """Return what is kept of the body by a day that cannot be read: what hurt stays shelved."""
    try:
        return body(kept)
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError):
        return {}


def is_newer(kept: Any) -> bool:
    """Say whether a day was kept by a version that writes it in another way than we read it."""
    version = kept.get("v") if isinstance(kept, dict) else None
    return isinstance(version, int) and version > VERSION


def foreign(kept: Any) -> dict[str, Any]:
    """Return the fields of a day that a newer version has added: we keep them for it."""
    if not isinstance(kept, dict) or is_newer(kept):
        return {}
    return {name: value for name, value in kept.items() if name not in FIELDS}


def _recall(kept: dict[str, Any], event: Event, rules: Rules) -> Day:
    if kept["v"] != VERSION:
        raise ValueError(kept["v"])
    gone = (event.wall - datetime.fromisoformat(kept["at"])).total_seconds()
    pause = None if kept["pause"] is None else Pause(_moment(kept["pause"]["until"]))
    day = Day(sitting=_unseen(Sitting(), event), pause=pause, lately=_names(kept["lately"]))
    day = replace(day, why=_decisions(kept.get("why")))
    day = replace(day, **body(kept), settled=_moment(kept.get("settled")))
    rested = not 0 <= gone < rules.reset_after
    day = replace(day, left_off=_recalled(kept.get("left_off"), event, rested))
    if rested:
        return day
    clock = Sitting(banked=_seconds(kept["sat_s"]), began=_moment(kept["began"]))
    clock = replace(clock, watched=min(clock.banked, _seconds(kept.get("watched_s", 0.0))))
    clock = _unseen(clock, event)
    if kept["standing"]:
        clock = replace(clock, absent={**clock.absent, Cause.STANDING: event.at})
    return replace(day, sitting=clock, reminder=_reminder(kept, event))


def body(kept: dict[str, Any]) -> dict[str, Any]:
    """Return what is kept of the body: its doses and what hurt; an older day has none.

    Raises ValueError or TypeError when it cannot be read.
    """
    doses, hurt = kept.get("doses") or (), kept.get("shelf") or ()
    return {"doses": dose.from_json(doses), "shelf": shelf.from_json(hurt)}


def _recalled(kept: Any, event: Event, rested: bool) -> LeftOff | None:
    """Return what can still be continued; `rested` when the time since then was a break."""
    if kept is None:
        return None
    until = _moment(kept["until"])
    left = 0.0 if until is None else (until - event.wall).total_seconds()
    left_off = LeftOff(
        **{name: str(kept[name]) for name in ("pose", "side", "first")},
        step=int(kept["step"]),
        rest=_seconds(kept["rest"]),
        until=event.at + left,
        seen=kept["seen"] is True,
        nth=int(kept.get("nth", 1)),
        series=_names(kept.get("series", [])),
    )
    return None if not 0 < left <= LASTS or (rested and left_off.seen) else left_off


def _reminder(kept: dict[str, Any], event: Event) -> Reminder:
    # What was due is given again, once somebody is seen: its notification died with the daemon.
    until = _moment(kept["snoozed_until"])
    waits = Quiet() if until is None else Snoozed(event.at + (until - event.wall).total_seconds())
    owed = bool(kept["owed"] or kept["due"])
    base = min(_seconds(kept["base_s"]), _seconds(kept["sat_s"]))
    return Reminder(waits, base, int(kept["snoozes"]), owed)


def _unseen(clock: Sitting, event: Event) -> Sitting:
    return replace(clock, absent={Cause.BLIND: event.at})


def _moment(text: str | None) -> datetime | None:
    if text is None:
        return None
    then = datetime.fromisoformat(text)
    if then.tzinfo is None:
        raise ValueError("a local time without its offset")
    return then


def _seconds(kept: Any) -> float:
    seconds = float(kept)
    if not math.isfinite(seconds):
        raise ValueError(kept)
    return max(0.0, seconds)


def _decisions(kept: Any) -> tuple[Decision, ...]:
    """Return the decisions that can be read; an older day has none."""
    found = []
    for at, what, because in kept or ():
        then = _moment(at)
        if then is None or not isinstance(what, str) or not isinstance(because, str):
            raise ValueError("a decision that is none")
        found.append(Decision(then, what, because))
    return tuple(found)


def _names(kept: Any) -> tuple[str, ...]:
    if not isinstance(kept, list) or not all(isinstance(name, str) for name in kept):
        raise TypeError(kept)
    return tuple(kept)
