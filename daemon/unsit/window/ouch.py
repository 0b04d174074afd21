"""The button to press when it hurts: the largest word on the card, and red."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPen

from unsit.core.language import _
from unsit.window.palette import Palette
from unsit.window.parts import Pill, tip

RED, WHITE = "#b3261e", "#ffffff"
"""White on this red has a contrast of 6.5 to 1, whatever the colours of the card."""


class Ouch(Pill):
    """Says "Ouch"; a click stops the stretch and shows the way out."""

    def __init__(self, palette: Palette) -> None:
        super().__init__(palette, _("Ouch"), "O")
        words = _("It hurts: stop, and show the way out")
        self.setToolTip(tip(words, "O"))
        self.setAccessibleDescription(words)

    def grow(self, growth: float) -> None:
        """Be so many times the first size."""
        self.growth = growth
        font = QFont(self.font())
        font.setPixelSize(max(6, round(18 * growth)))
        font.setWeight(QFont.Weight.DemiBold)
        self.setFont(font)
        metrics = QFontMetrics(font)
        wide = metrics.horizontalAdvance(self.text()) + round(36 * growth)
        self.setFixedSize(QSize(wide, metrics.height() + round(22 * growth)))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802  # Qt's name
        """Paint the red ground, the ring of the focus and the word."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = QColor(RED).darker(115) if self.isDown() else QColor(RED)
        ring = QPen(QColor(self.colours.text), 2) if self.hasFocus() else Qt.PenStyle.NoPen
        painter.setPen(ring)
        painter.setBrush(ground)
        face = self.rect().adjusted(2, 2, -2, -2)
        painter.drawRoundedRect(face, face.height() / 2, face.height() / 2)
        self.paint_word(painter, WHITE)
        painter.end()
