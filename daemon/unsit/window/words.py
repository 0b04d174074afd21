"""Words on the card: text that always fits its room, and the side's chip.

Rules of this room: sizes are pixels at the card's first size and grow with the card, so that it
can be read from the floor when it is made large; a screen reader hears the whole text, also where
the eye sees it shortened.
"""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from unsit.window.palette import Palette

BLANK = "\N{NO-BREAK SPACE}"


def _colour(widget: QWidget, colour: str) -> None:
    palette = widget.palette()
    palette.setColor(QPalette.ColorRole.WindowText, QColor(colour))
    widget.setPalette(palette)


def _pixels(size: float) -> int:
    return max(6, round(size))


def _font(widget: QWidget, size: float, bold: bool) -> QFont:
    font = QFont(widget.font())
    font.setPixelSize(_pixels(size))
    font.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
    return font


def aloud(text: str) -> str:
    """Return what is to be read of a text: a dot between two parts would be read as a word."""
    return text.replace(BLANK, " ").replace(" ·", ",")


class Words(QLabel):
    """Text in the largest of a few sizes that fits; shortened when not even the smallest does."""

    def __init__(
        self, colour: str, sizes: tuple[int, ...], height: int, bold: bool = False
    ) -> None:
        """`sizes` from the largest; `height` is asked for, but a small screen may give less."""
        super().__init__()
        self._whole = ""
        self._sizes, self._height, self._bold = sizes, height, bold
        self._growth = 1.0
        self._has_room = False
        self.setTextFormat(Qt.TextFormat.PlainText)
        _colour(self, colour)

    @property
    def whole(self) -> str:
        """The text that it shows, or shows the beginning of."""
        return self._whole

    def say(self, text: str) -> None:
        """Show a text; nothing happens when it is shown already."""
        if text != self._whole:
            self._whole = text
            self.setAccessibleName(aloud(text))
            self._fit()

    def grow(self, growth: float) -> None:
        """Be so many times the first size."""
        self._growth = growth
        self.updateGeometry()
        self._fit()

    def sizeHint(self) -> QSize:  # noqa: N802  # Qt's name
        """Ask for the same height whatever the text."""
        return QSize(200, round(self._height * self._growth))

    def minimumSizeHint(self) -> QSize:  # noqa: N802  # Qt's name
        """Make do with little."""
        return QSize(40, round(min(self._height, 2.6 * self._sizes[-1]) * self._growth))

    def hasHeightForWidth(self) -> bool:  # noqa: N802  # Qt's name
        """Return False: the height does not follow the text."""
        return False

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  # Qt's name
        """Fit the text into the new room."""
        super().resizeEvent(event)
        self._has_room = True
        self._fit()

    def _fit(self) -> None:
        """Choose size and lines; not before there is a room, since every size costs a font."""
        if not self._has_room:
            return
        fonts = [_font(self, size * self._growth, self._bold) for size in self._sizes]
        font = next((font for font in fonts if self._fits(font, self._whole)), fonts[-1])
        whole = self._fits(font, self._whole)
        text = self._whole if whole else self._shortened(font)
        self.setToolTip("" if whole else self._whole)
        text = self._balanced(font, text)
        if font != self.font():
            self.setFont(font)
        if text != self.text():
            self.setText(text)

    def _balanced(self, font: QFont, text: str) -> str:
        """Break the lines so that they are about equally long: no last word stands alone."""
        if not self.wordWrap():
            return text
        metrics = QFontMetrics(font)
        parts = text.replace("\n", " ").split(" ")  # and not at a no-break space
        words = [(word, metrics.horizontalAdvance(word)) for word in parts]
        space = metrics.horizontalAdvance(" ")
        lines, longest = _broken(words, space, self.contentsRect().width())
        while True:
            closer, width = _broken(words, space, longest - 1)
            if len(closer) > len(lines) or width >= longest:
                return "\n".join(lines)
            lines, longest = closer, width

    def _shortened(self, font: QFont) -> str:
        """Leave out the last words that have no room; letters, where nothing parts words."""
        words, between = self._whole.split(), " "
        if len(words) == 1:
            words, between = [*self._whole], ""
        while len(words) > 1 and not self._fits(font, f"{between.join(words)}…"):
            words.pop()
        return f"{between.join(words)}…"

    def _fits(self, font: QFont, text: str) -> bool:
        """Say whether there is room; one line of the smallest size always has the height.

        To leave out words would not make it lower, where a system's font is taller than ours.
        """
        wrap = Qt.TextFlag.TextWordWrap if self.wordWrap() else Qt.TextFlag.TextSingleLine
        room, metrics = self.contentsRect(), QFontMetrics(font)
        needed = metrics.boundingRect(room, int(wrap), text)
        is_smallest = font.pixelSize() <= _pixels(self._sizes[-1] * self._growth)
        height = max(room.height(), metrics.height() if is_smallest else 0)
        return needed.height() <= height and needed.width() <= room.width()


def _broken(words: list[tuple[str, int]], space: int, room: int) -> tuple[list[str], int]:
    """Return lines with as many words as have room, at least one; and the longest one's width.

    `words` are words and their widths; all widths are pixels.
    """
    lines: list[str] = []
    widths: list[int] = []
    for word, width in words:
        if widths and widths[-1] + space + width <= room:
            lines[-1] += f" {word}"
            widths[-1] += space + width
        else:
            lines.append(word)
            widths.append(width)
    return lines, max(widths, default=0)


class Chip(QLabel):
    """The side, on a rounded ground."""

    def __init__(self, palette: Palette) -> None:
        super().__init__()
        self._palette = palette
        _colour(self, palette.text)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.grow(1.0)

    def grow(self, growth: float) -> None:
        """Be so many times the first size."""
        self.setFont(_font(self, 13 * growth, bold=True))
        wide, high = round(12 * growth), round(4 * growth)
        self.setContentsMargins(wide, high, wide, high)

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
