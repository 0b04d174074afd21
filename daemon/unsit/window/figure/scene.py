"""What the person is on and works with: mat, knee pad, wall, chair, and the shadow on the floor."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter

from unsit.core.value import Value
from unsit.window.figure.blocks import chair_corners, paint_chair, paint_wall
from unsit.window.figure.shadow import Shadows
from unsit.window.figure.skeleton import Body
from unsit.window.figure.stage import Ball, Stage
from unsit.window.figure.themes import Theme
from unsit.window.figure.vectors import Vec

_ROUND = 0.045
_THICK = 0.014
_PAD = (0.13, 0.11, 0.022)
_WALL = (0.42, 0.06)


class Props(Value):
    """The mat (back end, front end, half its width), the wall's x, its height, the pad's (x, z).

    `chair` is the x of the front edge of a chair's seat.
    """

    mat: tuple[float, float, float] | None = (-0.9, 0.9, 0.33)
    wall: float | None = None
    wall_height: float = 1.75
    pad: tuple[float, float] | None = None
    chair: float | None = None

    def corners(self) -> list[Ball]:
        """What has to be in the picture, as balls without size."""
        found: list[Vec] = []
        if self.mat:
            back, front, half = self.mat
            found += [(x, -_THICK, z) for x in (back, front) for z in (-half, half)]
        if self.wall is not None:
            height = self.wall_height
            found += [
                (self.wall + _WALL[1], y, z) for y in (0.0, height) for z in (-_WALL[0], _WALL[0])
            ]
        if self.chair is not None:
            found += chair_corners(self.chair)
        return [(corner, 0.0) for corner in found]


def paint_scene(
    painter: QPainter,
    rect: QRectF,
    props: Props,
    body: Body,
    stage: Stage,
    theme: Theme,
    shadows: Shadows,
) -> None:
    """Paints all that lies behind or beneath the person."""
    if props.wall is not None:
        near, deep = _WALL
        spans = (props.wall, props.wall + deep), (0.0, props.wall_height), (-near, near)
        paint_wall(painter, spans, stage, theme)
    if props.mat:
        _mat(painter, props.mat, stage, theme)
    shadows.paint(painter, rect, body, props.wall, props.chair, stage, theme)
    if props.pad:
        _pad(painter, props.pad, stage, theme)
    if props.chair is not None:
        paint_chair(painter, props.chair, stage, theme)


def _mat(painter: QPainter, mat: tuple[float, float, float], stage: Stage, theme: Theme) -> None:
    back, front, half = mat
    top = stage.slab((back, front), (-half, half), _ROUND)
    painter.setBrush(QColor(theme.mat_edge))
    painter.drawPath(top.translated(0, _THICK * stage.scale * max(0.5, stage.up[1])))
    painter.setBrush(QColor(theme.mat))
    painter.drawPath(top)


def _pad(painter: QPainter, pad: tuple[float, float], stage: Stage, theme: Theme) -> None:
    long, wide, high = _PAD
    x, z = pad
    foot = stage.slab((x - long, x + long), (z - wide, z + wide), 0.05)
    rise = high * stage.scale * stage.up[1]
    painter.setBrush(QColor(theme.pad_edge))
    painter.drawPath(foot)
    painter.drawPath(foot.translated(0, -rise / 2))
    painter.setBrush(QColor(theme.pad))
    painter.drawPath(foot.translated(0, -rise))
