"""What a screen reader meets: a client of the real accessibility bus, in the test's own process.

`Accessibility` starts at-spi2-core's bus on a session bus, with its real registry; `Client` speaks
AT-SPI to what is there, as libatspi does. The protocol is at-spi2-core's, in its xml/ folder; the
numbers of states are those of its atspi-constants.h.
"""

from collections import deque
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from jeepney import (  # type: ignore[import-untyped]
    DBusAddress,
    MatchRule,
    Properties,
    new_method_call,
)
from jeepney.io.blocking import DBusConnection, open_dbus_connection  # type: ignore[import-untyped]
from jeepney.wrappers import DBusErrorResponse  # type: ignore[import-untyped]

from tests.desktop.servers import SessionBus
from tests.desktop.stage import PATIENCE, Program, until

LAUNCHER = DBusAddress("/org/a11y/bus", "org.a11y.Bus", "org.a11y.Bus")
STATUS = LAUNCHER.with_interface("org.a11y.Status")
REGISTRY = DBusAddress(
    "/org/a11y/atspi/registry", "org.a11y.atspi.Registry", "org.a11y.atspi.Registry"
)
ROOT = "/org/a11y/atspi/accessible/root"
EVENTS = "org.a11y.atspi.Event"

ACTIVE, FOCUSABLE, FOCUSED, SHOWING = 1, 11, 12, 25
"""States, by their bits."""

HEARS = (
    *("object:value-changed", "object:property-change", "object:state-changed:focused"),
    *("object:state-changed:showing", "window:activate"),
)
"""What a screen reader listens to, or enough of it, that does not know announcements."""

READS = ("object:announcement", *HEARS)
"""The same for a newer one."""


class Accessibility(Program):
    """The accessibility bus of a session: off, as on a desktop where nobody has asked for it."""

    def __init__(self, bus: SessionBus) -> None:
        self.session = bus
        super().__init__(bus.folder, "at-spi-bus-launcher", environment=bus.environment)
        bus.wait_for_name("org.a11y.Bus")

    def say(self, name: str, value: bool) -> None:
        """Say that IsEnabled or ScreenReaderEnabled, as a desktop does."""
        with open_dbus_connection(self.session.address) as line:
            line.send_and_get_reply(Properties(STATUS).set(name, "b", value), timeout=PATIENCE)


class Event(NamedTuple):
    """Something that was told: `kind` is Announcement, ValueChanged and so on."""

    kind: str
    detail: str
    first: int
    value: Any
    source: "Thing"


class Thing:
    """Something accessible, as it is at the moment when it is asked."""

    def __init__(self, client: "Client", owner: str, path: str) -> None:
        self._client, self.owner, self.path = client, owner, path

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Thing) and (self.owner, self.path) == (other.owner, other.path)

    def __hash__(self) -> int:
        return hash((self.owner, self.path))

    def __repr__(self) -> str:
        return f"{self.role} {self.name!r}"

    @property
    def name(self) -> str:
        return str(self._get("Accessible", "Name"))

    @property
    def description(self) -> str:
        return str(self._get("Accessible", "Description"))

    @property
    def role(self) -> str:
        return str(self._ask("Accessible", "GetRoleName")[0])

    @property
    def parent(self) -> "Thing":
        return Thing(self._client, *self._get("Accessible", "Parent"))

    @property
    def children(self) -> list["Thing"]:
        (pairs,) = self._ask("Accessible", "GetChildren")
        return [Thing(self._client, *pair) for pair in pairs]

    def has(self, state: int) -> bool:
        """Say whether it is in a state."""
        ((low, high),) = self._ask("Accessible", "GetState")
        return bool((low | high << 32) >> state & 1)

    @property
    def value(self) -> tuple[float, float, float]:
        """Its least, present and largest value."""
        names = ("MinimumValue", "CurrentValue", "MaximumValue")
        least, now, most = (float(self._get("Value", name)) for name in names)
        return least, now, most

    @property
    def box(self) -> tuple[int, int, int, int]:
        """Where it is on the screen: left, top, width, height."""
        ((left, top, wide, high),) = self._ask("Component", "GetExtents", "u", (0,))
        return left, top, wide, high

    @property
    def actions(self) -> list[str]:
        count = int(self._get("Action", "NActions"))
        return [str(self._ask("Action", "GetName", "i", (i,))[0]) for i in range(count)]

    def act(self, name: str = "Press") -> None:
        """Do one of its actions."""
        done = self._ask("Action", "DoAction", "i", (self.actions.index(name),))
        assert done == (True,), f"{self} does no {name}"

    def below(self) -> Iterator["Thing"]:
        """Go through all in it, in the order in which it is read."""
        for child in self.children:
            yield child
            yield from child.below()

    def _ask(self, interface: str, method: str, signature: str = "", body: Any = ()) -> Any:
        place = DBusAddress(self.path, self.owner, f"org.a11y.atspi.{interface}")
        return self._client.ask(new_method_call(place, method, signature, body))

    def _get(self, interface: str, name: str) -> Any:
        place = DBusAddress(self.path, self.owner, f"org.a11y.atspi.{interface}")
        return self._client.ask(Properties(place).get(name))[0][1]


