"""Do not disturb: as real servers tell it (dunst, xfce4-notifyd, mako), and as ours do.

Those of GNOME and Plasma are in the folder heavy.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.desktop.quiet import for_a_while
from tests.desktop.screen import Display
from tests.desktop.servers import Panel, Server, SessionBus
from tests.desktop.stage import Program, tool, until
from unsit.desktop.linux import switches
from unsit.desktop.linux.bus import DAEMON, Bus, Served
from unsit.desktop.linux.quiet import DoNotDisturb
from unsit.desktop.linux.served import Interface, Method, Property
from unsit.desktop.linux.switches import (
    DCONF,
    DCONF_PATH,
    DUNST,
    MAKO,
    MAKO_PATH,
    PROPERTIES,
    XFCE_SETTING,
    XFCONF,
    XFCONF_PATH,
)
from unsit.desktop.linux.switches import NOTIFICATIONS as NAME
from unsit.desktop.linux.switches import NOTIFICATIONS_PATH as PATH
from unsit.loop import Loop

assert sys.platform == "linux"

MOMENT = 0.05
"""Seconds in which something would have come that must not come."""


class Ear:
    """Our side: what was told of it."""

    def __init__(self, bus: Bus, loop: Loop) -> None:
        self.bus, self.loop, self.told = bus, loop, list[bool]()
        self.source = DoNotDisturb(bus, loop, self.told.append)

    def hears(self, *answers: bool) -> None:
        """Wait for these answers since the start, and see that no more follow."""
        until(f"{answers}", lambda: len(self.told) >= len(answers), self.loop)
        for_a_while(self.loop, MOMENT)
        assert tuple(self.told) == answers

    def child(self) -> subprocess.Popen[bytes]:
        """Return the program that is asked just now."""
        switch = self.source._switch
        assert isinstance(switch, switches.GnomeSetting)
        assert switch._child is not None
        return switch._child

    def asks(self, destination: str, path: str, interface: str, member: str, *rest: Any) -> None:
        """Call a real server."""
        self.bus.ask(destination, path, interface, member, *rest)


@pytest.fixture
def bus(own_bus: SessionBus, loop: Loop) -> Iterator[Bus]:
    bus = own_bus.peer(loop)
    yield bus
    bus.close()


@pytest.fixture
def shared_bus(session_bus: SessionBus, loop: Loop) -> Iterator[Bus]:
    bus = session_bus.peer(loop)
    yield bus
    bus.close()


# --- real servers ---------------------------------------------------------------------------------


def test_dunst_tells_when_it_is_paused(dunst: Server, shared_bus: Bus, loop: Loop) -> None:
    ear = Ear(shared_bus, loop)
    ear.hears(False)
    ear.asks(NAME, PATH, PROPERTIES, "Set", "ssv", (DUNST, "paused", ("b", True)))
    ear.hears(False, True)
    ear.asks(NAME, PATH, PROPERTIES, "Set", "ssv", (DUNST, "paused", ("b", False)))
    ear.hears(False, True, False)
    ear.source.close()


def test_xfce_tells_of_its_switch(notifyd: Server, shared_bus: Bus, loop: Loop) -> None:
    ear = Ear(shared_bus, loop)
    ear.hears(False)
    setting = (XFCONF, XFCONF_PATH, XFCONF)
    ear.asks(*setting, "SetProperty", "ssv", (*XFCE_SETTING, ("b", True)))
    ear.hears(False, True)
    ear.asks(*setting, "SetProperty", "ssv", (XFCE_SETTING[0], "/theme", ("s", "Default")))
    ear.hears(False, True)
    ear.asks(*setting, "ResetProperty", "ssb", (*XFCE_SETTING, False))
    ear.hears(False, True, False)
    ear.source.close()


@pytest.fixture
def screen_of_sway() -> Iterator[Path]:
    """Have a Wayland screen for mako, and give the path of its socket. Sway runs as nobody for root."""
    others: tuple[str, ...] = ()
    with tempfile.TemporaryDirectory(prefix="unsit-sway-") as name:
        folder = Path(name)
        settings = folder / "config"
        settings.write_text("xwayland disable\n")
        if os.geteuid() == 0:
            others = ("setpriv", "--reuid", "nobody", "--regid", "nogroup", "--clear-groups")
            shutil.chown(folder, "nobody")
        environment = {
            "PATH": os.environ["PATH"],
            "XDG_RUNTIME_DIR": name,
            "WLR_BACKENDS": "headless",
            "WLR_RENDERER": "pixman",
            "WLR_LIBINPUT_NO_DEVICES": "1",
        }
        command = (*others, tool("sway"), "-c", str(settings))
        with Program(folder, *command, environment=environment) as sway:
            found = until("screen of sway", lambda: sockets(folder) if sway.must_run() else [])
            yield found[0]


def sockets(folder: Path) -> list[Path]:
    return [path for path in folder.glob("wayland-?") if path.is_socket()]


@pytest.fixture
def mako(own_bus: SessionBus, screen_of_sway: Path) -> Iterator[Server]:
    own_bus.environment["WAYLAND_DISPLAY"] = str(screen_of_sway)
    server = Server(own_bus, ("mako",), NAME)
    server.start()
    yield server
    server.stop()


def test_mako_is_asked_now_and_then(
    mako: Server, bus: Bus, loop: Loop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(switches, "ASK_AGAIN", 0.2)
    ear = Ear(bus, loop)
    ear.hears(False)
    ear.asks(NAME, MAKO_PATH, MAKO, "SetModes", "as", (["default", "do-not-disturb"],))
    ear.hears(False, True)
    ear.asks(NAME, MAKO_PATH, MAKO, "SetModes", "as", (["default"],))
    ear.hears(False, True, False)
    ear.source.close()


def test_the_server_that_takes_over_is_read_from_then_on(
    dunst: Server, notifyd_after: Server, shared_bus: Bus, loop: Loop
) -> None:
    ear = Ear(shared_bus, loop)
    ear.asks(NAME, PATH, PROPERTIES, "Set", "ssv", (DUNST, "paused", ("b", True)))
    until("pause", lambda: ear.told[-1:] == [True], loop)
    dunst.stop()
    until("end of dunst", lambda: ear.told[-1] is False, loop)
    setting = (XFCONF, XFCONF_PATH, XFCONF)
    ear.asks(*setting, "SetProperty", "ssv", (*XFCE_SETTING, ("b", True)))
    for_a_while(loop, MOMENT)
    assert ear.told[-1] is False
    notifyd_after.start()
    until("quiet of Xfce", lambda: ear.told[-1] is True, loop)
    ear.asks(*setting, "ResetProperty", "ssb", (*XFCE_SETTING, False))
    until("end of quiet", lambda: ear.told[-1] is False, loop)
    ear.source.close()


@pytest.fixture
def notifyd_after(session_bus: SessionBus, panel: Panel) -> Iterator[Server]:
    server = Server(session_bus, ("xfce4-notifyd",), NAME)
    yield server
    server.stop()


# --- servers of ours ------------------------------------------------------------------------------


class FakeServer:
    """A notification server that calls itself `name`, with a switch that others can read."""

    def __init__(self, bus: Bus, name: str, interface: str = "test.Nothing") -> None:
        self.bus, self.on, self.asked = bus, False, 0
        self._interface = interface
        traits = Method("", "ssss", lambda: (name, "Unsit's tests", "1", "1.2"))
        self._about = {"GetServerInformation": traits}
        self.comes()

    def offers(self, signature: str, prop: str, path: str = PATH) -> None:
        """Offer the switch as a property."""
        self._prop, self._path, self._signature = prop, path, signature
        known = {prop: Property(signature, self._read)}
        switch = Interface(self._interface, properties=known)
        about = Interface(NAME, methods=self._about)
        if self._interface == NAME:
            about = Interface(NAME, methods=self._about, properties=known)
        self.bus.export(PATH, Served((about,)))
        if self._interface != NAME:
            self.bus.export(path, Served((about, switch)))

    def comes(self) -> None:
        self.bus.export(PATH, Served((Interface(NAME, methods=self._about),)))
        self.bus.ask(*DAEMON, "RequestName", "su", (NAME, 0))

    def goes(self) -> None:
        self.bus.ask(*DAEMON, "ReleaseName", "s", (NAME,))

    def turns(self, on: bool) -> None:
        """Turn the switch, and say that it has changed."""
        self.on = on
        body: tuple[Any, ...] = (self._interface, {}, [self._prop])
        self.bus.signal(self._path, PROPERTIES, "PropertiesChanged", "sa{sv}as", body)

    def _read(self) -> object:
        self.asked += 1
        if self._signature == "b":
            return self.on
        return ["default", "do-not-disturb"] if self.on else ["default"]


@pytest.fixture
def peer(own_bus: SessionBus, loop: Loop) -> Iterator[Bus]:
    peer = own_bus.peer(loop)
    yield peer
    peer.close()


@pytest.fixture
def plasma(peer: Bus) -> FakeServer:
    server = FakeServer(peer, "Plasma", NAME)
    server.offers("b", "Inhibited")
    return server


def test_plasma_tells_when_it_is_inhibited(plasma: FakeServer, bus: Bus, loop: Loop) -> None:
    ear = Ear(bus, loop)
    ear.hears(False)
    plasma.turns(True)
    ear.hears(False, True)
    plasma.turns(True)
    ear.hears(False, True)
    plasma.turns(False)
    ear.hears(False, True, False)


def test_a_newer_mako_tells_its_modes_and_is_not_asked_in_vain(
    peer: Bus, bus: Bus, loop: Loop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(switches, "ASK_AGAIN", 0.02)
    server = FakeServer(peer, "mako", MAKO)
    server.offers("as", "Modes", MAKO_PATH)
    ear = Ear(bus, loop)
    ear.hears(False)
    server.turns(True)
    ear.hears(False, True)
    assert server.asked == 2


@pytest.mark.parametrize("name", ["Plasma", "dunst", "mako", "Xfce Notify Daemon"])
def test_a_server_that_cannot_say_counts_as_a_no(
    peer: Bus, bus: Bus, loop: Loop, name: str
) -> None:
    FakeServer(peer, name)
    Ear(bus, loop).hears(False)


def test_a_server_that_is_not_known_counts_as_a_no(peer: Bus, bus: Bus, loop: Loop) -> None:
    FakeServer(peer, "Somebody's Own")
    Ear(bus, loop).hears(False)


def test_nobody_to_show_notices_counts_as_a_no(bus: Bus, loop: Loop) -> None:
    Ear(bus, loop).hears(False)


def test_a_server_that_would_start_for_the_notice_is_started_and_read(
    home: Path, display: Display, loop: Loop
) -> None:
    folder = home / "lazy"
    folder.mkdir()
    with SessionBus(folder, display) as lazy:
        lazy.activatable(NAME, f"{tool('dunst')} -conf /dev/null")
        bus = lazy.peer(loop)
        ear = Ear(bus, loop)
        ear.hears(False)
        ear.asks(NAME, PATH, PROPERTIES, "Set", "ssv", (DUNST, "paused", ("b", True)))
        ear.hears(False, True)
        ear.source.close()
        bus.close()


def test_a_server_that_goes_is_not_started_again(
    plasma: FakeServer, own_bus: SessionBus, bus: Bus, loop: Loop, home: Path
) -> None:
    ear = Ear(bus, loop)
    plasma.on = True
    ear.hears(True)
    own_bus.activatable(NAME, f"/usr/bin/touch {home}/started")
    plasma.goes()
    ear.hears(True, False)
    for_a_while(loop, 0.3)
    assert not (home / "started").exists()


def test_quiet_ends_with_its_server_and_is_read_anew_from_the_next(
    plasma: FakeServer, bus: Bus, loop: Loop
) -> None:
    ear = Ear(bus, loop)
    plasma.on = True
    ear.hears(True)
    plasma.goes()
    ear.hears(True, False)
    plasma.turns(True)
    ear.hears(True, False)
    plasma.comes()
    plasma.offers("b", "Inhibited")
    ear.hears(True, False, True)


def test_once_closed_nothing_is_told_or_asked(plasma: FakeServer, bus: Bus, loop: Loop) -> None:
    ear = Ear(bus, loop)
    ear.hears(False)
    ear.source.close()
    ear.source.close()
    asked = plasma.asked
    plasma.turns(True)
    plasma.goes()
    for_a_while(loop, MOMENT)
    assert (ear.told, plasma.asked, bus.lost) == ([False], asked, False)


def test_closed_before_the_first_answer_it_tells_nothing(
    plasma: FakeServer, bus: Bus, loop: Loop
) -> None:
    ear = Ear(bus, loop)
    until("question", lambda: plasma.asked, loop)
    ear.source.close()
    for_a_while(loop, MOMENT)
    assert ear.told == []


def test_a_bus_that_is_gone_is_said_plainly(bus: Bus, loop: Loop) -> None:
    bus.close()
    with pytest.raises(OSError, match=r"^the session bus is gone$"):
        DoNotDisturb(bus, loop, print)


# --- GNOME, with a program in the place of gsettings ------------------------------------------------


class Gsettings:
    """A program that says what the setting is, and notes that it was asked."""

    def __init__(self, home: Path, patch: pytest.MonkeyPatch) -> None:
        self._says, self._asked = home / "says", home / "asked"
        self.says("true")
        program = home / "bin" / "gsettings"
        program.parent.mkdir()
        program.write_text(f'#!/bin/sh\necho "$@" >>{self._asked}\n. {self._says}\n')
        program.chmod(0o755)
        patch.setenv("PATH", f"{program.parent}:/usr/bin:/bin")

    def says(self, answer: str) -> None:
        self._says.write_text(f"echo {answer}\n")

    def waits_for(self, gate: Path, answer: str) -> None:
        """Have the program wait until somebody writes to the gate."""
        self._says.write_text(f"cat {gate}; echo {answer}\n")

    def hangs(self) -> None:
        self._says.write_text("exec tail -f /dev/null\n")

    def asked(self) -> list[str]:
        return self._asked.read_text().splitlines() if self._asked.exists() else []


@pytest.fixture
def gsettings(home: Path, monkeypatch: pytest.MonkeyPatch) -> Gsettings:
    return Gsettings(home, monkeypatch)


class FakeDconf:
    """Who tells that settings have changed."""

    def __init__(self, bus: Bus) -> None:
        self._bus = bus
        bus.ask(*DAEMON, "RequestName", "su", (DCONF, 0))

    def tells(self, prefix: str, *changes: str) -> None:
        body = (prefix, list(changes), "tag")
        self._bus.signal(DCONF_PATH, f"{DCONF}.Writer", "Notify", "sass", body)


@pytest.fixture
def gnome(peer: Bus) -> FakeDconf:
    FakeServer(peer, "gnome-shell")
    return FakeDconf(peer)


FOLDER = "/org/gnome/desktop/notifications/"


@pytest.mark.parametrize(
    ("prefix", "change"),
    [
        (f"{FOLDER}show-banners", ""),
        (FOLDER, "show-banners"),
        ("/org/gnome/desktop/", ""),
        ("/", ""),
    ],
    ids=["key", "folder", "reset", "reset of everything"],
)
def test_gnome_is_read_when_its_setting_changes(
    gnome: FakeDconf, gsettings: Gsettings, bus: Bus, loop: Loop, prefix: str, change: str
) -> None:
    ear = Ear(bus, loop)
    ear.hears(False)
    gsettings.says("false")
    gnome.tells(prefix, change)
    ear.hears(False, True)
    assert gsettings.asked() == ["get org.gnome.desktop.notifications show-banners"] * 2


def test_other_settings_of_gnome_start_no_program(
    gnome: FakeDconf, gsettings: Gsettings, bus: Bus, loop: Loop
) -> None:
    ear = Ear(bus, loop)
    ear.hears(False)
    gnome.tells("/org/gnome/desktop/interface/", "clock-format")
    gnome.tells(FOLDER, "show-in-lock-screen", "application-children")
    ear.hears(False)
    assert len(gsettings.asked()) == 1


def test_a_change_while_the_setting_is_being_read_is_not_missed(
    gnome: FakeDconf, gsettings: Gsettings, bus: Bus, loop: Loop, home: Path
) -> None:
    os.mkfifo(home / "gate")
    gsettings.waits_for(home / "gate", "true")
    ear = Ear(bus, loop)
    until("question", gsettings.asked, loop)
    gnome.tells(FOLDER, "show-banners")
    gnome.tells(FOLDER, "show-banners")
    for_a_while(loop, MOMENT)
    gsettings.says("false")
    (home / "gate").write_text("")
    ear.hears(True)
    assert len(gsettings.asked()) == 2


def test_a_program_that_hangs_holds_up_nobody_and_ends_with_us(
    gnome: FakeDconf, gsettings: Gsettings, bus: Bus, loop: Loop
) -> None:
    gsettings.hangs()
    ear = Ear(bus, loop)
    until("question", gsettings.asked, loop)
    for_a_while(loop, MOMENT)
    child = ear.child()
    assert (ear.told, child.poll()) == ([], None)
    ear.source.close()
    assert child.returncode is not None, "a loop that is closed as well takes leave of nobody"
    for_a_while(loop, MOMENT)
    assert ear.told == []


def test_without_the_program_it_counts_as_a_no(
    gnome: FakeDconf, bus: Bus, loop: Loop, monkeypatch: pytest.MonkeyPatch, home: Path
) -> None:
    monkeypatch.setenv("PATH", str(home))
    Ear(bus, loop).hears(False)


def test_an_answer_that_makes_no_sense_counts_as_a_no(
    gnome: FakeDconf, gsettings: Gsettings, bus: Bus, loop: Loop
) -> None:
    gsettings.says("")
    Ear(bus, loop).hears(False)
