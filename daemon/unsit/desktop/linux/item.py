"""The icon as the panel sees it: org.kde.StatusNotifierItem.

Source: the specification at freedesktop.org, "StatusNotifierItem", and what hosts read in practice.
We register by object path, as libappindicator does: GNOME's AppIndicator extension loses an item
that registers by name when it answers quickly. By path there is no name to give up, so the item has
a bus connection of its own, and closing that is the one way of hiding that every host knows.
"""

from collections.abc import Callable
from functools import partial

from unsit.desktop import Pixmap
from unsit.desktop.linux import dbusmenu
from unsit.desktop.linux.bus import Bus, BusError
from unsit.desktop.linux.served import Interface, Method, Property, Served, Values

NAME = "org.kde.StatusNotifierItem"
PATH = "/StatusNotifierItem"
WATCHER = "org.kde.StatusNotifierWatcher"
WATCHER_PATH = "/StatusNotifierWatcher"

SIGNALS = {
    "NewTitle": "",
    "NewIcon": "",
    "NewAttentionIcon": "",
    "NewOverlayIcon": "",
    "NewToolTip": "",
    "NewStatus": "s",
    "NewMenu": "",
}


class Look:
    """What the item shows."""

    def __init__(self, name: str, title: str) -> None:
        self.id, self.title = name, title
        self.tip = ""
        """Hosts read it once and keep it: it must stay true without being read again."""
        self.pixmaps: list[Pixmap] = []


def served(
    look: Look,
    activate: Callable[[], None] | None,
    token: Callable[[str], None],
) -> Served:
    """Return the object to be exported at `PATH`.

    `activate` is a left click, None when nothing is meant by one: it must not even be described
    then, since GNOME's extension waits for a double click on items that have it. `token` gets an
    activation token just before a click that it belongs to.
    """
    methods = {
        # Hosts that cannot draw our menu ask for one drawn by us; the click is all they get.
        "ContextMenu": Method("ii", "", _nothing),
        "Scroll": Method("is", "", _nothing),
        "ProvideXdgActivationToken": Method("s", "", token),
    }
    if activate is not None:
        click = Method("ii", "", partial(_click, activate))
        methods |= {"Activate": click, "SecondaryActivate": click}
    return Served((Interface(NAME, methods, _properties(look, activate is None), SIGNALS),))


def _properties(look: Look, only_menu: bool) -> dict[str, Property]:
    return {
        "Category": Property("s", lambda: "ApplicationStatus"),
        "Id": Property("s", lambda: look.id),
        "Title": Property("s", lambda: look.title),
        "Status": Property("s", lambda: "Active"),
        "WindowId": Property("i", lambda: 0),
        "IconThemePath": Property("s", str),
        "IconName": Property("s", str),
        "IconPixmap": Property("a(iiay)", lambda: look.pixmaps),
        "OverlayIconName": Property("s", str),
        "OverlayIconPixmap": Property("a(iiay)", list),
        "AttentionIconName": Property("s", str),
        "AttentionIconPixmap": Property("a(iiay)", list),
        "AttentionMovieName": Property("s", str),
        "ToolTip": Property("(sa(iiay)ss)", lambda: ("", [], look.tip or look.title, "")),
        "ItemIsMenu": Property("b", lambda: only_menu),
        "Menu": Property("o", lambda: dbusmenu.PATH),
    }


def _nothing(*_: object) -> None:
    """Take note of nothing."""


def _click(activate: Callable[[], None], _x: int, _y: int) -> None:
    activate()


class Host:
    """Registers the item wherever there is somebody to show it, again and again.

    `on_host` is told whether somebody does, soon after the start and whenever that changes.
    """

    def __init__(self, bus: Bus, on_host: Callable[[bool], object]) -> None:
        self._bus, self._on_host = bus, on_host
        self._shown: bool | None = None
        for member in ("StatusNotifierHostRegistered", "StatusNotifierHostUnregistered"):
            bus.subscribe(lambda _: self._look(), WATCHER, member, sender=WATCHER)
        bus.watch_name(WATCHER, self._watcher)

    def gone(self) -> None:
        """Say that nobody shows it any more: the bus is lost."""
        self._say(False)

    def _watcher(self, owner: str) -> None:
        if not owner:
            self._say(False)
            return
        self._call(WATCHER, "RegisterStatusNotifierItem", "s", (PATH,), self._registered)

    def _registered(self, problem: BusError | None, _: Values) -> None:
        if problem is None:
            self._look()
        else:
            self._say(False)

    def _look(self) -> None:
        wanted = (WATCHER, "IsStatusNotifierHostRegistered")
        self._call("org.freedesktop.DBus.Properties", "Get", "ss", wanted, self._looked)

    def _looked(self, problem: BusError | None, values: Values) -> None:
        # A watcher that cannot say whether it has a host is one, as far as we can know.
        self._say(problem is not None or bool(values[0][1]))

    def _call(
        self,
        interface: str,
        member: str,
        signature: str,
        body: Values,
        reply: Callable[[BusError | None, Values], object],
    ) -> None:
        self._bus.call(WATCHER, WATCHER_PATH, interface, member, signature, body, reply)

    def _say(self, shown: bool) -> None:
        if shown != self._shown:
            self._shown = shown
            self._on_host(shown)
