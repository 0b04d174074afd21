"""The middle of the card: a ring that runs down, the figure in it, the breath behind it.

It is a QProgressBar, so that a screen reader gets the role and the seconds left for free; it is
told a frame and paints it, and knows no clock. The ring is open at the bottom, where the number
or the breath's words stand: the figure stays uncovered.

Rules of this room: the figure is painted anew only while the body moves or rocks; at rest there is
a picture for each of a few depths of a breath, painted once and kept. The value changes once a
second, not with each frame. Who wants less motion sets `still`: the body is then where it belongs at
once, and neither breathes nor rocks.
"""

import math
from typing import Protocol

from PySide6.QtCore import QPointF, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QProgressBar, QSizePolicy

from unsit.core.language import _
from unsit.core.player import Frame
from unsit.window.palette import Palette

GLIDE = 3.0
"""Seconds in which the body goes from one keyframe to the next; it then waits there."""

ROCK = 6.0
"""Seconds in which a body that rocks goes to one side, to the other, and back."""

GENTLY = 1.5
"""Seconds in which the rocking begins after the body has arrived, and ends before the hold does."""

DEPTHS = 12
"""How many pictures make one breath of the figure."""

GAP = 84
"""Degrees left open at the bottom of the ring."""

FIGURE = (0.95, 0.78)
"""Width and height of the figure in diameters of the ring: it may reach over the ring's sides."""

AROUND, ALONE = (0.44, 0.74), (0.66, 0.88)
"""The breath's disc when the lungs are empty and full, in radii of the ring: with a figure in it,
clear of the words in the gap, and with nothing but words in it."""

WIDE = 0.46
"""How wide the words in the gap may be, in diameters of the ring: beside them stand buttons."""

WORD = 0.45
"""How high a word is beside a number in the same place."""

MARGIN = 4.0
"""Pixels between the ring and the edge."""


class Drawing(Protocol):
    """What the stage asks of a figure; `unsit.window.figure.Figure` is one."""

    def paint(
        self,
        painter: QPainter,
        rect: QRectF,
        start: tuple[str, str],
        end: tuple[str, str],
        t: float,
        breath: float = 0.0,
        sway: float = 0.0,
    ) -> None:
        """Paint the body on its way from one keyframe and side to another."""

    def rocks(self, place: tuple[str, str]) -> bool:
        """Say whether the body rocks from side to side in a hold of this keyframe and side."""


def glide(frame: Frame) -> float:
    """Return how far the body is on its way to this segment's keyframe, 0 to 1.

    It sets off and arrives gently.
    """
    time = min(GLIDE, frame.segment.seconds)
    if frame.before is None or not frame.before.key or frame.into >= time:
        return 1.0
    share = frame.into / time
    return share * share * (3.0 - 2.0 * share)


def sway(frame: Frame) -> float:
    """Return where a body that rocks is between its sides, -1 to 1; 0 outside a hold."""
    spent = frame.into - GLIDE
    if frame.segment.kind != "hold" or spent <= 0.0:
        return 0.0
    gently = max(0.0, min(1.0, spent / GENTLY, frame.left / GENTLY))
    return gently * math.sin(math.tau * spent / ROCK)


