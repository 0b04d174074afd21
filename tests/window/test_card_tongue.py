"""Whatever stands on the card, or is told to a screen reader, was asked for in the language spoken."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget

from tests.tongue import spoken, unasked
from tests.window.stand import POSE, RULES, Stand
from unsit.core.poses import Hold
from unsit.core.session import plan
from unsit.core.value import replace
from unsit.window import card as cards
from unsit.window import holding


@pytest.fixture(autouse=True)
def in_wide_letters() -> Iterator[None]:
    with spoken():
        yield


def texts(card: QWidget) -> set[str]:
    """Return all that stands on a window, for the eye and for a screen reader."""
    found = {card.windowTitle()}
    for part in card.findChildren(QWidget):
        found |= {part.accessibleName(), part.accessibleDescription(), part.toolTip()}
        if isinstance(part, QLabel | QAbstractButton):
            found.add(part.text())
    return found


@pytest.mark.parametrize("hold", [Hold(seconds=30), Hold(breaths=(3, 6))], ids=["time", "breaths"])
@pytest.mark.parametrize("cost", [0.0, 5.0])
def test_a_whole_session_and_all_its_keys(
    stands: Callable[..., Stand], monkeypatch: pytest.MonkeyPatch, hold: Hold, cost: float
) -> None:
    heard: list[str] = []
    for room in (cards, holding):
        monkeypatch.setattr(room, "announce", lambda _, text: heard.append(text))
    rules = replace(RULES, lead_in_waits=cost > 0)
    made = plan(replace(POSE, hold=hold, deeper="Go deeper."), rules, snooze_hold=cost)
    stand = stands(made).focus()
    said = texts(stand.card)
    for key in (Qt.Key.Key_F1, Qt.Key.Key_V, Qt.Key.Key_Space, Qt.Key.Key_Space):
        stand.press(key)
        said |= texts(stand.card) | {stand.card.face.stage.text()}
    for __ in made.segments[2:]:
        for seconds in (2, 12):
            stand.go(seconds)
            said |= texts(stand.card) | {stand.card.face.stage.text()}
        stand.press(Qt.Key.Key_F1)
        stand.press(Qt.Key.Key_Right)
    stand.card.back()
    stand.card.ouch()
    said |= texts(stand.card)
    known = ("F1", "Esc", "trainer")
    assert {text: words for text in said | {*heard} if (words := unasked(text, known))} == {}
    assert len(said) > 20
    assert len(heard) > 5


def test_a_whole_session_in_floor_mode(stands: Callable[..., Stand]) -> None:
    stand = stands(plan(POSE, replace(RULES, lead_in_waits=True))).focus()
    stand.card.floor.toggle()
    said: set[str] = set()
    for __ in range(8):
        stand.go(3)
        said |= texts(stand.card)
    stand.press(Qt.Key.Key_Space)
    for __ in range(60):
        stand.go(1)
        said |= texts(stand.card)
    stand.press(Qt.Key.Key_Space)
    said |= texts(stand.card)
    stand.card.ouch()
    for __ in range(8):
        said |= texts(stand.card)
        stand.go(2)
    assert {
        text: words for text in said if (words := unasked(text, ("F1", "Esc", "trainer")))
    } == {}
    assert len(said) > 20
