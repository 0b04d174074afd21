"""Colours made of others.

What a body in motion asks for is nearly always what it asked for a moment ago, so it is kept: to mix
the colours of each picture anew took as long as to fill all its outlines.  Nobody may change a colour
that these functions return.
"""

from functools import lru_cache

from PySide6.QtGui import QColor

Stop = tuple[float, QColor]
"""Where in a gradient, 0 to 1, and the colour there."""
SHADES = 64
"""In how many steps a colour gets darker, or a light weaker: so few are made once, and kept."""


def mix(a: QColor, b: QColor | str, t: float) -> QColor:
    """The colour `t` of the way from `a` to `b`."""
    c, d = a, QColor(b)
    return QColor.fromRgbF(
        c.redF() + (d.redF() - c.redF()) * t,
        c.greenF() + (d.greenF() - c.greenF()) * t,
        c.blueF() + (d.blueF() - c.blueF()) * t,
    )


def faint(color: QColor | str, alpha: float) -> QColor:
    """`color` with so much cover."""
    result = QColor(color)
    result.setAlphaF(alpha)
    return result


@lru_cache(maxsize=512)
def tinted(color: str, away: str, much: float, tone: float) -> QColor:
    """`color` mixed with `away`, then lighter or darker; the same object for the same answer."""
    found = mix(QColor(color), away, much) if much else QColor(color)
    return mix(found, "#ffffff" if tone > 0 else "#000000", abs(tone))


@lru_cache(maxsize=512)
def fading(rgb: int, line: str, fade: tuple[tuple[float, float], ...]) -> list[Stop]:
    """The stops of a seam along a part of this colour."""
    dark = mix(QColor(rgb), line, 0.72)
    return [(at, faint(dark, 0.75 * cover)) for at, cover in fade]


@lru_cache(maxsize=512)
def shining(glow: str, strength: float) -> list[Stop]:
    """The stops of a light of this colour, from its middle outwards; `strength` is 0 to 1."""
    light = ((0.0, 0.85), (0.35, 0.62), (0.7, 0.20), (1.0, 0.0))
    return [(at, faint(glow, cover * strength)) for at, cover in light]
