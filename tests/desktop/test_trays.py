"""Which tray shows the icon: real panels of both kinds come and go, and there is never more than one."""

import os
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from tests.desktop.hosts import OldTray, old_desk
from tests.desktop.quiet import for_a_while
from tests.desktop.screen import Display, Hands
from tests.desktop.servers import Panel, SessionBus
from tests.desktop.stage import until
from tests.desktop.test_tray_calls import Host
from tests.desktop.test_xembed import children
from tests.fakes import Clocks
from unsit.core.menu import Entry
from unsit.desktop import Pixmap
from unsit.desktop.linux.trayowner import TrayOwner
from unsit.desktop.linux.trays import DOCK_WAIT, FIRST_WAIT, HOST_WAIT, LinuxTray
from unsit.loop import Loop

Pictures = Callable[[str], list[Pixmap]]
MOMENT = 0.1
"""Seconds in which something would have come that must not come."""


class Street:
    """A desk with a place for a panel of each kind, and a person who looks and clicks."""

    def __init__(self, folder: Path, bus: SessionBus, display: Display, hands: Hands) -> None:
        self.bus, self.display, self.hands = bus, display, hands
        self.new = Panel(bus, display, hands)
        self.old = OldTray("tint2", folder, display, edge="bottom")

    def shows(self, new: str | None = None, old: str | None = None) -> bool:
        """Say whether each panel shows this face, None = no icon."""
        seen = self.new.face() if self.new.program else None
        return (seen, self.old.face()) == (new, old)


@pytest.fixture(scope="module")
def street(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Street]:
    folder = tmp_path_factory.mktemp("s")
    with old_desk(folder) as display, SessionBus(folder, display) as bus:
        yield Street(folder, bus, display, Hands(display))


@pytest.fixture
def desk(street: Street, monkeypatch: pytest.MonkeyPatch) -> Iterator[Street]:
    """Give a test the desk without any panel."""
    monkeypatch.setenv("DISPLAY", street.display.environment["DISPLAY"])
    street.hands.rest()
    yield street
    street.new.stop()
    street.old.stop()


@pytest.fixture
def clocks() -> Iterator[Clocks]:
    clocks = Clocks()
    yield clocks
    clocks.close()


class Tray(LinuxTray):
    """The tray, with what was told and chosen."""

    def __init__(self, address: str | None, loop: Loop, pictures: Pictures) -> None:
        self.hosts: list[bool] = []
        self.chosen: list[dict[str, Any]] = []
        entries = (Entry("Stretch now", {"verb": "stretch"}, default=True),)
        super().__init__(address, loop, lambda: entries, self._chosen, pictures, self.hosts.append)
        self.show("fresh", "Sitting since 10:42")

    def _chosen(self, request: dict[str, Any], _: str) -> None:
        self.chosen.append(request)


@pytest.fixture
def tray(desk: Street, clocks: Clocks, pictures: Pictures) -> Iterator[Tray]:
    tray = Tray(desk.bus.address, clocks, pictures)
    yield tray
    tray.close()


def test_a_panel_that_hosts_the_item_is_all_that_is_used(
    desk: Street, tray: Tray, clocks: Clocks
) -> None:
    desk.old.start()
    desk.new.start()
    clocks.until("icon", partial(desk.shows, new="fresh"))
    clocks.passes(HOST_WAIT + DOCK_WAIT)
    for_a_while(clocks, MOMENT)
    assert desk.shows(new="fresh")
    assert tray.hosts == [True]
    assert children() == []


def test_an_old_tray_shows_the_icon_when_nobody_else_has_for_a_while(
    desk: Street, tray: Tray, clocks: Clocks
) -> None:
    desk.old.start()
    clocks.passes(HOST_WAIT - 1)
    for_a_while(clocks, MOMENT)
    assert (children(), tray.hosts) == ([], []), "a panel may only be slow to start"
    clocks.passes(1)
    clocks.until("icon", partial(desk.shows, old="fresh"))
    tray.show("due", "Time to stretch")
    clocks.until("another face", partial(desk.shows, old="due"))
    desk.old.press(desk.hands)
    clocks.until("click", lambda: tray.chosen)
    assert tray.chosen == [{"verb": "open"}]
    assert tray.hosts == [True]


def test_the_icon_moves_to_a_panel_that_hosts_the_item_and_back(
    desk: Street, tray: Tray, clocks: Clocks
) -> None:
    desk.old.start()
    clocks.passes(HOST_WAIT)
    clocks.until("icon below", partial(desk.shows, old="fresh"))
    desk.new.start()
    clocks.until("icon above", partial(desk.shows, new="fresh"))
    assert children() == []
    tray.show("due", "Time to stretch")
    clocks.until("another face", partial(desk.shows, new="due"))
    desk.new.kill()
    desk.old.stop()
    desk.old.start()  # Xfce's panel had made itself the old tray, too
    clocks.until("an empty desk", partial(desk.shows))
    clocks.until("word of it", lambda: tray._timer is not None)
    clocks.passes(HOST_WAIT)
    clocks.until("icon below", partial(desk.shows, old="due"))
    assert tray.hosts == [True], "it was never missing for long"


def test_that_nobody_shows_the_icon_is_told_once_and_an_old_tray_may_still_come(
    desk: Street, tray: Tray, clocks: Clocks
) -> None:
    clocks.passes(HOST_WAIT)
    clocks.until("word", lambda: tray.hosts)
    clocks.passes(1000)
    assert tray.hosts == [False]
    desk.old.start()
    clocks.until("icon", partial(desk.shows, old="fresh"))
    clocks.until("word", lambda: tray.hosts == [False, True])


