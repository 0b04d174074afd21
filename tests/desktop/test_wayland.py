"""Presence on Wayland: what only a compositor of ours can show, and bad manners of theirs."""

import struct
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.desktop.fake_compositor import KDE, V1, V2, FakeCompositor, text
from tests.desktop.quiet import for_a_while
from tests.desktop.stage import until
from tests.fakes import Clocks
from unsit.core.events import Blind, Event, Idle, Input, Lull
from unsit.desktop.linux import idlenotify, wayland
from unsit.desktop.linux.toplevels import WlrFullscreen
from unsit.desktop.linux.wayland import WaylandPresence
from unsit.desktop.linux.wlwire import Wire, socket_path
from unsit.loop import Loop

AN_HOUR = 3600.0
PROOF = 0.2


class Watch:
    """What presence told, in its order."""

    def __init__(self, loop: Loop, idle_after: float, display: str) -> None:
        self.told: list[Event] = []
        self.ends: list[list[Event]] = []
        """What had been told each time that the session's end was told."""
        self.loop = loop
        self.presence = WaylandPresence(loop, self.told.append, idle_after, display, self._ended)

    def _ended(self) -> None:
        self.ends.append(self.told.copy())

    def hears(self, *kinds: type[Event]) -> Event:
        """Wait for the next events, which must be of these kinds, and return the last."""
        heard = [self._hears_next(kind) for kind in kinds]
        return heard[-1]

    def _hears_next(self, kind: type[Event]) -> Event:
        until(kind.__name__, lambda: self.told, self.loop)
        event = self.told.pop(0)
        assert type(event) is kind, f"told {event} instead of {kind.__name__}"
        return event

    def hears_nothing(self, seconds: float) -> None:
        for_a_while(self.loop, seconds)
        assert self.told == []

    def goes_blind(self) -> str:
        event = self.hears(Blind)
        assert isinstance(event, Blind)
        return event.reason


@contextmanager
def watching(loop: Loop, compositor: FakeCompositor, idle_after: float) -> Iterator[Watch]:
    with compositor:
        watch = Watch(loop, idle_after, compositor.display)
        watch.hears(Input)
        yield watch
        watch.presence.close()


def hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ask sooner whether one who is idle still is, and take every compositor for a modern one."""
    monkeypatch.setattr(wayland, "PROOF", PROOF)
    monkeypatch.setattr(wayland, "RECHECK_FIRST", 0.3)
    ways = tuple(way._replace(least=0.001) for way in idlenotify.PROTOCOLS)
    monkeypatch.setattr(idlenotify, "PROTOCOLS", ways)


@pytest.fixture
def in_a_hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    hurry(monkeypatch)


# --- which protocol -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("offers", "source", "way"),
    [
        (V2, "ext-idle-notify v2 (input only)", "input"),
        (V1, "ext-idle-notify v1", "v1"),
        (KDE, "KDE's idle time (org_kde_kwin_idle)", "kde"),
        ({**KDE, "ext_idle_notifier_v1": 3}, "ext-idle-notify v2 (input only)", "input"),
    ],
    ids=["v2", "v1", "kde", "a later version"],
)
def test_the_best_way_that_is_offered_is_taken(
    loop: Loop, home: Path, offers: dict[str, int], source: str, way: str
) -> None:
    compositor = FakeCompositor(home, offers)
    with watching(loop, compositor, 60) as watch:
        assert watch.presence.source == source
        assert compositor.asked == [(way, 60)]


def test_the_display_of_the_session_is_found(
    home: Path, monkeypatch: pytest.MonkeyPatch, loop: Loop
) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(home))
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-7")
    with FakeCompositor(home, V2) as compositor:
        assert socket_path() == compositor.display
        WaylandPresence(loop, print, 60).close()
    monkeypatch.setenv("WAYLAND_DISPLAY", "/elsewhere/wayland-0")
    assert socket_path() == "/elsewhere/wayland-0"


# --- inhibitors -----------------------------------------------------------------------------------


def test_version_2_sees_idle_and_return_whatever_is_inhibited(loop: Loop, home: Path) -> None:
    compositor = FakeCompositor(home, V2)
    with watching(loop, compositor, 0.3) as watch:
        compositor.inhibits(True)
        watch.hears(Idle)
        compositor.touches()
        watch.hears(Input)


def test_version_2_never_asks_whether_one_who_is_idle_still_is(
    loop: Loop, home: Path, in_a_hurry: None
) -> None:
    compositor = FakeCompositor(home, V2)
    with watching(loop, compositor, 0.2) as watch:
        watch.hears(Idle)
        watch.hears_nothing(0.6)
        assert compositor.asked == [("input", 0.2)]


@pytest.mark.parametrize("offers", [V1, KDE], ids=["v1", "kde"])
class TestWhereInhibitorsSilence:
    def test_one_who_watches_a_film_is_there(
        self, loop: Loop, home: Path, offers: dict[str, int]
    ) -> None:
        compositor = FakeCompositor(home, offers)
        with watching(loop, compositor, 0.3) as watch:
            compositor.inhibits(True)
            watch.hears_nothing(0.6)
            compositor.inhibits(False)
            watch.hears(Idle)

    def test_one_who_comes_back_under_an_inhibitor_is_seen_after_a_while(
        self, loop: Loop, home: Path, offers: dict[str, int], in_a_hurry: None
    ) -> None:
        compositor = FakeCompositor(home, offers)
        with watching(loop, compositor, 0.2) as watch:
            watch.hears(Idle)
            compositor.inhibits(True)
            compositor.touches()
            watch.hears(Input)
            watch.hears_nothing(0.5)
            compositor.inhibits(False)
            watch.hears(Idle)
            compositor.touches()
            watch.hears(Input)

    def test_one_who_stays_away_stays_away(
        self, loop: Loop, home: Path, offers: dict[str, int], in_a_hurry: None
    ) -> None:
        compositor = FakeCompositor(home, offers)
        with watching(loop, compositor, 0.25) as watch:
            watch.hears(Idle)
            watch.hears_nothing(1.2)
            proofs = [seconds for _, seconds in compositor.asked if seconds == PROOF]
            assert len(proofs) == 2, "after 0.3 s, and after twice that"
            compositor.touches()
            watch.hears(Input)
            until("end of the proofs", lambda: compositor.standing == [0.25], loop)

    def test_one_who_is_back_is_not_asked_about(
        self, loop: Loop, home: Path, offers: dict[str, int], in_a_hurry: None
    ) -> None:
        compositor = FakeCompositor(home, offers)
        with watching(loop, compositor, 0.25) as watch:
            watch.hears(Idle)
            compositor.touches()
            watch.hears(Input)
            watch.presence.watch(AN_HOUR)
            watch.hears_nothing(0.6)
            assert PROOF not in [seconds for _, seconds in compositor.asked]

    def test_after_waking_an_inhibitor_does_not_hide_who_is_there(
        self, loop: Loop, home: Path, offers: dict[str, int], in_a_hurry: None
    ) -> None:
        compositor = FakeCompositor(home, offers)
        with watching(loop, compositor, AN_HOUR) as watch:
            compositor.inhibits(True)
            watch.presence.look_again()
            watch.hears(Input)
            until("end of the look", lambda: compositor.standing == [AN_HOUR], loop)

    def test_no_lull_is_told_under_an_inhibitor(
        self, loop: Loop, home: Path, offers: dict[str, int]
    ) -> None:
        compositor = FakeCompositor(home, offers)
        with watching(loop, compositor, AN_HOUR) as watch:
            compositor.inhibits(True)
            watch.presence.await_lull(0.2)
            watch.hears_nothing(0.4)
            compositor.inhibits(False)
            watch.hears(Lull)


def test_whether_one_who_is_idle_still_is_is_asked_ever_more_rarely_until_the_machine_wakes(
    home: Path, in_a_hurry: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wayland, "RECHECK_FIRST", 60.0)
    clocks, told = Clocks(), list[Event]()
    with FakeCompositor(home, V1) as compositor:
        presence = WaylandPresence(clocks, told.append, 0.25, compositor.display)
        clocks.until("idle", lambda: [type(event) for event in told] == [Input, Idle])
        for number, wait in enumerate((60, 120, 240, 300, 300, 60), 1):
            if number == 6:
                presence.look_again()
            clocks.passes(wait - 0.1)
            assert compositor.asked.count(("v1", PROOF)) == number - 1
            clocks.passes(0.2)
            clocks.until(f"question {number}", lambda: PROOF in compositor.standing)
            clocks.until(f"answer {number}", lambda: PROOF not in compositor.standing)
        presence.close()
    clocks.close()
    assert len(told) == 2


# --- what is held -----------------------------------------------------------------------------------


def test_nothing_is_held_that_is_not_waited_for(loop: Loop, home: Path) -> None:
    compositor = FakeCompositor(home, V2)
    with watching(loop, compositor, 0.5) as watch:
        for _ in range(20):
            watch.presence.watch(0.5)
            watch.presence.await_lull(0.2)
            watch.presence.look_again()
        watch.hears(Lull, Idle)
        until("end of the rest", lambda: compositor.standing == [0.5], loop)


def test_names_are_used_again(loop: Loop, home: Path) -> None:
    with FakeCompositor(home, V2) as compositor:
        wire = Wire(compositor.display)
        notifier = idlenotify.IdleNotifier(wire)
        names = set()
        for _ in range(20):
            notifier.ask("a test", 60)
            wire.roundtrip()
            names |= {wire.new_id()}
        wire.close()
    assert max(names) < 30


# --- no way in --------------------------------------------------------------------------------------


def refusal(loop: Loop, display: str | None = None) -> str:
    with pytest.raises(OSError) as refused:  # noqa: PT011  the sentence is what is looked at
        WaylandPresence(loop, print, 60, display)
    return str(refused.value)


def test_no_display_is_said_plainly(loop: Loop, monkeypatch: pytest.MonkeyPatch) -> None:
    assert refusal(loop) == "there is no Wayland display (WAYLAND_DISPLAY is not set)"
    monkeypatch.delenv("XDG_RUNTIME_DIR")
    assert "XDG_RUNTIME_DIR is not set" in refusal(loop, "wayland-0")


def test_a_display_nobody_serves_is_said_plainly(loop: Loop, home: Path) -> None:
    said = refusal(loop, str(home / "nobody"))
    assert said == f"no Wayland compositor answers on {home}/nobody (No such file or directory)"


def test_a_compositor_that_says_nothing_is_given_up(
    loop: Loop, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("unsit.desktop.linux.wlwire.PATIENCE", 0.2)
    with FakeCompositor(home, V2, hangs=True) as compositor:
        assert refusal(loop, compositor.display) == "the Wayland compositor does not answer"


def test_a_compositor_that_hangs_up_while_setting_up_is_said_plainly(
    loop: Loop, home: Path
) -> None:
    with FakeCompositor(home, V2, hangs=True) as compositor:
        compositor.loop.later(0.1, compositor.hangs_up)
        assert refusal(loop, compositor.display) == "the Wayland compositor hung up"


def test_a_compositor_that_complains_while_setting_up_is_said_plainly(
    loop: Loop, home: Path
) -> None:
    with FakeCompositor(home, V2, hangs=True) as compositor:
        compositor.loop.later(0.1, compositor.complains, 0, "go away")
        assert "answered with error 0 (go away)" in refusal(loop, compositor.display)


def test_a_compositor_without_a_seat_is_said_plainly(loop: Loop, home: Path) -> None:
    with FakeCompositor(home, {"ext_idle_notifier_v1": 1}) as compositor:
        assert "has no seat" in refusal(loop, compositor.display)


def test_a_compositor_without_a_way_is_said_plainly(loop: Loop, home: Path) -> None:
    with FakeCompositor(home, {"wl_seat": 7}) as compositor:
        said = refusal(loop, compositor.display)
    assert said == "the Wayland compositor does not tell when you are idle (no ext-idle-notify)"


def test_a_compositor_that_does_not_tell_of_windows_is_said_plainly(loop: Loop, home: Path) -> None:
    with FakeCompositor(home, V2) as compositor, pytest.raises(OSError, match="fills the screen"):
        WlrFullscreen(loop, print, compositor.display)


# --- bad manners ------------------------------------------------------------------------------------


def test_what_arrives_byte_by_byte_is_understood(loop: Loop, home: Path) -> None:
    compositor = FakeCompositor(home, V2, dribbles=True)
    with watching(loop, compositor, 0.3) as watch:
        watch.hears(Idle)
        compositor.touches()
        watch.hears(Input)


def test_half_a_message_waits_for_the_other_half(
    loop: Loop, home: Path, caplog: pytest.LogCaptureFixture
) -> None:
    body = struct.pack("=II", 3, 7) + text("enough")
    raw = struct.pack("=II", 1, 8 + len(body) << 16) + body
    compositor = FakeCompositor(home, V2)
    with watching(loop, compositor, AN_HOUR) as watch:
        compositor.says_bytes(raw[:13])
        watch.hears_nothing(0.1)
        compositor.says_bytes(raw[13:])
        assert watch.goes_blind() == "the Wayland compositor answered with error 7 (enough)"


def test_a_compositor_that_goes_is_told_once(
    loop: Loop, home: Path, caplog: pytest.LogCaptureFixture
) -> None:
    compositor = FakeCompositor(home, V2)
    with watching(loop, compositor, AN_HOUR) as watch:
        compositor.hangs_up()
        blind = watch.hears(Blind)
        assert isinstance(blind, Blind)
        assert blind.reason == "the Wayland compositor is gone"
        assert watch.ends == [[blind]], "the session has ended, and that comes last"
        watch.presence.watch(5)
        watch.presence.look_again()
        watch.presence.await_lull(0.1)
        watch.hears_nothing(0.3)
        assert len(watch.ends) == 1


def test_a_compositor_that_is_gone_when_it_is_asked_is_told_too(
    loop: Loop, home: Path, caplog: pytest.LogCaptureFixture
) -> None:
    compositor = FakeCompositor(home, V1)
    with watching(loop, compositor, AN_HOUR) as watch:
        compositor.hangs_up()
        until("end of the line", lambda: compositor.clients == [])
        watch.presence.watch(5)
        watch.presence.look_again()
        watch.presence.await_lull(5)
        assert watch.goes_blind() == "the Wayland compositor is gone"
        assert len(watch.ends) == 1


def test_an_error_is_told_as_blindness_with_its_reason(
    loop: Loop, home: Path, caplog: pytest.LogCaptureFixture
) -> None:
    compositor = FakeCompositor(home, V2)
    with watching(loop, compositor, AN_HOUR) as watch:
        compositor.complains(2, "out of memory.")
        said = watch.goes_blind()
        assert said == "the Wayland compositor answered with error 2 (out of memory)"
        assert watch.ends == [], "only our sight is gone"


@pytest.mark.parametrize(
    "raw",
    [
        struct.pack("=II", 3, 4 << 16),
        struct.pack("=II", 3, 13 << 16) + bytes(5),
        struct.pack("=II", 1, 8 << 16),
        struct.pack("=III", 2, 12 << 16, 5),
        b"\xff" * 64,
    ],
    ids=["too short", "odd", "an empty error", "half a global", "noise"],
)
def test_what_is_no_wayland_is_told_as_blindness(
    loop: Loop, home: Path, caplog: pytest.LogCaptureFixture, raw: bytes
) -> None:
    compositor = FakeCompositor(home, V2)
    with watching(loop, compositor, AN_HOUR) as watch:
        compositor.says_bytes(raw)
        assert watch.goes_blind() == "what the Wayland compositor says makes no sense"
        assert watch.ends == []


def test_what_does_not_concern_us_is_passed_over(loop: Loop, home: Path) -> None:
    compositor = FakeCompositor(home, V2)
    with watching(loop, compositor, 0.5) as watch:
        compositor.says(3, 0, struct.pack("=I", 3))  # what the seat can do
        compositor.says(99, 1)
        compositor.says(2, 1, struct.pack("=I", 40))  # the seat is taken away
        watch.hears(Idle)


def test_a_compositor_that_stops_listening_is_told_as_blindness(
    loop: Loop, home: Path, caplog: pytest.LogCaptureFixture
) -> None:
    compositor = FakeCompositor(home, V2)
    with watching(loop, compositor, AN_HOUR) as watch:
        compositor.stops_listening()
        for _ in range(100_000):  # a line holds a few thousand
            watch.presence.watch(60)
        assert watch.goes_blind() == "the Wayland compositor has stopped listening"
        assert watch.ends == []
