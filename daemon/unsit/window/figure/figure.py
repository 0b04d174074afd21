"""The figure of one pose: keyframes read, sides mirrored, in-betweens solved, all of it painted."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter

from unsit.window.figure import checks
from unsit.window.figure.bones import FLESH
from unsit.window.figure.camera import Camera, between, framed, round_the_other_side
from unsit.window.figure.contact import hovering
from unsit.window.figure.drawing import BodyPainter
from unsit.window.figure.keyframes import FigureError, Reader
from unsit.window.figure.muscles import locate
from unsit.window.figure.posture import SIDES, Posture, blend, mirror, other
from unsit.window.figure.scene import Props, paint_scene
from unsit.window.figure.skeleton import Body, settled, solve
from unsit.window.figure.stage import Stage
from unsit.window.figure.themes import THEMES

Place = tuple[str, str]
"""A keyframe's name and the side of the body it is done on: right, left or both."""


class Figure:
    """Paints the keyframes of one [figure] table and everything between them."""

    def __init__(self, doc: Mapping[str, Any], theme: str) -> None:
        """`theme` is a name in THEMES.  Raises FigureError naming all that is wrong in `doc`."""
        reader = Reader(doc)
        self._keys = reader.keyframes()
        problems = checks.entries(doc) + checks.camera("[figure] camera", doc.get("camera"))
        problems += reader.problems
        if problems:
            raise FigureError(problems)
        self._theme = THEMES[theme]
        self._camera = dict(doc.get("camera", {}))
        self._turn = str(doc.get("other_side", "turn"))
        self._glow = tuple(doc.get("glow", ()))
        self._props = _props(doc)
        self._check_contacts()
        self._cameras: dict[Place, Camera] = {}
        self._pair: tuple[tuple[Place, Place], tuple[Posture, Posture]] | None = None

    @property
    def keys(self) -> tuple[str, ...]:
        """The keyframes' names, in the order of the file."""
        return tuple(self._keys)

    def posture(self, start: Place, end: Place, t: float) -> Posture:
        """The posture `t` of the way between two keyframes."""
        if self._pair is None or self._pair[0] != (start, end):
            a, b = self._posture(start), self._posture(end)
            wall = self._props.wall
            keep = tuple(
                side
                for side, one, two in zip(SIDES, a.arms, b.arms, strict=True)
                if one.on and one.on == two.on
            )
            pair = settled(a, wall, keep), settled(b, wall, keep)
            self._pair = (start, end), pair
        a, b = self._pair[1]
        return blend(a, b, t)

    def body(self, start: Place, end: Place, t: float) -> Body:
        """The solved joints `t` of the way between two keyframes."""
        return solve(self.posture(start, end, t), self._props.wall)

    def paint(
        self,
        painter: QPainter,
        rect: QRectF,
        start: Place,
        end: Place,
        t: float,
        breath: float = 0.0,
    ) -> None:
        """Paints the figure into `rect`; the background is left as it is.

        `t` is 0 to 1 from `start` to `end`; `breath` is how full the lungs are, 0 to 1.
        Raises KeyError for a keyframe that is not there.
        """
        posture = self.posture(start, end, t)
        body = solve(posture, self._props.wall)
        stage = Stage(between(self._view(start), self._view(end), t), rect)
        props = self._placed(start, end, t)
        names = self._lit(start, 1 - t), self._lit(end, t)
        lit = [(locate(body, name), posture.lit * much) for name, much in _merged(*names).items()]
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        paint_scene(painter, rect, props, body, stage, self._theme)
        artist = BodyPainter(body, stage, self._theme, breath)
        artist.paint(painter, rect, posture.nearer, lit)
        painter.restore()

    def _check_contacts(self) -> None:
        wall = self._props.wall
        problems = [
            f"[figure.keys.{name}] touch: {hover}."
            for name, key in self._keys.items()
            for hover in hovering(solve(key.posture, wall), key.touch, wall)
        ]
        if problems:
            raise FigureError(problems)

    def _posture(self, place: Place) -> Posture:
        posture = self._keys[place[0]].posture
        return mirror(posture) if place[1] == "left" else posture

    def _lit(self, place: Place, much: float) -> dict[str, float]:
        return {other(name) if place[1] == "left" else name: much for name in self._glow}

    def _placed(self, start: Place, end: Place, t: float) -> Props:
        if self._props.pad is None:
            return self._props
        x, z = self._props.pad
        a, b = (-z if place[1] == "left" else z for place in (start, end))
        return replace(self._props, pad=(x, a + (b - a) * t))

    def _view(self, place: Place) -> Camera:
        """The camera of a keyframe, framed so that the person and the things fill the picture."""
        if place not in self._cameras:
            asked = {**self._camera, **(self._keys[place[0]].camera or {})}
            camera = Camera(float(asked.get("yaw", 20.0)), float(asked.get("pitch", 12.0)))
            if place[1] == "left":
                camera = round_the_other_side(camera, self._turn)
            body = solve(self._posture(place), self._props.wall)
            balls = [(at, 0.05) for at in body.joints.values()]
            balls += [(body["head"], FLESH["head"] + 0.05)]
            self._cameras[place] = framed(camera, balls + self._props.corners())
        return self._cameras[place]


def _merged(a: dict[str, float], b: dict[str, float]) -> dict[str, float]:
    return {name: a.get(name, 0.0) + b.get(name, 0.0) for name in {**a, **b}}


def _props(doc: Mapping[str, Any]) -> Props:
    mat, pad, wall = doc.get("mat", [-0.9, 0.9, 0.33]), doc.get("pad"), doc.get("wall")
    return Props(
        mat=(float(mat[0]), float(mat[1]), float(mat[2])) if mat else None,
        wall=None if wall is None else float(wall),
        wall_height=float(doc.get("wall_height", Props.wall_height)),
        pad=None if pad is None else (float(pad[0]), float(pad[1])),
    )
