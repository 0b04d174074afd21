"""Run inside a Windows Python: write each window that is seen, however short, into the file that is named.

A line is the kind of the window, a bar and its title.
"""

import sys

assert sys.platform == "win32"

import ctypes
import time
from ctypes import wintypes
from pathlib import Path
from typing import TextIO

LOOK = 0.01
"""Seconds between two looks: nobody sees a window that stands for less."""


def watch(out: TextIO) -> None:
    """Write them until we are ended."""
    user32 = ctypes.WinDLL("user32")
    seen = set[str]()

    def each(window: int, _: int) -> bool:
        if user32.IsWindowVisible(window):
            kind, title = (ctypes.create_unicode_buffer(200) for _ in range(2))
            user32.GetClassNameW(window, kind, 200)
            user32.GetWindowTextW(window, title, 200)
            if (line := f"{kind.value}|{title.value}") not in seen:
                seen.add(line)
                print(line, file=out, flush=True)
        return True

    looked_at = ctypes.WINFUNCTYPE(wintypes.BOOL, wintypes.HWND, wintypes.LPARAM)(each)
    while True:
        user32.EnumWindows(looked_at, 0)
        time.sleep(LOOK)


if __name__ == "__main__":
    with Path(sys.argv[1]).open("w", encoding="utf-8") as file:
        watch(file)
