"""What is wrong with a [figure] table, told in sentences that name the place.  Pure, no Qt."""

from collections.abc import Mapping
from typing import Any

from unsit.window.figure.bones import JOINTS
from unsit.window.figure.camera import TURNS
from unsit.window.figure.muscles import known
from unsit.window.figure.rocking import MOST

FAR = 100.0
"""Nothing in a figure is more: metres, or the parts of a direction."""

_ENTRIES = {"camera", "other_side", "mat", "wall", "wall_height", "pad", "chair", "glow", "keys"}
_CAMERA = {"yaw": 180.0, "pitch": 90.0}


def is_number(value: Any) -> bool:
    """Whether `value` is a number to draw with: not true or false, not beyond FAR."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    return -FAR <= value <= FAR


def are_numbers(value: Any, count: int) -> bool:
    """Whether `value` is a list of `count` numbers."""
    return isinstance(value, list) and len(value) == count and all(map(is_number, value))


def camera(place: str, value: Any) -> list[str]:
    """What is wrong with the camera at `place`; None is none and right."""
    if value is None:
        return []
    if not isinstance(value, Mapping):
        return [f"{place} = {value!r}: must be a table such as {{ yaw = 20, pitch = 12 }}."]
    strange = (key for key in value if key not in _CAMERA)
    wrong = [f"{place}.{key}: no such entry; there are yaw and pitch." for key in strange]
    for key, most in _CAMERA.items():
        angle = value.get(key, 0)
        if isinstance(angle, bool) or not isinstance(angle, int | float) or not abs(angle) <= most:
            wrong.append(f"{place}.{key} = {angle!r}: must be -{most:.0f} to {most:.0f}.")
    return wrong


def rock(place: str, degrees: Any) -> list[str]:
    """What is wrong with how far a body rolls to each side."""
    if is_number(degrees) and 0 <= degrees <= MOST:
        return []
    return [f"{place} = {degrees!r}: must be 0 to {MOST:.0f} degrees."]


def rest(place: str, joint: Any) -> list[str]:
    """What is wrong with `joint` as the thing a hand lies on; "" is nothing and right."""
    if joint == "" or (isinstance(joint, str) and joint in JOINTS):
        return []
    return [f"{place} = {joint!r}: no such joint; there are {', '.join(JOINTS)}."]


def entries(doc: Mapping[str, Any]) -> list[str]:
    """What is wrong with the entries of [figure] itself, all but its keyframes."""
    found = [f"[figure] {entry}: no such entry." for entry in sorted(set(doc) - _ENTRIES)]
    mat, pad, glow = doc.get("mat", []), doc.get("pad"), doc.get("glow", [])
    if mat != [] and not are_numbers(mat, 3):
        found.append(f"[figure] mat = {mat!r}: three numbers (back, front, half its width), or [].")
    if pad is not None and not are_numbers(pad, 2):
        found.append(f"[figure] pad = {pad!r}: two numbers, where its middle lies (x, z).")
    found += [
        f"[figure] {entry} = {doc[entry]!r}: must be a number of metres."
        for entry in ("wall", "wall_height", "chair")
        if entry in doc and not is_number(doc[entry])
    ]
    if doc.get("other_side", "turn") not in TURNS:
        found.append(f"[figure] other_side = {doc['other_side']!r}: one of {', '.join(TURNS)}.")
    if not isinstance(glow, list):
        found.append(f"[figure] glow = {glow!r}: must be a list of muscles.")
        return found
    return found + [
        f"[figure] glow: {name!r} is no muscle." for name in glow if not known(str(name))
    ]
