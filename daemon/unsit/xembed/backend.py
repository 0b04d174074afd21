"""pystray's backend for X11, and python-xlib as pystray brings it.

Importing this raises what python-xlib raises when no display answers: pystray tries it at once.
"""

import os
from typing import Any


def _pystray() -> Any:
    os.environ["PYSTRAY_BACKEND"] = "xorg"
    from pystray import _xorg

    return _xorg


xorg = _pystray()
X, Xutil, error = xorg.Xlib.X, xorg.Xlib.Xutil, xorg.Xlib.error
