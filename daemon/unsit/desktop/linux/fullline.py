"""A display server that tells of the window in front: whether it fills the screen.

Rules of this room: it is told at the start and whenever it changes; with the server gone nothing
fills the screen any more.
"""

import logging
from collections.abc import Callable

from unsit.desktop.linux.displayline import DisplayLine, Line
from unsit.loop import Loop

log = logging.getLogger(__name__)


class FullLine(DisplayLine):
    """Tells whether the window in front is fullscreen; what the server says of it is its own part."""

    def __init__(self, loop: Loop, tell: Callable[[bool], object], line: Line) -> None:
        self._tell = tell
        self._told: bool | None = None
        super().__init__(loop, line)

    def _say(self, full: bool) -> None:
        if self._open and full != self._told:
            self._told = full
            self._tell(full)

    def _lose(self, problem: Exception) -> None:
        if self._open:
            log.info("fullscreen can no longer be seen: %s", problem)
            self._say(full=False)
            self.close()
