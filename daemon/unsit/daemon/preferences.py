"""The settings window as a child, and the first-run page: what they ask for is carried out here."""

import os
import sys
from collections.abc import Callable
from typing import Any

from unsit.core.language import SPOKEN, _
from unsit.core.menu import Request
from unsit.daemon import told
from unsit.daemon.child import Child, let_forward, surroundings
from unsit.daemon.daemon import Daemon
from unsit.desktop import autostart

CLOSED: dict[str, Any] = {"event": "closed"}
SETTINGS, WELCOME = "settings", "welcome"
FILE: Request = {"verb": "settings", "file": True}


def command() -> list[str]:
    """Return the command line of the window."""
    return [sys.executable, "-m", "unsit.preferences"]


class PreferencesDoor:
    """Opens the pages of a daemon, one at a time; `choose` carries out what is chosen in them.

    It returns why it could not, "" when it could.
    """

    def __init__(self, daemon: Daemon, choose: Callable[[Request, str], str]) -> None:
        self._daemon, self._choose = daemon, choose
        self._page = ""
        self._child: Child | None = None

    def open(self, token: str = "", page: str = SETTINGS, focus: bool = True) -> None:
        """Open a page, or bring it to the front; `token` lets it take the focus."""
        if self._child is not None and self._child.open:
            if page == self._page:
                let_forward()
                self._child.write({"do": "raise", "token": token})
                return
            self._child.close()
        self._page = page
        theme = self._daemon.prepared.settings.session.theme
        around = {**surroundings(focus, token, os.environ), "UNSIT_LED": "1"}
        first: dict[str, Any] = {"page": page, "theme": theme, "language": SPOKEN.name}
        port = autostart() if page == WELCOME else None
        if port is not None:
            hand = port.by_hand()
            first["at_login"] = {"on": port.state().on, "line": hand.says() if hand else ""}
        name = _("The settings window")
        try:
            self._child = Child(
                self._daemon.loop, command(), first, self._hear, around, name=name, stopped=CLOSED
            )
        except OSError as problem:
            sentence = _("The settings window cannot be started: {problem}.")
            self._daemon.complain(sentence.format(problem=problem))

    def welcome(self, focus: bool) -> None:
        """Open the first-run page; with the keyboard only when somebody started us just now."""
        self.open(page=WELCOME, focus=focus)

    def close(self) -> None:
        """Close it. May be called twice."""
        if self._child is not None:
            self._child.close()

    def _tell_of_login(self, why: str) -> None:
        port = autostart()
        if port is not None and self._child is not None:
            on = port.state().on
            self._child.write({"do": "at_login", "on": on, "why": why})

    def _hear(self, line: dict[str, Any]) -> None:
        match line["event"]:
            case "request":
                why = self._choose(line["request"], "")
                if line["request"].get("verb") == "autostart":
                    self._tell_of_login(why)
            case "file":
                self._choose(FILE, "")
            case "answered":
                told.keep(told.WELCOME)
            case "failed":
                self._daemon.complain(line["reason"])
                if self._page == SETTINGS:
                    self._choose(FILE, "")  # then the file is what there is
