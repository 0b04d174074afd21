"""The tray of the whole program on a real panel: what the icon shows, and what real clicks do."""

import json
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from tests.desktop.screen import Hands
from tests.desktop.servers import Panel, Server
from tests.desktop.stage import until
from tests.desktop.whole import Unsit

STATUS, STRETCH, BY_NAME, MOVED, STANDING, PAUSE, HISTORY, SETTINGS, LOGIN, QUIT = range(10)
"""The lines of the menu while nothing is due."""
SNOOZE, SKIP = 3, 4
"""The lines that come in when something is."""


@pytest.fixture
def unsit(
    home: Path, environment: dict[str, str], hands: Hands, panel: Panel, dunst: Server
) -> Iterator[Unsit]:
    hands.key("Shift_L")  # somebody is there
    program = Unsit(home, environment)
    program.change('remind_after = "3 s"', 'remind_after = "1 h"')
    yield program
    program.stop()
    hands.rest()
    until("empty panel", lambda: panel.icon() is None)


@pytest.fixture
def shown(unsit: Unsit, panel: Panel) -> Unsit:
    unsit.start()
    until("icon", lambda: panel.face() == "fresh")
    return unsit


def shows(panel: Panel, face: str) -> bool:
    return panel.face() == face


def test_the_icon_turns_as_the_sitting_goes_on(unsit: Unsit, panel: Panel) -> None:
    unsit.start()
    until("fresh icon", partial(shows, panel, "fresh"))
    unsit.change('remind_after = "1 h"', 'remind_after = "16 s"')  # half of it is long to be seen
    for face in ("half", "due"):
        until(f"{face} icon", partial(shows, panel, face))
    assert unsit.status()["reminder"] == "due"


def test_a_click_on_the_icon_starts_a_stretch(shown: Unsit, panel: Panel, hands: Hands) -> None:
    icon = panel.icon()
    assert icon is not None
    hands.click(*icon.middle)
    hands.rest()  # the panel paints its light behind what the pointer is on
    until("window", lambda: hands.windows("Short Stretch"))
    until("session icon", lambda: panel.face() == "session")
    assert shown.status()["session"]["pose"] == "short"


def test_stretch_now_in_the_menu_starts_one(shown: Unsit, panel: Panel) -> None:
    panel.open_menu().click(STRETCH)
    shown.until("session", lambda status: status["session"] is not None)


def test_a_stretch_is_chosen_by_name(shown: Unsit, panel: Panel) -> None:
    by_name = panel.open_menu().open_submenu(BY_NAME)
    assert len(by_name.lines()) == 10  # the nine, and the short one of this test
    by_name.click(2)
    found = shown.until("session", lambda status: status["session"] is not None)
    assert found["session"]["pose"] == "garland"


def test_i_just_moved_starts_the_clock_anew(shown: Unsit, panel: Panel) -> None:
    shown.until("two seconds of sitting", lambda status: status["sitting_s"] >= 2)
    panel.open_menu().click(MOVED)
    shown.until("clock at zero", lambda status: status["sitting_s"] <= 1)
    assert shown.history("sitting")[0]["ended_by"] == "moved"


def test_standing_is_ticked_and_unticked(shown: Unsit, panel: Panel) -> None:
    panel.open_menu().click(STANDING)
    until("standing icon", lambda: panel.face() == "standing")
    assert shown.status()["state"] == "standing"
    panel.open_menu().click(STANDING)
    shown.until("sitting", lambda status: status["state"] == "sitting")


def test_a_pause_is_chosen_and_ended(shown: Unsit, panel: Panel) -> None:
    lengths = panel.open_menu().open_submenu(PAUSE)
    assert len(lengths.lines()) == 7
    lengths.click(1)
    until("paused icon", lambda: panel.face() == "paused")
    assert shown.status()["paused_until"]
    panel.open_menu().click(PAUSE)  # it says Resume now
    until("fresh icon", lambda: panel.face() == "fresh")


def is_due(panel: Panel, hands: Hands) -> None:
    """Wait until all that a reminder changes is on the screen, so that a menu is all that comes."""
    until("due icon", partial(shows, panel, "due"))
    until("notice", lambda: hands.windows("Dunst"))


def test_snooze_and_skip_are_in_the_menu_when_a_reminder_is_due(
    unsit: Unsit, panel: Panel, hands: Hands
) -> None:
    unsit.change('remind_after = "1 h"', 'remind_after = "2 s"')
    unsit.start()
    is_due(panel, hands)
    panel.open_menu().click(SNOOZE)
    unsit.until("snooze", lambda status: status["reminder"] == "snoozed")
    is_due(panel, hands)
    panel.open_menu().click(SKIP)
    unsit.until("end", lambda status: status["reminder"] == "none")
    assert [row["outcome"] for row in unsit.history("reminder")] == ["skipped", "snoozed"]


def test_start_at_login_is_switched_on_and_off_in_the_menu(shown: Unsit, panel: Panel) -> None:
    entry = shown.config.parent / "autostart/unsit.desktop"
    panel.open_menu().click(LOGIN)
    until("entry", entry.exists)
    assert json.loads(shown.does("autostart", "--json"))["on"] is True
    panel.open_menu().click(LOGIN)
    until("no entry", lambda: not entry.exists())


def test_the_history_is_opened_from_the_menu(shown: Unsit, panel: Panel, hands: Hands) -> None:
    panel.open_menu().click(HISTORY)
    until("window", lambda: hands.windows("Unsit: history"))


def test_quit_in_the_menu_ends_it(shown: Unsit, panel: Panel) -> None:
    panel.open_menu().click(QUIT)
    assert shown.ends() == 0
    until("empty panel", lambda: panel.icon() is None)


def test_a_panel_that_restarts_has_the_icon_again(shown: Unsit, panel: Panel, hands: Hands) -> None:
    panel.restart()
    until("icon again", lambda: panel.face() == "fresh")
    panel.open_menu().click(STRETCH)
    shown.until("session", lambda status: status["session"] is not None)
