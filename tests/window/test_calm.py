"""Less motion: who asks for it, and that nothing is drawn then but what changes."""

import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtDBus import QDBusConnection
from PySide6.QtWidgets import QApplication, QWidget

from tests.desktop.servers import SessionBus
from tests.window.stand import BREATHS, LUNGE, Easel, Stand
from tests.window.test_voice_reader import bus, connected
from unsit.desktop.linux.bus import Bus
from unsit.desktop.linux.served import BusError, Interface, Method, Served, Values
from unsit.loop import Loop
from unsit.window import calm
from unsit.window.card import Card

__all__ = ["bus", "connected"]

Stands = Callable[..., Stand]


class Brush(QObject):
    """Counts how often the parts of a card are painted; its ground is painted beneath each of them."""

    def __init__(self, card: Card) -> None:
        super().__init__()
        self.painted = Counter[str]()
        for part in card.face.findChildren(QWidget):
            part.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  # Qt's name
        if event.type() == QEvent.Type.Paint:
            self.painted[type(watched).__name__] += 1
        return False


def passes(stand: Stand, seconds: float) -> None:
    """Let the time pass as the card's own timer would, and Qt paint what it will."""
    end = stand.at + seconds
    while stand.looks_in is not None and stand.at + stand.looks_in / 1000 <= end + 1e-6:
        stand.at += stand.looks_in / 1000
        stand.card.tick()
        QApplication.processEvents()
    stand.at = end
    QApplication.processEvents()


def rests(stand: Stand) -> Brush:
    """Have all painted that is to be painted now; count from here on."""
    for _ in range(3):
        QApplication.processEvents()
    return Brush(stand.card)


# --- nothing is drawn while nothing moves -----------------------------------------------------------


@pytest.mark.parametrize("still", [True, False])
def test_while_paused_nothing_is_drawn(stands: Stands, still: bool) -> None:
    stand = stands(BREATHS, Easel("sink"))
    stand.card.be_calm(still)
    stand.go(27)
    stand.card.toggle()
    brush = rests(stand)
    passes(stand, 60)
    assert not brush.painted


def test_in_a_hold_with_less_motion_only_the_seconds_change(stands: Stands) -> None:
    easel = Easel("sink")
    stand = stands(LUNGE, easel)
    stand.card.be_calm(True)
    stand.go(25.5)
    brush, painted = rests(stand), len(easel.asked)
    passes(stand, 10)
    assert brush.painted == {"Stage": 10, "Ouch": 10}, (
        "the number once a second, and what lies on it"
    )
    assert len(easel.asked) == painted


def test_with_less_motion_a_step_is_there_at_once_and_the_card_looks_once_a_second(
    stands: Stands,
) -> None:
    stand = stands(LUNGE, Easel())
    stand.card.be_calm(True)
    stand.go(20.25)
    assert stand.looks_in == 750
    brush = rests(stand)
    passes(stand, 0.7)
    assert not brush.painted


def test_with_less_motion_a_breath_is_drawn_when_it_turns(stands: Stands) -> None:
    stand = stands(BREATHS, Easel())
    stand.card.be_calm(True)
    stand.go(25.2)
    brush = rests(stand)
    passes(stand, 3)
    assert brush.painted["Stage"] <= 3, "the value of the bar, once a second"
    assert stand.card.face.stage.text() == "Breathe in"
    passes(stand, 1)
    assert stand.card.face.stage.text() == "Breathe out"


def test_a_hold_by_seconds_paints_the_figure_only_where_it_breathes(stands: Stands) -> None:
    easel = Easel()
    stand = stands(LUNGE, easel)
    stand.go(29)
    rests(stand)
    passes(stand, 10)
    assert stand.looks_in == 100
    assert len({asked[3] for asked in easel.asked if asked[2] == 1.0}) <= 9


# --- who asks for it --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "is_calm"),
    [
        ("[KDE]\nAnimationDurationFactor=0\n", True),
        ("[General]\nx=1\n\n[KDE]\nAnimationDurationFactor=0.0\n", True),
        ("[KDE]\nAnimationDurationFactor=0.5\n", False),
        ("[KDE]\nAnimationDurationFactor=soon\n", False),
        ("[KDE]\n", False),
        ("nonsense", False),
        ("", False),
    ],
)
def test_plasma_says_it_by_a_file(tmp_path: Path, text: str, is_calm: bool) -> None:
    (tmp_path / "kdeglobals").write_text(text)
    assert calm.plasma_is_calm({"XDG_CONFIG_HOME": str(tmp_path)}) is is_calm


def test_without_a_file_of_plasma_and_without_a_bus_nobody_is_asked(tmp_path: Path) -> None:
    told: list[bool] = []
    assert calm.ask(told.append, {"HOME": str(tmp_path)}) is None
    assert told == []


def test_where_qt_cannot_talk_to_a_bus_nobody_is_asked(
    tmp_path: Path, bus: SessionBus, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "PySide6.QtDBus", None)
    told: list[bool] = []
    around = {"HOME": str(tmp_path), "DBUS_SESSION_BUS_ADDRESS": bus.address}
    assert calm.ask(told.append, around) is None
    assert told == []


@contextmanager
def portal(bus: SessionBus, **says: Values) -> Iterator[Loop]:
    """Serve the settings portal as a desktop does; `says` has the values by their key."""
    loop = Loop()
    peer: Bus = bus.peer(loop)

    def read(_: str, key: str) -> Values:
        if key.replace("-", "_") not in says:
            raise BusError("org.freedesktop.portal.Error.NotFound", "Requested setting not found")
        return (("v", says[key.replace("-", "_")]),)

    methods = {"Read": Method("ss", "v", read)}
    peer.export(calm.OBJECT, Served((Interface(calm.SETTINGS, methods, {}, {}),)))
    daemon = "org.freedesktop.DBus"
    peer.ask(daemon, "/org/freedesktop/DBus", daemon, "RequestName", "su", (calm.PORTAL, 0))
    yield loop
    peer.close()
    loop.close()


@pytest.mark.parametrize(
    ("says", "told"),
    [
        ({"reduced_motion": ("u", 1), "enable_animations": ("b", True)}, [True]),
        ({"reduced_motion": ("u", 0), "enable_animations": ("b", False)}, [True]),
        ({"reduced_motion": ("u", 0), "enable_animations": ("b", True)}, []),
        ({}, []),
    ],
    ids=["reduced motion", "no animations", "neither", "knows neither"],
)
def test_the_portal_says_it_by_a_setting(
    bus: SessionBus, connected: QDBusConnection, says: dict[str, Values], told: list[bool]
) -> None:
    heard: list[bool] = []
    with portal(bus, **says) as loop:
        asked = calm.ask_portal(heard.append, connected)

        def answered() -> bool:
            loop.once(0)
            return all(watcher.isFinished() for watcher in asked)

        Stand.until("answers", answered)
        for _ in range(3):
            QApplication.processEvents()  # an answer that is there has yet to be told
    assert heard == told


def test_where_there_is_no_portal_nothing_is_told(connected: QDBusConnection) -> None:
    heard: list[bool] = []
    asked = calm.ask_portal(heard.append, connected)
    Stand.until("answers", lambda: all(watcher.isFinished() for watcher in asked))
    assert heard == []
