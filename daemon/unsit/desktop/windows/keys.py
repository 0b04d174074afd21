"""What Windows knows of input: when the last came (GetLastInputInfo), and the next, by raw input.

Raw input is asked for of every kind of device that a person touches, in the background
(RIDEV_INPUTSINK), and only while the next input is waited for. It has holes: what is typed into a program
with more rights than ours is not told, though it is counted. Input that a program makes up is input,
as Windows itself takes it. Source: "Raw Input" and "Required HID top-level collections" of Microsoft's
documentation.
"""

import sys

assert sys.platform == "win32"

import ctypes
import logging
from collections.abc import Callable

from unsit.core.language import N_
from unsit.desktop.windows import win32
from unsit.desktop.windows.window import Undo, Window
from unsit.loop import Loop

log = logging.getLogger(__name__)

DEVICES = ((0x01, 0x02), (0x01, 0x06), (0x0D, 0x02), (0x0D, 0x04), (0x0D, 0x05))
"""Usage page and usage: mouse, keyboard; pen, touch screen, touch pad."""
TICKS = 1 << 32
"""GetTickCount starts again from zero after so many milliseconds (49.7 days)."""


def idle() -> float:
    """Return for how many seconds there has been no input. Raises OSError."""
    last = win32.LASTINPUTINFO(cbSize=ctypes.sizeof(win32.LASTINPUTINFO))
    if not win32.GetLastInputInfo(ctypes.byref(last)):
        raise win32.failure()
    return float((win32.GetTickCount() - last.dwTime) % TICKS) / 1000


class WindowsKeys:
    """Tells of the next input, by way of our window, as `desktop.polling` asks for it."""

    source = N_("Windows’s record of the last input")

    def __init__(self, loop: Loop, window: Window) -> None:
        self._loop, self._window = loop, window
        self._ring: Callable[[], object] | None = None

    def next_input(self, ring: Callable[[], object]) -> Undo:
        """Ring at the next input, from the loop, once; return what calls that off."""
        self._ring = ring
        deaf = self._window.on(win32.WM_INPUT, self._heard)
        _raw(win32.RIDEV_INPUTSINK, self._window.handle)

        def call_off() -> None:
            self._ring = None
            deaf()
            _raw(win32.RIDEV_REMOVE, None)

        return call_off

    def _heard(self, wparam: int, lparam: int) -> None:
        ring, self._ring = self._ring, None
        if ring is not None:
            self._loop.soon(ring)


def _raw(flags: int, window: int | None) -> None:
    devices = (win32.RAWINPUTDEVICE * len(DEVICES))()
    for device, (page, usage) in zip(devices, DEVICES, strict=True):
        device.usUsagePage, device.usUsage = page, usage
        device.dwFlags, device.hwndTarget = flags, window
    size = ctypes.sizeof(win32.RAWINPUTDEVICE)
    if not win32.RegisterRawInputDevices(devices, len(devices), size):
        log.info("the next input is not told (%s): it is looked for", win32.failure())
