"""A call: some program has the microphone or the camera in use, by Windows's own record of it.

Windows keeps for each program when it began to use either, and when it stopped; 0 = it has not. A
thread waits for the registry to change (RegNotifyChangeKeyValue), so nothing is polled.
Source: the keys as Windows 10 1903 and later write them; Microsoft documents them only as what stands
behind *Settings, Privacy, Microphone: recent activity*.
"""

import sys

assert sys.platform == "win32"

import threading
import winreg
from collections.abc import Callable, Iterator
from ctypes import wintypes

from unsit.core.language import _
from unsit.desktop.windows import win32
from unsit.loop import Loop

Say = Callable[[bool], object]

STORE = r"Software\Microsoft\Windows\CurrentVersion\CapabilityAccessManager\ConsentStore"
CAPABILITIES = ("microphone", "webcam")
PLAIN = "NonPackaged"
"""Below this stand the programs that come from no store."""
STARTED, STOPPED = "LastUsedTimeStart", "LastUsedTimeStop"
CHANGES = win32.REG_NOTIFY_CHANGE_NAME | win32.REG_NOTIFY_CHANGE_LAST_SET


class Call:
    """Tells whether there is a call, at once and at each change, until closed.

    Raises OSError when Windows keeps no such record.
    """

    def __init__(self, loop: Loop, tell: Say) -> None:
        self._loop, self._tell = loop, tell
        self._open = True
        try:
            self._key = winreg.OpenKey(winreg.HKEY_CURRENT_USER, STORE, 0, win32.KEY_READ)
        except FileNotFoundError as problem:
            words = _("this Windows keeps no record of who uses the microphone")
            raise OSError(words) from problem
        self._over = win32.CreateEvent(None, True, False, None)
        self._thread = threading.Thread(target=self._watch, name="UnsitCall", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Watch no more. May be called twice."""
        if self._open:
            self._open = False
            win32.SetEvent(self._over)
            self._thread.join()
            win32.CloseHandle(self._over)
            self._key.Close()

    def _watch(self) -> None:
        changed = win32.CreateEvent(None, False, False, None)
        handles = (wintypes.HANDLE * 2)(self._over, changed)
        asked = 0
        while asked == 0:
            # Asked first and looked afterwards: what changes in between is told then.
            asked = win32.RegNotifyChangeKeyValue(self._key.handle, True, CHANGES, changed, True)
            self._loop.soon(self._say, in_use(self._key))
            # Also when the record can no longer be watched (the key is gone), we wait to be closed.
            watched = 2 if asked == 0 else 1
            if win32.WaitForMultipleObjects(watched, handles, False, win32.INFINITE) == 0:
                break
        win32.CloseHandle(changed)

    def _say(self, holds: bool) -> None:
        if self._open:
            self._tell(holds)


def in_use(store: winreg.HKEYType) -> bool:
    """Say whether any program uses the microphone or the camera now."""
    return any(_uses(program) for name in CAPABILITIES for program in _programs(store, name))


def _programs(store: winreg.HKEYType, name: str) -> Iterator[winreg.HKEYType]:
    """Yield the record of each program that ever used a capability."""
    try:
        with winreg.OpenKey(store, name) as capability:
            for program in _below(capability):
                yield program
                yield from _below(program)  # in NonPackaged there is one more step
    except OSError:
        return  # nobody has used it yet


def _below(key: winreg.HKEYType) -> Iterator[winreg.HKEYType]:
    try:
        for number in range(winreg.QueryInfoKey(key)[0]):
            with winreg.OpenKey(key, winreg.EnumKey(key, number)) as found:
                yield found
    except OSError:
        return  # it has gone as we looked


def _uses(program: winreg.HKEYType) -> bool:
    try:
        started, __ = winreg.QueryValueEx(program, STARTED)
        stopped, __ = winreg.QueryValueEx(program, STOPPED)
    except OSError:
        return False
    return bool(started) and stopped == 0
