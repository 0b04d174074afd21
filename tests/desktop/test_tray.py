"""The tray against a real panel (clicks are real, and the answer is what the screen shows)."""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from tests.desktop.quiet import comes_to_rest
from tests.desktop.screen import Box, Display, Hands
from tests.desktop.servers import Panel, SessionBus
from tests.desktop.stage import until
from unsit.core.menu import Entry
from unsit.desktop import Pixmap
from unsit.desktop.linux._sni import SniTray
from unsit.loop import Loop

SEPARATOR = Entry(separator=True)


class Person:
    """A day as the tray is told of it, and what came of the clicks."""

    def __init__(self) -> None:
        self.minutes = 0
        self.due = False
        self.standing = False
        self.chosen: list[tuple[dict[str, Any], str]] = []
        self.hosts: list[bool] = []

    def entries(self) -> tuple[Entry, ...]:
        return (
            Entry(f"Sitting {self.minutes} min", enabled=False),
            SEPARATOR,
            Entry("Stretch now", {"verb": "stretch"}, default=True),
            Entry(
                "Stretch…",
                children=(
                    Entry("Pigeon Pose", {"verb": "stretch", "pose": "pigeon"}),
                    Entry("My_own", {"verb": "stretch", "pose": "my_own"}),
                ),
            ),
            *([Entry("Snooze", {"verb": "snooze"})] if self.due else []),
            Entry("I am standing", {"verb": "stand"}, checked=self.standing),
            SEPARATOR,
            Entry("Quit", {"verb": "quit"}),
        )

    def choose(self, request: dict[str, Any], token: str) -> None:
        self.chosen.append((request, token))

    def takes(self) -> dict[str, Any]:
        """Return the request of the one click since last asked."""
        ((request, token),) = self.chosen
        self.chosen.clear()
        assert token == ""
        return request


@pytest.fixture
def person() -> Person:
    return Person()


@pytest.fixture
def tray(
    panel: Panel,
    session_bus: SessionBus,
    loop: Loop,
    person: Person,
    hands: Hands,
    pictures: Callable[[str], list[Pixmap]],
) -> Iterator[SniTray]:
    tray = SniTray(
        session_bus.address, loop, person.entries, person.choose, pictures, person.hosts.append
    )
    yield tray
    tray.close()
    hands.rest()
    until("empty panel", lambda: panel.icon() is None, loop)


@pytest.fixture
def shown(tray: SniTray, panel: Panel, display: Display, loop: Loop) -> SniTray:
    tray.show("fresh", "Sitting since 10:42")
    until("icon", lambda: panel.face() == "fresh", loop)
    return tray


def empty(display: Display, box: Box) -> bool:
    return display.image(box).getcolors(1) is not None


def shows(panel: Panel, face: str) -> bool:
    return panel.face() == face


# --- the icon ------------------------------------------------------------------------------------


@pytest.mark.usefixtures("tray")
def test_nothing_is_shown_before_there_is_something_to_show(panel: Panel, loop: Loop) -> None:
    loop.once(0.05)
    assert panel.icon() is None


def test_every_face_is_on_the_panel_as_it_was_painted(
    shown: SniTray, panel: Panel, display: Display, loop: Loop
) -> None:
    for face in ("half", "due", "away", "paused", "standing", "session", "blind", "fresh"):
        shown.show(face, "a tip")
        until(f"face {face}", partial(shows, panel, face), loop)


def test_pictures_that_come_late_are_shown_when_they_are_there(
    panel: Panel,
    session_bus: SessionBus,
    loop: Loop,
    person: Person,
    display: Display,
    pictures: Callable[[str], list[Pixmap]],
) -> None:
    there: list[bool] = []
    tray = SniTray(
        session_bus.address,
        loop,
        person.entries,
        person.choose,
        lambda face: pictures(face) if there else [],
        person.hosts.append,
    )
    tray.show("due", "")
    assert not person.hosts
    there.append(True)
    tray.refresh()
    until("icon", lambda: panel.face() == "due", loop)
    tray.close()
    until("empty panel", lambda: panel.icon() is None, loop)


