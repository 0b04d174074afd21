"""A console that is closed, a user who logs off: Windows ends the program as soon as it has heard of it.

So whoever is told by SetConsoleCtrlHandler does not come back before the program has ended by itself, for
which Windows gives it five seconds (Microsoft, *HandlerRoutine callback function*). Ctrl+C and Ctrl+Break
come as signals, as Python has it. A program without a console hears nothing here.
"""

import ctypes
import sys
import threading
from collections.abc import Callable
from ctypes import wintypes

assert sys.platform == "win32"

CLOSED = frozenset({2, 5, 6})
"""CTRL_CLOSE_EVENT, CTRL_LOGOFF_EVENT, CTRL_SHUTDOWN_EVENT."""
PATIENCE = 4.5
"""Seconds that we may take to end."""


class Endings:
    """Calls `end`, from another thread, when the console goes. Listens until closed."""

    def __init__(self, end: Callable[[], object]) -> None:
        self._end = end
        self._over = threading.Event()
        kind = ctypes.WINFUNCTYPE(wintypes.BOOL, wintypes.DWORD)
        self._handler = kind(self._told)  # Windows has only its address: it must live here
        self._set = ctypes.WinDLL("kernel32").SetConsoleCtrlHandler
        self._set(self._handler, True)

    def close(self) -> None:
        """Listen no more, and let go of whom we held up."""
        self._set(self._handler, False)
        self._over.set()

    def _told(self, what: int) -> bool:
        if what not in CLOSED:
            return False
        self._end()
        self._over.wait(PATIENCE)
        return True
