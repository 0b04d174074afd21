"""What a session says of a moment beside its instruction, for whoever shows it: card or terminal."""

from typing import Any

from unsit.core.floor import PHASES
from unsit.core.language import N_, _
from unsit.core.player import Frame
from unsit.core.session import Plan
from unsit.core.words import listed

SIDES = {"right": N_("Right side"), "left": N_("Left side"), "both": N_("Both sides")}

HURT = N_("It hurt last time: go gently, or stop.")
"""What is to be minded first of all with a pose that is on the shelf."""

WARNING = N_("Stop if it hurts.")

OUCH = {"out": N_("Ouch: come out slowly"), "done": N_("Stopped")}
"""Above each step of the way out, and above the rest after it."""

HINTS = ("caution", "easier", "deeper")
"""The facts of a pose that take turns under the instruction."""


def heading(frame: Frame, pose: dict[str, Any]) -> str:
    """Return what kind of moment this is, with the breath being held or the things to fetch."""
    name = _(PHASES[frame.segment.kind])
    if frame.breath is not None:
        # Translators: {heading} is "Hold".
        words = _("{heading} · Breath {number} of {all}")
        return words.format(heading=name, number=frame.breath.number, all=frame.breath.of)
    things = [_(str(thing)) for thing in pose.get("needs") or () if thing != "floor"]
    if frame.segment.kind == "ready" and things:
        return f"{name} · {listed(things)}"
    return name


def hint(frame: Frame, pose: dict[str, Any]) -> str:
    """Return the small line under the instruction: what to mind, and what could be changed.

    That it hurt last time, what to mind and how it would be easier are all said before anybody lies on
    the floor, one after the other.
    """
    caution, easier, deeper = (str(pose.get(fact) or "") for fact in HINTS)
    easier = easier and _("Easier: {how}").format(how=easier)
    deeper = deeper and _("Deeper: {how}").format(how=deeper)
    if frame.segment.kind == "ready":
        minds = [each for each in (pose.get("hurt") and _(HURT), caution, easier) if each]
        place = min(int(frame.fraction * len(minds)), len(minds) - 1)
        return minds[place] if minds else ""
    return (deeper or easier) if frame.segment.kind == "hold" else ""


def series(plan: Plan) -> tuple[str, ...]:
    """Return which one of how many stretches in a row it is, as no words or as some."""
    if plan.of == 1:
        return ()
    # Translators: which one of how many stretches in a row.
    return (_("{number} of {all}").format(number=plan.nth, all=plan.of),)


def foot(frame: Frame, plan: Plan) -> str:
    """Return the last line: a warning that every pose begins with, then who recommends it.

    Before the warning stands which one of a series it is.
    """
    if frame.segment.kind == "ready":
        return " · ".join((*series(plan), _(WARNING)))
    credit = str(plan.pose.get("credit") or "")
    return _("Recommended by {people}").format(people=credit) if credit else ""
