"""A button that is held down: by a mouse or a finger, and where a click is enough."""

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QPointingDevice, QTouchEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from tests.window.bench import SECONDS, Bench, Benches, Counter
from tests.window.stand import Stand

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
    assert bench.button.accessibleDescription() == "Key: N"


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
