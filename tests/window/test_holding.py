"""A button that is held down: by a mouse, a finger, a key or nobody; and what lets it go."""

from typing import Any

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QAccessible, QPointingDevice, QTouchEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from tests.window.bench import SECONDS, Bench, Benches, Counter
from tests.window.stand import Stand
from unsit.window import holding

DOWN, UP = QEvent.Type.KeyPress, QEvent.Type.KeyRelease
KEYS = [Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter]


# --- a mouse ----------------------------------------------------------------------------------------


def test_it_counts_once_it_was_held_for_its_seconds_and_not_before(bench: Bench) -> None:
    bench.down()
    assert bench.button.isDown()
    bench.go(SECONDS - 0.1)
    assert bench.times == 0
    bench.go(0.1)
    assert bench.times == 1
    bench.go(5)
    assert bench.times == 1


def test_let_go_before_it_empties_smoothly_and_nothing_happens(bench: Bench) -> None:
    bench.down()
    bench.go(3)
    bench.up()
    assert bench.button.full == 0.75
    bench.go(0.2)
    assert bench.button.full == pytest.approx(0.25)
    bench.go(0.2)
    assert bench.button.full == 0
    bench.go(5)
    assert bench.times == 0


def test_a_click_is_no_holding(bench: Bench) -> None:
    QTest.mouseClick(bench.button, Qt.MouseButton.LeftButton)
    assert not bench.button.busy
    bench.go(5)
    assert bench.times == 0


def test_pressed_again_it_wants_all_of_its_seconds(bench: Bench) -> None:
    bench.down()
    bench.go(3)
    bench.up()
    bench.go(0.1)
    bench.down()
    bench.go(3)
    assert bench.times == 0
    bench.go(1)
    assert bench.times == 1


def test_what_holds_it_as_well_does_not_make_it_longer(bench: Bench) -> None:
    bench.down()
    bench.go(3)
    bench.button.press()
    bench.go(1)
    assert bench.times == 1


def test_let_go_twice_it_empties_as_fast(bench: Bench) -> None:
    bench.down()
    bench.go(4)
    bench.up()
    bench.go(0.2)
    bench.button.let_go()
    bench.go(0.21)
    assert (bench.button.full, bench.looks_in) == (0, None)


def test_where_the_pointer_leaves_it_is_let_go_and_coming_back_is_no_holding(bench: Bench) -> None:
    bench.down()
    bench.move(3)
    assert bench.button.busy
    bench.move(-3)
    assert not bench.button.busy
    assert not bench.button.isDown()
    bench.move(3)
    bench.go(5)
    assert (bench.times, bench.button.full) == (0, 0)


def test_the_other_buttons_of_the_mouse_hold_nothing(bench: Bench) -> None:
    bench.down(Qt.MouseButton.RightButton)
    assert not bench.button.busy
    bench.down()
    QTest.mouseRelease(bench.button, Qt.MouseButton.RightButton)
    assert bench.button.busy


def test_the_second_press_of_a_double_click_may_be_held_too(bench: Bench) -> None:
    QTest.mouseClick(bench.button, Qt.MouseButton.LeftButton)
    QTest.mouseDClick(bench.button, Qt.MouseButton.LeftButton)
    bench.go(SECONDS)
    assert bench.times == 1


def test_held_on_when_full_it_stays_full_until_it_is_let_go(bench: Bench) -> None:
    bench.down()
    bench.go(5)
    assert (bench.button.full, bench.looks_in) == (1, None)
    bench.up()
    bench.go(0.5)
    assert bench.button.full == 0


# --- a finger ---------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def finger(qt_app: QApplication) -> QPointingDevice:
    return QTest.createTouchDevice()


def touch(bench: Bench, finger: QPointingDevice, verb: str, x: int = 10) -> None:
    event = QTest.touchEvent(bench.button, finger)
    getattr(event, verb)(0, QPoint(x, 10), bench.button)
    event.commit()


def test_a_finger_holds_it_without_the_mouse_that_qt_would_make_of_it(
    bench: Bench, finger: QPointingDevice
) -> None:
    presses = Counter(bench.button, QEvent.Type.MouseButtonPress)
    touch(bench, finger, "press")
    bench.go(3)
    touch(bench, finger, "move", 14)
    assert bench.times == 0
    bench.go(1)
    assert bench.times == 1
    touch(bench, finger, "release")
    bench.go(1)
    assert (bench.button.full, presses.count) == (0, 0)


@pytest.mark.parametrize(("verb", "x"), [("release", 10), ("move", -20)])
def test_a_finger_lets_go_by_leaving_screen_or_button(
    bench: Bench, finger: QPointingDevice, verb: str, x: int
) -> None:
    touch(bench, finger, "press")
    bench.go(3)
    touch(bench, finger, verb, x)
    assert not bench.button.busy
    touch(bench, finger, "release")
    bench.go(5)
    assert bench.times == 0


def test_a_touch_that_the_desktop_calls_off_is_let_go(
    bench: Bench, finger: QPointingDevice
) -> None:
    touch(bench, finger, "press")
    QApplication.sendEvent(bench.button, QTouchEvent(QEvent.Type.TouchCancel, finger))
    assert not bench.button.busy
    touch(bench, finger, "release")


def test_a_finger_clicks_what_need_not_be_held(benches: Benches, finger: QPointingDevice) -> None:
    bench = benches(0)
    touch(bench, finger, "press")
    assert bench.times == 0
    touch(bench, finger, "release")
    assert bench.times == 1


# --- keys -------------------------------------------------------------------------------------------


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


