"""The parts of the panel: one row for each line of the menu, painted by hand in the card's colours.

Rules of this room: a row is a real button or a real check box, so that a screen reader knows what it
is; what is painted mirrors itself when the layout runs from right to left.
"""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractButton,
    QCheckBox,
    QPushButton,
    QSizePolicy,
    QWidget,
)

from unsit.core.language import pgettext
from unsit.core.menu import Entry
from unsit.panel.grounds import PAD, ROUND, blend
from unsit.window.holding import HoldButton
from unsit.window.palette import Palette

LEAST_FONT = 15
"""Pixels; whoever has a larger font on their desktop gets that."""

LEAST_HIGH, STRONG_HIGH = 40, 52
"""Pixels of a row and of the big button: large enough for a finger."""

QWIDGETSIZE_MAX = (1 << 24) - 1
"""Qt's word for as wide as there is room."""

MARK = 20
"""Pixels of the sign at the end of a row."""


def font(widget: QWidget, growth: float = 1.0, bold: bool = False) -> QFont:
    """Return the panel's font, `growth` times its usual size."""
    made = QFont(widget.font())
    made.setPixelSize(round(max(LEAST_FONT, QFontMetrics(made).height() * 0.8) * growth))
    made.setBold(bold)
    return made


class Row:
    """What all rows have: their entry, their words, and how their ground is painted."""

    marked = False
    """Whether there is a sign at the end of the row."""

    def setup(self, palette: Palette, entry: Entry, strong: bool = False) -> None:
        """Be a row for an entry; `strong` is the one big button."""
        me = self.button()
        self.palette_of_panel, self.entry, self.strong = palette, entry, strong
        me.setFont(font(me, 1.1 if strong else 1.0, bold=strong))
        me.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        me.setCursor(Qt.CursorShape.PointingHandCursor)
        me.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.become(entry)

    def become(self, entry: Entry) -> None:
        """Show another state of the same line."""
        me = self.button()
        self.entry = entry
        if me.text() != entry.label:
            me.setText(entry.label)
            me.setAccessibleName(entry.label)
            me.updateGeometry()
        chosen_at_all = entry.request is not None or bool(entry.children)
        me.setEnabled(entry.enabled and chosen_at_all)

    def button(self) -> QAbstractButton:
        """Return this row as the button that it is."""
        assert isinstance(self, QAbstractButton)
        return self

    def wanted(self) -> QSize:
        """Return how large the row should be."""
        metrics = self.button().fontMetrics()
        least = STRONG_HIGH if self.strong else LEAST_HIGH
        words = metrics.horizontalAdvance(self.button().text())
        return QSize(words + 2 * PAD + 2 * MARK, max(least, 2 * metrics.height()))

    def paint(self, painter: QPainter) -> None:
        """Paint the ground, the words and the ring of the focus."""
        me, palette = self.button(), self.palette_of_panel
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        face = QRectF(me.rect()).adjusted(2, 1, -2, -1)
        ground = self._ground()
        if ground is not None:
            faded = self.strong and not me.isEnabled()
            painter.setPen(QPen(self.ink(), 1) if faded else Qt.PenStyle.NoPen)
            painter.setBrush(ground)
            painter.drawRoundedRect(face, ROUND, ROUND)
        if me.hasFocus():
            ring = palette.on_accent if self.strong else palette.accent
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(ring), 2))
            inside = 4 if self.strong else 1
            round_ = ROUND - inside / 2
            painter.drawRoundedRect(face.adjusted(inside, inside, -inside, -inside), round_, round_)
        painter.setPen(self.ink())
        painter.setFont(me.font())
        painter.drawText(self._room(), self._alignment(), self.shown_words())

    def ink(self) -> QColor:
        """Return the colour of words and sign; what cannot be chosen now is half faded."""
        palette = self.palette_of_panel
        if not self.button().isEnabled():
            return blend(palette.text, palette.ground, 0.5)
        return QColor(palette.on_accent if self.strong else palette.text)

    def mark(self) -> QRectF:
        """Return the place of the sign at the end of the row."""
        me = self.button()
        left = me.width() - PAD - MARK
        if me.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            left = PAD
        return QRectF(left, (me.height() - MARK) / 2, MARK, MARK)

    def _ground(self) -> QColor | None:
        me, palette = self.button(), self.palette_of_panel
        if not me.isEnabled():
            return QColor(palette.button) if self.strong else None
        if self.strong:
            colour = QColor(palette.accent)
        elif me.underMouse() or me.isDown():
            colour = blend(palette.text, palette.button, 0.12)
        else:
            return None
        if me.isDown():
            return colour.darker(112)
        return colour.lighter(108) if self.strong and me.underMouse() else colour

    def _room(self) -> QRectF:
        me = self.button()
        before, after = PAD, PAD + MARK + 4 if self.marked else PAD
        if me.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            before, after = after, before
        return QRectF(me.rect()).adjusted(before, 0, -after, 0)

    def _alignment(self) -> int:
        middle = Qt.AlignmentFlag.AlignVCenter
        if self.strong:
            return int(middle | Qt.AlignmentFlag.AlignHCenter)
        return int(middle | Qt.AlignmentFlag.AlignLeading)

    def shown_words(self) -> str:
        """Return the words for which there is room."""
        metrics = self.button().fontMetrics()
        elide = Qt.TextElideMode.ElideRight
        return metrics.elidedText(self.button().text(), elide, int(self._room().width()))


