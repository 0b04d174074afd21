"""A lead-in that waits for the person, and a session that is gone on with in the middle."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from tests.window.stand import LUNGE, POSE, RULES, Stand
from unsit.core import remainder
from unsit.core.leftoff import LeftOff
from unsit.core.session import plan
from unsit.core.value import replace

Stands = Callable[..., Stand]
PATIENT = plan(POSE, replace(RULES, lead_in_waits=True))


@pytest.fixture
def patient(stands: Stands) -> Stand:
    stand = stands(PATIENT)
    stand.go(100)
    assert stand.kinds == ["ready"]
    return stand


def press_space(stand: Stand) -> None:
    stand.focus()
    stand.press(Qt.Key.Key_Space)


def click_the_button(stand: Stand) -> None:
    button = stand.card.face.buttons["pause"]
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def click_anywhere(stand: Stand) -> None:
    QTest.mouseClick(stand.card.face.stage, Qt.MouseButton.LeftButton)


def be_told_pause(stand: Stand) -> None:
    stand.card.hear("pause")


def be_told_next(stand: Stand) -> None:
    stand.card.hear("next")


@pytest.mark.parametrize(
    "ready", [press_space, click_the_button, click_anywhere, be_told_pause, be_told_next]
)
def test_ready_is_said_in_any_of_these_ways(patient: Stand, ready: Callable[[Stand], None]) -> None:
    ready(patient)
    assert patient.kinds == ["ready", "move"]
    assert not patient.events("at")[-1]["paused"]


def test_while_it_waits_it_says_so_and_rests(patient: Stand) -> None:
    assert patient.events("at")[0]["waits"]
    assert patient.card.face.stage.text() == "Ready?"
    assert patient.looks_in is None
    names = [button.accessibleName() for button in patient.card.findChildren(QPushButton)]
    assert "Ready" in names
    assert "Pause" not in names


def test_a_click_means_nothing_where_nothing_waits(stand: Stand) -> None:
    click_anywhere(stand)
    assert stand.kinds == ["ready"]
    assert not stand.events("at")[-1]["paused"]


def test_what_is_gone_on_with_tells_where_it_is_and_what_it_held(stands: Stands) -> None:
    left_off = LeftOff("lunge", "left", 2, 22.0, "right", 0.0)
    stand = stands(remainder.of(LUNGE, POSE, RULES, left_off))
    stand.go(25.5)
    at = stand.events("at")[-1]
    assert (at["kind"], at["side"], at["segment"]) == ("hold", "left", 2)
    assert at["into_s"] == pytest.approx(8, abs=1)
    stand.go(60)
    ended = stand.events("ended")[0]
    assert ended["outcome"] == "done"
    assert ended["held"] == [{"side": "left", "step": 2, "seconds": 22.0, "complete": True}]


def test_each_word_of_where_it_is_has_what_was_held_by_then(stand: Stand) -> None:
    stand.go(35)
    stand.card.toggle()
    (held,) = stand.events("at")[-1]["held"]
    assert held["seconds"] == pytest.approx(10, abs=0.5)
    assert not held["complete"]
