"""The parts of a Mac's desktop, held to the ports, before Apple's modules as `tests.desktop.mac` has them."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.contracts.presence import PresenceContract
from tests.contracts.presence import Room as Seat
from tests.contracts.signs import Ear, Room, SignsContract
from tests.contracts.tray import Day, TrayContract
from tests.desktop.mac import Mac, window
from tests.desktop.stage import until
from unsit.core.menu import OPENED
from unsit.core.signs import CALL, FULLSCREEN, INHIBITOR
from unsit.desktop import Presence, Signs, Tell, Tray
from unsit.loop import Loop
from unsit.painter import argb, face


class TestPresence(PresenceContract):
    """The count of seconds without input."""

    @pytest.fixture
    def room(self, loop: Loop, mac: Mac) -> Iterator[Seat]:
        from unsit.desktop.macos.desk import MacDesktop

        def touches() -> None:
            last = loop.waking()
            mac.idle = lambda: loop.waking() - last

        def opens(tell: Tell, idle_after: float) -> Presence:
            return MacDesktop(loop).presence(tell, idle_after, pytest.fail)

        room = Seat(loop, touches, opens)
        yield room
        room.close()


class MacPanel:
    def __init__(self, mac: Mac, loop: Loop, day: Day, hosts: list[bool]) -> None:
        from unsit.desktop.macos.application import Application
        from unsit.desktop.macos.tray import MacTray

        def choose(request: dict[str, Any], token: str) -> None:
            if request != OPENED:
                day.choose(request, token)

        main = mac.does(lambda: Application(loop))
        picture = (22, 22, argb(face("fresh", 22)))
        self.tray: Tray = MacTray(
            main, loop, day.entries, choose, lambda _: [picture], hosts.append
        )
        self.tray.show("fresh", "")
        until("icon", lambda: hosts, loop)
        self.opens, self.clicks = mac.opens, mac.clicks


class TestTray(TrayContract):
    """The icon in the menu bar."""

    @pytest.fixture
    def panel_of_ours(
        self, loop: Loop, mac: Mac, day: Day, hosts: list[bool]
    ) -> Iterator[MacPanel]:
        panel = MacPanel(mac, loop, day, hosts)
        yield panel
        panel.tray.close()


class MacAround:
    def __init__(self, mac: Mac, signs: Signs, goes_on: set[str]) -> None:
        self.signs, self._mac, self._goes_on = signs, mac, goes_on

    def begins(self, kind: str) -> None:
        self._goes_on.add(kind)
        self._look()

    def ends(self, kind: str) -> None:
        self._goes_on.discard(kind)
        self._look()

    def _look(self) -> None:
        fills = FULLSCREEN in self._goes_on
        self._mac.windows = [window(0, *self._mac.screens[0])] if fills else []


class TestSigns(SignsContract):
    """What is looked for."""

    ONE, OTHER, THIRD = INHIBITOR, CALL, FULLSCREEN

    @pytest.fixture
    def ear(self) -> Ear:
        return Ear()

    @pytest.fixture
    def room(
        self, loop: Loop, mac: Mac, ear: Ear, monkeypatch: pytest.MonkeyPatch
    ) -> Iterator[Room]:
        from unsit.desktop.macos import assertions, microphone, signs
        from unsit.desktop.macos.desk import MacDesktop

        class Microphone:
            def listens(self) -> bool:
                return CALL in goes_on

        class Assertions:
            def hold(self) -> bool:
                return INHIBITOR in goes_on

        goes_on: set[str] = set()
        monkeypatch.setattr(signs, "EVERY", 0.005)
        monkeypatch.setattr(microphone, "Microphone", Microphone)
        monkeypatch.setattr(assertions, "Assertions", Assertions)
        around = MacAround(mac, MacDesktop(loop).signs(ear, pytest.fail), goes_on)
        yield Room(around, ear, loop)
        around.signs.close()
