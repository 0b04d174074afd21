"""Every face of the tray, and the program's own icon, drawn stroke by stroke.

How the sitting goes is a ring that fills: empty when fresh, half full, full and pointing up when it
is time to rise; a ring round that arrow while the reminder is held, an exclamation mark once nobody
has answered it. Away is a ring worn down to dots, paused has two bars, a session plays, standing is
somebody on their feet, blind is struck out. Each has an outline of its own, for who sees no colours.
Every colour is of a middling lightness, at least 3 : 1 (WCAG 2.2, 1.4.11) against a panel of
#f0f0f0 and one of #2b2b2b: a tray cannot know what it lies on.
"""

import math
from collections.abc import Callable

from PIL import Image

from unsit.painter.canvas import Canvas, Paper, Point

APP_SIZE = 256

TEAL = "#15907f"
AMBER = "#b5790a"
CORAL = "#dc4e3a"
BLUE = "#3b82c4"
GREY = "#808488"


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