class Stage(QProgressBar):
    """Shows one frame of a session."""

    def __init__(self, palette: Palette, drawing: Drawing | None) -> None:
        super().__init__()
        self._palette = palette
        self._drawing = drawing
        self._frame: Frame | None = None
        self._paused = False
        self.still = False
        self._kept: dict[int, QPixmap] = {}
        self._kept_of: object = None
        self.setTextVisible(False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(110, 110)
        self.setAccessibleName(_("Time left"))

    def sizeHint(self) -> QSize:  # noqa: N802  # Qt's name
        """Ask for a square."""
        return QSize(320, 320)

    def show_frame(self, frame: Frame, paused: bool) -> None:
        """Show a frame; `paused` greys the ring and says so."""
        self._frame, self._paused = frame, paused
        self.setMaximum(max(1, math.ceil(frame.segment.seconds)))
        self.setValue(math.ceil(frame.left))
        self.update()

    def moves(self) -> bool:
        """Say whether the picture changes all the time, and not once in a while.

        In a hold by seconds the figure breathes too softly to need more than a few looks.
        """
        frame = self._frame
        if frame is None:
            return False
        return frame.breath is not None or (
            self._figure(frame) is not None and self._way(frame) < 1
        )

    def room_beside(self, height: int) -> int:
        """Return the pixels free at each end of the lower edge, for something so high.

        What is low stands beside the word in the gap; what is higher meets the ring.
        """
        radius = min(self.width(), self.height()) / 2 - MARGIN
        below = radius * (1 - math.cos(math.radians(GAP / 2))) - _stroke(2 * radius)
        middle = math.sin(math.radians(GAP / 2)) + 0.07 if height > below else 0.27
        return max(0, int(self.width() / 2 - middle * radius - MARGIN))

    def _way(self, frame: Frame) -> float:
        """How far the body is on its way to this segment's keyframe, 0 to 1."""
        return 1.0 if self.still else glide(frame)

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
        """Paint breath, ring, figure and words, in this order."""
        if self._frame is None:
            return
        painter = QPainter(self)
        painter.setRenderHints(
            QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform
        )
        side = min(self.width(), self.height()) - 2 * MARGIN
        ring = QRectF((self.width() - side) / 2, (self.height() - side) / 2, side, side)
        figure = self._figure(self._frame)
        self._paint_breath(painter, ring, self._frame, AROUND if figure else ALONE)
        self._paint_ring(painter, ring, self._frame)
        words, size = ring, 0.24
        if figure is not None:
            self._paint_figure(painter, ring, self._frame, figure)
            words, size = _at_the_gap(ring), 0.135
        if self._frame.segment.kind == "done":
            self._paint_tick(painter, words.center(), side * size)
        else:
            self._paint_words(painter, words, side * size)
        painter.end()

    def _figure(self, frame: Frame) -> Drawing | None:
        """Return what draws the body at this moment; None when only ring and words are shown."""
        return self._drawing if frame.segment.key else None

    def _paint_breath(
        self, painter: QPainter, ring: QRectF, frame: Frame, sizes: tuple[float, float]
    ) -> None:
        """A disc that grows as the lungs fill; in a hold by seconds it is left out."""
        if frame.breath is None:
            return
        empty, full = sizes
        radius = ring.width() / 2 * (empty + (full - empty) * frame.breath.full)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._palette.breath))
        painter.drawEllipse(ring.center(), radius, radius)

    def _paint_ring(self, painter: QPainter, ring: QRectF, frame: Frame) -> None:
        """The track, and over it what is left: it runs down towards its beginning."""
        width = _stroke(ring.width())
        bow = ring.adjusted(width / 2, width / 2, -width / 2, -width / 2)
        whole = 360 - GAP
        self._paint_bow(painter, bow, width, self._palette.track, whole)
        left = 1.0 if _endless(frame) else 1.0 - frame.fraction
        strong = frame.segment.kind in ("hold", "done") and not self._paused
        if left > 0:
            colour = self._palette.accent if strong else self._palette.dim
            self._paint_bow(painter, bow, width, colour, whole * left)

    def _paint_bow(
        self, painter: QPainter, bow: QRectF, width: float, colour: str, degrees: float
    ) -> None:
        """Paint so many degrees of the ring, beginning at the gap's leading side."""
        pen = QPen(QColor(colour), width)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        start = 270 + GAP / 2 if mirrored else 270 - GAP / 2
        painter.drawArc(bow, round(start * 16), round((degrees if mirrored else -degrees) * 16))

    def _paint_figure(
        self, painter: QPainter, ring: QRectF, frame: Frame, drawing: Drawing
    ) -> None:
        size = QSizeF(ring.width() * FIGURE[0], ring.height() * FIGURE[1])
        room = QRectF(QPointF(0, 0), size)
        room.moveCenter(ring.center() - QPointF(0, ring.height() * 0.02))
        way = self._way(frame)
        depth = 0 if self.still else round(frame.full * DEPTHS)
        if way < 1.0:
            _pose(painter, room, frame, way, depth / DEPTHS, drawing)
            return
        place = frame.segment.key, frame.segment.side
        rocking = 0.0 if self.still or not drawing.rocks(place) else round(sway(frame), 2)
        ratio = self.devicePixelRatioF()
        name = (*place, size.toTuple(), ratio, rocking)
        if self._kept_of != name:
            self._kept_of, self._kept = name, {}
        if depth not in self._kept:
            picture = _blank(size, ratio)
            brush = QPainter(picture)
            brush.setRenderHint(QPainter.RenderHint.Antialiasing)
            at_home = QRectF(QPointF(0, 0), size)
            _pose(brush, at_home, frame, 1.0, depth / DEPTHS, drawing, rocking)
            brush.end()
            self._kept[depth] = picture
        painter.drawPixmap(room.topLeft(), self._kept[depth])

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


def _at_the_gap(ring: QRectF) -> QRectF:
    """Where the words stand when the figure has the middle."""
    height = ring.height() * 0.17
    return QRectF(ring.x(), ring.bottom() - height, ring.width(), height)


def _stroke(diameter: float) -> float:
    """Return how wide the ring's line is."""
    return max(6.0, diameter * 0.034)


def _narrowed(font: QFont, words: str, room: float) -> QFont:
    """Return the font, smaller where the words are longer in some language than the room."""
    wide = QFontMetricsF(font).horizontalAdvance(words)
    if wide > room:
        font.setPixelSize(max(8, int(font.pixelSize() * room / wide)))
    return font


def _blank(size: QSizeF, ratio: float) -> QPixmap:
    picture = QPixmap((size * ratio).toSize())
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    return picture


def _pose(
    painter: QPainter,
    room: QRectF,
    frame: Frame,
    way: float,
    breath: float,
    drawing: Drawing,
    rocking: float = 0.0,
) -> None:
    end = (frame.segment.key, frame.segment.side)
    start = (frame.before.key, frame.before.side) if frame.before and way < 1.0 else end
    drawing.paint(painter, room, start, end, way, breath, rocking)
