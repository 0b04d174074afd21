"""The page on the terminal's screen: only the lines that have changed are written.

Control sequences are those of ECMA-48 that every terminal of today knows, and xterm's for the
alternate screen, by which the shell's lines are there again afterwards.
"""

import io
from collections.abc import Callable

from rich.console import Console
from rich.text import Text

from unsit.terminal.page import PLAIN, Signs, page
from unsit.terminal.play import Moment

ENTER = "\x1b[?1049h\x1b[?25l\x1b[2J"
"""The alternate screen, without a cursor, empty."""

LEAVE = "\x1b[0m\x1b[?25h\x1b[?1049l"

BELL = "\a"


class Screen:
    """Shows moments. `write` takes text for the terminal, `size` returns its columns and rows."""

    def __init__(
        self, write: Callable[[str], object], size: Callable[[], tuple[int, int]], encoding: str
    ) -> None:
        self._write, self._size = write, size
        self._signs = signs(encoding)
        self._encoding = encoding
        self._shown: list[str] = []
        self._at = (0, 0)
        self.open = False

    def enter(self) -> None:
        """Take the screen; all is shown anew."""
        self.open, self._shown = True, []
        self._write(ENTER)

    def leave(self) -> None:
        """Give the screen back. May be called twice."""
        if self.open:
            self.open = False
            self._write(LEAVE)

    def bell(self) -> None:
        """Ring."""
        if self.open:
            self._write(BELL)

    def show(self, moment: Moment) -> None:
        """Show a moment: what has changed of it, or all of it when the size has."""
        if not self.open:
            return
        size = self._size()
        if size != self._at:
            self._at, self._shown = size, []
        width, height = size
        lines = [self._coded(line, width) for line in page(moment, width, height, self._signs)]
        if not self._shown:
            self._write("\x1b[2J")
            self._shown = [""] * len(lines)
        changed = [
            f"\x1b[{row};1H{line}\x1b[K"
            for row, (line, before) in enumerate(zip(lines, self._shown, strict=True), 1)
            if line != before
        ]
        self._shown = lines
        if changed:
            self._write("".join(changed))

    def say(self, sentence: str) -> None:
        """Say a last word, when the screen has been given back."""
        self._write(f"{sentence}\n")

    def _coded(self, line: Text, width: int) -> str:
        """Return a line as the terminal takes it."""
        console = Console(
            file=io.StringIO(),
            force_terminal=True,
            color_system="standard",  # the person's own theme has chosen these to be legible
            width=max(width, 1),
            legacy_windows=False,
        )
        with console.capture() as got:
            console.print(line, end="", no_wrap=True, overflow="crop", highlight=False)
        return got.get().encode(self._encoding, "replace").decode(self._encoding)


def signs(encoding: str) -> Signs:
    """Return what can be drawn in an encoding."""
    every = Signs()
    try:
        "".join((every.full, every.rest, every.dot, *every.corners, "…")).encode(encoding)
    except (UnicodeEncodeError, LookupError):
        return PLAIN
    return every
