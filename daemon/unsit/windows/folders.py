"""Folders that Windows watches: it tells that something in one of them has changed, and not what.

It is told by a handle that a thread waits for (Microsoft, *FindFirstChangeNotificationW*). Not on every
network drive: there nothing is told.
"""

import _winapi
import ctypes
import sys
import threading
from collections.abc import Callable, Iterable
from ctypes import wintypes
from pathlib import Path

assert sys.platform == "win32"

CHANGES = 0x01 | 0x02 | 0x08 | 0x10
"""FILE_NOTIFY_CHANGE_ of FILE_NAME, DIR_NAME, SIZE and LAST_WRITE."""
MOST = 60
"""Folders: 64 handles can be waited for at once (MAXIMUM_WAIT_OBJECTS), and one of them ends it."""
INVALID = wintypes.HANDLE(-1).value

_kernel = ctypes.WinDLL("kernel32", use_last_error=True)
_kernel.FindFirstChangeNotificationW.restype = wintypes.HANDLE
_kernel.CreateEventW.restype = wintypes.HANDLE


class Folders:
    """Calls `told`, from a thread, when something has changed in one of the folders. Raises OSError."""

    def __init__(self, folders: Iterable[Path], told: Callable[[], object]) -> None:
        self._told = told
        self.watched = sorted(folders)[:MOST]
        self._handles = [_watch(folder) for folder in self.watched]
        self._enough = _kernel.CreateEventW(None, True, False, None)
        self._thread = threading.Thread(target=self._listen, daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Watch no more."""
        _kernel.SetEvent(wintypes.HANDLE(self._enough))
        self._thread.join()
        _kernel.CloseHandle(wintypes.HANDLE(self._enough))
        for handle in self._handles:
            _kernel.FindCloseChangeNotification(wintypes.HANDLE(handle))

    def _listen(self) -> None:
        ends = [self._enough, *self._handles]
        while place := _winapi.WaitForMultipleObjects(ends, False, _winapi.INFINITE):
            self._told()
            if not _kernel.FindNextChangeNotification(wintypes.HANDLE(ends[place])):
                ends.pop(place)  # the folder has gone; whoever looks for it will not find it


def _watch(folder: Path) -> int:
    handle = _kernel.FindFirstChangeNotificationW(str(folder), False, CHANGES)
    if handle == INVALID:
        raise ctypes.WinError(ctypes.get_last_error())
    return int(handle)
