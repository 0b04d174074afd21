"""The screen kept awake by `caffeinate`, which comes with macOS: caffeinate(8).

It is told our number and ends with us, so that a crash lets go of the screen, too.
"""

import os
import subprocess

from unsit.loop import Loop


class Caffeinate:
    """Keeps the screen awake until closed. Raises OSError when there is no such program."""

    def __init__(self, loop: Loop) -> None:
        quiet = subprocess.DEVNULL
        command = ["caffeinate", "-d", "-w", str(os.getpid())]
        self._child = subprocess.Popen(command, stdin=quiet, stdout=quiet, stderr=quiet)
        loop.child(self._child, lambda _: None)  # or it would stay as a zombie

    def close(self) -> None:
        """Let the screen go dark as it wants. May be called twice."""
        self._child.terminate()
