"""A voice in a terminal, and a screen reader on a real bus beside which there is none."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import new_home
from tests.desktop.servers import SessionBus
from tests.desktop.stage import Program, until
from tests.terminal.device import Device, furnish
from tests.window.fake_dispatcher import FakeDispatcher
from unsit.desktop.linux.bus import Bus
from unsit.desktop.linux.properties import PROPERTIES
from unsit.loop import Loop
from unsit.terminal.reader import ENABLED, OBJECT, SERVICE, STATUS, follow


@pytest.fixture
def loop() -> Iterator[Loop]:
    loop = Loop()
    yield loop
    loop.close()


@pytest.fixture
def bus() -> Iterator[SessionBus]:
    """Give a test a bus of its own."""
    folder = new_home()
    with SessionBus(folder) as bus:
        yield bus
    shutil.rmtree(folder)


@pytest.fixture
def accessibility(bus: SessionBus) -> Iterator[None]:
    """Start what keeps the state on every desktop."""
    with Program(bus.folder, "at-spi-bus-launcher", environment=bus.environment):
        bus.wait_for_name(SERVICE)
        yield


def runs(bus: SessionBus, loop: Loop, runs: bool) -> None:
    """Say that a screen reader runs, or has ended, as it does itself."""
    peer = Bus(bus.address, loop)
    wish = (STATUS, ENABLED, ("b", runs))
    peer.ask(SERVICE, OBJECT, PROPERTIES, "Set", "ssv", wish)
    peer.close()


def talking(lead_in: str, **environ: str) -> Device:
    furnish(lead_in)
    settings = Path(os.environ["XDG_CONFIG_HOME"], "unsit", "settings.toml")
    settings.write_text(settings.read_text().replace('voice = "off"', 'voice = "on"'))
    return Device("stretch", "short", "--terminal", **environ)


def test_a_screen_reader_that_runs_is_known_and_so_is_its_end(
    bus: SessionBus, accessibility: None, loop: Loop
) -> None:
    runs(bus, loop, True)
    told: list[bool] = []
    kept = follow(loop, bus.address, told.append)
    assert kept is not None
    until("answer", lambda: told, loop)
    assert told == [True]
    runs(bus, loop, False)
    until("end", lambda: told[-1] is False, loop)
    kept.close()


def test_where_nobody_keeps_the_state_or_there_is_no_bus_none_runs(
    bus: SessionBus, loop: Loop
) -> None:
    told: list[bool] = []
    kept = follow(loop, bus.address, told.append)
    assert kept is not None
    until("answer", lambda: told, loop)
    kept.close()
    assert follow(loop, "", told.append) is None
    assert follow(loop, "unix:path=/no/such/bus", told.append) is None
    assert told == [False, False, False]


def test_a_stretch_in_a_terminal_is_spoken(home: Path) -> None:
    server = FakeDispatcher(home)
    with talking("9 s", **server.environment) as device:
        until("first words", lambda: server.phrases)
        assert server.phrases == ["Short Stretch. Right side first. Stand up."]
        device.shows("Get ready")
        device.types(b"q")
        assert device.ends() == 0
    until("farewell", lambda: "CANCEL SELF" in server.commands)
    server.close()


def test_beside_a_screen_reader_and_over_ssh_it_is_silent(
    bus: SessionBus, accessibility: None, loop: Loop, home: Path
) -> None:
    runs(bus, loop, True)
    server = FakeDispatcher(home)
    around = {**server.environment, "DBUS_SESSION_BUS_ADDRESS": bus.address}
    with talking("3 s", **around) as device:
        device.shows("Hold")
        device.types(b"q")
        assert device.ends() == 0
    shutil.rmtree(Path(os.environ["XDG_CONFIG_HOME"], "unsit"))
    with talking("3 s", **server.environment, SSH_CONNECTION="10.0.0.1 5 10.0.0.2 22") as device:
        device.shows("Hold")
        device.types(b"q")
        assert device.ends() == 0
    assert server.commands == []
    server.close()
