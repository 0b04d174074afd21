"""Which part of the desktop is asked who is at the keys, and why the others are not."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.desktop.fake_compositor import V1, V2, FakeCompositor
from tests.desktop.screen import Display
from tests.desktop.stage import until
from tests.fakes import FakePresence
from unsit.desktop import Presence
from unsit.desktop.linux.desk import LinuxDesktop
from unsit.desktop.linux.presence import choose
from unsit.desktop.linux.wayland import WaylandPresence
from unsit.desktop.linux.x11 import X11Presence
from unsit.loop import Loop

NO_WAYLAND = ("wayland", "this is no Wayland session (WAYLAND_DISPLAY is not set)")
NO_BUS = ("mutter", "there is no session bus to ask GNOME on")
NO_GNOME = ("mutter", "this is no GNOME")

Reasons = tuple[tuple[str, str], ...]


@pytest.fixture(scope="module")
def screen(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Display]:
    with Display(tmp_path_factory.mktemp("screen")) as screen:
        yield screen


@pytest.fixture
def x11(screen: Display, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the session have an X server."""
    monkeypatch.setenv("DISPLAY", screen.name_of_display)


@pytest.fixture
def wayland(home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeCompositor]:
    """Let the session have a compositor that tells who is idle."""
    with FakeCompositor(home, V2) as compositor:
        monkeypatch.setenv("WAYLAND_DISPLAY", compositor.display)
        yield compositor


@pytest.fixture
def mute_wayland(wayland: FakeCompositor) -> None:
    """Let it tell nobody, as GNOME 43's does."""
    wayland.offers = {"wl_seat": 7}


@pytest.fixture(autouse=True)
def nothing_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("UNSIT_IDLE", raising=False)


@pytest.fixture
def chosen(loop: Loop) -> Iterator[Callable[..., tuple[Presence, Reasons]]]:
    made: list[Presence] = []

    def chosen(bus: Callable[[], Presence] | None = None) -> tuple[Presence, Reasons]:
        presence, reasons = choose(loop, print, 60.0, print, bus)
        made.append(presence)
        return presence, reasons

    yield chosen
    for each in made:
        each.close()


@pytest.fixture
def gnome(loop: Loop) -> Callable[[], Presence]:
    return lambda: FakePresence(loop, print, 60.0)


def no_gnome() -> Presence:
    raise OSError(NO_GNOME[1])


Chosen = Callable[..., tuple[Presence, Reasons]]


def test_wayland_comes_first(wayland: object, x11: None, chosen: Chosen, gnome: object) -> None:
    presence, reasons = chosen(gnome)
    assert isinstance(presence, WaylandPresence)
    assert reasons == ()


def test_gnome_is_asked_where_its_compositor_does_not_tell(
    mute_wayland: None, x11: None, chosen: Chosen, gnome: object
) -> None:
    presence, reasons = chosen(gnome)
    assert isinstance(presence, FakePresence)
    assert [source for source, _ in reasons] == ["wayland"]
    assert "does not tell when you are idle" in reasons[0][1]


@pytest.mark.parametrize(("bus", "why"), [(None, NO_BUS), (no_gnome, NO_GNOME)])
def test_x11_is_asked_where_there_is_neither(
    x11: None, chosen: Chosen, bus: Callable[[], Presence] | None, why: tuple[str, str]
) -> None:
    presence, reasons = chosen(bus)
    assert isinstance(presence, X11Presence)
    assert reasons == (NO_WAYLAND, why)


def test_x11_is_never_asked_under_wayland(mute_wayland: None, x11: None, chosen: Chosen) -> None:
    with pytest.raises(OSError, match="under Wayland an X server does not see all input"):
        chosen(no_gnome)


def test_all_the_reasons_are_told_when_nothing_answers(chosen: Chosen) -> None:
    with pytest.raises(OSError, match="WAYLAND_DISPLAY") as refused:
        chosen(no_gnome)
    nothing = "there is no display (DISPLAY is not set)"
    assert str(refused.value) == f"{NO_WAYLAND[1]}; {NO_GNOME[1]}; {nothing}"


def test_one_that_is_named_is_taken_instead(
    wayland: object, x11: None, chosen: Chosen, gnome: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    kinds = {"wayland": WaylandPresence, "mutter": FakePresence, "x11": X11Presence}
    for name, kind in kinds.items():
        monkeypatch.setenv("UNSIT_IDLE", name)
        presence, reasons = chosen(gnome)
        assert isinstance(presence, kind)
        assert reasons == ()


def test_one_that_is_named_and_does_not_answer_is_not_replaced(
    x11: None, chosen: Chosen, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("UNSIT_IDLE", "wayland")
    with pytest.raises(OSError, match="this is no Wayland session") as refused:
        chosen(no_gnome)
    assert str(refused.value) == NO_WAYLAND[1]


def test_a_name_that_means_nothing_is_passed_over_and_said(
    wayland: object, chosen: Chosen, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("UNSIT_IDLE", "telepathy")
    presence, reasons = chosen(None)
    assert isinstance(presence, WaylandPresence)
    why = "UNSIT_IDLE is 'telepathy', which is none of wayland, mutter, x11"
    assert reasons == (("UNSIT_IDLE", why),)


def test_a_name_that_means_nothing_is_logged_once(
    wayland: object, loop: Loop, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("UNSIT_IDLE", "telepathy")
    desktop = LinuxDesktop(loop)
    for _ in range(2):
        desktop.presence(lambda event: None, 60.0, print).close()
    said = [each.getMessage() for each in caplog.records if each.levelname == "WARNING"]
    assert said == ["UNSIT_IDLE is 'telepathy', which is none of wayland, mutter, x11"]
    assert ("UNSIT_IDLE", said[0]) in desktop.reasons()


def test_the_end_of_the_session_is_told_whoever_was_chosen(
    loop: Loop, home: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    ends: list[bool] = []
    with FakeCompositor(home, V1) as compositor:
        monkeypatch.setenv("WAYLAND_DISPLAY", compositor.display)
        choose(loop, lambda event: None, 60.0, lambda: ends.append(True), None)
        compositor.hangs_up()
        until("end of the session", lambda: ends, loop)
