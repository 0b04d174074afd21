"""What lies on the floor: how high each part that a keyframe may name is above it.  Pure, no Qt."""

from unsit.window.figure.bones import FLESH
from unsit.window.figure.posture import SIDES
from unsit.window.figure.skeleton import Body

NEAR = 0.004
"""Metres above the floor that nobody can see."""

_POINTS = {
    "foot": ("ankle", "heel", "ball in", "ball out", "toe in", "toe out"),
    "hand": ("wrist", "knuckle in", "knuckle out", "tip in", "tip out", "thumb"),
    "knee": ("knee",),
    "elbow": ("elbow",),
}
_TRUNK = {"seat": ("pelvis", "right hip", "left hip"), "back": ("chest",), "head": ("head",)}

PARTS = {
    **_TRUNK,
    **{
        f"{side} {part}": tuple(f"{side} {joint}" for joint in joints)
        for side in SIDES
        for part, joints in _POINTS.items()
    },
}
"""The joints of every part that can touch the floor."""


def flesh(joint: str) -> float:
    """How far a joint's skin is from it, in metres."""
    bare = joint.removeprefix("right ").removeprefix("left ").split()[0]
    return FLESH[{"thumb": "tip"}.get(bare, bare)]


def height(body: Body, part: str) -> float:
    """How high the lowest skin of a part is above the floor, in metres; `part` is one of PARTS."""
    return min(body[joint][1] - flesh(joint) for joint in PARTS[part])


def hovering(body: Body, named: tuple[str, ...]) -> list[str]:
    """Which of the parts said to lie on the floor do not, and by how much, in words."""
    return [
        f"{part} is {height(body, part) * 100:.1f} cm above the floor"
        for part in named
        if height(body, part) > NEAR
    ]
