"""Whether a screen reader runs: then it speaks, and no voice of ours beside it.

As `unsit.window.voice.reader`, without Qt: org.a11y.Status on the session bus says so. Where there
is no bus, as over ssh, nobody can tell, and there is none.
"""

from collections.abc import Callable

from unsit.desktop.linux.bus import Bus, BusError
from unsit.desktop.linux.properties import PROPERTIES, get
from unsit.loop import Loop

SERVICE, OBJECT, STATUS = "org.a11y.Bus", "/org/a11y/bus", "org.a11y.Status"
ENABLED = "ScreenReaderEnabled"
NAMES = ("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus")


def follow(loop: Loop, address: str, tell: Callable[[bool], None]) -> Bus | None:
    """Have `tell` be told, at once and at each change; return what is to be kept and closed."""
    if not address:
        tell(False)
        return None
    try:
        bus = Bus(address, loop)
    except OSError:
        tell(False)
        return None

    def ask() -> None:
        get(bus, SERVICE, OBJECT, STATUS, ENABLED, lambda value: tell(value is True))

    def owned(problem: BusError | None, body: tuple[object, ...]) -> None:
        """Ask only who is there already: a call would have the bus start it."""
        if problem is None and body == (True,):
            ask()
        else:
            tell(False)

    bus.subscribe(lambda _: ask(), PROPERTIES, "PropertiesChanged", path=OBJECT, sender=SERVICE)
    bus.call(*NAMES, "NameHasOwner", "s", (SERVICE,), owned)
    return bus
