"""A stretch in a real tmux, led by the real daemon, on a machine with no display in sight."""

import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.desktop.servers import Server
from tests.desktop.stage import until
from tests.desktop.whole import Unsit, playing
from tests.terminal.mux import Tmux

STRETCH = f"{sys.executable} -m unsit stretch short --terminal; echo ended: $?"


@pytest.fixture
def tmux(home: Path, environment: dict[str, str]) -> Iterator[Tmux]:
    """Give a test a tmux in the home of its Unsit, which knows of no display."""
    bare = {k: v for k, v in environment.items() if k not in ("DISPLAY", "XAUTHORITY")}
    with Tmux(home, bare) as tmux:
        yield tmux


def test_a_whole_stretch_in_tmux_ends_the_sitting_and_is_in_the_history(
    unsit: Unsit, dunst: Server, tmux: Tmux
) -> None:
    unsit.start()
    unsit.until("sitting", lambda status: status["sitting_s"] >= 2)
    tmux.types(STRETCH)
    tmux.shows("Short Stretch")
    unsit.until("session", playing)
    tmux.shows("Left side")
    tmux.shows("ended: 0")
    assert tmux.is_the_shells
    tmux.shows("Short Stretch: held 2 s on the right side and 2 s on the left side.")
    after = unsit.until("end", lambda status: status["session"] is None)
    assert after["sitting_s"] <= 4
    (session,) = unsit.history("session")
    assert (session["outcome"], session["held_s"]) == ("done", {"right": 1.5, "left": 1.5})
    assert unsit.history("sitting")[0]["ended_by"] == "session"


def test_the_command_line_leads_the_terminal_and_a_second_stretch_is_refused(
    unsit: Unsit, dunst: Server, tmux: Tmux
) -> None:
    unsit.change('lead_in = "0.5 s"', 'lead_in = "60 s"')
    unsit.start()
    tmux.types(STRETCH)
    tmux.shows("Get ready")
    unsit.does("session", "pause")
    tmux.shows("Paused: Get ready")
    assert unsit.until("pause", lambda status: status["session"]["paused"])
    for words in (["stretch"], ["stretch", "--terminal"]):
        refused = unsit.call(*words)
        assert refused.returncode == 1
        assert refused.stderr == "unsit: A stretch is being played already.\n"
    unsit.does("session", "next")
    tmux.shows("Paused: Move")
    unsit.does("session", "stop")
    tmux.shows("ended: 0")
    assert unsit.history("session")[0]["outcome"] == "stopped"


def test_a_terminal_that_is_killed_is_known_to_the_daemon_at_once(
    unsit: Unsit, dunst: Server, tmux: Tmux
) -> None:
    unsit.change('lead_in = "0.5 s"', 'lead_in = "60 s"')
    unsit.start()
    tmux.types(f"(echo $BASHPID >{unsit.config}/pid; exec {STRETCH.split(';', maxsplit=1)[0]})")
    unsit.until("session", lambda status: (status["session"] or {}).get("left_s") is not None)
    os.kill(int((unsit.config / "pid").read_text()), signal.SIGKILL)
    unsit.until("end", lambda status: status["session"] is None)
    until("log", lambda: "The terminal that played the stretch has gone." in unsit.kept())
    assert unsit.history("session")[0]["outcome"] == "stopped"


def test_a_pipe_that_nobody_reads_any_more_stops_it_for_the_daemon_too(
    unsit: Unsit, dunst: Server, tmux: Tmux
) -> None:
    unsit.change('lead_in = "0.5 s"', 'lead_in = "60 s"')
    unsit.start()
    tmux.types(f"({STRETCH.split(';', maxsplit=1)[0]}; echo ended: $? >&2) | grep -m 1 ready")
    tmux.shows("ended: 141")
    unsit.until("end", lambda status: status["session"] is None)
    assert unsit.history("session")[0]["outcome"] == "stopped"
    assert "The terminal that played the stretch has gone." not in unsit.kept()


def test_a_daemon_that_crashes_leaves_a_terminal_as_it_was_found(
    unsit: Unsit, dunst: Server, tmux: Tmux
) -> None:
    unsit.change('lead_in = "0.5 s"', 'lead_in = "60 s"')
    unsit.start()
    tmux.types(STRETCH)
    tmux.shows("Get ready")
    unsit.until("session", playing)
    unsit.crash()
    tmux.shows("ended: 1")
    tmux.shows("The daemon has gone; what was held until now counts.")
    assert tmux.is_the_shells


def test_a_daemon_that_ends_lets_the_terminal_say_what_was_held(
    unsit: Unsit, dunst: Server, tmux: Tmux
) -> None:
    unsit.start()
    tmux.types(STRETCH)
    tmux.shows("Left side")
    unsit.does("quit")
    tmux.shows("ended: 0")
    unsit.ends()
    (session,) = unsit.history("session")
    assert session["held_s"]["right"] == 1.5
