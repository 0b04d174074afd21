"""Services of a desktop as python3-dbusmock plays them: programs of their own, not our code.

Their Python is the system's, for which Debian packages dbusmock; it is a module and no program.
"""

from collections.abc import Mapping
from pathlib import Path

from tests.desktop.servers import Server, SessionBus
from tests.desktop.stage import PATIENCE
from unsit.desktop.linux.served import Values
from unsit.loop import Loop

PYTHON = "/usr/bin/python3"
MODULE = Path("/usr/lib/python3/dist-packages/dbusmock/__main__.py")

MOCK = "org.freedesktop.DBus.Mock"
"""The interface by which a mock is told what to be."""

LOGIND = "org.freedesktop.login1"
MANAGER = "/org/freedesktop/login1"
USER = f"{LOGIND}.User"
MYSELF = "/org/freedesktop/login1/user/self"
GNOME_SAVER = "org.gnome.ScreenSaver"
SAVER = "org.freedesktop.ScreenSaver"


class Mock(Server):
    """A mock that can be started, told things, and killed."""

    def __init__(self, bus: SessionBus, name: str, path: str, *arguments: str) -> None:
        assert MODULE.is_file(), "These tests need dbusmock: apt-get install python3-dbusmock"
        super().__init__(bus, (PYTHON, "-m", "dbusmock", *arguments), name)
        self.path = path

    def ask(
        self, path: str, interface: str, member: str, signature: str = "", body: Values = ()
    ) -> Values:
        """Call it, as any other program does; return what it answers."""
        loop = Loop()
        peer = self._bus.peer(loop)
        try:
            return peer.ask(self._name, path, interface, member, signature, body, timeout=PATIENCE)
        finally:
            peer.close()
            loop.close()

    def tells(self, interface: str, signal: str, signature: str, *values: object) -> None:
        """Have it send a signal."""
        variants = list(zip(signature, values, strict=True))
        self.ask(self.path, MOCK, "EmitSignal", "sssav", (interface, signal, signature, variants))

    def _environment(self) -> Mapping[str, str]:
        return {**self._bus.environment, "DBUS_SYSTEM_BUS_ADDRESS": self._bus.address}


class LogindMock(Mock):
    """logind with a session of ours, which has the display."""

    def __init__(self, bus: SessionBus, session: str = "c1") -> None:
        super().__init__(bus, LOGIND, MANAGER, "--system", "-t", "logind")
        self._session = f"/org/freedesktop/login1/session/{session}"
        self._number = session

    def start(self) -> None:
        """Start it, and log in."""
        super().start()
        self._log_in()

    def _log_in(self) -> None:
        somebody = (self._number, "seat0", 1000, "somebody", True)
        self.ask(self.path, MOCK, "AddSession", "ssusb", somebody)
        display = {"Display": ("(so)", (self._number, self._session))}
        self.ask(self.path, MOCK, "AddObject", "ssa{sv}a(ssss)", (MYSELF, USER, display, []))
        self.tells(f"{LOGIND}.Manager", "SessionNew", "so", self._number, self._session)

    def logs_out(self) -> None:
        """End the session, as the last of its programs goes."""
        self.ask(self.path, MOCK, "RemoveObject", "s", (MYSELF,))
        self.tells(f"{LOGIND}.Manager", "SessionRemoved", "so", self._number, self._session)

    def logs_in(self, session: str) -> None:
        """Begin another session."""
        self._number, self._session = session, f"/org/freedesktop/login1/session/{session}"
        self._log_in()

    def sleeps(self, sleeps: bool) -> None:
        """Fall asleep, or wake up."""
        self.tells(f"{LOGIND}.Manager", "PrepareForSleep", "b", sleeps)

    def wishes(self, locked: bool) -> None:
        """Ask whoever locks screens to do it, or to undo it."""
        self.ask(self._session, f"{LOGIND}.Session", "Lock" if locked else "Unlock")

    def locker_says(self, locked: bool) -> None:
        """Be told by the locker, as lockers do it."""
        self.ask(self._session, f"{LOGIND}.Session", "SetLockedHint", "b", (locked,))


class SaverMock(Mock):
    """A screen saver: GNOME's, as dbusmock knows it, or one of the same ways at another name."""

    def __init__(self, bus: SessionBus, name: str = GNOME_SAVER, path: str = "") -> None:
        self._is_gnome = name == GNOME_SAVER
        path = path or "/" + name.replace(".", "/")
        what = ("-t", "gnome_screensaver") if self._is_gnome else (name, path, name)
        super().__init__(bus, name, path, "--session", *what)

    def start(self) -> None:
        """Start it; it is not active."""
        super().start()
        if not self._is_gnome:
            tell = 'self.EmitSignal("", "ActiveChanged", "b", [self.active])'
            methods = [
                ("GetActive", "", "b", 'ret = getattr(self, "active", False)'),
                ("SetActive", "b", "", f"self.active = args[0]; {tell}"),
            ]
            self.ask(self.path, MOCK, "AddMethods", "sa(ssss)", (self._name, methods))

    def locks(self, locked: bool) -> None:
        """Become active, or end it."""
        self.ask(self.path, self._name, "SetActive", "b", (locked,))
