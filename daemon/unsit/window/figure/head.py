"""The head: a ball with a face turned where the person looks, hair or a scarf, ears, a nose."""

import math

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from unsit.window.figure.bones import FLESH
from unsit.window.figure.colours import mix, tinted
from unsit.window.figure.looks import Look
from unsit.window.figure.skeleton import Axes, Body
from unsit.window.figure.stage import Stage, closed
from unsit.window.figure.themes import Theme
from unsit.window.figure.vectors import Vec, along, cross, dot, mul, square, sub, unit

_STEPS = 48
_ROUND = [(math.cos(math.tau * i / _STEPS), math.sin(math.tau * i / _STEPS)) for i in range(_STEPS)]
_SLIVER = 0.12
"""A cap that is seen by less than about this share of the ball's radius is left out."""

# Where a cap of the ball looks, as parts (face, up), and how far it reaches, in degrees.
_Cap = tuple[float, float, float]
_FACE: dict[str, _Cap] = {"bun": (1.0, -0.42, 66), "scarf": (1.0, -0.10, 50)}
_CROP: _Cap = (-0.55, 0.80, 95)
_BEARD: _Cap = (0.50, -1.0, 42)


def paint_head(
    painter: QPainter, body: Body, stage: Stage, theme: Theme, look: Look, skin: QColor
) -> None:
    """Paints hair, face and what the hair is done up in; the neck is a part of its own."""
    bun = along(body["head"], (body.head.up, 0.118), (body.head.face, -0.045))
    in_front = dot(sub(bun, body["head"]), stage.eye) > 0
    if look.hair == "bun" and not in_front:
        _bun(painter, bun, stage, theme)
    if dot(body.head.face, stage.eye) < 0:
        _nose(painter, body, stage, skin, _radius(stage))
    _ball(painter, body, stage, theme, look, skin)
    if dot(body.head.face, stage.eye) >= 0:
        _nose(painter, body, stage, skin, _radius(stage))
    _features(painter, body, stage, theme, _radius(stage))
    if look.hair != "scarf":
        _ears(painter, body, stage, skin, _radius(stage))
    if look.hair == "bun" and in_front:
        _bun(painter, bun, stage, theme)


def _radius(stage: Stage) -> float:
    return FLESH["head"] * stage.scale


def _bun(painter: QPainter, bun: Vec, stage: Stage, theme: Theme) -> None:
    painter.setBrush(tinted(theme.hair, "", 0.0, 0.07))
    painter.drawEllipse(stage.spot(bun), _radius(stage) * 0.40, _radius(stage) * 0.40)


def _ball(
    painter: QPainter, body: Body, stage: Stage, theme: Theme, look: Look, skin: QColor
) -> None:
    """Hair or scarf with a face let into it; cropped hair lies on the skin instead."""
    hair, cropped = QColor(theme.hair), look.hair == "short"
    radius = _radius(stage) * (1.06 if look.hair == "scarf" else 1.0)
    painter.setBrush(skin if cropped else hair)
    painter.drawEllipse(stage.spot(body["head"]), radius, radius)
    if cropped:
        _cap(painter, body, stage, hair, _CROP, 1.02)
    else:
        _cap(painter, body, stage, skin, _FACE[look.hair], 1.0)
    if look.beard:
        _cap(painter, body, stage, mix(hair, skin, 0.42), _BEARD, 1.0)


def _way(head: Axes, cap: _Cap) -> Vec:
    return unit(along((0.0, 0.0, 0.0), (head.face, cap[0]), (head.up, cap[1])))


def _cap(
    painter: QPainter, body: Body, stage: Stage, color: QColor, cap: _Cap, size: float
) -> None:
    """Paints the visible part of a cap of the ball, `size` times as large as the ball."""
    way, edge = _way(body.head, cap), math.radians(cap[2])
    shape = _outline(stage, way, edge)
    if shape and dot(way, stage.eye) > _SLIVER - math.sin(edge):
        middle, radius = stage.spot(body["head"]), _radius(stage) * size
        painter.setBrush(color)
        corners = [QPointF(middle.x() + x * radius, middle.y() + y * radius) for x, y in shape]
        painter.drawPath(closed(corners))


