"""Another version was installed while this one runs: what is said of it, and the way to it.

Rules of this room: nothing looks for it by itself; it is asked when somebody looks (the menu, the status,
the doctor) and when a session has ended. An old daemon goes on well enough: its windows are children
that are started from the new files, and say so where they no longer understand each other.
"""

import os
import subprocess
import sys
from pathlib import Path

from unsit import __version__, places
from unsit.core.language import _


def installed() -> str:
    """Return the version that would be started now; ours where that cannot be read."""
    try:
        text = Path(__file__).parents[1].joinpath("__init__.py").read_text(encoding="utf-8")
    except OSError:  # a frozen program has no such file, and one that was removed has none any more
        return __version__
    return text.partition('__version__ = "')[2].partition('"')[0] or __version__


def sentence() -> str:
    """Return that another version is installed than runs, "" while it is the same."""
    theirs = installed()
    if theirs == __version__:
        return ""
    words = _(
        "Unsit {installed} is installed, and {running} still runs: `unsit restart` changes that."
    )
    return words.format(installed=theirs, running=__version__)


def command() -> list[str]:
    """Return the command line by which this daemon is started anew."""
    image = places.appimage()  # where it is mounted now is gone with us
    if image or places.is_frozen():
        return [image or sys.executable]
    return [sys.executable, "-m", "unsit"]


def become() -> None:
    """Go on as the program that is installed now, at this desktop; does not return where that works.

    It keeps our process, so that whoever started us (a session, systemd) still knows it. Windows can only
    start another. Raises OSError.
    """
    if sys.platform == "win32":
        subprocess.Popen(command())
    else:
        os.execv(command()[0], command())
