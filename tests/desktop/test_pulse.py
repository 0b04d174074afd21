"""Who listens to a microphone, as real sound servers tell it, and some that misbehave."""

import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.desktop.quiet import comes_to_rest, for_a_while
from tests.desktop.sound import (
    MICROPHONE,
    MONITOR,
    PipeWire,
    PulseAudio,
    Recorder,
    SoundServer,
    descriptors,
    listener,
    pactl,
    recordings,
)
from tests.desktop.stage import PATIENCE, until
from unsit.desktop.linux import pulse
from unsit.desktop.linux.pulsewire import server_path
from unsit.loop import Loop

assert sys.platform == "linux"

SERVERS: dict[str, Callable[[Path], SoundServer]] = {
    "pulseaudio": PulseAudio,
    "pipewire-pulse": PipeWire,
}


@pytest.fixture(scope="module", params=list(SERVERS))
def running(request: pytest.FixtureRequest, stage: Path) -> Iterator[SoundServer]:
    folder = stage / f"sound-{request.param}"
    folder.mkdir()
    server = SERVERS[request.param](folder)
    server.start()
    yield server
    server.stop()


@pytest.fixture
def server(running: SoundServer, monkeypatch: pytest.MonkeyPatch) -> SoundServer:
    """Give a test a real server, to be found as programs find theirs."""
    monkeypatch.setenv("XDG_RUNTIME_DIR", running.environment["XDG_RUNTIME_DIR"])
    monkeypatch.setenv("XDG_CONFIG_HOME", running.environment["XDG_CONFIG_HOME"])
    return running


class Ear:
    """What was told, in its order."""

    def __init__(self, loop: Loop) -> None:
        self.told: list[bool] = []
        self.loop = loop
        self.call = pulse.open_call(loop, self.told.append)

    def hears(self, *answers: bool) -> None:
        """Wait for these and no others."""
        until(f"{answers}", lambda: len(self.told) >= len(answers), self.loop)
        for_a_while(self.loop, 0.1)
        assert tuple(self.told) == answers
        self.told.clear()


@pytest.fixture
def ear(server: SoundServer, loop: Loop) -> Iterator[Ear]:
    """Give a test one who follows the server, past the first answer."""
    ear = Ear(loop)
    ear.hears(False)
    yield ear
    ear.call.close()


def test_who_listens_to_a_microphone_is_in_a_call(
    ear: Ear, server: SoundServer, home: Path
) -> None:
    with listener(server, home, MICROPHONE):
        ear.hears(True)
    ear.hears(False)


def test_two_who_listen_are_one_call(ear: Ear, server: SoundServer, home: Path) -> None:
    with listener(server, home, MICROPHONE):
        ear.hears(True)
        with listener(server, home, MICROPHONE):
            until("two", lambda: len(recordings(server)) == 2, ear.loop)
        until("one", lambda: len(recordings(server)) == 1, ear.loop)
        ear.hears()
    ear.hears(False)


def test_a_call_that_was_there_before_is_told_at_once(
    server: SoundServer, home: Path, loop: Loop
) -> None:
    with listener(server, home, MICROPHONE):
        until("one who listens", lambda: recordings(server))
        early = Ear(loop)
        # The session manager of PipeWire takes a moment until one who listens hears something.
        until("call", lambda: early.told[-1:] == [True], loop)
        early.call.close()


def test_one_who_hears_what_the_speakers_play_is_in_no_call(
    ear: Ear, server: SoundServer, home: Path
) -> None:
    with listener(server, home, MONITOR):
        until("one who listens", lambda: recordings(server), ear.loop)
        for_a_while(ear.loop, 0.5)
        ear.hears()
        with listener(server, home, MICROPHONE):
            ear.hears(True)
        ear.hears(False)


def turn(ear: Ear, server: SoundServer, number: str, source: str) -> None:
    """Have one who listens hear another source, until something is told of it.

    PipeWire's session manager now and then lets such a wish drop while it links: `pactl` then shows
    that nothing has moved.
    """

    def turned() -> bool:
        pactl(server.environment, "move-source-output", number, source)
        for_a_while(ear.loop, 0.3)
        return bool(ear.told)

    until("turn", turned, ear.loop)


def test_one_who_turns_to_the_speakers_has_left_the_call(
    ear: Ear, server: SoundServer, home: Path
) -> None:
    with listener(server, home, MICROPHONE):
        ear.hears(True)
        (number,) = recordings(server)
        turn(ear, server, number, MONITOR)
        ear.hears(False)
        turn(ear, server, number, MICROPHONE)
        ear.hears(True)
    ear.hears(False)


def test_one_who_is_paused_is_in_no_call(ear: Ear, server: SoundServer) -> None:
    with Recorder(server_path(), ear.loop, MICROPHONE, paused=True) as recorder:
        until("one who listens", lambda: recordings(server), ear.loop)
        for_a_while(ear.loop, 0.5)
        ear.hears()
        recorder.pause(False)
        ear.hears(True)
        recorder.pause(True)
        ear.hears(False)


def test_one_who_only_measures_is_in_no_call(ear: Ear, server: SoundServer) -> None:
    with Recorder(server_path(), ear.loop, MICROPHONE, peaks=True):
        until("one who listens", lambda: recordings(server), ear.loop)
        for_a_while(ear.loop, 0.5)
        ear.hears()


def test_a_part_of_the_server_that_listens_is_no_call(ear: Ear, server: SoundServer) -> None:
    words = ("module-loopback", f"source={MICROPHONE}", "sink=speaker")
    module = pactl(server.environment, "load-module", *words).strip()
    try:
        until("one who listens", lambda: recordings(server), ear.loop)
        for_a_while(ear.loop, 0.5)
        ear.hears()
    finally:
        pactl(server.environment, "unload-module", module)


def test_following_costs_nothing_while_nothing_happens(ear: Ear) -> None:
    comes_to_rest(ear.loop)


def test_a_server_that_dies_ends_the_call_and_is_followed_again(
    ear: Ear, server: SoundServer, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("unsit.desktop.linux.following.SOONEST", 0.05)
    with listener(server, home, MICROPHONE):
        ear.hears(True)
        server.kill()
        ear.hears(False)
    server.start()
    with listener(server, home, MICROPHONE):
        ear.hears(True)
    ear.hears(False)


def test_closing_lets_go_of_everything(server: SoundServer, home: Path, loop: Loop) -> None:
    before = descriptors()
    ear = Ear(loop)
    ear.hears(False)
    assert len(descriptors()) == len(before) + 1
    ear.call.close()
    ear.call.close()
    assert descriptors() == before
    with listener(server, home, MICROPHONE):
        until("one who listens", lambda: recordings(server), loop)
        ear.hears()


def test_the_server_is_known_by_name(server: SoundServer) -> None:
    assert pulse.server_name(timeout=PATIENCE).startswith(server.name)


def test_nobody_is_let_in_by_the_name_of_another_machine(
    server: SoundServer, loop: Loop, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = os.environ["XDG_RUNTIME_DIR"] + "/pulse/native"
    monkeypatch.delenv("XDG_RUNTIME_DIR")
    for name in (path, f"unix:{path}", f"{{0123456789abcdef}}unix:{path}", f"tcp:far unix:{path}"):
        monkeypatch.setenv("PULSE_SERVER", name)
        ear = Ear(loop)
        ear.hears(False)
        ear.call.close()
