"""The program's icon at every size that themes know, and as a drawing without pixels.

Rules of this room: `unsit.painter` draws, here it is only given other paper.
"""

from collections.abc import Iterable, Iterator

from unsit.painter.canvas import WHITE, Point
from unsit.painter.faces import TEAL, app, lunge
from unsit.painter.palette import png

SIZES = (16, 22, 24, 32, 48, 64, 128, 256)
"""Pixels: what menus, panels and software centres ask for. What is larger takes the drawing."""
DRAWN_FOR = 64
"""The unit of the drawing without pixels: coordinates are as of so many of them."""


class Vectors:
    """Paper that keeps shapes instead of pixels: what the painter draws on it is an SVG."""

    def __init__(self, size: int) -> None:
        self.size = size
        self._shapes: list[str] = []

    def disc(self, centre: Point, radius: float, white: bool = False) -> None:
        """Fill a circle."""
        x, y = centre
        self._shapes.append(
            f'<circle cx="{x:g}" cy="{y:g}" r="{radius:g}" fill="{_colour(white)}"/>'
        )

    def stroke(self, points: Iterable[Point], width: float, white: bool = False) -> None:
        """Draw a line of this width through points, its ends and corners round."""
        track = " ".join(f"{x:g},{y:g}" for x, y in points)
        self._shapes.append(
            f'<polyline points="{track}" fill="none" stroke="{_colour(white)}" stroke-width="{width:g}"'
            ' stroke-linecap="round" stroke-linejoin="round"/>'
        )

    def svg(self) -> str:
        """Return the drawing."""
        head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {self.size} {self.size}">'
        return "\n  ".join([head, *self._shapes]) + "\n</svg>\n"


def icons() -> Iterator[tuple[str, bytes]]:
    """Yield each file of the theme hicolor: its path in share/icons, and what is in it."""
    for size in SIZES:
        yield f"hicolor/{size}x{size}/apps/unsit.png", png(app(size))
    paper = Vectors(DRAWN_FOR)
    lunge(paper)
    yield "hicolor/scalable/apps/unsit.svg", paper.svg().encode()


def _colour(white: bool) -> str:
    return WHITE if white else TEAL
