"""Is matplotlib there? Asked before anything is drawn, and without loading it."""

import sys
from importlib.util import find_spec

from unsit.core.language import N_, _

MISSING = N_(
    "Pictures need matplotlib: pip install 'unsit[plots]', or Debian's python3-matplotlib."
)
BUILT_WITHOUT = N_(
    "Pictures need matplotlib, which this Unsit was built without: the larger setup program has it."
)
"""What is said by a program of its own, to which pip can add nothing."""


class NoPlotsError(Exception):
    """No picture can be drawn here, and how to change that, in one sentence."""


def plots() -> None:
    """Return when pictures can be drawn. Raises NoPlotsError."""
    if find_spec("matplotlib") is None:
        raise NoPlotsError(_(BUILT_WITHOUT if getattr(sys, "frozen", False) else MISSING))
