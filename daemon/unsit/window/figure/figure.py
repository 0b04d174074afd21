"""The figure of one pose: keyframes read, sides mirrored, in-betweens solved, all of it painted."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter

from unsit.core.value import replace
from unsit.window.figure import checks
from unsit.window.figure.camera import Camera, between, framed, round_the_other_side, widened
from unsit.window.figure.contact import hovering
from unsit.window.figure.drawing import BodyPainter
from unsit.window.figure.keyframes import FigureError, Reader
from unsit.window.figure.layer import Layer
from unsit.window.figure.looks import LOOKS
from unsit.window.figure.muscles import locate
from unsit.window.figure.passage import Passage
from unsit.window.figure.posture import Posture, mirror, other
from unsit.window.figure.rocking import rocked
from unsit.window.figure.scene import Props, paint_scene
from unsit.window.figure.shadow import Shadows
from unsit.window.figure.skeleton import Body, solve
from unsit.window.figure.stage import Ball, Stage
from unsit.window.figure.vectors import along
from unsit.window.figure.way import Way

Place = tuple[str, str]
"""A keyframe's name and the side of the body it is done on: right, left or both."""


class Figure:
    """Paints the keyframes of one [figure] table and everything between them."""

    def __init__(self, doc: Mapping[str, Any], theme: str, look: str = "bun") -> None:
        """`theme` is a name in THEMES, `look` one in LOOKS.

        Raises FigureError naming all that is wrong in `doc`, or that nobody looks so.
        """
        reader = Reader(doc)
        self._keys = reader.keyframes()
        problems = checks.entries(doc) + checks.camera("[figure] camera", doc.get("camera"))
        problems += reader.problems
        if look not in LOOKS:
            problems.append(f"There is no person {look!r}; there are {', '.join(LOOKS)}.")
        if problems:
            raise FigureError(problems)
        self._look = LOOKS[look]
        self._theme = self._look.dressed(theme)
        self._camera = dict(doc.get("camera", {}))
        self._turn = str(doc.get("other_side", "turn"))
        self._glow = tuple(doc.get("glow", ()))
        self._props = _props(doc)
        self._check_contacts()
        self._cameras: dict[Place, Camera] = {}
        self._layer, self._shadows = Layer(), Shadows()
        self._way: tuple[tuple[Place, Place], Way] | None = None

    @property
    def keys(self) -> tuple[str, ...]:
        """The keyframes' names, in the order of the file."""
        return tuple(self._keys)

    def way(self, start: Place, end: Place) -> Way:
        """The way between two keyframes; the last one asked for is kept."""
        if self._way is None or self._way[0] != (start, end):
            wall = self._props.wall
            passage = Passage(self._posture(start), self._posture(end), wall)
            self._way = (start, end), Way(passage, wall)
        return self._way[1]

    def posture(self, start: Place, end: Place, t: float) -> Posture:
        """The posture `t` of the way between two keyframes."""
        return self.way(start, end).passage.at(t)

    def body(self, start: Place, end: Place, t: float, sway: float = 0.0) -> Body:
        """The solved joints `t` of the way between two keyframes; `sway` as in `paint`."""
        body = solve(self.posture(start, end, t), self._props.wall)
        return rocked(body, self._keys[end[0]].rock * sway)

    def rocks(self, place: Place) -> bool:
        """Whether the body rocks from side to side in a hold of this keyframe."""
        return self._keys[place[0]].rock > 0.0

    def paint(
        self,
        painter: QPainter,
        rect: QRectF,
        start: Place,
        end: Place,
        t: float,
        breath: float = 0.0,
        sway: float = 0.0,
    ) -> None:
        """Paints the figure into `rect`; the background is left as it is.

        `t` is 0 to 1 from `start` to `end`; `breath` is how full the lungs are, 0 to 1; `sway` is
        where a body that rocks is between its sides, -1 to 1.  Raises KeyError for a keyframe that
        is not there.
        """
        moment = self.way(start, end).at(t)
        body = rocked(moment.body, self._keys[end[0]].rock * sway)
        camera = between(self._view(start), self._view(end), t)
        stage = Stage(widened(camera, _room(body) + self._props.corners()), rect)
        props = self._placed(start, end, t)
        names = self._lit(start, 1 - t), self._lit(end, t)
        lit = [(locate(body, name), moment.lit * much) for name, much in _merged(*names).items()]
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        paint_scene(painter, rect, props, body, stage, self._theme, self._shadows)
        artist = BodyPainter(body, stage, self._theme, self._look, breath, self._layer)
        artist.paint(painter, rect, moment.nearer, lit)
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
            self._cameras[place] = framed(camera, _room(body) + self._props.corners())
        return self._cameras[place]


def _room(body: Body) -> list[Ball]:
    """What has to be in the picture of a body, hair and all."""
    bun = along(body["head"], (body.head.up, 0.118), (body.head.face, -0.045))
    return [(at, 0.05) for at in body.joints.values()] + [(body["head"], 0.125), (bun, 0.055)]


def _merged(a: dict[str, float], b: dict[str, float]) -> dict[str, float]:
    return {name: a.get(name, 0.0) + b.get(name, 0.0) for name in {**a, **b}}


def _props(doc: Mapping[str, Any]) -> Props:
    mat, pad, wall = doc.get("mat", [-0.9, 0.9, 0.33]), doc.get("pad"), doc.get("wall")
    chair = doc.get("chair")
    return Props(
        mat=(float(mat[0]), float(mat[1]), float(mat[2])) if mat else None,
        wall=None if wall is None else float(wall),
        wall_height=float(doc.get("wall_height", Props.wall_height)),
        pad=None if pad is None else (float(pad[0]), float(pad[1])),
        chair=None if chair is None else float(chair),
    )
