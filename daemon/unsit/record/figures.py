"""What days came to, for programs."""

from typing import Any

from unsit.core import dose, reckoning
from unsit.core.poses import Pose
from unsit.core.reckoning import Reckoning


def as_json(found: Reckoning) -> dict[str, Any]:
    """Return what days came to as an object that JSON can write."""
    some, of = found.kept
    return {
        "first": found.span.first.isoformat(),
        "last": found.span.last.isoformat(),
        "sat_s": round(found.sat),
        "sittings": found.sittings,
        "longest_s": round(found.longest.seconds) if found.longest else 0,
        "breaks": dict(found.breaks),
        "reminders": dict(found.reminders),
        "stretches": found.stretched,
        "sessions": dict(found.stretches),
        "held_s": round(found.held, 1),
        "days_sat": of,
        "days_stretched": some,
        "feel": None if found.felt is None else found.felt._asdict(),
    }


def held(poses: tuple[Pose, ...], found: Reckoning) -> dict[str, dict[str, float]]:
    """Return the seconds by muscle group and side."""
    return {
        group: {side: round(found.doses.get((group, side), 0.0), 1) for side in dose.SIDES}
        for group in reckoning.groups(poses, found.doses)
    }
