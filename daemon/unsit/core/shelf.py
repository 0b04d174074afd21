"""The poses that hurt: put on the shelf for a while, so that they are not offered."""

from datetime import datetime
from typing import Any

from unsit.core.value import Value


class Shelved(Value):
    """A pose that is not offered before then (local time)."""

    pose: str
    until: datetime


Shelf = tuple[Shelved, ...]


def put(shelf: Shelf, pose: str, until: datetime) -> Shelf:
    """Return the shelf with this pose on it until then."""
    return (*take(shelf, pose), Shelved(pose, until))


def take(shelf: Shelf, pose: str) -> Shelf:
    """Return the shelf without this pose."""
    return tuple(each for each in shelf if each.pose != pose)


def still(shelf: Shelf, wall: datetime) -> Shelf:
    """Return what is still on the shelf at this moment, what comes off it first in front."""
    left = (each for each in shelf if wall < each.until)
    return tuple(sorted(left, key=lambda each: each.until))


def names(shelf: Shelf, wall: datetime) -> tuple[str, ...]:
    """Return the ids of the poses that are on the shelf at this moment."""
    return tuple(each.pose for each in still(shelf, wall))


def as_json(shelf: Shelf) -> list[list[str]]:
    """Return what `from_json` reads."""
    return [[each.pose, each.until.isoformat()] for each in shelf]


def from_json(kept: Any) -> Shelf:
    """Return what `as_json` wrote. Raises ValueError or TypeError when it is nothing of the kind."""
    return tuple(_shelved(*each) for each in kept)


def _shelved(pose: Any, until: Any) -> Shelved:
    then = datetime.fromisoformat(until)
    if not isinstance(pose, str) or then.tzinfo is None:
        raise ValueError((pose, until))
    return Shelved(pose, then)
