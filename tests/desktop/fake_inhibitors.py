"""Those who know of idle inhibitors, as they behave: what they signal is what they answer when asked."""

from typing import Any

from unsit.desktop.linux.bus import DAEMON, Bus, BusError, Served
from unsit.desktop.linux.served import Interface, Method, Property
from unsit.loop import Loop

GNOME = "org.gnome.SessionManager"
PLASMA = "org.kde.Solid.PowerManagement.PolicyAgent"
COMMON = "org.freedesktop.PowerManagement"
LOGIND = "org.freedesktop.login1"


class FakeService:
    """A program with names on the bus. It remembers what it was `asked`."""

    def __init__(self, address: str, loop: Loop, *names: str) -> None:
        self.asked: list[Any] = []
        self.refuses = False
        self.bus = Bus(address, loop)
        for name in names:
            self.bus.ask(*DAEMON, "RequestName", "su", (name, 0))

    def ends(self) -> None:
        """Leave the bus, as at the end of the program."""
        self.bus.close()

    def _answer(self, question: Any, answer: bool) -> tuple[bool]:
        self.asked.append(question)
        if self.refuses:
            raise BusError("test.Error.Refused", "not today")
        return (answer,)


class FakeGnomeSession(FakeService):
    """GNOME's session manager: 1 logout, 2 switching the user, 4 suspend, 8 idle."""

    PATH = "/org/gnome/SessionManager"

    def __init__(self, address: str, loop: Loop) -> None:
        self._flags = 0
        super().__init__(address, loop, GNOME)
        methods = {"IsInhibited": Method("u", "b", self._is_inhibited)}
        self.bus.export(self.PATH, Served((Interface(GNOME, methods=methods),)))

    def keeps(self, flags: int) -> None:
        """Take an inhibitor, in place of the one before; 0 = none."""
        self._flags = flags
        member = "InhibitorAdded" if flags else "InhibitorRemoved"
        self.bus.signal(self.PATH, GNOME, member, "o", (f"{self.PATH}/Inhibitor1",))

    def _is_inhibited(self, flags: int) -> tuple[bool]:
        return self._answer(flags, bool(self._flags & flags))


class FakePowerManager(FakeService):
    """The common interface. Xfce's `tells` nothing."""

    PATH = "/org/freedesktop/PowerManagement/Inhibit"
    INTERFACE = "org.freedesktop.PowerManagement.Inhibit"

    def __init__(self, address: str, loop: Loop, *names: str, tells: bool = True) -> None:
        self._has, self._tells = False, tells
        super().__init__(address, loop, *(names or (COMMON,)))
        methods = {"HasInhibit": Method("", "b", lambda: self._answer("common", self._has))}
        self.bus.export(self.PATH, Served((Interface(self.INTERFACE, methods=methods),)))

    def keeps(self, has: bool) -> None:
        """Take an inhibitor, or let go of it."""
        self._has = has
        if self._tells:
            self.bus.signal(self.PATH, self.INTERFACE, "HasInhibitChanged", "b", (has,))


class FakePowerdevil(FakePowerManager):
    """Plasma's: 1 the machine stays awake, 4 the screen stays as it is. The common one means 1."""

    AGENT = "/org/kde/Solid/PowerManagement/PolicyAgent"

    def __init__(self, address: str, loop: Loop) -> None:
        self._types = 0
        super().__init__(address, loop, COMMON, f"{COMMON}.Inhibit", PLASMA)
        methods = {"HasInhibition": Method("u", "b", self._has_inhibition)}
        self.bus.export(self.AGENT, Served((Interface(PLASMA, methods=methods),)))

    def inhibits(self, types: int) -> None:
        """Take an inhibition, in place of the one before; 0 = none."""
        self._types = types
        self.keeps(bool(types & 1))
        body = ({"film": "a film"} if types else {}, [] if types else ["film"])
        self.bus.signal(self.AGENT, PLASMA, "InhibitionsChanged", "a{ss}as", body)

    def _has_inhibition(self, types: int) -> tuple[bool]:
        return self._answer(types, bool(self._types & types))


class FakeBlocks(FakeService):
    """What logind tells of blocks, e.g. "sleep:idle"."""

    PATH = "/org/freedesktop/login1"

    def __init__(self, address: str, loop: Loop) -> None:
        self._blocked = ""
        super().__init__(address, loop, LOGIND)
        blocked = Property("s", lambda: self._blocked)
        manager = Interface(f"{LOGIND}.Manager", properties={"BlockInhibited": blocked})
        self.bus.export(self.PATH, Served((manager,)))

    def blocks(self, what: str, tells_value: bool = True) -> None:
        """Block these; the change is told with its value, or only as such."""
        self._blocked = what
        if tells_value:
            self._says({"BlockInhibited": ("s", what)}, [])
        else:
            self._says({}, ["BlockInhibited"])

    def something_else_changes(self) -> None:
        """Change a property that is of no interest."""
        self._says({"IdleHint": ("b", True)}, [])

    def _says(self, changes: dict[str, tuple[str, object]], stale: list[str]) -> None:
        body = (f"{LOGIND}.Manager", changes, stale)
        properties = "org.freedesktop.DBus.Properties"
        self.bus.signal(self.PATH, properties, "PropertiesChanged", "sa{sv}as", body)