class Client:
    """Speaks AT-SPI, and keeps what it is told."""

    def __init__(self, accessibility: Accessibility, listens: tuple[str, ...] = READS) -> None:
        with open_dbus_connection(accessibility.session.address) as session:
            call = new_method_call(LAUNCHER, "GetAddress")
            (address,) = session.send_and_get_reply(call, timeout=PATIENCE).body
        self._line: DBusConnection = open_dbus_connection(address)
        self.events: list[Event] = []
        self._noticed: list[str] = []
        rules = [
            MatchRule(type="signal", interface=f"{EVENTS}.{of}") for of in ("Object", "Window")
        ]
        bus = DBusAddress("/", "org.freedesktop.DBus", "org.freedesktop.DBus")
        for one in rules:
            self.ask(new_method_call(bus, "AddMatch", "s", (one.serialise(),)))
        self._told: deque[Any] = deque()
        self._filters = [self._line.filter(one, queue=self._told) for one in rules]
        for one in self._filters:
            one.__enter__()
        for event in listens:
            self.ask(new_method_call(REGISTRY, "RegisterEvent", "sass", (event, [], "")))

    def ask(self, message: Any) -> Any:
        """Return the body of the answer."""
        reply = self._line.send_and_get_reply(message, timeout=PATIENCE)
        if reply.header.message_type.name == "error":
            raise DBusErrorResponse(reply)
        return reply.body

    def applications(self) -> list[Thing]:
        """Return the programs that are there."""
        return Thing(self, REGISTRY.bus_name or "", ROOT).children

    def window(self, title: str) -> Thing:
        """Wait for a window whose name has `title` in it."""

        def found() -> Thing | None:
            windows = [one for app in self.applications() for one in app.children]
            return next((one for one in windows if title in one.name), None)

        window = until(f"window {title}", self._patiently(found))
        assert window is not None
        return window

    def heard(self, kind: str = "") -> list[Event]:
        """Return what was told so far, of one kind or all."""
        self._listen()
        return [event for event in self.events if kind in ("", event.kind)]

    def announced(self) -> list[str]:
        """Return the words that were announced so far."""
        return [str(event.value) for event in self.heard("Announcement")]

    def noticed(self) -> list[str]:
        """Return the words that came to be seen in notifications so far."""
        self._listen()
        return self._noticed

    def hears(self, words: str) -> None:
        """Wait until something is announced that has these words."""
        until(f"announcement of {words!r}", lambda: any(words in one for one in self.announced()))

    def close(self) -> None:
        self._line.close()

    def _listen(self) -> None:
        while True:
            try:
                self._line.recv_messages(timeout=0.01)
            except TimeoutError:
                break
        while self._told:
            message = self._told.popleft()
            fields = message.header.fields
            detail, first, _, value = message.body[:4]
            names = {code.name: fields[code] for code in fields}
            source = Thing(self, names["sender"], names["path"])
            self.events.append(Event(names["member"], detail, first, value[1], source))
            if detail == "showing" and first:
                self._notice(source)

    def _notice(self, source: Thing) -> None:
        """Read a notification at once: the next one has other words."""
        try:
            if source.role == "notification":
                self._noticed.append(source.name)
        except DBusErrorResponse:
            return  # its program has ended

    @staticmethod
    def _patiently(look: Callable[[], Thing | None]) -> Callable[[], Thing | None]:
        """Look again later where something went away in the midst of looking."""

        def patient() -> Thing | None:
            try:
                return look()
            except DBusErrorResponse:
                return None

        return patient
