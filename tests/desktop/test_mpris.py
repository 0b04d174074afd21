"""The session as a media player: asked by playerctl, and by peers of ours, on a private bus."""

import os
import re
import subprocess
from collections.abc import Iterator
from typing import Any

import pytest

from tests.desktop.quiet import for_a_while
from tests.desktop.servers import SessionBus
from tests.desktop.stage import tool, until
from tests.desktop.test_media import Ear
from unsit.core.value import replace
from unsit.desktop import Playback
from unsit.desktop.linux.bus import DAEMON, BusError, Signal
from unsit.desktop.linux.mpris import NAME, PATH, PLAYER, ROOT, Mpris
from unsit.desktop.linux.properties import PROPERTIES
from unsit.loop import Loop

MOMENT = 0.1
"""Seconds in which something would have come that must not come."""
MICRO = 1_000_000


class Player:
    """Our player on the bus, what it asks of the session, and a peer that listens to it."""

    def __init__(self, bus: SessionBus, loop: Loop) -> None:
        self.bus, self.loop = bus, loop
        self.asked: list[str] = []
        self.lost: list[str] = []
        self.signals: list[Signal] = []
        self.peer = bus.peer(loop)
        for interface in (PROPERTIES, PLAYER):
            self.peer.subscribe(self.signals.append, interface, path=PATH)
        self.mpris = Mpris(bus.address, loop, self.asked.append, self.lost.append)
        self.now = Playback("Pigeon Pose", "Fold over.", 2, 30.0, 0.0, loop.at())
        self.mpris.show(self.now)
        until("name", self.is_there, loop)
        self.hears("PropertiesChanged")

    def is_there(self, name: str = NAME) -> bool:
        answer: list[bool] = []
        self.peer.call(
            *DAEMON, "NameHasOwner", "s", (name,), lambda _, values: answer.append(values[0])
        )
        until("answer of the bus", lambda: answer, self.loop)
        return answer[0]

    def shows(self, **changes: Any) -> None:
        """Be at another place of the session, as of now."""
        self.now = replace(self.now, **{"at": self.loop.at(), **changes})
        self.mpris.show(self.now)

    def hears(self, *members: str) -> list[tuple[Any, ...]]:
        """Wait for these signals and no others; return what they tell."""
        until(f"{members}", lambda: len(self.signals) >= len(members), self.loop)
        for_a_while(self.loop, MOMENT)
        assert [signal.member for signal in self.signals] == list(members)
        bodies = [signal.body for signal in self.signals]
        self.signals.clear()
        return bodies

    def call(self, interface: str, member: str, signature: str = "", *body: Any) -> Any:
        """Call our object as any program may; return its values, or raise what it refuses with."""
        answer: list[tuple[BusError | None, Any]] = []
        self.peer.call(
            NAME, PATH, interface, member, signature, body, lambda *got: answer.append(got)
        )
        until("answer", lambda: answer, self.loop)
        ((problem, values),) = answer
        if problem is not None:
            raise problem
        return values

    def reads(self, name: str, interface: str = PLAYER) -> Any:
        return self.call(PROPERTIES, "Get", "ss", interface, name)[0][1]

    def ctl(self, *words: str) -> str:
        """Have playerctl do something; return what it prints."""
        child = subprocess.Popen(
            [tool("playerctl"), "--player=unsit", *words],
            env={**os.environ, "DBUS_SESSION_BUS_ADDRESS": self.bus.address},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        until("end of playerctl", lambda: child.poll() is not None, self.loop)
        said = child.communicate()[0].strip()
        assert child.returncode == 0, said
        return said

    def close(self) -> None:
        self.mpris.close()
        self.peer.close()


@pytest.fixture
def player(own_bus: SessionBus, loop: Loop) -> Iterator[Player]:
    player = Player(own_bus, loop)
    yield player
    player.close()


# --- playerctl ----------------------------------------------------------------------------------


def test_playerctl_finds_the_session_and_what_it_plays(player: Player) -> None:
    assert player.ctl("status") == "Playing"
    said = "{{title}} | {{artist}} | {{mpris:length}} | {{mpris:trackid}}"
    assert player.ctl("metadata", "--format", said) == (
        "Pigeon Pose: Fold over. | Unsit | 30000000 | '/unsit/step/2'"
    )


@pytest.mark.parametrize(
    ("verb", "asked"),
    [
        ("play-pause", ["pause"]),
        ("pause", ["pause"]),
        ("play", []),
        ("next", ["next"]),
        ("previous", ["back"]),
        ("stop", ["stop"]),
    ],
)
def test_the_verbs_of_playerctl_lead_through_the_session(
    player: Player, verb: str, asked: list[str]
) -> None:
    player.ctl(verb)
    for_a_while(player.loop, MOMENT)
    assert player.asked == asked


def test_playerctl_follows_the_position(player: Player) -> None:
    player.shows(into=12.0, paused=True)
    assert float(player.ctl("position")) == pytest.approx(12.0)


# --- what is told ---------------------------------------------------------------------------------


def test_a_pause_is_told_and_nothing_besides(player: Player) -> None:
    player.shows(into=player.loop.at() - player.now.at, paused=True)
    ((interface, changes, stale),) = player.hears("PropertiesChanged")
    assert (interface, changes, stale) == (PLAYER, {"PlaybackStatus": ("s", "Paused")}, [])


def test_the_next_step_is_another_track_and_no_leap(player: Player) -> None:
    player.shows(track=3, words="Come back.", length=5.0)
    ((_, changes, _),) = player.hears("PropertiesChanged")
    assert set(changes) == {"Metadata"}
    assert changes["Metadata"][1]["mpris:length"] == ("x", 5 * MICRO)


def test_a_step_that_begins_anew_is_a_leap(player: Player) -> None:
    player.shows(into=20.0)
    ((position,),) = player.hears("Seeked")
    assert position == pytest.approx(20 * MICRO, abs=MICRO / 2)
    player.shows(into=0.0)
    ((position,),) = player.hears("Seeked")
    assert position < MICRO / 2


def test_a_hold_that_is_gone_on_with_begins_with_a_leap(player: Player) -> None:
    player.shows(track=4, into=8.0)
    _, (position,) = player.hears("PropertiesChanged", "Seeked")
    assert position == pytest.approx(8 * MICRO, abs=MICRO / 2)


def test_the_same_again_is_no_news(player: Player) -> None:
    player.shows(into=player.loop.at() - player.now.at)
    player.hears()


def test_a_position_runs_while_it_plays_and_never_beyond_the_step(player: Player) -> None:
    player.shows(into=10.0)
    first = player.reads("Position")
    for_a_while(player.loop, MOMENT)
    assert 10 * MICRO <= first < player.reads("Position")
    player.shows(into=29.99)
    for_a_while(player.loop, MOMENT)
    assert player.reads("Position") == 30 * MICRO


def test_a_step_that_waits_is_paused_has_no_length_and_play_is_ready(player: Player) -> None:
    player.shows(track=0, waits=True)
    assert player.reads("PlaybackStatus") == "Paused"
    assert "mpris:length" not in player.reads("Metadata")
    player.call(PLAYER, "Play")
    assert player.asked == ["pause"]


def test_play_told_twice_goes_on_once(player: Player) -> None:
    player.shows(paused=True)
    player.call(PLAYER, "Play")
    player.call(PLAYER, "Play")
    assert player.asked == ["pause"]


def test_two_presses_of_one_button_pause_and_go_on(player: Player) -> None:
    player.call(PLAYER, "PlayPause")
    player.call(PLAYER, "Pause")
    player.call(PLAYER, "PlayPause")
    assert player.asked == ["pause", "pause"]


# --- the specification ------------------------------------------------------------------------------


def test_every_property_that_the_specification_asks_for_is_there(player: Player) -> None:
    (root,) = player.call(PROPERTIES, "GetAll", "s", ROOT)
    assert set(root) >= {
        "CanQuit",
        "CanRaise",
        "HasTrackList",
        "Identity",
        "SupportedUriSchemes",
        "SupportedMimeTypes",
    }
    assert root["Identity"] == ("s", "Unsit")
    (found,) = player.call(PROPERTIES, "GetAll", "s", PLAYER)
    kinds = {name: kind for name, (kind, _) in found.items()}
    assert kinds == {
        "PlaybackStatus": "s",
        "Rate": "d",
        "Metadata": "a{sv}",
        "Volume": "d",
        "Position": "x",
        "MinimumRate": "d",
        "MaximumRate": "d",
        "CanGoNext": "b",
        "CanGoPrevious": "b",
        "CanPlay": "b",
        "CanPause": "b",
        "CanSeek": "b",
        "CanControl": "b",
    }


def test_it_describes_itself(player: Player) -> None:
    (described,) = player.call("org.freedesktop.DBus.Introspectable", "Introspect")
    methods = set(re.findall(r'<method name="(\w+)"', described))
    assert methods == {
        *("Raise", "Quit", "Play", "Pause", "PlayPause", "Stop", "Next", "Previous"),
        *("Seek", "SetPosition", "OpenUri"),
    }
    assert '<signal name="Seeked"><arg type="x"/></signal>' in described


def test_quit_ends_the_session_and_what_it_cannot_do_does_nothing(player: Player) -> None:
    player.call(PLAYER, "Seek", "x", 5 * MICRO)
    player.call(PLAYER, "SetPosition", "ox", "/unsit/step/2", 0)
    player.call(ROOT, "Raise")
    with pytest.raises(BusError, match="nothing else"):
        player.call(PLAYER, "OpenUri", "s", "file:///song")
    assert player.asked == []
    player.call(ROOT, "Quit")
    assert player.asked == ["stop"]


# --- coming and going -------------------------------------------------------------------------------


def test_it_is_gone_with_the_session(player: Player) -> None:
    player.mpris.close()
    player.mpris.close()
    until("end of the name", lambda: not player.is_there(), player.loop)
    player.shows(track=5)
    assert player.lost == []


def test_a_second_one_has_a_name_of_its_own(player: Player, own_bus: SessionBus) -> None:
    second = Mpris(own_bus.address, player.loop, player.asked.append, player.lost.append)
    its = f"{NAME}.instance{os.getpid()}"
    until("name of its own", lambda: player.is_there(its), player.loop)
    second.close()


def test_a_bus_that_dies_is_told_once(player: Player, own_bus: SessionBus) -> None:
    own_bus.stop()
    until("loss", lambda: player.lost, player.loop)
    player.shows(paused=True)
    for_a_while(player.loop, MOMENT)
    assert player.lost == ["the session bus is gone"]


def test_without_a_bus_it_is_not_there(loop: Loop) -> None:
    with pytest.raises(OSError, match="cannot be reached"):
        Mpris("unix:path=/nowhere", loop, print, print)


def test_it_is_never_taken_for_media_that_keeps_somebody_sitting(player: Player) -> None:
    assert player.reads("PlaybackStatus") == "Playing"
    ear = Ear(player.bus.peer(player.loop), player.loop)
    ear.hears(False)
    player.shows(paused=True)
    player.shows(paused=False)
    player.shows(track=3)
    ear.hears()
    ear.media.close()
    ear.bus.close()
