"""The session window on a fast clock: ``python tests/window/fast.py SPEED``, the rest as `unsit.window`.

It is the real program: only its clock goes so many times faster, and with it the timers by which the
window looks at the clock.
"""

import math
import runpy
import sys
import time

from PySide6 import QtCore

SPEED = float(sys.argv.pop(1))
LEAP = 1.0
"""Seconds by which the clock goes on at most from one look to the next: on a machine that is busy with
something else, too, no step is over before anybody has looked."""


class FastClock:
    """Goes on from where it was looked at last."""

    def __init__(self) -> None:
        self._real = time.monotonic
        self._seen = self._now = self._real()

    def __call__(self) -> float:
        """Return seconds of the fast clock."""
        seen = self._real()
        self._now += min((seen - self._seen) * SPEED, LEAP)
        self._seen = seen
        return self._now


class FastTimer(QtCore.QTimer):
    """A timer whose milliseconds pass faster."""

    def start(self, milliseconds: int) -> None:  # type: ignore[override]  # the one of its two forms that is used
        super().start(math.ceil(milliseconds / SPEED))


time.monotonic = FastClock()
QtCore.QTimer = FastTimer  # type: ignore[misc]  # before any room of ours takes its name from there
runpy.run_module("unsit.window", run_name="__main__", alter_sys=True)
