"""A button that is held down by a key, and what lets it go."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from tests.window.bench import SECONDS, Bench
from tests.window.stand import Stand

DOWN, UP = QEvent.Type.KeyPress, QEvent.Type.KeyRelease
KEYS = [Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter]


@pytest.mark.parametrize("key", KEYS)
def test_a_key_holds_it_while_it_has_the_focus(bench: Bench, key: Qt.Key) -> None:
    bench.button.setFocus()
    bench.key(DOWN, key)
    bench.go(3)
    bench.key(UP, key)
    bench.go(0.2)
    bench.go(0.5)
    assert (bench.times, bench.button.full, bench.looks_in) == (0, 0, None)
    bench.key(DOWN, key)
    bench.go(SECONDS)
    assert bench.times == 1


@pytest.mark.parametrize("told", [True, False], ids=["told", "missed"])
@pytest.mark.parametrize("key", KEYS)
def test_what_a_held_key_repeats_is_no_letting_go_also_where_qt_misses_it(
    bench: Bench, key: Qt.Key, told: bool
) -> None:
    bench.button.setFocus()
    bench.key(DOWN, key)
    for _ in range(20):
        bench.go(0.1)
        bench.repeat(key, told)
    assert bench.button.full == pytest.approx(0.5)
    bench.go(2)
    assert bench.times == 1


def test_a_key_that_comes_back_late_was_let_go(bench: Bench) -> None:
    bench.button.setFocus()
    bench.key(DOWN, Qt.Key.Key_Space)
    bench.go(2)
    bench.key(UP, Qt.Key.Key_Space)
    bench.go(0.05)
    assert bench.button.busy
    bench.go(0.06)
    assert not bench.button.busy
    bench.key(DOWN, Qt.Key.Key_Space)
    assert bench.button.full == 0


def test_a_key_that_stays_away_is_noticed_without_anything_else(bench: Bench) -> None:
    bench.button.setFocus()
    bench.key(DOWN, Qt.Key.Key_Space)
    bench.key(UP, Qt.Key.Key_Space)
    looked: list[object] = []
    bench.timer.timeout.connect(lambda: looked.append(True))
    Stand.until("a look too early", lambda: looked)
    bench.at += 0.2
    Stand.until("end", lambda: not bench.button.busy)


def test_a_key_let_go_just_before_the_end_was_not_held(bench: Bench) -> None:
    bench.button.setFocus()
    bench.key(DOWN, Qt.Key.Key_Space)
    bench.go(SECONDS - 0.05)
    bench.key(UP, Qt.Key.Key_Space)
    bench.go(0.06)
    bench.go(5)
    assert bench.times == 0


def test_a_key_let_go_when_it_is_full_lets_it_empty(bench: Bench) -> None:
    bench.button.setFocus()
    bench.key(DOWN, Qt.Key.Key_Space)
    bench.go(SECONDS)
    bench.key(UP, Qt.Key.Key_Space)
    bench.go(0.5)
    assert (bench.button.full, bench.looks_in, bench.times) == (0, None, 1)


def test_the_release_of_a_key_that_does_not_hold_it_lets_nothing_go(bench: Bench) -> None:
    bench.button.setFocus()
    bench.key(DOWN, Qt.Key.Key_Space)
    bench.key(UP, Qt.Key.Key_Return)
    bench.go(SECONDS)
    assert bench.times == 1


def test_a_key_that_repeats_from_before_the_focus_came_begins_nothing(bench: Bench) -> None:
    bench.button.setFocus()
    bench.key(DOWN, Qt.Key.Key_Space, again=True)
    assert not bench.button.busy


@pytest.mark.parametrize("key", [Qt.Key.Key_Escape, Qt.Key.Key_Right, Qt.Key.Key_P])
def test_any_other_key_lets_go_and_does_what_it_does(bench: Bench, key: Qt.Key) -> None:
    bench.button.setFocus()
    bench.key(DOWN, Qt.Key.Key_Space)
    bench.key(DOWN, key)
    assert not bench.button.busy
    assert bench.room.keys == [key]


def test_other_keys_that_repeat_or_do_nothing_alone_do_not_let_go(bench: Bench) -> None:
    bench.button.setFocus()
    bench.button.press()
    bench.key(DOWN, Qt.Key.Key_N, again=True)
    bench.key(DOWN, Qt.Key.Key_Shift)
    assert bench.button.busy


def test_space_with_ctrl_is_meant_for_something_else(bench: Bench) -> None:
    bench.button.setFocus()
    QTest.keyPress(bench.button, Qt.Key.Key_Space, Qt.KeyboardModifier.ControlModifier)
    assert not bench.button.busy


@pytest.mark.parametrize("way", ["focus", "window", "hidden"])
def test_what_cannot_hear_the_release_any_more_is_let_go(bench: Bench, way: str) -> None:
    bench.button.setFocus()
    bench.key(DOWN, Qt.Key.Key_Space)
    window = QWidget()
    if way == "focus":
        bench.other.setFocus()
    elif way == "window":
        bench.other.setFocus()
        bench.down()
        window.show()
        window.activateWindow()
        Stand.until("other window", window.isActiveWindow)
    else:
        bench.button.hide()
        assert bench.looks_in is None
    assert not bench.button.busy
    assert not bench.button.isDown()
    window.close()
