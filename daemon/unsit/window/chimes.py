"""Plays the chimes by whatever player the system has; where there is none, silence is fine.

Rules of this room: nothing here waits. A player is a child in a process group of its own, so that
it is no part of the window's and all of it can be ended; one that fails (no sound server of its
kind) is not asked again, and the sound goes to the next.
"""

import os
import signal
import sys
from contextlib import suppress
from dataclasses import dataclass
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


Command = tuple[str, ...]


@dataclass
class Sounding:
    """A child and the command it runs; None once it was told to end, which is no failure."""

    command: Command | None
    child: "subprocess.Popen[bytes]"


class Chimes:
    """The chimes in one folder. `wanted` is the setting: False plays nothing."""

    def __init__(self, folder: Path, wanted: bool, system: str = sys.platform) -> None:
        self._folder = folder
        self._players: list[Command] = list(PLAYERS.get(system, ())) if wanted else []
        self._wanted = wanted
        self._windows = wanted and system == "win32"
        self._last: Path | None = None
        self._newest: Sounding | None = None
        self._sounding: list[Sounding] = []

    @property
    def lost(self) -> bool:
        """Whether chimes are wanted, and nothing is left to play them with."""
        return self._wanted and self.mute

    @property
    def mute(self) -> bool:
        """Whether there is no player, or none that has not failed."""
        return not self._players and not self._windows

    def play(self, name: str) -> None:
        """Begin to play a chime and return at once."""
        self._drop_failed()
        self._last = self._folder / f"{name}.wav"
        if self._windows:
            self._windows = _play_on_windows(self._last)
        else:
            self._start(self._last)

    def look(self) -> bool:
        """See what became of the players; when the last chime's failed, play it by the next.

        Returns whether a player is still at work. To be called a moment after `play`.
        """
        failed = self._drop_failed()
        if self._newest in failed and self._last is not None:
            self._start(self._last)
        return bool(self._sounding)

    def hush(self) -> None:
        """End what sounds now."""
        if self._windows:
            _play_on_windows(None)
        for one in self._sounding:
            one.command = None
            _end(one.child)

    def _drop_failed(self) -> list[Sounding]:
        """Forget the children that ended, and the player of each that failed; return those.

        A player that took over meanwhile is kept: it has nothing to do with an older one's end.
        """
        ended = [one for one in self._sounding if one.child.poll() is not None]
        self._sounding = [one for one in self._sounding if one.child.returncode is None]
        failed = [one for one in ended if one.child.returncode and one.command is not None]
        for one in failed:
            if self._players and self._players[0] == one.command:
                del self._players[0]
        return failed

    def _start(self, file: Path) -> None:
        """Start the first player that is there; those that are not are forgotten."""
        import shutil

        self._newest = None
        while self._players:
            command, *options = self._players[0]
            found = shutil.which(command)
            child = _run([found, *options, os.fspath(file)]) if found else None
            if child is not None:
                self._newest = Sounding(self._players[0], child)
                self._sounding.append(self._newest)
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


def _end(child: "subprocess.Popen[bytes]") -> None:
    if sys.platform != "win32" and child.poll() is None:
        with suppress(PermissionError):  # macOS says so of one that has just ended
            os.killpg(child.pid, signal.SIGTERM)


def _play_on_windows(file: Path | None) -> bool:
    """Play a file; None ends the one that sounds. Says whether there is anything to play it with."""
    if sys.platform == "win32":
        import winsound

        flags = winsound.SND_FILENAME | winsound.SND_ASYNC | winsound.SND_NODEFAULT
        try:
            winsound.PlaySound(None if file is None else os.fspath(file), flags)
        except RuntimeError:
            return False
    return True
