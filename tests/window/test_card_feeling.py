"""How do your hips feel? Asked before and after, answered by keys and clicks, or not at all."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QHBoxLayout, QWidget

from tests.window.stand import LUNGE, POSE, RULES, Stand
from tests.window.waiting import until
from unsit.core import session
from unsit.core.session import Plan, plan
from unsit.core.value import replace
from unsit.window.feeling import Feeling, Number
from unsit.window.palette import PALETTES

ASKED = plan(POSE, replace(RULES, ask_feel=True))
Stands = Callable[..., Stand]


@pytest.fixture
def asked(stands: Stands) -> Stand:
    return stands(ASKED).focus()


def feeling(stand: Stand) -> Feeling:
    return stand.card.face.feeling


def chosen(stand: Stand) -> list[int]:
    return [each.number for each in feeling(stand).numbers if each.isChecked()]


def click(stand: Stand, number: int) -> None:
    QTest.mouseClick(feeling(stand).numbers[number], Qt.MouseButton.LeftButton)


def to_the_end(stand: Stand) -> None:
    while stand.kinds[-1] != "done":
        stand.card.onward()


def test_unless_the_settings_say_so_nobody_is_asked(stand: Stand) -> None:
    stand.focus()
    assert not feeling(stand).isVisible()
    stand.press(Qt.Key.Key_7)
    stand.card.close()
    assert "feel_before" not in stand.events("ended")[0]
    assert LUNGE.segments[-1].seconds == session.GOODBYE


def test_it_is_asked_while_one_gets_ready_and_at_the_end_only(asked: Stand) -> None:
    seen = {"ready": feeling(asked).isVisible()}
    while asked.kinds[-1] != "done":
        asked.card.onward()
        seen[asked.kinds[-1]] = feeling(asked).isVisible()
    assert {kind for kind, visible in seen.items() if visible} == {"ready", "done"}


def test_nobody_need_answer(asked: Stand) -> None:
    asked.go(20)
    assert asked.kinds == ["ready", "move"]
    asked.go(ASKED.segments[1].seconds)
    asked.card.close()
    ended = asked.events("ended")[0]
    assert not {"feel_before", "feel_after"} & ended.keys()


@pytest.mark.parametrize("number", [0, 4, 9])
def test_a_figure_is_an_answer_and_can_be_changed(asked: Stand, number: int) -> None:
    asked.press(Qt.Key.Key_5)
    asked.press(getattr(Qt.Key, f"Key_{number}"))
    assert chosen(asked) == [number]
    asked.card.close()
    assert asked.events("ended")[0]["feel_before"] == number


def test_ten_is_a_click_away(asked: Stand) -> None:
    click(asked, 10)
    assert chosen(asked) == [10]
    asked.card.close()
    assert asked.events("ended")[0]["feel_before"] == 10


def test_an_answer_does_not_hold_the_lead_in_up_or_end_it(asked: Stand) -> None:
    asked.press(Qt.Key.Key_3)
    assert asked.kinds == ["ready"]
    asked.go(20)
    assert asked.kinds == ["ready", "move"]
    asked.press(Qt.Key.Key_8)  # no question any more
    asked.card.close()
    assert asked.events("ended")[0]["feel_before"] == 3


def test_the_answer_at_the_end_closes_the_card(asked: Stand) -> None:
    asked.press(Qt.Key.Key_3)
    to_the_end(asked)
    assert chosen(asked) == []
    asked.press(Qt.Key.Key_7)
    assert not asked.card.isVisible()
    ended = asked.events("ended")[0]
    assert (ended["feel_before"], ended["feel_after"]) == (3, 7)


def test_without_an_answer_the_card_closes_by_itself_a_little_later(asked: Stand) -> None:
    to_the_end(asked)
    asked.go(session.ASKING - 1)
    assert asked.card.isVisible()
    asked.go(2)
    assert not asked.card.isVisible()


def test_whoever_says_ouch_is_asked_no_more_and_what_they_said_is_kept(asked: Stand) -> None:
    asked.press(Qt.Key.Key_6)
    asked.card.ouch()
    assert not feeling(asked).isVisible()
    to_the_end(asked)
    assert not feeling(asked).isVisible()
    asked.card.close()
    ended = asked.events("ended")[0]
    assert (ended["outcome"], ended["feel_before"]) == ("ouch", 6)


def test_stray_typing_is_no_answer(stands: Stands) -> None:
    stand = stands(ASKED)
    stand.press(Qt.Key.Key_6)
    assert chosen(stand) == []


def test_the_figure_does_not_jump_when_the_question_goes(asked: Stand) -> None:
    before = asked.card.face.stage.geometry()
    asked.go(20)
    assert not feeling(asked).isVisible()
    assert asked.card.face.stage.geometry() == before


def test_a_screen_reader_is_told_each_answer(asked: Stand) -> None:
    names = [
        QAccessible.queryAccessibleInterface(number).text(QAccessible.Text.Name)
        for number in feeling(asked).numbers
    ]
    assert names == [f"{number} of 10" for number in range(11)]


def test_the_question_fits_on_the_card(asked: Stand) -> None:
    face = asked.card.face.rect()
    for number in feeling(asked).numbers:
        corner = number.mapTo(asked.card.face, number.rect().bottomRight())
        assert face.contains(corner)
        assert number.width() >= 24  # as large as WCAG 2.2 (2.5.8) wants a target


def test_a_plan_that_asks_goes_through_json() -> None:
    assert Plan.from_json(ASKED.to_json()).ask_feel


@pytest.mark.usefixtures("qt_app")
@pytest.mark.parametrize("theme", PALETTES)
@pytest.mark.parametrize("answer", [False, True])
def test_it_can_be_seen_which_number_has_the_keyboard(theme: str, answer: bool) -> None:
    window = QWidget()
    row = QHBoxLayout(window)
    numbers = [Number(PALETTES[theme], 7), Number(PALETTES[theme], 8)]
    for number in numbers:
        row.addWidget(number)
    numbers[0].setChecked(answer)
    window.show()
    window.activateWindow()
    until("window", window.isActiveWindow)
    pictures = []
    for number in numbers:
        number.setFocus()
        pictures.append(numbers[0].grab().toImage())
    assert pictures[0] != pictures[1]
    window.close()
