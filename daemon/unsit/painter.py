"""Draws the icons: every face of the tray at every size into one file, and the program's own.

Run as ``python -m unsit.painter FILE`` by the daemon when its cache is empty, and with ``--app`` by
hand for icons/app.png. Pillow stays out of the daemon that way.

How the sitting goes is a ring that fills: empty when fresh, half full, full and pointing up when it
is time to rise; a ring round that arrow while the reminder is held, an exclamation mark once nobody
has answered it. Away is a ring worn down to dots, paused has two bars, a session plays, standing is
somebody on their feet, blind is struck out. Each has an outline of its own, for who sees no colours.
Every colour is of a middling lightness, at least 3 : 1 (WCAG 2.2, 1.4.11) against a panel of
#f0f0f0 and one of #2b2b2b: a tray cannot know what it lies on.
"""

import argparse
import itertools
import json
import math
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Protocol

from PIL import Image, ImageDraw

from unsit import catalogue, places
from unsit.core.language import _
from unsit.core.status import FACES

SIZES = (16, 22, 24, 32, 48, 64)
"""Pixels: what panels ask for, so that none has to scale."""

APP_SIZE = 256
VERSION = 1
FINE = 8
"""Each pixel is averaged from so many by so many."""

TEAL = "#15907f"
AMBER = "#b5790a"
CORAL = "#dc4e3a"
BLUE = "#3b82c4"
GREY = "#808488"
WHITE = "#ffffff"

Point = tuple[float, float]


class Paper(Protocol):
    """What the program's own icon is drawn on: a square of `size`, a colour, and white upon it."""

    size: int

    def disc(self, centre: Point, radius: float, white: bool = False) -> None:
        """Fill a circle."""

    def stroke(self, points: Iterable[Point], width: float, white: bool = False) -> None:
        """Draw a line of this width through points, its ends and corners round."""


class Canvas:
    """A square of `size` pixels with a y axis that points down; one colour, and white upon it."""

    def __init__(self, size: int, colour: str) -> None:
        self.size, self._colour = size, colour
        whole = (size * FINE, size * FINE)
        # The paper has the colour too, clear as it is: edges then mix with nothing else.
        self._paper = Image.new("RGB", whole, colour)
        self._mask = Image.new("L", whole, 0)
        self._ink, self._shape = ImageDraw.Draw(self._paper), ImageDraw.Draw(self._mask)

    def snapped(self, part: float, least: int = 1) -> int:
        """Return a part of the size in whole pixels, which keeps upright edges sharp."""
        return max(least, round(part * self.size))

    def disc(self, centre: Point, radius: float, white: bool = False) -> None:
        """Fill a circle."""
        self.pie(centre, radius, 0, 360, white)

    def hole(self, centre: Point, radius: float) -> None:
        """Take a circle away again."""
        self._shape.ellipse(self._around(centre, radius), fill=0)

    def pie(
        self, centre: Point, radius: float, start: float, end: float, white: bool = False
    ) -> None:
        """Fill a part of a circle, in degrees clockwise from three o'clock."""
        box = self._around(centre, radius)
        self._shape.pieslice(box, start, end, fill=255)
        if white:
            self._ink.pieslice(box, start, end, fill=WHITE)

    def stroke(self, points: Iterable[Point], width: float, white: bool = False) -> None:
        """Draw a line of this width through points, its ends and corners round."""
        track = list(points)
        for (x0, y0), (x1, y1) in itertools.pairwise(track):
            length = math.hypot(x1 - x0, y1 - y0) or 1.0
            across, up = (y1 - y0) * width / 2 / length, (x1 - x0) * width / 2 / length
            corners = (x0 - across, y0 + up), (x1 - across, y1 + up)
            self.polygon((*corners, (x1 + across, y1 - up), (x0 + across, y0 - up)), white)
        for point in track:
            self.disc(point, width / 2, white)

    def polygon(self, corners: Iterable[Point], white: bool = False) -> None:
        """Fill a polygon."""
        fine = [(x * FINE, y * FINE) for x, y in corners]
        self._shape.polygon(fine, fill=255)
        if white:
            self._ink.polygon(fine, fill=WHITE)

    def wipe(self, points: Iterable[Point], width: float) -> None:
        """Take a line away again."""
        fine = [(x * FINE, y * FINE) for x, y in points]
        self._shape.line(fine, fill=0, width=round(width * FINE))

    def image(self) -> Image.Image:
        """Return the picture, RGBA."""
        small = (self.size, self.size)
        image = self._paper.resize(small, Image.Resampling.BOX)
        image.putalpha(self._mask.resize(small, Image.Resampling.BOX))
        return image

    def _around(self, centre: Point, radius: float) -> tuple[float, float, float, float]:
        x, y = centre
        low, high = -radius * FINE, radius * FINE - 1
        return x * FINE + low, y * FINE + low, x * FINE + high, y * FINE + high


