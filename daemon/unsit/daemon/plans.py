"""The plan of a session window, and what its word of where it is means for the day."""

from typing import Any

from unsit import prepare
from unsit.core import remainder, session
from unsit.core.day import OpenWindow
from unsit.core.events import Held
from unsit.core.poses import Pose
from unsit.core.rules import SessionRules
from unsit.core.session import Plan
from unsit.core.value import replace


def plan(pose: Pose, rules: SessionRules, window: OpenWindow) -> Plan:
    """Return what a window is to play: a whole session, or what is left of one."""
    pose = replace(pose, figure=pose.figure or prepare.figure(pose.id))
    left_off = window.resumed
    whole = session.plan(
        pose,
        rules,
        first_side="left" if left_off is not None and left_off.first == "left" else "right",
        reason="asked" if window.asked else "reminder",
        snooze=window.may_snooze or window.snooze_hold > 0,
        snooze_hold=window.snooze_hold,
    )
    facts = whole.pose | {"hurt": window.hurt}
    whole = replace(whole, pose=facts, nth=window.nth, of=window.of)
    return whole if left_off is None else remainder.of(whole, pose, rules, left_off)


def lying(plan: Plan, floor: str | None) -> Plan:
    """Return the plan for a window that opens in floor mode turned so; "" = not in it, None = as it is."""
    return plan if floor is None else replace(plan, floor=bool(floor), turned=floor or plan.turned)


def where(line: dict[str, Any], plan: Plan | None) -> tuple[Any, ...]:
    """Return the facts of `core.events.Playing` that a line of the window tells."""
    place = None
    if plan is not None and "segment" in line:
        place = remainder.place(plan, line["segment"], line["into_s"])
    return (
        line["side"],
        line["step"],
        line["kind"],
        line["left_s"],
        line["paused"],
        line.get("waits", False),
        place,
        tuple(Held(**hold) for hold in line.get("held", ())),
    )
