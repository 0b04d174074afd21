"""The head: a ball with a face turned where the person looks, hair, a bun, ears, a nose."""

import math

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from unsit.window.figure.bones import FLESH
from unsit.window.figure.skeleton import Body
from unsit.window.figure.stage import Stage, closed, mix
from unsit.window.figure.themes import Theme
from unsit.window.figure.vectors import Vec, add, along, cross, dot, mul, square, sub, unit

_FACE_EDGE = math.radians(66)
_STEPS = 72


def paint_head(painter: QPainter, body: Body, stage: Stage, theme: Theme, skin: QColor) -> None:
    """Paints hair, face and bun; the neck is a part of its own."""
    head, radius = body.head, FLESH["head"] * stage.scale
    middle = stage.spot(body["head"])
    hair = QColor(theme.hair)
    bun = along(body["head"], (head.up, 0.118), (head.face, -0.045))
    in_front = dot(sub(bun, body["head"]), stage.eye) > 0

    def paint_bun() -> None:
        painter.setBrush(mix(hair, "#ffffff", 0.07))
        painter.drawEllipse(stage.spot(bun), radius * 0.40, radius * 0.40)

    if not in_front:
        paint_bun()
    painter.setBrush(hair)
    painter.drawEllipse(middle, radius, radius)
    face = _face(stage, unit(add(head.face, mul(head.up, -0.42))), middle, radius)
    if face is not None:
        painter.setBrush(skin)
        painter.drawPath(face)
    _nose(painter, body, stage, skin, radius)
    _features(painter, body, stage, theme, radius)
    _ears(painter, body, stage, skin, radius)
    if in_front:
        paint_bun()


def _face(stage: Stage, way: Vec, middle: QPointF, radius: float) -> QPainterPath | None:
    """The visible part of the cap of the ball around `way`; None when all of it is behind."""
    u = square((0.0, 1.0, 0.0), way)
    v = cross(way, u)
    rim = []
    for i in range(_STEPS):
        angle = math.tau * i / _STEPS
        out = math.sin(_FACE_EDGE)
        edge = along(
            mul(way, math.cos(_FACE_EDGE)), (u, out * math.cos(angle)), (v, out * math.sin(angle))
        )
        rim.append((dot(edge, stage.right), -dot(edge, stage.up), dot(edge, stage.eye)))
    seen = [edge[2] >= 0 for edge in rim]
    if not any(seen):
        return None
    line = [(x, y) for x, y, _ in rim] if all(seen) else _limb(rim, seen, stage, way)
    return closed([QPointF(middle.x() + x * radius, middle.y() + y * radius) for x, y in line])


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
