"""What the history window shows while there is no history, or where it cannot be read."""

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QVBoxLayout, QWidget

from unsit.core.language import _
from unsit.record.parts import HUGE, PLAIN, Strong, Words
from unsit.window.palette import Palette

BARS = (0.34, 0.58, 0.46, 0.78, 0.62, 0.9, 0.5)
"""How high the bars of the drawing are: a week that is still to come."""
WIDE = 460
"""Pixels of the sentence."""


class Ahead(QWidget):
    """A week of bars that are only outlined, on a ring as in the session window."""

    def __init__(self, palette: Palette) -> None:
        super().__init__()
        self._palette = palette
        self.setFixedSize(QSize(220, 220))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802  # Qt's name
        """Paint it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._palette.breath))
        painter.drawEllipse(self.rect())
        pen = QPen(QColor(self._palette.accent), 3, Qt.PenStyle.CustomDashLine)
        pen.setDashPattern([1.5, 2.2])
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        wide, step, foot = 12.0, 19.0, 158.0
        left = (self.width() - step * len(BARS) + step - wide) / 2
        for place, part in enumerate(BARS):
            high = 96.0 * part
            bar = QRectF(left + step * place, foot - high, wide, high)
            painter.setPen(pen if place else Qt.PenStyle.NoPen)
            painter.setBrush(QColor(self._palette.accent) if not place else Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(bar, 4, 4)
        painter.setPen(QPen(QColor(self._palette.accent), 3))
        painter.drawLine(QPointF(left - 8, foot + 8), QPointF(self.width() - left + 8, foot + 8))
        painter.end()


class Empty(QWidget):
    """One sentence, and what can be done about it."""

    def __init__(self, palette: Palette, stretch: Callable[[], None]) -> None:
        super().__init__()
        self.drawing = Ahead(palette)
        self.head = Words(palette.text, HUGE, bold=True)
        self.sentence = Words(palette.dim, PLAIN, wrap=True)
        self.sentence.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.button = Strong(palette, _("Stretch now"))
        self.button.clicked.connect(stretch)
        column = QVBoxLayout(self)
        column.setSpacing(14)
        column.addStretch(1)
        for part in (self.drawing, self.head, self.sentence, self.button):
            column.addWidget(part, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)

    def nothing_yet(self) -> None:
        """Say that there is no history yet."""
        self.head.say(_("Nothing yet"))
        self._say(
            _(
                "Your first sitting and your first stretch will stand here. A stretch takes about two"
                " minutes."
            )
        )
        self.drawing.show()
        self.button.show()

    def wrong(self, sentence: str) -> None:
        """Say why it cannot be shown."""
        self.head.say(_("The history cannot be shown"))
        self._say(sentence)
        self.drawing.hide()
        self.button.hide()

    def _say(self, sentence: str) -> None:
        """Say it in as many lines as it takes: a layout that is centred does not ask how many."""
        self.sentence.say(sentence)
        self.sentence.setFixedSize(WIDE, self.sentence.heightForWidth(WIDE))
