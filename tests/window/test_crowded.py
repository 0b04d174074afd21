"""The card where words are long, the screen is small, or somebody looks for the focus."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication, QWidget

from tests.window.stand import LUNGE, Easel, Stand
from tests.window.test_face import contrast
from unsit.core.value import replace
from unsit.window.card import Card
from unsit.window.palette import PALETTES
from unsit.window.words import aloud

Stands = Callable[..., Stand]
GERMAN = (
    "Legen Sie das rechte Fußgelenk behutsam über das linke Knie und schieben Sie anschließend das "
    "Knie mit der Hand langsam von sich weg, bis Sie eine deutliche Dehnung spüren."
)
NAME = "Außergewöhnlich tiefe einbeinige Königstaubenhaltung mit Vorbeuge"
CROWDED = replace(
    LUNGE,
    pose={**LUNGE.pose, "name": NAME, "caution": GERMAN},
    segments=tuple(replace(one, text=GERMAN) for one in LUNGE.segments),
    snooze_hold=8.0,
)


def settle(card: Card) -> None:
    for _ in range(10):
        QApplication.processEvents()
    card.tick()
    QApplication.processEvents()


# --- words ------------------------------------------------------------------------------------------


def test_what_the_eye_sees_shortened_is_whole_in_a_tip(stands: Stands) -> None:
    stand = stands(CROWDED)
    name = stand.labels[0]
    assert name.text().endswith("…")
    assert name.toolTip() == NAME
    instruction = stand.labels[2]
    assert instruction.text().replace("\n", " ") == GERMAN, "it wraps"
    assert instruction.toolTip() == ""


@pytest.mark.parametrize(("width", "height"), [(272, 300), (320, 400), (400, 664)])
def test_on_a_small_screen_nothing_lies_over_anything_else(
    stands: Stands, width: int, height: int
) -> None:
    stand = stands(CROWDED, Easel())
    stand.card.resize(width, height)
    settle(stand.card)
    face = stand.card.face
    parts: list[QWidget] = [*stand.labels, face.stage, *face.buttons.values()]
    boxes = [part.geometry() for part in parts if part.isVisible()]
    for i, box in enumerate(boxes):
        assert face.rect().contains(box)
        assert not any(box.intersects(other) for other in boxes[i + 1 :])
    assert not face.later.geometry().intersects(face.ouch.geometry())


def test_later_says_how_long_where_there_is_room_and_its_name_always_does(stands: Stands) -> None:
    stand = stands(CROWDED, Easel())
    later = stand.card.face.later
    settle(stand.card)
    assert later.shown() == "Later (hold 8 s)"
    stand.card.resize(272, 300)
    settle(stand.card)
    assert later.shown() == "Later"
    assert later.accessibleName() == "Later: hold for 8 seconds"
    face = stand.card.face
    assert later.mapTo(face, QPoint(0, 0)).x() > face.width() / 2


def test_the_keys_are_not_torn_from_what_they_do(stand: Stand) -> None:
    stand.focus().press(Qt.Key.Key_F1)
    lines = stand.labels[3].text().replace("\N{NO-BREAK SPACE}", " ").split("\n")
    assert len(lines) == 2
    assert any("V voice" in line for line in lines)
    assert any("Esc close" in line for line in lines)


def test_a_dot_between_words_is_a_pause_for_the_ear() -> None:
    assert aloud("Hold · Breath 1 of 3") == "Hold, Breath 1 of 3"
    assert aloud("Esc close\N{NO-BREAK SPACE}· N later") == "Esc close, N later"


# --- the focus --------------------------------------------------------------------------------------


@pytest.mark.parametrize("theme", [*PALETTES])
@pytest.mark.parametrize("name", ["ouch", "later", "back", "pause", "next", "done"])
def test_the_focus_is_to_be_seen_on_each_button(
    qt_app: QApplication, theme: str, name: str
) -> None:
    palette = PALETTES[theme]
    card = Card(
        replace(LUNGE, theme=theme),
        palette,
        None,
        lambda: 0.0,
        lambda event: None,
        lambda chime: None,
        lambda: None,
    )
    card.show()
    card.activateWindow()
    Stand.until("window", card.isActiveWindow)
    parts = {**card.face.buttons, "ouch": card.face.ouch, "later": card.face.later}
    before = parts[name].grab().toImage()
    parts[name].setFocus(Qt.FocusReason.TabFocusReason)
    ring = changed(before, parts[name].grab().toImage())
    assert len(ring) > 60, "a line all round it"
    assert max(contrast(colour.name(), palette.ground) for colour in ring) >= 3, "WCAG 2.2, 2.4.13"
    card.close()
    card.deleteLater()


def changed(before: QImage, after: QImage) -> list[QColor]:
    """Return the colours of all pixels that are others now."""
    places = [(x, y) for x in range(after.width()) for y in range(after.height())]
    return [after.pixelColor(x, y) for x, y in places if after.pixel(x, y) != before.pixel(x, y)]
