"""Whether the window in front fills a screen: Quartz Window Services lists what is to be seen.

Place, size and layer of a window need no permission; its title would, and nobody asks for it. A screen
with a notch leaves its upper edge free, and so does a menu bar: that is another window, in a layer of its
own, and not to be seen where a window is in full screen. Source: CGWindow.h, CGWindowLevel.h.
"""

from collections.abc import Iterator
from typing import Any

import Quartz

MENU_BAR = 24
"""kCGMainMenuWindowLevel."""
NOTCH = 40.0
"""Points by which a screen's notch may push a window down."""
MOST = 16
"""Screens."""


def fills_one() -> bool:
    """Say whether the foremost window of a program fills the screen that it is on."""
    windows = _windows()
    front = next((window for window in windows if window["kCGWindowLayer"] == 0), None)
    if front is None:
        return False
    x, y, width, height = _place(front)
    for left, top, wide, high in _screens():
        if (x, width, y + height) == (left, wide, top + high) and 0 <= y - top <= NOTCH:
            bars = (_place(one) for one in windows if one["kCGWindowLayer"] == MENU_BAR)
            return not any(bar[:3] == (left, top, wide) for bar in bars)
    return False


def _windows() -> list[Any]:
    """Return what is on the screens, the foremost first."""
    which = Quartz.kCGWindowListOptionOnScreenOnly | Quartz.kCGWindowListExcludeDesktopElements
    return list(Quartz.CGWindowListCopyWindowInfo(which, Quartz.kCGNullWindowID) or ())


def _place(window: Any) -> tuple[float, ...]:
    bounds = window["kCGWindowBounds"]
    return tuple(float(bounds[side]) for side in ("X", "Y", "Width", "Height"))


def _screens() -> Iterator[tuple[float, float, float, float]]:
    problem, numbers, count = Quartz.CGGetActiveDisplayList(MOST, None, None)
    for number in () if problem else numbers[:count]:
        bounds = Quartz.CGDisplayBounds(number)
        yield bounds.origin.x, bounds.origin.y, bounds.size.width, bounds.size.height
