"""What the person has asked of Windows, for all programs: less motion, strong contrast, a screen reader.

It is asked by SystemParametersInfoW (Microsoft, *Windows Accessibility*; the numbers are those of winuser.h),
which takes no time. Qt says the first two itself since 6.12 and 6.10; a screen reader it cannot tell from
whatever else looks into windows.

Rules of this module: what Windows does not answer counts as not asked for. Nothing is done elsewhere.
"""

import ctypes
import sys

SCREEN_READER, HIGH_CONTRAST, ANIMATION = 0x0046, 0x0042, 0x1042
"""SPI_GETSCREENREADER, SPI_GETHIGHCONTRAST, SPI_GETCLIENTAREAANIMATION."""

HIGH_CONTRAST_ON = 0x1
"""HCF_HIGHCONTRASTON."""

UNSIT = "Unsit"
"""What the taskbar knows our programs by (an AppUserModelID), each of which is one of Python's to it."""


class _Contrast(ctypes.Structure):
    """HIGHCONTRASTW."""

    _fields_ = (
        ("size", ctypes.c_uint32),
        ("flags", ctypes.c_uint32),
        ("scheme", ctypes.c_wchar_p),
    )


def belong() -> None:
    """Have the windows of this process stand with those of Unsit, and not with Python's."""
    if sys.platform == "win32":
        ctypes.WinDLL("shell32").SetCurrentProcessExplicitAppUserModelID(ctypes.c_wchar_p(UNSIT))


def reads() -> bool:
    """Say whether a screen reader runs; NVDA, JAWS and Narrator say so to Windows."""
    return bool(_flag(SCREEN_READER))


def is_calm() -> bool:
    """Say whether animations are turned off."""
    return _flag(ANIMATION) == 0


def wants_contrast() -> bool:
    """Say whether a contrast theme is chosen."""
    found = _Contrast(ctypes.sizeof(_Contrast))
    return _asked(HIGH_CONTRAST, found.size, found) and bool(found.flags & HIGH_CONTRAST_ON)


def _flag(question: int) -> int | None:
    value = ctypes.c_int()  # BOOL
    return value.value if _asked(question, 0, value) else None


def _asked(question: int, size: int, answer: "ctypes.Structure | ctypes.c_int") -> bool:
    """Have Windows fill in an answer; say whether it did."""
    if sys.platform != "win32":
        return False
    ask = ctypes.WinDLL("user32").SystemParametersInfoW
    ask.argtypes = (ctypes.c_uint, ctypes.c_uint, ctypes.c_void_p, ctypes.c_uint)
    return bool(ask(question, size, ctypes.byref(answer), 0))
