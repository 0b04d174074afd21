"""What the card does for its buttons, its keys and the daemon."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.window.stand import LUNGE, Stand
from unsit.core.value import replace

Stands = Callable[..., Stand]


# --- buttons ----------------------------------------------------------------------------------------


def click(stand: Stand, name: str) -> None:
    QTest.mouseClick(stand.card.face.buttons[name], Qt.MouseButton.LeftButton)


def test_next_and_back_walk_through_the_steps(stand: Stand) -> None:
    click(stand, "next")
    click(stand, "next")
    click(stand, "back")
    assert stand.kinds == ["ready", "move", "hold", "move"]


def test_pause_lets_the_ring_stand_still_until_go_on(stand: Stand) -> None:
    stand.go(30)
    click(stand, "pause")
    assert stand.last["paused"]
    assert stand.card.face.stage.text() == "Paused"
    assert stand.card.face.buttons["pause"].text() == "Go on"
    value, picture = stand.card.face.stage.value(), stand.card.grab().toImage()
    stand.go(500)
    assert stand.card.face.stage.value() == value
    assert stand.card.grab().toImage() == picture
    click(stand, "pause")
    assert stand.card.face.buttons["pause"].text() == "Pause"
    assert not stand.last["paused"]
    stand.go(1)
    assert stand.card.face.stage.value() == value - 1


def test_pausing_and_closing_end_the_chime_that_sounds(stand: Stand) -> None:
    stand.go(25)
    assert (stand.sounds, stand.hushes) == (["start"], 0)
    click(stand, "pause")
    assert stand.hushes == 1
    click(stand, "pause")
    assert stand.hushes == 1
    click(stand, "done")
    assert stand.hushes == 2


def test_done_closes_and_counts_what_was_held(stand: Stand) -> None:
    stand.go(37)
    click(stand, "done")
    assert not stand.card.isVisible()
    assert (stand.last["outcome"], stand.last["held"][0]["seconds"]) == ("stopped", 12.0)


def test_later_can_be_clicked_while_getting_ready(stand: Stand) -> None:
    later = stand.card.face.later
    assert later.isVisible()
    QTest.mouseClick(later, Qt.MouseButton.LeftButton)
    assert not stand.card.isVisible()
    assert stand.last["answer"] == "snooze"


def test_later_is_gone_with_the_first_move_and_takes_no_key_along(stand: Stand) -> None:
    stand.focus()
    stand.card.face.later.setFocus()
    stand.go(21)
    assert not stand.card.face.later.isVisible()
    stand.press(Qt.Key.Key_Space)
    assert stand.where == ["right", 1, "move", True]


def test_later_is_not_offered_where_it_is_no_answer(stands: Stands) -> None:
    stand = stands(replace(LUNGE, snooze=False))
    assert not stand.card.face.later.isVisible()


def test_the_card_tells_how_to_look_up_the_keys(stand: Stand) -> None:
    assert "F1" in stand.card.face.toolTip()


def test_the_end_is_told_once_however_often_the_card_is_closed(stand: Stand) -> None:
    stand.card.close()
    stand.card.reject()
    stand.card.hear("stop")
    stand.card.tick()
    assert len(stand.events("ended")) == 1
    assert stand.last["held"] == []


# --- keys -------------------------------------------------------------------------------------------


def test_space_and_arrows_do_as_the_buttons(stand: Stand) -> None:
    stand.focus()
    stand.press(Qt.Key.Key_Right)
    stand.press(Qt.Key.Key_Right)
    stand.press(Qt.Key.Key_Left)
    assert stand.kinds == ["ready", "move", "hold", "move"]
    stand.press(Qt.Key.Key_Space)
    assert stand.last["paused"]
    stand.press(Qt.Key.Key_Space)
    assert not stand.last["paused"]


def test_escape_closes(stand: Stand) -> None:
    stand.focus().press(Qt.Key.Key_Escape)
    assert not stand.card.isVisible()
    assert (stand.last["outcome"], stand.last["answer"]) == ("stopped", None)


def test_n_asks_to_be_reminded_later(stand: Stand) -> None:
    stand.focus().press(Qt.Key.Key_N)
    assert not stand.card.isVisible()
    assert stand.last["answer"] == "snooze"


def test_n_is_no_key_where_there_is_no_later(stands: Stands) -> None:
    stand = stands(replace(LUNGE, snooze=False)).focus()
    stand.press(Qt.Key.Key_N)
    assert stand.card.isVisible()
    stand.press(Qt.Key.Key_F1)
    assert "later" not in stand.words[3]


def test_the_keys_can_be_looked_up_on_the_card(stand: Stand) -> None:
    stand.focus().press(Qt.Key.Key_F1)
    assert (
        stand.hint
        == "Space pause · Left, Right step · F floor · V voice · O ouch · Esc close · N later"
    )
    stand.press(Qt.Key.Key_F1)
    assert stand.words[3] == "Mind the knee."


HELD = [
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.MetaModifier,
]


@pytest.mark.parametrize("held", HELD)
def test_a_key_with_ctrl_alt_or_meta_is_meant_for_something_else(
    stand: Stand, held: Qt.KeyboardModifier
) -> None:
    stand.focus()
    before = list(stand.told)
    keys = (Qt.Key.Key_N, Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Space, Qt.Key.Key_Escape)
    for key in keys:
        stand.press(key, held)
    stand.card.face.buttons["done"].setFocus()
    stand.press(Qt.Key.Key_Space, held)
    assert stand.told == before
    assert stand.card.isVisible()


def test_shift_and_the_keypad_change_no_key(stand: Stand) -> None:
    stand.focus()
    stand.press(Qt.Key.Key_Right, Qt.KeyboardModifier.KeypadModifier)
    assert stand.last["kind"] == "move"
    stand.press(Qt.Key.Key_Question, Qt.KeyboardModifier.ShiftModifier)
    assert "Space" in stand.words[3]


@pytest.mark.parametrize("key", [Qt.Key.Key_Escape, Qt.Key.Key_Space, Qt.Key.Key_Right])
def test_a_key_meant_for_the_window_before_does_nothing(stand: Stand, key: Qt.Key) -> None:
    before = list(stand.told)
    stand.press(key)
    stand.focus()
    stand.at -= 0.1
    stand.press(key)
    stand.card.setFocus()
    stand.press(key)
    assert stand.told == before
    assert stand.card.isVisible()


def test_a_stray_space_does_not_reach_a_focused_button(stand: Stand) -> None:
    stand.card.face.buttons["done"].setFocus()
    stand.press(Qt.Key.Key_Space)
    assert stand.card.isVisible()


def test_a_focused_button_keeps_its_space(stand: Stand) -> None:
    stand.focus()
    stand.card.face.buttons["next"].setFocus()
    stand.press(Qt.Key.Key_Space)
    assert stand.where == ["right", 1, "move", False]


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_enter_clicks_a_focused_button(stand: Stand, key: Qt.Key) -> None:
    stand.focus()
    stand.card.face.buttons["next"].setFocus()
    stand.press(key)
    assert stand.where == ["right", 1, "move", False]


@pytest.mark.parametrize("name", ["back", "next"])
def test_space_pauses_also_after_a_click_on_another_button(stand: Stand, name: str) -> None:
    stand.focus()
    click(stand, name)
    kind = stand.last["kind"]
    stand.press(Qt.Key.Key_Space)
    assert (stand.last["kind"], stand.last["paused"]) == (kind, True)


def test_every_button_can_be_reached_by_tab(stand: Stand) -> None:
    stand.focus()
    reached = set()
    for _ in range(7):
        stand.press(Qt.Key.Key_Tab)
        reached.add(stand.card.focusWidget())
    assert set(stand.card.face.buttons.values()) <= reached


def test_arrows_are_steps_also_from_a_focused_button(stand: Stand) -> None:
    stand.focus()
    stand.card.face.buttons["pause"].setFocus()
    stand.press(Qt.Key.Key_Right)
    assert stand.last["kind"] == "move"
    assert stand.card.focusWidget() is stand.card.face.buttons["pause"]


# --- the daemon's wishes ----------------------------------------------------------------------------


def test_the_daemon_can_pause_step_and_stop(stand: Stand) -> None:
    for wish in ("next", "next", "back", "pause", "pause"):
        stand.card.hear(wish)
    assert stand.kinds[1:4] == ["move", "hold", "move"]
    assert [event["paused"] for event in stand.events("at")[-2:]] == [True, False]
    stand.card.hear("stop")
    assert stand.last["event"] == "ended"


def test_again_begins_the_step_anew(stand: Stand) -> None:
    stand.go(40)
    stand.card.hear("again")
    assert (stand.last["kind"], stand.last["left_s"]) == ("hold", 85.0)
    stand.card.close()
    assert stand.last["held"][0]["seconds"] == 15.0


def test_a_wish_of_a_later_version_is_ignored(stand: Stand) -> None:
    before = list(stand.told)
    stand.card.hear("dance")
    assert stand.told == before
