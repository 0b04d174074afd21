"""The rest of Windows, which tells us by message: another process posts them, as lines come in.

``python other.py``: each line of stdin has the four numbers of PostMessage; each is answered on stdout.
"""

import sys

assert sys.platform == "win32"

import ctypes
import subprocess
from ctypes import wintypes
from pathlib import Path

MESSAGE = (wintypes.HWND, wintypes.UINT, wintypes.WPARAM, wintypes.LPARAM)

_user32 = ctypes.WinDLL("user32")
_user32.PostMessageW.argtypes = _user32.SendMessageW.argtypes = MESSAGE
_user32.SendMessageW.restype = ctypes.c_ssize_t


def sends(window: int, message: int, wparam: int = 0, lparam: int = 0) -> int:
    """Send a message and wait for the answer, which is returned."""
    return int(_user32.SendMessageW(window, message, wparam, lparam))


class Other:
    """The other process, until closed."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, str(Path(__file__))],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def posts(self, window: int, message: int, wparam: int = 0, lparam: int = 0) -> None:
        """Have it post a message, and wait until that is done."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(f"{window} {message} {wparam} {lparam}\n")
        self._process.stdin.flush()
        assert self._process.stdout.readline() == "posted\n"

    def close(self) -> None:
        """End it."""
        self._process.communicate(timeout=60)


def serve() -> None:
    """Post what the lines say, until they end."""
    for line in sys.stdin:
        done = _user32.PostMessageW(*map(int, line.split()))
        print("posted" if done else "refused", flush=True)


if __name__ == "__main__":
    serve()
