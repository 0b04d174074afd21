"""The parts of a Linux desktop, and how they are chosen.

A part is imported when it is opened: the icon comes first and does not wait for the rest.
The reasons for each choice are in the sentences of the OSErrors: the daemon keeps and tells them.
"""

import logging
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from unsit import __version__, places
from unsit.desktop import Choose, Entries, Notifier, Pixmap, Power, Presence, Tell, Tray
from unsit.desktop.linux import pixmaps
from unsit.desktop.linux._sni import SniTray
from unsit.desktop.linux.bus import Bus, session_address
from unsit.loop import Loop

log = logging.getLogger(__name__)


class LinuxDesktop:
    """X11 for presence, logind for power, the session bus for notices and the tray."""

    def __init__(self, loop: Loop, on_logout: Callable[[], object]) -> None:
        self._loop, self._on_logout = loop, on_logout
        self._bus: Bus | None = None

    def presence(self, tell: Tell, idle_after: float) -> Presence:
        """Open X11's idle counter; when its server goes, so does the session."""
        from unsit.desktop.linux.x11 import X11Presence

        return X11Presence(self._loop, tell, idle_after, on_gone=self._on_logout)

    def power(self, tell: Tell) -> Power:
        """Open logind."""
        from unsit.desktop.linux.logind import Logind

        return Logind(self._loop, tell)

    def notifier(self, on_server: Callable[[bool], object]) -> Notifier:
        """Open the session bus's notifications; without a bus plyer is the last resort."""
        try:
            self._bus = Bus(_session(), self._loop, self._on_logout)
        except OSError as problem:
            log.warning("notifications: %s", problem)
            from unsit.desktop.portable import PortableDesktop

            return PortableDesktop().notifier(on_server)
        from unsit.desktop.linux.notify import BusNotifier

        icon = str(places.shipped("icons") / "app.png")
        return BusNotifier(self._bus, self._loop, on_server, icon)

    def tray(self, entries: Entries, choose: Choose, on_host: Callable[[bool], object]) -> Tray:
        """Open the tray; the first time ever, a child draws its icons, and it shows then."""
        icons = places.cache_dir() / f"icons-{__version__}.bin"

        def pictures(face: str) -> list[Pixmap]:
            return pixmaps.pixmaps(icons, face)

        tray = SniTray(_session(), self._loop, entries, choose, pictures, on_host)
        if not pixmaps.complete(icons):
            self._paint(icons, tray)
        return tray

    def close(self) -> None:
        """Leave the session bus. May be called twice."""
        if self._bus is not None:
            self._bus.close()

    def _paint(self, icons: Path, tray: Tray) -> None:
        def painted(code: int) -> None:
            if code == 0:
                tray.refresh()
            else:
                log.warning("the icons cannot be drawn, so there is none in the tray")

        command = [sys.executable, "-m", "unsit.painter", str(icons)]
        try:
            self._loop.child(subprocess.Popen(command, stdin=subprocess.DEVNULL), painted)
        except OSError as problem:
            log.warning("the icons cannot be drawn, so there is none in the tray: %s", problem)


def _session() -> str:
    address = session_address()
    if address is None:
        raise OSError("there is no session bus (DBUS_SESSION_BUS_ADDRESS is not set)")
    return address
