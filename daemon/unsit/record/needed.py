"""Is matplotlib there? Asked before anything is drawn, and without loading it."""

from importlib.util import find_spec

from unsit.core.language import _


class NoPlotsError(Exception):
    """No picture can be drawn here, and how to change that, in one sentence."""


def plots() -> None:
    """Return when pictures can be drawn. Raises NoPlotsError."""
    if find_spec("matplotlib") is None:
        raise NoPlotsError(
            _(
                "the pictures of the history need matplotlib: pip install 'unsit[plots]', or Debian's"
                " python3-matplotlib."
            )
        )
