"""The faces of the tray out of the cache, painted by a child when they are not there in full.

Pillow stays out of a daemon that way; what the child has painted is there for every later start.
"""

import logging
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress

from unsit import __version__, places
from unsit.core.language import N_, _
from unsit.desktop import Pixmap, pixmaps
from unsit.loop import NO_CONSOLE, Loop

log = logging.getLogger(__name__)

UNDRAWN = N_("the icons cannot be drawn, so there is none in the tray")


class Faces:
    """Every face of this version at every size."""

    def __init__(self) -> None:
        self._file = places.cache_dir() / f"icons-{__version__}.bin"

    def pictures(self, face: str) -> list[Pixmap]:
        """Return a face at every size, smallest first; [] while it is not painted."""
        return pixmaps.pixmaps(self._file, face)

    def see_to(self, loop: Loop, painted: Callable[[], object]) -> None:
        """Have them painted if they are not there in full, and tell when they are then."""
        if not pixmaps.complete(self._file):
            self._paint(loop, painted)

    def _paint(self, loop: Loop, painted: Callable[[], object]) -> None:
        def ended(code: int) -> None:
            if code == 0:
                self._tidy()
                painted()
            else:
                log.warning("%s", _(UNDRAWN))

        command = [sys.executable, "-m", "unsit.painter", str(self._file)]
        try:
            loop.child(
                subprocess.Popen(command, stdin=subprocess.DEVNULL, creationflags=NO_CONSOLE), ended
            )
        except OSError as problem:
            log.warning("%s: %s", _(UNDRAWN), problem)

    def _tidy(self) -> None:
        """Remove the faces of other versions, which nobody reads any more."""
        for other in self._file.parent.glob("icons-*.bin"):
            if other != self._file:
                with suppress(OSError):
                    other.unlink()
