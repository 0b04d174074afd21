"""A socket to a server of this machine: never to the network, and never a wait but for the patient."""

import errno
import os
import socket
import time

MOST = 65_536
"""Bytes that are read at once."""
DESCRIPTORS = 253
"""The most that the kernel passes with one message (SCM_MAX_FD of Linux)."""


class Line:
    """A socket to a server of this machine. Raises OSError, in a plain sentence about `whom`.

    `patience` is in seconds: 0 = nothing ever waits, as the daemon needs it; else all that is done
    with it may take so long altogether.
    """

    def __init__(self, path: str, whom: str, patience: float = 0.0) -> None:
        self._whom = whom
        self._until = time.monotonic() + patience if patience else None
        self._socket = socket.socket(socket.AF_UNIX)  # type: ignore[attr-defined, unused-ignore]  # win32
        self._hurry()
        try:
            self._socket.connect(path)
        except OSError as problem:
            self._socket.close()
            raise OSError(f"no {whom} answers ({problem.strerror or problem})") from problem

    def fileno(self) -> int:
        """Return the descriptor to wait on."""
        return self._socket.fileno()

    def close(self) -> None:
        """Hang up. May be called twice."""
        self._socket.close()

    def put(self, data: bytes, *ancillary: tuple[int, int, bytes]) -> None:
        """Send a few bytes, whole. What we say is short: a server that has no room has hung."""
        self._hurry()
        try:
            sent = self._socket.sendmsg([data], ancillary)  # type: ignore[attr-defined, unused-ignore]  # win32
        except OSError as problem:
            raise self._silent(problem) from problem
        if sent != len(data):
            raise TimeoutError(f"the {self._whom} takes nothing any more")

    def take(self) -> bytes:
        """Read once: b"" when nothing has come. Descriptors that come along are closed."""
        self._hurry()
        try:
            data, passed = self._receive()
        except OSError as problem:
            if problem.errno == errno.EAGAIN:
                return b""
            raise self._silent(problem) from problem
        for descriptor in passed:
            os.close(descriptor)
        if not data:
            raise ConnectionResetError(f"the {self._whom} is gone")
        return data

    def _receive(self) -> tuple[bytes, list[int]]:
        data, passed, _, _ = socket.recv_fds(self._socket, MOST, DESCRIPTORS)  # type: ignore[attr-defined, unused-ignore]  # win32
        return data, passed

    def _hurry(self) -> None:
        left = 0.0 if self._until is None else max(0.001, self._until - time.monotonic())
        self._socket.settimeout(left)

    def _silent(self, problem: OSError) -> OSError:
        return OSError(f"the {self._whom} does not answer ({problem.strerror or problem})")
