"""Unsit on a real Plasma desktop: the tray, the notices, and do not disturb."""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.desktop.heavy.plasma import Plasma
from tests.desktop.quiet import for_a_while
from tests.desktop.screen import Box
from tests.desktop.stage import until
from tests.desktop.test_tray import Person
from unsit import painter
from unsit.desktop import Notice, Pixmap
from unsit.desktop.linux._sni import SniTray
from unsit.desktop.linux.bus import Bus
from unsit.desktop.linux.notify import BusNotifier
from unsit.desktop.linux.quiet import DoNotDisturb
from unsit.desktop.linux.switches import NOTIFICATIONS, NOTIFICATIONS_PATH
from unsit.loop import Loop

assert sys.platform == "linux"

NOTIFICATIONS_SERVER = (NOTIFICATIONS, NOTIFICATIONS_PATH, NOTIFICATIONS)
STANDING_LINE = 3
"""Of the menu of `Person`: the status, two lines to stretch, and then this one."""


def teal() -> tuple[int, int, int]:
    """Return the colour of the ring of the face `fresh`."""
    colours: Any = painter.face("fresh", 22).getcolors()
    _, (red, green, blue, _) = max(each for each in colours if each[1][3] == 255)
    return red, green, blue


@pytest.fixture
def bus(plasma: Plasma, loop: Loop) -> Iterator[Bus]:
    bus = plasma.bus.peer(loop)
    yield bus
    bus.close()


# --- the tray -------------------------------------------------------------------------------------


@pytest.fixture
def person() -> Person:
    return Person()


@pytest.fixture
def icon(
    plasma: Plasma, loop: Loop, person: Person, pictures: Callable[[str], list[Pixmap]]
) -> Iterator[Callable[[], Box]]:
    """Show the icon; what is given says where it is."""
    plasma.hand.move(400, 300)
    tray = SniTray(
        plasma.bus.address, loop, person.entries, person.choose, pictures, person.hosts.append
    )
    tray.show("fresh", "Sitting since 10:42")

    def where() -> Box:
        found = until("icon in the panel", lambda: plasma.icon(teal()), loop)
        assert found
        return found

    yield where
    tray.close()
    until("end of the icon", lambda: plasma.icon(teal()) is None, loop)


def test_the_panel_shows_the_icon_and_says_so(
    plasma: Plasma, icon: Callable[[], Box], person: Person, loop: Loop, picture: Path
) -> None:
    box = icon()
    assert (box.right - box.left, box.bottom - box.top) == pytest.approx((22, 22), abs=3)
    until("word of the panel", lambda: person.hosts == [True], loop)
    plasma.image().save(picture)


def test_the_tip_comes_up_under_the_pointer(
    plasma: Plasma, icon: Callable[[], Box], loop: Loop, picture: Path
) -> None:
    x, y = icon().middle
    before = plasma.image()
    plasma.hand.move(x, y)
    tip = plasma.settled("tip", before, loop)
    plasma.image().save(picture)
    assert tip.left < x < tip.right
    plasma.hand.move(400, 300)
    until("end of the tip", lambda: plasma.changed(before) is None, loop)


def test_a_left_click_does_what_comes_first(
    plasma: Plasma, icon: Callable[[], Box], person: Person, loop: Loop
) -> None:
    plasma.click(*icon().middle)
    until("wish", lambda: person.chosen, loop)
    ((request, _),) = person.chosen
    assert request == {"verb": "stretch"}


def test_a_right_click_opens_the_menu_and_a_line_of_it_is_chosen(
    plasma: Plasma, icon: Callable[[], Box], person: Person, loop: Loop, picture: Path
) -> None:
    place = icon().middle
    before = plasma.image()
    plasma.click(*place, button=3)
    menu = plasma.menu(before, loop)
    plasma.image().save(picture)
    assert len(menu.lines()) == 5
    menu.click(STANDING_LINE)
    until("wish", lambda: person.chosen, loop)
    ((request, _),) = person.chosen
    assert request == {"verb": "stand"}


# --- notices --------------------------------------------------------------------------------------


class Notices:
    """A notifier on this desktop, and what was answered."""

    def __init__(self, bus: Bus, loop: Loop) -> None:
        self.served: list[bool] = []
        self.answers: list[str] = []
        self.notifier = BusNotifier(bus, loop, self.served.append)
        until("server", lambda: self.served == [True], loop)

    def shows(self, title: str) -> None:
        labels = (("start", "Start"), ("snooze", "Snooze"), ("skip", "Skip"))
        notice = Notice("due", title, "Pigeon Pose, about 2 minutes.", labels, default="Start")
        self.notifier.show(notice, lambda action, _: self.answers.append(action))


@pytest.fixture
def notices(plasma: Plasma, bus: Bus, loop: Loop) -> Iterator[Notices]:
    plasma.hand.move(400, 300)
    before = plasma.image()
    notices = Notices(bus, loop)
    yield notices
    notices.notifier.close()
    until("end of the notices", lambda: plasma.changed(before) is None, loop)


def test_a_button_of_a_notice_is_clicked(
    plasma: Plasma, notices: Notices, loop: Loop, picture: Path
) -> None:
    before = plasma.image()
    notices.shows("You have sat for 45 minutes")
    popup = plasma.settled("notice", before, loop)
    plasma.image().save(picture)
    _, snooze, _ = plasma.buttons(popup)
    plasma.click(*snooze.middle)
    until("answer", lambda: notices.answers, loop)
    for_a_while(loop, 0.1)
    assert notices.answers == ["snooze"]


def test_what_is_withdrawn_is_gone(plasma: Plasma, notices: Notices, loop: Loop) -> None:
    before = plasma.image()
    notices.shows("You have sat for 45 minutes")
    plasma.settled("notice", before, loop)
    notices.notifier.withdraw("due")
    until("end of the notice", lambda: plasma.changed(before) is None, loop)
    assert notices.answers == []


# --- do not disturb -------------------------------------------------------------------------------


def test_do_not_disturb_is_followed(bus: Bus, loop: Loop) -> None:
    told: list[bool] = []
    source = DoNotDisturb(bus, loop, told.append)
    until("answer", lambda: told == [False], loop)
    body: tuple[Any, ...] = ("org.unsit.Tests", "a talk", {})
    (cookie,) = bus.ask(*NOTIFICATIONS_SERVER, "Inhibit", "ssa{sv}", body)
    until("quiet", lambda: told == [False, True], loop)
    bus.ask(*NOTIFICATIONS_SERVER, "UnInhibit", "u", (cookie,))
    until("end of quiet", lambda: told == [False, True, False], loop)
    source.close()


# --- its parts come and go ------------------------------------------------------------------------


def test_a_watcher_that_crashes_and_comes_back_has_our_icon_again(
    plasma: Plasma, icon: Callable[[], Box], person: Person, loop: Loop
) -> None:
    icon()
    until("word of the panel", lambda: person.hosts == [True], loop)
    plasma.watcher.kill()
    until("loss of the panel", lambda: person.hosts == [True, False], loop)
    plasma.watcher.start()
    until("panel", lambda: person.hosts[-1], loop)
    icon()


def test_a_shell_that_crashes_and_comes_back_has_our_icon_again(
    plasma: Plasma, icon: Callable[[], Box], person: Person, loop: Loop
) -> None:
    icon()
    plasma.shell.kill()
    until("end of the panel", lambda: plasma.icon(teal()) is None, loop)
    plasma.shell.start()
    icon()
    plasma.click(*icon().middle)
    until("wish", lambda: person.chosen, loop)
