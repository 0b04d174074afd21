"""Presence on a real KWin."""

from collections.abc import Iterator

import pytest

from tests.contracts.presence import AN_HOUR, counts
from tests.desktop.compositors import KWin
from tests.desktop.film import Film
from tests.desktop.quiet import rounds_while
from tests.desktop.stage import until
from tests.desktop.test_wayland import Watch, hurry
from unsit.core.events import Blind, Idle, Input, Lull
from unsit.desktop.linux import idlenotify
from unsit.desktop.linux.toplevels import WlrFullscreen
from unsit.loop import Loop


@pytest.fixture(scope="module")
def kwin() -> Iterator[KWin]:
    with KWin() as kwin:
        yield kwin


@pytest.fixture(params=["ext-idle-notify v1", "KDE's idle time (org_kde_kwin_idle)"])
def source(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Take each of the ways that KWin 5.27 offers, the older ones had only the second."""
    ways = tuple(way for way in idlenotify.PROTOCOLS if way.source == request.param)
    monkeypatch.setattr(idlenotify, "PROTOCOLS", ways)
    return str(request.param)


@pytest.fixture
def watch(loop: Loop, kwin: KWin, source: str) -> Iterator[Watch]:
    kwin.touches()
    watch = Watch(loop, AN_HOUR, kwin.display)
    watch.hears(Input)
    yield watch
    watch.presence.close()


def test_the_newer_way_is_taken(loop: Loop, kwin: KWin) -> None:
    watch = Watch(loop, AN_HOUR, kwin.display)
    assert watch.presence.source == "ext-idle-notify v1"
    watch.presence.close()


def test_idle_and_return_are_told_in_turn(
    loop: Loop, kwin: KWin, watch: Watch, source: str
) -> None:
    assert watch.presence.source == source
    touched = loop.at()
    kwin.touches()
    watch.presence.watch(0.5)
    for _ in range(2):
        counts(watch.hears(Idle), touched, 0.5)
        touched = loop.at()
        kwin.touches()
        assert watch.hears(Input).at >= touched


def test_looking_again_tells_the_very_next_input_once(loop: Loop, kwin: KWin, watch: Watch) -> None:
    watch.presence.look_again()
    watch.hears_nothing(0.2)
    kwin.touches()
    watch.hears(Input)
    kwin.touches()
    watch.hears_nothing(0.2)


def test_a_lull_is_told_once(loop: Loop, kwin: KWin, watch: Watch) -> None:
    watch.presence.await_lull(0.4)
    watch.hears(Lull)
    kwin.touches()
    watch.hears_nothing(0.6)


def test_moving_about_wakes_nobody(loop: Loop, kwin: KWin, watch: Watch) -> None:
    watch.presence.await_lull(60.0)
    assert rounds_while(loop, lambda _: kwin.touches()) == 0


def test_one_who_watches_a_film_is_there_until_it_ends(
    loop: Loop, kwin: KWin, watch: Watch
) -> None:
    with Film(kwin.display):
        watch.presence.watch(0.5)
        watch.hears_nothing(1.0)
    watch.hears(Idle)


def test_one_who_comes_back_under_an_inhibitor_is_seen(
    loop: Loop, kwin: KWin, monkeypatch: pytest.MonkeyPatch, source: str
) -> None:
    hurry(monkeypatch)
    watch = Watch(loop, 0.3, kwin.display)
    watch.hears(Input, Idle)
    with Film(kwin.display):
        kwin.touches()
        watch.hears(Input)
        watch.hears_nothing(0.6)
    watch.hears(Idle)
    watch.presence.close()


def test_one_who_stays_away_stays_away(
    loop: Loop, kwin: KWin, monkeypatch: pytest.MonkeyPatch, source: str
) -> None:
    hurry(monkeypatch)
    watch = Watch(loop, 0.3, kwin.display)
    watch.hears(Input, Idle)
    watch.hears_nothing(1.5)
    kwin.touches()
    watch.hears(Input)
    watch.presence.close()


def test_it_tells_nobody_about_windows(loop: Loop, kwin: KWin) -> None:
    with pytest.raises(OSError, match="does not tell which window fills the screen"):
        WlrFullscreen(loop, print, kwin.display)


def test_a_kwin_that_crashes_ends_the_session(loop: Loop, caplog: pytest.LogCaptureFixture) -> None:
    with KWin() as own:
        watch = Watch(loop, AN_HOUR, own.display)
        watch.hears(Input)
        own.kill()
        blind = watch.hears(Blind)
        until("end of the session", lambda: watch.ends, loop)
        assert watch.ends == [[blind]]
