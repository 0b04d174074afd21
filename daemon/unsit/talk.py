"""A conversation over a socket: JSON lines each way, for as long as both sides want.

Rules of this room: nothing waits but `listen_out`, with a time limit; what cannot be read is not
heard, and who reads nothing any more is gone.
"""

import json
import socket
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from unsit.loop import Loop  # the command line asks one thing, and needs no loop

LONGEST = 256 * 1024
"""Bytes of a line; a plan without its figure has five thousand or so."""

Document = dict[str, Any]


class Talk:
    """Our end of it. `hear` gets each document; `over` is told once when the other side has gone.

    `said` is what had come already when the socket was handed to us.
    """

    def __init__(
        self,
        loop: "Loop",
        end: socket.socket,
        hear: Callable[[Document], object],
        over: Callable[[], object],
        said: bytes = b"",
    ) -> None:
        self._loop, self._end, self._hear, self._over = loop, end, hear, over
        self._said = said
        self.open = True
        end.setblocking(False)
        loop.reader(end, self._read)
        if b"\n" in said:
            loop.soon(self._take)

    def tell(self, document: Document) -> None:
        """Say something. One that reads nothing any more is gone, and that is told soon."""
        if not self.open:
            return
        line = json.dumps(document).encode() + b"\n"
        try:
            sent = self._end.send(line)
        except OSError:
            sent = 0
        if sent < len(line):
            self._loop.soon(self._lose)

    def close(self) -> None:
        """Hang up; nothing is told any more. May be called twice."""
        self.open = False
        self._loop.forget(self._end)
        self._end.close()

    def listen_out(self, seconds: float, enough: Callable[[], bool]) -> None:
        """Hear what still comes until it is `enough`, for so long at most, outside the loop."""
        until = time.monotonic() + seconds
        while self.open and not enough() and (left := until - time.monotonic()) > 0:
            self._end.settimeout(left)
            self._read()

    def _read(self) -> None:
        try:
            more = self._end.recv(LONGEST)
        except (BlockingIOError, TimeoutError):
            return
        except OSError:
            more = b""
        self._said += more
        self._take()
        if not more or len(self._said) > LONGEST:
            self._lose()

    def _take(self) -> None:
        while self.open and b"\n" in self._said:
            line, _, self._said = self._said.partition(b"\n")
            try:
                document = json.loads(line)
            except (ValueError, RecursionError):
                continue
            if isinstance(document, dict):
                self._hear(document)

    def _lose(self) -> None:
        if self.open:
            self.close()
            self._over()
