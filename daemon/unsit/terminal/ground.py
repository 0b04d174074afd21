"""The daemon's kind of loop, as the voice asks for it (`unsit.window.voice.ground`)."""

import socket
import subprocess
import tempfile
from contextlib import suppress

from unsit.loop import Loop, Timer
from unsit.window.voice.ground import Act, Alarm, Child, Ended, Reading

MOST = 4096
"""Bytes that are read of what a child complained of."""


class LoopGround:
    """What a voice needs, from one loop."""

    def __init__(self, loop: Loop) -> None:
        self._loop = loop

    def alarm(self, ring: Act) -> Alarm:
        """Return an alarm that is not set yet."""
        return _Alarm(self._loop, ring)

    def reader(self, line: socket.socket, readable: Act) -> Reading:
        """Call back whenever a connection can be read, or has ended."""
        return _Reading(self._loop, line, readable)

    def run(self, path: str, arguments: list[str], said: bytes, ended: Ended) -> Child:
        """Start a program and give it something to read."""
        return _Child(self._loop, [path, *arguments], said, ended)


class _Alarm:
    def __init__(self, loop: Loop, ring: Act) -> None:
        self._loop, self._ring = loop, ring
        self._timer: Timer | None = None

    def start(self, milliseconds: int) -> None:
        """Ring once."""
        self.stop()
        self._timer = self._loop.later(milliseconds / 1000, self._ring)

    def stop(self) -> None:
        """Do not ring."""
        if self._timer is not None:
            self._timer.cancel()


class _Reading:
    def __init__(self, loop: Loop, line: socket.socket, readable: Act) -> None:
        self._loop, self._line = loop, line
        loop.reader(line, readable)

    def close(self) -> None:
        """Listen no more."""
        self._loop.forget(self._line)


class _Child:
    """What it reads and what it writes are files without names: nobody has to wait for a pipe."""

    def __init__(self, loop: Loop, argv: list[str], said: bytes, ended: Ended) -> None:
        self._ended = ended
        self._errors = tempfile.TemporaryFile()  # noqa: SIM115  # open until it has ended
        self._process: subprocess.Popen[bytes] | None = None
        with tempfile.TemporaryFile() as words:
            words.write(said)
            words.seek(0)
            try:
                self._process = subprocess.Popen(
                    argv,
                    stdin=words if said else subprocess.DEVNULL,
                    stdout=subprocess.DEVNULL,
                    stderr=self._errors if said else subprocess.DEVNULL,
                    start_new_session=True,  # Ctrl+C is for us
                )
            except OSError:
                loop.soon(self._over, None)
                return
        loop.child(self._process, self._over)

    def kill(self) -> None:
        """End it at once."""
        if self._process is not None and self._process.returncode is None:
            self._process.kill()

    def wait(self, milliseconds: int) -> None:
        """Wait for its end."""
        if self._process is not None:
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(milliseconds / 1000)

    def _over(self, code: int | None) -> None:
        self._errors.seek(0)
        said = self._errors.read(MOST).decode(errors="replace")
        self._errors.close()
        self._ended(code, said)
