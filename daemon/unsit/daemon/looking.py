"""The history window as a child: opened from the menu, one at a time, and closed with the daemon."""

import os
import sys
from typing import Any

from unsit.core.language import _
from unsit.daemon.child import Child, surroundings
from unsit.daemon.daemon import Daemon

CLOSED: dict[str, Any] = {"event": "closed"}


def command() -> list[str]:
    """Return the command line of the history window."""
    return [sys.executable, "-m", "unsit.record"]


class HistoryDoor:
    """Opens the history window of a daemon. Why it cannot be opened is complained of."""

    def __init__(self, daemon: Daemon) -> None:
        self._daemon = daemon
        self._window: Child | None = None

    def open(self, token: str = "") -> None:
        """Open it, unless it is open; `token` lets it take the focus."""
        if self._window is not None and self._window.open:
            return
        around = {**surroundings(True, token, os.environ), "UNSIT_LED": "1"}
        name = _("The history window")
        try:
            self._window = Child(
                self._daemon.loop, command(), {}, self._hear, around, name=name, stopped=CLOSED
            )
        except OSError as problem:
            sentence = _("The history window cannot be started: {problem}.")
            self._daemon.complain(sentence.format(problem=problem))

    def close(self) -> None:
        """Close it. May be called twice."""
        if self._window is not None:
            self._window.close()

    def _hear(self, line: dict[str, Any]) -> None:
        if line["event"] == "failed":
            self._daemon.complain(line["reason"])
