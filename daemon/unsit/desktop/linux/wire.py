"""The socket to a message bus: who we are, bytes out without ever waiting, whole messages in.

Source of the protocol: D-Bus Specification 0.43, "Authentication Protocol" and "Message Format".
The messages are cut here and not by jeepney's parser, since that one stops for good at the first
message that it cannot read.
"""

import os
import selectors
import socket
import time
from collections.abc import Iterable
from typing import Literal

from unsit.core.language import _

LARGEST = 2**27
"""Bytes: the specification's limit for a message."""

PATIENCE = 30.0
"""Seconds for which a bus may take nothing while we have something to say. A debugger or a loaded
machine stops a bus for less; a bus that hangs for longer is no use to us."""

GREETING_MOST = 16_384
"""Bytes: what dbus-daemon allows one line of the greeting."""


class Wire:
    """One connection, past its greeting. Every OSError it raises means that it is of no more use."""

    def __init__(self, places: Iterable[str], timeout: float) -> None:
        """Connect to the first of `places` that answers; OSError when none does in `timeout` s."""
        self._socket = _connect(places, timeout)
        self._came = bytearray()
        self._waiting = bytearray()
        self._moved = time.monotonic()
        self._socket.setblocking(False)

    def fileno(self) -> int:
        """Return the file descriptor, for a selector."""
        return self._socket.fileno()

    @property
    def congested(self) -> bool:
        """Whether something still waits to be sent: call `flush` again before long."""
        return bool(self._waiting)

    def put(self, data: bytes) -> None:
        """Send, or keep what the bus does not take now."""
        if not self._waiting:
            self._moved = time.monotonic()
        self._waiting += data
        self.flush()

    def flush(self) -> None:
        """Send as much of what waits as the bus takes."""
        try:
            while self._waiting:
                sent = self._socket.send(self._waiting)
                del self._waiting[:sent]
                self._moved = time.monotonic()
        except BlockingIOError:
            if time.monotonic() - self._moved > PATIENCE or len(self._waiting) > LARGEST:
                raise TimeoutError(_("the message bus takes nothing any more")) from None

    def take(self) -> list[bytes]:
        """Read once and return the messages that are complete by it; raises at the end."""
        try:
            data = self._socket.recv(65_536)
        except BlockingIOError:
            return []
        if not data:
            raise ConnectionResetError(_("the message bus closed the connection"))
        self._came += data
        return list(iter(self._next, b""))

    def wait(self, seconds: float) -> None:
        """Wait until there is something to read, sending the while; at most `seconds`."""
        events = selectors.EVENT_READ | (selectors.EVENT_WRITE if self._waiting else 0)
        with selectors.DefaultSelector() as selector:
            selector.register(self._socket, events)
            selector.select(seconds)
        self.flush()

    def close(self) -> None:
        """Let go of the socket. May be called twice."""
        self._socket.close()

    def _next(self) -> bytes:
        if len(self._came) < 16:
            return b""
        length = message_length(self._came[:16])
        if len(self._came) < length:
            return b""
        message = bytes(self._came[:length])
        del self._came[:length]
        return message


def message_length(head: bytes | bytearray) -> int:
    """Return the bytes of the message that begins with these 16; raises OSError for nonsense."""
    if head[:1] not in (b"l", b"B"):
        raise ConnectionAbortedError(_("the message bus sent something that is no message"))
    order: Literal["little", "big"] = "little" if head[:1] == b"l" else "big"
    body, fields = int.from_bytes(head[4:8], order), int.from_bytes(head[12:16], order)
    length = 16 + -(-fields // 8) * 8 + body
    if length > LARGEST:
        words = _("the message bus announced a message of {count} bytes")
        raise ConnectionAbortedError(words.format(count=length))
    return length


def _connect(places: Iterable[str], timeout: float) -> socket.socket:
    refused: OSError = ConnectionRefusedError("its address names no place")
    for place in places:
        line = socket.socket(socket.AF_UNIX)  # type: ignore[attr-defined, unused-ignore]  # win32
        try:
            line.settimeout(timeout)
            line.connect(place)
            _greet(line, time.monotonic() + timeout)
        except OSError as problem:
            line.close()
            refused = problem
        else:
            return line
    raise refused


def _greet(line: socket.socket, deadline: float) -> None:
    # The leading NUL carries our credentials on systems that want them sent with a byte.
    uid = str(os.geteuid()).encode().hex().encode()  # type: ignore[attr-defined, unused-ignore]  # win32
    line.sendall(b"\0AUTH EXTERNAL " + uid + b"\r\n")
    answer = b""
    while not answer.endswith(b"\r\n"):
        line.settimeout(max(0.001, deadline - time.monotonic()))
        data = line.recv(4096)
        answer += data
        if not data or len(answer) > GREETING_MOST:
            raise ConnectionRefusedError(_("it hung up during the greeting"))
    if not answer.startswith(b"OK "):
        words = _("it refused us: {answer}")
        raise PermissionError(words.format(answer=answer.decode(errors="replace").strip()))
    line.sendall(b"BEGIN\r\n")
