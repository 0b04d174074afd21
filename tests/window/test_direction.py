"""Which way a window is laid out, and what the arrow keys mean there."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from tests.window.stand import Stand
from unsit.core.language import LANGUAGES, RTL, SPOKEN
from unsit.window.direction import direction

LEFT_TO_RIGHT, RIGHT_TO_LEFT = Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft


@pytest.fixture
def arabic(qt_app: QApplication) -> Iterator[None]:
    """Have Arabic be spoken, and the windows laid out that way."""
    SPOKEN.speak("ar", None)
    qt_app.setLayoutDirection(direction())
    yield
    SPOKEN.speak("en", None)
    qt_app.setLayoutDirection(direction())


@pytest.mark.parametrize("language", ["ar", "he", "fa", "ur", "ckb"])
def test_some_languages_are_written_from_right_to_left(language: str) -> None:
    assert direction(language) == RIGHT_TO_LEFT


@pytest.mark.parametrize("language", ["", "en", "de", "zh_CN", "pt_BR", "C"])
def test_most_are_written_from_left_to_right(language: str) -> None:
    assert direction(language) == LEFT_TO_RIGHT


def test_the_languages_of_unsit_are_written_as_the_core_says() -> None:
    for name in LANGUAGES:
        assert (direction(name) == RIGHT_TO_LEFT) == (name in RTL), name


def test_the_arrow_that_points_where_reading_goes_is_next(stand: Stand) -> None:
    stand.focus().press(Qt.Key.Key_Right)
    assert stand.kinds[-1] == "move"
    stand.press(Qt.Key.Key_Left)
    assert stand.kinds[-1] == "ready"


def test_from_right_to_left_that_is_the_left_one(
    arabic: None, stands: Callable[..., Stand]
) -> None:
    stand = stands().focus()
    stand.press(Qt.Key.Key_Left)
    assert stand.kinds[-1] == "move"
    stand.press(Qt.Key.Key_Right)
    assert stand.kinds[-1] == "ready"
    assert stand.card.face.buttons["next"].toolTip() == "Next (Left)"
    assert stand.card.face.buttons["back"].toolTip() == "Back (Right)"
