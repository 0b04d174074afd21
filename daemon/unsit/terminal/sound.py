"""The chimes, and the terminal's bell where there is nothing to play them with."""

from collections.abc import Callable

from unsit.loop import Loop
from unsit.window.chimes import Chimes

BELLS = {"switch", "done"}
"""The chimes that the bell stands for: more of it would be a nuisance."""

SOON = 0.3
"""Seconds until a player that cannot play has given up."""


class Sound:
    """Sounds what opens a segment, by the bell alone where there are no `chimes`."""

    def __init__(self, loop: Loop, chimes: Chimes | None, bell: Callable[[], object]) -> None:
        self._loop, self._chimes, self._bell = loop, chimes, bell

    def play(self, name: str) -> None:
        """Begin to sound and return at once."""
        if self._chimes is None:
            self._ring(name)
        else:
            self._chimes.play(name)
            self._look(name)

    def hush(self) -> None:
        """End what sounds now."""
        if self._chimes is not None:
            self._chimes.hush()

    def _look(self, name: str) -> None:
        """See what became of a chime; ring when no player is left that could play it."""
        plays = self._chimes is not None and self._chimes.look()
        if self._chimes is None or self._chimes.mute:
            self._chimes = None
            self._ring(name)
        elif plays:
            self._loop.later(SOON, self._look, name)

    def _ring(self, name: str) -> None:
        if name in BELLS:
            self._bell()
