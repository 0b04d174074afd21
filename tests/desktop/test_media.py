"""Whether a media player plays: with players that are programs of their own."""

import logging
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.desktop.quiet import for_a_while
from tests.desktop.servers import SessionBus
from tests.desktop.stage import PATIENCE, until
from unsit.desktop.linux import media, votes
from unsit.desktop.linux.bus import DAEMON, Bus
from unsit.desktop.linux.media import Media, open_media
from unsit.loop import Loop

ROOT = Path(__file__).parents[2]
MOMENT = 0.15
"""Seconds in which something would have come that must not come."""


@pytest.fixture(autouse=True)
def short_gaps(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(media, "BETWEEN_TRACKS", 0.02)


class Player:
    """A player that a test has started."""

    def __init__(self, address: str, names: tuple[str, ...], status: str) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.desktop.fake_player", address, status, *names],
            env={**os.environ, "PYTHONPATH": f"{ROOT}:{ROOT / 'daemon'}"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            bufsize=0,
        )
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._orders, self._says = self._process.stdin, self._process.stdout
        assert self._says.readline() == b"ready\n", f"the player {names} did not start"

    def does(self, order: str) -> None:
        self._orders.write(f"{order}\n".encode())

    def hangs(self) -> None:
        self._process.send_signal(signal.SIGSTOP)

    def goes_on(self) -> None:
        self._process.send_signal(signal.SIGCONT)

    def crashes(self) -> None:
        self._process.kill()
        self._process.wait(PATIENCE)

    def exits(self) -> None:
        self._orders.close()
        self.goes_on()
        self._process.wait(PATIENCE)
        self._says.close()


Starting = Callable[..., Player]


@pytest.fixture
def starts(own_bus: SessionBus) -> Iterator[Starting]:
    players = []

    def start(*names: str, status: str = "Stopped") -> Player:
        players.append(Player(own_bus.address, names, status))
        return players[-1]

    yield start
    for player in players:
        player.exits()


class Ear:
    """Whether anything plays, as it is told."""

    def __init__(self, bus: Bus, loop: Loop) -> None:
        self.told: list[bool] = []
        self.bus, self.loop = bus, loop
        self.media: Media = open_media(bus, loop, self.told.append)

    def hears(self, *told: bool) -> None:
        """Wait for these and no others."""
        until(f"{told}", lambda: len(self.told) >= len(told), self.loop)
        for_a_while(self.loop, MOMENT)
        assert tuple(self.told) == told
        self.told.clear()


Listening = Callable[[], Ear]


@pytest.fixture
def listens(own_bus: SessionBus, loop: Loop) -> Iterator[Listening]:
    ears: list[Ear] = []

    def listen() -> Ear:
        ears.append(Ear(own_bus.peer(loop), loop))
        return ears[-1]

    yield listen
    for ear in ears:
        ear.media.close()
        ear.bus.close()


def test_nobody_plays_where_there_is_no_player(listens: Listening) -> None:
    listens().hears(False)


def test_a_player_that_plays_already_is_told_at_once(starts: Starting, listens: Listening) -> None:
    starts("one", status="Playing")
    listens().hears(True)


def test_playing_and_pausing_are_told(starts: Starting, listens: Listening) -> None:
    player = starts("one")
    ear = listens()
    ear.hears(False)
    player.does("Playing")
    ear.hears(True)
    player.does("Paused")
    ear.hears(False)


def test_one_that_plays_is_enough(starts: Starting, listens: Listening) -> None:
    one, other = starts("one", status="Playing"), starts("other", status="Paused")
    ear = listens()
    ear.hears(True)
    other.does("Playing")
    ear.hears()
    one.does("Stopped")
    ear.hears()
    other.does("Stopped")
    ear.hears(False)


def test_a_player_that_comes_later_is_heard(starts: Starting, listens: Listening) -> None:
    ear = listens()
    ear.hears(False)
    starts("late", status="Playing")
    ear.hears(True)


def test_the_silence_between_two_tracks_is_none(
    starts: Starting, listens: Listening, monkeypatch: pytest.MonkeyPatch
) -> None:
    player = starts("one", status="Playing")
    ear = listens()
    ear.hears(True)
    monkeypatch.setattr(media, "BETWEEN_TRACKS", 60)
    player.does("Stopped")
    ear.hears()
    player.does("Playing")
    ear.hears()
    monkeypatch.setattr(media, "BETWEEN_TRACKS", 0.02)
    player.does("Stopped")
    ear.hears(False)


@pytest.mark.parametrize("end", ["exits", "crashes"])
def test_a_player_that_is_gone_has_stopped(starts: Starting, listens: Listening, end: str) -> None:
    player = starts("one", status="Playing")
    ear = listens()
    ear.hears(True)
    getattr(player, end)()
    ear.hears(False)


def test_a_player_with_two_names_plays_until_both_are_gone(
    starts: Starting, listens: Listening
) -> None:
    player = starts("vlc", "vlc.instance7", status="Playing")
    ear = listens()
    ear.hears(True)
    player.does("drop vlc")
    ear.hears()
    player.exits()
    ear.hears(False)


def test_a_change_without_its_value_is_asked_for(starts: Starting, listens: Listening) -> None:
    player = starts("one")
    ear = listens()
    ear.hears(False)
    player.does("stale")
    ear.hears(True)


def test_a_player_that_hangs_counts_as_silent_and_holds_up_nobody(
    starts: Starting, listens: Listening
) -> None:
    hung, sound = starts("hung", status="Playing"), starts("sound")
    hung.hangs()
    ear = listens()
    ear.hears(False)
    sound.does("Playing")
    ear.hears(True)
    sound.does("Paused")
    ear.hears(False)
    hung.goes_on()
    ear.hears(True)


def test_one_that_plays_is_told_without_waiting_for_one_that_hangs(
    starts: Starting, listens: Listening, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(votes, "PATIENCE", 60)
    starts("hung").hangs()
    starts("sound", status="Playing")
    listens().hears(True)


@pytest.mark.parametrize(
    "name", ["unsit", "unsit.instance3", "kdeconnect.mpris_000001", "playerctld"]
)
def test_ours_and_mirrors_are_not_counted(starts: Starting, listens: Listening, name: str) -> None:
    mirror = starts(name, status="Playing")
    ear = listens()
    ear.hears(False)
    starts(name + "x.late", status="Playing")
    mirror.does("Playing")
    ear.hears()


def test_what_no_player_says_is_no_news(starts: Starting, listens: Listening) -> None:
    player = starts("one")
    ear = listens()
    ear.hears(False)
    player.does("odd")
    ear.hears()
    player.does("Playing")
    ear.hears(True)


def test_after_closing_nothing_is_told_and_the_bus_sends_nothing(
    starts: Starting, listens: Listening, own_bus: SessionBus, loop: Loop
) -> None:
    player = starts("one")
    ear = listens()
    ear.hears(False)
    assert rules(ear.bus) > 0
    ear.media.close()
    ear.media.close()
    assert rules(ear.bus) == 0
    player.does("Playing")
    ear.hears()


def rules(bus: Bus) -> int:
    """Return how many match rules our connection has."""
    stats = "org.freedesktop.DBus.Debug.Stats"
    (found,) = bus.ask(DAEMON[0], DAEMON[1], stats, "GetConnectionStats", "s", (bus.name,))
    return int(found["MatchRules"][1])


def test_nothing_of_what_plays_is_kept_or_logged(
    starts: Starting, listens: Listening, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    player = starts("secretplayer")
    ear = listens()
    ear.hears(False)
    player.does("Playing")
    ear.hears(True)
    kept = repr(vars(ear.media)) + repr(vars(ear.media._votes)) + caplog.text
    assert "ecret" not in kept
