"""A headset that leads through a session: it is there while one is open, and a part like the others."""

import pytest

from tests.daemon.house import HELD, House, Window
from unsit.core.rules import SessionRules


def opened(house: House, segment: int = 2, **facts: bool) -> Window:
    """Open a session and let its window say where it is."""
    house.wishes("stretch", pose="pigeon")
    window = house.window()
    arrives(house, window, segment, **facts)
    return window


def arrives(house: House, window: Window, segment: int, **facts: bool) -> None:
    kind = window.plan["segments"][segment]["kind"]
    window.is_in(segment, **facts)

    def told() -> bool:
        session = house.daemon.day.session
        paused = facts.get("paused", False)
        return session is not None and (session.kind, session.paused) == (kind, paused)

    house.loop.until("word of the window", told)
    house.loop.settles()


def test_it_is_there_only_while_a_session_is_open(house: House) -> None:
    house.opens()
    assert "remote" not in house.desktop.tries
    window = opened(house)
    headset = house.desktop.headset
    assert not headset.closed
    window.ends("done", HELD)
    house.session_ends()
    house.loop.settles()
    assert headset.closed
    opened(house)
    assert house.desktop.headset is not headset


def test_it_shows_the_step_that_is_played(house: House) -> None:
    window = opened(house.opens())
    (shown,) = house.desktop.headset.shown
    assert (shown.pose, shown.words, shown.track, shown.length) == ("Pigeon", "Hold.", 2, 30.0)
    assert not shown.paused
    house.loop.passes(10)
    assert len(house.desktop.headset.shown) == 1, "it is told of changes only"
    arrives(house, window, 2, paused=True)
    assert house.desktop.headset.shown[-1].paused
    arrives(house, window, 3)
    assert house.desktop.headset.shown[-1].words == "Come back."


@pytest.mark.parametrize("command", ["pause", "next", "back", "stop"])
def test_what_is_pressed_reaches_the_window(house: House, command: str) -> None:
    window = opened(house.opens())
    house.desktop.headset.presses(command)
    house.loop.settles()
    assert window.is_told() == {"do": command}


def test_a_lead_in_that_waits_is_shown_as_such(house: House) -> None:
    opened(house.opens(session=SessionRules(lead_in_waits=True)), 0)
    assert house.desktop.headset.shown[-1].waits


def test_it_can_be_switched_off(house: House) -> None:
    opened(house.opens(session=SessionRules(remote=False)))
    assert "remote" not in house.desktop.tries


def test_where_there_is_none_the_session_does_without_and_asks_once(house: House) -> None:
    house.opens(absent={"remote": "there is no session bus"})
    window = opened(house)
    arrives(house, window, 3)
    assert house.desktop.tries.count("remote") == 1
    window.ends("stopped", [])
    house.session_ends()
    house.desktop.brings("remote")
    opened(house)
    assert house.desktop.headset.shown


def test_one_that_is_lost_is_let_go_of(house: House) -> None:
    window = opened(house.opens())
    headset = house.desktop.headset
    house.desktop.loses("remote", "the session bus is gone")
    house.loop.settles()
    assert headset.closed
    arrives(house, window, 3)
    assert house.desktop.tries.count("remote") == 1
