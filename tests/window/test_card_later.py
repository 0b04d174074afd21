""" "Later" on the card, once it must be held down: when it is offered, and what ends the hold."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from tests.window.stand import LUNGE, Easel, Stand
from tests.window.test_crowded import settle
from unsit.core.session import Plan
from unsit.core.value import replace

Stands = Callable[..., Stand]
COSTLY = replace(LUNGE, snooze_hold=4.0)
"""Its lead-in takes 20 s."""


@pytest.fixture
def costly(stands: Stands) -> Stand:
    """Give a test a card that has the keyboard, and wants "later" held for four seconds."""
    return stands(COSTLY).focus()


def down(stand: Stand, key: Qt.Key = Qt.Key.Key_N) -> None:
    QTest.keyPress(stand.card.focusWidget(), key)


def up(stand: Stand) -> None:
    QTest.keyRelease(stand.card.focusWidget(), Qt.Key.Key_N)


def repeat(stand: Stand, told: bool = True) -> None:
    """Do what a held key does many times a second; Qt has not always `told` that it is one."""
    for kind in (QEvent.Type.KeyRelease, QEvent.Type.KeyPress):
        event = QKeyEvent(kind, Qt.Key.Key_N, Qt.KeyboardModifier.NoModifier, "n", told)
        QApplication.sendEvent(stand.card.focusWidget(), event)


def wait(stand: Stand, seconds: float) -> None:
    """Let some time pass, and card and button look at the clock as often as they do."""
    for _ in range(round(seconds * 10)):
        stand.go(0.1)
        stand.card.face.later.tick()


def is_put_off(stand: Stand) -> bool:
    return bool(stand.events("ended")) and stand.last["answer"] == "snooze"


# --- it is held -------------------------------------------------------------------------------------


def test_n_held_down_to_the_end_asks_to_be_reminded_later(costly: Stand) -> None:
    down(costly)
    wait(costly, 3.8)
    assert costly.card.isVisible()
    wait(costly, 0.3)
    assert not costly.card.isVisible()
    assert is_put_off(costly)
    assert len(costly.events("ended")) == 1


def test_n_let_go_before_is_no_answer(costly: Stand) -> None:
    down(costly)
    wait(costly, 3.5)
    up(costly)
    wait(costly, 5)
    assert costly.events("ended") == []
    assert costly.card.face.later.full == 0


@pytest.mark.parametrize("told", [True, False], ids=["told", "missed"])
def test_a_held_n_repeats_itself_and_is_still_held(costly: Stand, told: bool) -> None:
    down(costly)
    for _ in range(45):
        repeat(costly, told)
        wait(costly, 0.1)
    assert is_put_off(costly)


@pytest.mark.parametrize("told", [True, False], ids=["told", "missed"])
@pytest.mark.parametrize("name", ["pause", "later"])
def test_n_can_be_held_from_a_focused_button(costly: Stand, name: str, told: bool) -> None:
    buttons: dict[str, QPushButton] = {**costly.card.face.buttons, "later": costly.card.face.later}
    buttons[name].setFocus()
    down(costly)
    wait(costly, 1)
    repeat(costly, told)
    wait(costly, 1)
    assert costly.card.face.later.full == pytest.approx(0.5)
    up(costly)
    wait(costly, 0.2)
    assert not costly.card.face.later.busy


def test_the_button_held_down_asks_to_be_reminded_later(costly: Stand) -> None:
    QTest.mousePress(costly.card.face.later, Qt.MouseButton.LeftButton)
    wait(costly, 4.1)
    assert is_put_off(costly)


def test_a_click_and_a_tap_on_n_are_no_answer(costly: Stand) -> None:
    QTest.mouseClick(costly.card.face.later, Qt.MouseButton.LeftButton)
    costly.press(Qt.Key.Key_N)
    wait(costly, 5)
    assert costly.events("ended") == []


def test_a_screen_reader_may_press_it_and_wait(costly: Stand) -> None:
    costly.card.face.later.click()
    wait(costly, 4.1)
    assert is_put_off(costly)


def test_n_with_ctrl_is_held_for_something_else(costly: Stand) -> None:
    QTest.keyPress(costly.card, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert not costly.card.face.later.busy


def test_an_n_meant_for_the_window_before_holds_nothing(stands: Stands) -> None:
    stand = stands(COSTLY)
    down(stand)
    stand.focus()
    repeat(stand)
    assert not stand.card.face.later.busy


def test_without_a_price_a_tap_is_enough_at_any_time(stand: Stand) -> None:
    stand.focus().go(40)
    down(stand)
    assert is_put_off(stand)


# --- it is never a lock -----------------------------------------------------------------------------


@pytest.mark.parametrize("held", ["N", "Space", "by itself"])
def test_the_card_can_be_closed_while_it_is_held(costly: Stand, held: str) -> None:
    costly.card.face.later.setFocus()
    if held == "by itself":
        costly.card.face.later.click()
    else:
        down(costly, Qt.Key.Key_N if held == "N" else Qt.Key.Key_Space)
    wait(costly, 1)
    assert costly.card.face.later.busy
    costly.press(Qt.Key.Key_Escape)
    assert not costly.card.isVisible()
    assert (costly.last["outcome"], costly.last["answer"]) == ("stopped", None)


@pytest.mark.parametrize("wish", ["pause", "next", "back", "again"])
def test_asking_for_something_else_takes_it_back(costly: Stand, wish: str) -> None:
    costly.card.face.later.click()
    wait(costly, 1)
    costly.card.hear(wish)
    assert not costly.card.face.later.busy
    wait(costly, 5)
    assert costly.events("ended") == []


def test_a_button_pressed_by_a_screen_reader_takes_it_back(costly: Stand) -> None:
    costly.card.face.later.click()
    costly.card.face.buttons["pause"].click()
    assert not costly.card.face.later.busy
    assert costly.last["paused"]


def test_it_can_be_held_while_the_session_is_paused(costly: Stand) -> None:
    costly.card.toggle()
    down(costly)
    wait(costly, 4.1)
    assert is_put_off(costly)


# --- where it is offered ----------------------------------------------------------------------------


def test_begun_while_getting_ready_it_may_be_held_to_its_end(costly: Stand) -> None:
    wait(costly, 17)
    down(costly)
    wait(costly, 3)
    assert costly.kinds[-1] == "move"
    assert costly.card.face.later.isVisible()
    wait(costly, 1.1)
    assert is_put_off(costly)


def test_let_go_after_the_first_move_it_is_gone_as_ever(costly: Stand) -> None:
    wait(costly, 17)
    down(costly)
    wait(costly, 3)
    up(costly)
    wait(costly, 0.3)
    assert not costly.card.face.later.isVisible()
    assert not costly.card.face.later.full


def test_once_the_button_is_gone_n_holds_nothing(costly: Stand) -> None:
    wait(costly, 22)
    down(costly)
    wait(costly, 5)
    assert costly.events("ended") == []


def test_where_later_is_no_answer_there_is_nothing_to_hold(stands: Stands) -> None:
    stand = stands(replace(COSTLY, snooze=False)).focus()
    assert not stand.card.face.later.isVisible()
    down(stand)
    wait(stand, 5)
    assert stand.events("ended") == []


def test_the_keys_tell_for_how_long_n_is_held_and_only_where_it_can_be(costly: Stand) -> None:
    costly.press(Qt.Key.Key_F1)
    keys = "Space pause · Left, Right step · F floor · V voice · O ouch · Esc close"
    assert costly.hint == f"{keys} · N later (hold 4 s)"
    wait(costly, 21)
    assert costly.hint == keys


@pytest.mark.parametrize(("plan", "says"), [(COSTLY, "Later (hold 4 s)"), (LUNGE, "Later")])
def test_the_button_says_what_it_wants(stands: Stands, plan: Plan, says: str) -> None:
    assert stands(plan).card.face.later.text() == says


def test_no_line_of_the_keys_begins_with_a_dot(costly: Stand) -> None:
    costly.press(Qt.Key.Key_F1)
    lines = costly.labels[3].text().split("\n")
    assert len(lines) == 2
    assert not lines[1].startswith("·")


def test_the_button_stands_clear_of_ring_and_seconds_in_the_smallest_window(
    stands: Stands,
) -> None:
    stand = stands(replace(COSTLY, snooze_hold=20.0), Easel())
    stand.card.resize(276, 300)
    stage, later = stand.card.face.stage, stand.card.face.later
    settle(stand.card)
    under = later.geometry().translated(-stage.pos())
    image = stage.grab().toImage()
    colours = {
        image.pixelColor(x, y).name()
        for x in range(under.left(), under.right())
        for y in range(under.top(), under.bottom())
    }
    assert len(colours) == 1, "nothing but the ground is under it"
