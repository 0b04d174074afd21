"""What the ports promise, asked of the fakes that stand for them and of the real ones alike."""

from collections.abc import Iterator
from typing import Protocol

import pytest

from tests.contracts.notices import NoticesContract, Wall
from tests.contracts.tray import Day, Panel, TrayContract
from tests.desktop.fake_notifications import NotificationServer
from tests.desktop.quiet import for_a_while
from tests.desktop.servers import SessionBus
from tests.desktop.stage import until
from tests.desktop.test_tray_calls import MENU, PIXMAPS, Host
from tests.fakes import FakeNotifier, FakeRemote, FakeTray
from unsit.desktop import Playback, Remote
from unsit.desktop.linux._sni import SniTray
from unsit.desktop.linux.bus import Bus
from unsit.desktop.linux.mpris import NAME, PATH, PLAYER, Mpris
from unsit.desktop.linux.notify import BusNotifier
from unsit.loop import Loop

MOMENT = 0.05
"""Seconds in which something would have come that must not come."""


# --- notices ------------------------------------------------------------------------------------


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


class TestNotices(NoticesContract):
    """The port."""


# --- the tray -----------------------------------------------------------------------------------


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


class TestTray(TrayContract):
    """The port."""


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
