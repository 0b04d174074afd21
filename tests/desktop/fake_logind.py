"""A small logind that keeps its word: what it signals is what it answers when asked."""

from unsit.desktop.linux.bus import Bus, BusError, Served
from unsit.desktop.linux.served import Interface, Method, Property
from unsit.loop import Loop

LOGIND = "org.freedesktop.login1"
MANAGER = "/org/freedesktop/login1"
SESSION = "/org/freedesktop/login1/session/_32"
MYSELF = "/org/freedesktop/login1/user/self"


class FakeLogind:
    """One user with one session on one seat. `display` is whether logind says it is graphical."""

    def __init__(self, address: str, loop: Loop, display: bool = True, by_pid: bool = True) -> None:
        self.locked, self.by_pid = False, by_pid
        self.display = ("2", SESSION) if display else ("", "/")
        self.asked: list[str] = []
        self.bus = Bus(address, loop)
        self.bus.export(MANAGER, Served((self._manager(),)))
        self.bus.export(MYSELF, Served((self._user(),)))
        self.bus.export(SESSION, Served((self._session(),)))
        daemon = "org.freedesktop.DBus"
        self.bus.ask(daemon, "/org/freedesktop/DBus", daemon, "RequestName", "su", (LOGIND, 0))

    # --- what happens to the machine ------------------------------------------------------------------

    def sleeps(self, sleeps: bool) -> None:
        """Fall asleep, or wake up."""
        self.bus.signal(MANAGER, f"{LOGIND}.Manager", "PrepareForSleep", "b", (sleeps,))

    def wishes(self, locked: bool) -> None:
        """Ask whoever locks screens to do it (`loginctl lock-session`) or to undo it."""
        self.bus.signal(SESSION, f"{LOGIND}.Session", "Lock" if locked else "Unlock")

    def locker_says(self, locked: bool, tells_value: bool = True) -> None:
        """Be told by the locker; the change is told with its value, or only as such."""
        self.locked = locked
        if tells_value:
            self._changed({"LockedHint": ("b", locked)}, [])
        else:
            self._changed({}, ["LockedHint"])

    def something_else_changes(self) -> None:
        """Change a property that is of no interest."""
        self._changed({"IdleHint": ("b", True)}, [])

    def _changed(self, changes: dict[str, tuple[str, bool]], stale: list[str]) -> None:
        properties = "org.freedesktop.DBus.Properties"
        body = (f"{LOGIND}.Session", changes, stale)
        self.bus.signal(SESSION, properties, "PropertiesChanged", "sa{sv}as", body)

    # --- what it answers --------------------------------------------------------------------------------

    def _manager(self) -> Interface:
        return Interface(
            f"{LOGIND}.Manager",
            methods={
                "GetSession": Method("s", "o", self._get_session),
                "GetSessionByPID": Method("u", "o", self._get_session_by_pid),
            },
        )

    def _user(self) -> Interface:
        return Interface(
            f"{LOGIND}.User", properties={"Display": Property("(so)", lambda: self.display)}
        )

    def _session(self) -> Interface:
        hint = Property("b", lambda: self.locked)
        return Interface(f"{LOGIND}.Session", properties={"LockedHint": hint})

    def _get_session(self, session: str) -> tuple[str]:
        self.asked.append(f"session {session}")
        if session != "2":
            raise BusError(f"{LOGIND}.NoSuchSession", f"No session '{session}' known")
        return (SESSION,)

    def _get_session_by_pid(self, pid: int) -> tuple[str]:
        self.asked.append("process")
        if not self.by_pid:
            raise BusError(f"{LOGIND}.NoSessionForPID", f"PID {pid} does not belong to a session")
        return (SESSION,)
