"""Whoever follows how things stand (a bar, a script): told when it changes, and at no other time.

Rules of this room: nothing runs here while nobody follows; one who does not read is let go.
"""

import socket
from typing import Any

from unsit.control import Reply, Request, Take
from unsit.core import events as ev
from unsit.core import showing
from unsit.core.language import _
from unsit.core.status import as_json, describe
from unsit.daemon.daemon import Daemon
from unsit.loop import Timer
from unsit.talk import Talk

MOST = 32
"""Lines held open at a time; more than that is a loop in somebody's script."""


class Followers:
    """All who follow one daemon."""

    def __init__(self, daemon: Daemon) -> None:
        self._daemon = daemon
        self._lines: list[Talk] = []
        self._told: dict[str, str] = {}
        self._timer: Timer | None = None

    def host(self, _request: Request) -> tuple[Reply, Take | None]:
        """Tell one more how things stand now, and from now on when that changes."""
        if len(self._lines) >= MOST:
            sentence = _("{number} programs follow Unsit already; end one of them.")
            return {"ok": False, "error": sentence.format(number=MOST)}, None
        return told(self._daemon), self._take

    def show(self) -> None:
        """Tell everyone who follows, if what they see has changed, and look ahead to the next time."""
        if not self._lines:
            return
        daemon = self._daemon
        now = daemon.now(ev.Ticked)
        fields = showing.shown(daemon.day, now, daemon.setup)
        if fields != self._told:
            self._told = fields
            for line in self._lines:
                line.tell(told(daemon))
        self._look_ahead(now)

    def close(self) -> None:
        """Hang up on everyone."""
        self._rest()
        for line in self._lines:
            line.close()
        self._lines.clear()

    def _take(self, end: socket.socket, said: bytes) -> None:
        line = Talk(self._daemon.loop, end, lambda _: None, lambda: self._left(line), said)
        self._lines.append(line)
        if not self._told:  # it knows how things stand: that was its reply
            daemon = self._daemon
            self._told = showing.shown(daemon.day, daemon.now(ev.Ticked), daemon.setup)
        self.show()

    def _look_ahead(self, now: ev.Event) -> None:
        self._rest()
        change = showing.next_change(self._daemon.day, now, self._daemon.setup)
        if change is not None:
            self._timer = self._daemon.loop.later(change - now.at, self.show)

    def _rest(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _left(self, line: Talk) -> None:
        self._lines.remove(line)
        if not self._lines:
            self._rest()
            self._told = {}


def told(daemon: Daemon) -> dict[str, Any]:
    """Return how things stand now, for programs and for bars."""
    now = daemon.now(ev.Ticked)
    status = describe(daemon.day, now, daemon.setup)
    return {
        "ok": True,
        "sentence": status.sentence,
        "status": as_json(status),
        "shown": showing.shown(daemon.day, now, daemon.setup),
    }
