"""JSON lines between the daemon and the window.

Rules of this room: the daemon may be gone at any moment and that is no error; nothing here goes
through Python's buffered streams, whose locks and last flush can fail while a process ends.
"""

import json
import os
import threading
from collections.abc import Callable
from typing import Any

STDOUT = 1


def tell(event: dict[str, Any]) -> None:
    """Write one event to stdout; when nobody reads any more, it is dropped."""
    try:
        os.write(STDOUT, json.dumps(event).encode() + b"\n")
    except OSError:
        return


class Inbox:
    """Lines from a file descriptor, one at a time."""

    def __init__(self, fd: int) -> None:
        self._fd = fd
        self._rest = b""

    def next(self) -> bytes | None:
        """Wait for the next line and return it; None when there are no more."""
        while b"\n" not in self._rest:
            try:
                more = os.read(self._fd, 1 << 16)
            except OSError:
                more = b""
            if not more:
                last, self._rest = self._rest, b""
                return last or None
            self._rest += more
        line, _, self._rest = self._rest.partition(b"\n")
        return line

    def first(self, hear: Callable[[bytes], object]) -> None:
        """Call `hear`, from another thread, with the next line; with b"" when there is none."""
        threading.Thread(target=lambda: hear(self.next() or b""), daemon=True).start()


def wish(line: bytes) -> str:
    """Return the value of "do"; raises ValueError for a line that is not of our making."""
    document = json.loads(line)
    said = document.get("do") if isinstance(document, dict) else None
    if not isinstance(said, str):
        raise ValueError(line)
    return said
