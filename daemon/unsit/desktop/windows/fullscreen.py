"""Fullscreen and do-not-disturb, as Windows judges them itself before it shows a notification.

Windows tells nobody when that changes, so it is asked every `EVERY` seconds while a sign is followed,
and never else. Source: "SHQueryUserNotificationState" of Microsoft's documentation. It does not know
of Windows 10's Focus Assist, which no documented call tells of.
"""

import sys

assert sys.platform == "win32"

import ctypes
from collections.abc import Callable
from ctypes import wintypes

from unsit.core.language import _
from unsit.desktop.windows import win32
from unsit.loop import Loop, Timer

BUSY, GAME, PRESENTATION, QUIET_TIME, APP = 2, 3, 4, 6, 7
"""QUNS_BUSY, QUNS_RUNNING_D3D_FULL_SCREEN, QUNS_PRESENTATION_MODE, QUNS_QUIET_TIME, QUNS_APP."""
FULLSCREEN = frozenset((BUSY, GAME, APP))
QUIET = frozenset((PRESENTATION, QUIET_TIME))
EVERY = 3.0
"""Seconds between two questions; one takes some ten microseconds."""


def state() -> int:
    """Return how Windows judges it. Raises OSError when it does not."""
    found = wintypes.INT()
    if win32.SHQueryUserNotificationState(ctypes.byref(found)) != 0:
        raise OSError(_("Windows does not say whether it is a time for notifications"))
    return found.value


class Judgement:
    """Tells whether the state is one of `states`, at once and at each change, until closed.

    Raises OSError when Windows does not say.
    """

    def __init__(
        self,
        loop: Loop,
        tell: Callable[[bool], object],
        states: frozenset[int],
        ask: Callable[[], int] = state,
        every: float = EVERY,
    ) -> None:
        self._loop, self._tell, self._states = loop, tell, states
        self._ask, self._every = ask, every
        self._timer: Timer | None = None
        self._look()

    def close(self) -> None:
        """Ask no more. May be called twice."""
        if self._timer is not None:
            self._timer.cancel()

    def _look(self) -> None:
        self._tell(self._ask() in self._states)
        self._timer = self._loop.later(self._every, self._look)
