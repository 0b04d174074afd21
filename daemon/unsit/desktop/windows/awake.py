"""The screen kept awake: Windows holds that for a thread, as long as the thread lives.

So a thread of ours asks for it and waits to be let go; a crash of ours lets go, too. It looks like
input to nobody. Source: "SetThreadExecutionState" of Microsoft's documentation.
"""

import sys

assert sys.platform == "win32"

import threading

from unsit.core.language import _
from unsit.desktop.windows import win32

WANTED = win32.ES_CONTINUOUS | win32.ES_DISPLAY_REQUIRED | win32.ES_SYSTEM_REQUIRED


class WindowsAwake:
    """Keeps the screen awake until closed. Raises OSError when Windows refuses."""

    def __init__(self) -> None:
        self._asked, self._over = threading.Event(), threading.Event()
        self._granted = False
        self._thread = threading.Thread(target=self._hold, name="UnsitAwake", daemon=True)
        self._thread.start()
        self._asked.wait()
        if not self._granted:
            raise OSError(_("Windows does not let the screen be kept awake"))

    def close(self) -> None:
        """Let the screen go dark as it wants. May be called twice."""
        self._over.set()
        self._thread.join()

    def _hold(self) -> None:
        self._granted = bool(win32.SetThreadExecutionState(WANTED))
        self._asked.set()
        if self._granted:
            self._over.wait()
            win32.SetThreadExecutionState(win32.ES_CONTINUOUS)
