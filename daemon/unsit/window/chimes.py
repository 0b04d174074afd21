"""Plays the chimes by whatever player the system has; where there is none, silence is fine.

Rules of this room: nothing here waits. A player is a child in a process group of its own, so that
it is no part of the window's; one that fails at once (no sound server of its kind) is not asked
again, and the sound goes to the next.
"""

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import subprocess

PLAYERS = {
    "linux": (("paplay",), ("pw-play",), ("aplay", "-q")),
    "darwin": (("afplay",),),
}
"""Commands by sys.platform, best first; the file's name comes last. paplay started to sound 2 ms
after the call, aplay 4 to 7; pw-play ends with an error where PipeWire does not run."""


class Chimes:
    """The chimes in one folder. `wanted` is the setting: False plays nothing."""

    def __init__(self, folder: Path, wanted: bool, system: str = sys.platform) -> None:
        self._folder = folder
        self._players = list(PLAYERS.get(system, ())) if wanted else []
        self._windows = wanted and system == "win32"
        self._last: Path | None = None
        self._children: list[subprocess.Popen[bytes]] = []

    def play(self, name: str) -> None:
        """Begin to play a chime and return at once."""
        self.look()
        self._last = self._folder / f"{name}.wav"
        if self._windows:
            _play_on_windows(self._last)
        else:
            self._start(self._last)

    def look(self) -> bool:
        """See what became of the players; when one failed, play the last chime by the next.

        Returns whether a player is still at work. To be called a moment after `play`.
        """
        codes = [child.poll() for child in self._children]
        self._children = [child for child in self._children if child.returncode is None]
        if any(codes) and self._players and self._last is not None:
            del self._players[0]
            self._start(self._last)
        return bool(self._children)

    def _start(self, file: Path) -> None:
        """Start the first player that is there; those that are not are forgotten."""
        import shutil

        while self._players:
            command, *options = self._players[0]
            found = shutil.which(command)
            child = _run([found, *options, os.fspath(file)]) if found else None
            if child is not None:
                self._children.append(child)
                return
            del self._players[0]


def _run(command: list[str]) -> "subprocess.Popen[bytes] | None":
    import subprocess  # as shutil: the first frame does not wait for what the first sound needs

    try:
        return subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError:
        return None


def _play_on_windows(file: Path) -> None:
    if sys.platform == "win32":
        import winsound

        winsound.PlaySound(
            os.fspath(file), winsound.SND_FILENAME | winsound.SND_ASYNC | winsound.SND_NODEFAULT
        )
