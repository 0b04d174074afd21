"""A picture to paint a part of a figure on, before it goes to where it is seen."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage


class Layer:
    """A picture to paint on, kept from one time to the next.

    A new one each time had the system find and clear its pages again, thirty times a second.
    """

    def __init__(self) -> None:
        self._picture = QImage()

    def cleared(self, size: QSize, ratio: float) -> QImage:
        """The picture with nothing on it; `size` is in pixels of the device, `ratio` its density."""
        if self._picture.size() != size or self._picture.devicePixelRatio() != ratio:
            self._picture = QImage(size, QImage.Format.Format_ARGB32_Premultiplied)
            self._picture.setDevicePixelRatio(ratio)
        self._picture.fill(Qt.GlobalColor.transparent)
        return self._picture
