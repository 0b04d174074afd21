"""The middle of the card: a ring that runs down, the figure in it, the breath behind it.

It is a QProgressBar, so that a screen reader gets the role and the seconds left for free; it is
told a frame and paints it, and knows no clock. The ring is open at the bottom, where the number
or the breath's words stand: the figure stays uncovered.

Rules of this room: what has not changed is not painted, and of the ring only the piece that has run
down. The figure is painted anew only while the body moves; at rest there is a picture for each step
of a breath or of its rocking, painted once and kept (`album`). The value changes once a second, not
with each frame. Who wants less motion sets `still`: the body is then where it belongs at once, and
neither breathes nor rocks, and the ring goes by the second.
"""

import math
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent, QPen, QRegion
from PySide6.QtWidgets import QProgressBar, QSizePolicy

from unsit.core.language import _
from unsit.core.player import Frame
from unsit.window.album import Album
from unsit.window.middle import Middle, beside, middle
from unsit.window.palette import Palette
from unsit.window.parts import mirrored
from unsit.window.posing import DEPTHS, GLIDE, SWAYS, Drawing, Posture, glide, posture
from unsit.window.ring import WHOLE, Ring

__all__ = ["DEPTHS", "GLIDE", "SWAYS", "Drawing", "Stage"]

AROUND, ALONE = (0.44, 0.74), (0.66, 0.88)
"""The breath's disc when the lungs are empty and full, in radii of the ring: with a figure in it,
clear of the words in the gap, and with nothing but words in it."""

WIDE = 0.46
"""How wide the words in the gap may be, in diameters of the ring: beside them stand buttons."""

WORD = 0.45
"""How high a word is beside a number in the same place."""


class Part(NamedTuple):
    """A part of the picture: what it shows, and where it is painted anew to show that."""

    shows: object
    rect: QRect


