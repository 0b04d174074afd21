"""The middle of the card: ring, figure, breath and number, as painted and as read aloud."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QColor, QImage, QPainter

from tests.window.stand import BREATHS, INK, LUNGE, Easel, Stand
from unsit.window.palette import PALETTES
from unsit.window.stage import DEPTHS, GLIDE, SWAYS

Stands = Callable[..., Stand]
ACCENT = QColor(PALETTES["light"].accent)
TRACK = QColor(PALETTES["light"].track)
DISC = QColor(PALETTES["light"].breath)


class Counting(Easel):
    """Counts how often it is asked how the body is to be seen."""

    questions = 0

    def rocks(self, place: tuple[str, str]) -> bool:
        self.questions += 1
        return super().rocks(place)


def picture(stand: Stand) -> QImage:
    return stand.card.face.stage.grab().toImage()


def columns(image: QImage, colour: QColor) -> list[int]:
    """Return the x of every second pixel of this colour."""
    return [
        x
        for x in range(0, image.width(), 2)
        for y in range(0, image.height(), 2)
        if image.pixelColor(x, y) == colour
    ]


def share_on_the_left(image: QImage, colour: QColor) -> float:
    found = columns(image, colour)
    return sum(x < image.width() / 2 for x in found) / len(found)


# --- the figure -------------------------------------------------------------------------------------


def test_the_body_stands_in_the_starting_position_at_first(stands: Stands) -> None:
    easel = Easel()
    stands(LUNGE, easel)
    assert set(easel.asked) == {(("kneel", "right"), ("kneel", "right"), 1.0, 0.0)}


def test_a_body_at_rest_is_painted_once(stands: Stands) -> None:
    easel = Easel()
    stand = stands(LUNGE, easel)
    for _ in range(50):
        stand.go(0.1)
        picture(stand)
    assert len(easel.asked) == 1


def test_the_body_glides_from_step_to_step(stands: Stands) -> None:
    easel = Easel()
    stand = stands(LUNGE, easel)
    stand.go(20)
    ways = []
    for _ in range(8):
        picture(stand)
        ways.append(easel.asked[-1])
        stand.go(GLIDE / 8)
    assert {way[:2] for way in ways} == {(("kneel", "right"), ("slide", "right"))}
    assert [way[2] for way in ways] == sorted(way[2] for way in ways)
    assert ways[0][2] == 0.0
    assert ways[4][2] == pytest.approx(0.5)
    picture(stand)
    assert easel.asked[-1][1:3] == (("slide", "right"), 1.0)


def test_at_the_change_the_body_turns_to_its_other_side(stands: Stands) -> None:
    easel = Easel()
    stand = stands(LUNGE, easel)
    stand.go(62)
    picture(stand)
    assert easel.asked[-1][:2] == (("kneel", "right"), ("kneel", "left"))


def test_a_look_works_out_once_what_is_to_be_seen(stands: Stands) -> None:
    easel = Counting()
    stand = stands(LUNGE, easel)
    stand.go(26)
    picture(stand)
    easel.questions = 0
    stand.go(0.1)
    on_the_screen(stand)
    assert easel.questions == 1


def test_a_breath_of_the_figure_costs_few_pictures(stands: Stands) -> None:
    easel = Easel()
    stand = stands(BREATHS, easel)
    easel.asked.clear()
    stand.go(25 + GLIDE)
    for _ in range(160):
        picture(stand)
        stand.go(0.1)
    fullness = [asked[3] for asked in easel.asked]
    assert sorted(fullness) == [depth / DEPTHS for depth in range(DEPTHS + 1)]


def test_a_body_that_rocks_goes_to_both_sides_and_is_in_the_middle_at_the_end(
    stands: Stands,
) -> None:
    easel = Easel("sink")
    stand = stands(LUNGE, easel)
    stand.go(25 + GLIDE)
    seen = []
    for _ in range(260):
        seen.append(picture(stand))
        stand.go(0.1)
    assert max(easel.sways) == 1.0
    assert min(easel.sways) == -1.0
    middle = seen[0]
    stand.go(0.9)
    assert picture(stand).copy(100, 60, 120, 120) == middle.copy(100, 60, 120, 120)
    assert {asked[3] for asked in easel.asked if asked[2] == 1.0} == {0.0}, (
        "it does not breathe, too"
    )


def test_a_body_that_rocks_is_painted_once_for_each_step_of_its_way(stands: Stands) -> None:
    easel = Easel("sink")
    stand = stands(LUNGE, easel)
    easel.sways.clear()
    stand.go(25 + GLIDE)
    for _ in range(260):
        picture(stand)
        stand.go(0.1)
    assert sorted(easel.sways) == [step / SWAYS for step in range(-SWAYS, SWAYS + 1)]


def test_who_does_not_rock_is_not_painted_for_it(stands: Stands) -> None:
    easel = Easel()
    stand = stands(LUNGE, easel)
    stand.go(25 + GLIDE)
    picture(stand)
    stand.go(1.5)
    picture(stand)
    assert set(easel.sways) == {0.0}


def test_a_figure_that_shall_keep_still_is_where_it_belongs_at_once(stands: Stands) -> None:
    easel = Easel("sink")
    stand = stands(LUNGE, easel)
    stand.card.face.stage.still = True
    easel.asked.clear()
    stand.go(20.5)
    picture(stand)
    assert not stand.card.face.stage.moves()
    stand.go(4.5)
    for _ in range(100):
        picture(stand)
        stand.go(0.1)
    places = [("slide", "right"), ("sink", "right")]
    assert easel.asked == [(place, place, 1.0, 0.0) for place in places]
    assert set(easel.sways) == {0.0}


def test_kept_pictures_are_let_go_with_the_step_the_side_and_the_size(stands: Stands) -> None:
    easel = Easel()
    stand = stands(LUNGE, easel)

    def painted(seconds: float = 0.0) -> list[tuple[str, str]]:
        easel.asked.clear()
        stand.go(seconds)
        picture(stand)
        return [asked[1] for asked in easel.asked]

    found = [painted(seconds) for seconds in (24, 36, 8)]  # the move, the way out, the other side
    assert found == [[("slide", "right")], [("kneel", "right")], [("kneel", "left")]]
    assert painted() == []
    stand.card.resize(stand.card.size() * 1.2)
    assert set(painted()) == {("kneel", "left")}
    assert painted() == []


def test_the_figure_stands_free_of_the_number(stands: Stands) -> None:
    stand = stands(LUNGE, Easel())
    image = picture(stand)
    lowest = max(y for y in range(image.height()) if image.pixelColor(image.width() // 2, y) == INK)
    stage = stand.card.face.stage
    assert lowest < stage.height() * 0.86
    assert stage.text() == "20"


# --- ring and disc ----------------------------------------------------------------------------------


def test_the_ring_runs_down_towards_its_beginning_on_the_left(stand: Stand) -> None:
    stand.go(25 + 20)
    image = picture(stand)
    assert share_on_the_left(image, ACCENT) > 0.9
    assert share_on_the_left(image, TRACK) < 0.5


def test_from_right_to_left_the_ring_runs_down_on_the_right(stand: Stand) -> None:
    stand.card.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    stand.go(25 + 20)
    assert share_on_the_left(picture(stand), ACCENT) < 0.1


def test_the_disc_grows_with_the_breath_and_stays_away_from_a_hold_by_seconds(
    stands: Stands,
) -> None:
    stand = stands(BREATHS)
    stand.go(25)
    sizes = []
    for _ in range(4):
        sizes.append(len(columns(picture(stand), DISC)))
        stand.go(0.9)
    assert sizes == sorted(sizes)
    assert sizes[-1] > sizes[0] * 1.3
    by_seconds = stands(LUNGE)
    by_seconds.go(26)
    assert columns(picture(by_seconds), DISC) == []


def test_the_disc_keeps_clear_of_the_words_under_a_figure(stands: Stands) -> None:
    stand = stands(BREATHS, Easel())
    stand.go(25 + 3.5)
    assert stand.card.face.stage.text() == "Breathe in"
    image = picture(stand)
    low = range(round(image.height() * 0.89), image.height())
    assert not [y for y in low if image.pixelColor(image.width() // 2, y) == DISC]


def test_a_tick_stands_at_the_end(stand: Stand) -> None:
    stand.go(111)
    assert stand.card.face.stage.text() == ""
    image = picture(stand)
    middle = image.copy(image.rect().adjusted(100, 100, -100, -100))
    assert columns(middle, ACCENT)


# --- read aloud -------------------------------------------------------------------------------------


def test_a_screen_reader_hears_the_seconds_left_as_a_progress_bar(stand: Stand) -> None:
    stand.go(5.5)
    heard = QAccessible.queryAccessibleInterface(stand.card.face.stage)
    assert heard.role() == QAccessible.Role.ProgressBar
    assert heard.text(QAccessible.Text.Name) == "Time left"
    value = heard.valueInterface()
    assert (value.currentValue(), value.maximumValue()) == (15, 20)


def test_the_value_changes_once_a_second(stand: Stand) -> None:
    values: list[int] = []
    stand.card.face.stage.valueChanged.connect(values.append)
    for _ in range(40):
        stand.go(0.1)
    assert values == [19, 18, 17, 16]


# --- what is painted --------------------------------------------------------------------------------

EDGE = 40
"""How far a colour (0 to 255) may be off at the ring's soft edge, which is a little another one for
each length of its bow."""


def on_the_screen(stand: Stand) -> QImage:
    """Return what is painted of a card, once all is."""
    Stand.until("picture", lambda: True)
    picture = stand.card.backingStore().paintDevice()
    assert isinstance(picture, QImage)
    return picture.copy()


def furthest(one: QImage, other: QImage) -> int:
    """Return the largest difference between two pictures in any colour of any pixel."""
    apart = QImage(one)
    painter = QPainter(apart)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Difference)
    painter.drawImage(0, 0, other)
    painter.end()
    plain = apart.convertToFormat(QImage.Format.Format_RGB888)
    return max(bytes(plain.constBits()))


def test_what_is_on_the_screen_is_what_a_whole_new_picture_would_be(stands: Stands) -> None:
    """Only what has changed is painted: nothing of what was there before may stay behind."""
    for plan in (LUNGE, BREATHS):
        stand = stands(plan, Easel())
        for seconds in (0.1, 0.1, 1.3, 18, 0.6, 0.7, 3, 2, 0.1, 0.1, 1, 4, 20, 30):
            stand.go(seconds)
            screen = on_the_screen(stand)
            whole = stand.card.grab().toImage().convertToFormat(screen.format())
            assert furthest(screen, whole) <= EDGE
