"""The whole program on sway: a Wayland session of small parts, and what becomes of it as they die."""

import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.desktop.compositors import Sway, nodes
from tests.desktop.servers import NOTIFICATIONS, Server, SessionBus
from tests.desktop.stage import PATIENCE, tool, until
from tests.desktop.whole import Unsit, due, held, playing

SOURCE = "KDE's idle time (org_kde_kwin_idle)"
"""By which sway 1.7 tells of idleness; from 1.8 on it is another one."""
QUIET = "do-not-disturb"


class SwayDesk:
    """sway with mako on a bus, and a person before it."""

    def __init__(self, folder: Path, sway: Sway) -> None:
        self.folder, self.sway = folder, sway
        self.bus = SessionBus(folder)
        self.bus.environment["WAYLAND_DISPLAY"] = sway.display
        self._settings = folder / "mako"
        self._settings.write_text(f"[mode={QUIET}]\ninvisible=1\n")
        self.mako = self._server()

    def _server(self) -> Server:
        return Server(self.bus, ("mako", "--config", str(self._settings)), NOTIFICATIONS)

    @property
    def environment(self) -> dict[str, str]:
        """Return what a program needs that is started here."""
        names = ("WAYLAND_DISPLAY", "DBUS_SESSION_BUS_ADDRESS")
        return {name: self.bus.environment[name] for name in names}

    def makoctl(self, *words: str) -> str:
        done = subprocess.run(
            [tool("makoctl"), *words],
            env=self.bus.environment,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=True,
        )
        return done.stdout

    def notices(self) -> list[str]:
        """Return the titles of the notices that mako has."""
        (listed,) = json.loads(self.makoctl("list"))["data"]
        return [notice["summary"]["data"] for notice in listed]

    def windows(self, app: str = "unsit") -> list[dict[str, Any]]:
        """Return the windows of a program, as sway has them."""
        return [
            node for node in nodes(self.sway.says("-t", "get_tree")) if node.get("app_id") == app
        ]

    def loses_its_bus(self) -> None:
        """Have the bus die, and all that hung on it."""
        self.bus.kill()
        assert self.mako.program is not None
        self.mako.program.stop()
        self.mako.program = None

    def has_a_bus_again(self) -> None:
        """Have another bus at the same place, and another mako on it."""
        address, around = self.bus.address, self.bus.environment
        self.bus = SessionBus(self.folder)
        assert self.bus.address == address
        self.bus.environment |= around
        self.mako = self._server()
        self.mako.start()

    def is_whole(self) -> None:
        """Have everything there again, whatever the last test did."""
        if not self.sway.program.runs():
            self.sway.come_back()
        if not self.bus.runs():
            self.has_a_bus_again()
        elif self.mako.program is None or not self.mako.program.runs():
            self.mako.restart()
        self.makoctl("mode", "-s", "default")
        self.makoctl("dismiss", "--all")

    def ends(self) -> None:
        if self.bus.runs():
            self.mako.stop()
        self.bus.stop()


@pytest.fixture(scope="module")
def whole_desk() -> Iterator[SwayDesk]:
    folder = Path(tempfile.mkdtemp(prefix="unsit-mako-"))
    with Sway() as sway:
        desk = SwayDesk(folder, sway)
        desk.mako.start()
        yield desk
        desk.ends()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def desk(whole_desk: SwayDesk) -> SwayDesk:
    whole_desk.is_whole()
    return whole_desk


@pytest.fixture
def unsit(desk: SwayDesk, home: Path) -> Iterator[Unsit]:
    program = Unsit(home, {**os.environ, **desk.environment, "LANG": "C.UTF-8"})
    yield program
    program.stop()


# --- who is there ---------------------------------------------------------------------------------


def test_going_and_coming_back_are_seen(unsit: Unsit, desk: SwayDesk) -> None:
    unsit.change('remind_after = "3 s"', 'remind_after = "1 h"')
    unsit.change('idle_after = "1 min"', 'idle_after = "1 s"')
    desk.sway.touches()
    unsit.start()
    unsit.until("somebody", lambda status: status["state"] == "sitting")
    assert unsit.parts()["presence"] == SOURCE
    unsit.until("absence", lambda status: status["state"] == "away")
    desk.sway.touches()
    unsit.until("return", lambda status: status["state"] == "sitting")


def test_the_doctor_finds_all_that_a_reminder_needs(unsit: Unsit, desk: SwayDesk) -> None:
    unsit.start()
    found = unsit.doctor()
    assert found.first("daemon") == f"it runs and sees you by {SOURCE}"
    assert found.first("presence").startswith(f"{SOURCE} answers")
    assert found.first("notifications").startswith("mako ")
    assert "without buttons" in found.first("notifications")
    assert "platform wayland" in found.first("window")
    assert found.first("tray").startswith("no panel shows icons")
    assert found.checks["tray"]["ok"], "a tray is missed by nobody here"
    assert found.code == 0


