"""The whole window as one button: the figure, the number and the words, turned as one picture."""

from typing import NamedTuple

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QRegion,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from unsit.core.language import _
from unsit.core.player import Frame
from unsit.window.floor.lettering import MOST, Lettering
from unsit.window.floor.rooms import Rooms, mirror, rooms, turned
from unsit.window.ouch import RED, WHITE
from unsit.window.palette import Palette
from unsit.window.parts import Key, mirrored
from unsit.window.stage import Drawing, Stage

LEAST_OUCH, MOST_OUCH = 30, 0.7
"""Pixels of the word in the red corner at the least, for longer words than "Ouch", and how high it is at
the most, in parts of the corner. Its colour and its place tell what it is from further away."""


class Shown(NamedTuple):
    """What is to be seen at a moment; `does` is what a click does then, in words."""

    frame: Frame
    paused: bool
    words: str
    number: str
    does: str


class Figure(Stage):
    """The ring with the figure in it, and no words: those stand beside it. It is only painted from."""

    def text(self) -> str:
        """Return no word, whatever the moment."""
        return ""


class Corner(Key):
    """The red corner for "ouch". It is pressed and let go of within it: all around is "pause"."""

    def __init__(self, parent: QWidget, palette: Palette) -> None:
        super().__init__()
        self.setParent(parent)
        self._palette, self._turn = palette, "upright"
        self._lettering = Lettering(self.font(), LEAST_OUCH)
        self.setText(_("Ouch"))
        self.setAccessibleName(_("Ouch"))
        self.setAccessibleDescription(_("It hurts: stop, and show the way out"))

    def turn(self, turn: str) -> None:
        """Be painted turned."""
        self._turn = turn
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802  # Qt's name
        """Paint the red ground, the ring of the focus and the word."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        size, onto = turned(self.size(), self._turn)
        painter.setTransform(onto)
        room = QRectF(QPointF(0, 0), size).adjusted(2, 2, -2, -2)
        ring = QPen(QColor(self._palette.text), 4) if self.hasFocus() else Qt.PenStyle.NoPen
        painter.setPen(ring)
        painter.setBrush(QColor(RED).darker(115) if self.isDown() else QColor(RED))
        painter.drawRoundedRect(room, room.height() / 4, room.height() / 4)
        painter.setPen(QColor(WHITE))
        self._lettering.paint(painter, self.text(), _within(room), MOST_OUCH * room.height())
        painter.end()

    def word_fits(self) -> bool:
        """Say whether the word has room in the size that it has."""
        room = _within(QRectF(QPointF(0, 0), turned(self.size(), self._turn)[0]))
        size = self._lettering.size(self.text(), room, MOST_OUCH * room.height())
        return self._lettering.fits(self.text(), room, size)


def _within(room: QRectF) -> QRectF:
    """Return the room of the word in the red corner, without its round ends."""
    round_ = room.height() / 8
    return room.adjusted(round_, 0, -round_, 0)


class Pad(Key):
    """Shows a moment. A click anywhere is `clicked`, one with the right button is `left`."""

    left = Signal()

    def __init__(self, parent: QWidget, palette: Palette, drawing: Drawing | None) -> None:
        super().__init__()
        self.setParent(parent)
        self._palette, self._turn = palette, "upright"
        self._shown: Shown | None = None
        self._has_figure = drawing is not None
        self._lettering = Lettering(self.font())
        self._figure = Figure(palette, drawing)
        self._figure.setParent(self)
        self._figure.hide()
        self.ouch = Corner(self, palette)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setToolTip("")

    def minimumSizeHint(self) -> QSize:  # noqa: N802  # Qt's name
        """Ask for little: the window is small again when floor mode is left."""
        return QSize(200, 200)

    def show_moment(self, shown: Shown, turn: str) -> None:
        """Show a moment, turned."""
        self._shown = shown
        self._figure.show_frame(shown.frame, shown.paused)
        if turn != self._turn:
            self._turn = turn
            self.ouch.turn(turn)
        self._arrange()
        if shown.words != self.accessibleName():
            self.setAccessibleName(shown.words)
        if shown.does != self.text():
            self.setText(shown.does)
            self.setAccessibleDescription(shown.does)
        self.update()

    def keep_still(self, still: bool) -> None:
        """Move less, or as much as there is."""
        self._figure.still = still

    def rooms(self) -> Rooms:
        """Return where everything is, in the picture before it is turned."""
        found = rooms(self._size(), self._has_body())
        return mirror(found, self._size().width()) if mirrored(self) else found

    def words_size(self) -> int:
        """Return how many pixels high the font of the words is, as they are painted now."""
        assert self._shown is not None
        return self._lettering.size(self._shown.words, self._room_of_words(), self._most())

    def number_size(self) -> int:
        """Return the same of the number."""
        assert self._shown is not None
        room = self.rooms().number
        return self._lettering.size(self._shown.number, room, room.height())

    def words_fit(self) -> bool:
        """Say whether the words have room in the size that they have."""
        assert self._shown is not None
        return self._lettering.fits(self._shown.words, self._room_of_words(), self.words_size())

    # --- Qt's side ------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802  # Qt's name
        """Take a click; the right button leads back to the small window."""
        if event.button() == Qt.MouseButton.RightButton:
            self.left.emit()
        else:
            super().mousePressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  # Qt's name
        """Put the red corner where it belongs."""
        super().resizeEvent(event)
        self._arrange()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802  # Qt's name
        """Paint ground, figure or bar, number and words."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(self._palette.ground))
        if self._shown is not None:
            painter.setRenderHints(
                QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform
            )
            painter.setTransform(turned(self.size(), self._turn)[1])
            self._paint(painter, self._shown, self.rooms())
        painter.end()

    def _paint(self, painter: QPainter, shown: Shown, places: Rooms) -> None:
        if self._has_body():
            corner = places.figure.topLeft().toPoint()
            self._figure.render(painter, corner, QRegion(), QWidget.RenderFlag(0))
        else:
            self._paint_bar(painter, shown, places.bar)
        painter.setPen(QColor(self._palette.dim if shown.paused else self._palette.accent))
        if shown.number:
            self._lettering.paint(painter, shown.number, places.number, places.number.height())
        painter.setPen(QColor(self._palette.text))
        self._lettering.paint(painter, shown.words, self._room_of_words(), self._most())

    def _paint_bar(self, painter: QPainter, shown: Shown, bar: QRectF) -> None:
        """Paint what is left of the time, where no figure has a ring around it."""
        painter.setPen(Qt.PenStyle.NoPen)
        round_ = bar.height() / 2
        painter.setBrush(QColor(self._palette.track))
        painter.drawRoundedRect(bar, round_, round_)
        left = QRectF(bar)
        left.setWidth(max(bar.height(), bar.width() * (1.0 - shown.frame.fraction)))
        if mirrored(self):
            left.moveRight(bar.right())
        painter.setBrush(QColor(self._palette.dim if shown.paused else self._palette.accent))
        painter.drawRoundedRect(left, round_, round_)

    def _arrange(self) -> None:
        onto = turned(self.size(), self._turn)[1]
        places = self.rooms()
        self.ouch.setGeometry(onto.mapRect(places.ouch).toRect())
        self._figure.move(QPoint(0, 0))
        self._figure.resize(places.figure.size().toSize())

    def _size(self) -> QSizeF:
        return turned(self.size(), self._turn)[0]

    def _has_body(self) -> bool:
        return self._has_figure and self._shown is not None and bool(self._shown.frame.segment.key)

    def _room_of_words(self) -> QRectF:
        """Return the room of the words: that of the number too, where there is none."""
        places = self.rooms()
        shown = self._shown
        return places.words if shown and shown.number else places.number.united(places.words)

    def _most(self) -> float:
        size = self._size()
        return MOST * min(size.width(), size.height())
