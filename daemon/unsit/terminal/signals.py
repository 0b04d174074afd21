"""What the system tells a program in a terminal: end, stop for a while, go on, another size.

Rules of this room: a handler only posts to the loop, so that nothing happens in the middle of
something else; whatever was set is set back.
"""

import os
import signal
import sys
from collections.abc import Callable
from types import FrameType

from unsit.loop import Loop

Act = Callable[[], object]


class Signals:
    """Heeds signals while it is entered. `end` gets the number of the one that ends us."""

    def __init__(
        self, loop: Loop, end: Callable[[int], object], suspend: Act, resume: Act, resize: Act
    ) -> None:
        self._loop = loop
        self._end, self._suspend, self._resume, self._resize = end, suspend, resume, resize
        self._before: dict[int, object] = {}

    def __enter__(self) -> "Signals":
        self._heed(signal.SIGINT, self._ends)
        self._heed(signal.SIGTERM, self._ends)
        if sys.platform != "win32":
            self._heed(signal.SIGHUP, self._ends)
            self._heed(signal.SIGTSTP, lambda *_: self._loop.soon(self._suspend))
            self._heed(signal.SIGCONT, lambda *_: self._loop.soon(self._resume))
            self._heed(signal.SIGWINCH, lambda *_: self._loop.soon(self._resize))
        self._loop.wake_on_signals()
        return self

    def __exit__(self, *_: object) -> None:
        for number, before in self._before.items():
            signal.signal(number, before)  # type: ignore[arg-type]  # what it had returned itself
        signal.set_wakeup_fd(-1)

    def stop_here(self) -> None:
        """Stop as Ctrl+Z means it, and return when the shell has us go on."""
        if sys.platform != "win32":
            ours = signal.signal(signal.SIGTSTP, signal.SIG_DFL)
            os.kill(os.getpid(), signal.SIGTSTP)
            signal.signal(signal.SIGTSTP, ours)

    def _heed(self, number: int, handler: Callable[[int, FrameType | None], object]) -> None:
        self._before[number] = signal.signal(number, handler)

    def _ends(self, number: int, _: FrameType | None) -> None:
        self._loop.soon(self._end, number)
