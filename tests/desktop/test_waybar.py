"""The item in waybar, on a real compositor without a screen: icon, clicks, menu, and a restart."""

from collections.abc import Callable, Iterator
from functools import partial

import pytest
from PIL import Image, ImageChops

from tests.desktop.hosts import drawn, likest
from tests.desktop.quiet import for_a_while
from tests.desktop.screen import Box
from tests.desktop.servers import WATCHER, SessionBus
from tests.desktop.stage import Program, until
from tests.desktop.test_tray import Person
from tests.desktop.wayland import HEIGHT, WIDTH, Sway, sway, waybar
from unsit.desktop import Pixmap
from unsit.desktop.linux._sni import SniTray
from unsit.loop import Loop

READY = 0.5
"""Seconds after which waybar listens to its own watcher."""

TRIES = 5
BAR = Box(0, 0, WIDTH, 30)


@pytest.fixture(scope="module")
def screen(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[SessionBus, Sway]]:
    with SessionBus(tmp_path_factory.mktemp("bus")) as bus, sway(bus) as running:
        yield bus, running


@pytest.fixture
def bar(screen: tuple[SessionBus, Sway], loop: Loop) -> Iterator[Program]:
    """Give a test waybar, ready to take items.

    One that registers while waybar (0.9.17) is between reading the items and listening for more is
    lost to it: on a busy machine that is one start in ten.
    """
    screen[1].mouse.move(WIDTH - 5, HEIGHT - 5)
    with waybar(screen[1]) as program:
        screen[0].wait_for_name(WATCHER)
        for_a_while(loop, READY)
        yield program


@pytest.fixture
def person() -> Person:
    return Person()


@pytest.fixture
def tray(
    screen: tuple[SessionBus, Sway],
    loop: Loop,
    person: Person,
    pictures: Callable[[str], list[Pixmap]],
) -> Iterator[SniTray]:
    tray = SniTray(
        screen[0].address, loop, person.entries, person.choose, pictures, person.hosts.append
    )
    tray.show("fresh", "Sitting since 10:42")
    yield tray
    tray.close()


def icon(screen: Sway) -> Box | None:
    return drawn(screen.image().crop(BAR), BAR)


def shows(screen: Sway, face: str) -> bool:
    box = icon(screen)
    return box is not None and likest(screen.image(), box, size=22) == face


def menu(screen: Sway, before: Image.Image) -> Box | None:
    """Return where the menu is, which comes up below the bar."""
    below = (0, BAR.height, WIDTH // 2, HEIGHT // 2)  # the mouse has rested in the other half
    box = ImageChops.difference(screen.image().crop(below), before.crop(below)).getbbox()
    if box is None or box[3] - box[1] < 100:
        return None
    return Box(box[0], box[1] + BAR.height, box[2], box[3] + BAR.height)


def opened_menu(screen: Sway, before: Image.Image, icon: Box, loop: Loop) -> Box:
    """Right-click the icon and return where the menu is.

    Waybar shows an icon a moment before it has its menu; a click that comes too early is lost.
    """
    clicks = 0

    def opened() -> Box | None:
        nonlocal clicks
        clicks += 1
        if clicks % 20 == 1:
            screen.mouse.click(*icon.middle, 3)
        return menu(screen, before)

    where = until("menu", opened, loop)
    assert where is not None
    return where


@pytest.mark.usefixtures("bar")
def test_waybar_shows_every_face_and_tells_that_it_does(
    screen: tuple[SessionBus, Sway], tray: SniTray, person: Person, loop: Loop
) -> None:
    for face in ("fresh", "half", "due", "standing"):
        tray.show(face, "a tip")
        until(f"face {face}", partial(shows, screen[1], face), loop)
    assert person.hosts[-1] is True


@pytest.mark.usefixtures("bar", "tray")
def test_a_left_click_in_waybar_stretches(
    screen: tuple[SessionBus, Sway], person: Person, loop: Loop
) -> None:
    until("icon", partial(shows, screen[1], "fresh"), loop)
    box = icon(screen[1])
    assert box
    screen[1].mouse.click(*box.middle)
    until("wish", lambda: person.chosen, loop)
    assert person.takes() == {"verb": "stretch"}


@pytest.mark.usefixtures("bar", "tray")
def test_waybars_menu_can_be_read_and_clicked(
    screen: tuple[SessionBus, Sway], person: Person, loop: Loop
) -> None:
    person.minutes = 23
    until("icon", partial(shows, screen[1], "fresh"), loop)
    before, box = screen[1].image(), icon(screen[1])
    assert box
    where = opened_menu(screen[1], before, box, loop)
    screen[1].mouse.click(where.left + 30, where.bottom - 14)  # the last line: Quit
    until("wish", lambda: person.chosen, loop)
    assert person.takes() == {"verb": "quit"}


@pytest.mark.usefixtures("tray")
def test_a_waybar_that_restarts_has_the_icon_again(
    screen: tuple[SessionBus, Sway], bar: Program, person: Person, loop: Loop
) -> None:
    until("icon", partial(shows, screen[1], "fresh"), loop)
    bar.kill()
    until("word that it is gone", lambda: person.hosts[-1] is False, loop)
    for _ in range(TRIES):  # it may lose what registers in the moment of its start, see `bar`
        with waybar(screen[1]):
            until("word that it is back", lambda: person.hosts[-1] is True, loop)
            for_a_while(loop, READY)
            if shows(screen[1], "fresh"):
                return
        until("word that it is gone", lambda: person.hosts[-1] is False, loop)
    pytest.fail(f"no icon after {TRIES} restarts")
