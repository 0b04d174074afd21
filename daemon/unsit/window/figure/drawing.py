"""Painting one body: the parts furthest first on a layer of their own, lit where it stretches."""

from collections.abc import Mapping

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QBrush, QPainter, QPainterPath, QRadialGradient

from unsit.window.figure.colours import SHADES, shining
from unsit.window.figure.head import paint_head
from unsit.window.figure.layer import Layer
from unsit.window.figure.looks import Look
from unsit.window.figure.muscles import Muscle
from unsit.window.figure.parts import Part, Tailor
from unsit.window.figure.skeleton import Body
from unsit.window.figure.stage import Stage
from unsit.window.figure.themes import Theme
from unsit.window.figure.vectors import dot

_ATOP = QPainter.CompositionMode.CompositionMode_SourceAtop
_OVER = QPainter.CompositionMode.CompositionMode_SourceOver


class BodyPainter:
    """Paints one body, in one view and one theme, by way of a layer of its own."""

    def __init__(
        self, body: Body, stage: Stage, theme: Theme, look: Look, breath: float, layer: Layer
    ) -> None:
        self._body, self._stage, self._theme, self._look = body, stage, theme, look
        self._layer = layer
        self._tailor = Tailor(body, stage, theme, look, breath)

    def paint(
        self,
        painter: QPainter,
        rect: QRectF,
        nearer: Mapping[str, float],
        lit: list[tuple[Muscle, float]],
    ) -> None:
        """Paints into `rect`; `lit` pairs each muscle with its brightness, 0 to 1."""
        ratio = painter.device().devicePixelRatioF()
        layer = self._layer.cleared((rect.size() * ratio).toSize(), ratio)
        brush = QPainter(layer)
        brush.setRenderHint(QPainter.RenderHint.Antialiasing)
        brush.translate(-rect.topLeft())
        brush.setPen(Qt.PenStyle.NoPen)
        self._paint_parts(brush, nearer, lit)
        brush.end()
        painter.drawImage(rect.topLeft(), layer)

    def _paint_parts(
        self, brush: QPainter, nearer: Mapping[str, float], lit: list[tuple[Muscle, float]]
    ) -> None:
        parts = self._tailor.parts()
        head = self._stage.depth(self._body["head"])
        depths = {part.name: part.depth + nearer.get(part.name, 0.0) for part in parts}
        depths["head"] = head + nearer.get("head", 0.0)
        by_name = {part.name: part for part in parts}
        for name in sorted(depths, key=lambda name: depths[name]):
            if name == "head":
                skin = self._tailor.color("skin", tone=0.03)
                paint_head(brush, self._body, self._stage, self._theme, self._look, skin)
            else:
                self._paint_part(brush, by_name[name])
            for muscle, strength in lit:
                if muscle.part == name and strength > 0.01:
                    self._light(brush, muscle, strength, _lamp(muscle, by_name))

    def _paint_part(self, brush: QPainter, part: Part) -> None:
        if part.rim is not None and part.seam is not None:
            # only where something is already painted, so the figure's own outline stays clean
            brush.setCompositionMode(_ATOP)
            brush.fillPath(part.rim, part.seam)
            brush.setCompositionMode(_OVER)
        brush.fillPath(part.outline, part.fill)
        for path, fill in part.overlays:
            brush.fillPath(path, fill)

    def _light(
        self, brush: QPainter, muscle: Muscle, strength: float, where: QPainterPath | None
    ) -> None:
        facing = max(0.55, min(1.0, 0.70 + 0.6 * dot(muscle.looks, self._stage.eye)))
        middle, radius = self._stage.spot(muscle.at), muscle.radius * self._stage.scale
        light = QRadialGradient(middle, radius)
        light.setStops(shining(self._theme.glow, round(facing * strength * SHADES) / SHADES))
        brush.setCompositionMode(_ATOP)
        if where is not None:
            brush.fillPath(where, QBrush(light))
        else:
            brush.setBrush(QBrush(light))
            brush.drawEllipse(middle, radius, radius)
        brush.setCompositionMode(_OVER)


def _lamp(muscle: Muscle, parts: Mapping[str, Part]) -> QPainterPath | None:
    """What a muscle may light: a thigh's never shines on the shirt or the other leg."""
    if not muscle.part.endswith("thigh"):
        return None
    outline = QPainterPath(parts[muscle.part].outline)
    outline.addPath(parts["seat"].outline)
    return outline
