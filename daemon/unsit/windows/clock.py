"""The two clocks of Windows: one that runs on in sleep, and one that stands still.

GetTickCount64 "includes time the system spends in sleep or hibernation", QueryUnbiasedInterruptTime
"includes only time that the system spends in the working state" (Microsoft, *Windows Time*). Both are
good to about 16 ms. `time.monotonic` is the first of them up to Python 3.12 and the performance
counter from 3.13 on, so neither is left to it.
"""

import ctypes
import sys

assert sys.platform == "win32"

_kernel = ctypes.WinDLL("kernel32")
_ticks = _kernel.GetTickCount64
_ticks.argtypes, _ticks.restype = (), ctypes.c_uint64
_unbiased = _kernel.QueryUnbiasedInterruptTime
_unbiased.argtypes, _unbiased.restype = (ctypes.POINTER(ctypes.c_uint64),), ctypes.c_int


def at() -> float:
    """Return seconds since the start of Windows, sleep included."""
    return int(_ticks()) / 1e3


def waking() -> float:
    """Return seconds since the start of Windows that it was awake."""
    units = ctypes.c_uint64()  # of 100 ns
    _unbiased(ctypes.byref(units))
    return units.value / 1e7
