"""The open session as something that can be led from afar: by media keys, a headset, a phone.

It is there from the first word of the window to its end, where the settings want it and the desktop
has it; a session does without it as well.
"""

import logging
from collections.abc import Callable
from typing import Any

from unsit.core.day import Session
from unsit.core.leftoff import Place
from unsit.core.session import Plan
from unsit.daemon.daemon import Daemon
from unsit.desktop import Desktop, Playback, Remote

log = logging.getLogger(__name__)


class RemoteDoor:
    """Opens the remote of `desktop` for each session of a daemon; `wish` takes what it asks for."""

    def __init__(
        self, daemon: Daemon, desktop: Desktop, wish: Callable[[dict[str, Any]], object]
    ) -> None:
        self._daemon, self._desktop, self._wish = daemon, desktop, wish
        self._remote: Remote | None = None
        self._missing = False
        """Whether this session does without."""
        self._shown: Playback | None = None

    def show(self) -> None:
        """Show where the session is, or close when there is none any more."""
        playback = self._playback()
        if playback is None:
            self.close()
            return
        if self._remote is None and not self._missing:
            self._open()
        if self._remote is not None and playback != self._shown:
            self._shown = playback
            self._remote.show(playback)

    def close(self) -> None:
        """Let go of it. May be called twice."""
        if self._remote is not None:
            self._remote.close()
        self._remote, self._shown, self._missing = None, None, False

    def _open(self) -> None:
        try:
            self._remote = self._desktop.remote(self._command, self._lose)
        except OSError as problem:
            self._lose(str(problem))

    def _lose(self, reason: str) -> None:
        log.info("this session cannot be led from afar: %s", reason)
        self.close()
        self._missing = True

    def _command(self, do: str) -> None:
        self._wish({"verb": "session", "do": do})

    def _playback(self) -> Playback | None:
        session, plan = self._daemon.day.session, self._daemon.sessions.plan
        if session is None or session.place is None or plan is None:
            return None
        if not self._daemon.prepared.settings.session.remote:
            return None
        return _made(session, session.place, plan)


def _made(session: Session, place: Place, plan: Plan) -> Playback:
    segment = plan.segments[place.segment]
    return Playback(
        pose=str(plan.pose["name"]),
        words=segment.text,
        track=place.segment,
        length=segment.seconds,
        into=place.into,
        at=session.told,
        paused=session.paused,
        waits=session.waits,
    )
