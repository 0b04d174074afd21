"""Where the world meets the picture: projection, and the outlines everything is drawn with."""

import math
from collections.abc import Iterable, Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainterPath, QPolygonF

from unsit.window.figure.camera import Camera
from unsit.window.figure.vectors import Vec, dot

_CORNERS = [(math.cos(math.tau * i / 48), math.sin(math.tau * i / 48)) for i in range(48)]

Circle = tuple[float, float, float]
Ball = tuple[Vec, float]


class Stage:
    """One camera's view into one rectangle of the screen."""

    def __init__(self, camera: Camera, rect: QRectF) -> None:
        self.right, self.up, self.eye = camera.axes()
        self.scale = min(rect.width() / camera.width, rect.height() / camera.height)
        self._x = rect.center().x() - camera.x * self.scale
        self._y = rect.center().y() + camera.y * self.scale

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
        return wrap([self.circle(ball) for ball in balls])

    def ground(self, discs: Iterable[tuple[float, float, float]]) -> QPainterPath:
        """The outline of flat discs (x, z, radius) on the floor with a string round them."""
        lengthwise = self.scale * self.right[0], self.scale * self.right[2]
        upwards = self.scale * self.up[0], self.scale * self.up[2]
        at = [(self.point((x, 0.0, z)), radius) for x, z, radius in discs]
        corners = []
        for cos, sin in _CORNERS[::2]:
            # the disc's edge furthest out in this screen direction
            along = cos * lengthwise[0] - sin * upwards[0], cos * lengthwise[1] - sin * upwards[1]
            reach = math.hypot(*along) or 1.0
            (px, py), radius = max(at, key=lambda d: d[0][0] * cos + d[0][1] * sin + d[1] * reach)
            ex, ez = along[0] / reach * radius, along[1] / reach * radius
            dx = ex * lengthwise[0] + ez * lengthwise[1]
            dy = -(ex * upwards[0] + ez * upwards[1])
            corners.append(QPointF(px + dx, py + dy))
        return closed(corners)


def wrap(circles: Sequence[Circle]) -> QPainterPath:
    """The convex outline of circles on the screen, turning always the same way."""
    corners = []
    for cos, sin in _CORNERS:
        far, best = -math.inf, (0.0, 0.0)
        for x, y, radius in circles:
            out = x * cos + y * sin + radius
            if out > far:
                far, best = out, (x + radius * cos, y + radius * sin)
        corners.append(QPointF(*best))
    return closed(corners)


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
