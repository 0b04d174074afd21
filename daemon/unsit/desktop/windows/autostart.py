"""Started at login: the value of the person's Run key, and the switch that Task Manager has beside it.

Rules of this room, as on every system: what the person removed or switched off stays so until they say
otherwise; only what Unsit wrote and what starts nothing any more is mended. Ours is what bears our
name; the setup program writes the same. Task Manager and Settings keep who is switched off in
StartupApproved: twelve bytes, and an odd first one means off (not documented by Microsoft; so read
from what Windows 10 and 11 write).
Source: "Run and RunOnce Registry Keys" of Microsoft's documentation.
"""

import sys

assert sys.platform == "win32"

import subprocess
import winreg
from collections.abc import Sequence
from pathlib import Path

from unsit.core.language import _
from unsit.desktop import AtLogin, ByHand

NAME = "Unsit"
RUN = r"Software\Microsoft\Windows\CurrentVersion\Run"
APPROVED = r"Software\Microsoft\Windows\CurrentVersion\Explorer\StartupApproved\Run"
WHERE = rf"HKEY_CURRENT_USER\{RUN}\{NAME}"
"""What is told as the file."""


class WindowsAutostart:
    """The port `Autostart`, see `unsit.desktop`. `argv` is what is to be started."""

    def __init__(self, argv: Sequence[str]) -> None:
        self._command = subprocess.list2cmdline(argv)

    def state(self) -> AtLogin:
        """Return whether, where and by which program it is started."""
        command = _value(RUN)
        if not isinstance(command, str):
            return AtLogin(False, "")
        if _is_off():
            return AtLogin(False, WHERE)
        program = _first(command)
        return AtLogin(True, WHERE, program, broken=not program or not Path(program).is_file())

    def on(self) -> None:
        """Have it started from the next login on. Raises OSError when that cannot be written."""
        state = self.state()
        if not state.on or state.broken:
            self._write()
            _remove(APPROVED)

    def off(self) -> None:
        """Have it started no more. Raises OSError when it cannot be."""
        _remove(RUN)
        _remove(APPROVED)
        if isinstance(_value(RUN), str):
            raise OSError(_("{place} cannot be removed").format(place=WHERE))

    def mend(self) -> bool:
        """Put right a value of ours whose program has gone; say whether it was. Never makes one."""
        if not self.state().broken:
            return False
        self._write()
        return True

    def by_hand(self) -> ByHand | None:
        """Return None: Windows starts what stands in the Run key."""
        return None

    def _write(self) -> None:
        with winreg.CreateKey(winreg.HKEY_CURRENT_USER, RUN) as key:
            winreg.SetValueEx(key, NAME, 0, winreg.REG_SZ, self._command)
        if _value(RUN) != self._command:
            words = _("{place} was written, but something has changed it at once")
            raise OSError(words.format(place=WHERE))


def _value(path: str) -> object:
    """Return our value below a key; None when there is none."""
    try:
        with winreg.OpenKey(winreg.HKEY_CURRENT_USER, path) as key:
            return winreg.QueryValueEx(key, NAME)[0]
    except OSError:
        return None


def _remove(path: str) -> None:
    try:
        with winreg.OpenKey(winreg.HKEY_CURRENT_USER, path, 0, winreg.KEY_SET_VALUE) as key:
            winreg.DeleteValue(key, NAME)
    except FileNotFoundError:
        return


def _is_off() -> bool:
    switch = _value(APPROVED)
    return isinstance(switch, bytes) and len(switch) > 0 and switch[0] % 2 == 1


def _first(command: str) -> str:
    """Return the program of a command line, as CommandLineToArgvW reads it; "" when it names none."""
    command = command.strip()
    if command.startswith('"'):
        return command[1:].partition('"')[0]
    return command.partition(" ")[0]
