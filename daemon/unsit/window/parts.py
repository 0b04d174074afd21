"""The small parts of the card: the progress dots and the buttons.

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
    QPen,
)
from PySide6.QtWidgets import QLabel, QPushButton, QSizePolicy, QWidget

from unsit.core.language import _
from unsit.core.session import Segment
from unsit.window.palette import Palette

GLYPHS = {
    "back": ((0.5, -1.0), (-0.5, 0.0), (0.5, 1.0)),
    "next": ((-0.5, -1.0), (0.5, 0.0), (-0.5, 1.0)),
    "done": ((-1.0, 0.05), (-0.25, 0.8), (1.1, -0.75)),
    "floor": (
        (0.0, -1.0),
        (1.0, -1.0),
        (1.0, 0.0),
        (1.0, -1.0),
        (-1.0, 1.0),
        (-1.0, 0.0),
        (-1.0, 1.0),
        (0.0, 1.0),
    ),
    "play": ((-0.6, -1.0), (1.0, 0.0), (-0.6, 1.0)),
}
"""Lines of the buttons' signs, in units of their size from the middle; pause has two bars."""

MIRRORED = {"back": "next", "next": "back"}


PILL_SIZES = (13, 12, 11)
"""Pixels of a pill's word, the largest that fits."""

ARROWS = (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down)
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
HARMLESS = Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier


def plain(event: QKeyEvent) -> bool:
    """Say whether a key is pressed alone: with Ctrl, Alt or Meta it is meant for something else."""
    return not event.modifiers() & ~HARMLESS


def tip(text: str, key: str) -> str:
    """Return what is shown where the pointer rests on a button: its name, and its key."""
    return _("{button} ({key})").format(button=text, key=key)


def mirrored(widget: QWidget) -> bool:
    """Say whether this part is laid out from right to left."""
    return widget.layoutDirection() == Qt.LayoutDirection.RightToLeft


