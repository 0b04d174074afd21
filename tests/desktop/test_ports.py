"""What the ports promise, asked of the fakes that stand for them and of the real ones alike."""

from collections.abc import Iterator
from typing import Any, Protocol

import pytest

from tests.desktop.fake_notifications import NotificationServer
from tests.desktop.quiet import for_a_while
from tests.desktop.servers import SessionBus
from tests.desktop.stage import until
from tests.desktop.test_tray_calls import MENU, PIXMAPS, Host
from tests.fakes import FakeNotifier, FakeRemote, FakeTray
from unsit.core.menu import Entry
from unsit.desktop import Notice, Notifier, Playback, Remote, Tray
from unsit.desktop.linux._sni import SniTray
from unsit.desktop.linux.bus import Bus
from unsit.desktop.linux.mpris import NAME, PATH, PLAYER, Mpris
from unsit.desktop.linux.notify import BusNotifier
from unsit.loop import Loop

LABELS = (("start", "Start"), ("skip", "Skip"))
MOMENT = 0.05
"""Seconds in which something would have come that must not come."""


def notice(title: str, key: str = "due", expires: float | None = None) -> Notice:
    return Notice(key, title, "Pigeon Pose", LABELS, default="Start", expires=expires)


# --- notices ------------------------------------------------------------------------------------


class Wall(Protocol):
    """Where notices hang, and a person before them."""

    told: list[bool]

    @property
    def notifier(self) -> Notifier: ...

    def titles(self) -> list[str]: ...

    def chooses(self, action: str, token: str) -> None: ...

    def dismisses(self) -> None: ...


class FakeWall:
    def __init__(self, loop: Loop) -> None:
        self.told: list[bool] = []
        self.notifier = FakeNotifier(loop, self.told.append)

    def titles(self) -> list[str]:
        return [notice.title for notice in self.notifier.notices.values()]

    def chooses(self, action: str, token: str) -> None:
        self.notifier.chooses(action, token, key="due")

    def dismisses(self) -> None:
        self.notifier.dismisses(key="due")


class BusWall:
    def __init__(self, bus: SessionBus, loop: Loop) -> None:
        self.server = NotificationServer(bus.address, loop)
        self.told: list[bool] = []
        self.peer = bus.peer(loop)
        self.notifier = BusNotifier(self.peer, loop, self.told.append)

    def titles(self) -> list[str]:
        return [popup.title for popup in self.server.popups.values()]

    def chooses(self, action: str, token: str) -> None:
        self.server.click(action, token)

    def dismisses(self) -> None:
        self.server.dismiss()


@pytest.fixture(params=["fake", "bus"])
def wall(request: pytest.FixtureRequest, loop: Loop) -> Iterator[Wall]:
    if request.param == "fake":
        yield FakeWall(loop)
        return
    wall = BusWall(request.getfixturevalue("own_bus"), loop)
    yield wall
    wall.notifier.close()
    wall.peer.close()
    wall.server.bus.close()


class Room:
    """Our side of the wall: shows notices, and keeps the answers."""

    def __init__(self, wall: Wall, loop: Loop) -> None:
        self.wall, self.loop = wall, loop
        self.answers: list[tuple[str, str, str]] = []

    def shows(self, title: str, key: str = "due", expires: float | None = None) -> None:
        def answered(action: str, token: str) -> None:
            self.answers.append((title, action, token))

        self.wall.notifier.show(notice(title, key, expires), answered)
        until(title, lambda: title in self.wall.titles(), self.loop)
        for_a_while(self.loop, MOMENT)

    def sees(self, *titles: str) -> None:
        until(f"{titles}", lambda: sorted(self.wall.titles()) == sorted(titles), self.loop)

    def is_answered(self, *answers: tuple[str, str, str]) -> None:
        """Wait for these answers, and see that no more follow."""
        until(f"{answers}", lambda: len(self.answers) >= len(answers), self.loop)
        for_a_while(self.loop, MOMENT)
        assert tuple(self.answers) == answers


