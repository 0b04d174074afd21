"""Whether a media player plays, as players tell it themselves (MPRIS).

Rules of this room: the only thing asked of a player is whether it plays; its name, what it plays and
since when are neither kept nor logged. A player is known here by its place on the bus (``:1.42``).

Not counted: players of ours, mirrors of what plays on a phone (KDE Connect), and playerctld, which
repeats whichever player was used last, be it a phone's. A player that hangs while it plays cannot be
told from one that plays.
Source: Media Player Remote Interfacing Specification, version 2.2.
"""

from collections.abc import Callable
from functools import partial
from typing import Any

from unsit.desktop.linux.bus import DAEMON, Bus, BusError, Signal
from unsit.desktop.linux.properties import PROPERTIES, get, news
from unsit.desktop.linux.votes import Votes
from unsit.loop import Loop, Timer

PLAYERS = "org.mpris.MediaPlayer2"
PLAYER = "org.mpris.MediaPlayer2.Player"
PATH = "/org/mpris/MediaPlayer2"
STATUS = "PlaybackStatus"

NOT_COUNTED = tuple(f"{PLAYERS}.{name}" for name in ("unsit", "kdeconnect", "playerctld"))

BETWEEN_TRACKS = 3.0
"""Seconds of silence from one track to the next that are none; VLC says Stopped for 0.2 then."""

THE_LIST = "the list of players"
"""The voter that stands for players we do not know of yet."""


def open_media(bus: Bus, loop: Loop, tell: Callable[[bool], object]) -> "Media":
    """Tell whether any player on this session bus plays, now and at each change, until closed."""
    return Media(bus, loop, tell)


class Media:
    """The players that are there now, and those to come."""

    def __init__(self, bus: Bus, loop: Loop, tell: Callable[[bool], object]) -> None:
        self._bus, self._loop, self._tell = bus, loop, tell
        self._told: bool | None = None
        self._silence: Timer | None = None
        self._votes = Votes(loop, self._counted)
        self._votes.expects(THE_LIST)
        hear = bus.subscribe
        self._undo = (
            hear(self._renamed, DAEMON[2], "NameOwnerChanged", None, DAEMON[0], None, PLAYERS),
            hear(self._changed, PROPERTIES, "PropertiesChanged", PATH, None, PLAYER),
        )
        bus.call(*DAEMON, "ListNames", reply=self._listed)

    def close(self) -> None:
        """Tell nothing any more, and ask the bus for nothing. May be called twice."""
        self._votes.close()
        self._end_silence()
        for undo in self._undo:
            undo()

    # --- who is there ---------------------------------------------------------------------------

    def _listed(self, problem: BusError | None, body: tuple[Any, ...]) -> None:
        for name in filter(_counts, body[0] if body else ()):
            self._votes.expects(name)
            self._bus.call(*DAEMON, "GetNameOwner", "s", (name,), partial(self._found, name))
        self._votes.forgets(THE_LIST)

    def _found(self, name: str, problem: BusError | None, body: tuple[Any, ...]) -> None:
        if body:
            self._meet(body[0])
        self._votes.forgets(name)

    def _renamed(self, signal: Signal) -> None:
        name, before, now = signal.body
        if _counts(name):
            if before in self._votes:
                # It may have another name yet: who is gone is answered for by the bus.
                self._ask(before, self._votes.forgets)
            if now:
                self._meet(now)

    def _meet(self, player: str) -> None:
        self._votes.expects(player)
        self._ask(player, self._is_silent)

    def _is_silent(self, player: str) -> None:
        self._votes.hears(player, False)

    # --- what they do ---------------------------------------------------------------------------

    def _ask(self, player: str, otherwise: Callable[[str], object]) -> None:
        def take(status: Any) -> None:
            if status is None:
                otherwise(player)
            else:
                self._votes.hears(player, status == "Playing")

        get(self._bus, player, PATH, PLAYER, STATUS, take)

    def _changed(self, signal: Signal) -> None:
        if signal.sender in self._votes:
            told, status = news(signal, STATUS)
            if told and status is None:
                self._ask(signal.sender, self._is_silent)
            elif told:
                self._votes.hears(signal.sender, status == "Playing")

    # --- what is told ---------------------------------------------------------------------------

    def _counted(self, plays: bool) -> None:
        self._end_silence()
        if self._told and not plays:
            self._silence = self._loop.later(BETWEEN_TRACKS, self._say, False)
        else:
            self._say(plays)

    def _end_silence(self) -> None:
        if self._silence is not None:
            self._silence.cancel()
            self._silence = None

    def _say(self, plays: bool) -> None:
        if plays != self._told:
            self._told = plays
            self._tell(plays)


def _counts(name: str) -> bool:
    return name.startswith(f"{PLAYERS}.") and not name.startswith(NOT_COUNTED)
