"""What is said, carried between a named pipe and a socket, by two threads (Windows)."""

import _winapi
import socket
import sys
import threading
from contextlib import suppress

assert sys.platform == "win32"

MOST = 64 * 1024
"""Bytes that are carried at a time."""
PATIENCE = 10.0
"""Seconds that the other side may take to read: one that reads nothing is given up."""


class Near(socket.socket):
    """Our end of a line."""

    carrying: "Carrying | None" = None
    farewell = 0.0
    """Seconds that hanging up may wait for the last words to arrive."""

    def close(self) -> None:
        """Hang up."""
        super().close()
        if self.carrying is not None and self.farewell:
            self.carrying.arrive(self.farewell)


class Carrying:
    """One line: `near` is its end for us. It ends when either side hangs up."""

    def __init__(self, pipe: int) -> None:
        self._pipe = pipe
        near, self._far = socket.socketpair()
        if near.getsockname() != self._far.getpeername():
            raise ConnectionAbortedError("another program took the line")
        self.near = Near(fileno=near.detach())
        self.near.carrying = self
        self._over = threading.Event()
        self._lock = threading.Lock()
        self._reading: _winapi.Overlapped | None = None
        self._inward = threading.Thread(target=self._carry_in, daemon=True)
        self._outward = threading.Thread(target=self._carry_out, daemon=True)
        self._inward.start()
        self._outward.start()

    @property
    def goes_on(self) -> bool:
        """Whether something is carried yet."""
        return self._outward.is_alive()

    def arrive(self, seconds: float) -> None:
        """Wait so long at most for what was said before we hung up; not at all when we have not."""
        if self.near.fileno() < 0:
            self._outward.join(seconds)

    def _carry_in(self) -> None:
        with suppress(OSError):  # they hung up, or we did
            while said := self._read():
                self._far.sendall(said)
        with suppress(OSError):
            self._far.shutdown(socket.SHUT_WR)

    def _carry_out(self) -> None:
        with suppress(OSError):  # nobody reads there any more
            while said := self._far.recv(MOST):
                self._write(said)
        with self._lock:
            self._over.set()
            if self._reading is not None:
                self._reading.cancel()
        self._inward.join()
        _winapi.CloseHandle(self._pipe)
        self._far.close()

    def _read(self) -> bytes:
        with self._lock:
            if self._over.is_set():
                return b""
            self._reading, _ = _winapi.ReadFile(self._pipe, MOST, overlapped=True)
        try:
            length, _ = self._reading.GetOverlappedResult(True)
            return bytes(self._reading.getbuffer() or b"")[:length]
        finally:
            self._reading = None

    def _write(self, said: bytes) -> None:
        writing, _ = _winapi.WriteFile(self._pipe, said, overlapped=True)
        waited = _winapi.WaitForSingleObject(writing.event, int(PATIENCE * 1000))
        if waited == _winapi.WAIT_TIMEOUT:
            writing.cancel()
        if writing.GetOverlappedResult(True)[0] < len(said):
            raise BrokenPipeError("they read too slowly")