@pytest.fixture
def room(wall: Wall, loop: Loop) -> Room:
    return Room(wall, loop)


def test_it_is_told_once_that_somebody_shows_notices(room: Room) -> None:
    until("word of the server", lambda: room.wall.told, room.loop)
    for_a_while(room.loop, MOMENT)
    assert room.wall.told == [True]


def test_a_notice_with_the_same_key_takes_the_place_of_the_one_before(room: Room) -> None:
    room.shows("You have sat for 45 min")
    room.shows("You have sat for 55 min")
    room.sees("You have sat for 55 min")
    room.shows("Your settings need a look", key="problems")
    room.sees("You have sat for 55 min", "Your settings need a look")


@pytest.mark.parametrize("action", ["start", "skip", "default"])
def test_a_notice_is_answered_once_and_is_gone_then(room: Room, action: str) -> None:
    room.shows("first")
    room.shows("second")
    room.wall.chooses(action, "token")
    room.is_answered(("second", action, "token"))
    room.sees()


def test_a_notice_that_is_dismissed_is_answered_as_closed(room: Room) -> None:
    room.shows("first")
    room.wall.dismisses()
    room.is_answered(("first", "closed", ""))


def test_what_is_withdrawn_is_gone_and_not_answered(room: Room) -> None:
    room.shows("first")
    room.wall.notifier.withdraw("nothing known")
    room.wall.notifier.withdraw("due")
    room.sees()
    room.is_answered()


def test_what_expires_is_gone_by_itself(room: Room) -> None:
    room.shows("soon over", expires=2 * MOMENT)
    room.sees()


def test_closing_takes_everything_back_and_may_be_done_twice(room: Room) -> None:
    room.shows("first")
    room.shows("second", key="other")
    room.wall.notifier.close()
    room.sees()
    room.wall.notifier.close()
    room.is_answered()


# --- the tray -----------------------------------------------------------------------------------


class Day:
    """What the menu says, and what was chosen in it."""

    def __init__(self) -> None:
        self.minutes = 1
        self.chosen: list[dict[str, Any]] = []

    def entries(self) -> tuple[Entry, ...]:
        return (
            Entry(f"Sitting {self.minutes} min", enabled=False),
            Entry("Stretch now", {"verb": "stretch"}, default=True),
            Entry("Pause", children=(Entry("1 hour", {"verb": "pause", "seconds": 3600}),)),
        )

    def choose(self, request: dict[str, Any], token: str) -> None:
        self.chosen.append(request)


class Panel(Protocol):
    """Where the icon is, and a person who opens its menu."""

    @property
    def tray(self) -> Tray: ...

    def opens(self) -> list[str]: ...

    def clicks(self, label: str) -> None: ...


class FakePanel:
    def __init__(self, loop: Loop, day: Day, hosts: list[bool]) -> None:
        self.tray = FakeTray(loop, day.entries, day.choose, hosts.append)

    def opens(self) -> list[str]:
        return self.tray.menu()

    def clicks(self, label: str) -> None:
        self.tray.clicks(label)


class BusPanel:
    def __init__(self, address: str, peer: Bus, loop: Loop, day: Day, hosts: list[bool]) -> None:
        self.host, self.peer = Host(peer, loop), peer
        self.tray = SniTray(address, loop, day.entries, day.choose, lambda _: PIXMAPS, hosts.append)
        self.tray.show("fresh", "")
        until("registration", lambda: hosts and self.host.item, loop)

    def opens(self) -> list[str]:
        self.host.ask(MENU, "AboutToShow", "i", (0,))
        found = []
        for _, properties, children in self.host.layout():
            found.append(properties["label"][1])
            found += [below["label"][1] for _, (_, below, _) in children]
        return found

    def clicks(self, label: str) -> None:
        event = (self.host.number(label), "clicked", ("i", 0), 0)
        self.host.ask(MENU, "Event", "isvu", event)


@pytest.fixture
def day() -> Day:
    return Day()