# --- a reminder -----------------------------------------------------------------------------------


def test_a_reminder_comes_as_a_notice_and_is_answered_there(unsit: Unsit, desk: SwayDesk) -> None:
    unsit.start()
    unsit.until("reminder", due)
    until("notice", lambda: any("You have sat for" in title for title in desk.notices()))
    desk.makoctl("invoke", "snooze")
    unsit.until("snooze", lambda status: status["reminder"] == "snoozed")
    until("end of the notice", lambda: desk.notices() == [])
    unsit.until("reminder again", due)
    until("notice", lambda: len(desk.notices()) == 1)
    desk.makoctl("invoke", "skip")
    unsit.until("end", lambda status: status["reminder"] == "none")
    until("end of the notice", lambda: desk.notices() == [])
    assert [row["outcome"] for row in unsit.history("reminder")] == ["skipped", "snoozed"]


def test_a_click_on_the_notice_opens_a_window_of_waylands_own(unsit: Unsit, desk: SwayDesk) -> None:
    unsit.start()
    unsit.until("reminder", due)
    until("notice", lambda: len(desk.notices()) == 1)
    desk.makoctl("invoke")
    unsit.until("session", playing)
    (window,) = until("window", desk.windows)
    assert window["shell"] == "xdg_shell"
    assert "Short Stretch" in window["name"]
    desk.sway.says("[app_id=unsit]", "kill")
    unsit.until("end", lambda status: status["session"] is None)
    assert unsit.history("session")[0]["outcome"] == "stopped"


def test_a_window_that_fills_the_screen_holds_the_reminder(unsit: Unsit, desk: SwayDesk) -> None:
    with desk.sway.window("talk"):
        desk.sway.says("[app_id=talk]", "fullscreen", "enable")
        unsit.start()
        assert unsit.until("hold", held)["held_by"] == ["fullscreen"]
        assert desk.notices() == []
        desk.sway.says("[app_id=talk]", "fullscreen", "disable")
        unsit.until("end", lambda status: status["held_by"] == ["just free"])


def test_do_not_disturb_of_mako_holds_the_reminder(unsit: Unsit, desk: SwayDesk) -> None:
    desk.makoctl("mode", "-s", QUIET)
    unsit.start()
    assert unsit.until("hold", held)["held_by"] == ["do-not-disturb"]
    assert desk.notices() == []


# --- parts that die -------------------------------------------------------------------------------


def test_a_compositor_that_crashes_leaves_the_daemon_blind_until_it_is_back(
    unsit: Unsit, desk: SwayDesk
) -> None:
    unsit.change('remind_after = "3 s"', 'remind_after = "1 h"')
    unsit.change('idle_after = "1 min"', 'idle_after = "1 s"')
    unsit.start()
    unsit.until("somebody", lambda status: status["state"] != "blind")
    desk.sway.kill()
    blind = unsit.until("blindness", lambda status: status["state"] == "blind")
    assert blind["sentence"] == "Presence cannot be seen: the display server is gone"
    unsit.rests()
    assert unsit.parts()["missing"]["presence"]
    desk.sway.come_back()
    unsit.until("sight", lambda status: status["state"] != "blind")
    unsit.until("absence", lambda status: status["state"] == "away")
    desk.sway.touches()
    unsit.until("return", lambda status: status["state"] == "sitting")
    assert "nobody can be seen at the keys: that is over, it is back" in unsit.kept()


def test_without_its_compositor_the_doctor_says_so(unsit: Unsit, desk: SwayDesk) -> None:
    unsit.start()
    desk.sway.kill()
    unsit.until("blindness", lambda status: status["state"] == "blind")
    found = unsit.doctor()
    assert found.first("daemon") == "it runs, but cannot see you"
    assert found.first("presence") == "nobody can be seen at the keys"
    assert found.first("window").startswith("the session window cannot reach the Wayland display")
    assert found.code == 1


def test_after_the_bus_has_died_and_come_back_a_reminder_is_a_notice_again(
    unsit: Unsit, desk: SwayDesk
) -> None:
    unsit.change('remind_after = "3 s"', 'remind_after = "1 h"')
    unsit.start()
    desk.loses_its_bus()
    until("word of the loss", lambda: "the session bus is gone" in unsit.kept())
    unsit.rests()
    assert unsit.status()["state"] == "sitting", "who is there is told by another"
    desk.has_a_bus_again()
    # That there is no logind is no loss; the tray has a bus to wait on.
    until("what was lost", lambda: unsit.parts()["missing"] == {})
    unsit.change('remind_after = "1 h"', 'remind_after = "3 s"')
    unsit.until("reminder", due)
    until("notice", lambda: len(desk.notices()) == 1)
    desk.makoctl("invoke", "snooze")
    unsit.until("snooze", lambda status: status["reminder"] == "snoozed")
