"""Sleep and the lock of the session, as systemd-logind (or elogind) tells them.

Rules of this room: nothing is waited for but the greeting with the system bus, so that a slow one
never holds up the start. logind may come, go and come back while the bus lives: the name is watched,
and the session is looked for anew each time. So it is when ours has ended or none was known and
one begins: whoever is started before the login is through, or outlives a logout, follows the next.

The session's `LockedHint` is what the screen locker says, and it has the last word. The signals
`Lock` and `Unlock` are only wishes that somebody lock or unlock; some lockers follow them without
ever setting the hint. So a wish is told at once, and what the hint says is told after `TAKEN_UP`
seconds: a lock that nobody vouches for would otherwise last for ever. For the same reason a lock and
a sleep end when logind goes, or the bus. So `Unlocked` means that no lock is known of, not that
somebody is there. Source: org.freedesktop.login1(5).
"""

import logging
import os
from collections.abc import Callable
from typing import Any

from unsit.core.events import Event, Locked, Slept, Unlocked, Woke
from unsit.core.language import N_, _
from unsit.desktop import Tell
from unsit.desktop.linux.bus import Bus, BusError, Signal, Undo, system_address
from unsit.desktop.linux.connection import Reply
from unsit.desktop.linux.served import Values
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

ABSENT = N_("logind is not on the system bus")
GONE = N_("the system bus is gone")


class Logind:
    """Tells `Locked`, `Unlocked`, `Slept` and `Woke`; `Locked` soon after the start if it is so.

    `Unlocked` is told when the screen is unlocked or somebody wishes that, when a wish to lock it
    was not taken up in `TAKEN_UP` seconds, and when logind or the bus is lost meanwhile; `Woke`
    when either is lost while the machine was said to fall asleep.
    `on_lost` is called once, with a plain reason, when the bus is lost: nothing is told after that.
    Raises OSError in a plain sentence when there is no system bus; a logind that is not there is
    waited for.
    """

    def __init__(
        self,
        loop: Loop,
        tell: Tell,
        address: str | None = None,
        on_lost: Callable[[str], object] | None = None,
    ) -> None:
        self._loop, self._tell, self._on_lost = loop, tell, on_lost
        self._locked = self._hint = self._asleep = False
        """What was told last, what the locker says, and whether sleep was told last."""
        self._doubt: Timer | None = None
        self._owner: str | None = None
        """Who is logind; "" = nobody, None = not known yet."""
        self._session = ""
        """The path of our session, "" = none is known."""
        self._unfollow: list[Undo] = []
        """What stops the signals of our session."""
        self._bus = Bus(address or system_address(), loop, self._lost)
        signals = {
            "PrepareForSleep": self._slept,
            "SessionNew": self._came,
            "SessionRemoved": self._went,
        }
        for member, heard in signals.items():
            self._bus.subscribe(heard, f"{LOGIND}.Manager", member, MANAGER, sender=LOGIND)
        self._bus.watch_name(LOGIND, self._owned)

    @property
    def missing(self) -> str:
        """Why nothing is heard now, in a sentence without a full stop; "" while logind is there."""
        if self._bus.lost:
            return GONE
        return _(ABSENT) if self._owner == "" else ""

    def close(self) -> None:
        """Stop telling. May be called twice."""
        self._settle()
        self._bus.close()

    # --- logind comes and goes ----------------------------------------------------------------------

    def _owned(self, owner: str) -> None:
        if self._owner:
            log.info("logind is gone: sleep and lock are not heard until it is back")
            self._forget()
        elif not owner:
            log.info("%s", ABSENT)
        self._owner = owner
        if owner:
            self._find_session()

    def _lost(self) -> None:
        log.warning("%s: sleep and lock can no longer be heard", GONE)
        self._forget()
        if self._on_lost is not None:
            self._on_lost(_(GONE))

    def _forget(self) -> None:
        """Take back what nobody will take back any more: it must not last for ever."""
        self._settle()
        while self._unfollow:
            self._unfollow.pop()()
        self._session = ""
        self._hint = False
        self._now(False)
        if self._asleep:
            self._sleep(False)

    # --- finding the session ------------------------------------------------------------------------

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

        self._call(MANAGER, f"{LOGIND}.Manager", member, signature, (value,), reply)

    def _give_up(self) -> None:
        log.info("logind knows no session of ours, so it cannot tell when the screen is locked")

    def _came(self, _: Signal) -> None:
        if not self._session:
            self._find_session()

    def _went(self, signal: Signal) -> None:
        if signal.body[1] == self._session:
            self._forget()
            self._find_session()

    def _follow(self, session: str) -> None:
        if self._session:
            return  # it was looked for twice at a time
        self._session = session
        hear, kind = self._bus.subscribe, f"{LOGIND}.Session"
        self._unfollow = [
            hear(lambda _: self._wish(True), kind, "Lock", session, LOGIND),
            hear(lambda _: self._wish(False), kind, "Unlock", session, LOGIND),
            hear(self._changed, PROPERTIES, "PropertiesChanged", session, LOGIND),
        ]
        self._get(session, kind, "LockedHint", self._hinted)

    # --- what logind says ---------------------------------------------------------------------------

    def _slept(self, signal: Signal) -> None:
        self._sleep(bool(signal.body[0]))

    def _sleep(self, asleep: bool) -> None:
        self._asleep = asleep
        self._say(Slept if asleep else Woke)

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

    # --- small change -------------------------------------------------------------------------------

    def _say(self, event: type[Event]) -> None:
        self._tell(event(self._loop.at(), self._loop.wall()))

    def _get(self, path: str, interface: str, name: str, take: Callable[[Any], None]) -> None:
        """Read a property; None when it cannot be read."""

        def reply(problem: BusError | None, body: tuple[Any, ...]) -> None:
            take(None if problem else body[0][1])

        self._call(path, PROPERTIES, "Get", "ss", (interface, name), reply)

    def _call(
        self, path: str, interface: str, member: str, signature: str, body: Values, reply: Reply
    ) -> None:
        """Call the logind that is there now; what another one answers is of no interest."""
        owner = self._owner

        def current(problem: BusError | None, values: Values) -> None:
            if owner == self._owner:
                reply(problem, values)

        # By its unique name: the well-known one would have the bus start it again.
        self._bus.call(owner or LOGIND, path, interface, member, signature, body, current)
