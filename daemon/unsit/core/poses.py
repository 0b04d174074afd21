"""What a pose is, and which one to offer next."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from unsit.core.rules import PoseRules


@dataclass(frozen=True)
class Hold:
    """How long a pose is held: seconds, or a range of breaths (fewest, most)."""

    seconds: float | None = None
    breaths: tuple[int, int] | None = None


@dataclass(frozen=True)
class Step:
    """One instruction. `phase` is ready, move, hold or out; `seconds` counts for move and out."""

    phase: str
    say: str
    key: str = ""
    seconds: float = 0.0


@dataclass(frozen=True)
class Pose:
    """One stretch, as its file describes it. `figure` is passed on to the drawing untouched."""

    id: str
    name: str
    hold: Hold
    steps: tuple[Step, ...]
    sides: str = "each"
    credit: str = ""
    also: tuple[str, ...] = ()
    note: str = ""
    works: tuple[str, ...] = ()
    position: str = ""
    needs: tuple[str, ...] = ()
    load: tuple[str, ...] = ()
    ours: tuple[str, ...] = ()
    caution: str = ""
    easier: str = ""
    deeper: str = ""
    figure: dict[str, Any] | None = None


def allowed(poses: Iterable[Pose], rules: PoseRules) -> tuple[Pose, ...]:
    """Return the poses that the settings allow and that can be done with what is at hand."""
    return tuple(
        pose
        for pose in poses
        if (not rules.only or pose.id in rules.only)
        and pose.id not in rules.never
        and set(pose.needs) <= set(rules.at_hand)
    )


def offered(poses: Sequence[Pose], rules: PoseRules) -> tuple[Pose, ...]:
    """Return the poses to offer; when the rules leave none, those of less narrow rules.

    First `only` is given up, then `at_hand`. `never` holds always: it may be somebody's bad knee.
    """
    wider = replace(rules, only=())
    return (
        allowed(poses, rules)
        or allowed(poses, wider)
        or tuple(pose for pose in poses if pose.id not in rules.never)
    )


def choose(poses: Sequence[Pose], lately: Sequence[str]) -> Pose | None:
    """Return the pose that was offered longest ago, or None when there is none to offer.

    `lately` is the ids offered or done before, newest last. A pose that was never offered comes
    first; poses equal in that come in the order of `poses`.
    """
    last = {pose_id: place for place, pose_id in enumerate(lately)}
    return min(poses, key=lambda pose: last.get(pose.id, -1), default=None)
