"""The outline of circles with a string stretched round them, as arcs.  Pure geometry, then Qt's paths.

An outline is worked out once, exactly, and handed to Qt as a few arcs: corner by corner in Python it
was most of what a moving figure cost.
"""

import math
from collections.abc import Iterable, Sequence

from PySide6.QtGui import QPainterPath

Circle = tuple[float, float, float]
"""Middle (x, y) and radius."""

Arc = tuple[Circle, float, float]
"""A circle's piece of an outline: from which angle to which, in radians, and never backwards."""

_NONE = 1e-9
"""Radians that make no difference."""


def arcs(circles: Sequence[Circle]) -> list[Arc]:
    """The outline of circles, once round; those within it have no arc.

    From a circle the string goes on to the one it meets first on its way round: where both reach
    equally far outwards, which is so many radians before the way from the one to the other.
    """
    if len(circles) == 2:
        return _pair(*circles)
    x, y, radius = here = max(circles, key=lambda circle: circle[0] + circle[2])
    at, found = 0.0, list[Arc]()
    for _ in range(2 * len(circles) + 2):
        least, following, furthest = math.tau - at, here, 0.0
        for other in circles:
            across, down, less = other[0] - x, other[1] - y, radius - other[2]
            far = math.hypot(across, down)
            if less >= far:  # it lies within `here`, or is `here`
                continue
            aside = math.acos(less / far) if less > -far else math.pi
            turn = (math.atan2(down, across) - aside - at) % math.tau
            if turn > math.tau - _NONE:
                turn = 0.0
            # of two on one line the further one
            if turn < least - _NONE or (turn <= least + _NONE and far > furthest):
                least, following, furthest = turn, other, far
        if following is here:
            break
        if least > _NONE:
            found.append((here, at, at + least))
        at += least
        x, y, radius = here = following
    found.append((here, at, math.tau))
    return found


def _pair(one: Circle, other: Circle) -> list[Arc]:
    """As `arcs`, of two circles: the string leaves them so many radians aside of the way across."""
    across, down, less = other[0] - one[0], other[1] - one[1], one[2] - other[2]
    far = math.hypot(across, down)
    if abs(less) >= far:
        return [(one if less >= 0 else other, 0.0, math.tau)]
    way, aside = math.atan2(down, across), math.acos(less / far)
    return [(other, way - aside, way + aside), (one, way + aside, way - aside + math.tau)]


def trace(path: QPainterPath, outline: Iterable[Arc], more: float = 0.0) -> None:
    """Add an outline to a path, `more` outside the circles; all turn the same way."""
    first, degrees = True, math.degrees
    for (x, y, radius), start, end in outline:
        out = radius + more
        left, top, wide, begin = x - out, y - out, out + out, -degrees(start)
        if first:
            path.arcMoveTo(left, top, wide, wide, begin)
            first = False
        path.arcTo(left, top, wide, wide, begin, degrees(start - end))
    path.closeSubpath()
