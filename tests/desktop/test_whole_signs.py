"""The whole program in company: calls, films, full screens and do-not-disturb, all of them real."""

import json
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tests.desktop.screen import Display, Hands
from tests.desktop.servers import SessionBus
from tests.desktop.sound import MICROPHONE, PipeWire, PulseAudio, SoundServer, listener
from tests.desktop.stage import until
from tests.desktop.test_media import Player
from tests.desktop.test_notify_servers import DunstStand
from tests.desktop.test_x11full import Client
from tests.desktop.whole import Unsit, due, held

Starting = Callable[[Unsit], None]


@pytest.fixture(params=[PulseAudio, PipeWire], ids=["pulseaudio", "pipewire"])
def sound(request: pytest.FixtureRequest, home: Path) -> Iterator[SoundServer]:
    folder = home / "sound"
    folder.mkdir()
    server: SoundServer = request.param(folder)
    server.start()
    yield server
    server.stop()


@pytest.fixture
def beside(unsit: Unsit, sound: SoundServer) -> Unsit:
    """Return a person's Unsit on a machine with sound."""
    for name in ("PULSE_SERVER", "PIPEWIRE_RUNTIME_DIR"):
        unsit.environment.pop(name, None)
    run = sound.environment["XDG_RUNTIME_DIR"]
    unsit.environment["PULSE_SERVER"] = f"unix:{run}/pulse/native"
    unsit.environment["PIPEWIRE_RUNTIME_DIR"] = run
    return unsit


def decided(unsit: Unsit) -> list[str]:
    """Return what was decided, oldest first."""
    lines = unsit.does("why").splitlines()[1:]
    return [line.split(None, 1)[1] for line in reversed(lines)]


def test_a_reminder_waits_for_the_end_of_a_call_and_comes_twenty_seconds_later(
    beside: Unsit, sound: SoundServer, home: Path, dunst_stand: DunstStand, hands: Hands
) -> None:
    with listener(sound, home, MICROPHONE):
        beside.start()
        found = beside.until("hold", held)
        assert found["held_by"] == ["call"]
        assert found["sentence"].endswith("a reminder waits: the microphone is in use")
        assert dunst_stand.popups() == 0
    beside.until("end of the call", lambda status: status["held_by"] != ["call"])
    beside.until("reminder", due)
    until("notification", lambda: dunst_stand.popups() == 1)
    told = json.loads(beside.does("why", "--json"))[:5]
    assert [each["what"].split()[0] for each in told] == ["shown", "chose", "free", "held", "due"]
    shown, _, free, *_ = (datetime.fromisoformat(each["at"]) for each in told)
    assert shown - free >= timedelta(seconds=20)  # by the daemon's own clock, which no load hurries


def test_a_call_that_begins_takes_the_reminder_back(
    beside: Unsit, sound: SoundServer, home: Path, dunst_stand: DunstStand
) -> None:
    beside.start()
    beside.until("reminder", due)
    until("notification", lambda: dunst_stand.popups() == 1)
    with listener(sound, home, MICROPHONE):
        beside.until("hold", held)
        until("notification taken back", lambda: dunst_stand.popups() == 0)
    assert beside.history("reminder") == []


def test_a_sound_server_that_dies_leaves_nobody_waiting_for_its_call(
    beside: Unsit, sound: SoundServer, home: Path, dunst_stand: DunstStand
) -> None:
    with listener(sound, home, MICROPHONE):
        beside.start()
        beside.until("hold", held)
        sound.kill()
        beside.until("end of the call", lambda status: status["held_by"] != ["call"])
    sound.start()
    with listener(sound, home, MICROPHONE):
        beside.until("the next call", lambda status: status["held_by"] == ["call"])


def test_a_window_that_fills_the_screen_holds_the_reminder(
    unsit: Unsit, display: Display, dunst_stand: DunstStand
) -> None:
    client = Client(display.name_of_display)
    window = client.managed_window()
    client.asks_to_fill(window, True)
    unsit.start()
    found = unsit.until("hold", held)
    assert found["held_by"] == ["fullscreen"]
    client.closes(window)
    unsit.until("end", lambda status: status["held_by"] == ["just free"])
    client.close()


def test_do_not_disturb_of_the_desktop_holds_the_reminder(
    unsit: Unsit, dunst_stand: DunstStand, session_bus: SessionBus
) -> None:
    dunst_stand.do("set-paused", "true")
    unsit.start()
    found = unsit.until("hold", held)
    assert found["held_by"] == ["do-not-disturb"]
    dunst_stand.do("set-paused", "false")
    unsit.until("end", lambda status: status["held_by"] == ["just free"])


def test_held_for_long_it_comes_quietly(unsit: Unsit, dunst_stand: DunstStand) -> None:
    unsit.change("[reminder]\n", '[reminder]\nhold_at_most = "2 s"\n')
    dunst_stand.do("set-paused", "true")
    unsit.start()
    unsit.until("reminder", due)
    assert any(line.startswith("shown quietly") for line in decided(unsit))
    dunst_stand.do("set-paused", "false")


def test_a_film_counts_as_sitting_and_its_end_does_not(
    unsit: Unsit, session_bus: SessionBus, dunst_stand: DunstStand
) -> None:
    unsit.change('remind_after = "3 s"', 'remind_after = "1 h"')
    unsit.change('idle_after = "1 min"', 'idle_after = "2 s"')
    player = Player(session_bus.address, ("org.mpris.MediaPlayer2.film",), "Playing")
    unsit.start()
    found = unsit.until("film", lambda status: status["watching_s"] >= 2)
    assert found["state"] == "sitting"
    assert found["sitting_s"] >= found["watching_s"]
    player.does("Paused")
    gone = unsit.until("absence", lambda status: status["state"] == "away")
    assert gone["watching_s"] >= 2
    player.exits()
