"""The private desktop of the tests; how to use it is said at the head of stage.py."""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.desktop import servers
from tests.desktop.mac import Mac, imported, running
from tests.desktop.screen import Display, Hands
from tests.desktop.servers import Panel, Server, SessionBus
from tests.desktop.stage import Program
from tests.desktop.test_notify_servers import DunstStand, NotifydStand
from tests.desktop.whole import Unsit
from unsit import painter, places
from unsit.desktop import Pixmap, pixmaps
from unsit.loop import Loop


@pytest.fixture(scope="session")
def stage() -> Iterator[Path]:
    """Give the servers a folder with a short path: a socket's may have 107 bytes."""
    folder = Path(tempfile.mkdtemp(prefix="unsit-stage-"))
    yield folder
    shutil.rmtree(folder, ignore_errors=True)  # xfconfd may still be writing its last


@pytest.fixture(scope="session")
def display(stage: Path) -> Iterator[Display]:
    with Display(stage) as display:
        yield display


@pytest.fixture(scope="session")
def hands(display: Display) -> Hands:
    return Hands(display)


@pytest.fixture(scope="session")
def session_bus(stage: Path, display: Display) -> Iterator[SessionBus]:
    with SessionBus(stage, display) as bus:
        yield bus


@pytest.fixture(scope="session")
def pictures(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], list[Pixmap]]:
    """Paint the faces of the tray, once for all who show them."""
    path = tmp_path_factory.mktemp("icons") / "icons"
    places.write_whole(path, painter.file_of_faces())
    return lambda face: pixmaps.pixmaps(path, face)


@pytest.fixture(scope="session")
def openbox(session_bus: SessionBus) -> Iterator[Program]:
    with servers.window_manager(session_bus) as program:
        yield program


@pytest.fixture(scope="session")
def session_panel(
    session_bus: SessionBus, display: Display, hands: Hands, openbox: Program
) -> Iterator[Panel]:
    panel = Panel(session_bus, display, hands)
    panel.start()
    yield panel
    panel.stop()


@pytest.fixture
def panel(session_panel: Panel) -> Panel:
    """Give a test the panel, started again if the last test left it dead."""
    if session_panel.program is None or not session_panel.program.runs():
        session_panel.restart()
    return session_panel


@pytest.fixture
def dunst(session_bus: SessionBus) -> Iterator[Server]:
    server = servers.dunst(session_bus)
    server.start()
    yield server
    server.stop()


@pytest.fixture
def notifyd(session_bus: SessionBus, panel: Panel) -> Iterator[Server]:
    server = servers.notifyd(session_bus)
    server.start()
    yield server
    server.stop()


@pytest.fixture
def own_bus(home: Path) -> Iterator[SessionBus]:
    """Give a test a bus that it may break."""
    folder = home / "own"
    folder.mkdir()
    with SessionBus(folder) as bus:
        yield bus


@pytest.fixture
def loop() -> Iterator[Loop]:
    loop = Loop()
    yield loop
    loop.close()


@pytest.fixture
def mac(loop: Loop) -> Iterator[Mac]:
    """A Mac of the tests, its main thread running beside this one, which has the loop."""
    mac = Mac(loop)
    with imported(mac), running(mac):
        yield mac


@pytest.fixture
def environment(session_bus: SessionBus, display: Display, home: Path) -> dict[str, str]:
    """Return what a whole program of ours needs: this desktop, and the home of this test."""
    return {
        **os.environ,
        **display.environment,
        "DBUS_SESSION_BUS_ADDRESS": session_bus.address,
        "LANG": "C.UTF-8",
    }


@pytest.fixture
def unsit(
    home: Path, environment: dict[str, str], hands: Hands, openbox: object
) -> Iterator[Unsit]:
    hands.key("Shift_L")  # somebody is there
    program = Unsit(home, environment)
    yield program
    program.stop()


@pytest.fixture
def notifyd_stand(
    session_bus: SessionBus, loop: Loop, display: Display, hands: Hands, panel: Panel
) -> Iterator[NotifydStand]:
    stand = NotifydStand(session_bus, loop, display, hands)
    yield stand
    stand.server.stop()


@pytest.fixture
def dunst_stand(session_bus: SessionBus, loop: Loop) -> Iterator[DunstStand]:
    stand = DunstStand(session_bus, loop)
    yield stand
    stand.server.stop()
