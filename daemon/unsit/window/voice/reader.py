"""Whether a screen reader runs: then it speaks, and no voice of ours beside it.

On Linux the desktop is asked (`status`), on Windows Windows, elsewhere Qt: whether anybody reads the window.
Where our Qt cannot tell a screen reader what is to be said, ours is the voice, whoever reads the window
beside it.
"""

import sys
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from unsit.window import announce, bus, windows

AGAIN = 2000
"""Milliseconds between two questions to Windows, which takes a microsecond to answer, and tells of a change
only to the procedure of a window."""

Tell = Callable[[bool], None]


class Asking(QObject):
    """Has `tell` be told what `ask` says, at once and at each change."""

    def __init__(self, tell: Tell, ask: Callable[[], bool], again: int = AGAIN) -> None:
        super().__init__()
        self._tell, self._ask = tell, ask
        self._told: bool | None = None
        timer = QTimer(self)
        timer.timeout.connect(self._look)
        timer.start(again)
        self._look()

    def _look(self) -> None:
        reads = self._ask()
        if reads != self._told:
            self._told = reads
            self._tell(reads)


def follow(tell: Tell, system: str = sys.platform) -> QObject | None:
    """Have `tell` be told whether a screen reader runs; return what is to be kept for that."""
    if not announce.can():
        tell(False)
        return None
    if system == "win32":
        return Asking(tell, windows.reads)
    if system == "darwin":
        tell(announce.is_heard())
        return None
    session = bus.session()
    if session is None:
        tell(False)
        return None
    from unsit.window.voice.status import Reader

    return Reader(tell, session)
