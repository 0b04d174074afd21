"""Text as large as its room allows, and never too small to be read from the floor."""

import math

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter

LEAST = 60
"""Pixels (at 96 dpi) of the smallest letters: 15 to 18 mm high, which is read from 2 to 3 m."""

SMALLER = 0.94
"""By how much a size that does not fit is made smaller."""

MOST = 0.3
"""How high a line of words is at the most, in parts of the picture's shorter edge."""

WRAP = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap


class Lettering:
    """Paints texts, and keeps what it found out of the last few: every size costs a font."""

    def __init__(self, font: QFont, least: int = LEAST) -> None:
        self._font, self._least = font, least
        self._known: dict[tuple[str, int, int], int] = {}

    def size(self, text: str, room: QRectF, most: float) -> int:
        """Return in how many pixels a text is painted in a room: at most `most`, at least `least`."""
        about = (text, round(room.width()), round(room.height()))
        if about not in self._known:
            if len(self._known) > 99:
                self._known.clear()
            self._known[about] = self._largest(text, room, most)
        return self._known[about]

    def paint(self, painter: QPainter, text: str, room: QRectF, most: float) -> None:
        """Paint a text in the middle of its room, in the painter's colour."""
        size = self.size(text, room, most)
        painter.setFont(self._of(size))
        painter.drawText(self._balanced(text, room, size), int(WRAP), text)

    def fits(self, text: str, room: QRectF, size: int) -> bool:
        """Say whether a text has room in this size."""
        needed = QFontMetricsF(self._of(size)).boundingRect(room, int(WRAP), text)
        return needed.width() <= room.width() and needed.height() <= room.height()

    def _balanced(self, text: str, room: QRectF, size: int) -> QRectF:
        """Return the narrowest room with as many lines: no last word stands alone."""
        metrics = QFontMetricsF(self._of(size))
        height = metrics.boundingRect(room, int(WRAP), text).height()
        step = room.width() / 40
        while room.width() > 2 * step:
            closer = room.adjusted(step, 0, -step, 0)
            needed = metrics.boundingRect(closer, int(WRAP), text)
            if needed.height() > height or needed.width() > closer.width():
                break
            room = closer
        return room

    def _largest(self, text: str, room: QRectF, most: float) -> int:
        size = max(self._least, math.floor(min(most, room.height())))
        while size > self._least and not self.fits(text, room, size):
            size = max(self._least, math.floor(size * SMALLER))
        return size

    def _of(self, size: int) -> QFont:
        font = QFont(self._font)
        font.setPixelSize(size)
        font.setWeight(QFont.Weight.DemiBold)
        return font
