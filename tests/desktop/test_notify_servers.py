"""What holds on every notification server: a real dunst, a real xfce4-notifyd, and our fake one."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Protocol

import pytest
from PIL import ImageChops

from tests.desktop.fake_notifications import NAME, NotificationServer
from tests.desktop.quiet import for_a_while
from tests.desktop.screen import Box, Display, Hands
from tests.desktop.servers import SessionBus
from tests.desktop.servers import dunst as dunst_server
from tests.desktop.servers import notifyd as notifyd_server
from tests.desktop.stage import PATIENCE, tool, until
from tests.processes import lives
from unsit.desktop import Notice
from unsit.desktop.linux.notify import BusNotifier
from unsit.loop import Loop

assert sys.platform == "linux"

LABELS = {"start": "Start", "snooze": "Snooze", "skip": "Skip"}


def notice(title: str = "You have sat for 45 minutes", expires: float | None = None) -> Notice:
    body = "Pigeon Pose, about 2 minutes. You need: floor."
    return Notice("due", title, body, tuple(LABELS.items()), default="Start", expires=expires)


class Stand(Protocol):
    """A notification server, and a person in front of it."""

    loop: Loop

    def popups(self) -> int:
        """How many notifications are to be seen."""

    def choose(self, action: str) -> None:
        """Choose one of the actions of LABELS."""

    def dismiss(self) -> None:
        """Close the notification without choosing anything."""

    def crash(self) -> None: ...

    def come_back(self) -> None: ...


class FakeStand:
    def __init__(self, bus: SessionBus, loop: Loop) -> None:
        self.address, self.loop = bus.address, loop
        self.come_back()

    def popups(self) -> int:
        return len(self.server.popups)

    def choose(self, action: str) -> None:
        self.server.click(action)

    def dismiss(self) -> None:
        self.server.dismiss()

    def crash(self) -> None:
        self.server.popups.clear()
        self.server.bus.close()

    def come_back(self) -> None:
        self.server = NotificationServer(self.address, self.loop)


class DunstStand:
    """dunst: actions are in a menu of another program (`dmenu`), which here is a script."""

    def __init__(self, bus: SessionBus, loop: Loop) -> None:
        self.bus, self.loop = bus, loop
        self.choice = bus.folder / "choice"
        menu = bus.folder / "menu"
        menu.write_text(f'#!/bin/sh\nexec grep "^#$(cat {self.choice})"\n')
        menu.chmod(0o755)
        self.server = dunst_server(bus)
        (bus.folder / "dunstrc").write_text(f"[global]\ndmenu = {menu}\n")
        self.server.start()

    def popups(self) -> int:
        return int(self.do("count", "displayed"))

    def choose(self, action: str) -> None:
        self.choice.write_text(LABELS[action])
        self.do("context")

    def dismiss(self) -> None:
        self.do("close")

    def crash(self) -> None:
        self.server.kill()

    def come_back(self) -> None:
        self.server.start()

    def do(self, *words: str) -> str:
        """Ask dunst with its own tool."""
        done = subprocess.run(
            [tool("dunstctl"), *words],
            env=self.bus.environment,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=True,
        )
        return done.stdout


class NotifydStand:
    """xfce4-notifyd: buttons to click, found by the ink of their labels."""

    def __init__(self, bus: SessionBus, loop: Loop, display: Display, hands: Hands) -> None:
        self.loop, self.display, self.hands = loop, display, hands
        self.step_back()
        self.server = notifyd_server(bus)
        self.server.start()
        self.before = display.image()

    def popups(self) -> int:
        corner = (640, 30, 1280, 600)
        now, before = self.display.image().crop(corner), self.before.crop(corner)
        differs = (
            ImageChops.difference(now, before).convert("L").point(lambda value: 255 * (value > 0))
        )
        rows = differs.reduce((differs.width, 1)).tobytes()
        return sum(row > 0 and last == 0 for last, row in pairwise(b"\0" + rows))

    def step_back(self) -> None:
        """Put the mouse where it does not cover what is looked at."""
        self.hands.move(5, 700)

    def box(self) -> Box:
        """Return where the notification is, once it has come up wholly."""
        return self.display.settled("notification", self.before, below=30)

    def choose(self, action: str) -> None:
        self.hands.click(*self.labels()[list(LABELS).index(action)])
        self.step_back()

    def dismiss(self) -> None:
        box = self.box()
        self.hands.click(box.left + 20, box.top + 20)
        self.step_back()

    def crash(self) -> None:
        self.server.kill()

    def come_back(self) -> None:
        self.server.start()

    def labels(self) -> list[tuple[int, int]]:
        """Return the middles of the button labels, from left to right."""
        box = self.box()
        band = Box(box.left + 10, box.bottom - 40, box.right - 10, box.bottom - 22)
        ink = self.display.image(band).convert("L").point(lambda value: 255 * (value < 110))
        columns = [
            x for x in range(ink.width) if ink.crop((x, 0, x + 1, ink.height)).getextrema()[1]
        ]
        starts = [x for last, x in zip([-99, *columns], columns, strict=False) if x - last > 25]
        ends = [x for x, after in zip(columns, [*columns[1:], 9999], strict=True) if after - x > 25]
        middles = [(first + last) // 2 for first, last in zip(starts, ends, strict=True)]
        return [(band.left + x, (band.top + band.bottom) // 2) for x in middles]


@pytest.fixture(params=["fake", "dunst", "xfce4-notifyd"])
def stand(request: pytest.FixtureRequest, loop: Loop) -> Iterator[Stand]:
    bus: SessionBus = request.getfixturevalue("session_bus")
    if request.param == "fake":
        fake = FakeStand(bus, loop)
        yield fake
        fake.server.bus.close()
    elif request.param == "dunst":
        dunst = DunstStand(bus, loop)
        yield dunst
        dunst.server.stop()
        (bus.folder / "dunstrc").write_text("")
    else:
        request.getfixturevalue("panel")
        display, hands = (request.getfixturevalue(name) for name in ("display", "hands"))
        notifyd = NotifydStand(bus, loop, display, hands)
        yield notifyd
        notifyd.server.stop()


class Sender:
    """Our side: the notifier, what it was answered and told of the server."""

    def __init__(self, bus: SessionBus, loop: Loop) -> None:
        self.loop, self.bus = loop, bus.peer(loop)
        self.answers: list[str] = []
        self.servers: list[bool] = []
        self.notifier = BusNotifier(self.bus, loop, self.servers.append)

    def show(self, notice: Notice, name: str = "") -> None:
        self.notifier.show(notice, lambda action, token: self.answers.append(name + action))

    def answered(self, *answers: str) -> None:
        """Wait for these answers, and see that no others follow."""
        until(f"{answers}", lambda: len(self.answers) >= len(answers), self.loop)
        for_a_while(self.loop, 0.1)
        assert tuple(self.answers) == answers


@pytest.fixture
def sender(session_bus: SessionBus, loop: Loop, stand: Stand) -> Iterator[Sender]:
    sender = Sender(session_bus, loop)
    yield sender
    sender.notifier.close()
    for_a_while(loop, 0.05)
    sender.bus.close()


@pytest.fixture
def seen(stand: Stand) -> Callable[[int], None]:
    def wait(popups: int) -> None:
        until(f"{popups} popups", lambda: stand.popups() == popups, stand.loop)

    return wait


Seen = Callable[[int], None]


def test_a_notice_is_shown_and_stays(stand: Stand, sender: Sender, seen: Seen) -> None:
    sender.show(notice())
    seen(1)
    for_a_while(stand.loop, 0.3)
    seen(1)
    assert sender.servers == [True]
    assert sender.answers == []


@pytest.mark.parametrize("action", LABELS)
def test_an_action_is_answered_once_and_the_notice_goes(
    stand: Stand, sender: Sender, seen: Seen, action: str
) -> None:
    sender.show(notice())
    seen(1)
    stand.choose(action)
    sender.answered(action)
    seen(0)


def test_closing_by_hand_is_answered(stand: Stand, sender: Sender, seen: Seen) -> None:
    sender.show(notice())
    seen(1)
    stand.dismiss()
    sender.answered("closed")
    seen(0)


def test_a_withdrawn_notice_goes_without_an_answer(
    stand: Stand, sender: Sender, seen: Seen
) -> None:
    sender.show(notice())
    seen(1)
    sender.notifier.withdraw("due")
    seen(0)
    sender.answered()


def test_a_notice_withdrawn_on_its_way_does_not_stay(
    stand: Stand, sender: Sender, seen: Seen
) -> None:
    sender.show(notice("something else first"))
    seen(1)
    sender.show(notice())
    sender.notifier.withdraw("due")
    seen(0)
    for_a_while(stand.loop, 0.2)
    seen(0)
    sender.answered()


def test_a_notice_is_replaced_in_place(stand: Stand, sender: Sender, seen: Seen) -> None:
    sender.show(notice(), "old ")
    seen(1)
    for minutes in range(46, 50):
        sender.show(notice(f"You have sat for {minutes} minutes"), "new ")
    for_a_while(stand.loop, 0.3)
    seen(1)
    stand.choose("snooze")
    sender.answered("new snooze")


def test_a_notice_of_a_limited_time_ends_and_is_answered(
    stand: Stand, sender: Sender, seen: Seen
) -> None:
    sender.show(notice(expires=0.3))  # which is over before anybody looks, perhaps
    sender.answered("expired")
    seen(0)


def test_what_is_still_wanted_comes_back_with_the_server(
    stand: Stand, sender: Sender, seen: Seen
) -> None:
    sender.show(notice())
    seen(1)
    stand.crash()
    until("end of the server", lambda: sender.servers == [True, False], stand.loop)
    stand.come_back()
    seen(1)
    stand.choose("start")
    sender.answered("start")
    assert sender.servers == [True, False, True]


def test_nothing_of_ours_outlives_us(stand: Stand, sender: Sender, seen: Seen) -> None:
    sender.show(notice())
    seen(1)
    for_a_while(stand.loop, 0.1)
    sender.notifier.close()
    sender.notifier.close()
    sender.bus.close()
    seen(0)
    sender.answered()


def test_not_even_what_was_on_its_way_outlives_us(stand: Stand, sender: Sender, seen: Seen) -> None:
    sender.show(notice())
    seen(1)
    for_a_while(stand.loop, 0.1)
    sender.show(Notice("second", "On its way", ""))
    sender.notifier.close()
    for_a_while(stand.loop, 0.2)
    seen(0)
    sender.answered()


# --- clicks that only one server knows ----------------------------------------------------------------


@pytest.mark.parametrize("stand", ["dunst"], indirect=True)
@pytest.mark.parametrize(("button", "answer"), [(1, "closed"), (2, "default")])
def test_clicks_on_dunst(
    stand: Stand,
    sender: Sender,
    seen: Seen,
    display: Display,
    hands: Hands,
    button: int,
    answer: str,
) -> None:
    hands.move(5, 700)
    before = display.image()
    sender.show(notice())
    seen(1)
    hands.click(*display.settled("notification", before).middle, button=button)
    sender.answered(answer)
    seen(0)


@pytest.mark.parametrize("stand", ["xfce4-notifyd"], indirect=True)
def test_xfce_draws_three_buttons_and_not_a_fourth(
    stand: Stand, sender: Sender, seen: Seen
) -> None:
    assert isinstance(stand, NotifydStand)
    sender.show(notice())
    seen(1)
    assert len(stand.labels()) == 3


def test_a_server_that_the_bus_can_start_is_started_and_started_again(
    loop: Loop, home: Path, display: Display
) -> None:
    with SessionBus(home, display) as bus:
        bus.activatable(NAME, f"{tool('dunst')} -conf /dev/null")
        sender = Sender(bus, loop)
        until("word of a server", lambda: sender.servers, loop)
        sender.show(notice())
        pid = pid_of(sender, bus.wait_for_name(NAME))
        until("popup", lambda: "1" in count_of(bus), loop)
        owners: list[str] = []
        sender.bus.watch_name(NAME, owners.append)
        until("its name", lambda: owners, loop)
        os.kill(pid, signal.SIGKILL)
        until("dunst again", lambda: len(owners) > 2 and owners[-1], loop)
        until("popup again", lambda: "1" in count_of(bus), loop)
        assert sender.servers == [True]
        sender.notifier.close()
        until("end of the popup", lambda: "1" not in count_of(bus), loop)
        pid = pid_of(sender, bus.wait_for_name(NAME))
        sender.bus.close()
    until("end of dunst with its bus", lambda: not lives(pid), loop)


BUS = ("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus")


def pid_of(sender: Sender, owner: str) -> int:
    """Return the process of somebody on the bus."""
    return int(sender.bus.ask(*BUS, "GetConnectionUnixProcessID", "s", (owner,))[0])


def count_of(bus: SessionBus) -> str:
    """Return what dunst says of the notifications it shows."""
    done = subprocess.run(
        [tool("dunstctl"), "count", "displayed"],
        env=bus.environment,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=True,
    )
    return done.stdout
