"""The files of the running daemon are gone: said in one sentence, and the daemon ends.

Rules of this room: nothing looks for it by itself; it is looked for when something is asked of the daemon, a
reminder is due, or something went wrong. An upgrade may take the files away for a moment, so it is looked again
after a while, by one timer, and what went wrong meanwhile is said only when they are back.
"""

from collections.abc import Callable

from unsit import places
from unsit.core.language import N_
from unsit.loop import Loop, Timer

PATIENCE = 10.0
"""Seconds for which an upgrade may leave us without files."""
GONE = N_("Unsit was removed or moved; this one ends.")


class Removal:
    """Looks whether the files are there, when asked."""

    def __init__(
        self, loop: Loop, gone: Callable[[], object], back: Callable[[str], object]
    ) -> None:
        """`gone` is called once, when they stay away; `back` gets each sentence that waited for them."""
        self._loop, self._gone, self._back = loop, gone, back
        self._waiting: list[str] = []
        self._timer: Timer | None = None
        self._over = False

    def look(self, sentence: str = "") -> bool:
        """Say whether the files are gone just now; `sentence` waits then until they are back."""
        if places.there():
            return False
        if sentence:
            self._waiting.append(sentence)
        if self._timer is None and not self._over:
            self._timer = self._loop.later(PATIENCE, self._look_again)
        return True

    def close(self) -> None:
        """Look no more."""
        self._over = True
        if self._timer is not None:
            self._timer.cancel()

    def _look_again(self) -> None:
        self._timer = None
        if places.there():
            waiting, self._waiting = self._waiting, []
            for sentence in waiting:
                self._back(sentence)
        else:
            self._over = True
            self._gone()
