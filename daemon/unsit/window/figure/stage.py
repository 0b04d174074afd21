"""Where the world meets the picture: projection, and the outlines everything is drawn with."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainterPath, QPolygonF, QTransform

from unsit.window.figure.camera import Camera
from unsit.window.figure.outline import Circle, arcs, trace
from unsit.window.figure.vectors import Vec, dot

Ball = tuple[Vec, float]
Disc = tuple[float, float, float]
"""A place on the floor (x, z) and a radius, in metres."""


class Stage:
    """One camera's view into one rectangle of the screen."""

    def __init__(self, camera: Camera, rect: QRectF) -> None:
        self.right, self.up, self.eye = camera.axes()
        self.scale = min(rect.width() / camera.width, rect.height() / camera.height)
        self._x = rect.center().x() - camera.x * self.scale
        self._y = rect.center().y() + camera.y * self.scale
        # the floor is a picture of its own, of which the screen shows a slanted view
        self._floor = QTransform(
            self.right[0], -self.up[0], self.right[2], -self.up[2], self._x, self._y
        )

    def point(self, v: Vec) -> tuple[float, float]:
        """Where `v` is on the screen."""
        (x, y, z), (a, b, c), (d, e, f), scale = v, self.right, self.up, self.scale
        return self._x + (x * a + y * b + z * c) * scale, self._y - (x * d + y * e + z * f) * scale

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
        path = blank()
        trace(path, arcs([self.circle(ball) for ball in balls]))
        return path

    def hulls(
        self, pieces: Iterable[Iterable[Ball]], more: float
    ) -> tuple[QPainterPath, QPainterPath]:
        """The outline of some pieces, each with its own skin, and one `more` metres outside it."""
        inner, outer = blank(), blank()
        for balls in pieces:
            outline = arcs([self.circle(ball) for ball in balls])
            trace(inner, outline)
            trace(outer, outline, more * self.scale)
        return inner, outer

    def ground(self, bones: Iterable[Iterable[Disc]]) -> QPainterPath:
        """The outline of flat discs on the floor, with a string round those of each bone."""
        path, scale = blank(), self.scale
        for discs in bones:
            trace(path, arcs([(x * scale, z * scale, radius * scale) for x, z, radius in discs]))
        return self._floor.map(path)

    def slab(self, x: tuple[float, float], z: tuple[float, float], r: float) -> QPainterPath:
        """The outline of a rectangle on the floor with round corners, all in metres."""
        path, scale = QPainterPath(), self.scale
        wide, deep = (x[1] - x[0]) * scale, (z[1] - z[0]) * scale
        path.addRoundedRect(x[0] * scale, z[0] * scale, wide, deep, r * scale, r * scale)
        return self._floor.map(path)


def blank() -> QPainterPath:
    """A path with nothing in it yet, in which what overlaps will fill as one."""
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.WindingFill)
    return path


def closed(corners: Sequence[QPointF]) -> QPainterPath:
    """The outline through `corners`; overlapping ones fill as one."""
    path = blank()
    path.addPolygon(QPolygonF(corners))
    path.closeSubpath()
    return path
