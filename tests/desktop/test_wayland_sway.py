"""Presence and fullscreen on a real sway, with real windows."""

from collections.abc import Iterator

import pytest

from tests.desktop.compositors import Sway
from tests.desktop.quiet import for_a_while, rounds_while
from tests.desktop.stage import until
from tests.desktop.test_wayland import Watch, hurry
from unsit.core.events import Blind, Idle, Input
from unsit.desktop.linux.toplevels import WlrFullscreen
from unsit.loop import Loop

AN_HOUR = 3600.0


@pytest.fixture(scope="module")
def sway() -> Iterator[Sway]:
    with Sway() as sway:
        yield sway


@pytest.fixture
def in_a_hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    hurry(monkeypatch)


@pytest.fixture
def watch(loop: Loop, sway: Sway) -> Iterator[Watch]:
    watch = Watch(loop, 0.5, sway.display)
    watch.hears(Input)
    yield watch
    watch.presence.close()


def test_it_listens_to_kdes_idle_time(watch: Watch) -> None:
    assert watch.presence.source == "KDE's idle time (org_kde_kwin_idle)"


def test_moving_about_tells_nothing_and_wakes_nobody(loop: Loop, sway: Sway, watch: Watch) -> None:
    watch.presence.watch(AN_HOUR)
    for_a_while(loop, 0.1)
    assert rounds_while(loop, lambda _: sway.touches()) == 0
    assert watch.told == []


def test_one_who_watches_a_film_is_there_until_it_ends(
    loop: Loop, sway: Sway, watch: Watch
) -> None:
    watch.presence.watch(AN_HOUR)
    with sway.window("film"):
        sway.says("[app_id=film]", "inhibit_idle", "open")
        watch.presence.watch(0.5)
        watch.hears_nothing(1.0)
    watch.hears(Idle)


def test_one_who_comes_back_under_an_inhibitor_is_seen_after_a_while(
    loop: Loop, sway: Sway, in_a_hurry: None
) -> None:
    watch = Watch(loop, 0.3, sway.display)
    with sway.window("film"):
        watch.hears(Input, Idle)
        sway.says("[app_id=film]", "inhibit_idle", "open")
        sway.touches()
        watch.hears(Input)
        watch.hears_nothing(0.6)
    watch.hears(Idle)
    sway.touches()
    watch.hears(Input)
    watch.presence.close()


def test_one_who_stays_away_stays_away(loop: Loop, sway: Sway, in_a_hurry: None) -> None:
    watch = Watch(loop, 0.3, sway.display)
    watch.hears(Input, Idle)
    watch.hears_nothing(1.5)
    sway.touches()
    watch.hears(Input)
    watch.presence.close()


def test_a_sway_that_crashes_ends_the_session(loop: Loop, caplog: pytest.LogCaptureFixture) -> None:
    with Sway() as own:
        watch = Watch(loop, AN_HOUR, own.display)
        watch.hears(Input)
        own.kill()
        blind = watch.hears(Blind)
        assert watch.ends == [[blind]]


# --- fullscreen -------------------------------------------------------------------------------------


class Full:
    """What was told of the window in front."""

    def __init__(self, loop: Loop, sway: Sway) -> None:
        self.told: list[bool] = []
        self.loop = loop
        self.sign = WlrFullscreen(loop, self.told.append, sway.display)

    def is_told(self, *answers: bool) -> None:
        """Wait for these answers, and see that no more follow."""
        until(f"{answers}", lambda: len(self.told) >= len(answers), self.loop)
        for_a_while(self.loop, 0.1)
        assert tuple(self.told) == answers
        self.told.clear()


@pytest.fixture
def full(loop: Loop, sway: Sway) -> Iterator[Full]:
    full = Full(loop, sway)
    full.is_told(False)
    yield full
    full.sign.close()


def test_a_window_that_fills_the_screen_is_told_and_its_return(sway: Sway, full: Full) -> None:
    with sway.window("film"):
        full.is_told()
        sway.says("fullscreen", "enable")
        full.is_told(True)
        sway.says("fullscreen", "disable")
        full.is_told(False)


def test_a_window_that_fills_the_screen_and_closes_is_told(sway: Sway, full: Full) -> None:
    with sway.window("film"):
        sway.says("fullscreen", "enable")
        full.is_told(True)
    full.is_told(False)


def test_a_window_that_fills_another_workspace_does_not_count(sway: Sway, full: Full) -> None:
    with sway.window("film"):
        sway.says("fullscreen", "enable")
        full.is_told(True)
        sway.says("workspace", "2")
        with sway.window("letter"):
            full.is_told(False)
            sway.says("workspace", "1")
            full.is_told(True)
    full.is_told(False)


def test_a_window_that_fills_the_screen_at_the_start_is_told_first(loop: Loop, sway: Sway) -> None:
    with sway.window("film"):
        sway.says("fullscreen", "enable")
        full = Full(loop, sway)
        full.is_told(True)
        full.sign.close()
        full.sign.close()
    full.is_told()


def test_fullscreen_ends_with_the_compositor_and_is_silent_then(loop: Loop) -> None:
    with Sway() as own, own.window("film"):
        own.says("fullscreen", "enable")
        full = Full(loop, own)
        full.is_told(True)
        own.kill()
        full.is_told(False)
        full.is_told()
        full.sign.close()
