"""The eye: an orthographic camera that stands anywhere round the person.  Pure, no Qt."""

import math
from collections.abc import Iterable

from unsit.core.value import Value, replace
from unsit.window.figure.vectors import Vec, cross

TURNS = ("turn", "behind", "stay")
_MARGIN, _EDGE = 1.05, 0.012
_LEAST = 1.0


class Camera(Value):
    """Yaw 0 looks at the person's right side, 90 at the front; pitch is degrees from above.

    (x, y) is the middle of the picture, `width` and `height` what must be seen of it, all in metres
    on the screen.
    """

    yaw: float = 20.0
    pitch: float = 12.0
    x: float = 0.0
    y: float = 0.5
    width: float = 2.0
    height: float = 2.0

    def axes(self) -> tuple[Vec, Vec, Vec]:
        """The screen's right and up, and the way towards the eye, in the world."""
        yaw, pitch = math.radians(self.yaw), math.radians(self.pitch)
        right = (math.cos(yaw), 0.0, -math.sin(yaw))
        flat = math.cos(pitch)
        back = (math.sin(yaw) * flat, math.sin(pitch), math.cos(yaw) * flat)
        return right, cross(back, right), back


def framed(camera: Camera, balls: Iterable[tuple[Vec, float]]) -> Camera:
    """`camera` moved and zoomed so that all `balls` (centre, radius) fill the picture."""
    x0, x1, y0, y1 = _room(camera, balls)
    width, height = max(_LEAST, _MARGIN * (x1 - x0)), max(_LEAST, _MARGIN * (y1 - y0))
    return replace(camera, x=(x0 + x1) / 2, y=(y0 + y1) / 2, width=width, height=height)


def widened(camera: Camera, balls: Iterable[tuple[Vec, float]]) -> Camera:
    """`camera` zoomed out as far as it must so that all `balls` are in the picture, too."""
    x0, x1, y0, y1 = _room(camera, balls)
    wide, high, edge = camera.width / 2, camera.height / 2, _EDGE * camera.height
    x0, x1 = min(x0 - edge, camera.x - wide), max(x1 + edge, camera.x + wide)
    y0, y1 = min(y0 - edge, camera.y - high), max(y1 + edge, camera.y + high)
    return replace(camera, x=(x0 + x1) / 2, y=(y0 + y1) / 2, width=x1 - x0, height=y1 - y0)


def _room(camera: Camera, balls: Iterable[tuple[Vec, float]]) -> tuple[float, float, float, float]:
    """What balls take up on the screen: left, right, bottom, top."""
    (a, b, c), (d, e, f), _ = camera.axes()
    balls = list(balls)
    across = [(x * a + y * b + z * c, radius) for (x, y, z), radius in balls]
    above = [(x * d + y * e + z * f, radius) for (x, y, z), radius in balls]
    x0, x1 = min(v - r for v, r in across), max(v + r for v, r in across)
    return x0, x1, min(v - r for v, r in above), max(v + r for v, r in above)


def round_the_other_side(camera: Camera, turn: str) -> Camera:
    """The camera for the other side of the body.

    "turn" goes round the front, so the worked side stays near; "behind" round the back (a wall in
    front would be in the way); "stay" does not move, for a pose seen from above.
    """
    if turn == "stay":
        return camera
    yaw = 180 - camera.yaw if turn == "turn" else -180 - camera.yaw
    return replace(camera, yaw=yaw)


def between(a: Camera, b: Camera, t: float) -> Camera:
    """The camera `t` of the way from `a` to `b`."""

    def mid(p: float, q: float) -> float:
        return p + (q - p) * t

    return Camera(
        yaw=mid(a.yaw, b.yaw),
        pitch=mid(a.pitch, b.pitch),
        x=mid(a.x, b.x),
        y=mid(a.y, b.y),
        width=mid(a.width, b.width),
        height=mid(a.height, b.height),
    )
