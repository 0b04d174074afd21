"""Whether anything listens to the microphone: Core Audio knows, of the device that is chosen for input.

A headset that is one device for both ways runs while it plays music, too, and that is taken for a call:
Core Audio says of a device only that it runs. Source: AudioHardware.h and AudioHardwareBase.h.
"""

import ctypes
from typing import Any

LIBRARY = "/System/Library/Frameworks/CoreAudio.framework/CoreAudio"
SYSTEM = 1
"""kAudioObjectSystemObject."""
DEFAULT_INPUT, RUNS_SOMEWHERE, GLOBAL = b"dIn ", b"gone", b"glob"
"""kAudioHardwarePropertyDefaultInputDevice, kAudioDevicePropertyDeviceIsRunningSomewhere and
kAudioObjectPropertyScopeGlobal."""


class Address(ctypes.Structure):
    """AudioObjectPropertyAddress: which property, for which way, of which channel (0 = all)."""

    _fields_ = (
        ("selector", ctypes.c_uint32),
        ("scope", ctypes.c_uint32),
        ("element", ctypes.c_uint32),
    )


class Microphone:
    """The device that is chosen for input. Raises OSError where there is no Core Audio."""

    def __init__(self, library: Any = None) -> None:
        self._library = library or ctypes.CDLL(LIBRARY)

    def listens(self) -> bool:
        """Say whether any program hears by it; a device that does not answer is heard by none."""
        device = self._number(SYSTEM, DEFAULT_INPUT)
        return bool(device and self._number(device, RUNS_SOMEWHERE))

    def _number(self, thing: int, selector: bytes) -> int:
        """Return a property that is a 32-bit number; 0 when it cannot be had."""
        address = Address(_code(selector), _code(GLOBAL), 0)
        found = ctypes.c_uint32()
        size = ctypes.c_uint32(ctypes.sizeof(found))
        status = self._library.AudioObjectGetPropertyData(
            ctypes.c_uint32(thing),
            ctypes.byref(address),
            ctypes.c_uint32(0),
            None,
            ctypes.byref(size),
            ctypes.byref(found),
        )
        return 0 if status else found.value


def _code(four: bytes) -> int:
    return int.from_bytes(four, "big")
