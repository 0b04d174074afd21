"""What has happened in a step of the day, as others may want to hear of it: for hooks, and the like.

Rules of this room: it looks at a day before and after and at what was done, and decides nothing.
Names and facts are a promise to people's programs: docs/hooks.md tells them.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from unsit.core import sitting
from unsit.core.day import Action, Day, Nudge, OpenWindow, Record
from unsit.core.events import Ended, Event
from unsit.core.holding import Held
from unsit.core.reminders import Due
from unsit.core.rules import Rules
from unsit.core.sitting import Cause
from unsit.core.value import Value

GONE = {Cause.IDLE, Cause.LOCKED, Cause.ASLEEP}


class Happening(Value):
    """One thing that happened: due, shown, start, done, skipped, away or back."""

    name: str
    facts: Mapping[str, Any]


def away_since(day: Day, at: float, rules: Rules) -> float | None:
    """Return since when (`at`) the person is known to be gone, None while they are not."""
    causes = sitting.causes(day.sitting, at, rules)
    return min((since for cause, since in causes.items() if cause in GONE), default=None)


def happened(
    event: Event, before: Day, after: Day, actions: Iterable[Action]
) -> tuple[Happening, ...]:
    """Return what happened to reminders and stretches in a step."""
    found = []
    if _stands(after) and not _stands(before):
        found.append(Happening("due", {"sat_s": round(sitting.sat(after.sitting, event.at))}))
    for action in actions:
        match action:
            case Nudge():
                quiet, times = action.quiet, action.times
                facts = {"pose": action.pose, "sat_s": round(action.sat)}
                found.append(Happening("shown", {**facts, "times": times, "quiet": quiet}))
            case OpenWindow():
                facts = {"pose": action.pose, "asked": action.asked}
                found.append(Happening("start", facts))
            case Record(kind="reminder", facts={"outcome": "skipped"}):
                facts = {"pose": action.facts["pose"], "sat_s": action.facts["sat_s"]}
                found.append(Happening("skipped", facts))
    if before.session is not None and isinstance(event, Ended):
        found.insert(0, Happening("done", _ended(before.session.pose, event, actions)))
    return tuple(found)


def _stands(day: Day) -> bool:
    return isinstance(day.reminder.phase, Held | Due)


def _ended(pose: str, event: Ended, actions: Iterable[Action]) -> dict[str, Any]:
    written = [each for each in actions if isinstance(each, Record) and each.kind == "session"]
    outcome = written[0].facts["outcome"] if written else event.outcome
    held: dict[str, float] = {}
    for hold in event.held:
        held[hold.side] = round(held.get(hold.side, 0.0) + hold.seconds, 1)
    return {"pose": pose, "outcome": outcome, "held_s": held}
