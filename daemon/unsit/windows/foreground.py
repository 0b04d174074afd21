"""Who may come to the front.

Windows lets a program take the focus only while the person is using it; whoever is used may let others do so,
until there is input again (documentation of AllowSetForegroundWindow).
"""

import ctypes
import sys

ANYBODY = 0xFFFF_FFFF
"""ASFW_ANY: a Python of a virtual environment is a child of the one that was started."""


def allow() -> None:
    """Let another program take the focus; nothing happens when we may not ourselves."""
    if sys.platform == "win32":
        ctypes.WinDLL("user32").AllowSetForegroundWindow(ANYBODY)
