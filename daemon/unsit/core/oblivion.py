"""Forgetting what the day remembers: its decisions, its doses, and with everything the rest of it.

The clock of the sitting that goes on is no memory, and what waits to be done stays to be done.
"""

from datetime import date, datetime
from typing import Any

from unsit.core.day import Day
from unsit.core.events import Forgot
from unsit.core.memory import FIELDS
from unsit.core.step import Step
from unsit.core.value import replace


def forgot(step: Step, event: Forgot) -> None:
    """Forget what was before a day, or everything."""
    step.day = without(step.day, event.before, event.wall.date())


def without(day: Day, before: date | None, today: date) -> Day:
    """Return the day without what was `before`; None = without anything that was."""
    if before is None or before > today:
        return replace(
            day, why=(), doses=(), lately=(), shelf=(), left_off=None, let_go=None, settled=None
        )
    why = tuple(each for each in day.why if each.at.date() >= before)
    return replace(day, why=why, doses=tuple(each for each in day.doses if each.day >= before))


def kept_without(kept: Any, before: date | None, today: date) -> Any:
    """Return a day as it is kept on disk without what was `before`; what cannot be read goes whole.

    A session or a sitting that the next daemon would yet write down goes as well, if it is of that
    time; and what another version has added, since nobody here can tell when it was.
    """
    try:
        kept = {name: value for name, value in kept.items() if name in FIELDS}
        if before is None or before > today:
            empty: dict[str, Any] = {"why": [], "doses": [], "lately": [], "shelf": []}
            gone = {"session": None, "left_off": None, "sat_s": 0.0, "watched_s": 0.0, "due": False}
            return {**kept, **empty, **gone, "began": None, "settled": None}
        why = [each for each in kept.get("why") or () if _day(each[0]) >= before]
        doses = [each for each in kept.get("doses") or () if date.fromisoformat(each[0]) >= before]
        left = {**kept, "why": why, "doses": doses}
        if left.get("session") and _day(left["session"]["began"]) < before:
            left |= {"session": None, "left_off": None}
        if _day(left["at"]) < before:
            left |= {"sat_s": 0.0, "watched_s": 0.0, "began": None, "due": False}
    except (AttributeError, IndexError, KeyError, TypeError, ValueError):
        return None
    return left


def _day(text: str) -> date:
    return datetime.fromisoformat(text).date()
