"""Where a breath is at a moment of a hold: for the words, the disc and the figure's chest."""

import math

from unsit.core.value import Value

INHALE = 0.45
"""The share of a breath that goes in; letting go takes a little longer."""


class Breath(Value):
    """Where a breath is: its number of so many, going in or out, and how full the lungs are."""

    number: int
    of: int
    inward: bool
    full: float


def breath(breaths: float, count: int | None) -> Breath | None:
    """Return the breath after so many, of `count`; None when breaths are not counted."""
    if not count:
        return None
    number = min(count, int(breaths) + 1)
    return Breath(number, count, breaths % 1.0 < INHALE, fullness(breaths))


def fullness(breaths: float) -> float:
    """How full the lungs are after so many breaths: a soft rise, a softer fall."""
    phase = breaths % 1.0
    share = phase / INHALE if phase < INHALE else (1.0 - phase) / (1.0 - INHALE)
    return 0.5 - 0.5 * math.cos(math.pi * share)
