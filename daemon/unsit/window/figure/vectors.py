"""Three numbers at a time: the little vector algebra the skeleton stands on.  Pure, no Qt."""

import math

Vec = tuple[float, float, float]

DOWN: Vec = (0.0, -1.0, 0.0)
UP: Vec = (0.0, 1.0, 0.0)
AHEAD: Vec = (1.0, 0.0, 0.0)


def add(a: Vec, b: Vec) -> Vec:
    """The sum of two vectors."""
    return a[0] + b[0], a[1] + b[1], a[2] + b[2]


def sub(a: Vec, b: Vec) -> Vec:
    """The way from `b` to `a`."""
    return a[0] - b[0], a[1] - b[1], a[2] - b[2]


def mul(a: Vec, k: float) -> Vec:
    """`a`, `k` times as long."""
    return a[0] * k, a[1] * k, a[2] * k


def along(start: Vec, *ways: tuple[Vec, float]) -> Vec:
    """The point reached from `start` by going each (direction, metres) in turn."""
    x, y, z = start
    for way, metres in ways:
        x, y, z = x + way[0] * metres, y + way[1] * metres, z + way[2] * metres
    return x, y, z


def dot(a: Vec, b: Vec) -> float:
    """The inner product."""
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2]


def cross(a: Vec, b: Vec) -> Vec:
    """The right-handed outer product."""
    return a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]


def length(a: Vec) -> float:
    """How long `a` is."""
    return math.sqrt(dot(a, a))


def unit(a: Vec) -> Vec:
    """`a` at length 1; up when `a` has no length to speak of."""
    n = length(a)
    return (a[0] / n, a[1] / n, a[2] / n) if n > 1e-9 else UP


def lerp(a: Vec, b: Vec, t: float) -> Vec:
    """The point `t` of the way from `a` to `b`."""
    return a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t, a[2] + (b[2] - a[2]) * t


def slerp(a: Vec, b: Vec, t: float) -> Vec:
    """The direction `t` of the way from `a` to `b`, turning evenly."""
    a, b = unit(a), unit(b)
    angle = math.acos(max(-1.0, min(1.0, dot(a, b))))
    if angle < 1e-4:
        return b
    if angle > math.pi - 1e-3:  # opposite: any plane will do, so take one that is always the same
        a = unit(add(a, (0.01, 0.02, 0.03)))
        angle = math.acos(max(-1.0, min(1.0, dot(a, b))))
    whole = math.sin(angle)
    return along(
        (0.0, 0.0, 0.0),
        (a, math.sin((1 - t) * angle) / whole),
        (b, math.sin(t * angle) / whole),
    )


def across(a: Vec, axis: Vec) -> Vec | None:
    """The direction of `a` square to the unit vector `axis`; None when `a` lies along it."""
    rest = sub(a, mul(axis, dot(a, axis)))
    n = length(rest)
    return mul(rest, 1 / n) if n > 1e-4 else None


def square(a: Vec, axis: Vec) -> Vec:
    """As `across`, with some direction square to `axis` where `a` gives none."""
    return across(a, axis) or across(UP, axis) or across(AHEAD, axis) or UP
