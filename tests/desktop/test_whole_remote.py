"""The whole program led from afar by playerctl, and gone on with after its window has crashed."""

import os
import signal
import subprocess
from typing import Any

from tests.desktop.screen import Hands
from tests.desktop.servers import Server, SessionBus
from tests.desktop.stage import PATIENCE, tool, until
from tests.desktop.whole import SHORT_POSE, Unsit, playing
from tests.processes import children, words

NAME = "org.mpris.MediaPlayer2.unsit"


class Headset:
    """Buttons, by playerctl."""

    def __init__(self, unsit: Unsit) -> None:
        self._environment = unsit.environment

    def does(self, *words: str) -> str:
        done = subprocess.run(
            [tool("playerctl"), "--player=unsit", *words],
            env=self._environment,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )
        return done.stdout.strip() or done.stderr.strip()


def longer(unsit: Unsit, lead_in: str = "20 s") -> None:
    unsit.pose("short", SHORT_POSE.replace("seconds = 1.5", "seconds = 6"))
    unsit.change('remind_after = "3 s"', 'remind_after = "1 h"')
    unsit.change('lead_in = "0.5 s"', f'lead_in = "{lead_in}"')


def session(status: dict[str, Any]) -> dict[str, Any]:
    return status["session"] or {}


def kind(unsit: Unsit, wanted: str) -> None:
    unsit.until(wanted, lambda status: session(status).get("kind") == wanted)


def window_of(unsit: Unsit) -> int:
    """Return the process that is the session window."""
    (window,) = (child for child in children(unsit.pid) if "unsit.window" in words(child))
    return window


def test_a_headset_pauses_goes_on_skips_goes_back_and_stops(
    unsit: Unsit, session_bus: SessionBus, dunst: Server
) -> None:
    longer(unsit)
    headset = Headset(unsit)
    unsit.start()
    assert headset.does("status") == "No players found"
    unsit.does("stretch", "short")
    session_bus.wait_for_name(NAME)
    kind(unsit, "ready")
    assert headset.does("status") == "Playing"
    assert headset.does("metadata", "title") == "Short Stretch: Stand up."
    assert headset.does("metadata", "mpris:length") == "20000000"
    headset.does("play-pause")
    unsit.until("pause", lambda status: bool(session(status).get("paused")))
    assert headset.does("status") == "Paused"
    headset.does("next")
    kind(unsit, "move")
    until("new title", lambda: headset.does("metadata", "title").endswith("Bend your right knee."))
    headset.does("previous")
    kind(unsit, "ready")
    headset.does("play")
    unsit.until("playing", lambda status: session(status).get("paused") is False)
    until("word of it", lambda: headset.does("status") == "Playing")
    headset.does("stop")
    unsit.until("end", lambda status: not playing(status))
    session_bus.wait_for_name(NAME, there=False)
    assert headset.does("status") == "No players found"


def test_a_lead_in_that_waits_begins_by_the_headset(
    unsit: Unsit, session_bus: SessionBus, dunst: Server
) -> None:
    longer(unsit, "0.2 s")
    unsit.change("sound = false", "sound = false\nlead_in_waits = true")
    unsit.start()
    unsit.does("stretch", "short")
    session_bus.wait_for_name(NAME)
    waiting = unsit.until("wait", lambda status: bool(session(status).get("waits")))
    assert "(waits for you)" in waiting["sentence"]
    assert Headset(unsit).does("status") == "Paused"
    Headset(unsit).does("play-pause")
    kind(unsit, "hold")


def test_switched_off_it_is_no_player(unsit: Unsit, session_bus: SessionBus, dunst: Server) -> None:
    longer(unsit)
    unsit.change("sound = false", "sound = false\nremote = false")
    unsit.start()
    unsit.does("stretch", "short")
    kind(unsit, "ready")
    assert Headset(unsit).does("status") == "No players found"


def test_a_window_that_is_killed_in_a_hold_is_gone_on_with_to_both_sides(
    unsit: Unsit, hands: Hands, dunst: Server
) -> None:
    longer(unsit, "0.3 s")
    unsit.start()
    unsit.does("stretch", "short")
    kind(unsit, "hold")
    right = unsit.until("a while of the hold", lambda status: rest(status) <= 12)
    assert session(right)["side"] == "right"
    os.kill(window_of(unsit), signal.SIGKILL)
    crashed = unsit.until("end", lambda status: not playing(status))
    offer = crashed["continue"]
    assert offer["side"] == "right"
    assert 1 <= offer["left_s"] <= 5
    assert f"{offer['sentence']}: unsit session continue" in unsit.does("status")
    unsit.does("session", "continue")
    unsit.until("window", playing)
    unsit.until("the other side", lambda status: session(status).get("side") == "left")
    done = unsit.until("end", lambda status: not playing(status))
    assert done["continue"] is None
    second, first = unsit.history("session")
    assert (first["outcome"], second["outcome"]) == ("stopped", "done")
    assert second["held_s"]["left"] == 6
    assert first["held_s"].keys() == {"right"}
    assert abs(first["held_s"]["right"] + second["held_s"]["right"] - 6) < 0.5


def rest(status: dict[str, Any]) -> float:
    left: float | None = session(status).get("left_s")
    return 99 if left is None or session(status)["kind"] != "hold" else left


def test_a_daemon_that_is_killed_with_its_window_offers_it_when_it_is_back(
    unsit: Unsit, dunst: Server
) -> None:
    longer(unsit, "0.3 s")
    unsit.start()
    unsit.does("stretch", "short")
    kind(unsit, "hold")
    window = window_of(unsit)
    unsit.crash()
    os.kill(window, signal.SIGKILL)
    unsit.start()
    offer = unsit.status()["continue"]
    assert offer["side"] == "right"
    assert 1 <= offer["left_s"] <= 6
    (session_,) = unsit.history("session")
    assert session_["outcome"] == "stopped"
