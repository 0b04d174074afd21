"""What touches floor, wall or chair: how far each part that a keyframe may name is from it.  Pure, no Qt."""

from unsit.window.figure.bones import FLESH, SEAT
from unsit.window.figure.posture import SIDES
from unsit.window.figure.skeleton import Body

NEAR = 0.004
"""Metres from floor, wall or chair that nobody can see."""

ON_WALL, ON_CHAIR = " on wall", " on chair"
"""What follows the name of a part that touches the wall, or a chair's seat, and not the floor."""

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
"""The joints of every part that can touch."""


def flesh(joint: str) -> float:
    """How far a joint's skin is from it, in metres."""
    bare = joint.removeprefix("right ").removeprefix("left ").split()[0]
    return FLESH[{"thumb": "tip"}.get(bare, bare)]


def height(body: Body, part: str) -> float:
    """How high the lowest skin of a part is above the floor, in metres; `part` is one of PARTS."""
    return min(body[joint][1] - flesh(joint) for joint in PARTS[part])


def distance(body: Body, part: str, wall: float) -> float:
    """How far the skin of a part is from the wall that stands at x = `wall`, in metres."""
    return min(wall - body[joint][0] - flesh(joint) for joint in PARTS[part])


def can_touch(name: str, wall: float | None, chair: float | None) -> bool:
    """Whether `name` can touch: a part of PARTS, or one "on wall" or "on chair" where there is one."""
    if wall is not None and name.endswith(ON_WALL):
        name = name.removesuffix(ON_WALL)
    elif chair is not None and name.endswith(ON_CHAIR):
        name = name.removesuffix(ON_CHAIR)
    return name in PARTS


def hovering(body: Body, named: tuple[str, ...], wall: float | None) -> list[str]:
    """Which of the parts said to touch do not, and by how much, in words."""
    gaps = []
    for name in named:
        part = name.removesuffix(ON_WALL).removesuffix(ON_CHAIR)
        if name.endswith(ON_WALL) and wall is not None:
            gaps.append((part, distance(body, part, wall), "from the wall"))
        elif name.endswith(ON_CHAIR):
            gaps.append((part, height(body, part) - SEAT, "above the chair"))
        else:
            gaps.append((part, height(body, part), "above the floor"))
    return [f"{part} is {gap * 100:.1f} cm {where}" for part, gap, where in gaps if abs(gap) > NEAR]
