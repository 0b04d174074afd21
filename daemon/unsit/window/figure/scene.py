"""What the person is on and works with: mat, knee pad, wall, chair, and the shadow on the floor."""

import math
from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath

from unsit.window.figure.blocks import DEEP, WIDE, chair_corners, paint_chair, paint_wall
from unsit.window.figure.bones import FLESH, SEAT
from unsit.window.figure.posture import SIDES
from unsit.window.figure.skeleton import Body
from unsit.window.figure.stage import Ball, Stage
from unsit.window.figure.themes import Theme
from unsit.window.figure.vectors import Vec, lerp

_ROUND = 0.045
_THICK = 0.014
_PAD = (0.13, 0.11, 0.022)
_WALL = (0.42, 0.06)
_LEAN = (0.16, -0.10)
_CONTACT = 0.03
_PALM = 0.05
_SOFT, _SHARP = 0.026, 0.011
"""How soft a shadow's edge is, as a share of the picture: of the whole body, of what touches."""


@dataclass(frozen=True)
class Props:
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
    painter: QPainter, rect: QRectF, props: Props, body: Body, stage: Stage, theme: Theme
) -> None:
    """Paints all that lies behind or beneath the person."""
    if props.wall is not None:
        near, deep = _WALL
        spans = (props.wall, props.wall + deep), (0.0, props.wall_height), (-near, near)
        paint_wall(painter, spans, stage, theme)
    if props.mat:
        _mat(painter, props.mat, stage, theme)
    _shadow(painter, rect, body, props, stage, theme)
    if props.pad:
        _pad(painter, props.pad, stage, theme)
    if props.chair is not None:
        paint_chair(painter, props.chair, stage, theme)


def _slab(stage: Stage, x: tuple[float, float], z: tuple[float, float], r: float) -> QPainterPath:
    return stage.ground([(a, b, r) for a in (x[0] + r, x[1] - r) for b in (z[0] + r, z[1] - r)])


def _mat(painter: QPainter, mat: tuple[float, float, float], stage: Stage, theme: Theme) -> None:
    back, front, half = mat
    top = _slab(stage, (back, front), (-half, half), _ROUND)
    painter.setBrush(QColor(theme.mat_edge))
    painter.drawPath(top.translated(0, _THICK * stage.scale * max(0.5, stage.up[1])))
    painter.setBrush(QColor(theme.mat))
    painter.drawPath(top)


def _pad(painter: QPainter, pad: tuple[float, float], stage: Stage, theme: Theme) -> None:
    long, wide, high = _PAD
    x, z = pad
    foot = _slab(stage, (x - long, x + long), (z - wide, z + wide), 0.05)
    rise = high * stage.scale * stage.up[1]
    painter.setBrush(QColor(theme.pad_edge))
    painter.drawPath(foot)
    painter.drawPath(foot.translated(0, -rise / 2))
    painter.setBrush(QColor(theme.pad))
    painter.drawPath(foot.translated(0, -rise))


def _shadow(
    painter: QPainter, rect: QRectF, body: Body, props: Props, stage: Stage, theme: Theme
) -> None:
    """A soft shadow of the whole body, and a darker, sharper one where something touches."""
    own, contact, wall = QPainterPath(), QPainterPath(), props.wall
    if props.chair is not None:
        own.addPath(_under_chair(props.chair, stage))
    for bone in _bones(body):
        own.addPath(stage.ground(_cast(bone, 1.06), 12))
        low = [ball for ball in bone if ball[0][1] - ball[1] < _CONTACT]
        if low:
            contact.addPath(stage.ground([(x, z, r * 1.02) for (x, _, z), r in low], 12))
    _soft(painter, rect, own, QColor(theme.shadow), theme.shade, _SOFT)
    _soft(painter, rect, contact, QColor(theme.shadow), theme.shade * 1.3, _SHARP)
    if wall is not None:
        palms = QPainterPath()
        for side in SIDES:
            if wall - body[f"{side} wrist"][0] < _PALM:
                palms.addPath(_palm(body, side, wall, stage))
        _soft(painter, rect, palms, QColor(theme.shadow), theme.shade * 1.3, _SHARP)


