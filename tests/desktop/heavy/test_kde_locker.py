"""The lock of the screen as KDE's own locker tells it, which is a part of KWin."""

import shutil

from tests.desktop.servers import SessionBus
from tests.desktop.stage import Program, tool, until
from unsit.core.events import Event, Locked, Unlocked
from unsit.desktop.linux.bus import Bus, BusError
from unsit.desktop.linux.screensaver import ScreenSaver
from unsit.loop import Loop

SAVER = "org.freedesktop.ScreenSaver"


def test_kdes_own_locker_is_heard(own_bus: SessionBus, loop: Loop) -> None:
    heard: list[Event] = []
    peer, asker = own_bus.peer(loop), own_bus.peer(loop)
    savers = ScreenSaver(peer, loop, heard.append)
    # Debian's has a capability that a container may refuse to hand out; a copy has none.
    own = shutil.copy(tool("kwin_wayland"), own_bus.folder / "kwin_wayland")
    command = (str(own), "--virtual", "--socket", "wayland-0")
    with Program(own_bus.folder, *command, environment=own_bus.environment) as kwin:
        until("KDE's locker", lambda: _locks(asker), loop)
        until("lock", lambda: [type(each) for each in heard] == [Locked], loop)
        kwin.kill()
        until("end", lambda: [type(each) for each in heard] == [Locked, Unlocked], loop)
    savers.close()
    for bus in (peer, asker):
        bus.close()


def _locks(bus: Bus) -> bool:
    """Have KDE lock its screen; False while it has its name and nothing behind it yet."""
    try:
        bus.ask(SAVER, "/ScreenSaver", SAVER, "Lock", timeout=10)
    except BusError:
        return False
    return True
