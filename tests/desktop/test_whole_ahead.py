"""The window that is started ahead, on a real desktop: it is there in time, it is the one that opens,
and it never outlives its daemon.
"""

import json
import subprocess
import sys

import pytest

from tests.desktop.screen import Display, Hands
from tests.desktop.servers import Panel, Server
from tests.desktop.stage import Program, tool, until
from tests.desktop.test_notify_servers import DunstStand
from tests.desktop.whole import Unsit, due, playing
from tests.processes import children, lives, words
from unsit import library
from unsit.core.poses import Pose
from unsit.core.rules import SessionRules
from unsit.core.session import plan

STRETCH = 1
"""The line of the menu that starts one."""


def shipped(pose_id: str) -> Pose:
    """Return a pose that ships."""
    return next(pose for pose in library.load().poses if pose.id == pose_id)


@pytest.fixture
def patient(unsit: Unsit) -> Unsit:
    unsit.change('remind_after = "3 s"', 'remind_after = "1 h"')
    return unsit


def windows(unsit: Unsit) -> dict[int, str]:
    """Return the session windows that the daemon has started, each with its last word."""
    lines = {child: words(child) for child in children(unsit.pid)}
    return {child: line[-1] for child, line in lines.items() if "unsit.window" in line}


def one_waits(unsit: Unsit) -> int:
    """Wait until one window is out of sight; return its process."""
    until("window that waits", lambda: [*windows(unsit).values()] == ["ahead"])
    return next(iter(windows(unsit)))


def test_a_reminder_has_its_window_ready_and_a_click_shows_it(
    unsit: Unsit, hands: Hands, dunst_stand: DunstStand
) -> None:
    unsit.start()
    assert not windows(unsit)
    unsit.until("reminder", due)
    ready = one_waits(unsit)
    until("notification", lambda: dunst_stand.popups() == 1)
    assert not hands.windows("Short Stretch"), "nothing is shown yet"
    dunst_stand.choose("start")
    unsit.until("window", playing)
    until("window on the screen", lambda: hands.windows("Short Stretch"))
    assert [*windows(unsit)] == [ready]
    unsit.until("end", lambda status: status["session"] is None)
    (session,) = unsit.history("session")
    assert session["outcome"] == "done"
    until("end of the window", lambda: not windows(unsit))


def test_an_open_menu_has_a_window_ready(
    patient: Unsit, hands: Hands, panel: Panel, dunst: Server
) -> None:
    hands.key("Shift_L")
    patient.start()
    until("icon", lambda: panel.face() == "fresh")
    menu = panel.open_menu()
    ready = one_waits(patient)
    menu.click(STRETCH)
    until("window on the screen", lambda: hands.windows("Short Stretch"))
    assert [*windows(patient)] == [ready]


def test_one_that_waits_ends_with_a_daemon_that_is_killed(unsit: Unsit, dunst: Server) -> None:
    unsit.start()
    unsit.until("reminder", due)
    ready = one_waits(unsit)
    unsit.crash()
    until("end of the window", lambda: not lives(ready))


def test_one_that_waits_keeps_no_other_window_out(
    unsit: Unsit, hands: Hands, dunst: Server
) -> None:
    unsit.start()
    unsit.until("reminder", due)
    ready = one_waits(unsit)
    unsit.crash()
    unsit.start()
    unsit.does("stretch", "short")
    until("window on the screen", lambda: hands.windows("Short Stretch"))
    until("end of the other", lambda: not lives(ready))


def test_its_window_bears_the_name_of_the_click(
    openbox: Program, display: Display, hands: Hands, environment: dict[str, str]
) -> None:
    made = plan(shipped("garland"), SessionRules(sound=False, voice="off"))
    around = {"UNSIT_FOCUS": "1", "DESKTOP_STARTUP_ID": "click-7_TIME0"}
    with subprocess.Popen(
        [sys.executable, "-m", "unsit.window", "ahead"],
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as process:
        assert process.stdin is not None
        process.stdin.write(json.dumps({**made.to_json(), "around": around}).encode() + b"\n")
        process.stdin.flush()
        (window,) = until("window", lambda: hands.windows(made.pose["name"]))
        told = subprocess.run(
            [tool("xprop"), "-id", str(window), "_NET_STARTUP_ID"],
            env=display.environment,
            capture_output=True,
            text=True,
            check=True,
        )
        assert "click-7_TIME0" in told.stdout
        until("focus", lambda: int(hands.do("getactivewindow")) == window)
        process.terminate()


def test_the_window_opens_where_it_was_put(
    unsit: Unsit, hands: Hands, dunst: Server, display: Display
) -> None:
    unsit.change('lead_in = "0.5 s"', 'lead_in = "1 min"')
    unsit.change('remind_after = "3 s"', 'remind_after = "1 h"')
    unsit.start()

    def opens() -> int:
        unsit.does("stretch", "short")
        (window,) = until("window", lambda: hands.windows("Short Stretch"))
        unsit.until("first frame", lambda status: bool((status["session"] or {}).get("left_s")))
        return int(window)

    def geometry(window: int) -> list[str]:
        told = hands.do("getwindowgeometry", "--shell", str(window)).split()
        return [line for line in told if line.split("=")[0] in ("X", "Y", "WIDTH", "HEIGHT")]

    first = opens()
    before = geometry(first)
    unsit.until("rest", lambda status: status["session"]["left_s"] < 58)
    hands.do("windowmove", str(first), "120", "90")
    hands.do("windowsize", str(first), "420", "600")
    until("move", lambda: geometry(first)[0] != before[0] and geometry(first)[2:] != before[2:])
    put = geometry(first)
    unsit.does("session", "stop")
    unsit.until("end", lambda status: status["session"] is None)
    again = opens()
    until("same place", lambda: geometry(again) == put)