def test_somebody_shows_it_is_told_once(shown: SniTray, person: Person, loop: Loop) -> None:
    shown.show("due", "")
    shown.refresh()
    loop.once(0.05)
    assert person.hosts == [True]


def test_a_closed_tray_leaves_the_panel_and_stays_away(
    shown: SniTray, panel: Panel, loop: Loop
) -> None:
    shown.close()
    shown.close()
    shown.show("due", "")
    shown.refresh()
    until("empty panel", lambda: panel.icon() is None, loop)


def test_it_comes_back_with_the_panel(
    shown: SniTray, panel: Panel, person: Person, display: Display, loop: Loop
) -> None:
    panel.kill()
    until("word that nobody shows it", lambda: person.hosts == [True, False], loop)
    shown.show("due", "")
    panel.start()
    until("word that it is shown", lambda: person.hosts == [True, False, True], loop)
    until("icon", lambda: panel.face() == "due", loop)


def test_without_a_bus_there_is_a_reason_and_no_tray(
    loop: Loop, person: Person, home: Path
) -> None:
    with pytest.raises(OSError, match="cannot be reached: No such file"):
        SniTray(f"unix:path={home}/bus", loop, person.entries, person.choose, lambda _: [], print)


# --- clicks --------------------------------------------------------------------------------------


def test_a_left_click_is_the_default(
    shown: SniTray, panel: Panel, person: Person, loop: Loop
) -> None:
    panel.click()
    until("click", lambda: person.chosen, loop)
    assert person.takes() == {"verb": "stretch"}


def test_the_menu_opens_with_words_of_this_moment(
    shown: SniTray, panel: Panel, hands: Hands, display: Display, person: Person, loop: Loop
) -> None:
    shots = []
    for minutes in (12, 47):
        person.minutes = minutes
        menu = panel.open_menu(loop)
        lines = menu.lines()
        assert len(lines) == 5
        words = [line._replace(right=line.left + 120) for line in lines]
        shots.append([display.image(each).tobytes() for each in words])
        hands.key("Escape")
        hands.rest()
        until("end of the menu", partial(empty, display, menu.box), loop)
    assert shots[0][0] != shots[1][0]
    assert shots[0][1:] == shots[1][1:]


@pytest.mark.usefixtures("shown")
@pytest.mark.parametrize(("line", "verb"), [(1, "stretch"), (3, "stand"), (4, "quit")], ids=str)
def test_a_click_on_a_line_arrives(
    panel: Panel, person: Person, loop: Loop, line: int, verb: str
) -> None:
    panel.open_menu(loop).click(line)
    until("click", lambda: person.chosen, loop)
    assert person.takes() == {"verb": verb}


@pytest.mark.usefixtures("shown")
def test_a_click_in_a_submenu_arrives(panel: Panel, person: Person, loop: Loop) -> None:
    below = panel.open_menu(loop).open_submenu(2, loop)
    assert len(below.lines()) == 2
    below.click(1)
    until("click", lambda: person.chosen, loop)
    assert person.takes() == {"verb": "stretch", "pose": "my_own"}


def test_an_open_menu_follows_the_day(
    shown: SniTray, panel: Panel, display: Display, hands: Hands, person: Person, loop: Loop
) -> None:
    menu = panel.open_menu(loop)
    before = display.image(menu.box)
    person.minutes = 7
    shown.refresh()
    until("new words", lambda: display.image(menu.box) != before, loop)
    hands.key("Escape")


def test_a_line_more_is_there_when_the_menu_is_opened(
    shown: SniTray, panel: Panel, person: Person, loop: Loop
) -> None:
    person.due = True
    shown.refresh()
    comes_to_rest(loop)  # the panel has fetched the new layout, and nothing shows when it has
    menu = panel.open_menu(loop)
    assert len(menu.lines()) == 6
    menu.click(3)
    until("click", lambda: person.chosen, loop)
    assert person.takes() == {"verb": "snooze"}
