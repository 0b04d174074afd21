"""One sitting clock over several machines: what was sat elsewhere joins the clock of this one.

The clock that shows most is right. What a machine says that has not heard of the last stretch is old
news, and is not believed; that stretch may have been done here or there.
"""

import math
from collections.abc import Collection
from datetime import UTC, datetime, timedelta
from typing import Any

from unsit.core import sitting as clock
from unsit.core.day import Day
from unsit.core.events import Event
from unsit.core.machines import Machine
from unsit.core.rules import Rules
from unsit.core.sitting import Sitting, sat
from unsit.core.value import replace

SLACK = 2.0
"""Seconds by which two clocks may differ and still be the same."""

VERSION = 1
"""Of what machines tell each other; a later one adds, and never changes what a word means."""


def said(name: str, day: Day, event: Event, rules: Rules) -> Machine:
    """Return what this machine has to say of itself, by its own keys and signs alone."""
    left = clock.absent_since(day.sitting, event.at, rules)
    unseen = day.sitting.unseen
    if left is None and unseen is not None and not day.sitting.signs:
        # Kept here by others, or a film has only just ended: what was seen here is the last input.
        left = unseen.since if unseen.ended is None or day.sitting.elsewhere else unseen.ended
    seconds = sat(day.sitting, event.at)
    runs = day.sitting.running is not None
    here = left is None and day.session is None
    return Machine(name, here, seconds, runs, event.at, left, day.settled)


def shown(machine: Machine, at: float, reset_after: float) -> float:
    """Return what its clock shows now; 0 when it was left for long enough to be over."""
    if machine.left is not None and at >= machine.left + reset_after:
        return 0.0
    return machine.sat + (max(0.0, at - machine.heard) if machine.runs else 0.0)


def joined(
    sitting: Sitting,
    machines: Collection[Machine],
    known: datetime | None,
    event: Event,
    reset_after: float,
) -> Sitting:
    """Return the clock, if it runs, with what was sat elsewhere; `known` is the last settling."""
    if sitting.running is None:
        return sitting
    believed = [each for each in machines if not _older(each.settled, known)]
    most = max((shown(each, event.at, reset_after) for each in believed), default=0.0)
    more = most - sat(sitting, event.at)
    if more <= SLACK:
        return sitting
    began = event.wall - timedelta(seconds=most)
    watching = None if sitting.watching is None else sitting.watching + more
    return replace(sitting, banked=most, running=event.at, began=began, watching=watching)


def cut(sitting: Sitting, since: datetime, event: Event) -> Sitting:
    """Return the clock with nothing counted that was sat before this local moment."""
    most = max(0.0, (event.wall - since).total_seconds())
    if sat(sitting, event.at) <= most:
        return sitting
    running = None if sitting.running is None else event.at
    began = None if running is None else event.wall - timedelta(seconds=most)
    watching = None if sitting.watching is None else most
    banked = 0.0 if running is None else most
    anew = replace(sitting, banked=banked, running=running, began=began)
    return replace(anew, watched=0.0, watching=watching)


def _older(one: datetime | None, other: datetime | None) -> bool:
    return other is not None and (one is None or one < other)


# --- as it is told over the network -------------------------------------------------------------


def as_json(machine: Machine, event: Event) -> dict[str, Any]:
    """Return what a machine says, as all others understand it: moments are times of the world."""
    since = None
    if machine.runs:
        since = _moment(event, event.at - machine.sat - (event.at - machine.heard))
    return {
        "v": VERSION,
        "name": machine.name,
        "here": machine.here,
        "runs": machine.runs,
        "sat_s": round(machine.sat, 1),
        "since": since,
        "at": _moment(event, machine.heard),
        "left": None if machine.left is None else _moment(event, machine.left),
        "settled": None if machine.settled is None else _utc(machine.settled),
    }


def from_json(document: Any, event: Event, fresh: bool) -> Machine:
    """Return what another machine says, heard at `event`; `fresh` when it has only just said so.

    Clocks of the world differ a little, so only what was said long ago is counted by them. Raises
    ValueError, in words, for what no machine says.
    """
    if not isinstance(document, dict):
        raise ValueError("it is no JSON object")
    version = document.get("v")
    if not isinstance(version, int) or version < 1:
        raise ValueError(f"its version is {version!r}")
    wanted = {"name": str, "here": bool, "runs": bool}
    wrong = [key for key, kind in wanted.items() if not isinstance(document.get(key), kind)]
    seconds = document.get("sat_s")
    if (
        isinstance(seconds, bool)
        or not isinstance(seconds, int | float)
        or not math.isfinite(seconds)
        or not 0 <= seconds <= _DAY
    ):
        wrong.append("sat_s")
    if wrong:
        raise ValueError(f"what it says of {', '.join(wrong)} cannot be")
    said = _world(document, "at")
    if said is None:
        raise ValueError("it does not say when")
    age = 0.0 if fresh else max(0.0, (event.wall - said).total_seconds())
    left = _world(document, "left")
    ago = None if left is None else max(0.0, (said - left).total_seconds()) + age
    return Machine(
        name=document["name"][:40],
        here=document["here"],
        sat=float(document["sat_s"]),
        runs=document["runs"],
        heard=event.at - age,
        left=None if ago is None else event.at - ago,
        settled=_world(document, "settled"),
    )


def gone(machine: Machine) -> Machine:
    """Return a machine that ended without a word: left when it was last heard of."""
    left = machine.heard if machine.left is None else machine.left
    return replace(machine, here=False, runs=False, left=left)


_DAY = 24 * 60 * 60.0


def _moment(event: Event, at: float) -> str:
    return _utc(event.wall - timedelta(seconds=event.at - at))


def _utc(wall: datetime) -> str:
    return wall.astimezone(UTC).isoformat(timespec="milliseconds")


def _world(document: dict[str, Any], key: str) -> datetime | None:
    text = document.get(key)
    if text is None:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except (TypeError, ValueError) as problem:
        raise ValueError(f"what it says of {key} is no time") from problem
    if moment.tzinfo is None:
        raise ValueError(f"what it says of {key} has no time zone")
    return moment
