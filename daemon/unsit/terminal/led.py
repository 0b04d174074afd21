"""A terminal led by the daemon: it plays what the daemon sends, and tells it all."""

import socket
from typing import Any

from unsit.core.language import _
from unsit.loop import Loop
from unsit.talk import Talk
from unsit.terminal.theatre import Theatre

FAREWELL = 2.0
"""Seconds for the daemon to say what comes after a session; it takes a moment."""


class Led:
    """Plays until the daemon hangs up. `lost` says whether it did so within a session."""

    def __init__(self, loop: Loop, theatre: Theatre, end: socket.socket, said: bytes) -> None:
        self._loop, self._theatre = loop, theatre
        self._talk = Talk(loop, end, self._hear, self._over, said)
        self.trouble = ""
        """Why it ended too early, or what was not written down, as a sentence; "" when all went well."""

    def close(self) -> None:
        """Hang up."""
        self._talk.close()

    def _hear(self, document: dict[str, Any]) -> None:
        if "plan" in document:
            self._play(document["plan"])
        elif isinstance(document.get("do"), str):
            self._theatre.tell(document["do"])
        elif isinstance(document.get("trouble"), str):
            self.trouble = document["trouble"]

    def _play(self, plan: Any) -> None:
        try:
            self._theatre.play(plan, self._tell)
        except ValueError as problem:
            self.trouble = str(problem)
            self._talk.tell({"event": "failed", "reason": str(problem)})

    def _tell(self, event: dict[str, Any]) -> None:
        self._talk.tell(event)
        if event["event"] == "ended":
            self._loop.later(FAREWELL, self._enough)

    def _enough(self) -> None:
        """A daemon that hangs keeps nobody's terminal."""
        if not self._theatre.open:
            self._loop.stop()

    def _over(self) -> None:
        """End: as with a window, nobody is left who could count what is held from here on."""
        if self._theatre.open:
            self.trouble = _("The daemon has gone; what was held until now counts.")
        self._theatre.stop()
        self._loop.soon(self._loop.stop)
