"""The panel as a child: a small window that holds the whole menu, where no tray does."""

import os
import sys
from collections.abc import Callable
from typing import Any

from unsit import __version__
from unsit.core.language import N_, SPOKEN, _
from unsit.core.menu import Entry, Request, entries, entry_json
from unsit.daemon import upgraded
from unsit.daemon.child import Child, Hear, surroundings
from unsit.daemon.daemon import Daemon
from unsit.desktop import autostart
from unsit.loop import Loop

NAME = N_("The panel")
CLOSED: dict[str, Any] = {"event": "closed"}


def command() -> list[str]:
    """Return the command line of the panel."""
    return [sys.executable, "-m", "unsit.panel"]


def menu(daemon: Daemon) -> tuple[Entry, ...]:
    """Return the menu of a daemon as things stand."""
    daemon.removal.look()
    port = autostart()
    at_login = None if port is None else port.state().on
    installed = upgraded.installed()
    newer = installed if installed != __version__ else ""
    return entries(daemon.status(), daemon.setup.poses, at_login, newer)


class Panel(Child):
    """One panel: it shows `look`, and tells what is chosen in it.

    `hear` gets each of its JSON lines, and last of all, in any case, one with the event "closed" or
    "failed". Raises OSError when the child cannot be started.
    """

    def __init__(self, loop: Loop, look: dict[str, Any], hear: Hear, token: str = "") -> None:
        self._look = look
        around = surroundings(True, token, os.environ)
        super().__init__(loop, command(), look, hear, around, name=NAME, stopped=CLOSED)

    def show(self, look: dict[str, Any]) -> None:
        """Show this from now on; nothing is said to it when that is what it shows."""
        if look != self._look and self.open:
            self._look = look
            self.write(look)


class PanelDoor:
    """Opens the panel of a daemon, one at a time; `choose` carries out what is chosen in it."""

    def __init__(self, daemon: Daemon, choose: Callable[[Request, str], object]) -> None:
        self._daemon, self._choose = daemon, choose
        self._panel: Panel | None = None

    def open(self, token: str = "") -> None:
        """Open it, unless it is open; `token` lets it take the focus."""
        if self._panel is not None and self._panel.open:
            return
        try:
            self._panel = Panel(self._daemon.loop, self._look(), self._hear, token)
        except OSError as problem:
            sentence = _("The panel cannot be started: {problem}.")
            self._daemon.complain(sentence.format(problem=problem))

    def show(self) -> None:
        """Show in it how things stand, if it is open."""
        if self._panel is not None and self._panel.open:
            self._panel.show(self._look())

    def close(self) -> None:
        """Close it. May be called twice."""
        if self._panel is not None:
            self._panel.close()

    def _look(self) -> dict[str, Any]:
        status = self._daemon.status()
        return {
            "sentence": status.sentence,
            "language": SPOKEN.name,
            "face": status.face,
            "theme": self._daemon.prepared.settings.session.theme,
            "entries": [entry_json(entry) for entry in menu(self._daemon)],
        }

    def _hear(self, line: dict[str, Any]) -> None:
        if line["event"] == "request":
            held = {"held": line["held"]} if "held" in line else {}
            self._choose({**line["request"], **held}, "")
        elif line["event"] == "failed":
            self._daemon.complain(line["reason"])