class Choice(QPushButton, Row):
    """A line that asks for something."""

    def __init__(self, palette: Palette, entry: Entry, strong: bool = False) -> None:
        super().__init__()
        self.setAutoDefault(False)
        self.setup(palette, entry, strong)

    def sizeHint(self) -> QSize:  # noqa: N802  # Qt's name
        """Ask for a large target."""
        return self.wanted()

    def minimumSizeHint(self) -> QSize:  # noqa: N802  # Qt's name
        """Be as high as ever, and as narrow as need be."""
        return QSize(80, self.wanted().height())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  # Qt's name
        """Have the words in a tip where they have no room."""
        super().resizeEvent(event)
        self.setToolTip("" if self.shown_words() == self.text() else self.text())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802  # Qt's name
        """Paint the row."""
        painter = QPainter(self)
        self.paint(painter)
        painter.end()


class Section(Choice):
    """A line that has others below it; they are shown when it is open."""

    marked, opened = True, False

    def open(self, opened: bool) -> None:
        """Show the sign of an open or of a closed section."""
        self.opened = opened
        self.setAccessibleDescription(
            pgettext("a menu", "open") if opened else pgettext("a menu", "closed")
        )
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802  # Qt's name
        """Paint the row, and a sign that points to where the others are."""
        painter = QPainter(self)
        self.paint(painter)
        pen = QPen(self.ink(), 2)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        middle, turn = self.mark().center(), -1 if self.opened else 1
        corners = [(-4.5, -2.25), (0.0, 2.25), (4.5, -2.25)]
        painter.drawPolyline(QPolygonF([middle + QPointF(x, y * turn) for x, y in corners]))
        painter.end()


class Check(QCheckBox, Row):
    """A line that is so or not; the sign is a switch."""

    marked = True

    def __init__(self, palette: Palette, entry: Entry) -> None:
        super().__init__()
        self.setup(palette, entry)

    def become(self, entry: Entry) -> None:
        """Show another state of the same line."""
        super().become(entry)
        self.setChecked(bool(entry.checked))

    def hitButton(self, pos: object) -> bool:  # noqa: N802  # Qt's name
        """Be clicked anywhere on the row."""
        return True

    def sizeHint(self) -> QSize:  # noqa: N802  # Qt's name
        """Ask for a large target."""
        return self.wanted()

    def minimumSizeHint(self) -> QSize:  # noqa: N802  # Qt's name
        """Be as high as ever, and as narrow as need be."""
        return QSize(80, self.wanted().height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802  # Qt's name
        """Paint the row and a box with a tick, or none."""
        painter = QPainter(self)
        self.paint(painter)
        palette, on = self.palette_of_panel, self.isChecked()
        box = self.mark().adjusted(1, 1, -1, -1)
        painter.setPen(QPen(QColor(palette.accent if on else palette.dim), 1.6))
        painter.setBrush(QColor(palette.accent) if on else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box, 5, 5)
        if on:
            pen = QPen(QColor(palette.on_accent), 2.2)
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
            painter.setPen(pen)
            middle, tick = box.center(), [(-4.2, 0.2), (-1.2, 3.2), (4.4, -3.2)]
            painter.drawPolyline(QPolygonF([middle + QPointF(x, y) for x, y in tick]))
        painter.end()


class Held(HoldButton):
    """A line that counts only when it is held down, as in the session window."""

    def __init__(self, palette: Palette, entry: Entry) -> None:
        label = entry.label.partition(" (")[0]  # the button says itself how long
        super().__init__(palette, label, label[0], entry.hold)
        self.entry = entry
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setEnabled(entry.enabled)

    def become(self, entry: Entry) -> None:
        """Show another state of the same line."""
        self.entry = entry
        self.setEnabled(entry.enabled)
        self.ask(entry.hold)

    def grow(self, growth: float) -> None:
        """Be a large target, as wide as the panel."""
        super().grow(LEAST_FONT / 13)
        self.setMinimumWidth(0)
        self.setMaximumWidth(QWIDGETSIZE_MAX)
        self.setFixedHeight(LEAST_HIGH)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)


AnyRow = Choice | Section | Check | Held
