"""Is matplotlib there? Asked before anything is drawn, and without loading it."""

from importlib.util import find_spec

from unsit.core.language import N_, _

MISSING = N_("Pictures need matplotlib: `{command}`.")
BUILT_WITHOUT = N_(
    "Pictures need matplotlib, which this Unsit was built without: the larger setup program has it."
)
"""What is said by a program of its own, to which nothing can be added."""


class NoPlotsError(Exception):
    """No picture can be drawn here, and how to change that, in one sentence."""


def plots() -> None:
    """Return when pictures can be drawn. Raises NoPlotsError."""
    if find_spec("matplotlib") is None:
        raise NoPlotsError(_said())


def _said() -> str:
    from unsit import edition  # takes a while, and is hardly ever needed

    command = edition.adding("matplotlib", "python3-matplotlib")
    return _(MISSING).format(command=command) if command else _(BUILT_WITHOUT)
