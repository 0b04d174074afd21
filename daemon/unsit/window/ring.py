"""The ring that runs down: where it is, and how its bows are painted.

The ring is open at the bottom, where the number or the breath's words stand; it runs down towards its
beginning, at the gap's leading side.
"""

import math

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

GAP = 84
"""Degrees left open at the bottom of the ring."""

WHOLE = 360 - GAP

SMALL = 10.0
"""Degrees of a bow that is still nearly straight."""


class Ring:
    """The ring in a square; `mirrored` where reading goes from right to left."""

    def __init__(self, square: QRectF, mirrored: bool) -> None:
        self.square = square
        self._width = stroke(square.width())
        half = self._width / 2
        self._bow = square.adjusted(half, half, -half, -half)
        self._start = 270 + GAP / 2 if mirrored else 270 - GAP / 2
        self._sign = 1 if mirrored else -1

    def end(self, share: float) -> float:
        """Return where a bow ends that is so much of the whole ring: degrees, in half pixels."""
        step = math.degrees(0.5 / (self._bow.width() / 2))
        return round(WHOLE * share / step) * step

    def paint(self, painter: QPainter, colour: str, since: float, until: float) -> None:
        """Paint a bow of the ring; both its ends are degrees from the ring's beginning."""
        pen = QPen(QColor(colour), self._width)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        begin, far = self._start + self._sign * since, self._sign * (until - since)
        painter.drawArc(self._bow, round(begin * 16), round(far * 16))

    def around(self, end: float) -> tuple[float, float]:
        """Return where a bow begins and ends that covers all of what is `between`, up to this end."""
        return max(0.0, end - 2 * SMALL), min(WHOLE, end + 2 * SMALL)

    def between(self, one: float, other: float) -> QRect:
        """Return what changes when the ring's end goes from here to there (degrees)."""
        if abs(one - other) > SMALL:
            return self.square.toAlignedRect()
        points = [self._point(degrees) for degrees in (one, (one + other) / 2, other)]
        xs, ys = [point.x() for point in points], [point.y() for point in points]
        rect = QRectF(QPointF(min(xs), min(ys)), QPointF(max(xs), max(ys)))
        far = self._width
        return rect.adjusted(-far, -far, far, far).toAlignedRect()

    def _point(self, degrees: float) -> QPointF:
        angle = math.radians(self._start + self._sign * degrees)
        radius = self._bow.width() / 2
        return self._bow.center() + QPointF(radius * math.cos(angle), -radius * math.sin(angle))


def stroke(diameter: float) -> float:
    """Return how wide the ring's line is."""
    return max(6.0, diameter * 0.034)
