"""The screen is kept awake for a session and no longer, and that is no sign of anybody."""

import pytest

from tests.daemon.house import HELD, House
from tests.daemon.test_remote import arrives, opened
from unsit.core.rules import Rules, SessionRules
from unsit.core.signs import INHIBITOR, MEDIA
from unsit.daemon.awake import LINGER, STILL


def awake(house: House) -> bool:
    """Say whether the screen is kept awake now."""
    house.loop.settles()
    return bool(house.desktop.awakes) and not house.desktop.awakes[-1].closed


def test_it_is_kept_awake_while_a_session_is_open_and_no_longer(house: House) -> None:
    house.opens()
    assert not awake(house)
    window = opened(house)
    assert awake(house)
    house.loop.passes(10 * STILL)
    assert awake(house), "a long hold is no standing still"
    window.ends("done", HELD)
    house.session_ends()
    assert not awake(house)
    assert len(house.desktop.awakes) == 1


def test_a_pause_keeps_it_for_a_while_and_going_on_takes_it_again(house: House) -> None:
    window = opened(house.opens())
    arrives(house, window, 2, paused=True)
    house.loop.passes(STILL - 1)
    assert awake(house)
    house.loop.passes(2)
    assert not awake(house)
    house.loop.passes(STILL)
    assert not awake(house)
    arrives(house, window, 2)
    assert awake(house)
    assert len(house.desktop.awakes) == 2


def test_a_short_pause_changes_nothing(house: House) -> None:
    window = opened(house.opens())
    for _ in range(3):
        arrives(house, window, 2, paused=True)
        house.loop.passes(STILL - 1)
        arrives(house, window, 2)
    assert awake(house)
    assert len(house.desktop.awakes) == 1


def test_a_session_that_waits_for_its_person_waits_in_the_light_for_a_while(house: House) -> None:
    house.opens(session=SessionRules(lead_in_waits=True, sound=False))
    opened(house, 0)
    assert awake(house)
    house.loop.passes(STILL + 1)
    assert not awake(house)


def test_a_window_that_crashes_lets_go_of_it(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    window = opened(house.opens())
    window.crashes()
    house.session_ends()
    assert not awake(house)
    assert "crashed" in caplog.text


def test_quitting_lets_go_of_it(house: House) -> None:
    opened(house.opens())
    house.desk.close()
    assert house.desktop.awakes[-1].closed


def test_where_nobody_can_keep_it_awake_the_session_plays_all_the_same(house: House) -> None:
    house.opens(absent={"awake": "there is no screen"})
    window = opened(house)
    arrives(house, window, 3)
    assert house.daemon.day.session is not None
    assert not house.desktop.awakes


def test_a_touch_that_only_an_x_server_imagines_brings_nobody_back(house: House) -> None:
    """It counts idle time anew when it is let go of, and so tells of input."""
    house.opens()
    window = opened(house)
    house.loop.passes(house.daemon.setup.rules.idle_after + 1)
    assert house.daemon.day.sitting.unseen is not None
    window.ends("stopped", [])
    house.session_ends()
    house.desktop.person.types()
    house.loop.settles()
    assert house.daemon.day.sitting.unseen is not None
    looks = house.desktop.person.looks
    house.loop.passes(LINGER + 0.1)
    assert house.desktop.person.looks == looks + 1
    house.desktop.person.types()
    house.loop.settles()
    assert house.daemon.day.sitting.unseen is None


def test_what_we_ask_for_ourselves_is_no_sign_of_anybody(house: House) -> None:
    """Nobody touches anything; a session is broken off, and at once it is asked who is there."""
    house.opens(rules=Rules(open_window=None, count=(MEDIA, INHIBITOR)))
    window = opened(house)
    house.loop.passes(house.daemon.setup.rules.idle_after + 1)
    window.ends("stopped", [])
    house.session_ends()
    house.loop.settles()
    assert house.desktop.around.followed == {MEDIA}
    house.loop.passes(LINGER + 0.1)
    assert house.desktop.around.followed == {MEDIA, INHIBITOR}
