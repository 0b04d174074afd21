"""Which tray shows our icon: the StatusNotifierItem, or the old tray where no panel hosts that.

The item is always on offer. When nobody has hosted it for a while and this display has an old tray,
the icon is put there by a child, which ends as soon as a host has come: never are there two icons.
A message bus that is lost is looked for again, after a wait that grows: the old tray does without.
"""

import logging
import os
from collections.abc import Callable, Mapping
from functools import partial

from unsit.core.language import _
from unsit.core.menu import OPENED
from unsit.desktop import Choose, Entries, Pixmap, Tray
from unsit.desktop.linux._sni import SniTray
from unsit.desktop.linux.trayowner import TrayOwner
from unsit.desktop.linux.xembed import XembedTray
from unsit.loop import Loop, Timer

log = logging.getLogger(__name__)

HOST_WAIT = 10.0
"""Seconds that panels get to start in, and to start again in, before we look for an old tray."""

FIRST_WAIT, LONGEST_WAIT = 1.0, 60.0
"""Seconds until a bus that was lost is looked for again: at first, and after many vain tries."""

DOCK_WAIT = 10.0
"""Seconds in which an old tray should have taken our icon."""


def old_display(environ: Mapping[str, str]) -> str:
    """Return the display that may have an old tray, "" for none.

    Under Wayland we do not look: the panels there host StatusNotifierItems or nothing, and to ask
    XWayland would start it on desktops that run it only when it is needed.
    """
    return "" if environ.get("WAYLAND_DISPLAY") else environ.get("DISPLAY", "")


class LinuxTray:
    """The port `Tray`. `address` is the session bus's; for the rest see `SniTray`.

    `on_host` is told True when our icon is first shown by either tray, False when nobody shows it
    after some seconds of waiting. Raises OSError when neither tray can be had.
    """

    def __init__(
        self,
        address: str | None,
        loop: Loop,
        entries: Entries,
        choose: Choose,
        pixmaps: Callable[[str], list[Pixmap]],
        on_host: Callable[[bool], object],
    ) -> None:
        self._loop, self._choose, self._on_host = loop, choose, on_host
        self._hosted = self._owned = False
        self._told: bool | None = None
        self._face: tuple[str, str] | None = None
        self._timer: Timer | None = None
        self._bus_timer: Timer | None = None
        self._owner: TrayOwner | None = None
        self._old: XembedTray | None = None
        self._closed = False
        self.missing = ""
        """Why no item is on offer; "" = it is."""
        self._display = old_display(os.environ)
        self._bus_wait = FIRST_WAIT
        self._make = partial(self._item, address, entries, pixmaps)
        self._sni = self._first_item()
        self._wait(HOST_WAIT, self._look_for_old)

    def show(self, face: str, tip: str) -> None:
        """Show a face and a tooltip, wherever the icon is."""
        self._face = (face, tip)
        for tray in self._trays():
            tray.show(face, tip)

    def refresh(self) -> None:
        """Say that the menu may have changed, or that a picture may be there now."""
        for tray in self._trays():
            tray.refresh()

    def close(self) -> None:
        """Take the icon away. May be called twice."""
        self._closed = True
        self._leave_old()
        if self._bus_timer is not None:
            self._bus_timer.cancel()
        if self._sni is not None:
            self._sni.close()

    def _trays(self) -> tuple[Tray, ...]:
        return tuple(tray for tray in (self._sni, self._old) if tray is not None)

    def _item(
        self, address: str | None, entries: Entries, pixmaps: Callable[[str], list[Pixmap]]
    ) -> SniTray:
        if address is None:
            raise OSError(_("there is no session bus (DBUS_SESSION_BUS_ADDRESS is not set)"))
        return SniTray(
            address,
            self._loop,
            entries,
            self._choose,
            pixmaps,
            self._host_changed,
            self._bus_lost,
            lambda: self._choose(OPENED, ""),
        )

    def _first_item(self) -> SniTray | None:
        try:
            return self._make()
        except OSError as problem:
            if not self._display:
                raise
            log.info("no panel can host our icon: %s", problem)
            self.missing = str(problem)
            return None

    # --- the bus ------------------------------------------------------------------------------------

    def _bus_lost(self, reason: str) -> None:
        if self._closed or self._sni is None:
            return
        log.warning("%s: %s", _("there is no tray icon"), reason)
        self.missing = reason
        self._sni.close()
        self._sni = None
        self._bus_wait = FIRST_WAIT
        self._look_for_bus_later()

    def _look_for_bus_later(self) -> None:
        self._bus_timer = self._loop.later(self._bus_wait, self._look_for_bus)
        self._bus_wait = min(2 * self._bus_wait, LONGEST_WAIT)

    def _look_for_bus(self) -> None:
        try:
            self._sni = self._make()
        except OSError as problem:
            log.info("no panel can host our icon yet: %s", problem)
            self._look_for_bus_later()
            return
        log.warning("%s", _("the session bus is back: the tray icon is on offer again"))
        self.missing = ""
        if self._face is not None:
            self._sni.show(*self._face)

    # --- who shows it -------------------------------------------------------------------------------

    def _host_changed(self, hosted: bool) -> None:
        if self._closed or hosted == self._hosted:
            return
        self._hosted = hosted
        if hosted:
            self._leave_old()
            self._say(True)
        else:
            self._wait(HOST_WAIT, self._look_for_old)

    def _look_for_old(self) -> None:
        """Nobody has hosted our item for a while: follow whether there is an old tray."""
        self._timer = None
        if not self._display:
            self._say(False)
            return
        try:
            self._owner = TrayOwner(self._loop, self._display, self._owner_changed)
        except OSError as problem:
            log.info("no old tray: %s", problem)
            self._say(False)

    def _owner_changed(self, there: bool) -> None:
        self._owned = there
        if not there and self._old is None:
            self._say(False)
        elif there and self._old is None:
            self._old = XembedTray(self._loop, self._choose, self._dock_changed)
            if self._face is not None:
                self._old.show(*self._face)
            self._wait(DOCK_WAIT, self._give_up)

    def _dock_changed(self, docked: bool) -> None:
        if docked:
            self._stop_waiting()
            self._say(True)
        else:
            self._wait(DOCK_WAIT, self._give_up)

    def _give_up(self) -> None:
        """Nobody has taken our icon; the child that offers it stays while there is a tray."""
        self._timer = None
        if self._old is not None and not self._owned:
            self._old.close()
            self._old = None
        self._say(False)

    def _leave_old(self) -> None:
        self._stop_waiting()
        for part in (self._owner, self._old):
            if part is not None:
                part.close()
        self._owner = self._old = None

    def _say(self, shown: bool) -> None:
        if shown != self._told:
            self._told = shown
            self._on_host(shown)

    def _wait(self, seconds: float, then: Callable[[], object]) -> None:
        self._stop_waiting()
        self._timer = self._loop.later(seconds, then)

    def _stop_waiting(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
