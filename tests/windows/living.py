"""A person's Unsit in a Windows of wine: its files, its daemon on the desktop, its command line."""

import shutil
import subprocess
from collections.abc import Callable, Iterable
from pathlib import Path, PureWindowsPath
from typing import Any

from tests.desktop.screen import SIZE, Box
from tests.desktop.stage import until
from tests.desktop.whole import SETTINGS, SHORT_POSE, stands
from tests.processes import words
from tests.windows.hosted import Desktop

TRAY = Box(SIZE[0] - 120, SIZE[1] - 20, *SIZE)
"""Where wine's desktop has its tray: at the right end of the bar below."""

LOOK = 0.1
"""Seconds between two looks at all programs that run."""


class Unsit:
    """Unsit on a desktop: `daemon` and `command` start it, as programs or by a Python."""

    def __init__(self, windows: Desktop, daemon: list[str], command: list[str]) -> None:
        self._windows, self._daemon, self._command = windows, daemon, command
        self.local, self.roaming = (
            windows.wine.local.with_name(name) / "unsit" for name in ("Local", "Roaming")
        )

    def begin(self, settings: str = SETTINGS) -> None:
        """Forget everything, and have these settings, and a pose that takes seconds."""
        self.forget()
        self.local.mkdir(exist_ok=True)
        (self.roaming / "poses").mkdir(parents=True)
        self.settings(settings)
        (self.roaming / "poses" / "short.toml").write_text(SHORT_POSE, encoding="utf-8")

    def settings(self, text: str) -> None:
        """Save the settings file; a daemon that runs hears of it."""
        (self.roaming / "settings.toml").write_text(text, encoding="utf-8")

    def forget(self) -> None:
        """Remove all that the person and Unsit wrote: other tests read this person's poses, too.

        What was drawn stays: wine takes seconds for it, and it is no different the next time.
        """
        shutil.rmtree(self.roaming, ignore_errors=True)
        for path in self.local.glob("*"):
            if path.is_dir() and path.name != "Cache":
                shutil.rmtree(path)
            elif path.is_file():
                path.unlink()

    def start(self) -> None:
        """Start the daemon, and wait until it answers."""
        self._windows.start(*self._daemon)
        until("daemon", self.runs)

    def call(self, *words: str) -> "subprocess.CompletedProcess[str]":
        """Run a verb to its end."""
        return self._windows.wine.run(*self._command, *words, check=False)

    def runs(self) -> bool:
        """Say whether a daemon answers."""
        return bool(self._windows.asker.asks().get("ok"))

    def status(self) -> dict[str, Any]:
        """Return how things stand."""
        told: dict[str, Any] = self._windows.asker.asks()["status"]
        return told

    def until(self, what: str, condition: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
        """Wait until the status fulfils a condition; return it."""
        return stands(what, self.status, condition, self.log)

    def ended(self) -> bool:
        """Say whether no daemon is left, whoever started it; what answers no more may not have ended yet."""
        return self.daemons() == 0

    def daemons(self) -> int:
        """Return how many run, those counted that are just beginning or ending."""
        return sum(map(self._is_daemon, Path("/proc").glob("[0-9]*")))

    def quit(self) -> None:
        """Have it quit, and wait for its end."""
        if not self.ended():
            self.call("quit")
            until("end of the daemon", self.ended, every=LOOK)

    def log(self) -> str:
        """Return what it kept in its log."""
        log = self.local / "unsit.log"
        return log.read_text(encoding="utf-8") if log.exists() else ""

    def _is_daemon(self, process: Path) -> bool:
        try:
            around = (process / "environ").read_bytes().split(b"\0")
        except OSError:
            return False  # it has ended as we looked
        ours = f"WINEPREFIX={self._windows.wine.prefix}".encode() in around
        return ours and _named(filter(None, words(int(process.name)))) == _named(self._daemon)


def _named(command: Iterable[str]) -> list[str]:
    """Return a command by the name of its program, wherever that lies."""
    program, *rest = [*command, ""]
    return [PureWindowsPath(program).name, *filter(None, rest)]
