"""What is closed to us though it is the person's own, and the command that opens it."""

import os
from pathlib import Path

from unsit.desktop.linux import quoting


def closed(path: Path) -> Path | None:
    """Return what may not be read of a path and its folders; None where all of it is open."""
    there = next(each for each in (path, *path.parents) if os.path.exists(each))  # noqa: PTH110
    asked = os.R_OK | os.X_OK if there.is_dir() else os.R_OK
    return None if os.access(there, asked) else there


def command(path: Path) -> str:
    """Return the command that has a file or a folder belong to the person, and open to them."""
    word = quoting.in_a_shell(str(path))
    return f'sudo chown "$USER" {word} && chmod u+{"rwx" if path.is_dir() else "rw"} {word}'
