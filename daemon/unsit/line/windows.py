"""The way on Windows: a named pipe of ours alone, with a socket in front of it.

The loop can wait for sockets only there, and so can everybody else's code here; so a line is one end of
a pair of sockets, and two threads carry what is said between the other end and the pipe. They wait
and cost nothing while nothing is said. The pipe is opened for overlapped I/O, since one that is not
can be read or written, but not both at once (Microsoft, *Synchronous and Overlapped Input and Output*).

Pipes are the whole machine's: the name holds our SID and the path, the descriptor lets nobody else
in, no machine afar is let in either, and who connects looks at whom the pipe belongs to before it says
anything, so that nobody can wait for our words under our name.
"""

import _winapi
import os
import socket
import sys
import threading
import time
import zlib
from collections import deque
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from unsit.line import carrying
from unsit.windows import owner

if TYPE_CHECKING:
    from unsit.loop import Loop  # the command line asks, and needs no loop

assert sys.platform == "win32"

FIRST, OVERLAPPED, NO_REMOTE = 0x00080000, 0x40000000, 0x8
"""FILE_FLAG_FIRST_PIPE_INSTANCE, FILE_FLAG_OVERLAPPED, PIPE_REJECT_REMOTE_CLIENTS."""
NO_BORROWING = 0x00110000
"""SECURITY_SQOS_PRESENT with SECURITY_IDENTIFICATION: a server may see who we are, and not act as us."""
BUFFER = 64 * 1024
FAREWELL = 0.5
"""Seconds that the last words of a line may take to its pipe."""


class Listener:
    """Listens at a path; `come` gets each line that a process of ours opens. Raises OSError."""

    def __init__(self, loop: "Loop", path: Path, come: Callable[[socket.socket], object]) -> None:
        self._loop, self._come, self._name = loop, come, name(path)
        self._lines: list[carrying.Carrying] = []
        self._come_in: deque[int] = deque()
        """The pipes of those who have come and are not begun with."""
        self._closed = False
        self._waiting: _winapi.Overlapped | None = None
        self._lock = threading.Lock()
        self._alone = owner.Alone()
        first = self._pipe(FIRST)
        self._thread = threading.Thread(target=self._listen, args=(first,), daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Stop listening, and have what was said on lines that are hung up arrive."""
        with self._lock:
            self._closed = True
            if self._waiting is not None:
                self._waiting.cancel()
        self._thread.join()
        while self._come_in:
            _winapi.CloseHandle(self._come_in.popleft())
        self._alone.close()
        for line in self._lines:
            line.arrive(FAREWELL)

    def _pipe(self, more: int = 0) -> int:
        return _winapi.CreateNamedPipe(
            self._name,
            _winapi.PIPE_ACCESS_DUPLEX | OVERLAPPED | more,
            NO_REMOTE,  # and, by zeros, a stream of bytes that is waited for
            _winapi.PIPE_UNLIMITED_INSTANCES,
            BUFFER,
            BUFFER,
            0,
            self._alone.address,
        )

    def _listen(self, pipe: int) -> None:
        """Take one caller after another, on a thread; there is always a pipe for the next."""
        while True:
            came = self._is_called(pipe)
            try:
                following = self._pipe() if not self._closed else 0
            except OSError:
                following = 0  # out of memory: nobody can call any more
            if came:
                self._come_in.append(pipe)
                self._loop.soon(self._begin)
            else:
                _winapi.CloseHandle(pipe)
            if not following:
                return
            pipe = following

    def _is_called(self, pipe: int) -> bool:
        try:
            with self._lock:
                if self._closed:
                    return False
                self._waiting = _winapi.ConnectNamedPipe(pipe, overlapped=True)
            return self._waiting.GetOverlappedResult(True)[1] == 0
        except OSError:
            return False  # they hung up before we came, or we are closed
        finally:
            self._waiting = None

    def _begin(self) -> None:
        if not self._come_in:
            return  # we were closed meanwhile
        self._lines = [line for line in self._lines if line.goes_on]
        line = carrying.Carrying(self._come_in.popleft())
        self._lines.append(line)
        self._come(line.near)


def name(path: Path) -> str:
    """Return the pipe's name for a path."""
    mark = zlib.crc32(os.path.normcase(path).encode(errors="surrogatepass"))
    return rf"\\.\pipe\unsit-{owner.sid()}-{mark:08x}"


def connect(path: Path, patience: float) -> socket.socket:
    """Return a line to whoever listens, on which either side waits for `patience` seconds.

    Raises FileNotFoundError when nobody listens, PermissionError when somebody else does in our place,
    and other OSErrors.
    """
    pipe = _opened(name(path), time.monotonic() + patience)
    if owner.owner(pipe) != owner.sid():
        _winapi.CloseHandle(pipe)
        raise PermissionError("another user's program answers there")
    near = carrying.Carrying(pipe).near
    near.farewell = patience
    near.settimeout(patience)
    return near


def _opened(pipe: str, until: float) -> int:
    while True:
        try:
            return _winapi.CreateFile(
                pipe,
                _winapi.GENERIC_READ | _winapi.GENERIC_WRITE,
                0,
                _winapi.NULL,
                _winapi.OPEN_EXISTING,
                OVERLAPPED | NO_BORROWING,
                _winapi.NULL,
            )
        except OSError as problem:
            left = until - time.monotonic()
            if problem.winerror != _winapi.ERROR_PIPE_BUSY or left <= 0:
                raise
        _winapi.WaitNamedPipe(pipe, max(1, int(left * 1000)))
