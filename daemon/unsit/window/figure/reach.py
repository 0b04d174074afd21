"""How a bone or two get to where they are sent, and stay above the floor.  Pure, no Qt."""

import math

from unsit.window.figure.vectors import (
    UP,
    Vec,
    add,
    along,
    cross,
    dot,
    length,
    lerp,
    square,
    sub,
    unit,
)

SLACK = 1e-3
"""Metres that a limb is short of straight, or it could not say which way it bends."""

_OUTWARDS = 0.5
"""How far a knee or elbow must lean inwards to be let down there: the sine of the angle."""


def bend(root: Vec, target: Vec, upper: float, lower: float, pole: Vec) -> tuple[Vec, Vec]:
    """Two bones from `root` towards `target`: (the middle joint, the end).

    The middle joint leans to `pole`.  A target too far or too near is reached for as far as the
    bones go, in its direction.
    """
    way = sub(target, root)
    reach = max(abs(upper - lower) + SLACK, min(upper + lower - SLACK, length(way)))
    u = unit(way)
    before = (upper * upper - lower * lower + reach * reach) / (2 * reach)
    aside = math.sqrt(max(0.0, upper * upper - before * before))
    middle = along(root, (u, before), (square(pole, u), aside))
    return middle, along(root, (u, reach))


def within_reach(root: Vec, target: Vec, reach: float, least: float) -> Vec:
    """`target` drawn in level with itself where it is too far, so that a far hand stays down.

    It holds for a target on the floor (`least` high) and fades out 5 cm above it.
    """
    way = sub(target, root)
    level = math.hypot(way[0], way[2])
    if length(way) <= reach or abs(way[1]) >= reach or level < 1e-6:
        return target
    grounded = max(0.0, 1 - (target[1] - least) / 0.05)
    share = math.sqrt(reach * reach - way[1] * way[1]) / level
    near = (root[0] + way[0] * share, target[1], root[2] + way[2] * share)
    return lerp(target, near, grounded)


def lift_middle(root: Vec, middle: Vec, end: Vec, least: float, outward: Vec) -> Vec:
    """`middle` swung about the line from `root` to `end` until it is `least` above the floor.

    It swings to the side it leans to, or `outward`, away from the body, where it leans to neither:
    a knee on its way through straight down must not jump from one side to the other.
    """
    if middle[1] >= least:
        return middle
    u = unit(sub(end, root))
    foot = along(root, (u, dot(sub(middle, root), u)))
    out = sub(middle, foot)
    side = cross(u, out)
    height = math.hypot(out[1], side[1])
    highest = math.atan2(side[1], out[1])
    need = (least - foot[1]) / height if height > 1e-9 else 1.0
    swing = math.acos(max(-1.0, min(1.0, need)))
    wish = along(unit(out), ((outward[0], 0.0, outward[2]), _OUTWARDS))
    ways = [
        along((0.0, 0.0, 0.0), (out, math.cos(angle)), (side, math.sin(angle)))
        for angle in (highest - swing, highest + swing)
    ]
    return add(foot, max(ways, key=lambda way: dot(way, wish)))


def lift_end(root: Vec, way: Vec, metres: float, least: float) -> Vec:
    """The end of one bone from `root` along `way`, tilted up where it would go below `least`."""
    end = along(root, (unit(way), metres))
    if end[1] >= least:
        return end
    rise = max(-1.0, min(1.0, (least - root[1]) / metres))
    level = square((way[0], 0.0, way[2]), UP)
    return along(root, (level, metres * math.sqrt(1 - rise * rise)), (UP, metres * rise))
