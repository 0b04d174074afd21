"""What a voice needs of the loop it runs in: deadlines, something to read, and children.

A window has Qt's (`unsit.window.ground`), a terminal that of `unsit.loop` (`unsit.terminal.ground`).
Lengths are milliseconds here, as the engines count them.
"""

import socket
from collections.abc import Callable
from typing import Protocol

Act = Callable[[], object]

Ended = Callable[[int | None, str], object]
"""Gets a child's exit code (negative: a signal ended it; None: it could not be started) and what it
wrote to stderr."""


class Alarm(Protocol):
    """A deadline."""

    def start(self, milliseconds: int) -> None:
        """Ring once, so long from now, in place of what was set before."""

    def stop(self) -> None:
        """Do not ring; harmless when it has rung."""


class Reading(Protocol):
    """Something that is listened to."""

    def close(self) -> None:
        """Listen no more; harmless when that is done."""


class Child(Protocol):
    """A program that was started. Its output goes nowhere."""

    def kill(self) -> None:
        """End it at once; harmless when it has ended."""

    def wait(self, milliseconds: int) -> None:
        """Wait for its end, and no longer than so long."""


class Ground(Protocol):
    """A loop. All of it returns at once and raises nothing."""

    def alarm(self, ring: Act) -> Alarm:
        """Return an alarm that is not set yet."""

    def reader(self, line: socket.socket, readable: Act) -> Reading:
        """Call back whenever a connection can be read, or has ended."""

    def run(self, path: str, arguments: list[str], said: bytes, ended: Ended) -> Child:
        """Start a program and give it something to read; `ended` is called in a later round.

        One that is given nothing to read is a server, which may outlive us: what it writes to
        stderr goes nowhere, too.
        """
