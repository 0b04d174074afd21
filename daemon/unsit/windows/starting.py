"""How we were started: GetStartupInfo tells what the shell said of it."""

import ctypes
import sys
from ctypes import wintypes

assert sys.platform == "win32"

TITLE_IS_LINK = 0x0800
"""STARTF_TITLEISLINKNAME: "The lpTitle member contains the path of the shortcut file (.lnk) that the user
invoked to start this process" (Microsoft, *STARTUPINFOW*)."""


class _Info(ctypes.Structure):
    """STARTUPINFOW."""

    _fields_ = (
        ("size", wintypes.DWORD),
        ("names", wintypes.LPWSTR * 3),
        ("place", wintypes.DWORD * 7),
        ("flags", wintypes.DWORD),
        ("window", wintypes.WORD * 2),
        ("reserved", ctypes.c_void_p),
        ("streams", wintypes.HANDLE * 3),
    )


def by_shortcut() -> bool:
    """Say whether somebody has clicked a shortcut, in the Start menu or on the desktop."""
    info = _Info(size=ctypes.sizeof(_Info))
    ctypes.WinDLL("kernel32").GetStartupInfoW(ctypes.byref(info))
    return bool(info.flags & TITLE_IS_LINK)