class Dots(QLabel):
    """How far the session is: one dot for each instruction, a space where the side changes.

    It is a label, so that a screen reader takes what it says for words.
    """

    def __init__(self, palette: Palette, segments: tuple[Segment, ...]) -> None:
        super().__init__()
        self._palette = palette
        self._segments = [one for one in segments if one.kind != "done"]
        self._index = -1
        self._growth = 1.0
        self.grow(1.0)

    def follow(self, segments: tuple[Segment, ...]) -> None:
        """Show another plan from now on."""
        self._segments, self._index = [one for one in segments if one.kind != "done"], -1

    def set_index(self, index: int) -> None:
        """Mark the segment being played."""
        if index != self._index:
            self._index, count = index, len(self._segments)
            words = _("Step {number} of {all}")
            self.setAccessibleName(words.format(number=min(index + 1, count), all=count))
            self.update()

    def grow(self, growth: float) -> None:
        """Be so many times the first size."""
        self._growth = growth
        self.setFixedHeight(round(10 * growth))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802  # Qt's name
        """Paint the dots, the present one long, in as little room as there is."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        for i, (x, width) in enumerate(self._places()):
            colour = self._palette.accent if i <= self._index else self._palette.track
            painter.setBrush(QColor(colour))
            left = self.width() - x - width if mirrored(self) else x
            high = 7 * self._growth
            dot = QRectF(left, (self.height() - high) / 2, width, high)
            painter.drawRoundedRect(dot, high / 2, high / 2)
        painter.end()

    def _places(self) -> list[tuple[float, float]]:
        """Return where each dot begins, from the leading edge, and how wide it is."""
        widths = [20.0 if i == self._index else 7.0 for i in range(len(self._segments))]
        gaps = [16.0 if one.kind == "switch" else 6.0 for one in self._segments]
        gaps[0] = 0.0
        scale = min(self._growth, self.width() / (sum(widths) + sum(gaps)))
        places, x = [], 0.0
        for width, gap in zip(widths, gaps, strict=True):
            places.append(((x + gap) * scale, width * scale))
            x += gap + width
        return places


class Key(QPushButton):
    """A button of the card. A click with the mouse leaves the keyboard to the card."""

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAutoDefault(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  # Qt's name
        """Be clicked by Enter as by Space; leave the arrows to the card, where they are steps."""
        if event.key() in ARROWS or not plain(event):
            event.ignore()
        elif event.key() not in ENTER:
            super().keyPressEvent(event)
        elif not event.isAutoRepeat():
            self.click()


class Round(Key):
    """A round button with a sign; its name is real text, and the focus can be seen."""

    def __init__(self, palette: Palette, sign: str, size: int, strong: bool = False) -> None:
        super().__init__()
        self._palette = palette
        self._sign = sign
        self._strong = strong
        self._size = size
        self.grow(1.0)

    def name(self, sign: str, text: str, key: str) -> None:
        """Give the button its sign, its name and the key that does the same."""
        if text != self.text():
            self._sign = sign
            self.setText(text)
            self.setAccessibleName(text)
            self.setToolTip(tip(text, key))
            # Without it the tip would be read, and so the name twice.
            self.setAccessibleDescription(_("Key: {key}").format(key=key))

    def grow(self, growth: float) -> None:
        """Be so many times the first size."""
        side = round(self._size * growth)
        self.setFixedSize(QSize(side, side))

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
            around = palette.text if self._strong else palette.focus
            painter.setPen(QPen(QColor(around), 2))
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
        points = [centre + QPointF(x * unit, y * unit) for x, y in GLYPHS[sign]]
        if sign == "play":
            painter.setBrush(colour)
            painter.drawPolygon(points)
        else:
            painter.drawPolyline(points)


class Pill(Key):
    """A small button that is a word, for what is wanted less often than a sign."""

    def __init__(self, palette: Palette, text: str, key: str) -> None:
        super().__init__()
        self.colours = palette
        self.growth = 1.0
        self._room: int | None = None
        self.setText(text)
        self.setAccessibleName(text)
        self.setToolTip(tip(text, key))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.grow(1.0)

    def grow(self, growth: float) -> None:
        """Be so many times the first size."""
        self.growth = growth
        font, wide = self._sized(PILL_SIZES[0])
        sizes = (self._sized(size) for size in PILL_SIZES)
        if self._room is not None:
            fitting = ((smaller, need) for smaller, need in sizes if need <= self._room)
            font, wide = next(fitting, (font, self._room))
        self.setFont(font)
        self.setFixedSize(QSize(wide, QFontMetrics(font).height() + round(12 * growth)))

    def _sized(self, size: int) -> tuple[QFont, int]:
        """Return its font so large, and how wide the whole word would be with it."""
        font = QFont(self.font())
        font.setPixelSize(max(6, round(size * self.growth)))
        return font, QFontMetrics(font).horizontalAdvance(self.text()) + 2 * self._side()

    def fit(self, room: int) -> None:
        """Be at most so many pixels wide."""
        if room != self._room:
            self._room = room
            self.grow(self.growth)

    def _side(self) -> int:
        """Return the pixels beside the word, at each end."""
        return round(12 * self.growth)

    def shown(self) -> str:
        """Return as much of its word as there is room for."""
        room = self.width() - self._side()
        elide = Qt.TextElideMode.ElideRight
        return QFontMetrics(self.font()).elidedText(self.word(), elide, room)

    def word(self) -> str:
        """Return what is painted on it."""
        return self.text()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802  # Qt's name
        """Paint the ground, the ring of the focus and the word."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette = self.colours
        focused = self.hasFocus()
        painter.setPen(QPen(QColor(palette.focus if focused else palette.edge), 2))
        painter.setBrush(self.ground())
        face = QRectF(self.rect()).adjusted(2, 2, -2, -2)
        painter.drawRoundedRect(face, face.height() / 2, face.height() / 2)
        self.paint_word(painter, palette.text)
        painter.end()

    def ground(self) -> QColor:
        """Return the colour under the word: it tells that the button is down, or pointed at."""
        ground = QColor(self.colours.button)
        if self.isDown():
            return ground.darker(115)
        return ground.lighter(108) if self.underMouse() else ground

    def inside(self) -> QRectF:
        """Return the room within the outline."""
        return QRectF(self.rect()).adjusted(3, 3, -3, -3)

    def paint_word(self, painter: QPainter, colour: str) -> None:
        """Paint the word in a colour."""
        painter.setPen(QColor(colour))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.shown())
