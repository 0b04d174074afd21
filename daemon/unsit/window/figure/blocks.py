"""Things with corners that the person works with: a wall, a chair.  Only their visible faces are painted."""

from collections.abc import Collection

from PySide6.QtGui import QColor, QPainter

from unsit.window.figure.bones import SEAT
from unsit.window.figure.stage import Stage, closed
from unsit.window.figure.themes import Theme
from unsit.window.figure.vectors import Vec, dot

Span = tuple[float, float]
"""From and to, in metres."""

FACES: dict[str, tuple[Vec, tuple[tuple[int, int, int], ...]]] = {
    # name: (the way it looks, which end of x, y and z each of its corners is at)
    "back": ((-1.0, 0.0, 0.0), ((0, 0, 0), (0, 0, 1), (0, 1, 1), (0, 1, 0))),
    "front": ((1.0, 0.0, 0.0), ((1, 0, 0), (1, 0, 1), (1, 1, 1), (1, 1, 0))),
    "left": ((0.0, 0.0, -1.0), ((0, 0, 0), (1, 0, 0), (1, 1, 0), (0, 1, 0))),
    "right": ((0.0, 0.0, 1.0), ((0, 0, 1), (1, 0, 1), (1, 1, 1), (0, 1, 1))),
    "top": ((0.0, 1.0, 0.0), ((0, 1, 0), (0, 1, 1), (1, 1, 1), (1, 1, 0))),
}

DEEP, WIDE, THICK = 0.40, 0.42, 0.035
"""Metres of a chair's seat, of which `SEAT` is the height of the upper side."""

LEG, INSET = 0.034, 0.012
"""How thick a chair's legs are, and how far they stand in from the edge of the seat."""

REST: Span = (SEAT + 0.17, SEAT + 0.40)
"""From where to where the back of a chair is closed; below it there are two posts."""


def chair_corners(front: float) -> list[Vec]:
    """What of a chair has to be in the picture; `front` is how far ahead its seat reaches."""
    return [
        (x, y, z)
        for x in (front - DEEP, front)
        for y in (-0.07, REST[1])  # with room for its shadow
        for z in (-WIDE / 2, WIDE / 2)
    ]


def paint_wall(
    painter: QPainter, wall: tuple[Span, Span, Span], stage: Stage, theme: Theme
) -> None:
    """Paints a wall: its spans of x, y and z."""
    _block(painter, wall, stage, theme, {"back"})


def paint_chair(painter: QPainter, front: float, stage: Stage, theme: Theme) -> None:
    """Paints a chair that looks ahead as the person does, the parts furthest from the eye first."""
    back, half = front - DEEP, WIDE / 2
    inner = half - INSET
    rears = (back + INSET, back + INSET + LEG)
    fronts = (front - INSET - LEG, front - INSET)
    sides = ((-inner, LEG - inner), (inner - LEG, inner))
    blocks = [((back, front), (SEAT - THICK, SEAT), (-half, half))]
    blocks += [(fronts, (0.0, SEAT - THICK), side) for side in sides]
    blocks += [(rears, (0.0, SEAT - THICK), side) for side in sides]
    blocks += [(rears, (SEAT, REST[0]), side) for side in sides]
    blocks.append((rears, REST, (-inner, inner)))
    for block in sorted(blocks, key=lambda block: stage.depth(_middle(block))):
        _block(painter, block, stage, theme, {"top", "front"})


def _middle(block: tuple[Span, Span, Span]) -> Vec:
    x, y, z = ((a + b) / 2 for a, b in block)
    return x, y, z


def _block(
    painter: QPainter,
    block: tuple[Span, Span, Span],
    stage: Stage,
    theme: Theme,
    bright: Collection[str],
) -> None:
    """Paints the faces that look at the eye; those named in `bright` have the lighter colour."""
    for name, (way, corners) in FACES.items():
        if dot(way, stage.eye) <= 0:
            continue
        painter.setBrush(QColor(theme.wall if name in bright else theme.wall_side))
        at = [(block[0][i], block[1][j], block[2][k]) for i, j, k in corners]
        painter.drawPath(closed([stage.spot(corner) for corner in at]))