# --- the faces -----------------------------------------------------------------------------------


def fresh(canvas: Canvas) -> None:
    """Draw an empty ring."""
    _ring(canvas)


def half(canvas: Canvas) -> None:
    """Draw a ring with its right half full."""
    inner = _ring(canvas)
    middle = canvas.size / 2
    canvas.pie((middle, middle), inner - canvas.snapped(0.06), -90, 90)


def due(canvas: Canvas) -> None:
    """Draw a full disc that points up."""
    _disc(canvas)
    _arrow(canvas, 0.22, white=True)


def held(canvas: Canvas) -> None:
    """Draw an arrow up inside a ring: it would be time, and something holds it back."""
    _ring(canvas)
    _arrow(canvas, 0.14, white=False)


def overdue(canvas: Canvas) -> None:
    """Draw a full disc with an exclamation mark."""
    middle = _disc(canvas)
    size, width = canvas.size, canvas.snapped(0.16, 2)
    canvas.stroke([(middle, size * 0.27), (middle, size * 0.47)], width, white=True)
    canvas.disc((middle, size * 0.76), max(width / 2, size * 0.08), white=True)


def away(canvas: Canvas) -> None:
    """Draw a ring of dots."""
    middle, dot = canvas.size / 2, canvas.size * 0.1
    for step in range(8):
        turn = math.radians(45 * step + 22.5)
        along = middle - dot - _margin(canvas)
        canvas.disc((middle + along * math.cos(turn), middle + along * math.sin(turn)), dot)


def paused(canvas: Canvas) -> None:
    """Draw a disc with two bars."""
    middle = _disc(canvas)
    width, gap = canvas.snapped(0.125, 2), canvas.snapped(0.075)
    top, bottom = middle - canvas.snapped(0.22), middle + canvas.snapped(0.22)
    for left in (middle - gap - width, middle + gap):
        corners = (left, top), (left + width, top), (left + width, bottom), (left, bottom)
        canvas.polygon(corners, white=True)


def standing(canvas: Canvas) -> None:
    """Draw somebody on their feet, arms up."""
    size, middle = canvas.size, canvas.size / 2
    limb = size * 0.13
    canvas.disc((middle, size * 0.15), size * 0.14)
    canvas.stroke([(middle, size * 0.46), (middle, size * 0.62)], size * 0.19)
    canvas.stroke(
        [(size * 0.15, size * 0.2), (middle, size * 0.43), (size * 0.85, size * 0.2)], limb
    )
    canvas.stroke(
        [(size * 0.27, size * 0.93), (middle, size * 0.62), (size * 0.73, size * 0.93)], limb
    )


def session(canvas: Canvas) -> None:
    """Draw a disc that plays."""
    middle = _disc(canvas)
    reach = canvas.size * 0.26
    left = middle - reach * 0.62
    corners = (left, middle - reach), (left + reach * 1.75, middle), (left, middle + reach)
    canvas.polygon(corners, white=True)


def blind(canvas: Canvas) -> None:
    """Draw a ring that is struck out."""
    _ring(canvas)
    low, high = canvas.size * 0.12, canvas.size * 0.88
    width = canvas.snapped(0.125, 2)
    canvas.wipe([(low, low), (high, high)], width * 2.2)
    canvas.stroke([(low, low), (high, high)], width)


