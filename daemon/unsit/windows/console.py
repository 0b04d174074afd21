"""The console as a terminal: it understands what terminals are told, and its keys come at once.

Its keys are read as events and not as text: reading text cannot be broken off, and would wait behind events
that are none. Each becomes the bytes that a terminal would send for it.
"""

import _winapi
import ctypes
import msvcrt
import sys
import threading
from collections.abc import Callable
from ctypes import wintypes

assert sys.platform == "win32"

DRAWN, PROCESSED = 0x0004, 0x0001
"""ENABLE_VIRTUAL_TERMINAL_PROCESSING of an output; ENABLE_PROCESSED_INPUT: Ctrl+C is a signal."""
HARMLESS = "\x1b[0m"
"""What changes nothing where it is understood."""
KEY = 1
"""KEY_EVENT."""
MOST = 32
"""Events that are taken at a time."""
ARROWS = {0x25: "\x1b[D", 0x27: "\x1b[C"}
"""VK_LEFT, VK_RIGHT, as ECMA-48 has them."""

_kernel = ctypes.WinDLL("kernel32", use_last_error=True)
_kernel.CreateEventW.restype = wintypes.HANDLE


class _Screen(ctypes.Structure):
    """CONSOLE_SCREEN_BUFFER_INFO."""

    _fields_ = (
        ("size", wintypes._COORD),
        ("cursor", wintypes._COORD),
        ("colours", wintypes.WORD),
        ("window", wintypes.SMALL_RECT),
        ("largest", wintypes._COORD),
    )


class _Key(ctypes.Structure):
    """KEY_EVENT_RECORD."""

    _fields_ = (
        ("down", wintypes.BOOL),
        ("repeat", wintypes.WORD),
        ("key", wintypes.WORD),
        ("scan", wintypes.WORD),
        ("letter", ctypes.c_wchar),
        ("held", wintypes.DWORD),
    )


class _Event(ctypes.Structure):
    """INPUT_RECORD; of its union the largest, which is a key."""

    _fields_ = (("kind", wintypes.WORD), ("key", _Key))


def is_one(end: int) -> bool:
    """Say whether a file is a console; `os.isatty` says so of the device NUL, too."""
    return _mode(end) is not None


def understands(output: int) -> bool:
    """Have a console take control sequences; False when it cannot, or is none.

    It is put to the test, as wine's says yes and prints them.
    """
    mode = _mode(output)
    if mode is None or not _kernel.SetConsoleMode(_handle(output), mode | DRAWN):
        return False
    before = _column(output)
    write(output, HARMLESS)
    if _column(output) == before:
        return True
    write(output, "\r" + " " * len(HARMLESS) + "\r")
    _kernel.SetConsoleMode(_handle(output), mode)
    return False


def write(output: int, text: str) -> None:
    """Write text as it is, whatever code page a console has for bytes."""
    units, written = len(text.encode("utf-16-le", errors="surrogatepass")) // 2, wintypes.DWORD()
    _kernel.WriteConsoleW(_handle(output), text, units, ctypes.byref(written), None)


class Keyboard:
    """Calls `typed`, from a thread, with what is typed, unseen; with nothing when the console has gone."""

    def __init__(self, source: int, typed: Callable[[bytes], object]) -> None:
        self._typed = typed
        self._console, self._found = _handle(source), _mode(source) or PROCESSED
        _kernel.SetConsoleMode(self._console, PROCESSED)
        self._enough = wintypes.HANDLE(_kernel.CreateEventW(None, True, False, None))
        self._thread = threading.Thread(target=self._listen, daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Put the console back as it was found."""
        _kernel.SetEvent(self._enough)
        self._thread.join()
        _kernel.CloseHandle(self._enough)
        _kernel.SetConsoleMode(self._console, self._found)

    def _listen(self) -> None:
        ends = [self._enough.value or 0, self._console.value or 0]
        while _winapi.WaitForMultipleObjects(ends, False, _winapi.INFINITE):
            events, count = (_Event * MOST)(), wintypes.DWORD()
            if not _kernel.ReadConsoleInputW(self._console, events, MOST, ctypes.byref(count)):
                self._typed(b"")
                return
            keys = [event.key for event in events[: count.value] if event.kind == KEY]
            said = "".join(_said(key) * max(1, key.repeat) for key in keys if key.down)
            if said:
                self._typed(said.encode(errors="replace"))


def _said(key: _Key) -> str:
    return ARROWS.get(key.key, key.letter if key.letter != "\0" else "")


def _handle(end: int) -> wintypes.HANDLE:
    return wintypes.HANDLE(msvcrt.get_osfhandle(end))


def _mode(end: int) -> int | None:
    mode = wintypes.DWORD()
    return mode.value if _kernel.GetConsoleMode(_handle(end), ctypes.byref(mode)) else None


def _column(output: int) -> int:
    found = _Screen()
    _kernel.GetConsoleScreenBufferInfo(_handle(output), ctypes.byref(found))
    return int(found.cursor.X)