@pytest.fixture
def hosts() -> list[bool]:
    return []


@pytest.fixture(params=["fake", "bus"])
def panel_of_ours(
    request: pytest.FixtureRequest, loop: Loop, day: Day, hosts: list[bool]
) -> Iterator[Panel]:
    if request.param == "fake":
        yield FakePanel(loop, day, hosts)
        return
    bus: SessionBus = request.getfixturevalue("own_bus")
    panel = BusPanel(bus.address, bus.peer(loop), loop, day, hosts)
    yield panel
    panel.tray.close()
    panel.peer.close()


def test_it_is_told_that_a_panel_shows_the_icon(panel_of_ours: Panel, hosts: list[bool]) -> None:
    assert hosts == [True]


def test_the_menu_is_made_anew_each_time_it_is_opened(panel_of_ours: Panel, day: Day) -> None:
    assert panel_of_ours.opens() == ["Sitting 1 min", "Stretch now", "Pause", "1 hour"]
    day.minutes = 2
    assert panel_of_ours.opens()[0] == "Sitting 2 min"


def test_a_click_asks_for_what_the_line_says(panel_of_ours: Panel, day: Day, loop: Loop) -> None:
    panel_of_ours.opens()
    panel_of_ours.clicks("1 hour")
    until("wish", lambda: day.chosen, loop)
    for_a_while(loop, MOMENT)
    assert day.chosen == [{"verb": "pause", "seconds": 3600}]


def test_closing_the_tray_may_be_done_twice(panel_of_ours: Panel) -> None:
    panel_of_ours.tray.close()
    panel_of_ours.tray.close()


# --- the remote ---------------------------------------------------------------------------------


class Buttons(Protocol):
    """A headset, and somebody who presses its buttons."""

    @property
    def remote(self) -> Remote: ...

    def presses(self, command: str) -> None: ...


class FakeButtons:
    def __init__(self, loop: Loop, asked: list[str]) -> None:
        self.remote = FakeRemote(loop, asked.append)

    def presses(self, command: str) -> None:
        self.remote.presses(command)


MEMBERS = {"pause": "PlayPause", "next": "Next", "back": "Previous", "stop": "Stop"}


class BusButtons:
    def __init__(self, address: str, peer: Bus, loop: Loop, asked: list[str]) -> None:
        self.peer, self.remote = peer, Mpris(address, loop, asked.append, pytest.fail)

    def presses(self, command: str) -> None:
        self.peer.call(NAME, PATH, PLAYER, MEMBERS[command])


@pytest.fixture
def asked() -> list[str]:
    return []


@pytest.fixture(params=["fake", "bus"])
def buttons(request: pytest.FixtureRequest, loop: Loop, asked: list[str]) -> Iterator[Buttons]:
    if request.param == "fake":
        yield FakeButtons(loop, asked)
        return
    bus: SessionBus = request.getfixturevalue("own_bus")
    peer = bus.peer(loop)
    buttons = BusButtons(bus.address, peer, loop, asked)
    owners: list[str] = []
    peer.watch_name(NAME, owners.append)
    until("name", lambda: owners and owners[-1], loop)
    yield buttons
    buttons.remote.close()
    peer.close()


@pytest.mark.parametrize("command", ["pause", "next", "back", "stop"])
def test_a_button_asks_for_what_it_means(
    buttons: Buttons, loop: Loop, asked: list[str], command: str
) -> None:
    buttons.remote.show(Playback("Pigeon Pose", "Fold over.", 2, 30.0, 0.0, loop.at()))
    buttons.presses(command)
    until("wish", lambda: asked, loop)
    for_a_while(loop, MOMENT)
    assert asked == [command]


def test_a_remote_that_is_closed_asks_for_nothing_and_may_be_closed_twice(
    buttons: Buttons, loop: Loop, asked: list[str]
) -> None:
    buttons.remote.close()
    buttons.remote.close()
    buttons.presses("next")
    for_a_while(loop, MOMENT)
    assert asked == []
