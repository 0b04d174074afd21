"""Sleep and the lock of the session, as systemd-logind (or elogind) tells them.

Rules of this room: whether logind is there is asked once, with a short limit; everything else is
asked in passing, so that a slow system bus never holds up the start.

The session's `LockedHint` is what the screen locker says, and it has the last word. The signals
`Lock` and `Unlock` are only wishes that somebody lock or unlock; some lockers follow them without
ever setting the hint. So a wish is told at once, and what the hint says is told after `TAKEN_UP`
seconds: a lock that nobody vouches for would otherwise last for ever. For the same reason a lock
ends when the bus is lost. So `Unlocked` means that no lock is known of, not that somebody is there.
Source: org.freedesktop.login1(5).
"""

import logging
import os
from collections.abc import Callable
from typing import Any

from unsit.core.events import Event, Locked, Slept, Unlocked, Woke
from unsit.desktop import Tell
from unsit.desktop.linux.bus import Bus, BusError, Signal, system_address
from unsit.loop import Loop, Timer

log = logging.getLogger(__name__)

LOGIND = "org.freedesktop.login1"
MANAGER = "/org/freedesktop/login1"
MYSELF = "/org/freedesktop/login1/user/self"
PROPERTIES = "org.freedesktop.DBus.Properties"
NOWHERE = "/"
"""The path that stands for no session at all."""

TAKEN_UP = 5.0
"""Seconds in which a locker that sets the hint has set it (they need well under one)."""
START_TIMEOUT = 1.0


class Logind:
    """Tells `Locked`, `Unlocked`, `Slept` and `Woke`; `Locked` soon after the start if it is so.

    `Unlocked` is told when the screen is unlocked or somebody wishes that, when a wish to lock it
    was not taken up in `TAKEN_UP` seconds, and, as the last word, when the bus is lost meanwhile.
    Raises OSError in a plain sentence when there is no system bus, or no logind on it.
    """

    def __init__(self, loop: Loop, tell: Tell, address: str | None = None) -> None:
        self._loop, self._tell = loop, tell
        self._locked = self._hint = False
        """What was told last, and what the locker says."""
        self._doubt: Timer | None = None
        self._bus = Bus(address or system_address(), loop, self._lost)
        try:
            self._ask_for_logind()
        except BaseException:
            self._bus.close()
            raise
        self._bus.subscribe(
            self._slept, f"{LOGIND}.Manager", "PrepareForSleep", MANAGER, sender=LOGIND
        )
        self._find_session()

    def close(self) -> None:
        """Stop telling. May be called twice."""
        self._settle()
        self._bus.close()

    # --- finding the session ------------------------------------------------------------------------

    def _ask_for_logind(self) -> None:
        bus = "org.freedesktop.DBus"
        try:
            (there,) = self._bus.ask(
                bus, "/org/freedesktop/DBus", bus, "NameHasOwner", "s", (LOGIND,), START_TIMEOUT
            )
        except (BusError, OSError) as problem:
            raise OSError(f"the system bus does not answer: {problem}") from problem
        if not there:
            raise OSError("logind is not on the system bus")

    def _find_session(self) -> None:
        """Ask for the session with the display, else for the one we were started in."""
        self._get(MYSELF, f"{LOGIND}.User", "Display", self._take_display)

    def _take_display(self, display: Any) -> None:
        path = display[1] if display else NOWHERE
        if path != NOWHERE:
            self._follow(path)
            return
        session = os.environ.get("XDG_SESSION_ID")
        if session:
            self._ask_manager("GetSession", "s", session, self._ask_by_process)
        else:
            self._ask_by_process()

    def _ask_by_process(self) -> None:
        self._ask_manager("GetSessionByPID", "u", os.getpid(), self._give_up)

    def _ask_manager(
        self, member: str, signature: str, value: object, otherwise: Callable[[], None]
    ) -> None:
        def reply(problem: BusError | None, body: tuple[Any, ...]) -> None:
            if problem is None:
                self._follow(body[0])
            else:
                otherwise()

        self._bus.call(LOGIND, MANAGER, f"{LOGIND}.Manager", member, signature, (value,), reply)

    def _give_up(self) -> None:
        log.info("logind knows no session of ours, so it cannot tell when the screen is locked")

    def _follow(self, session: str) -> None:
        hear, kind = self._bus.subscribe, f"{LOGIND}.Session"
        hear(lambda _: self._wish(True), kind, "Lock", session, LOGIND)
        hear(lambda _: self._wish(False), kind, "Unlock", session, LOGIND)
        hear(self._changed, PROPERTIES, "PropertiesChanged", session, LOGIND)
        self._get(session, kind, "LockedHint", self._hinted)

    # --- what logind says ---------------------------------------------------------------------------

    def _slept(self, signal: Signal) -> None:
        self._say(Slept if signal.body[0] else Woke)

    def _changed(self, signal: Signal) -> None:
        _, changes, stale = signal.body
        if "LockedHint" in changes:
            self._hinted(changes["LockedHint"][1])
        elif "LockedHint" in stale:
            self._get(signal.path, f"{LOGIND}.Session", "LockedHint", self._hinted)

    def _hinted(self, locked: Any) -> None:
        if locked is not None:
            self._hint = bool(locked)
            self._now(self._hint)

    def _wish(self, locked: bool) -> None:
        self._settle()
        self._now(locked)
        if locked != self._hint:
            self._doubt = self._loop.later(TAKEN_UP, lambda: self._now(self._hint))

    def _settle(self) -> None:
        if self._doubt is not None:
            self._doubt.cancel()
            self._doubt = None

    def _now(self, locked: bool) -> None:
        if locked != self._locked:
            self._locked = locked
            self._say(Locked if locked else Unlocked)

    def _lost(self) -> None:
        log.warning("the system bus is gone: sleep and lock can no longer be heard")
        self._settle()
        self._now(False)  # a lock whose end nobody will tell must not last for ever

    # --- small change -------------------------------------------------------------------------------

    def _say(self, event: type[Event]) -> None:
        self._tell(event(self._loop.at(), self._loop.wall()))

    def _get(self, path: str, interface: str, name: str, take: Callable[[Any], None]) -> None:
        """Read a property; None when it cannot be read."""

        def reply(problem: BusError | None, body: tuple[Any, ...]) -> None:
            take(None if problem else body[0][1])

        self._bus.call(LOGIND, path, PROPERTIES, "Get", "ss", (interface, name), reply)
