"""Ouch: the card stops, plays the way out of this side, and rests a while, or until it is closed."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.window.stand import LUNGE, Stand
from unsit.core import player as playing
from unsit.core import wayout
from unsit.core.value import replace
from unsit.window.wording import OUCH


def click_ouch(stand: Stand) -> None:
    QTest.mouseClick(stand.card.face.ouch, Qt.MouseButton.LeftButton)


def comes_out(stand: Stand) -> None:
    """Say ouch in the hold of the right side, and come all the way out."""
    stand.go(30)
    click_ouch(stand)
    stand.go(6)


def test_the_button_tells_at_once_and_shows_the_way_out_of_this_side(stand: Stand) -> None:
    stand.go(80)  # in the hold of the left side
    click_ouch(stand)
    assert [event["event"] for event in stand.told[-2:]] == ["ouch", "at"]
    assert stand.where == ["left", 3, "out", False]
    assert stand.words[1] == OUCH["out"]
    assert stand.words[2] == "Rise."
    assert stand.hint == "Mind the knee."


def test_the_key_does_the_same(stand: Stand) -> None:
    stand.focus().go(30)
    stand.press(Qt.Key.Key_O)
    assert stand.where == ["right", 3, "out", False]


def test_the_daemon_can_say_it_too(stand: Stand) -> None:
    stand.go(30)
    stand.card.hear("ouch")
    assert stand.where == ["right", 3, "out", False]


def test_there_is_one_big_red_button_and_then_none(stand: Stand) -> None:
    ouch = stand.card.face.ouch
    assert ouch.isVisible()
    assert ouch.height() >= 40
    assert ouch.accessibleName() == "Ouch"
    click_ouch(stand)
    assert not ouch.isVisible()


def test_after_the_way_out_the_card_rests_until_it_is_closed(stand: Stand) -> None:
    comes_out(stand)
    assert stand.words[1:3] == [OUCH["done"], wayout.WORDS]
    stand.go(wayout.REST - 1)
    assert stand.card.isVisible()
    stand.card.close()
    assert not stand.card.isVisible()


def test_a_rest_that_nobody_closes_ends_by_itself_within_minutes(stand: Stand) -> None:
    comes_out(stand)
    stand.go(60)
    assert stand.card.isVisible()
    stand.go(120)
    assert not stand.card.isVisible()
    assert stand.last["outcome"] == "ouch"


def test_at_rest_nothing_is_offered_that_would_lead_through_a_plan(stand: Stand) -> None:
    stand.focus().go(30)
    click_ouch(stand)
    buttons = stand.card.face.buttons
    assert all(button.isVisible() for button in buttons.values())
    place = buttons["done"].pos()
    buttons["pause"].setFocus()
    stand.go(6)
    assert {name for name, button in buttons.items() if button.isVisible()} == {"done", "floor"}
    assert buttons["done"].pos() == place, "what is left stays where it was"
    assert stand.card.focusWidget() is stand.card
    stand.press(Qt.Key.Key_F1)
    assert stand.hint == "F floor · V voice · Esc close"


@pytest.mark.parametrize("wish", ["pause", "next", "back", "again"])
def test_at_rest_time_only_runs_whatever_is_asked(stand: Stand, wish: str) -> None:
    comes_out(stand)
    stand.go(60)
    stand.card.hear(wish)
    assert stand.where == ["right", 3, "done", False]
    stand.go(120)
    assert not stand.card.isVisible()


def test_who_steps_to_the_rest_while_paused_rests_no_longer_than_others(stand: Stand) -> None:
    stand.go(30)
    click_ouch(stand)
    stand.card.hear("pause")
    assert stand.where == ["right", 3, "out", True]
    stand.card.hear("next")
    assert stand.where == ["right", 3, "done", False]
    stand.go(wayout.REST)
    assert not stand.card.isVisible()


def test_who_recommends_it_is_not_said_of_a_pose_that_hurts(stand: Stand) -> None:
    stand.go(30)
    assert stand.words[-1] == "Recommended by A trainer"
    click_ouch(stand)
    assert stand.words[-1] == ""
    stand.go(6)
    assert stand.words[-1] == ""


def test_what_was_held_until_then_counts_and_nothing_after_it(stand: Stand) -> None:
    stand.go(37)
    click_ouch(stand)
    stand.go(100)
    stand.card.close()
    assert stand.last == {
        "event": "ended",
        "outcome": "ouch",
        "held": [{"side": "right", "step": 2, "seconds": 12.0, "complete": False}],
        "answer": None,
    }


def test_before_the_first_move_there_is_nothing_to_come_out_of(stand: Stand) -> None:
    stand.go(3)
    click_ouch(stand)
    assert stand.words[2] == wayout.WORDS
    assert not stand.card.face.later.isVisible()


def test_saying_it_again_changes_nothing(stand: Stand) -> None:
    stand.focus().go(30)
    stand.press(Qt.Key.Key_O)
    before = len(stand.told)
    stand.press(Qt.Key.Key_O)
    stand.card.hear("ouch")
    assert len(stand.told) == before


def test_a_paused_session_can_hurt_as_well(stand: Stand) -> None:
    stand.go(30)
    stand.card.toggle()
    click_ouch(stand)
    assert stand.where == ["right", 3, "out", False]


@pytest.mark.parametrize(
    ("at", "kinds"),
    [(22, ["out", "done"]), (57, ["out", "done"]), (63, ["done"]), (112, ["done"])],
    ids=["on the way in", "on the way out", "changing sides", "at the end"],
)
def test_the_way_out_is_what_is_left_of_it(at: float, kinds: list[str]) -> None:
    player = playing.advance(playing.begin(LUNGE, 0.0), at)
    way = wayout.plan(player)
    assert [one.kind for one in way.segments[1:]] == kinds


def test_of_the_way_out_only_this_side_is_played() -> None:
    outs = tuple(replace(one, text=f"{one.text} {one.side}") for one in LUNGE.segments)
    player = playing.advance(playing.begin(replace(LUNGE, segments=outs), 0.0), 30)
    assert [one.text for one in wayout.plan(player).segments[1:-1]] == ["Rise. right"]
