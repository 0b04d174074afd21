"""What lies beneath and between the rows of the panel: colours, lines, groups, the scroll bar."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from unsit.window.palette import Palette

PAD, ROUND = 12, 8
"""Pixels: beside the words, and of the corners."""


def blend(one: str, other: str, part: float) -> QColor:
    """Return a colour of which `part` (0 to 1) is `one`, and the rest `other`."""
    a, b = QColor(one), QColor(other)
    rest = 1 - part
    return QColor(
        round(a.red() * part + b.red() * rest),
        round(a.green() * part + b.green() * rest),
        round(a.blue() * part + b.blue() * rest),
    )


def scroll_bar(palette: Palette) -> str:
    """Return the look of the scroll bar: a thin one, where the screen is small."""
    return (
        "QScrollBar:vertical { width: 8px; background: transparent; margin: 2px; }"
        f"QScrollBar::handle:vertical {{ background: {palette.dim}; border-radius: 2px; }}"
        "QScrollBar::add-line:vertical, QScrollBar::sub-line:vertical { height: 0; }"
        "QScrollBar::add-page:vertical, QScrollBar::sub-page:vertical { background: none; }"
    )


class Line(QFrame):
    """A thin line between groups."""

    def __init__(self, palette: Palette) -> None:
        super().__init__()
        self._colour = QColor(palette.track)
        self.setFixedHeight(13)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802  # Qt's name
        """Paint it."""
        painter = QPainter(self)
        painter.fillRect(PAD, self.height() // 2, self.width() - 2 * PAD, 1, self._colour)
        painter.end()


class Group(QFrame):
    """The lines below a section, on a ground of their own."""

    def __init__(self, palette: Palette) -> None:
        super().__init__()
        self._palette = palette
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(6, 3, 6, 7)
        self._column.setSpacing(0)
        self.rows: list[QWidget] = []

    def add(self, row: QWidget) -> None:
        """Put a row below the others."""
        self.rows.append(row)
        self._column.addWidget(row)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802  # Qt's name
        """Paint the ground."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(self._palette.edge), 1))
        painter.setBrush(QColor(self._palette.button))
        face = QRectF(self.rect()).adjusted(2.5, 0.5, -2.5, -4.5)
        painter.drawRoundedRect(face, ROUND, ROUND)
        painter.end()
