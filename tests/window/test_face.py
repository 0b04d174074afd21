"""The parts round the stage: words that fit, dots, buttons, all mirrored from right to left."""

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QColor, QFontMetrics, QImage, QPalette
from PySide6.QtWidgets import QApplication

from tests.window.stand import Stand
from unsit.window.palette import PALETTES, choose
from unsit.window.parts import Dots
from unsit.window.words import Words

Stands = Callable[..., Stand]
RIGHT_TO_LEFT = Qt.LayoutDirection.RightToLeft
SIZES = (22, 18, 12)


def words(text: str, width: int, height: int = 66) -> Words:
    label = Words("#000000", SIZES, height)
    label.setWordWrap(True)
    label.say(text)
    label.resize(width, height)
    label.grab()  # only then has the label heard of its size
    return label


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it."""

    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

    paint = QColor(colour)
    red, green, blue = linear(paint.redF()), linear(paint.greenF()), linear(paint.blueF())
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


# --- words ------------------------------------------------------------------------------------------


def test_short_words_are_as_large_as_they_can_be(qt_app: QApplication) -> None:
    assert words("Sink.", 300).font().pixelSize() == SIZES[0]


def test_longer_words_are_smaller_and_whole(qt_app: QApplication) -> None:
    label = words("Swing your right heel over towards your left hip and keep it there now.", 200)
    assert label.font().pixelSize() < SIZES[0]
    assert label.text().replace("\n", " ") == label.accessibleName()


def test_words_without_room_are_shortened_for_the_eye_and_whole_for_the_ear(
    qt_app: QApplication,
) -> None:
    label = words("word " * 90, 160)
    assert label.font().pixelSize() == SIZES[-1]
    assert label.text().endswith("word…")
    assert label.accessibleName() == "word " * 90
    needed = QFontMetrics(label.font()).boundingRect(label.rect(), 0, label.text())
    assert needed.height() <= label.height()


def test_one_line_is_whole_where_the_font_is_taller_than_the_room(qt_app: QApplication) -> None:
    assert words("Get ready", 300, height=8).text() == "Get ready"


def test_no_last_word_stands_alone(qt_app: QApplication) -> None:
    sentence = "Rock softly from side to side."
    metrics = QFontMetrics(words(sentence, 900).font())
    room = metrics.horizontalAdvance("Rock softly from side to") + 4
    lines = words(sentence, room).text().split("\n")
    assert len(lines) == 2
    widths = [metrics.horizontalAdvance(line) for line in lines]
    assert min(widths) > 0.6 * max(widths)


# --- right to left, large and small -----------------------------------------------------------------


def picture(stand: Stand, button: str) -> QImage:
    return stand.card.face.buttons[button].grab().toImage()


def test_from_right_to_left_back_and_next_change_their_signs(stands: Stands) -> None:
    usual, other = stands(), stands()
    other.card.setLayoutDirection(RIGHT_TO_LEFT)
    assert picture(other, "back") == picture(usual, "next")
    assert picture(other, "next") == picture(usual, "back")
    assert picture(other, "done") == picture(usual, "done")
    assert picture(usual, "back") != picture(usual, "next")


def done_dots(dots: Dots) -> list[int]:
    """Return the columns that have the colour of what is done."""
    image, accent = dots.grab().toImage(), QColor(PALETTES["light"].accent)
    return [x for x in range(image.width()) if image.pixelColor(x, image.height() // 2) == accent]


def test_from_right_to_left_the_dots_begin_at_the_right(stand: Stand) -> None:
    (dots,) = stand.card.findChildren(Dots)
    assert isinstance(dots, Dots)
    stand.go(20)
    assert max(done_dots(dots)) < 40
    stand.card.setLayoutDirection(RIGHT_TO_LEFT)
    assert min(done_dots(dots)) > dots.width() - 40


def test_from_right_to_left_name_and_chip_change_places(stand: Stand) -> None:
    name = stand.labels[0]
    before = name.x()
    stand.card.setLayoutDirection(RIGHT_TO_LEFT)
    Stand.until("layout", lambda: name.x() > before)


def test_all_grows_with_the_card(stand: Stand) -> None:
    before = stand.labels[2].font().pixelSize()
    stand.card.resize(stand.card.size() * 2)
    Stand.until("layout", lambda: stand.labels[2].font().pixelSize() == 2 * before)
    assert stand.card.face.buttons["next"].width() == 100


# --- read aloud, and seen ---------------------------------------------------------------------------


def test_every_button_is_a_button_with_a_name_and_tells_its_key(stand: Stand) -> None:
    found = []
    for button in stand.card.face.buttons.values():
        heard = QAccessible.queryAccessibleInterface(button)
        assert heard.role() == QAccessible.Role.Button
        found.append((heard.text(QAccessible.Text.Name), button.toolTip()))
    assert found == [
        ("Back", "Back (Left)"),
        ("Pause", "Pause (Space)"),
        ("Next", "Next (Right)"),
        ("Done", "Done (Esc)"),
        ("Floor mode", "Floor mode (F)"),
    ]


def test_the_card_is_a_dialog_and_its_words_can_be_read(stand: Stand) -> None:
    assert QAccessible.queryAccessibleInterface(stand.card).role() == QAccessible.Role.Dialog
    text = QAccessible.queryAccessibleInterface(stand.labels[2])
    assert (text.role(), text.text(QAccessible.Text.Name)) == (
        QAccessible.Role.StaticText,
        "Kneel.",
    )


def test_the_focus_can_be_seen(stand: Stand) -> None:
    stand.focus()
    before = picture(stand, "next")
    stand.card.face.buttons["next"].setFocus()
    assert picture(stand, "next") != before


@pytest.mark.parametrize("name", list(PALETTES))
def test_every_text_has_the_contrast_that_wcag_asks_for(name: str) -> None:
    colours = PALETTES[name]
    pairs = [
        *((text, colours.ground) for text in (colours.text, colours.dim, colours.accent)),
        *((colours.text, ground) for ground in (colours.button, colours.breath)),
        (colours.on_accent, colours.accent),
    ]
    assert min(contrast(*pair) for pair in pairs) >= 4.5


class Hints:
    """A desktop that has made up its mind, as Qt's style hints tell it."""

    def __init__(self, scheme: str) -> None:
        self._scheme = scheme

    def colorScheme(self) -> SimpleNamespace:  # noqa: N802  # Qt's name
        return SimpleNamespace(name=self._scheme)


@pytest.mark.parametrize(
    ("wanted", "scheme", "chosen"),
    [
        ("auto", "Dark", "dark"),
        ("auto", "Light", "light"),
        ("auto", "Unknown", "light"),
        ("light", "Dark", "light"),
        ("dark", "Light", "dark"),
    ],
)
def test_auto_follows_the_desktop_and_a_setting_does_not(
    wanted: str, scheme: str, chosen: str
) -> None:
    assert choose(wanted, Hints(scheme)).name == chosen


@pytest.mark.parametrize(("ground", "chosen"), [("#202020", "dark"), ("#fafafa", "light")])
def test_before_qt_can_tell_the_colours_of_the_desktop_show_it(
    qt_app: QApplication, ground: str, chosen: str
) -> None:
    before = qt_app.palette()
    colours = QPalette(QColor("#808080"), QColor(ground))
    colours.setColor(QPalette.ColorRole.WindowText, QColor("#808080"))
    qt_app.setPalette(colours)
    assert choose("auto", object()).name == chosen
    qt_app.setPalette(before)


def test_the_real_hints_can_be_asked(qt_app: QApplication) -> None:
    assert choose("auto", qt_app.styleHints()).name in PALETTES
