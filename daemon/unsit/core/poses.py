"""What a pose is, and which may be offered."""

from collections.abc import Iterable
from typing import Any

from unsit.core.rules import PoseRules
from unsit.core.value import Value


class Hold(Value):
    """How long a pose is held: seconds, or a range of breaths (fewest, most)."""

    seconds: float | None = None
    breaths: tuple[int, int] | None = None


class Step(Value):
    """One instruction. `phase` is ready, move, hold or out; `seconds` counts for move and out.

    `short` is the same in at most six words, for who reads it from the floor; "" = it has none.
    """

    phase: str
    say: str
    key: str = ""
    seconds: float = 0.0
    short: str = ""


class Pose(Value):
    """One stretch, as its file describes it. `figure` is passed on to the drawing untouched."""

    id: str
    name: str
    hold: Hold
    steps: tuple[Step, ...]
    sides: str = "each"
    credit: str = ""
    also: tuple[str, ...] = ()
    note: str = ""
    kind: str = "pose"
    """pose, or stand-in: what is only offered in the place of another."""
    works: tuple[str, ...] = ()
    across: tuple[str, ...] = ()
    """Those of `works` that are stretched on the other side than the one that is named."""
    position: str = ""
    needs: tuple[str, ...] = ()
    load: tuple[str, ...] = ()
    ours: tuple[str, ...] = ()
    caution: str = ""
    easier: str = ""
    stand_in: str = ""
    """The id of a pose to do instead, standing or on a chair."""
    deeper: str = ""
    figure: dict[str, Any] | None = None


def safe(pose: Pose, rules: PoseRules) -> bool:
    """Say whether a pose may be offered at all: `never` and `avoid` hold always."""
    return pose.id not in rules.never and not set(pose.load) & set(rules.avoid)


def allowed(poses: Iterable[Pose], rules: PoseRules) -> tuple[Pose, ...]:
    """Return the poses that the settings allow and that can be done with what is at hand."""
    return tuple(
        pose
        for pose in poses
        if (not rules.only or pose.id in rules.only)
        and safe(pose, rules)
        and set(pose.needs) <= set(rules.at_hand)
    )


def some_offered(poses: Iterable[Pose], rules: PoseRules) -> bool:
    """Say whether any pose can be offered. Asked at every step of the day.

    `only` and `at_hand` give way before nothing is offered, `never` and `avoid` hold always: it may be
    somebody's bad knee. Which of them is next is for `core.choosing` to say.
    """
    return any(safe(pose, rules) for pose in poses)
