"""What another machine of the same person says of itself: a value, and what follows from several.

Rules of this room: what a machine says comes from its own keys and signs alone, never from what
others have said, or two idle machines would keep each other awake.
"""

from collections.abc import Collection
from datetime import datetime

from unsit.core.value import Value


class Machine(Value):
    """What another machine has said last (moments are `at` of this one)."""

    name: str
    here: bool
    """Whether somebody is at it."""
    sat: float
    """What its sitting clock showed when it was `heard`."""
    runs: bool
    heard: float
    left: float | None = None
    """When it was left; None while somebody is there, or it has not said."""
    settled: datetime | None = None
    """When a stretch last set the clocks to zero, as far as it knows."""


def somebody(machines: Collection[Machine]) -> bool:
    """Say whether somebody is at one of them."""
    return any(machine.here for machine in machines)


def left_at(machines: Collection[Machine]) -> float | None:
    """Return when the last of them was left; None when none has said."""
    return max((each.left for each in machines if each.left is not None), default=None)


def settled(machines: Collection[Machine], known: datetime | None) -> datetime | None:
    """Return when the clocks were last set to zero, as far as anybody knows."""
    moments = [each.settled for each in machines if each.settled is not None]
    return max((*moments, *([] if known is None else [known])), default=None)
