"""One window that nobody sees, for all that Windows tells by message; a thread waits for these.

It is no message-only window: sleep and the end of the session are told to top-level windows alone.
Whoever hears a message is called in that thread and must return at once.
"""

import sys

assert sys.platform == "win32"

import ctypes
import itertools
import logging
import threading
from collections.abc import Callable
from ctypes import wintypes

from unsit.desktop.windows import win32

log = logging.getLogger(__name__)

Heard = Callable[[int, int], int | None]
"""Hears wParam and lParam, in the window's thread; what it returns is the answer, None = Windows's own."""
Undo = Callable[[], None]

CLASS = "UnsitWindow"
PATIENCE = 5.0
"""Seconds that making the window may take; it takes a millisecond."""

_numbers = itertools.count(1)


class Window:
    """The window, until closed. Raises OSError when Windows gives us none."""

    def __init__(self) -> None:
        self.handle = 0
        self._heard: dict[int, list[Heard]] = {}
        self._class = f"{CLASS}{next(_numbers)}"
        self._problem: OSError | None = None
        self._made = threading.Event()
        self._procedure = win32.WNDPROC(self._hear)
        self._thread = threading.Thread(target=self._run, name=self._class, daemon=True)
        self._thread.start()
        if not self._made.wait(PATIENCE):
            raise TimeoutError("Windows gives us no window")
        if self._problem is not None:
            raise self._problem

    def on(self, message: int, heard: Heard) -> Undo:
        """Have somebody hear a message from now on; return what ends that."""
        self._heard[message] = [*self._heard.get(message, ()), heard]

        def undo() -> None:
            # A new list each time: the thread may be going through the one before.
            self._heard[message] = [each for each in self._heard[message] if each is not heard]

        return undo

    def close(self) -> None:
        """Take the window away and end its thread. May be called twice."""
        if self.handle:
            win32.PostMessage(self.handle, win32.WM_CLOSE, 0, 0)
        self._thread.join(PATIENCE)

    # --- in the thread ------------------------------------------------------------------------------

    def _run(self) -> None:
        module = win32.GetModuleHandle(None)
        kind = win32.WNDCLASSEX(
            cbSize=ctypes.sizeof(win32.WNDCLASSEX),
            lpfnWndProc=self._procedure,
            hInstance=module,
            lpszClassName=self._class,
        )
        place = (0, 0, 0, 0)
        if win32.RegisterClassEx(ctypes.byref(kind)):
            named = (0, self._class, None, win32.WS_POPUP)
            self.handle = win32.CreateWindowEx(*named, *place, None, None, module, None) or 0
        if not self.handle:
            self._problem = win32.failure()
        self._made.set()
        message = wintypes.MSG()
        while self.handle and win32.GetMessage(ctypes.byref(message), None, 0, 0) > 0:
            win32.DispatchMessage(ctypes.byref(message))
        win32.UnregisterClass(self._class, module)

    def _hear(self, window: int, message: int, wparam: int, lparam: int) -> int:
        if message == win32.WM_DESTROY:
            self.handle = 0
            win32.PostQuitMessage(0)
            return 0
        answer: int | None = None
        for heard in self._heard.get(message, ()):
            try:
                answer = heard(wparam, lparam)
            except Exception:
                log.exception("message %#x could not be heard", message)
        if answer is not None:
            return answer
        return int(win32.DefWindowProc(window, message, wparam, lparam))
