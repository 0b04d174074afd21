"""Pictures of a body at rest: one for each of a few depths of a breath, or turns of a body that rocks.

Rules of this room: each picture is painted once and kept as long as the body stays where it is; all
of them together take no more than `KEEP`, and where pictures are large there are fewer of them.
"""

from collections.abc import Callable

from PySide6.QtCore import QSizeF, Qt
from PySide6.QtGui import QPainter, QPixmap

KEEP = 8_000_000
"""Bytes that all pictures may take."""


class Album:
    """The pictures of one posture at one size."""

    def __init__(self) -> None:
        self._of: object = None
        self._kept: dict[object, QPixmap] = {}

    def picture(
        self,
        of: object,
        page: object,
        size: QSizeF,
        ratio: float,
        paint: Callable[[QPainter], None],
    ) -> QPixmap:
        """Return a page of the album `of` something; `paint` is asked for it when it is not there.

        When that is something else than before, what was kept is let go.
        """
        if self._of != (of, size, ratio):
            self._of, self._kept = (of, size, ratio), {}
        if page not in self._kept:
            picture = QPixmap((size * ratio).toSize())
            picture.setDevicePixelRatio(ratio)
            picture.fill(Qt.GlobalColor.transparent)
            painter = QPainter(picture)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            paint(painter)
            painter.end()
            self._kept[page] = picture
        return self._kept[page]


def pages(size: QSizeF, ratio: float, most: int) -> int:
    """Return how many pictures of this size there may be: `most` where there is room, at least 1."""
    pixels = size.width() * size.height() * ratio * ratio
    return max(1, min(most, int(KEEP / max(1.0, 4.0 * pixels))))
