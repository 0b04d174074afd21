"""The small parts of the card: the side's chip, the progress dots, words that fit, round buttons.

Rules of this room: every part has real text for a screen reader, and what is painted by hand
mirrors itself when the layout runs from right to left.
"""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QLabel, QPushButton, QSizePolicy, QWidget

from unsit.core.session import Segment
from unsit.window.palette import Palette

GLYPHS = {
    "back": ((0.5, -1.0), (-0.5, 0.0), (0.5, 1.0)),
    "next": ((-0.5, -1.0), (0.5, 0.0), (-0.5, 1.0)),
    "done": ((-1.0, 0.05), (-0.25, 0.8), (1.1, -0.75)),
    "play": ((-0.6, -1.0), (1.0, 0.0), (-0.6, 1.0), (-0.6, -1.0)),
}
"""Lines of the buttons' signs, in units of their size from the middle; pause has two bars."""

MIRRORED = {"back": "next", "next": "back"}


def mirrored(widget: QWidget) -> bool:
    """Say whether this part is laid out from right to left."""
    return widget.layoutDirection() == Qt.LayoutDirection.RightToLeft


class Words(QLabel):
    """Text in one of a few sizes (pixels): the largest that fits, so that nothing is cut off."""

    def __init__(
        self, colour: str, sizes: tuple[int, ...], height: int, bold: bool = False
    ) -> None:
        """`height` (pixels) is asked for; a small screen may give less."""
        super().__init__()
        self._sizes = sizes
        self._height = height
        self._bold = bold
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.WindowText, QColor(colour))
        self.setPalette(palette)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFont(self._sized(sizes[0]))

    def say(self, text: str) -> None:
        """Show a text; nothing happens when it is shown already."""
        if text != self.text():
            self.setText(text)
            self._fit()

    def sizeHint(self) -> QSize:  # noqa: N802  # Qt's name
        """Ask for the same height whatever the text."""
        return QSize(200, self._height)

    def minimumSizeHint(self) -> QSize:  # noqa: N802  # Qt's name
        """Make do with one line."""
        return QSize(40, min(self._height, 2 * self._sizes[-1]))

    def hasHeightForWidth(self) -> bool:  # noqa: N802  # Qt's name
        """The height does not follow the text."""
        return False

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  # Qt's name
        """Fit the text into the new room."""
        super().resizeEvent(event)
        self._fit()

    def _sized(self, size: int) -> QFont:
        font = QFont(self.font())
        font.setPixelSize(size)
        font.setWeight(QFont.Weight.DemiBold if self._bold else QFont.Weight.Normal)
        return font

    def _fit(self) -> None:
        fonts = [self._sized(size) for size in self._sizes]
        fitting = (font for font in fonts if self._fits(font))
        font = next(fitting, fonts[-1])
        if font != self.font():
            self.setFont(font)

    def _fits(self, font: QFont) -> bool:
        wrap = Qt.TextFlag.TextWordWrap if self.wordWrap() else Qt.TextFlag.TextSingleLine
        room = self.contentsRect()
        needed = QFontMetrics(font).boundingRect(room, int(wrap), self.text())
        return needed.height() <= room.height() and needed.width() <= room.width()


class Chip(QLabel):
    """The side, on a rounded ground."""

    def __init__(self, palette: Palette) -> None:
        super().__init__()
        self._palette = palette
        colours = self.palette()
        colours.setColor(QPalette.ColorRole.WindowText, QColor(palette.text))
        self.setPalette(colours)
        font = QFont(self.font())
        font.setPixelSize(13)
        font.setWeight(QFont.Weight.DemiBold)
        self.setFont(font)
        self.setContentsMargins(12, 4, 12, 4)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802  # Qt's name
        """Paint the ground, then the text."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(self._palette.edge), 1))
        painter.setBrush(QColor(self._palette.button))
        radius = self.height() / 2 - 0.5
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
        painter.end()
        super().paintEvent(event)


class Dots(QWidget):
    """How far the session is: one dot for each instruction, a space where the side changes."""

    def __init__(self, palette: Palette, segments: tuple[Segment, ...]) -> None:
        super().__init__()
        self._palette = palette
        self._segments = [one for one in segments if one.kind != "done"]
        self._index = 0
        self.setFixedHeight(10)

    def set_index(self, index: int) -> None:
        """Mark the segment being played."""
        self._index = index
        self.setAccessibleName(
            f"Step {min(index + 1, len(self._segments))} of {len(self._segments)}"
        )
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802  # Qt's name
        """Paint the dots, the present one long, in as little room as there is."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        widths = [20.0 if i == self._index else 7.0 for i in range(len(self._segments))]
        gaps = [16.0 if one.kind == "switch" else 6.0 for one in self._segments]
        gaps[0] = 0.0
        shrink = min(1.0, self.width() / (sum(widths) + sum(gaps)))
        x = 0.0
        for i, (width, gap) in enumerate(zip(widths, gaps, strict=True)):
            x += gap * shrink
            left = self.width() - x - width * shrink if mirrored(self) else x
            colour = self._palette.accent if i <= self._index else self._palette.track
            painter.setBrush(QColor(colour))
            painter.drawRoundedRect(QRectF(left, 1.5, width * shrink, 7), 3.5, 3.5)
            x += width * shrink
        painter.end()


class Round(QPushButton):
    """A round button with a sign; its name is real text, and the focus can be seen."""

    def __init__(self, palette: Palette, sign: str, size: int, strong: bool = False) -> None:
        super().__init__()
        self._palette = palette
        self._sign = sign
        self._strong = strong
        self.setFixedSize(QSize(size, size))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAutoDefault(False)

    def name(self, sign: str, text: str, key: str) -> None:
        """Give the button its sign, its name and the key that does the same."""
        self._sign = sign
        self.setText(text)
        self.setAccessibleName(text)
        self.setToolTip(f"{text} ({key})")
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  # Qt's name
        """Leave the arrow keys to the card: there they are steps, not a walk along the buttons."""
        if event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802  # Qt's name
        """Paint the ground, the ring of the focus and the sign."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette = self._palette
        ground = QColor(palette.accent if self._strong else palette.button)
        if self.isDown():
            ground = ground.darker(115)
        elif self.underMouse():
            ground = ground.lighter(108)
        painter.setPen(QPen(QColor(palette.edge), 2) if not self._strong else Qt.PenStyle.NoPen)
        painter.setBrush(ground)
        face = QRectF(self.rect()).adjusted(4, 4, -4, -4)
        painter.drawEllipse(face)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(palette.text), 2))
            painter.drawEllipse(face.adjusted(-3, -3, 3, 3))
        self._paint_sign(painter, QColor(palette.on_accent if self._strong else palette.text))
        painter.end()

    def _paint_sign(self, painter: QPainter, colour: QColor) -> None:
        unit, centre = self.width() * 0.125, QPointF(self.width() / 2, self.height() / 2)
        pen = QPen(colour, self.width() * 0.06)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        if self._sign == "pause":
            for x in (-unit * 0.7, unit * 0.7):
                painter.drawLine(centre + QPointF(x, -unit), centre + QPointF(x, unit))
            return
        sign = MIRRORED.get(self._sign, self._sign) if mirrored(self) else self._sign
        if sign == "play":
            painter.setBrush(colour)
        painter.drawPolyline([centre + QPointF(x * unit, y * unit) for x, y in GLYPHS[sign]])
