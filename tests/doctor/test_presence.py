"""Whether a source moves, and why those do not count that cannot say."""

import sys
from collections.abc import Callable, Iterator

import pytest

from tests.desktop.mocks import MOCK, Mock
from tests.desktop.screen import Display
from tests.desktop.servers import SessionBus
from unsit.core.events import Idle, Input
from unsit.desktop import Presence, Tell
from unsit.doctor import presence
from unsit.doctor.presence import MOVES, SOURCES, STANDS_STILL, Source
from unsit.loop import Loop

assert sys.platform == "linux"


class Seen:
    """A source that is open, and has nothing more to say."""

    source = "a source of the test"

    def watch(self, idle_after: float) -> None: ...

    def look_again(self) -> None: ...

    def await_lull(self, seconds: float) -> None: ...

    def close(self) -> None: ...


class Counter:
    """Tells one reading (seconds) after the other, each time that it is opened."""

    def __init__(self, *readings: float, typed: bool = False) -> None:
        self._readings, self._typed = list(readings), typed

    def __call__(self, loop: Loop, tell: Tell, idle_after: float) -> Presence:
        at, wall = loop.at(), loop.wall()
        if self._typed:
            loop.soon(tell, Input(at, wall))
        if self._readings:
            loop.soon(tell, Idle(at, wall, at - self._readings.pop(0)))
        return Seen()


@pytest.fixture(autouse=True)
def in_no_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wait for no real counter."""
    monkeypatch.setattr(presence, "BETWEEN", 0.01)
    monkeypatch.setattr(presence, "PATIENCE", 0.3)


@pytest.mark.parametrize(
    "counter", [Counter(3.0, 3.3), Counter(3.0, 0.1), Counter(0.001, typed=True)]
)
def test_a_counter_that_grows_or_was_set_back_moves(counter: Counter) -> None:
    assert presence._x11(counter) == (Seen.source, MOVES)


@pytest.mark.parametrize("counter", [Counter(3.0, 3.0), Counter(typed=True), Counter()])
def test_a_counter_that_says_the_same_twice_stands_still(counter: Counter) -> None:
    assert presence._x11(counter) == (Seen.source, STANDS_STILL)


def test_a_compositor_that_was_asked_for_idleness_may_say_so_or_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-0")
    assert presence._wayland(Counter(0.1)) == (Seen.source, MOVES)
    assert presence._wayland(Counter()) == (Seen.source, presence.ANSWERS)


@pytest.fixture
def monitor(
    own_bus: SessionBus, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[[str], None]]:
    """Start an idle monitor as GNOME's, which counts by this piece of Python."""
    name, path = presence.MUTTER
    mock = Mock(own_bus, name, path, "--session", name, path, name)
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", own_bus.address)

    def counts(code: str) -> None:
        mock.start()
        mock.ask(path, MOCK, "AddMethod", "sssss", (name, "GetIdletime", "", "t", code))

    yield counts
    mock.stop()


def test_gnomes_monitor_moves_when_it_counts_on(monitor: Callable[[str], None]) -> None:
    monitor("self.count = getattr(self, 'count', 0) + 1; ret = self.count")
    assert presence._mutter(Counter()) == (Seen.source, MOVES)


def test_gnomes_monitor_stands_still_when_it_does_not(monitor: Callable[[str], None]) -> None:
    monitor("ret = 7")
    assert presence._mutter(Counter()) == (Seen.source, STANDS_STILL)


def test_without_gnomes_monitor_the_refusal_is_told(
    own_bus: SessionBus, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", own_bus.address)
    with pytest.raises(OSError, match="refuses to be read"):
        presence._mutter(Counter())


def test_the_x_server_counts_and_what_comes_before_it_says_why_not(
    display: Display, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(presence, "BETWEEN", 0.3)
    monkeypatch.setenv("DISPLAY", display.environment["DISPLAY"])
    found = presence.check()
    assert found.ok
    first, wayland, gnome = found.detail.split("\n")
    assert first.endswith("answers and moves")
    assert wayland == "Wayland: this is no Wayland session (WAYLAND_DISPLAY is not set)"
    assert gnome.startswith("GNOME's idle monitor: there is no session bus")


@pytest.mark.parametrize(
    ("variable", "value", "remedy"),
    [
        ("HOME", "/", presence.NO_DISPLAY),
        ("DISPLAY", ":987654", presence.NO_SERVER),
        ("WAYLAND_DISPLAY", "nowhere", presence.NO_PROTOCOL),
    ],
)
def test_the_remedy_fits_the_session(
    monkeypatch: pytest.MonkeyPatch, variable: str, value: str, remedy: str
) -> None:
    monkeypatch.setenv(variable, value)
    found = presence.check()
    assert not found.ok
    assert found.remedy == remedy
    assert len(found.detail.split("\n")) == 1 + len(SOURCES)


def test_a_source_that_stands_still_is_named_and_the_next_is_tried(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def looks(how: str) -> Source:
        return Source(how, "", "", False, lambda _: (f"what {how}", how))

    monkeypatch.setattr(presence, "SOURCES", (looks(STANDS_STILL), looks(MOVES)))
    found = presence.check()
    assert found.ok
    moves, still = (how.format(source=f"what {how}") for how in (MOVES, STANDS_STILL))
    assert found.detail == f"{moves}\n{still}"
    monkeypatch.setattr(presence, "SOURCES", (looks(STANDS_STILL),))
    assert presence.check().remedy == presence.STILL
