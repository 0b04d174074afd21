"""Asks the desktop whether less should move."""

from typing import Any


def wants_calm(hints: Any) -> bool:
    """Say whether what need not glide should jump; Qt can tell since 6.12.

    `hints` is Qt's QStyleHints. A desktop that does not say is taken for one that does not mind.
    """
    accessibility = getattr(hints, "accessibility", None)  # since 6.10
    motion = getattr(accessibility(), "motionPreference", None) if accessibility else None
    return motion is not None and bool(motion().name == "ReducedMotion")
