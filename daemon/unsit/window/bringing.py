"""Lines from a thread that reads, brought into Qt's own: for every window that is led by lines.

A signal that is sent while Qt ends takes the process with it, so nothing is sent any more once `close`
was called.
"""

import threading
from collections.abc import Callable

from PySide6.QtCore import QObject, Signal, SignalInstance

from unsit.window.lines import Inbox


class Bringer(QObject):
    """Reads an inbox; `came` has what `read` makes of each line, and `over` that there are no more.

    `read` raises ValueError for a line that is to be passed over.
    """

    came = Signal(object)
    over = Signal()

    def __init__(self, read: Callable[[bytes], object]) -> None:
        super().__init__()
        self._read = read
        self._lock, self._closed = threading.Lock(), False

    def listen(self, inbox: Inbox) -> None:
        """Read from now on until there are no more lines."""
        # Once this is closed Qt may take it down while the thread reads: its signals are asked for now.
        signals = self.came, self.over
        threading.Thread(target=self._listen, args=(inbox, *signals), daemon=True).start()

    def close(self) -> None:
        """Bring nothing any more."""
        with self._lock:
            self._closed = True

    def _listen(self, inbox: Inbox, came: SignalInstance, over: SignalInstance) -> None:
        while (line := inbox.next()) is not None:
            try:
                self._bring(came, self._read(line))
            except ValueError:
                continue
        self._bring(over)

    def _bring(self, signal: SignalInstance, *facts: object) -> None:
        with self._lock:
            if not self._closed:
                signal.emit(*facts)