def test_an_old_tray_that_restarts_has_the_icon_again_and_nobody_is_told(
    desk: Street, tray: Tray, clocks: Clocks
) -> None:
    desk.old.start()
    clocks.passes(HOST_WAIT)
    clocks.until("icon", partial(desk.shows, old="fresh"))
    before = children()
    desk.old.kill()
    clocks.until("word of it", lambda: tray._timer is not None)
    desk.old.start()
    clocks.until("icon", partial(desk.shows, old="fresh"))
    clocks.until("word", lambda: tray._timer is None)
    assert (tray.hosts, children()) == ([True], before)


def test_an_old_tray_that_has_gone_takes_the_child_with_it(
    desk: Street, tray: Tray, clocks: Clocks
) -> None:
    desk.old.start()
    clocks.passes(HOST_WAIT)
    clocks.until("icon", partial(desk.shows, old="fresh"))
    desk.old.stop()
    clocks.until("word of it", lambda: tray._timer is not None)
    clocks.passes(DOCK_WAIT)
    assert (tray.hosts, children()) == ([True, False], [])
    desk.old.start()
    clocks.until("icon", partial(desk.shows, old="fresh"))
    clocks.until("word", lambda: tray.hosts == [True, False, True])


def test_a_closed_tray_leaves_nothing_behind(desk: Street, tray: Tray, clocks: Clocks) -> None:
    desk.old.start()
    clocks.passes(HOST_WAIT)
    clocks.until("icon", partial(desk.shows, old="fresh"))
    tray.close()
    tray.close()
    tray.show("due", "")
    tray.refresh()
    clocks.until("an empty desk", partial(desk.shows))
    clocks.passes(1000)
    assert children() == []


# --- what may be missing ------------------------------------------------------------------------


def test_without_a_session_bus_an_old_tray_does(
    desk: Street, clocks: Clocks, pictures: Pictures
) -> None:
    desk.old.start()
    for address in (None, f"unix:path={desk.bus.folder}/nothing"):
        tray = Tray(address, clocks, pictures)
        clocks.passes(HOST_WAIT)
        clocks.until("icon", partial(desk.shows, old="fresh"))
        tray.close()
        clocks.until("an empty desk", partial(desk.shows))


@pytest.mark.parametrize(
    ("name", "value"), [("DISPLAY", ""), ("DISPLAY", ":7654"), ("WAYLAND_DISPLAY", "wayland-0")]
)
def test_where_there_can_be_no_old_tray_none_is_looked_for(
    desk: Street,
    clocks: Clocks,
    pictures: Pictures,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    value: str,
) -> None:
    desk.old.start()
    monkeypatch.setenv(name, value)
    tray = Tray(desk.bus.address, clocks, pictures)
    clocks.passes(HOST_WAIT + DOCK_WAIT)
    for_a_while(clocks, MOMENT)
    assert (tray.hosts, children()) == ([False], [])
    desk.new.start()
    clocks.until("icon", partial(desk.shows, new="fresh"))
    tray.close()


def test_without_bus_and_display_there_is_a_reason_and_no_tray(
    clocks: Clocks, pictures: Pictures
) -> None:
    with pytest.raises(OSError, match="no session bus"):
        Tray(None, clocks, pictures)


# --- who owns the old tray ------------------------------------------------------------------------


def test_it_is_told_at_once_whether_there_is_an_old_tray_and_when_that_changes(
    desk: Street, loop: Loop
) -> None:
    told: list[bool] = []
    owner = TrayOwner(loop, os.environ["DISPLAY"], told.append)
    until("word", lambda: told == [False], loop)
    desk.old.start()
    until("a tray", lambda: told == [False, True], loop)
    desk.old.kill()
    until("its end", lambda: told == [False, True, False], loop)
    desk.old.start()
    until("another tray", lambda: told == [False, True, False, True], loop)
    owner.close()
    owner.close()


def test_a_server_that_hangs_up_has_no_tray(tmp_path: Path, loop: Loop) -> None:
    told: list[bool] = []
    with old_desk(tmp_path) as display:
        tray = OldTray("trayer", tmp_path, display)
        tray.start()
        owner = TrayOwner(loop, display.environment["DISPLAY"], told.append)
        until("word", lambda: told == [True], loop)
        display.kill()
        until("word", lambda: told == [True, False], loop)
        tray.stop()
    owner.close()


def test_a_bus_that_is_lost_and_comes_back_has_the_item_again(
    home: Path,
    clocks: Clocks,
    pictures: Pictures,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("DISPLAY", raising=False)
    folder = home / "own"
    folder.mkdir()
    with SessionBus(folder) as bus:
        host = Host(bus.peer(clocks), clocks)
        tray = Tray(bus.address, clocks, pictures)
        clocks.until("item", lambda: host.item)
        host.bus.close()
    clocks.until("loss", lambda: "there is no tray icon: the session bus is gone" in caplog.text)
    clocks.passes(FIRST_WAIT)
    with SessionBus(folder) as again:
        host = Host(again.peer(clocks), clocks)
        clocks.passes(2 * FIRST_WAIT)
        clocks.until("item again", lambda: host.item)
        assert tray.hosts == [True], "it was back in time"
        tray.close()
        host.bus.close()
