"""What is drawn on: a square of pixels with one colour, and white upon it."""

import itertools
import math
from collections.abc import Iterable
from typing import Protocol

from PIL import Image, ImageDraw

FINE = 8
"""Each pixel is averaged from so many by so many."""
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