# --- a screen reader --------------------------------------------------------------------------------


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Give a test what a screen reader is told."""
    heard: list[str] = []
    monkeypatch.setattr(holding, "announce", lambda _, text: heard.append(text))
    return heard


def reader_presses(bench: Bench) -> None:
    """Press it as screen readers do, and wait until Qt has shown it pressed for a moment."""
    before = bench.button.busy
    actions: Any = QAccessible.queryAccessibleInterface(bench.button).actionInterface()
    actions.doAction("Press")
    Stand.until("click", lambda: bench.button.busy != before)


def test_pressed_by_a_screen_reader_it_takes_as_long_by_itself(bench: Bench) -> None:
    reader_presses(bench)
    assert not bench.button.isDown()
    bench.go(SECONDS - 0.1)
    assert bench.times == 0
    bench.go(0.1)
    assert bench.times == 1
    bench.go(0.5)
    assert (bench.button.full, bench.looks_in) == (0, None)


def test_pressed_once_more_by_a_screen_reader_it_is_taken_back(bench: Bench) -> None:
    reader_presses(bench)
    bench.go(2)
    reader_presses(bench)
    bench.go(5)
    assert bench.times == 0


@pytest.mark.parametrize("action", ["key", "mouse", "focus"])
def test_by_itself_it_is_taken_back_by_anything_else_which_is_done(
    bench: Bench, action: str
) -> None:
    clicks: list[object] = []
    bench.other.clicked.connect(lambda: clicks.append(True))
    (bench.button if action == "focus" else bench.other).setFocus()
    bench.button.click()
    assert bench.button.busy
    if action == "key":
        QTest.keyClick(bench.other, Qt.Key.Key_Space)
    elif action == "mouse":
        QTest.mouseClick(bench.other, Qt.MouseButton.LeftButton)
    else:
        bench.other.setFocus()
    assert not bench.button.busy
    assert bool(clicks) == (action != "focus")
    bench.go(5)
    assert bench.times == 0


def test_what_was_taken_back_once_is_held_anew_by_a_press(bench: Bench) -> None:
    bench.button.click()
    bench.button.let_go()
    bench.down()
    QTest.keyClick(bench.other, Qt.Key.Key_A)
    assert bench.button.busy, "only what fills by itself is taken back by a key of another button"


def test_control_that_silences_a_screen_reader_takes_nothing_back(bench: Bench) -> None:
    bench.button.click()
    QTest.keyClick(bench.other, Qt.Key.Key_Control)
    assert bench.button.busy


def test_a_press_while_it_fills_by_itself_begins_to_hold_it(bench: Bench) -> None:
    bench.button.click()
    bench.go(3)
    bench.down()
    bench.go(3)
    bench.up()
    bench.go(5)
    assert bench.times == 0


def test_name_and_description_say_what_to_do(bench: Bench) -> None:
    heard = QAccessible.queryAccessibleInterface(bench.button)
    assert heard.role() == QAccessible.Role.Button
    assert heard.text(QAccessible.Text.Name) == "Later: hold for 4 seconds"
    said = heard.text(QAccessible.Text.Description)
    assert said.startswith("Hold N, or Space here, until it is full.")
    assert "by itself" in said
    assert bench.button.toolTip() == "Later: hold for 4 seconds (N)"


def test_what_happens_is_announced(bench: Bench, heard: list[str]) -> None:
    bench.down()
    bench.up()
    bench.go(1)
    bench.button.click()
    bench.go(SECONDS)
    assert heard == [
        "Keep holding for 4 seconds",
        "Later: taken back",
        "Filling for 4 seconds; any key takes it back",
    ]


# --- a click will do, and other prices --------------------------------------------------------------


@pytest.mark.parametrize("way", ["mouse", "Space", "Enter", "reader", "window's key"])
def test_where_nothing_is_to_be_held_it_is_a_button_like_any_other(
    benches: Benches, way: str
) -> None:
    bench = benches(0)
    ways = {
        "mouse": lambda: QTest.mouseClick(bench.button, Qt.MouseButton.LeftButton),
        "Space": lambda: QTest.keyClick(bench.button, Qt.Key.Key_Space),
        "Enter": lambda: QTest.keyClick(bench.button, Qt.Key.Key_Enter),
        "reader": bench.button.click,
        "window's key": bench.button.press,
    }
    ways[way]()
    assert bench.times == 1
    assert (bench.button.accessibleName(), bench.button.toolTip()) == ("Later", "Later (N)")
    assert bench.button.accessibleDescription() == ""


def test_a_mouse_that_leaves_and_comes_back_still_clicks_what_need_not_be_held(
    benches: Benches,
) -> None:
    bench = benches(0)
    bench.down()
    bench.move(-3)
    bench.move(3)
    bench.up()
    assert bench.times == 1


def test_what_need_not_be_held_is_clicked_as_any_other_button_also_while_the_window_changes(
    benches: Benches,
) -> None:
    bench, window = benches(0), QWidget()
    bench.down()
    window.show()
    window.activateWindow()
    Stand.until("other window", window.isActiveWindow)
    bench.up()
    window.close()
    assert bench.times == 1


def test_it_can_be_asked_for_more_while_it_stands_there(benches: Benches) -> None:
    bench = benches(1)
    assert bench.button.accessibleName() == "Later: hold for 1 second"
    narrow = bench.button.width()
    bench.down()
    bench.button.ask(20)
    assert not bench.button.busy
    assert (bench.button.text(), bench.button.width() > narrow) == ("Later (hold 20 s)", True)
    bench.up()
    bench.down()
    bench.go(19)
    bench.button.ask(20)
    bench.go(1)
    assert bench.times == 1, "asking for the same takes nothing back"
