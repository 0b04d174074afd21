"""A screen reader on a real bus: whether one runs, and when that changes."""

import json
import shutil
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6 import QtGui
from PySide6.QtCore import QObject
from PySide6.QtDBus import QDBusConnection, QDBusMessage, QDBusVariant
from PySide6.QtWidgets import QApplication

from tests.conftest import new_home
from tests.desktop.reading import HEARS, Accessibility, Client
from tests.desktop.servers import SessionBus
from tests.desktop.stage import Program
from tests.window.fake_dispatcher import FakeDispatcher
from tests.window.stand import LUNGE, Stand
from tests.window.test_process import Window
from unsit.core.value import replace
from unsit.window.notice import NAME
from unsit.window.voice.reader import follow
from unsit.window.voice.status import ENABLED, OBJECT, PROPERTIES, SERVICE, STATUS, Reader

until = Stand.until


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


@pytest.fixture
def connected(bus: SessionBus, qt_app: QApplication) -> Iterator[QDBusConnection]:
    """Give a test Qt's connection to that bus."""
    name = uuid.uuid4().hex
    yield QDBusConnection.connectToBus(bus.address, name)
    QDBusConnection.disconnectFromBus(name)


def runs(connection: QDBusConnection, runs: bool) -> None:
    """Say that a screen reader runs, or has ended, as it does itself."""
    wish = QDBusMessage.createMethodCall(SERVICE, OBJECT, PROPERTIES, "Set")
    wish.setArguments([STATUS, ENABLED, QDBusVariant(runs)])
    assert not connection.call(wish).errorMessage()


def test_a_screen_reader_that_runs_is_known_and_so_is_its_end(
    accessibility: None, connected: QDBusConnection
) -> None:
    runs(connected, True)
    told: list[bool] = []
    reader = Reader(told.append, connected)
    until("answer", lambda: told)
    assert told[-1] is True
    runs(connected, False)
    until("end", lambda: told[-1] is False)
    runs(connected, True)
    until("beginning", lambda: told[-1] is True)
    reader.deleteLater()


def test_the_window_is_silent_beside_a_screen_reader_and_looks_for_no_voice(
    accessibility: None, bus: SessionBus, connected: QDBusConnection, home: Path
) -> None:
    runs(connected, True)
    server = FakeDispatcher(home)
    segments = (replace(LUNGE.segments[0], seconds=0.5), replace(LUNGE.segments[1], seconds=0.5))
    made = replace(LUNGE, segments=segments, voice="on", sound=False)
    environment = server.environment | {"DBUS_SESSION_BUS_ADDRESS": bus.address}
    window = Window(json.dumps(made.to_json()).encode() + b"\n", environment)
    with window.process:
        code, events, _ = window.rest()
    assert (code, events[-1]["outcome"]) == (0, "done")
    assert server.commands == []
    server.close()


def test_the_same_window_finds_its_voice_without_one(bus: SessionBus, home: Path) -> None:
    server = FakeDispatcher(home)
    segments = (replace(LUNGE.segments[0], seconds=4), replace(LUNGE.segments[1], seconds=2))
    made = replace(LUNGE, segments=segments, voice="on", sound=False)
    environment = server.environment | {"DBUS_SESSION_BUS_ADDRESS": bus.address}
    window = Window(json.dumps(made.to_json()).encode() + b"\n", environment)
    with window.process:
        code, _, said = window.rest()
    assert (code, said) == (0, "")
    until("farewell", lambda: "CANCEL SELF" in server.commands)
    assert server.phrases == ["Kneel.", "Slide the right foot."]
    server.close()


def test_accessibility_without_a_screen_reader_is_none(
    accessibility: None, connected: QDBusConnection
) -> None:
    told: list[bool] = []
    reader = Reader(told.append, connected)
    until("answer", lambda: told)
    assert told == [False]
    reader.deleteLater()


def test_a_screen_reader_that_was_started_by_hand_is_known_by_what_it_listens_to(
    bus: SessionBus, connected: QDBusConnection
) -> None:
    with Accessibility(bus) as desk:
        desk.say("IsEnabled", True)
        told: list[bool] = []
        reader = Reader(told.append, connected)
        until("answer", lambda: told == [False])
        client = Client(desk, HEARS)
        until("beginning", lambda: told == [False, True])
        assert has_notice(), "it does not know announcements"
        newer = Client(desk)
        until("announcements", lambda: not has_notice())
        for one in (client, newer):
            one.close()
        until("end", lambda: told == [False, True, False])
        magnifier = Client(desk, ("object:state-changed:focused", "object:text-caret-moved"))
        desk.say("ScreenReaderEnabled", True)
        until("word of the desktop", lambda: told[-1])
        desk.say("ScreenReaderEnabled", False)
        until("its end", lambda: not told[-1])
        magnifier.close()
        reader.deleteLater()


def has_notice() -> bool:
    """Say whether announcements are notices now."""
    application = QApplication.instance()
    assert application is not None
    return application.findChild(QObject, NAME) is not None


def test_where_nobody_keeps_the_state_no_screen_reader_runs(connected: QDBusConnection) -> None:
    told: list[bool] = []
    reader = Reader(told.append, connected)
    until("answer", lambda: told)
    assert told == [False]
    reader.deleteLater()


def test_without_a_bus_none_is_started_to_ask(qt_app: QApplication) -> None:
    told: list[bool] = []
    assert follow(told.append) is None
    assert told == [False]


def test_on_a_mac_qt_is_asked(qt_app: QApplication) -> None:
    told: list[bool] = []
    assert follow(told.append, "darwin") is None
    assert told == [False]


def test_where_qt_can_announce_nothing_our_own_voice_goes_on(
    accessibility: None,
    bus: SessionBus,
    connected: QDBusConnection,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    runs(connected, True)
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", bus.address)
    monkeypatch.delattr(QtGui, "QAccessibleAnnouncementEvent")
    told: list[bool] = []
    assert follow(told.append) is None
    assert told == [False]