def _arrow(canvas: Canvas, reach: float, white: bool) -> None:
    size, middle, width = canvas.size, canvas.size / 2, canvas.snapped(0.125, 2)
    tip, foot = middle - size * (reach + 0.03), middle + size * (reach + 0.04)
    canvas.stroke([(middle, foot), (middle, tip + width / 2)], width, white)
    reach *= size
    wings = [(middle - reach, tip + reach), (middle, tip), (middle + reach, tip + reach)]
    canvas.stroke(wings, width, white)


def _ring(canvas: Canvas) -> float:
    middle = _disc(canvas)
    inner = middle - _margin(canvas) - canvas.snapped(0.125, 2)
    canvas.hole((middle, middle), inner)
    return inner


def _disc(canvas: Paper) -> float:
    middle = canvas.size / 2
    canvas.disc((middle, middle), middle - _margin(canvas))
    return middle


def _margin(canvas: Paper) -> int:
    # A small face can spare nothing, and edges between two pixels would blur it.
    return canvas.size // 32


DRAWN: dict[str, tuple[str, Callable[[Canvas], None]]] = {
    "fresh": (TEAL, fresh),
    "half": (AMBER, half),
    "held": (AMBER, held),
    "due": (CORAL, due),
    "overdue": (CORAL, overdue),
    "away": (GREY, away),
    "paused": (GREY, paused),
    "standing": (BLUE, standing),
    "session": (TEAL, session),
    "blind": (GREY, blind),
}


def face(name: str, size: int) -> Image.Image:
    """Return a face of the tray, RGBA; KeyError when there is no such face."""
    colour, draw = DRAWN[name]
    canvas = Canvas(size, colour)
    draw(canvas)
    return canvas.image()


def app(size: int = APP_SIZE) -> Image.Image:
    """Return the program's own icon."""
    canvas = Canvas(size, TEAL)
    lunge(canvas)
    return canvas.image()


def lunge(canvas: Paper) -> None:
    """Draw somebody in a low lunge, which opens the hip, white on a disc."""
    size = canvas.size
    _disc(canvas)

    def at(x: float, y: float) -> Point:
        return x * size, y * size

    limb, hip, shoulder = size * 0.07, at(0.485, 0.57), at(0.47, 0.385)
    canvas.disc(at(0.465, 0.265), size * 0.068, white=True)
    canvas.stroke([shoulder, hip], size * 0.088, white=True)
    canvas.stroke([shoulder, at(0.595, 0.315), at(0.645, 0.215)], limb * 0.8, white=True)
    canvas.stroke([hip, at(0.675, 0.55), at(0.675, 0.735), at(0.745, 0.735)], limb, white=True)
    canvas.stroke([hip, at(0.395, 0.73), at(0.235, 0.735)], limb, white=True)


# --- the file ------------------------------------------------------------------------------------


def argb(image: Image.Image) -> bytes:
    """Return an RGBA image as ARGB32 in network byte order, not premultiplied."""
    red, green, blue, alpha = image.split()
    return Image.merge("RGBA", (alpha, red, green, blue)).tobytes()


def file_of_faces() -> bytes:
    """Return what `desktop.pixmaps` reads: a line of JSON, and raw pixels after it."""
    faces: dict[str, list[tuple[int, int, int]]] = {}
    pixels = bytearray()
    for name in FACES:
        faces[name] = []
        for size in SIZES:
            faces[name].append((size, size, len(pixels)))
            pixels += argb(face(name, size))
    head = json.dumps({"v": VERSION, "faces": faces}).encode()
    return head + b"\n" + pixels


def main() -> int:
    """Draw; 0 when the file is written, 1 with a sentence when it cannot be."""
    parser = argparse.ArgumentParser(prog="python -m unsit.painter", description="Draw the icons.")
    parser.add_argument("file", type=Path, help="where to write the faces of the tray")
    parser.add_argument("--app", action="store_true", help="write the program's icon, a PNG")
    wanted = parser.parse_args()
    catalogue.speak(catalogue.asked())
    try:
        if wanted.app:
            app().save(wanted.file, "PNG", optimize=True)
        else:
            places.write_whole(wanted.file, file_of_faces())
    except OSError as problem:
        reason = problem.strerror or problem
        words = _("the icons cannot be written to {file}: {reason}")
        print(f"unsit: {words.format(file=wanted.file, reason=reason)}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
