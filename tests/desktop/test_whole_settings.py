"""The settings window and the first-run page of the whole program, by real clicks and keys."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.desktop.screen import Hands
from tests.desktop.servers import Panel, Server
from tests.desktop.stage import until
from tests.desktop.test_whole_tray import SETTINGS
from tests.desktop.whole import Unsit, playing
from unsit import settings

WINDOW, WELCOME = "Unsit settings", "Welcome to Unsit"


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


def has_keyboard(hands: Hands, name: str) -> bool:
    windows = hands.windows(name)
    return bool(windows) and int(hands.do("getwindowfocus") or 0) in windows


def test_settings_in_the_tray_is_a_window_and_what_is_typed_there_holds(
    unsit: Unsit, panel: Panel, hands: Hands
) -> None:
    unsit.start()
    until("icon", lambda: panel.face() == "fresh")
    menu = panel.open_menu()
    menu.click(SETTINGS)
    until("window", lambda: has_keyboard(hands, WINDOW))
    hands.type("sit this long")
    hands.key("Tab", "Tab", "ctrl+a")
    hands.type("2 h")
    hands.key("Return")
    found = unsit.until("longer interval", lambda status: (status["remind_in_s"] or 0) > 3700)
    assert found["state"] == "sitting"
    assert 'remind_after = "2 h"' in (unsit.config / "settings.toml").read_text()
    hands.key("ctrl+z")
    unsit.until("interval as before", lambda status: (status["remind_in_s"] or 9999) < 3700)
    assert 'remind_after = "1 h"' in (unsit.config / "settings.toml").read_text()
    hands.key("Escape", "Escape")
    until("end of the window", lambda: not hands.windows(WINDOW))


def test_a_second_wish_for_the_settings_brings_the_same_window_to_the_front(
    unsit: Unsit, hands: Hands
) -> None:
    unsit.start()
    unsit.does("settings", "open")
    until("window", lambda: has_keyboard(hands, WINDOW))
    first = hands.windows(WINDOW)
    unsit.does("open")
    until("panel", lambda: has_keyboard(hands, "^Unsit$"))
    unsit.does("settings", "open")
    until("window in front", lambda: has_keyboard(hands, WINDOW))
    assert hands.windows(WINDOW) == first


def at_first(unsit: Unsit) -> None:
    """Let it be started for the first time."""
    shutil.rmtree(unsit.config)


def test_the_first_start_asks_four_questions_and_ends_with_a_stretch(
    unsit: Unsit, hands: Hands, panel: Panel
) -> None:
    at_first(unsit)
    unsit.start()
    until("page", lambda: hands.windows(WELCOME))
    assert panel.icon() is not None, "the tray came first"
    assert not has_keyboard(hands, WELCOME), "nobody asked for it just now"
    (page,) = hands.windows(WELCOME)
    hands.do("windowactivate", "--sync", str(page))
    hands.key("Right")  # from 45 minutes to an hour
    hands.key("shift+Tab", "space")  # the last of all is the stretch
    unsit.until("stretch", playing)
    text = (unsit.config / "settings.toml").read_text()
    assert 'remind_after = "1 h"' in text
    assert settings.read(text)[1] == []
    until("end of the page", lambda: not hands.windows(WELCOME))
    unsit.does("session", "stop")


def test_it_is_asked_until_it_is_answered(unsit: Unsit, hands: Hands, panel: Panel) -> None:
    at_first(unsit)
    unsit.start()
    until("page", lambda: hands.windows(WELCOME))
    answer(hands, "Escape")
    unsit.stop()
    unsit.start()
    until("page", lambda: hands.windows(WELCOME))
    answer(hands, "shift+Tab", "shift+Tab", "space")  # the last but one is "Done"
    unsit.stop()
    at_first(unsit)
    unsit.start()
    until("icon", lambda: panel.icon() is not None)
    unsit.rests()
    assert not hands.windows(WELCOME)


def answer(hands: Hands, *keys: str) -> None:
    """Close the page by keys."""
    (page,) = hands.windows(WELCOME)
    hands.do("windowactivate", "--sync", str(page))
    hands.key(*keys)
    until("end of the page", lambda: not hands.windows(WELCOME))


def test_without_a_screen_it_is_not_asked_yet(unsit: Unsit, hands: Hands) -> None:
    at_first(unsit)
    display = unsit.environment.pop("DISPLAY")
    unsit.start()
    unsit.rests()
    unsit.stop()
    unsit.environment["DISPLAY"] = display
    unsit.start()
    until("page", lambda: hands.windows(WELCOME))
