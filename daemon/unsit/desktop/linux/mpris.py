"""The session as a media player on the bus, for headset buttons, media keys and phone remotes.

Rules of this room: it has a connection of its own, so that its name goes with it, however it ends. A
remote is told only what has changed; where a step is, it works out for itself, and is told of leaps.
A window hears "pause" for pausing and going on alike: which of them is meant is known here, also
before the window has said what came of the last one.
Source: Media Player Remote Interfacing Specification, version 2.2.
"""

import os
from collections.abc import Callable
from functools import partial
from typing import Any

from unsit.core.language import _
from unsit.desktop import Lost, Playback
from unsit.desktop.linux.bus import DAEMON, Bus, BusError, Served
from unsit.desktop.linux.properties import PROPERTIES
from unsit.desktop.linux.served import Interface, Method, Property, Values
from unsit.loop import Loop

NAME = "org.mpris.MediaPlayer2.unsit"
PATH = "/org/mpris/MediaPlayer2"
ROOT = "org.mpris.MediaPlayer2"
PLAYER = "org.mpris.MediaPlayer2.Player"
TRACK = "/unsit/step/"
"""What the paths of our tracks begin with; those of the specification's own names are not for us."""

DO_NOT_QUEUE, OWNER = 4, 1
"""RequestName: to be told rather than to wait, and the answer of a bus that gave us the name."""
LEAP = 0.5
"""Seconds by which a position must be off for a remote to be told of it."""
NOT_SUPPORTED = "org.freedesktop.DBus.Error.NotSupported"
MICRO = 1_000_000


class Mpris:
    """The port `Remote`. `address` is the session bus's. Raises OSError when that is not there."""

    def __init__(
        self, address: str, loop: Loop, command: Callable[[str], object], lost: Lost
    ) -> None:
        self._loop, self._command = loop, command
        self._playback: Playback | None = None
        self._stands = True
        """Whether the next "pause" lets it go on."""
        self._bus = Bus(address, loop, partial(lost, _("the session bus is gone")))
        self._bus.export(PATH, Served((_root(self._do), self._player())))
        self._take(NAME, partial(self._take, f"{NAME}.instance{os.getpid()}"))

    def show(self, playback: Playback) -> None:
        """Tell of what has changed since the last time."""
        before, was_at = self._facts(), self._position()
        same = self._playback is not None and self._playback.track == playback.track
        self._playback, self._stands = playback, playback.paused or playback.waits
        changed = {name: fact for name, fact in self._facts().items() if fact != before[name]}
        if changed:
            body: Values = (PLAYER, changed, [])
            self._bus.signal(PATH, PROPERTIES, "PropertiesChanged", "sa{sv}as", body)
        now = self._position()
        if abs(now - (was_at if same else 0)) > LEAP * MICRO:
            self._bus.signal(PATH, PLAYER, "Seeked", "x", (now,))

    def close(self) -> None:
        """Be no player any more. May be called twice."""
        self._bus.close()

    def _take(self, name: str, otherwise: Callable[[], object] = lambda: None) -> None:
        """Ask for a name; the specification has another one for who comes second."""

        def asked(problem: BusError | None, values: Values) -> None:
            if problem is not None or values[0] != OWNER:
                otherwise()

        self._bus.call(*DAEMON, "RequestName", "su", (name, DO_NOT_QUEUE), asked)

    # --- what a remote asks for -------------------------------------------------------------------

    def _player(self) -> Interface:
        methods = {
            "Play": Method("", "", partial(self._let, False)),
            "Pause": Method("", "", partial(self._let, True)),
            "PlayPause": Method("", "", lambda: self._let(not self._stands)),
            "Stop": Method("", "", partial(self._do, "stop")),
            "Next": Method("", "", partial(self._do, "next")),
            "Previous": Method("", "", partial(self._do, "back")),
            # CanSeek says that there is no use in these: then they have no effect.
            "Seek": Method("x", "", _nothing),
            "SetPosition": Method("ox", "", _nothing),
            "OpenUri": Method("s", "", _refuse),
        }
        return Interface(PLAYER, methods, self._properties(), {"Seeked": "x"})

    def _properties(self) -> dict[str, Property]:
        told = {
            name: Property(fact[0], partial(self._fact, name))
            for name, fact in self._facts().items()
        }
        # Back in the first step begins it anew.
        able = ("CanPlay", "CanPause", "CanControl", "CanGoNext", "CanGoPrevious")
        always = {name: _fixed("b", True) for name in able}
        rates = {name: _fixed("d", 1.0) for name in ("Rate", "MinimumRate", "MaximumRate")}
        return {
            **told,
            **always,
            **rates,
            "Volume": _fixed("d", 1.0),
            "CanSeek": _fixed("b", False),
            "Position": Property("x", self._position),
        }

    def _do(self, wish: str) -> None:
        self._command(wish)

    def _let(self, stand: bool) -> None:
        if stand != self._stands:
            self._stands = stand
            self._command("pause")

    # --- what it is -------------------------------------------------------------------------------

    def _fact(self, name: str) -> Any:
        return self._facts()[name][1]

    def _facts(self) -> dict[str, tuple[str, Any]]:
        """Return the properties that change, but for the position, each with its signature."""
        playback = self._playback
        if playback is None:
            status = "Stopped"
        else:
            status = "Paused" if playback.paused or playback.waits else "Playing"
        return {
            "PlaybackStatus": ("s", status),
            "Metadata": ("a{sv}", {} if playback is None else _metadata(playback)),
        }

    def _position(self) -> int:
        """Return where the step is, in microseconds."""
        playback = self._playback
        if playback is None:
            return 0
        since = 0.0 if playback.paused or playback.waits else self._loop.at() - playback.at
        seconds = playback.into + since
        seconds = seconds if playback.waits else min(seconds, playback.length)
        return round(MICRO * max(0.0, seconds))


def _root(do: Callable[[str], None]) -> Interface:
    methods = {
        "Raise": Method("", "", _nothing),
        "Quit": Method("", "", partial(do, "stop")),
    }
    return Interface(
        ROOT,
        methods,
        {
            "Identity": _fixed("s", "Unsit"),
            "DesktopEntry": _fixed("s", "unsit"),
            "CanQuit": _fixed("b", True),
            "CanRaise": _fixed("b", False),
            "HasTrackList": _fixed("b", False),
            "SupportedUriSchemes": _fixed("as", []),
            "SupportedMimeTypes": _fixed("as", []),
        },
    )


def _metadata(playback: Playback) -> dict[str, tuple[str, Any]]:
    facts: dict[str, tuple[str, Any]] = {
        "mpris:trackid": ("o", f"{TRACK}{playback.track}"),
        "xesam:title": ("s", f"{playback.pose}: {playback.words}"),
        "xesam:artist": ("as", ["Unsit"]),
    }
    if not playback.waits:
        facts["mpris:length"] = ("x", round(MICRO * playback.length))
    return facts


def _fixed(signature: str, value: Any) -> Property:
    return Property(signature, lambda: value)


def _nothing(*_: object) -> None:
    """Do nothing: what was asked for is said to be impossible."""


def _refuse(_: str) -> None:
    raise BusError(NOT_SUPPORTED, "Unsit plays stretches and nothing else")
