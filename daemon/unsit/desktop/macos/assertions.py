"""Whether a program keeps the display awake, as players do while they show a film.

Source: IOKit's IOPMLib.h (IOPMCopyAssertionsStatus, the level of each kind of assertion), and Core
Foundation for reading what it gives. The assertions of our own `caffeinate` count among them: who asks
knows when that runs.
"""

import ctypes
from typing import Any

IOKIT = "/System/Library/Frameworks/IOKit.framework/IOKit"
CORE_FOUNDATION = "/System/Library/Frameworks/CoreFoundation.framework/CoreFoundation"
KIND = b"PreventUserIdleDisplaySleep"
"""kIOPMAssertPreventUserIdleDisplaySleep."""
UTF8, INT = 0x08000100, 9
"""kCFStringEncodingUTF8 and kCFNumberIntType."""


class Assertions:
    """What programs ask of the power management. Raises OSError where there is none."""

    def __init__(self, iokit: Any = None, core: Any = None) -> None:
        self._iokit = iokit or ctypes.CDLL(IOKIT)
        self._core = core or _typed(ctypes.CDLL(CORE_FOUNDATION))
        self._key = self._core.CFStringCreateWithCString(None, KIND, UTF8)

    def hold(self) -> bool:
        """Say whether the display is kept awake by anybody; without an answer it is by nobody."""
        levels = ctypes.c_void_p()
        if self._iokit.IOPMCopyAssertionsStatus(ctypes.byref(levels)) or not levels.value:
            return False
        try:
            return self._level(levels) > 0
        finally:
            self._core.CFRelease(levels)

    def _level(self, levels: ctypes.c_void_p) -> int:
        level = ctypes.c_int(0)
        number = self._core.CFDictionaryGetValue(levels, self._key)
        if number:
            self._core.CFNumberGetValue(number, INT, ctypes.byref(level))
        return level.value


def _typed(core: Any) -> Any:
    """Say which arguments and answers are pointers: ctypes would cut them to 32 bits."""
    pointer = ctypes.c_void_p
    for function, answer, arguments in (
        (core.CFStringCreateWithCString, pointer, (pointer, ctypes.c_char_p, ctypes.c_uint32)),
        (core.CFDictionaryGetValue, pointer, (pointer, pointer)),
        (core.CFNumberGetValue, ctypes.c_bool, (pointer, ctypes.c_long, pointer)),
        (core.CFRelease, None, (pointer,)),
    ):
        function.restype, function.argtypes = answer, arguments
    return core
