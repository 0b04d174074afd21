"""Where everything is in the middle of the card: ring, figure, and the words in the ring's gap.

It changes with the card's size alone, and is asked for with each picture: so it is kept.
"""

import math
from functools import lru_cache
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRect, QRectF, QSizeF

from unsit.window.ring import GAP, Ring, stroke

FIGURE = (0.95, 0.78)
"""Width and height of the figure in diameters of the ring: it may reach over the ring's sides."""

WORDS = 0.17
"""How high the room of the words is, in diameters of the ring, when the figure has the middle."""

MARGIN = 4.0
"""Pixels between the ring and the edge."""


class Middle(NamedTuple):
    """The ring and what stands in it, and the whole pixels that each of them touches."""

    ring: Ring
    figure: QRectF
    words: QRectF
    ring_pixels: QRect
    figure_pixels: QRect
    words_pixels: QRect


@lru_cache(maxsize=4)
def middle(width: int, height: int, mirrored: bool) -> Middle:
    """Return where everything is on so many pixels; `mirrored` where reading goes from right to left."""
    side = min(width, height) - 2 * MARGIN
    square = QRectF((width - side) / 2, (height - side) / 2, side, side)
    figure, high = _figure(square), side * WORDS
    words = QRectF(square.x(), square.bottom() - high, side, high)
    pixels = (room.toAlignedRect() for room in (square, figure, words))
    return Middle(Ring(square, mirrored), figure, words, *pixels)


def _figure(square: QRectF) -> QRectF:
    """It begins at a whole pixel, so that a picture kept of it is copied as it is."""
    size = QSizeF(round(square.width() * FIGURE[0]), round(square.height() * FIGURE[1]))
    room = QRectF(QPointF(0, 0), size)
    room.moveCenter(square.center() - QPointF(0, square.height() * 0.02))
    room.moveTopLeft(QPointF(room.topLeft().toPoint()))
    return room


def beside(width: int, height: int, high: int) -> int:
    """Return the pixels free at each end of the lower edge, for something so high.

    What is low stands beside the word in the gap; what is higher meets the ring.
    """
    radius = min(width, height) / 2 - MARGIN
    below = radius * (1 - math.cos(math.radians(GAP / 2))) - stroke(2 * radius)
    wide = math.sin(math.radians(GAP / 2)) + 0.07 if high > below else 0.27
    return max(0, int(width / 2 - wide * radius - MARGIN))
