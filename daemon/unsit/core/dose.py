"""How long each muscle group was stretched, side by side, in the last seven days.

Stretching is dose: Ingram et al. (Sports Medicine 2025, doi 10.1007/s40279-024-02143-9) found gains
of flexibility levelling off at about ten minutes per muscle group in a week. That is no promise, only
a measure by which a neglected group can be found.
"""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from unsit.core.poses import Pose
from unsit.core.value import Value

GOAL = 10 * 60.0
"""Seconds a week for one muscle group on one side; beyond it little is gained."""
DAYS = 7
"""How many days, today among them, are a week."""
SIDES = ("right", "left")
OTHER = {"right": "left", "left": "right"}


class Dosed(Value):
    """Seconds for which a muscle group was stretched on one side on one day."""

    day: date
    group: str
    side: str
    seconds: float


Doses = tuple[Dosed, ...]
Held = tuple[date, str, Mapping[str, float]]
"""What is known of a session: its day, its pose, the seconds held by side."""


def groups(pose: Pose) -> tuple[str, ...]:
    """Return what a pose is counted for; one that names no muscle group is counted by itself."""
    return pose.works or (pose.id,)


def sides(pose: Pose, group: str, side: str) -> tuple[str, ...]:
    """Return on which sides a group is stretched while a pose is held on `side`."""
    if side not in OTHER:
        return SIDES
    return (OTHER[side],) if group in pose.across else (side,)


def add(doses: Doses, today: date, pose: Pose, held: Mapping[str, float]) -> Doses:
    """Return the doses with the seconds that a pose was `held`, by its side; old days go.

    Less than a second is a step that was skipped.
    """
    found = {(each.day, each.group, each.side): each for each in week(doses, today)}
    more: dict[tuple[date, str, str], float] = {}
    for side, seconds in held.items():
        for group in groups(pose) if seconds >= 1 else ():
            for place in sides(pose, group, side):
                key = (today, group, place)
                more[key] = more.get(key, 0.0) + seconds
    for key, seconds in more.items():
        had = found[key].seconds if key in found else 0.0
        found[key] = Dosed(*key, round(had + seconds, 1))
    return tuple(found[key] for key in sorted(found))


def total(poses: Iterable[Pose], sessions: Iterable[Held], today: date) -> Doses:
    """Return the doses of all these sessions in the week that ends today."""
    by_id: dict[str, Pose] = {pose.id: pose for pose in poses}
    doses: Doses = ()
    for day, pose, held in sorted(sessions, key=lambda session: session[0]):
        if pose in by_id:
            doses = add(doses, day, by_id[pose], held)
    return week(doses, today)


def week(doses: Doses, today: date) -> Doses:
    """Return the doses of the seven days that end today."""
    first = today - timedelta(days=DAYS - 1)
    return tuple(each for each in doses if first <= each.day <= today)


def sums(doses: Doses) -> dict[tuple[str, str], float]:
    """Return for how long each group was stretched on each side, of all these doses."""
    found: dict[tuple[str, str], float] = {}
    for each in doses:
        place = each.group, each.side
        found[place] = found.get(place, 0.0) + each.seconds
    return found


def seconds(doses: Doses, group: str, side: str) -> float:
    """Return for how long a group was stretched on one side, of all these doses."""
    return sum(each.seconds for each in doses if (each.group, each.side) == (group, side))


def as_json(doses: Doses) -> list[list[Any]]:
    """Return what `from_json` reads."""
    return [[each.day.isoformat(), each.group, each.side, each.seconds] for each in doses]


def from_json(kept: Iterable[Any]) -> Doses:
    """Return what `as_json` wrote. Raises ValueError or TypeError when it is nothing of the kind."""
    return tuple(_dosed(*each) for each in kept)


def _dosed(day: Any, group: Any, side: Any, seconds: Any) -> Dosed:
    if side not in SIDES or not isinstance(group, str) or not 0 <= float(seconds) < 1e6:
        raise ValueError((group, side, seconds))
    return Dosed(date.fromisoformat(day), group, side, float(seconds))
