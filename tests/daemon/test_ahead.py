"""The window that is started before it is asked for: when there is one, and what becomes of it."""

import os

import pytest

from tests.daemon.house import ON_CLICK, House
from tests.processes import children, words
from unsit.core.rules import Rules
from unsit.daemon.ahead import SPARE


def waiting(house: House) -> list[int]:
    """Return the programs that wait out of sight, by their number; the dead count for nothing."""
    house.loop.settles()
    return [child for child in children(os.getpid()) if words(child)[-1:] == ["ahead"]]


def only(house: House) -> int:
    """Return the one that waits."""
    found: list[int] = []

    def there() -> bool:
        found[:] = waiting(house)  # until it has its own command line it has that of this test
        return bool(found)

    house.loop.until("window that waits", there)
    (one,) = found
    return one


def none_waits(house: House) -> None:
    house.loop.until("end of what waited", lambda: not waiting(house))


def test_nothing_waits_while_nobody_is_asked_anything(house: House) -> None:
    house.opens(ON_CLICK).works(44)
    assert waiting(house) == []


def test_a_reminder_that_stands_has_a_window_ready_and_start_opens_that_one(house: House) -> None:
    house.opens(ON_CLICK).works(45)
    ready = only(house)
    house.works(4)
    assert only(house) == ready, "it waits as long as the reminder stands"
    house.chooses("start", token="abc")
    window = house.window()
    assert window.pid == ready
    assert window.environ["XDG_ACTIVATION_TOKEN"] == "abc"
    assert window.environ["UNSIT_FOCUS"] == "1"
    window.ends()
    house.session_ends()
    assert house.outcomes() == ["started"]


def test_a_window_that_comes_by_itself_may_not_take_the_focus(house: House) -> None:
    house.opens(Rules(open_window=20)).works(45)
    ready = only(house)
    house.works(1)
    window = house.window()
    assert window.pid == ready
    assert "UNSIT_FOCUS" not in window.environ


@pytest.mark.parametrize("answer", ["snooze", "skip"])
def test_a_minute_after_another_answer_it_is_ended(house: House, answer: str) -> None:
    house.opens(ON_CLICK).works(45)
    ready = only(house)
    house.chooses(answer)
    house.loop.passes(SPARE - 1)
    assert only(house) == ready
    house.loop.passes(2)
    none_waits(house)
    assert house.daemon.complaints == []


def test_whoever_opens_the_menu_has_one_ready_for_a_minute(house: House) -> None:
    house.opens()
    house.desktop.panel.is_opened()
    ready = only(house)
    house.loop.passes(SPARE - 1)
    house.desktop.panel.is_opened()
    house.loop.passes(SPARE - 1)
    assert only(house) == ready, "the minute begins anew"
    house.loop.passes(2)
    none_waits(house)


def test_a_line_of_the_menu_opens_the_one_that_waits(house: House) -> None:
    house.opens()
    house.desktop.panel.is_opened()
    ready = only(house)
    house.wishes("stretch", pose="garland")
    window = house.window()
    assert window.pid == ready
    assert window.plan["pose"]["id"] == "garland"
    house.desktop.panel.is_opened()
    assert waiting(house) == [ready], "nobody asks for a second window while one is open"


def test_a_reminder_that_is_held_has_none_until_it_is_said(house: House) -> None:
    house.opens(ON_CLICK).works(44)
    house.desktop.around.begins("call")
    house.works(5)
    assert house.daemon.status().reminder == "held"
    assert waiting(house) == []
    house.desktop.around.ends("call")
    house.leaves(0.5)
    assert house.notice() is not None
    only(house)


def test_a_call_that_takes_the_reminder_back_lets_it_wait_a_minute(house: House) -> None:
    house.opens(ON_CLICK).works(46)
    only(house)
    house.desktop.around.begins("call")
    assert house.notice() is None
    house.works(2)
    none_waits(house)


def test_one_that_died_is_not_missed(house: House) -> None:
    house.opens(ON_CLICK).works(45)
    os.kill(only(house), 9)
    none_waits(house)
    house.loop.settles()
    assert house.daemon.complaints == []
    house.chooses("start")
    assert house.window().environ["UNSIT_FOCUS"] == "1"
    assert house.daemon.complaints == []


def test_one_that_sits_at_another_desktop_is_left_behind(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    house.opens(ON_CLICK).works(45)
    ready = only(house)
    monkeypatch.setenv("DISPLAY", ":99")
    house.chooses("start")
    window = house.window()
    assert window.pid != ready
    assert window.environ["DISPLAY"] == ":99"
    none_waits(house)


def test_where_none_can_be_started_ahead_nobody_is_told(house: House) -> None:
    house.opens(ON_CLICK)
    command, house.command = house.command, ["/nowhere/python"]
    house.works(45)
    house.command = command
    assert house.daemon.complaints == []
    house.chooses("start")
    assert house.window().plan["pose"]


def test_it_ends_with_the_daemon(house: House) -> None:
    house.opens(ON_CLICK).works(45)
    only(house)
    house.daemon.close()
    assert waiting(house) == []
