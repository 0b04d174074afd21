"""Where Speech Dispatcher listens, and having it started where it does not yet."""

import os
import shutil
import socket
from collections.abc import Callable, Mapping
from pathlib import Path

from unsit.window.voice.ground import Child, Ground

ADDRESS = "SPEECHD_ADDRESS"
UNIX = "unix_socket:"

PROGRAM = ("speech-dispatcher", "--spawn")
"""How everybody's library starts it: it ends at once where the user has forbidden that."""

AGAIN, TIMES = 50, 60
"""Milliseconds between two looks whether a server that was started listens, and how many."""


def place(environ: Mapping[str, str]) -> Path | None:
    """Return where it listens; None when the user has it listen in a way that we do not speak."""
    address = environ.get(ADDRESS, "")
    if address.startswith(UNIX):
        return Path(address.removeprefix(UNIX))
    folder = environ.get("XDG_RUNTIME_DIR", "")
    return Path(folder, "speech-dispatcher", "speechd.sock") if folder and not address else None


def connected(path: Path) -> socket.socket | None:
    """Return a connection that never waits; None when nobody listens there.

    A server that ends leaves its socket behind. Raises OSError when there is another reason.
    """
    line = socket.socket(socket.AF_UNIX)  # type: ignore[attr-defined, unused-ignore]  # win32
    line.setblocking(False)
    try:
        line.connect(os.fspath(path))
    except (FileNotFoundError, ConnectionRefusedError):
        line.close()
        return None
    except OSError:
        line.close()
        raise
    return line


DYING = 200
"""Milliseconds for a starter that was killed to be gone; it takes one or two."""


class Spawning:
    """Has the server started. `done` gets the connection, or why there is none."""

    def __init__(
        self, ground: Ground, path: Path, done: Callable[[socket.socket | None, str], None]
    ) -> None:
        self._ground, self._path, self._done = ground, path, done
        self._left = TIMES
        self._child: Child | None = None
        self._alarm = ground.alarm(self._look)

    def start(self) -> None:
        """Start it, if it is there to be started."""
        name, *options = PROGRAM
        found = shutil.which(name)
        if found is None:
            self._finish(None, "nobody listens, and there is no speech-dispatcher to start")
            return
        self._child = self._ground.run(found, options, b"", self._ended)

    def cancel(self) -> None:
        """Wait for it no more; a server that has come up stays."""
        self._left = 0
        self._alarm.stop()
        if self._child is not None:
            self._child.kill()
            self._child.wait(DYING)

    def _ended(self, code: int | None, _: str) -> None:
        self._child = None
        if self._left and code != 0:
            self._finish(None, f"speech-dispatcher could not be started (exit code {code})")
        elif self._left:
            self._look()

    def _look(self) -> None:
        try:
            line = connected(self._path)
        except OSError as problem:
            self._finish(None, str(problem))
            return
        self._left -= 1
        if line is not None:
            self._finish(line, "")
        elif self._left > 0:
            self._alarm.start(AGAIN)
        else:
            self._finish(None, "speech-dispatcher was started and does not listen")

    def _finish(self, line: socket.socket | None, why: str) -> None:
        self.cancel()
        self._done(line, why)