def _under_chair(front: float, stage: Stage) -> QPainterPath:
    """The floor that a chair's seat darkens."""
    x, z = SEAT * _LEAN[0], SEAT * _LEAN[1]
    ends, sides = (front - DEEP, front), (-WIDE / 2, WIDE / 2)
    return stage.ground([(end + x, side + z, 0.03) for end in ends for side in sides], 12)


def _palm(body: Body, side: str, wall: float, stage: Stage) -> QPainterPath:
    """The shadow of a hand that lies on the wall: the hand laid flat, a little low and wide."""
    names = ("wrist", "knuckle in", "knuckle out", "tip in", "tip out", "thumb")
    found = (body[f"{side} {name}"] for name in names)
    return stage.hull([((wall, y - 0.012, z), 0.026) for _, y, z in found])


def _soft(
    painter: QPainter, rect: QRectF, path: QPainterPath, color: QColor, cover: float, soft: float
) -> None:
    """Fills `path` with soft edges: painted small, then drawn large."""
    path.setFillRule(Qt.FillRule.WindingFill)
    blur = max(1.0, soft * min(rect.width(), rect.height()))
    edge = 2.0 * blur
    room = path.boundingRect().adjusted(-edge, -edge, edge, edge).intersected(rect)
    if room.isEmpty():
        return
    # whole small pixels, counted from the picture's corner: else the shadow swims as it grows
    left, top = (math.floor(way / blur) for way in (room.x() - rect.x(), room.y() - rect.y()))
    wide, high = math.ceil(room.width() / blur) + 1, math.ceil(room.height() / blur) + 1
    room = QRectF(rect.x() + left * blur, rect.y() + top * blur, wide * blur, high * blur)
    small = QImage(wide, high, QImage.Format.Format_ARGB32_Premultiplied)
    small.fill(Qt.GlobalColor.transparent)
    brush = QPainter(small)
    brush.setRenderHint(QPainter.RenderHint.Antialiasing)
    brush.scale(1 / blur, 1 / blur)
    brush.translate(-room.topLeft())
    brush.fillPath(path, color)
    brush.end()
    # in two steps, for one alone leaves the small pixels to be seen
    softer = small.scaled(small.size() * 2, mode=Qt.TransformationMode.SmoothTransformation)
    painter.save()
    painter.setClipRect(rect)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.setOpacity(min(1.0, cover))
    painter.drawImage(room, softer)
    painter.restore()


def _cast(bone: Iterable[Ball], size: float) -> list[tuple[float, float, float]]:
    """The discs of the floor a bone darkens: aside by its height, and smaller the higher it is."""
    return [
        (x + y * _LEAN[0], z + y * _LEAN[1], radius * size * max(0.45, 1 - 0.5 * (y - radius)))
        for (x, y, z), radius in bone
    ]


def _bones(body: Body) -> list[list[Ball]]:
    chest, waist = (body["chest"], FLESH["chest"]), (body["waist"], FLESH["waist"])
    found: list[list[Ball]] = [
        [chest, waist, (body["neck"], 0.06)],
        [waist, (body["right hip"], FLESH["hip"]), (body["left hip"], FLESH["hip"])],
        [(body["neck"], FLESH["neck"]), (body["head"], FLESH["head"])],
    ]
    for side in SIDES:
        hip, knee = body[f"{side} hip"], body[f"{side} knee"]
        wrist = body[f"{side} wrist"]
        tip = lerp(body[f"{side} tip in"], body[f"{side} tip out"], 0.5)
        found += [
            [(hip, FLESH["hip"]), (knee, FLESH["knee"])],
            [(knee, FLESH["knee"]), (body[f"{side} ankle"], FLESH["ankle"])],
            [(body[f"{side} heel"], 0.036), (body[f"{side} toe in"], 0.03)],
            [(body[f"{side} shoulder"], 0.054), (body[f"{side} elbow"], 0.041)],
            [(body[f"{side} elbow"], 0.041), (wrist, 0.03), (tip, 0.025)],
        ]
    return found