class Stage(QProgressBar):
    """Shows one frame of a session."""

    def __init__(self, palette: Palette, drawing: Drawing | None) -> None:
        super().__init__()
        self._palette = palette
        self._drawing = drawing
        self._frame: Frame | None = None
        self._paused = False
        self.still = False
        self._album = Album()
        self._parts: dict[str, Part] = {}
        self._shown: dict[str, object] = {}
        self.setTextVisible(False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(110, 110)
        self.setAccessibleName(_("Time left"))

    def sizeHint(self) -> QSize:  # noqa: N802  # Qt's name
        """Ask for a square."""
        return QSize(320, 320)

    def show_frame(self, frame: Frame, paused: bool) -> None:
        """Show a frame; `paused` greys the ring and says so. Only what is new is painted."""
        self._frame, self._paused = frame, paused
        self._parts = self._made_of(frame)
        # Qt would paint all of it, at once, for a new value; what is new is known better here
        self.setAttribute(Qt.WidgetAttribute.WA_UpdatesDisabled, True)
        self.setMaximum(max(1, math.ceil(frame.segment.seconds)))
        self.setValue(math.ceil(frame.left))
        self.setAttribute(Qt.WidgetAttribute.WA_UpdatesDisabled, False)
        for name, part in self._parts.items():
            if self._shown.get(name) != part.shows:
                self.update(part.rect)

    def moves(self) -> bool:
        """Say whether the picture changes all the time, and not once in a while.

        In a hold by seconds the figure breathes too softly to need more than a few looks.
        """
        frame = self._frame
        if frame is None or self.still:
            return False
        return frame.breath is not None or (self._figure(frame) is not None and glide(frame) < 1)

    def room_beside(self, height: int) -> int:
        """Return the pixels free at each end of the lower edge, for something so high."""
        return beside(self.width(), self.height(), height)

    @property
    def ticks(self) -> bool:
        """Whether the picture changes with the seconds and at no other time."""
        return self.still and (self._frame is None or self._frame.breath is None)

    def _middle(self) -> Middle:
        return middle(self.width(), self.height(), mirrored(self))

    def _made_of(self, frame: Frame) -> dict[str, Part]:
        """Return the parts of the picture as they are to be now."""
        place, figure = self._middle(), self._figure(frame)
        whole, ring = place.ring_pixels, place.ring
        colour, end = self._colour(frame), ring.end(self._left(frame))
        before, changed = self._shown.get("ring"), whole
        if isinstance(before, tuple) and before[:1] == (colour,):
            changed = ring.between(before[1], end)
        words = whole if figure is None else place.words_pixels
        parts = {
            "ring": Part((colour, end), changed),
            "words": Part((self.text(), frame.segment.kind == "done"), words),
            "breath": Part(self._radius(frame, ring.square), whole),
            "figure": Part(None, whole),
        }
        if figure is not None:
            size, ratio = place.figure.size(), self.devicePixelRatioF()
            asked = posture(frame, figure, size, ratio, self.still)
            parts["figure"] = Part(asked, place.figure_pixels)
        return parts

    def _left(self, frame: Frame) -> float:
        """How much of the ring is left, 0 to 1; who wants less motion has it go by the second."""
        if _endless(frame):
            return 1.0
        if self.still:
            return min(1.0, math.ceil(frame.left) / max(1.0, frame.segment.seconds))
        return 1.0 - frame.fraction

    def _colour(self, frame: Frame) -> str:
        strong = frame.segment.kind in ("hold", "done") and not self._paused
        return self._palette.accent if strong else self._palette.dim

    def _radius(self, frame: Frame, square: QRectF) -> float | None:
        """How large the breath's disc is, in pixels; None where there is none."""
        if frame.breath is None:
            return None
        empty, full = ALONE if self._figure(frame) is None else AROUND
        much = float(frame.breath.inward) if self.still else frame.breath.full
        return round(square.width() * (empty + (full - empty) * much)) / 2

    def text(self) -> str:
        """Return the word or number that stands in the ring's gap."""
        frame = self._frame
        if frame is None:
            return ""
        if self._paused:
            return _("Paused")
        if frame.segment.waits:
            return _("Ready?")
        if frame.breath is not None:
            return _("Breathe in") if frame.breath.inward else _("Breathe out")
        shown = self._figure(frame) is not None and frame.segment.kind in ("move", "out")
        return "" if shown or _endless(frame) else str(math.ceil(frame.left))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802  # Qt's name
        """Paint breath, ring, figure and words, in this order: what of them is to be painted."""
        if self._frame is None:
            return
        frame, region, place = self._frame, event.region(), self._middle()
        if event.rect() == self.rect():  # it may have another size now
            self._parts = self._made_of(frame)
        painter = QPainter(self)
        painter.setRenderHints(
            QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform
        )
        square = place.ring.square
        self._paint_breath(painter, square, self._radius(frame, square))
        self._paint_ring(painter, place.ring, frame, self._is_ring_alone(event.rect()))
        figure = self._figure(frame)
        words, pixels, size = square, place.ring_pixels, 0.24
        if figure is not None:
            words, pixels, size = place.words, place.words_pixels, 0.135
            asked = self._parts["figure"].shows
            if isinstance(asked, Posture) and region.intersects(place.figure_pixels):
                self._paint_figure(painter, place.figure, asked, figure)
        if frame.segment.kind == "done":
            self._paint_tick(painter, words.center(), square.width() * size)
        elif region.intersects(pixels):
            self._paint_words(painter, words, square.width() * size)
        painter.end()
        self._note(region)

    def _note(self, region: QRegion) -> None:
        """Remember what is to be seen now, where all that was stale of it has been painted."""
        for name, part in self._parts.items():
            if QRegion(part.rect & self.rect()).subtracted(region).isEmpty():
                self._shown[name] = part.shows

    def _figure(self, frame: Frame) -> Drawing | None:
        """Return what draws the body at this moment; None when only ring and words are shown."""
        return self._drawing if frame.segment.key else None

    def _paint_breath(self, painter: QPainter, square: QRectF, radius: float | None) -> None:
        """A disc that grows as the lungs fill; in a hold by seconds it is left out."""
        if radius is not None:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(self._palette.breath))
            painter.drawEllipse(square.center(), radius, radius)

    def _is_ring_alone(self, rect: QRect) -> bool:
        """Say whether no more is to be painted than the piece of the ring that has run down."""
        piece = self._parts["ring"].rect
        return piece != self._middle().ring_pixels and piece.contains(rect)

    def _paint_ring(self, painter: QPainter, ring: Ring, frame: Frame, alone: bool) -> None:
        """The track, and over it what is left: it runs down towards its beginning."""
        end = ring.end(self._left(frame))
        since, until = ring.around(end) if alone else (0.0, WHOLE)
        ring.paint(painter, self._palette.track, since, until)
        if end > 0:
            ring.paint(painter, self._colour(frame), since, end)

    def _paint_figure(
        self, painter: QPainter, room: QRectF, asked: Posture, drawing: Drawing
    ) -> None:
        """Paint the body anew while it is on its way, else the picture kept of it."""
        if asked.way < 1.0:
            drawing.paint(painter, room, *asked)
            return
        at_home = QRectF(QPointF(0, 0), room.size())
        picture = self._album.picture(
            asked.end,
            (asked.breath, asked.sway),
            room.size(),
            self.devicePixelRatioF(),
            lambda brush: drawing.paint(brush, at_home, *asked),
        )
        painter.drawPixmap(room.topLeft(), picture)

    def _paint_words(self, painter: QPainter, rect: QRectF, size: float) -> None:
        words = self.text()
        font = QFont(self.font())
        font.setWeight(QFont.Weight.DemiBold)
        font.setPixelSize(max(8, round(size if words.isdigit() else size * WORD)))
        room = rect.width() * (WIDE if rect.height() < rect.width() / 2 else 0.8)
        painter.setFont(_narrowed(font, words, room))
        painter.setPen(QColor(self._palette.text))
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, words)

    def _paint_tick(self, painter: QPainter, centre: QPointF, size: float) -> None:
        pen = QPen(QColor(self._palette.accent), size * 0.16)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        unit = size * 0.45
        shape = ((-1.0, 0.05), (-0.25, 0.8), (1.1, -0.75))
        painter.drawPolyline([centre + QPointF(x * unit, y * unit) for x, y in shape])


def _endless(frame: Frame) -> bool:
    """Say whether no end of this segment is to be shown: it is the last, or waits for the person."""
    return frame.segment.kind == "done" or frame.segment.waits


def _narrowed(font: QFont, words: str, room: float) -> QFont:
    """Return the font, smaller where the words are longer in some language than the room."""
    wide = QFontMetricsF(font).horizontalAdvance(words)
    if wide > room:
        font.setPixelSize(max(8, int(font.pixelSize() * room / wide)))
    return font
