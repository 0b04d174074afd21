"""The parts of a Linux desktop, and how they are chosen.

A part is imported when it is opened: the icon comes first and does not wait for the rest.
The reasons for each choice are in the sentences of the OSErrors: the daemon keeps and tells them.
"""

import logging
from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from unsit import places
from unsit.core.language import _
from unsit.desktop import (
    Awake,
    Choose,
    Entries,
    Lost,
    Notifier,
    Power,
    Presence,
    Remote,
    Signs,
    Tell,
    Tray,
)
from unsit.desktop.faces import Faces
from unsit.desktop.linux.bus import Bus, session_address
from unsit.desktop.linux.trays import LinuxTray
from unsit.loop import Loop

if TYPE_CHECKING:  # a part is imported when it is opened
    from unsit.desktop.linux.power import LinuxPower
    from unsit.desktop.linux.presence import Reasons
    from unsit.desktop.signs import GatheredSigns

log = logging.getLogger(__name__)


class LinuxDesktop:
    """The parts of a Linux desktop; those on the session bus share one connection."""

    def __init__(self, loop: Loop) -> None:
        self._loop = loop
        self._bus: Bus | None = None
        self._had_bus = False
        """Whether there has been a session bus: one that was there is waited for."""
        self._on_bus: dict[str, Lost] = {}
        """Who is to be told, by part, when the session bus is lost."""
        self._reasons: dict[str, Reasons] = {}
        self._tray: LinuxTray | None = None
        self._power: LinuxPower | None = None
        self._signs: GatheredSigns | None = None

    def run(self, life: Callable[[], object]) -> None:
        """Run the loop's life right here."""
        life()

    def presence(self, tell: Tell, idle_after: float, lost: Lost) -> Presence:
        """Open what sees input here: the first that answers, see `choose`."""
        from unsit.desktop.linux.presence import FORCED, choose

        def mutter() -> Presence:
            from unsit.desktop.linux.mutter import MutterPresence

            found = MutterPresence(self._session(), self._loop, tell, idle_after)
            self._on_bus["presence"] = lost
            return found

        self._on_bus.pop("presence", None)
        gone = partial(lost, _("the display server is gone"))
        known = self._reasons.get("presence", ())
        found, reasons = choose(self._loop, tell, idle_after, gone, mutter)
        for name, why in reasons:
            if name == FORCED and (name, why) not in known:
                log.warning("%s", why)
        self._reasons["presence"] = reasons
        return found

    def power(self, tell: Tell, lost: Lost) -> Power:
        """Open logind, which comes back by itself, and the screen savers of the session bus."""
        from unsit.desktop.linux.power import LinuxPower

        try:
            bus = self._session()
            self._on_bus["power"] = lost
        except OSError:
            if self._had_bus:
                raise
            bus = None
        self._power = LinuxPower(self._loop, tell, bus)
        return self._power

    def signs(self, tell: Tell, lost: Lost) -> Signs:
        """Open what tells of calls, films and the like; nothing is looked at before it is followed.

        It is never lost: its sources are opened anew when the session bus goes, and when it comes.
        """
        from unsit.desktop.linux.sources import openers
        from unsit.desktop.signs import GatheredSigns

        self._signs = GatheredSigns(self._loop, tell, openers(self._loop, self._session))
        return self._signs

    def notifier(self, on_server: Callable[[bool], object], lost: Lost) -> Notifier:
        """Open the session bus's notifications; where there never was one plyer is the last resort."""
        try:
            bus = self._session()
        except OSError as problem:
            if self._had_bus:
                raise
            log.warning("%s: %s", _("notifications"), problem)
            from unsit.desktop.portable import PortableDesktop

            return PortableDesktop().notifier(on_server, lost)
        from unsit.desktop.linux.notify import BusNotifier

        self._on_bus["notifications"] = lost
        icon = str(places.shipped("icons") / "app.png")
        return BusNotifier(bus, self._loop, on_server, icon)

    def tray(
        self, entries: Entries, choose: Choose, on_host: Callable[[bool], object], lost: Lost
    ) -> Tray:
        """Open the tray, which looks for a bus again by itself when that is lost; the first time ever a
        child draws its icons, and it shows then.
        """
        faces = Faces()
        tray = LinuxTray(session_address(), self._loop, entries, choose, faces.pictures, on_host)
        self._tray = tray
        faces.see_to(self._loop, tray.refresh)
        return tray

    def remote(self, command: Callable[[str], object], lost: Lost) -> Remote:
        """Open the session as a media player on the session bus."""
        from unsit.desktop.linux.mpris import Mpris

        return Mpris(_address(), self._loop, command, lost)

    def awake(self) -> Awake:
        """Open whatever keeps the screen awake here, on connections of its own."""
        from unsit.desktop.linux.awake import Awake

        return Awake(self._loop, session_address())

    def reasons(self) -> Sequence[tuple[str, str]]:
        """Return what was tried and not there: what it was, and a sentence why."""
        found = [reason for each in self._reasons.values() for reason in each]
        if self._tray is not None and self._tray.missing:
            found.append(("tray", self._tray.missing))
        if self._power is not None:
            found += self._power.reasons
        if self._signs is not None:
            found += self._signs.told_reasons()
        return found

    def close(self) -> None:
        """Leave the session bus. May be called twice."""
        if self._bus is not None:
            self._bus.close()
            self._bus = None

    def _session(self) -> Bus:
        """Return our place on the session bus; who uses it is told by `_on_bus` when it is lost."""
        if self._bus is None or self._bus.lost:
            self._bus = Bus(_address(), self._loop, self._bus_lost)
            self._had_bus = True
            self._renew_signs()
        return self._bus

    def _bus_lost(self) -> None:
        self._bus = None
        told, self._on_bus = self._on_bus, {}
        for lost in told.values():
            lost(_("the session bus is gone"))
        self._renew_signs()

    def _renew_signs(self) -> None:
        if self._signs is not None:
            self._loop.soon(self._signs.renew)


def _address() -> str:
    address = session_address()
    if address is None:
        raise OSError(_("there is no session bus (DBUS_SESSION_BUS_ADDRESS is not set)"))
    return address
