"""A button that fills by itself for what can press but not hold, and what is said of it."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest

from tests.window.bench import SECONDS, Bench
from tests.window.stand import Stand
from unsit.window import holding


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
