"""What looking at something has shown."""

from pathlib import Path
from typing import NamedTuple


class Finding(NamedTuple):
    """What is so, and what to do about it.

    `ok` is False only where something must be done. `detail` is a sentence without a full stop, on
    its further lines there may be reasons; where it is empty, the subject is not told of. `remedy` is a whole sentence; with `ok` it is only a
    hint, without it is never empty. `later` says what holds a reminder back for now though all is
    well, as half a sentence; it is mostly the person's own wish.
    """

    ok: bool
    detail: str
    remedy: str = ""
    later: str = ""


class Check(NamedTuple):
    """A finding with the name of its subject, a word for people and programs."""

    name: str
    ok: bool
    detail: str
    remedy: str = ""
    later: str = ""


def shown(path: Path) -> str:
    """Return a path as people write it, with ~ for their home."""
    home = Path.home()
    return str(Path("~", path.relative_to(home)) if path.is_relative_to(home) else path)
