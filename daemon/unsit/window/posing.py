"""How the body is to be seen at a moment: on its way, breathing, rocking, or as still as can be.

Rules of this room: it is told a frame and knows no clock; who wants less motion gets a body that is
where it belongs at once. At rest a body is seen in a few steps only, so that there can be a picture
of each.
"""

import math
from typing import NamedTuple, Protocol

from PySide6.QtCore import QRectF, QSizeF
from PySide6.QtGui import QPainter

from unsit.core.player import Frame
from unsit.window.album import pages

GLIDE = 3.0
"""Seconds in which the body goes from one keyframe to the next; it then waits there."""

ROCK = 6.0
"""Seconds in which a body that rocks goes to one side, to the other, and back."""

GENTLY = 1.5
"""Seconds in which the rocking begins after the body has arrived, and ends before the hold does."""

DEPTHS = 8
"""How many steps make one breath of the figure, where its pictures have room."""

SWAYS = 8
"""How many steps a body that rocks takes to each side, where its pictures have room."""


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


class Posture(NamedTuple):
    """What is asked of a drawing: see `Drawing.paint`."""

    start: tuple[str, str]
    end: tuple[str, str]
    way: float
    breath: float
    sway: float


def posture(frame: Frame, drawing: Drawing, size: QSizeF, ratio: float, still: bool) -> Posture:
    """Return where the body is, and in whole steps how it breathes and rocks.

    `size` is that of its picture and `ratio` the density of its pixels: large ones are fewer.
    """
    way = 1.0 if still else glide(frame)
    place = frame.segment.key, frame.segment.side
    came = (frame.before.key, frame.before.side) if frame.before and way < 1.0 else place
    if still:
        return Posture(came, place, way, 0.0, 0.0)
    if frame.segment.kind == "hold" and drawing.rocks(place):
        steps = (pages(size, ratio, 2 * SWAYS + 1) - 1) // 2
        return Posture(came, place, way, 0.0, _stepped(sway(frame), steps))
    depths = pages(size, ratio, DEPTHS + 1) - 1
    return Posture(came, place, way, _stepped(frame.full, depths), 0.0)


def _stepped(much: float, steps: int) -> float:
    """Return `much` in so many steps."""
    return round(much * steps) / steps if steps else 0.0
