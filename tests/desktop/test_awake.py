"""The screen is kept awake by real servers, and let go of by all of them however our program ends."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from Xlib import display as xlib
from Xlib.ext import screensaver  # noqa: F401  # it teaches xlib the extension

from tests.desktop.compositors import Sway
from tests.desktop.mocks import MOCK, SAVER, Mock
from tests.desktop.quiet import comes_to_rest, for_a_while
from tests.desktop.screen import Display
from tests.desktop.servers import Server, SessionBus
from tests.desktop.stage import until
from tests.desktop.test_wayland import Watch
from unsit.core.events import Idle, Input
from unsit.desktop.linux.awake import Awake
from unsit.desktop.linux.awakebus import PORTAL, POWER, SESSION
from unsit.desktop.linux.awakewayland import AwakeWayland
from unsit.desktop.linux.awakex11 import AwakeX11
from unsit.desktop.linux.bus import DAEMON, Bus
from unsit.desktop.linux.x11 import X11Presence
from unsit.loop import Loop

BLANKS_AFTER = 1
"""Seconds after which the screens of these tests go dark."""

HOLDER = """\
import json, sys
from unsit.desktop.linux.awake import Awake
from unsit.loop import Loop
loop = Loop()
address, environ = json.loads(sys.argv[1])
kept = Awake(loop, address, environ)
print("kept", flush=True)
loop.run()
"""


class Blank:
    """An X server that blanks its screen after a second without input."""

    def __init__(self, display: Display) -> None:
        self._x = xlib.Display(display.name_of_display)
        self._root = self._x.screen().root
        self._x.set_screen_saver(BLANKS_AFTER, BLANKS_AFTER, 1, 1)
        self.touch()

    def touch(self) -> None:
        """Have the screen light, as at a touch."""
        self._x.force_screen_saver(0)
        self._x.sync()

    def never(self) -> None:
        """Have it stay light again, as Xvfb does for the other tests."""
        self._x.set_screen_saver(0, 0, 1, 1)
        self.touch()

    @property
    def dark(self) -> bool:
        return bool(self._root.screensaver_query_info().state == 1)

    @property
    def idle(self) -> float:
        """Seconds since the last input."""
        return float(self._root.screensaver_query_info().idle) / 1000

    def close(self) -> None:
        self._x.close()


@pytest.fixture
def screen(home: Path) -> Iterator[Display]:
    folder = home / "screen"
    folder.mkdir()
    with Display(folder) as display:
        yield display


@pytest.fixture
def blank(screen: Display) -> Iterator[Blank]:
    blank = Blank(screen)
    yield blank
    blank.close()


@pytest.fixture(scope="module")
def sway() -> Iterator[Sway]:
    with Sway() as sway:
        yield sway


@pytest.fixture
def peer(own_bus: SessionBus, loop: Loop) -> Iterator[Bus]:
    bus = own_bus.peer(loop)
    yield bus
    bus.close()


def held_elsewhere(address: str | None, environ: dict[str, str]) -> "subprocess.Popen[str]":
    """Have another process of ours keep the screen awake; it can be killed."""
    facts = json.dumps([address, environ])
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDER, facts], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "kept\n"
    return process


def crashes(process: "subprocess.Popen[str]") -> None:
    with process:
        os.kill(process.pid, signal.SIGKILL)


# --- X11 ---------------------------------------------------------------------------------------------


def test_an_x_server_blanks_by_itself_but_not_while_it_is_kept_awake(
    screen: Display, blank: Blank, loop: Loop
) -> None:
    until("dark screen", lambda: blank.dark)
    awake = AwakeX11(loop, screen.name_of_display)
    blank.touch()
    until("a long rest", lambda: blank.idle > 2.5 * BLANKS_AFTER, loop)
    assert not blank.dark
    awake.close()
    awake.close()
    until("dark screen", lambda: blank.dark)


def test_a_crash_of_ours_lets_an_x_server_blank(screen: Display, blank: Blank) -> None:
    holder = held_elsewhere(None, dict(screen.environment))
    blank.touch()
    until("a long rest", lambda: blank.idle > 2 * BLANKS_AFTER)
    assert not blank.dark
    crashes(holder)
    until("dark screen", lambda: blank.dark)


def test_keeping_an_x_server_awake_is_no_presence(screen: Display, loop: Loop) -> None:
    told: list[object] = []
    presence = X11Presence(loop, told.append, 0.5, screen.name_of_display)
    until("first word", lambda: told, loop)
    awake = AwakeX11(loop, screen.name_of_display)
    until("idleness", lambda: isinstance(told[-1], Idle), loop)
    for_a_while(loop, 0.3)
    assert isinstance(told[-1], Idle)
    awake.close()
    presence.close()


# --- Wayland -----------------------------------------------------------------------------------------


def test_sway_is_not_idle_while_it_is_kept_awake(sway: Sway, loop: Loop) -> None:
    awake = AwakeWayland(loop, sway.display)
    watch = Watch(loop, 0.5, sway.display)
    watch.hears(Input)
    watch.hears_nothing(1.5)
    awake.close()
    awake.close()
    watch.hears(Idle)
    watch.presence.close()


# --- the session bus ----------------------------------------------------------------------------------


def test_a_real_power_manager_lists_us(
    own_bus: SessionBus, display: Display, peer: Bus, loop: Loop
) -> None:
    """Without Xfce's settings around it, xfce4-power-manager 4.18 crashes when an inhibitor goes."""
    own_bus.environment.update(display.environment)
    power = Server(own_bus, ("xfce4-power-manager", "--no-daemon"), POWER.name)
    power.start()
    place = POWER.name, POWER.path, POWER.interface
    own_bus.wait_for_name("org.xfce.PowerManager")
    awake = Awake(loop, own_bus.address, {})
    until("inhibitor", lambda: peer.ask(*place, "HasInhibit") == (True,), loop)
    assert peer.ask(*place, "GetInhibitors") == (["unsit"],)
    power.kill()
    awake.close()


