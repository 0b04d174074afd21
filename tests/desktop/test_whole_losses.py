"""What the whole program does when the parts of its desktop die one by one, and when they come back.

The desktop is made of Xfce's panel, dunst, PulseAudio, and a logind that is played; it stands for all
the tests of this file, and is whole again at the start of each.
"""

import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.desktop.mocks import LogindMock
from tests.desktop.screen import Display, Hands, name_to_keep
from tests.desktop.servers import Panel, Server, SessionBus, window_manager
from tests.desktop.sound import PulseAudio
from tests.desktop.stage import Program, until
from tests.desktop.test_notify_servers import DunstStand
from tests.desktop.whole import Unsit, due, playing
from unsit.loop import Loop


class XfceDesk:
    """A whole desktop; each part can be lost, and is there again after `is_whole`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        (folder / "system").mkdir()
        (folder / "sound").mkdir()
        self.display = Display(folder, name=name_to_keep())
        self.hands = Hands(self.display)
        self.bus = SessionBus(folder, self.display)
        self.system_bus = SessionBus(folder / "system")
        self.logind = LogindMock(self.system_bus)
        self.sound = PulseAudio(folder / "sound")
        self.manager: Program = window_manager(self.bus)
        self.panel = Panel(self.bus, self.display, self.hands)
        self._loop = Loop()
        self.dunst = DunstStand(self.bus, self._loop)
        for part in (self.logind, self.panel, self.sound):
            part.start()

    @property
    def environment(self) -> dict[str, str]:
        """Return what a program needs that is started here."""
        run = self.sound.environment["XDG_RUNTIME_DIR"]
        return {
            "DISPLAY": self.display.name_of_display,
            "DBUS_SESSION_BUS_ADDRESS": self.bus.address,
            "DBUS_SYSTEM_BUS_ADDRESS": self.system_bus.address,
            "PULSE_SERVER": f"unix:{run}/pulse/native",
        }

    @property
    def shown(self) -> tuple[Server, ...]:
        """What is to be seen on the screen, and goes with it and with the session bus."""
        return self.panel, self.dunst.server

    def loses_its_display(self) -> None:
        """Have the X server die, and all its clients with it."""
        self.display.kill()
        self._buries(*self.shown)
        self.manager.stop()

    def loses_its_bus(self) -> None:
        """Have the session bus die, and all that hung on it."""
        self.bus.kill()
        self._buries(*self.shown)

    def loses_its_system_bus(self) -> None:
        """Have the bus of the machine die, and logind with it."""
        self.system_bus.kill()
        self._buries(self.logind)

    def is_whole(self) -> None:
        """Have everything there (again), whatever has happened."""
        if not self.display.runs():
            self.display = Display(self.folder, name=self.display.name_of_display)
        if not self.bus.runs():
            self.bus = SessionBus(self.folder, self.display)
        if not self.system_bus.runs():
            self.system_bus = SessionBus(self.folder / "system")
        if not self.manager.runs():
            self.manager = window_manager(self.bus)
        for server in (self.logind, *self.shown):
            if server.program is None or not server.program.runs():
                server.program = None
                server.start()
        if not self.sound.runs():
            self.sound.start()
        self.logind.locker_says(False)
        self.hands.key("Shift_L")  # somebody is there
        self.hands.rest()

    def ends(self) -> None:
        """End all that runs."""
        self._buries(self.logind, *self.shown)
        self.sound.stop()
        for program in (self.manager, self.bus, self.system_bus, self.display):
            program.stop()
        self._loop.close()

    @staticmethod
    def _buries(*servers: Server) -> None:
        """End servers that nobody can ask any more whether they have ended."""
        for server in servers:
            if server.program is not None:
                server.program.stop()
                server.program = None


@pytest.fixture(scope="module")
def whole_desk() -> Iterator[XfceDesk]:
    folder = Path(tempfile.mkdtemp(prefix="unsit-losses-"))
    desk = XfceDesk(folder)
    yield desk
    desk.ends()
    shutil.rmtree(folder, ignore_errors=True)  # xfconfd may still be writing its last


@pytest.fixture
def desk(whole_desk: XfceDesk) -> XfceDesk:
    whole_desk.is_whole()
    return whole_desk


@pytest.fixture
def unsit(desk: XfceDesk, home: Path) -> Iterator[Unsit]:
    program = Unsit(home, {**os.environ, **desk.environment, "LANG": "C.UTF-8"})
    yield program
    program.stop()


@pytest.fixture
def sitting(unsit: Unsit) -> Unsit:
    """Give a test a daemon that sees somebody, and has nothing to say for long."""
    unsit.change('remind_after = "3 s"', 'remind_after = "1 h"')
    unsit.start()
    unsit.until("somebody", lambda status: status["state"] == "sitting")
    return unsit


def shows(desk: XfceDesk, face: str) -> None:
    until(f"{face} icon", lambda: desk.panel.face() == face)


# --- the whole desktop ----------------------------------------------------------------------------


def test_on_a_whole_desktop_the_doctor_finds_everything(unsit: Unsit, desk: XfceDesk) -> None:
    unsit.change('remind_after = "3 s"', 'remind_after = "1 h"')  # it stays fresh
    unsit.change("sound = false", "sound = true")
    unsit.start()
    shows(desk, "fresh")
    found = unsit.doctor()
    assert found.code == 0, found
    assert found.first("daemon") == "it runs and sees you by X11's idle counter"
    assert found.first("presence") == "X11's idle counter answers and moves"
    assert found.first("notifications").startswith("dunst ")
    assert "platform xcb" in found.first("window")
    assert found.first("tray").endswith(" shows icons (StatusNotifierItem)")
    assert found.first("sleep") == "logind tells of it"
    assert found.first("lock") == "logind can tell of it"
    assert found.first("sound").startswith("a sound server answers; ")
    assert unsit.parts()["missing"] == {}


def test_without_anything_the_doctor_says_what_there_is_not(unsit: Unsit) -> None:
    for name in ("DISPLAY", "DBUS_SESSION_BUS_ADDRESS", "DBUS_SYSTEM_BUS_ADDRESS", "PULSE_SERVER"):
        del unsit.environment[name]
    unsit.environment["DBUS_SYSTEM_BUS_ADDRESS"] = "unix:path=/nowhere"
    unsit.start()
    found = unsit.doctor()
    assert found.code == 1
    assert found.first("daemon") == "it runs, but cannot see you"
    assert found.first("presence") == "nobody can be seen at the keys"
    assert found.first("notifications").startswith("there is no session bus")
    assert found.first("sleep") == "sleep is noticed only afterwards, by the clocks"
    assert not found.checks["window"]["ok"]
    unsit.rests()


# --- what dies and comes back ---------------------------------------------------------------------


def test_a_display_that_dies_takes_the_sight_and_the_panel_and_gives_them_back(
    sitting: Unsit, desk: XfceDesk
) -> None:
    shows(desk, "fresh")
    desk.loses_its_display()
    blind = sitting.until("blindness", lambda status: status["state"] == "blind")
    assert blind["sentence"] == "Presence cannot be seen: the display server is gone"
    sitting.rests()
    assert "no X server answers" in sitting.parts()["missing"]["presence"]
    found = sitting.doctor()
    assert found.code == 1
    assert found.first("daemon") == "it runs, but cannot see you"
    assert not found.checks["presence"]["ok"]
    assert not found.checks["window"]["ok"]
    desk.is_whole()
    sitting.until("sight", lambda status: status["state"] != "blind")
    desk.hands.key("Shift_L")
    sitting.until("somebody", lambda status: status["state"] == "sitting")
    shows(desk, "fresh")
    assert "nobody can be seen at the keys: that is over, it is back" in sitting.kept()


def test_a_session_bus_that_dies_takes_the_tray_and_the_notices_and_gives_them_back(
    unsit: Unsit, desk: XfceDesk
) -> None:
    unsit.change('remind_after = "3 s"', 'remind_after = "1 h"')
    unsit.start()
    shows(desk, "fresh")
    desk.loses_its_bus()
    until("word of the loss", lambda: "notification: the session bus is gone" in unsit.kept())
    assert "there is no tray icon: the session bus is gone" in unsit.kept()
    unsit.rests()
    assert set(unsit.parts()["missing"]) == {"notifications", "power"}
    assert ["tray", "the session bus is gone"] in unsit.parts()["reasons"], "it looks for itself"
    assert unsit.status()["state"] == "sitting"
    desk.is_whole()
    until("what is lost is back", lambda: unsit.parts()["missing"] == {})
    shows(desk, "fresh")
    unsit.change('remind_after = "1 h"', 'remind_after = "3 s"')
    unsit.until("reminder", due)
    until("notice", lambda: desk.dunst.popups() == 1)
    desk.dunst.choose("snooze")
    unsit.until("snooze", lambda status: status["reminder"] == "snoozed")


def test_a_panel_that_dies_is_missed_by_nobody_but_the_icon(sitting: Unsit, desk: XfceDesk) -> None:
    shows(desk, "fresh")
    desk.panel.kill()
    sitting.rests()
    found = sitting.doctor()
    assert found.code == 0
    assert found.first("tray").startswith("no panel shows icons")
    assert found.checks["tray"]["remedy"].startswith("Add a tray")
    desk.is_whole()
    shows(desk, "fresh")


def test_without_the_notification_server_a_reminder_that_stands_speaks_by_its_window(
    unsit: Unsit, desk: XfceDesk
) -> None:
    unsit.start()
    unsit.until("reminder", due)
    until("notice", lambda: desk.dunst.popups() == 1)
    desk.dunst.crash()
    unsit.until("window", playing)
    until("window on the screen", lambda: desk.hands.windows("Short Stretch"))
    found = unsit.doctor()
    assert found.code == 0
    assert found.first("notifications") == (
        "nobody shows notifications: a reminder opens the window by itself"
    )


def test_logind_that_dies_and_comes_back_is_heard_as_before(sitting: Unsit, desk: XfceDesk) -> None:
    sitting.change("[sitting]\n", '[sitting]\nlock_grace = "1 s"\n')
    locks(sitting, desk)
    desk.logind.kill()
    sitting.until("end of the lock", lambda status: status["state"] == "sitting")
    sitting.rests()
    found = sitting.doctor()
    assert found.code == 0
    assert found.checks["sleep"]["detail"].endswith("\nlogind is not on the system bus")
    assert found.first("lock").startswith("nobody tells of it")
    desk.is_whole()
    locks(sitting, desk)


def test_a_system_bus_that_dies_and_comes_back_is_heard_as_before(
    sitting: Unsit, desk: XfceDesk
) -> None:
    sitting.change("[sitting]\n", '[sitting]\nlock_grace = "1 s"\n')
    locks(sitting, desk)
    desk.loses_its_system_bus()
    sitting.until("end of the lock", lambda status: status["state"] == "sitting")
    sitting.rests()
    assert "the system bus is gone: sleep and lock can no longer be heard" in sitting.kept()
    assert sitting.doctor().first("sleep") == "sleep is noticed only afterwards, by the clocks"
    desk.is_whole()
    locks(sitting, desk)
    assert "sleep and lock are heard again" in sitting.kept()


def test_the_lock_of_a_session_that_begins_late_is_heard(unsit: Unsit, desk: XfceDesk) -> None:
    unsit.change('remind_after = "3 s"', 'remind_after = "1 h"')
    unsit.change("[sitting]\n", '[sitting]\nlock_grace = "1 s"\n')
    desk.logind.logs_out()
    unsit.start()
    unsit.until("somebody", lambda status: status["state"] == "sitting")
    desk.logind.logs_in("c2")
    locks(unsit, desk)
    desk.logind.locker_says(False)


def locks(sitting: Unsit, desk: XfceDesk) -> None:
    """Lock the screen until that is seen: one who has just come back looks around first."""

    def is_seen() -> bool:
        desk.logind.locker_says(True)
        return bool(sitting.status()["state"] == "away")

    until("lock", is_seen)


def test_a_sound_server_that_dies_is_told_by_the_doctor_and_costs_nothing(
    unsit: Unsit, desk: XfceDesk
) -> None:
    unsit.change("sound = false", "sound = true")
    unsit.start()
    unsit.until("reminder", due)
    desk.sound.kill()
    unsit.rests()
    found = unsit.doctor()
    assert found.code == 0
    assert found.first("sound").startswith("no sound server answers")


# --- the lock and sleep ---------------------------------------------------------------------------


def test_a_lock_shorter_than_the_grace_is_nothing(unsit: Unsit, desk: XfceDesk) -> None:
    unsit.change('remind_after = "3 s"', 'remind_after = "1 h"')
    unsit.change("[sitting]\n", '[sitting]\nlock_grace = "5 min"\n')
    unsit.start()
    unsit.until("somebody", lambda status: status["state"] == "sitting")
    before = unsit.status()["sitting_s"]
    desk.logind.locker_says(True)
    unsit.until("two seconds", lambda status: status["sitting_s"] >= before + 2)
    desk.logind.locker_says(False)
    assert unsit.status()["state"] == "sitting"
    assert "locked" in unsit.does("why")


def test_a_longer_lock_counts_as_absence_from_its_beginning(sitting: Unsit, desk: XfceDesk) -> None:
    sitting.change("[sitting]\n", '[sitting]\nlock_grace = "2 s"\n')
    before = sitting.status()["sitting_s"]
    locks(sitting, desk)
    assert sitting.status()["sitting_s"] <= before + 1
    desk.logind.locker_says(False)
    desk.hands.key("Shift_L")
    sitting.until("return", lambda status: status["state"] == "sitting")


def test_waking_brings_no_reminder(unsit: Unsit, desk: XfceDesk) -> None:
    unsit.change('idle_after = "1 min"', 'idle_after = "6 s"')
    unsit.change('reset_after = "2 min"', 'reset_after = "6 s"')
    unsit.start()
    desk.hands.key("Shift_L")
    unsit.until("reminder", due)
    until("notice", lambda: desk.dunst.popups() == 1)
    desk.logind.sleeps(True)
    unsit.until("end of the sitting", lambda status: status["sitting_s"] == 0)
    desk.logind.sleeps(False)
    assert unsit.status()["reminder"] == "none"
    until("end of the notice", lambda: desk.dunst.popups() == 0)
    desk.hands.key("Shift_L")
    back = unsit.until("return", lambda status: status["state"] == "sitting")
    assert back["reminder"] == "none"
    assert back["sitting_s"] <= 2


def test_a_sleep_at_the_interval_does_not_count(unsit: Unsit, desk: XfceDesk) -> None:
    unsit.change('remind_after = "3 s"', 'remind_after = "8 s"')
    unsit.start()
    unsit.until("a second of sitting", lambda status: status["sitting_s"] >= 1)
    desk.logind.sleeps(True)
    asleep = unsit.until("sleep", lambda status: status["state"] == "away")
    end = time.monotonic() + 8  # what must not come has so long to come
    until("more than the interval", lambda: time.monotonic() > end)
    desk.logind.sleeps(False)
    awake = unsit.status()
    assert awake["reminder"] == "none"
    assert awake["sitting_s"] == asleep["sitting_s"]
