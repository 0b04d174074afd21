"""The shadows of a body: a soft one on the floor, and a darker, sharper one where something touches."""

import math
from collections.abc import Iterable

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath

from unsit.window.figure.blocks import DEEP, WIDE
from unsit.window.figure.bones import FLESH, SEAT
from unsit.window.figure.layer import Layer
from unsit.window.figure.posture import SIDES
from unsit.window.figure.skeleton import Body
from unsit.window.figure.stage import Ball, Disc, Stage, blank
from unsit.window.figure.themes import Theme
from unsit.window.figure.vectors import lerp

_LEAN = (0.16, -0.10)
_CONTACT = 0.03
_PALM = 0.05
_SOFT, _SHARP = 0.026, 0.011
"""How soft a shadow's edge is, as a share of the picture: of the whole body, of what touches."""

_DARKER = 1.3
"""How much darker the shadow is where something touches."""


class Shadows:
    """Paints the shadows of one figure after another; what it paints them on, it keeps."""

    def __init__(self) -> None:
        self._own, self._contact = _Edge(_SOFT), _Edge(_SHARP)

    def paint(
        self,
        painter: QPainter,
        rect: QRectF,
        body: Body,
        wall: float | None,
        chair: float | None,
        stage: Stage,
        theme: Theme,
    ) -> None:
        """Paints what a body, and the chair it sits on, cast on the floor and on the wall."""
        bones = _bones(body)
        cast = [_cast(bone, 1.06) for bone in bones]
        low = ([ball for ball in bone if ball[0][1] - ball[1] < _CONTACT] for bone in bones)
        touching = [[(x, z, r * 1.02) for (x, _, z), r in some] for some in low if some]
        own = stage.ground(cast if chair is None else [_under_chair(chair), *cast])
        self._own.fill(painter, rect, own, theme, 1.0)
        self._contact.fill(painter, rect, stage.ground(touching), theme, _DARKER)
        if wall is not None:
            palms = blank()
            for side in SIDES:
                if wall - body[f"{side} wrist"][0] < _PALM:
                    palms.addPath(_palm(body, side, wall, stage))
            self._contact.fill(painter, rect, palms, theme, _DARKER)


class _Edge:
    """Fills outlines with edges so soft: a share of the picture."""

    def __init__(self, soft: float) -> None:
        self._soft, self._layer = soft, Layer()

    def fill(
        self, painter: QPainter, rect: QRectF, path: QPainterPath, theme: Theme, more: float
    ) -> None:
        """Fills `path`: painted small, then drawn large."""
        blur = max(1.0, self._soft * min(rect.width(), rect.height()))
        far = 2.0 * blur
        room = path.controlPointRect().adjusted(-far, -far, far, far).intersected(rect)
        if path.isEmpty() or room.isEmpty():
            return
        # whole small pixels, counted from the picture's corner: else the shadow swims as it grows
        left, top = (math.floor(way / blur) for way in (room.x() - rect.x(), room.y() - rect.y()))
        wide, high = math.ceil(room.width() / blur) + 1, math.ceil(room.height() / blur) + 1
        size = QSize(math.ceil(rect.width() / blur) + 1, math.ceil(rect.height() / blur) + 1)
        small = self._layer.cleared(size, 1.0)
        brush = QPainter(small)
        brush.setRenderHint(QPainter.RenderHint.Antialiasing)
        brush.scale(1 / blur, 1 / blur)
        brush.translate(-rect.topLeft())
        brush.fillPath(path, QColor(theme.shadow))
        brush.end()
        # in two steps, for one alone leaves the small pixels to be seen
        part = small.copy(left, top, wide, high)
        ratio, how = (
            Qt.AspectRatioMode.IgnoreAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
        softer = part.scaled(part.size() * 2, ratio, how)
        painter.save()
        painter.setClipRect(rect)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.setOpacity(min(1.0, theme.shade * more))
        room = QRectF(rect.x() + left * blur, rect.y() + top * blur, wide * blur, high * blur)
        painter.drawImage(room, softer)
        painter.restore()


def _under_chair(front: float) -> list[Disc]:
    """The floor that a chair's seat darkens."""
    x, z = SEAT * _LEAN[0], SEAT * _LEAN[1]
    ends, sides = (front - DEEP, front), (-WIDE / 2, WIDE / 2)
    return [(end + x, side + z, 0.03) for end in ends for side in sides]


def _palm(body: Body, side: str, wall: float, stage: Stage) -> QPainterPath:
    """The shadow of a hand that lies on the wall: the hand laid flat, a little low and wide."""
    names = ("wrist", "knuckle in", "knuckle out", "tip in", "tip out", "thumb")
    found = (body[f"{side} {name}"] for name in names)
    return stage.hull([((wall, y - 0.012, z), 0.026) for _, y, z in found])


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
