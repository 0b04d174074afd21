"""Where the world meets the picture: projection, and the outlines everything is drawn with."""

import math
from collections.abc import Iterable, Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainterPath, QPolygonF

from unsit.window.figure.camera import Camera
from unsit.window.figure.vectors import Vec, dot

_FINENESS = ((5.0, 16), (7.0, 20), (10.0, 24), (18.0, 32), (math.inf, 48))
"""For radii below so many pixels, how many corners a circle gets: none is off by a tenth of one."""

_ROUNDS = {
    count: [(math.cos(math.tau * i / count), math.sin(math.tau * i / count)) for i in range(count)]
    for count in (12, 16, 20, 24, 32, 48)
}
"""Ways outwards that an outline is made of, by their number."""

Circle = tuple[float, float, float]
Ball = tuple[Vec, float]


class Stage:
    """One camera's view into one rectangle of the screen."""

    def __init__(self, camera: Camera, rect: QRectF) -> None:
        self.right, self.up, self.eye = camera.axes()
        self.scale = min(rect.width() / camera.width, rect.height() / camera.height)
        self._x = rect.center().x() - camera.x * self.scale
        self._y = rect.center().y() + camera.y * self.scale
        self._discs: dict[int, list[tuple[float, float, float, float, float]]] = {}

    def point(self, v: Vec) -> tuple[float, float]:
        """Where `v` is on the screen."""
        return self._x + dot(v, self.right) * self.scale, self._y - dot(v, self.up) * self.scale

    def spot(self, v: Vec) -> QPointF:
        """Where `v` is on the screen, as Qt wants it."""
        return QPointF(*self.point(v))

    def depth(self, v: Vec) -> float:
        """How near the eye `v` is, in metres; more is nearer."""
        return dot(v, self.eye)

    def circle(self, ball: Ball) -> Circle:
        """The outline of a ball: centre and radius on the screen."""
        x, y = self.point(ball[0])
        return x, y, ball[1] * self.scale

    def hull(self, balls: Iterable[Ball]) -> QPainterPath:
        """The outline of balls with a skin stretched round them."""
        return closed(wrap([self.circle(ball) for ball in balls])[0])

    def hulls(self, balls: Iterable[Ball], more: float) -> tuple[list[QPointF], list[QPointF]]:
        """The corners of the outline of balls, and of one that is `more` metres outside it."""
        return wrap([self.circle(ball) for ball in balls], more * self.scale)

    def ground(
        self, discs: Iterable[tuple[float, float, float]], corners: int = 24
    ) -> QPainterPath:
        """The outline of flat discs (x, z, radius) on the floor with a string round them."""
        at = [(*self.point((x, 0.0, z)), radius) for x, z, radius in discs]
        ways = self._round(corners)
        outs = [
            [x * cos + y * sin + radius * reach for cos, sin, reach, _, _ in ways]
            for x, y, radius in at
        ]
        furthest = [at[each.index(max(each))] for each in zip(*outs, strict=True)]
        return closed(
            [
                QPointF(x + dx * radius, y + dy * radius)
                for (x, y, radius), (_, _, _, dx, dy) in zip(furthest, ways, strict=True)
            ]
        )

    def _round(self, corners: int) -> list[tuple[float, float, float, float, float]]:
        """Ways outwards on the screen; for each, where a disc of radius 1 has its furthest edge."""
        if corners not in self._discs:
            long, wide = self.scale * self.right[0], self.scale * self.right[2]
            high, deep = self.scale * self.up[0], self.scale * self.up[2]
            found = []
            for cos, sin in _ROUNDS[corners]:
                x, z = cos * long - sin * high, cos * wide - sin * deep
                reach = math.hypot(x, z) or 1.0
                ex, ez = x / reach, z / reach
                found.append((cos, sin, reach, ex * long + ez * wide, -(ex * high + ez * deep)))
            self._discs[corners] = found
        return self._discs[corners]


def wrap(circles: Sequence[Circle], more: float = 0.0) -> tuple[list[QPointF], list[QPointF]]:
    """The corners of the convex outline of circles on the screen, turning always the same way.

    The second outline is `more` pixels outside the first; without any it is empty.
    """
    largest = max(circle[2] for circle in circles)
    ways = _ROUNDS[next(count for below, count in _FINENESS if largest < below)]
    # for each circle, how far out it reaches each way; then the furthest one each way
    outs = [[x * cos + y * sin + radius for cos, sin in ways] for x, y, radius in circles]
    furthest = [circles[each.index(max(each))] for each in zip(*outs, strict=True)]
    corners = [
        QPointF(x + radius * cos, y + radius * sin)
        for (x, y, radius), (cos, sin) in zip(furthest, ways, strict=True)
    ]
    if not more:
        return corners, []
    outer = [
        QPointF(x + (radius + more) * cos, y + (radius + more) * sin)
        for (x, y, radius), (cos, sin) in zip(furthest, ways, strict=True)
    ]
    return corners, outer


def closed(corners: Sequence[QPointF]) -> QPainterPath:
    """The outline through `corners`; overlapping ones fill as one."""
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.WindingFill)
    path.addPolygon(QPolygonF(corners))
    path.closeSubpath()
    return path


def mix(a: QColor, b: QColor | str, t: float) -> QColor:
    """The colour `t` of the way from `a` to `b`."""
    c, d = a, QColor(b)
    return QColor.fromRgbF(
        c.redF() + (d.redF() - c.redF()) * t,
        c.greenF() + (d.greenF() - c.greenF()) * t,
        c.blueF() + (d.blueF() - c.blueF()) * t,
    )


def faint(color: QColor | str, alpha: float) -> QColor:
    """`color` with so much cover."""
    result = QColor(color)
    result.setAlphaF(alpha)
    return result