def _outline(stage: Stage, way: Vec, edge: float) -> list[tuple[float, float]]:
    """The visible part of the cap around `way` on a ball of radius 1; empty when it is behind."""
    u = square((0.0, 1.0, 0.0), way)
    # the three ways that the rim is made of, as the screen has them: right, down, towards the eye
    axes = stage.right, mul(stage.up, -1.0), stage.eye
    middle, along_u, along_v = (
        [dot(mul(vector, size), axis) for axis in axes]
        for vector, size in (
            (way, math.cos(edge)),
            (u, math.sin(edge)),
            (cross(way, u), math.sin(edge)),
        )
    )
    x, y, z = zip(middle, along_u, along_v, strict=True)
    rim = [
        (
            x[0] + cos * x[1] + sin * x[2],
            y[0] + cos * y[1] + sin * y[2],
            z[0] + cos * z[1] + sin * z[2],
        )
        for cos, sin in _ROUND
    ]
    seen = [at[2] >= 0 for at in rim]
    if not any(seen):
        return []
    return [(x, y) for x, y, _ in rim] if all(seen) else _limb(rim, seen, stage, way)


def _limb(
    rim: list[tuple[float, float, float]], seen: list[bool], stage: Stage, way: Vec
) -> list[tuple[float, float]]:
    """The seen piece of the rim, closed along the ball's outline on the side the face looks to."""
    first = next(i for i in range(_STEPS) if seen[i] and not seen[i - 1])
    arc: list[tuple[float, float]] = []
    while seen[(first + len(arc)) % _STEPS]:
        x, y, _ = rim[(first + len(arc)) % _STEPS]
        arc.append((x, y))
    start, end = math.atan2(arc[-1][1], arc[-1][0]), math.atan2(arc[0][1], arc[0][0])
    looks = math.atan2(-dot(way, stage.up), dot(way, stage.right))
    swing = math.remainder(end - start, math.tau)
    if (math.remainder(looks - start, math.tau) > 0) != (swing > 0):
        swing -= math.copysign(math.tau, swing)
    edge = [start + swing * i / 30 for i in range(1, 30)]
    return arc + [(math.cos(a), math.sin(a)) for a in edge]


def _nose(painter: QPainter, body: Body, stage: Stage, skin: QColor, radius: float) -> None:
    head = body.head
    if abs(dot(head.face, stage.eye)) < 0.8:
        tip = stage.spot(along(body["head"], (head.face, 0.112), (head.up, -0.026)))
        painter.setBrush(skin)
        painter.drawEllipse(tip, radius * 0.14, radius * 0.12)


def _features(painter: QPainter, body: Body, stage: Stage, theme: Theme, radius: float) -> None:
    """Closed eyes: two short bows on the ball, seen when they look at the eye."""
    head = body.head
    pen = QPen(QColor(theme.features), max(1.0, radius * 0.055))
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.save()
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(pen)
    for sign in (-1, 1):
        points = []
        for aside, down in ((0.25, -0.13), (0.38, -0.20), (0.51, -0.13)):
            way = unit(along(head.face, (head.right, sign * aside), (head.up, down)))
            points.append((way, stage.spot(along(body["head"], (way, 0.110)))))
        if min(dot(way, stage.eye) for way, _ in points) > 0.12:
            bow = QPainterPath(points[0][1])
            control = points[1][1] * 2 - (points[0][1] + points[2][1]) / 2
            bow.quadTo(control, points[2][1])
            painter.drawPath(bow)
    painter.restore()


def _ears(painter: QPainter, body: Body, stage: Stage, skin: QColor, radius: float) -> None:
    head = body.head
    painter.setBrush(mix(skin, "#000000", 0.10))
    for sign in (-1, 1):
        out = mul(head.right, sign)
        if dot(out, stage.eye) > 0.35:
            ear = stage.spot(along(body["head"], (out, 0.096), (head.up, -0.02)))
            painter.drawEllipse(ear, radius * 0.14, radius * 0.19)
