"""The tray's two objects, asked by a raw client as hosts of every kind ask them."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.desktop.servers import SessionBus
from tests.desktop.stage import until
from unsit import places
from unsit.core.menu import Entry
from unsit.desktop import pixmaps
from unsit.desktop.linux._sni import SniTray
from unsit.desktop.linux.bus import DAEMON, Bus, BusError, Signal
from unsit.desktop.linux.desk import LinuxDesktop
from unsit.desktop.linux.served import Interface, Method, Property, Served
from unsit.loop import Loop

WATCHER = "org.kde.StatusNotifierWatcher"
ITEM = ("/StatusNotifierItem", "org.kde.StatusNotifierItem")
MENU = ("/MenuBar", "com.canonical.dbusmenu")
PIXMAPS = [(16, 16, bytes(1024)), (22, 22, bytes(1936))]


class Host:
    """A panel of few words: it takes items, and asks what it is told to ask."""

    def __init__(self, bus: Bus, loop: Loop) -> None:
        self.bus, self._loop = bus, loop
        self.item = ""
        self.shows = True
        self.signals: list[tuple[str, tuple[Any, ...]]] = []
        register = {"RegisterStatusNotifierItem": Method("s", "", self._register)}
        shows = {"IsStatusNotifierHostRegistered": Property("b", lambda: self.shows)}
        bus.export("/StatusNotifierWatcher", Served((Interface(WATCHER, register, shows),)))
        bus.ask(*DAEMON, "RequestName", "su", (WATCHER, 0))
        for _, interface in (ITEM, MENU):
            bus.subscribe(self._heard, interface)

    def ask(
        self, where: tuple[str, str], member: str, signature: str = "", body: tuple[Any, ...] = ()
    ) -> tuple[Any, ...]:
        """Ask the item and turn the loop until it has answered; raises BusError."""
        answers: list[tuple[BusError | None, tuple[Any, ...]]] = []
        self.bus.call(
            self.item, *where, member, signature, body, lambda *answer: answers.append(answer)
        )
        until(f"answer to {member}", lambda: answers, self._loop)
        ((problem, values),) = answers
        if problem is not None:
            raise problem
        return values

    def properties(self, where: tuple[str, str]) -> dict[str, Any]:
        path, interface = where
        whole = (path, "org.freedesktop.DBus.Properties")
        (values,) = self.ask(whole, "GetAll", "s", (interface,))
        return {name: value for name, (_, value) in values.items()}

    def layout(self) -> list[tuple[int, dict[str, Any], list[Any]]]:
        """Return the lines of the menu: number, properties, children."""
        _, (root, properties, children) = self.ask(MENU, "GetLayout", "iias", (0, -1, []))
        assert (root, properties) == (0, {"children-display": ("s", "submenu")})
        return [child for _, child in children]

    def number(self, label: str) -> int:
        for number, properties, children in self.layout():
            if properties.get("label") == ("s", label):
                return number
            for _, (below, inner, _) in children:
                if inner.get("label") == ("s", label):
                    return int(below)
        raise AssertionError(f"no line says {label}")

    def says(self, member: str) -> None:
        self.bus.signal("/StatusNotifierWatcher", WATCHER, member)

    def _register(self, path: str) -> None:
        assert path == ITEM[0]
        # The only other guest on this bus; a real watcher takes it from the message's sender.
        self._loop.soon(self._find)

    def _find(self) -> None:
        (names,) = self.bus.ask(*DAEMON, "ListNames")
        (self.item,) = {name for name in names if name.startswith(":")} - {self.bus.name}

    def _heard(self, signal: Signal) -> None:
        self.signals.append((signal.member, signal.body))


class Day:
    """What the menu says, and what was chosen in it."""

    def __init__(self) -> None:
        self.status = "Sitting 1 min"
        self.more: tuple[Entry, ...] = ()
        self.standing = True
        self.default = self.never = True
        self.chosen: list[tuple[dict[str, Any], str]] = []
        self.asked = 0

    def entries(self) -> tuple[Entry, ...]:
        self.asked += 1
        return (
            Entry(self.status, enabled=False),
            Entry(separator=True),
            Entry("Stretch now", {"verb": "stretch"}, default=self.default),
            *self.more,
            Entry("Standing", {"verb": "stand"}, checked=self.standing),
            Entry("Loud", {"verb": "loud"}, checked=False, radio=True),
            Entry("Pause", children=(Entry("1 hour", {"verb": "pause", "seconds": 3600}),)),
            Entry("Never", {"verb": "never"}, enabled=not self.never),
        )


@pytest.fixture
def day() -> Day:
    return Day()


@pytest.fixture
def host(own_bus: SessionBus, loop: Loop) -> Iterator[Host]:
    bus = own_bus.peer(loop)
    yield Host(bus, loop)
    bus.close()


@pytest.fixture
def hosts() -> list[bool]:
    return []


@pytest.fixture
def tray(
    own_bus: SessionBus, host: Host, day: Day, loop: Loop, hosts: list[bool]
) -> Iterator[SniTray]:
    def choose(request: dict[str, Any], token: str) -> None:
        day.chosen.append((request, token))

    tray = SniTray(own_bus.address, loop, day.entries, choose, lambda _: PIXMAPS, hosts.append)
    tray.show("fresh", "Sitting since 10:42")
    until("registration", lambda: hosts and host.item, loop)
    host.signals.clear()
    yield tray
    tray.close()


Chosen = Callable[[], tuple[dict[str, Any], str]]


@pytest.fixture
def chosen(tray: SniTray, day: Day, loop: Loop) -> Chosen:
    def chosen() -> tuple[dict[str, Any], str]:
        until("choice", lambda: day.chosen, loop)
        (choice,) = day.chosen
        day.chosen.clear()
        return choice

    return chosen


def click(host: Host, number: int) -> None:
    host.ask(MENU, "Event", "isvu", (number, "clicked", ("i", 0), 0))


# --- the item --------------------------------------------------------------------------------------


@pytest.mark.usefixtures("tray")
def test_the_item_says_all_that_hosts_read(host: Host) -> None:
    assert host.properties(ITEM) == {
        "Category": "ApplicationStatus",
        "Id": "unsit",
        "Title": "Unsit",
        "Status": "Active",
        "WindowId": 0,
        "IconThemePath": "",
        "IconName": "",
        "IconPixmap": PIXMAPS,
        "OverlayIconName": "",
        "OverlayIconPixmap": [],
        "AttentionIconName": "",
        "AttentionIconPixmap": [],
        "AttentionMovieName": "",
        "ToolTip": ("", [], "Sitting since 10:42", ""),
        "ItemIsMenu": False,
        "Menu": "/MenuBar",
    }


def test_only_what_changed_is_told(tray: SniTray, host: Host, loop: Loop) -> None:
    tray.show("fresh", "Sitting since 10:42")
    tray.show("due", "Sitting since 10:42")
    tray.show("due", "Time to rise since 11:27")
    tray.refresh()
    tray.show("due", "Time to rise since 11:27")
    host.ask(ITEM, "Scroll", "is", (1, "vertical"))
    assert host.signals == [("NewIcon", ()), ("NewToolTip", ())]


def test_a_click_on_the_icon_carries_its_token_once(host: Host, chosen: Chosen) -> None:
    host.ask(ITEM, "ProvideXdgActivationToken", "s", ("token-1",))
    host.ask(ITEM, "Activate", "ii", (10, 10))
    assert chosen() == ({"verb": "stretch"}, "token-1")
    host.ask(ITEM, "SecondaryActivate", "ii", (10, 10))
    assert chosen() == ({"verb": "stretch"}, "")


def test_the_panel_has_its_reply_whatever_comes_of_the_click(
    own_bus: SessionBus, host: Host, day: Day, loop: Loop, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("no window today")

    tray = SniTray(own_bus.address, loop, day.entries, fail, lambda _: PIXMAPS, print)
    tray.show("fresh", "")
    until("registration", lambda: host.item, loop)
    host.ask(ITEM, "Activate", "ii", (1, 1))
    click(host, host.number("Standing"))
    until("failures", lambda: caplog.text.count("no window today") >= 2, loop)
    tray.close()


def test_without_a_default_no_click_is_offered(
    tray: SniTray, host: Host, day: Day, loop: Loop
) -> None:
    day.default = False
    tray.refresh()
    (xml,) = host.ask((ITEM[0], "org.freedesktop.DBus.Introspectable"), "Introspect")
    assert "Activate" not in xml
    assert host.properties(ITEM)["ItemIsMenu"] is True
    with pytest.raises(BusError) as refusal:
        host.ask(ITEM, "Activate", "ii", (10, 10))
    assert refusal.value.name.endswith("UnknownMethod")


@pytest.mark.usefixtures("tray")
def test_hosts_that_search_the_tree_find_item_and_menu(host: Host) -> None:
    (xml,) = host.ask(("/", "org.freedesktop.DBus.Introspectable"), "Introspect")
    assert '<node name="MenuBar"/><node name="StatusNotifierItem"/>' in xml


def test_a_watcher_without_a_panel_shows_nothing(
    tray: SniTray, host: Host, hosts: list[bool], loop: Loop
) -> None:
    host.shows = False
    host.says("StatusNotifierHostUnregistered")
    until("word that nobody shows it", lambda: hosts == [True, False], loop)
    host.shows = True
    host.says("StatusNotifierHostRegistered")
    until("word that somebody does", lambda: hosts == [True, False, True], loop)


def test_a_lost_bus_is_told_and_survived(
    tray: SniTray, own_bus: SessionBus, hosts: list[bool], loop: Loop
) -> None:
    own_bus.kill()
    until("word that nobody shows it", lambda: hosts == [True, False], loop)
    tray.show("due", "Time to rise since 11:27")
    tray.refresh()
    tray.close()
    tray.close()
    loop.once(0.02)
    assert hosts == [True, False]


# --- the menu --------------------------------------------------------------------------------------


@pytest.mark.usefixtures("tray")
def test_the_layout_is_the_menu_in_the_words_of_dbusmenu(host: Host) -> None:
    lines = [(properties, children) for _, properties, children in host.layout()]
    status, separator, stretch, standing, loud, pause, never = lines
    assert status == ({"label": ("s", "Sitting 1 min"), "enabled": ("b", False)}, [])
    assert separator == ({"type": ("s", "separator")}, [])
    assert stretch == ({"label": ("s", "Stretch now")}, [])
    mark = {"toggle-type": ("s", "checkmark"), "toggle-state": ("i", 1)}
    assert standing == ({"label": ("s", "Standing"), **mark}, [])
    mark = {"toggle-type": ("s", "radio"), "toggle-state": ("i", 0)}
    assert loud == ({"label": ("s", "Loud"), **mark}, [])
    assert pause[0] == {"label": ("s", "Pause"), "children-display": ("s", "submenu")}
    ((kind, (_, hour, none)),) = pause[1]
    assert (kind, hour, none) == ("(ia{sv}av)", {"label": ("s", "1 hour")}, [])
    assert never[0]["enabled"] == ("b", False)


def test_an_underscore_is_no_access_key(tray: SniTray, host: Host, day: Day) -> None:
    day.status = "my_own_pose"
    tray.refresh()
    assert host.layout()[0][1]["label"] == ("s", "my__own__pose")


@pytest.mark.usefixtures("tray")
def test_a_layout_goes_as_deep_and_says_as_much_as_asked(host: Host) -> None:
    pause = host.number("Pause")
    _, (_, _, children) = host.ask(MENU, "GetLayout", "iias", (0, 1, ["label"]))
    assert all(below == [] for _, (_, _, below) in children)
    assert children[0][1][1] == {"label": ("s", "Sitting 1 min")}
    _, (number, properties, below) = host.ask(MENU, "GetLayout", "iias", (pause, -1, ["label"]))
    assert (number, properties, len(below)) == (pause, {"label": ("s", "Pause")}, 1)


@pytest.mark.usefixtures("tray")
def test_properties_are_given_by_group_and_singly(host: Host) -> None:
    stretch, standing = host.number("Stretch now"), host.number("Standing")
    (all_,) = host.ask(MENU, "GetGroupProperties", "aias", ([], []))
    assert {number for number, _ in all_} >= {0, stretch, standing}
    (some,) = host.ask(MENU, "GetGroupProperties", "aias", ([standing, 999], ["toggle-state"]))
    assert some == [(standing, {"toggle-state": ("i", 1)})]
    assert host.ask(MENU, "GetProperty", "is", (stretch, "label")) == (("s", "Stretch now"),)
    assert host.ask(MENU, "GetProperty", "is", (stretch, "enabled")) == (("b", True),)
    for number, name in ((stretch, "smell"), (999, "label")):
        with pytest.raises(BusError, match="no line"):
            host.ask(MENU, "GetProperty", "is", (number, name))
    assert host.properties(MENU) == {
        "Version": 3,
        "TextDirection": "ltr",
        "Status": "normal",
        "IconThemePath": [],
    }


def test_new_words_are_told_before_the_menu_shows(tray: SniTray, host: Host, day: Day) -> None:
    day.status, day.standing = "Sitting 47 min", False
    assert host.ask(MENU, "AboutToShow", "i", (0,)) == (False,)
    lines = host.layout()
    changes = [
        (lines[0][0], {"label": ("s", "Sitting 47 min")}),
        (lines[3][0], {"toggle-state": ("i", 0)}),
    ]
    assert host.signals == [("ItemsPropertiesUpdated", (changes, []))]


def test_a_property_that_goes_is_told_as_gone(tray: SniTray, host: Host, day: Day) -> None:
    never = host.number("Never")
    day.never = False
    assert host.ask(MENU, "AboutToShowGroup", "ai", ([0, 999],)) == ([], [999])
    assert host.signals == [("ItemsPropertiesUpdated", ([], [(never, ["enabled"])]))]


def test_a_line_more_is_a_new_layout(tray: SniTray, host: Host, day: Day) -> None:
    revision, _ = host.ask(MENU, "GetLayout", "iias", (0, 0, []))
    day.more = (Entry("Snooze", {"verb": "snooze"}),)
    assert host.ask(MENU, "AboutToShowGroup", "ai", ([0],)) == ([0], [])
    assert host.signals == [("LayoutUpdated", (revision + 1, 0))]
    assert host.ask(MENU, "GetLayout", "iias", (0, 0, []))[0] == revision + 1


def test_a_menu_that_stays_as_it_is_tells_nothing(tray: SniTray, host: Host) -> None:
    assert host.ask(MENU, "AboutToShow", "i", (0,)) == (False,)
    tray.refresh()
    host.layout()
    assert host.signals == []


def test_a_click_under_way_when_the_menu_changes_means_what_was_seen(
    tray: SniTray, host: Host, day: Day, chosen: Chosen
) -> None:
    day.more = (Entry("Snooze", {"verb": "snooze"}),)
    tray.refresh()
    snooze, standing = host.number("Snooze"), host.number("Standing")
    day.more = ()
    tray.refresh()
    click(host, snooze)
    click(host, standing)
    assert chosen() == ({"verb": "stand"}, "")
    assert host.number("Standing") == standing


def test_clicks_arrive_singly_and_by_group(tray: SniTray, host: Host, chosen: Chosen) -> None:
    hour = host.number("1 hour")
    host.ask(ITEM, "ProvideXdgActivationToken", "s", ("token-2",))
    click(host, hour)
    assert chosen() == ({"verb": "pause", "seconds": 3600}, "token-2")
    events = [(hour, "clicked", ("i", 0), 0), (999, "clicked", ("i", 0), 0)]
    assert host.ask(MENU, "EventGroup", "a(isvu)", (events,)) == ([999],)
    assert chosen() == ({"verb": "pause", "seconds": 3600}, "")


def test_what_is_no_click_or_cannot_be_clicked_chooses_nothing(
    tray: SniTray, host: Host, day: Day, loop: Loop
) -> None:
    for label, event in (("1 hour", "hovered"), ("Never", "clicked"), ("Sitting 1 min", "clicked")):
        host.ask(MENU, "Event", "isvu", (host.number(label), event, ("i", 0), 0))
    loop.once(0.02)
    assert day.chosen == []


def test_the_words_are_made_only_when_somebody_looks(
    tray: SniTray, day: Day, host: Host, loop: Loop
) -> None:
    asked = day.asked
    host.layout()
    tray.show("due", "Time to rise since 11:27")
    host.ask(MENU, "GetGroupProperties", "aias", ([], []))
    assert day.asked == asked


# --- the tray of a desktop that has no pictures yet -------------------------------------------------


@pytest.fixture
def desktop(
    own_bus: SessionBus, loop: Loop, monkeypatch: pytest.MonkeyPatch
) -> Iterator[LinuxDesktop]:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", own_bus.address)
    desktop = LinuxDesktop(loop)
    yield desktop
    desktop.close()


def test_the_first_icon_ever_is_shown_when_it_is_painted(
    desktop: LinuxDesktop, host: Host, day: Day, loop: Loop, hosts: list[bool]
) -> None:
    tray = desktop.tray(day.entries, lambda *_: None, hosts.append, lambda _: None)
    tray.show("due", "Sitting since 10:42")
    assert not list(places.cache_dir().glob("icons-*.bin")), "the start waits for no painter"
    places.cache_dir().mkdir(parents=True, exist_ok=True)
    (places.cache_dir() / "icons-0.0.1.bin").touch()  # of the version before, gone in the end
    until("icon", lambda: hosts and host.item, loop)
    (icons,) = places.cache_dir().glob("icons-*.bin")
    assert host.properties(ITEM)["IconPixmap"] == pixmaps.pixmaps(icons, "due")
    tray.close()


def test_where_no_icon_can_be_painted_that_is_said_and_all_else_goes_on(
    desktop: LinuxDesktop,
    day: Day,
    loop: Loop,
    hosts: list[bool],
    home: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    (home / "full").write_text("no folder")
    monkeypatch.setenv("XDG_CACHE_HOME", str(home / "full"))
    tray = desktop.tray(day.entries, lambda *_: None, hosts.append, lambda _: None)
    tray.show("due", "Sitting since 10:42")
    until("sentence", lambda: "the icons cannot be drawn" in caplog.text, loop)
    tray.show("half", "Sitting since 10:43")
    tray.close()
    assert hosts == []
