"""Started at login: a launch agent of the person's own, as launchd.plist(5) describes it.

Rules of this room: what the person removed stays removed; only an agent that Unsit wrote and that no
longer starts anything is mended. The file is all there is to it: launchd reads it at the next login.
It is not loaded here and now, for that would start a second Unsit, nor taken out, for that would end the one
that runs.
"""

import logging
import os
import plistlib
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from unsit import places
from unsit.core.language import _
from unsit.desktop import AtLogin, ByHand

log = logging.getLogger(__name__)

IDENTIFIER = "io.github.unsit.Unsit"
"""How macOS knows Unsit: the bundle, and the agent that is associated with it."""
PATIENCE = 2.0
"""Seconds that launchctl may take."""


class MacAutostart:
    """The launch agent in the person's own folder."""

    def __init__(self, argv: Sequence[str], folder: Path | None = None) -> None:
        """`argv` is what is to be started."""
        self._argv = argv
        folder = folder or Path.home() / "Library/LaunchAgents"
        self.place = folder / f"{IDENTIFIER}.plist"
        """Where the agent is, or would be."""

    def state(self) -> AtLogin:
        """Return whether, where and by which program it is started."""
        said = read(self.place)
        if said is None or said.get("Disabled") is True:
            return AtLogin(False, "" if said is None else str(self.place))
        program = _program(said)
        there = program.startswith("/") and os.access(program, os.X_OK)
        return AtLogin(True, str(self.place), program, broken=not there)

    def on(self) -> None:
        """Have it started from the next login on. Raises OSError when that cannot be written."""
        state = self.state()
        if not state.on or state.broken:
            self._write()
        _allow()

    def off(self) -> None:
        """Have it started no more. Raises OSError when it cannot be."""
        self.place.unlink(missing_ok=True)

    def mend(self) -> bool:
        """Put our own agent right if its program has gone; say whether it was. Never makes one."""
        said = read(self.place)
        if said is None or IDENTIFIER not in said.get("AssociatedBundleIdentifiers", ()):
            return False
        if not self.state().broken:
            return False
        self._write()
        return True

    def by_hand(self) -> ByHand | None:
        """Return None: launchd reads what is written here."""
        return None

    def _write(self) -> None:
        wanted = agent(self._argv)
        places.write_whole(self.place, plistlib.dumps(wanted), mode=0o644)
        if read(self.place) != wanted:
            words = _("{file} does not hold what was written to it")
            raise OSError(words.format(file=self.place))


def agent(argv: Sequence[str]) -> dict[str, Any]:
    """Return the agent that starts this command at login, and again when it has crashed.

    With AssociatedBundleIdentifiers the settings of macOS list it by Unsit's name and icon.
    """
    return {
        "Label": IDENTIFIER,
        "ProgramArguments": list(argv),
        "RunAtLoad": True,
        "KeepAlive": {"SuccessfulExit": False},
        "ProcessType": "Interactive",
        "LimitLoadToSessionType": "Aqua",
        "AssociatedBundleIdentifiers": [IDENTIFIER],
    }


def read(file: Path) -> dict[str, Any] | None:
    """Return what an agent says; {} when it is none that launchd could read, None without a file."""
    try:
        said = plistlib.loads(file.read_bytes())
    except FileNotFoundError:
        return None
    except Exception:  # noqa: BLE001  plistlib promises nothing about what it raises
        return {}
    return said if isinstance(said, dict) else {}


def _program(said: dict[str, Any]) -> str:
    arguments = said.get("ProgramArguments")
    first = arguments[0] if isinstance(arguments, list) and arguments else ""
    return str(said.get("Program") or first)


def _allow() -> None:
    """Take back a `launchctl disable`, which outlives the file; where there was none this does nothing."""
    if sys.platform == "win32":
        return  # the number of the person is what it lacks
    command = ["launchctl", "enable", f"gui/{os.getuid()}/{IDENTIFIER}"]
    try:
        subprocess.run(command, check=False, capture_output=True, timeout=PATIENCE)
    except (OSError, subprocess.TimeoutExpired) as problem:
        log.info("launchctl was not heard on it: %s", problem)
