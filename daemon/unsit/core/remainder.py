"""The rest of a plan: where a moment of it is, and the plan of what is left of a session.

Rules of this room: whoever goes on with a session sits at the desk again. So it begins with the
lead-in and the way into the pose, and then the hold has its full length, of which it plays the rest.
"""

from unsit.core import session
from unsit.core.leftoff import LeftOff, Place
from unsit.core.poses import Pose
from unsit.core.rules import SessionRules
from unsit.core.session import Plan, Segment, skipped
from unsit.core.value import replace


def place(plan: Plan, segment: int, into: float) -> Place | None:
    """Return where a plan is, `into` seconds into a segment; None for a segment it does not have."""
    if not 0 <= segment < len(plan.segments):
        return None
    now = plan.segments[segment]
    first = plan.segments[0].side
    left = 0.0 if now.waits else max(0.0, now.seconds - max(0.0, into))
    found = next((n for n in _holds(plan) if n >= segment), None)
    if found is None:
        return Place(segment, into, left, now.side, now.step, 0.0, first)
    hold = plan.segments[found]
    rest = left if found == segment else hold.seconds - skipped(plan, found)
    return Place(segment, into, left, hold.side, hold.step, rest, first)


def of(plan: Plan, pose: Pose, rules: SessionRules, left_off: LeftOff) -> Plan:
    """Return the plan of what is left of a session that was to be played by `plan`.

    The whole plan, where the pose has no such hold any more: its file has been changed since.
    """
    wanted = (left_off.side, left_off.step)
    holds = [n for n in _holds(plan) if (plan.segments[n].side, plan.segments[n].step) == wanted]
    if not holds:
        return plan
    hold = holds[0]
    ahead = [*session.lead_in(pose, rules, left_off.side), *_way_in(plan, hold)]
    done = max(0.0, plan.segments[hold].seconds - left_off.rest)
    return replace(
        plan,
        segments=(*ahead, *plan.segments[hold:]),
        start={"segment": len(ahead), "seconds": done},
    )


def _holds(plan: Plan) -> list[int]:
    return [n for n, segment in enumerate(plan.segments) if segment.kind == "hold"]


def _way_in(plan: Plan, hold: int) -> list[Segment]:
    """Return the moves that lead to a hold."""
    begins = hold
    while begins > 0 and plan.segments[begins - 1].kind == "move":
        begins -= 1
    return list(plan.segments[begins:hold])
