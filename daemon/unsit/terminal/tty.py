"""The terminal as a device: what is typed comes at once and unseen, and all is put back afterwards.

Rules of this room: a terminal that has gone (the ssh connection broke) is no error: what is said to
it is lost; of a pipe that nobody reads any more we hear at once, though nothing is written for a
while. Windows has no termios but a console, which is asked for the same (`unsit.windows.console`).
"""

import os
import select
import shutil
import stat
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import partial
from typing import Any

from unsit.loop import Loop, Timer
from unsit.terminal.keys import Keys

if sys.platform == "win32":
    from unsit.windows import console
else:
    import termios
    import tty

UNSURE = 0.1
"""Seconds after which a lone Escape is one: what begins an arrow key is followed at once, over a
slow line too."""


def is_screen(output: int, environ: Mapping[str, str]) -> bool:
    """Say whether this is a terminal that may be drawn on, and the person wants it to be.

    NO_COLOR is that of no-color.org: any text in it counts.
    """
    dumb = ("dumb",) if sys.platform == "win32" else ("", "dumb")
    if environ.get("TERM", "") in dumb or environ.get("NO_COLOR") or not os.isatty(output):
        return False
    return sys.platform != "win32" or console.understands(output)


class Tty:
    """Two file descriptors.

    `typed` gets the names of keys, `gone` is told when nobody types more, `unread` when nobody reads.
    """

    def __init__(
        self,
        loop: Loop,
        typed: Callable[[str], object],
        gone: Callable[[], object],
        unread: Callable[[], object],
        source: int = 0,
        output: int = 1,
    ) -> None:
        self._loop, self._typed, self._gone, self._unread = loop, typed, gone, unread
        self._source, self._output = source, output
        self._keys = Keys()
        self._found: list[Any] | None = None
        """How the terminal was set before us."""
        self._ours = self._heeded = False
        self._settle: Timer | None = None

    @property
    def has_keys(self) -> bool:
        """Whether somebody can type here."""
        if sys.platform == "win32":
            return console.is_one(self._source)
        return os.isatty(self._source)

    def heed_readers(self) -> None:
        """Tell when nobody reads any more what is written into a pipe. Ends with `give_back`."""
        if sys.platform != "win32" and not self._heeded and _is_pipe(self._output):
            self._heeded = True
            self._loop.reader(self._output, self._look_for_readers)

    def take(self) -> None:
        """Have every key come at once and unseen; Ctrl+C and Ctrl+Z are signals as ever."""
        if not self.has_keys or self._ours:
            return
        self._ours = True
        if sys.platform == "win32":
            typed = partial(self._loop.soon, self._take)
            self._keyboard = console.Keyboard(self._source, typed)
        else:
            self._found = self._found or termios.tcgetattr(self._source)
            tty.setcbreak(self._source, termios.TCSANOW)
            self._loop.reader(self._source, self._read)

    def give_back(self) -> None:
        """Set the terminal as it was found. May be called twice."""
        if self._heeded:
            self._heeded = False
            self._loop.forget(self._output)
        if not self._ours:
            return
        self._ours = False
        if sys.platform == "win32":
            self._keyboard.close()
        elif self._found is not None:
            self._loop.forget(self._source)
            with suppress(termios.error):
                termios.tcsetattr(self._source, termios.TCSANOW, self._found)

    def size(self) -> tuple[int, int]:
        """Return columns and rows."""
        try:
            found = os.get_terminal_size(self._output)
        except OSError:
            found = shutil.get_terminal_size()
        # Where nobody has told it (a serial line) both are 0.
        return found.columns or 80, found.lines or 24

    def write(self, text: str) -> None:
        """Say something; it is lost when the terminal has gone."""
        if sys.platform == "win32" and console.is_one(self._output):
            console.write(self._output, text)
            return
        data = text.encode(errors="replace")
        with suppress(OSError):
            while data:
                data = data[os.write(self._output, data) :]

    def _look_for_readers(self) -> None:
        """A pipe's end for writing is only ever ready to be read when its other end is closed."""
        self._loop.forget(self._output)
        if sys.platform != "win32":
            poll = select.poll()
            poll.register(self._output, 0)
            # One that was opened both ways is ready with our own words.
            if any(found & select.POLLERR for __, found in poll.poll(0)):
                self._unread()

    def _read(self) -> None:
        try:
            typed = os.read(self._source, 1024)
        except OSError:
            typed = b""
        if not typed:
            self._loop.forget(self._source)
        self._take(typed)

    def _take(self, typed: bytes) -> None:
        if not typed:
            self._gone()
            return
        if self._settle is not None:
            self._settle.cancel()
        for key in self._keys.take(typed):
            self._typed(key)
        if self._keys.unsure:
            self._settle = self._loop.later(UNSURE, self._decide)

    def _decide(self) -> None:
        for key in self._keys.settle():
            self._typed(key)


def _is_pipe(output: int) -> bool:
    try:
        return stat.S_ISFIFO(os.fstat(output).st_mode)
    except OSError:
        return False