def test_a_crash_of_ours_leaves_nobody_on_the_bus_for_whom_anything_is_kept(
    own_bus: SessionBus, peer: Bus
) -> None:
    """Services let go of what somebody asked for whose place on the bus is gone."""
    service = Asked(own_bus, SAVER)
    service.start()
    before = peer.ask(*DAEMON, "ListNames")
    holder = held_elsewhere(own_bus.address, {})
    until("question", service.calls)
    assert len(peer.ask(*DAEMON, "ListNames")[0]) == len(before[0]) + 1
    crashes(holder)
    until("end of it", lambda: set(peer.ask(*DAEMON, "ListNames")[0]) == set(before[0]))
    service.stop()


METHODS = {
    SAVER: ("Inhibit", "ss", "UnInhibit"),
    SESSION.name: ("Inhibit", "susu", "Uninhibit"),
    PORTAL.name: ("Inhibit", "sua{sv}", ""),
}
PATHS = {
    SAVER: ("/org/freedesktop/ScreenSaver", SAVER),
    SESSION.name: (SESSION.path, SESSION.interface),
    PORTAL.name: (PORTAL.path, PORTAL.interface),
}


class Asked(Mock):
    """A service as dbusmock plays it, which gives out 7 for a cookie, and remembers its calls."""

    def __init__(self, bus: SessionBus, name: str) -> None:
        path, self._interface = PATHS[name]
        super().__init__(bus, name, path, "--session", name, path, self._interface)

    def start(self) -> None:
        super().start()
        take, signature, back = METHODS[self._name]
        is_portal = self._name == PORTAL.name
        out, answer = ("o", 'ret = "/a/request"') if is_portal else ("u", "ret = 7")
        methods = [(take, signature, out, answer), *([(back, "u", "", "")] if back else [])]
        self.ask(self.path, MOCK, "AddMethods", "sa(ssss)", (self._interface, methods))

    def calls(self) -> list[tuple[str, list[object]]]:
        (calls,) = self.ask(self.path, MOCK, "GetCalls")
        return [(name, [value for _, value in values]) for _, name, values in calls]


WHY = "A stretch is playing"


@pytest.mark.parametrize(
    ("name", "asked", "given_back"),
    [
        (SAVER, [("Inhibit", ["unsit", WHY])], [("UnInhibit", [7])]),
        (SESSION.name, [("Inhibit", ["unsit", 0, WHY, 8])], [("Uninhibit", [7])]),
        (PORTAL.name, [("Inhibit", ["", 8, {"reason": ("s", WHY)}])], []),
    ],
    ids=["screen saver", "session manager", "portal"],
)
def test_each_service_is_asked_in_its_way_and_given_its_cookie_back(
    own_bus: SessionBus,
    loop: Loop,
    name: str,
    asked: list[tuple[str, list[object]]],
    given_back: list[tuple[str, list[object]]],
) -> None:
    service = Asked(own_bus, name)
    service.start()
    awake = Awake(loop, own_bus.address, {})
    until("question", lambda: service.calls() == asked, loop)
    comes_to_rest(loop)  # the cookie has come
    awake.close()
    until("cookie", lambda: service.calls() == asked + given_back)
    service.stop()


def test_the_portal_is_left_alone_where_a_service_of_the_desktop_is_there(
    own_bus: SessionBus, loop: Loop
) -> None:
    services = [Asked(own_bus, SAVER), Asked(own_bus, PORTAL.name)]
    for service in services:
        service.start()
    awake = Awake(loop, own_bus.address, {})
    until("question", services[0].calls, loop)
    for_a_while(loop, 0.2)
    assert services[1].calls() == []
    awake.close()
    for service in services:
        service.stop()


def test_where_nobody_can_keep_it_awake_each_reason_is_told(
    own_bus: SessionBus, loop: Loop
) -> None:
    with pytest.raises(OSError, match=r"no service on the session bus.*no X server answers"):
        Awake(loop, own_bus.address, {"DISPLAY": ":4711"})
    with pytest.raises(OSError, match="there is no screen"):
        Awake(loop, None, {})


def test_no_service_is_started_by_our_asking(own_bus: SessionBus, loop: Loop, home: Path) -> None:
    started = home / "started"
    for service in (POWER, PORTAL):
        own_bus.activatable(service.name, f"/usr/bin/touch {started}")
    with pytest.raises(OSError, match="no service on the session bus"):
        Awake(loop, own_bus.address, {})
    assert not started.exists()
