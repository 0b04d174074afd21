"""Changing the user's settings file for them: one setting, and nothing else.

Rules of this room: what is not changed stays as it was written, comments, order and line ends; what
comes out is read again as the daemon's reader does it, and a change that would make a new problem, or
touch anything else, is refused with a sentence; a file is written whole or not at all, the state
before lies in settings.toml.bak; a link is written through. Only one changes the file at a time.

The window, the command line and the first-run page all come through here. Nothing of it is loaded by
the daemon.
"""

from unsit.amend.amender import Amender, RefusedError, unknown
from unsit.amend.words import command, meant

__all__ = ["Amender", "RefusedError", "command", "meant", "unknown"]
