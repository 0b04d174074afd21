"""A line to a display server that is asked for something, and then held open.

Rules of this room: what the server tells is taken, or it would pile up; a line that breaks is hung up.
"""

from abc import ABC, abstractmethod
from typing import Protocol

from unsit.loop import Loop


class Line(Protocol):
    """A connection to a display server."""

    def fileno(self) -> int:
        """Return its file descriptor."""

    def read(self) -> object:
        """Take what has come. Raises OSError when it is broken."""

    def close(self) -> None:
        """Hang up."""


class DisplayLine(ABC):
    """Holds `line` open. Raises what `ask` raises, and hangs up then."""

    def __init__(self, loop: Loop, line: Line) -> None:
        self._loop, self._line, self._open = loop, line, True
        try:
            self.ask()
        except BaseException:
            line.close()
            raise
        loop.reader(line, self._read)

    @abstractmethod
    def ask(self) -> None:
        """Ask the server, before it is heard. Raises OSError in a plain sentence where it cannot be asked."""

    def close(self) -> None:
        """Hang up. May be called twice."""
        if self._open:
            self._open = False
            self._loop.forget(self._line)
            self._line.close()

    def _read(self) -> None:
        try:
            self._line.read()
        except OSError:
            self.close()
