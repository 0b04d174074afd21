"""A terminal that plays a session of ours: it asked for one on the control line, and keeps the line.

It is told ``{"plan": ...}`` for each session, and the wishes of whoever leads it as ``{"do": ...}``,
and with ``{"trouble": ...}`` at the end why what was done is not written down; it tells what the window would on its stdout. When the line ends before the session does, the
terminal has crashed, or was closed with no time to say so.
"""

import socket
from collections.abc import Callable
from typing import Any

from unsit.control import Reply, Request, Take
from unsit.core.language import _
from unsit.daemon.child import FAREWELL, Document, Hear
from unsit.daemon.coach import STOPPED
from unsit.daemon.daemon import Daemon
from unsit.daemon.wishes import wish
from unsit.loop import Loop
from unsit.talk import Talk

LAST = {"ended", "failed"}
"""The words after which a session is over."""


def host(daemon: Daemon, request: Request) -> tuple[Reply, Take | None]:
    """Begin the session that a terminal asks for, there; the request is that of `stretch`."""
    guest, before = Guest(daemon.loop, lambda: daemon.unwritten), daemon.sessions.stage
    daemon.sessions.stage = guest
    reply = wish(daemon, {**request, "verb": "stretch"})
    if not reply["ok"]:
        daemon.sessions.stage = before
        return reply, None
    return reply, guest.take


class Guest:
    """The stage and, session by session, the view. What is told before the line is ours waits."""

    def __init__(self, loop: Loop, unwritten: Callable[[], str]) -> None:
        self._loop, self._unwritten = loop, unwritten
        self._talk: Talk | None = None
        self._untold: list[Document] = []
        self._over = True

    @property
    def open(self) -> bool:
        """Whether a session is being played."""
        return not self._over

    def take(self, end: socket.socket, said: bytes) -> None:
        """Begin the conversation on this line."""
        self._talk = Talk(self._loop, end, self._heard, self._lost, said)
        for document in self._untold:
            self._talk.tell(document)

    def play(self, plan: dict[str, Any], hear: Hear) -> "Guest":
        """Have a plan played; a figure is of no use there."""
        self._hear, self._over = hear, False
        self._say({"plan": {**plan, "figure": None}})
        return self

    def tell(self, wish: str) -> None:
        """Pass a wish on."""
        self._say({"do": wish})

    def leave(self) -> None:
        """Hang up: the terminal ends then. It is told, where what was done could not be written down."""
        if trouble := self._unwritten():
            self._say({"trouble": trouble})
        if self._talk is not None:
            self._talk.close()

    def close(self) -> None:
        """End the session, if it has not ended, and wait a moment for its last words."""
        if self._over:
            return
        self.tell("stop")
        if self._talk is not None:
            self._talk.listen_out(FAREWELL, lambda: self._over)
        if not self._over:
            self._heard(STOPPED)

    def _say(self, document: Document) -> None:
        if self._talk is None:
            self._untold.append(document)
        else:
            self._talk.tell(document)

    def _heard(self, document: Document) -> None:
        if self._over or "event" not in document:
            return
        self._over = document["event"] in LAST
        self._hear(document)

    def _lost(self) -> None:
        reason = _("The terminal that played the stretch has gone.")
        self._heard({"event": "failed", "reason": reason})
