"""A file held against others, as flock(2) does it elsewhere: LockFileEx, which dies with its holder.

On Windows a lock is a wall, not a sign: what is locked cannot be read either. So one byte is locked that
no file of ours has, far behind the end, which LockFileEx allows.
"""

import ctypes
import msvcrt
import sys
from ctypes import wintypes

assert sys.platform == "win32"

EXCLUSIVE, AT_ONCE = 2, 1
"""LOCKFILE_EXCLUSIVE_LOCK, LOCKFILE_FAIL_IMMEDIATELY."""
HELD = 33
"""ERROR_LOCK_VIOLATION."""
FAR = 0x7FFF_FFFF
"""Where the byte is, in units of 4 GB."""


class _Place(ctypes.Structure):
    """OVERLAPPED, of which only the offset is of use here."""

    _fields_ = (
        ("internal", ctypes.c_void_p),
        ("internal_high", ctypes.c_void_p),
        ("low", wintypes.DWORD),
        ("high", wintypes.DWORD),
        ("event", wintypes.HANDLE),
    )


_kernel = ctypes.WinDLL("kernel32", use_last_error=True)


def hold(end: int, wait: bool) -> None:
    """Lock an open file. Raises BlockingIOError when another holds it, unless it is waited for."""
    flags = EXCLUSIVE | (0 if wait else AT_ONCE)
    if not _kernel.LockFileEx(_handle(end), flags, 0, 1, 0, ctypes.byref(_Place(high=FAR))):
        number = ctypes.get_last_error()
        problem = ctypes.WinError(number)
        raise BlockingIOError(*problem.args) if number == HELD else problem


def let_go(end: int) -> None:
    """Unlock it now: Windows does so when the file is closed, too, but in its own time."""
    _kernel.UnlockFileEx(_handle(end), 0, 1, 0, ctypes.byref(_Place(high=FAR)))


def _handle(end: int) -> wintypes.HANDLE:
    return wintypes.HANDLE(msvcrt.get_osfhandle(end))
