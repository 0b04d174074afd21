"""Floor mode goes with the person: from the wish into the window, and from one stretch to the next."""

from typing import Any

from tests.daemon.house import HELD, House, Window
from unsit.core.rules import SessionRules


def stretches(house: House, **facts: Any) -> Window:
    assert house.wishes("stretch", **facts)["ok"]
    return house.window()


def ends(house: House, window: Window) -> None:
    window.ends("done", HELD)
    house.session_ends()
    house.loop.settles()


def lies(window: Window) -> tuple[bool, str]:
    return window.plan["floor"], window.plan["turned"]


def test_a_window_opens_in_floor_mode_for_whom_asked_for_it_and_only_then(house: House) -> None:
    house.opens(session=SessionRules(sound=False, turned="left"))
    window = stretches(house, pose="pigeon", floor=True)
    assert lies(window) == (True, "left")
    ends(house, window)
    assert lies(stretches(house, pose="pigeon")) == (False, "left")


def test_the_settings_ask_for_it_every_time(house: House) -> None:
    house.opens(session=SessionRules(sound=False, floor=True))
    assert lies(stretches(house, pose="pigeon")) == (True, "upright")


def test_the_next_of_a_series_opens_as_the_last_was_left(house: House) -> None:
    house.opens()
    first = stretches(house, minutes=10)
    first.says(
        "at", side="right", step=2, kind="hold", left_s=9.0, paused=False, floor="upside down"
    )
    house.loop.settles()
    first.ends("done", HELD)
    second = house.window()
    assert lies(second) == (True, "upside down")
    second.says("at", side="right", step=2, kind="hold", left_s=9.0, paused=False, floor="")
    second.ends("done", HELD)
    assert lies(house.window())[0] is False


def test_the_window_is_told_to_go_there_and_to_turn(house: House) -> None:
    window = stretches(house.opens(), pose="pigeon")
    for wish in ("floor", "turn"):
        assert house.wishes("session", do=wish)["ok"]
        assert window.is_told() == {"do": wish}
