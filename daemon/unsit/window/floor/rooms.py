"""Where everything has its place in floor mode, for any shape of screen, before it is turned."""

from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, QSize, QSizeF
from PySide6.QtGui import QTransform

from unsit.core.floor import TURNS

TALL = 1.05
"""From so many times its width on a picture is tall: the figure stands above the words, not beside."""

MARGIN, OUCH = 0.04, (0.24, 0.11)
"""The margin, and the width and height of the red corner, in parts of the shorter edge."""

BESIDE, ABOVE = 0.47, 0.42
"""The part of the width, or of the height, that the figure has at the most."""

NUMBER = 0.46, 0.2
"""The part of the height that the number has, beside or above words that stand under a figure."""


class Rooms(NamedTuple):
    """Rectangles in pixels; `figure` or `bar` is empty, as the time is told by one of them."""

    figure: QRectF
    number: QRectF
    words: QRectF
    ouch: QRectF
    bar: QRectF


def rooms(size: QSizeF, figure: bool) -> Rooms:
    """Return the places in a picture of this size, with a figure or without."""
    short = min(size.width(), size.height())
    edge = MARGIN * short
    inside = QRectF(QPointF(0, 0), size).adjusted(edge, edge, -edge, -edge)
    ouch = QRectF(0, 0, OUCH[0] * short, OUCH[1] * short)
    ouch.moveBottomLeft(inside.bottomLeft())
    if not figure:
        return _alone(inside, ouch, edge)
    if size.height() > TALL * size.width():
        return _below(inside, ouch, edge)
    return _beside(inside, ouch, edge)


def _beside(inside: QRectF, ouch: QRectF, edge: float) -> Rooms:
    side = min(BESIDE * inside.width(), ouch.top() - edge / 2 - inside.top())
    figure = QRectF(inside.topLeft(), QSizeF(side, side))
    column = inside.adjusted(side + edge, 0, 0, 0)
    number, words = _split(column, NUMBER[0])
    return Rooms(figure, number, words, ouch, QRectF())


def _below(inside: QRectF, ouch: QRectF, edge: float) -> Rooms:
    side = min(inside.width(), ABOVE * inside.height())
    figure = QRectF(inside.center().x() - side / 2, inside.top(), side, side)
    left = inside.adjusted(0, side, 0, ouch.top() - edge - inside.bottom())
    number, words = _split(left, NUMBER[1] * inside.height() / left.height())
    return Rooms(figure, number, words, ouch, QRectF())


def _alone(inside: QRectF, ouch: QRectF, edge: float) -> Rooms:
    room = inside.adjusted(0, 0, 0, ouch.top() - edge - inside.bottom())
    number, words = _split(room, NUMBER[0])
    bar = QRectF(ouch.right() + edge, 0, inside.right() - ouch.right() - edge, ouch.height() / 4)
    bar.moveTop(ouch.center().y() - bar.height() / 2)
    return Rooms(QRectF(), number, words, ouch, bar)


def _split(room: QRectF, share: float) -> tuple[QRectF, QRectF]:
    upper = QRectF(room.topLeft(), QSizeF(room.width(), share * room.height()))
    return upper, QRectF(upper.bottomLeft(), room.bottomRight())


def mirror(rooms: Rooms, width: float) -> Rooms:
    """Return the places as they are for who reads from right to left, in a picture of this width."""
    return Rooms(*(_over(room, width) for room in rooms))


def _over(room: QRectF, width: float) -> QRectF:
    return room if room.isEmpty() else room.translated(width - room.left() - room.right(), 0)


def turned(size: QSize, turn: str) -> tuple[QSizeF, QTransform]:
    """Return the size of the picture on a surface, and what brings the one onto the other.

    `turn` is one of `core.floor.TURNS`.
    """
    quarters = TURNS.index(turn)
    wide, high = float(size.width()), float(size.height())
    corner = ((0.0, 0.0), (wide, 0.0), (wide, high), (0.0, high))[quarters]
    onto = QTransform().translate(*corner).rotate(90.0 * quarters)
    return QSizeF(high, wide) if quarters % 2 else QSizeF(wide, high), onto
