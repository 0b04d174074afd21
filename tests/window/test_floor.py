"""Floor mode: what is to be read from the floor, how large, and what a click does, however it is turned."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QAccessible, QColor, QFont, QFontMetricsF
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from tests.window.stand import INK, LUNGE, POSE, RULES, Easel, Stand
from unsit import catalogue, library
from unsit.core import floor, wayout
from unsit.core import player as playing
from unsit.core.floor import TURNS
from unsit.core.language import LANGUAGES, _
from unsit.core.player import Player
from unsit.core.session import Plan, plan
from unsit.core.value import replace
from unsit.window.floor.lettering import LEAST
from unsit.window.floor.pad import Corner, Pad, Shown
from unsit.window.ouch import RED, WHITE
from unsit.window.palette import PALETTES
from unsit.window.remarks import REMARK
from unsit.window.voice.prompter import LOUDNESS, MISSING

Stands = Callable[..., Stand]
SCREENS = {"laptop": QSize(1366, 768), "full HD": QSize(1920, 1080), "old": QSize(1024, 768)}
LYING = replace(LUNGE, floor=True)


def pad_of(stand: Stand) -> Pad:
    (pad,) = stand.card.findChildren(Pad)
    assert isinstance(pad, Pad)
    return pad


def lies(stand: Stand) -> bool:
    """Say whether floor mode is to be seen, and the card is not."""
    shown = [pad.isVisible() for pad in stand.card.findChildren(Pad)]
    assert stand.card.face.isVisible() != any(shown)
    return any(shown)


@pytest.fixture
def lying(stands: Stands) -> Stand:
    """Give a test a card in floor mode, with a body."""
    stand = stands(LUNGE, Easel())
    stand.card.floor.toggle()
    stand.until("size", lambda: pad_of(stand).width() > 600)
    return stand


@pytest.fixture
def pads(qt_app: QApplication) -> Iterator[Callable[..., Pad]]:
    """Give a test pads of any size, that show what a player plays."""
    rooms: list[QWidget] = []

    def show(player: Player, size: QSize, turn: str, body: bool = True, hurts: bool = False) -> Pad:
        room = QWidget()
        rooms.append(room)
        pad = Pad(room, PALETTES["light"], Easel() if body else None)
        room.resize(size)
        pad.resize(size)
        now = playing.frame(player)
        words = floor.words(now, player.plan.pose, player.paused, hurts)
        pad.show_moment(Shown(now, player.paused, words, floor.number(now), "Pause"), turn)
        return pad

    yield show
    for room in rooms:
        room.deleteLater()


@pytest.fixture
def tongue(request: pytest.FixtureRequest) -> Iterator[str]:
    """Speak a language, by its name, for a test."""
    catalogue.speak_in(request.param)
    yield request.param
    catalogue.speak_in("en")


@pytest.fixture
def right_to_left(qt_app: QApplication) -> Iterator[None]:
    """Have all windows laid out so."""
    qt_app.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    yield
    qt_app.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


# --- into it, and back ------------------------------------------------------------------------------


def test_f_fills_the_screen_and_f_again_makes_it_as_it_was(stand: Stand) -> None:
    stand.card.setMinimumSize(260, 300)  # as it is when a program opens it
    stand.focus()
    before = stand.card.geometry()
    stand.press(Qt.Key.Key_F)
    stand.until("full screen", stand.card.isFullScreen)
    assert lies(stand)
    assert stand.last["floor"] == "upright"
    stand.press(Qt.Key.Key_F)
    stand.until("small window", lambda: stand.card.geometry() == before)
    assert not lies(stand)
    assert stand.last["floor"] == ""


def test_the_button_and_the_daemon_do_the_same(stand: Stand) -> None:
    stand.card.face.buttons["floor"].click()
    assert lies(stand)
    stand.card.hear("floor")
    assert not lies(stand)


def test_the_right_button_of_the_mouse_leads_back(lying: Stand) -> None:
    QTest.mouseClick(pad_of(lying), Qt.MouseButton.RightButton)
    assert not lies(lying)
    assert not lying.last["paused"]


def test_a_session_may_begin_in_it(qt_app: QApplication) -> None:
    stand = Stand(replace(LYING, turned="left"))
    stand.card.floor.begin()
    stand.open()
    assert [event["event"] for event in stand.told] == ["shown", "at"]
    assert (lies(stand), stand.last["floor"]) == (True, "left")
    stand.card.close()
    stand.card.deleteLater()


def test_a_session_that_is_not_told_to_begins_small(stand: Stand) -> None:
    stand.card.floor.begin()
    assert not lies(stand)


# --- what a click does -------------------------------------------------------------------------------


@pytest.mark.parametrize("place", [(0.02, 0.02), (0.5, 0.5), (0.98, 0.98), (0.3, 0.98)])
def test_a_click_anywhere_pauses_and_the_next_goes_on(
    lying: Stand, place: tuple[float, float]
) -> None:
    pad = pad_of(lying)
    at = QPoint(int(pad.width() * place[0]), int(pad.height() * place[1]))
    QTest.mouseClick(pad, Qt.MouseButton.LeftButton, pos=at)
    assert lying.last["paused"]
    assert pad.accessibleName() == "Paused. Click anywhere to go on"
    QTest.mouseClick(pad, Qt.MouseButton.LeftButton, pos=at)
    assert not lying.last["paused"]


def test_where_the_session_waits_a_click_begins(stands: Stands) -> None:
    stand = stands(plan(POSE, replace(RULES, lead_in_waits=True)))
    stand.card.floor.toggle()
    QTest.mouseClick(pad_of(stand), Qt.MouseButton.LeftButton)
    assert stand.where == ["right", 1, "move", False]


def test_where_the_session_waits_what_to_read_goes_on_changing(stands: Stands) -> None:
    stand = stands(plan(POSE, replace(RULES, lead_in_waits=True)))
    stand.card.floor.toggle()
    seen = set()
    for __ in range(40):
        assert stand.looks_in is not None
        stand.go(1)
        seen.add(pad_of(stand).accessibleName())
    assert seen == {"Kneel", "Stop if it hurts", "Ready? Click anywhere", "Mind the knee."}


@pytest.mark.parametrize("turn", TURNS)
def test_ouch_is_one_red_corner_that_stops_at_once_however_it_is_turned(
    lying: Stand, turn: str
) -> None:
    while lying.last["floor"] != turn:
        lying.card.hear("turn")
    pad, ouch = pad_of(lying), pad_of(lying).ouch
    corners = {"upright": (0, 1), "right": (0, 0), "upside down": (1, 0), "left": (1, 1)}
    across, down = corners[turn]
    middle = ouch.geometry().center()
    assert (middle.x() > pad.width() / 2, middle.y() > pad.height() / 2) == (across, down)
    lying.until("paint", lambda: True)
    edge = ouch.geometry().topLeft() + QPoint(ouch.width() // 2, 8)
    assert pad.grab().toImage().pixelColor(edge) == QColor(RED)
    QTest.mouseClick(ouch, Qt.MouseButton.LeftButton)
    assert lying.events("ouch")
    assert not ouch.isVisible()


def test_the_red_corner_is_not_hit_by_accident(lying: Stand) -> None:
    pad, ouch = pad_of(lying), pad_of(lying).ouch
    assert ouch.width() * ouch.height() < 0.03 * pad.width() * pad.height()
    QTest.mousePress(ouch, Qt.MouseButton.LeftButton)
    QTest.mouseRelease(ouch, Qt.MouseButton.LeftButton, pos=QPoint(ouch.width() + 40, -40))
    assert not lying.events("ouch"), "who pressed it by mistake may slide off it"
    assert ouch.focusPolicy() == Qt.FocusPolicy.TabFocus


def test_o_is_ouch_and_the_way_out_is_shown_in_few_words(lying: Stand) -> None:
    lying.focus()
    lying.go(30)
    lying.press(Qt.Key.Key_O)
    assert lying.events("ouch")
    assert pad_of(lying).accessibleName() == "Come out slowly"
    lying.go(floor.GLANCE)
    assert pad_of(lying).accessibleName() == "Rise"
    assert pad_of(lying).text() == "Pause"
    lying.go(3)
    assert pad_of(lying).accessibleName() == "Rest. Still pain? Ask a professional"
    assert pad_of(lying).text() == "", "a click does nothing then"


def test_t_turns_it_by_quarters_and_only_while_it_is_to_be_seen(stand: Stand) -> None:
    stand.focus()
    stand.press(Qt.Key.Key_T)
    assert stand.last["floor"] == ""
    stand.press(Qt.Key.Key_F)
    seen = [stand.last["floor"]]
    for __ in TURNS:
        stand.press(Qt.Key.Key_T)
        seen.append(stand.last["floor"])
    assert seen == [*TURNS, TURNS[0]]


def test_a_key_that_changes_the_voice_says_so(lying: Stand) -> None:
    lying.focus()
    lying.press(Qt.Key.Key_V)
    assert pad_of(lying).accessibleName() == "Voice off."
    lying.press(Qt.Key.Key_Space)
    assert pad_of(lying).accessibleName() == "Paused. Click anywhere to go on"
    lying.press(Qt.Key.Key_V)
    lying.go(REMARK)
    assert pad_of(lying).accessibleName() == "Paused. Click anywhere to go on"


def test_a_note_is_for_the_card_only(lying: Stand) -> None:
    lying.go(20)
    before = pad_of(lying).accessibleName()
    lying.card.note("No voice here; the chimes lead you.")
    assert pad_of(lying).accessibleName() == before == "Slide the right foot"
    lying.card.floor.toggle()
    assert lying.hint == "No voice here; the chimes lead you."


@pytest.mark.parametrize("tongue", LANGUAGES, indirect=True)
def test_what_a_key_changes_is_said_in_few_words(tongue: str) -> None:
    assert [words for words in (*LOUDNESS.values(), MISSING) if not floor.few(_(words))] == []


def test_a_screen_reader_finds_a_button_with_the_words_and_what_it_does(lying: Stand) -> None:
    heard = QAccessible.queryAccessibleInterface(pad_of(lying))
    assert heard.role() == QAccessible.Role.Button
    assert heard.text(QAccessible.Text.Name) == "Kneel"
    assert heard.text(QAccessible.Text.Description) == "Pause"


# --- how large it is ---------------------------------------------------------------------------------


def moments(made: Plan) -> Iterator[Player]:
    """Return every moment of a plan at which other words stand there, and the pauses."""
    player = playing.begin(made, 0.0)
    length = sum(segment.seconds for segment in made.segments[:-1]) + 1
    last = None
    for half in range(int(length * 2)):
        now = playing.advance(player, half / 2)
        shown = floor.words(playing.frame(now), made.pose, False, False), now.index
        if shown != last:
            last = shown
            yield now
    yield playing.pause(player, 30.0)


@pytest.mark.parametrize("body", [True, False], ids=["body", "no body"])
@pytest.mark.parametrize("turn", ["upright", "left"])
@pytest.mark.parametrize("screen", SCREENS)
def test_the_words_of_every_pose_have_room_in_letters_that_can_be_read(
    pads: Callable[..., Pad], screen: str, turn: str, body: bool
) -> None:
    small: list[str] = []
    for pose in library.load().poses:
        made = plan(pose, RULES)
        made = replace(made, segments=tuple(replace(one, key="x") for one in made.segments))
        for player in moments(made):
            pad = pads(player, SCREENS[screen], turn, body)
            if pad.words_size() < LEAST or not pad.words_fit():
                small.append(f"{pose.id}: {pad.accessibleName()}")
        way = wayout.begin(playing.advance(playing.begin(made, 0.0), 40.0), 0.0)
        assert pads(way, SCREENS[screen], turn, body, True).words_fit()
    assert small == []


@pytest.mark.parametrize("tongue", LANGUAGES, indirect=True)
@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("turn", ["upright", "left"])
def test_the_word_in_the_red_corner_has_room_in_every_language(
    pads: Callable[..., Pad], tongue: str, screen: str, turn: str
) -> None:
    ouch = pads(playing.begin(LUNGE, 0.0), SCREENS[screen], turn).ouch
    assert ouch.word_fits()
    picture = ouch.grab().toImage()
    white = [
        (x, y)
        for x in range(picture.width())
        for y in range(picture.height())
        if picture.pixelColor(x, y) == QColor(WHITE)
    ]
    across, down = {x for x, _ in white}, {y for _, y in white}
    assert 8 < min(across) < max(across) < picture.width() - 8
    assert 8 < min(down) < max(down) < picture.height() - 8


@pytest.mark.parametrize("screen", SCREENS)
def test_from_right_to_left_the_red_corner_is_on_the_side_that_it_has_on_the_card(
    pads: Callable[..., Pad], right_to_left: None, screen: str
) -> None:
    for body in (True, False):
        pad = pads(playing.begin(LUNGE, 0.0), SCREENS[screen], "upright", body)
        assert pad.ouch.geometry().center().x() > 0.8 * pad.width()
        places = [place for place in pad.rooms() if not place.isEmpty()]
        assert [
            place for place in places if not 0 <= place.left() < place.right() <= pad.width()
        ] == []


@pytest.mark.parametrize("turn", TURNS)
def test_the_number_is_a_hand_high(pads: Callable[..., Pad], turn: str) -> None:
    player = playing.advance(playing.begin(LUNGE, 0.0), 30.0)
    assert pads(player, SCREENS["full HD"], turn).number_size() >= 200
    assert pads(player, SCREENS["laptop"], turn).number_size() >= 150


def test_a_capital_of_the_smallest_letters_is_a_centimetre_high() -> None:
    """At 96 dpi; a capital takes some seven tenths of what a font's size says."""
    font = QFont()
    font.setPixelSize(LEAST)
    assert QFontMetricsF(font).capHeight() >= 0.7 * LEAST > 96 / 2.54


def test_what_is_painted_is_as_large_as_what_is_reckoned(pads: Callable[..., Pad]) -> None:
    pad = pads(playing.advance(playing.begin(LUNGE, 0.0), 30.0), SCREENS["full HD"], "upright")
    image, room = pad.grab().toImage(), pad.rooms().words.toRect()
    text = QColor(PALETTES["light"].text)
    rows = [
        y
        for y in range(room.top(), room.bottom())
        if any(image.pixelColor(x, y) == text for x in range(room.left(), room.right(), 2))
    ]
    assert pad.accessibleName() == "Sink"
    assert rows[-1] - rows[0] >= 0.65 * pad.words_size() >= 0.65 * LEAST


@pytest.mark.parametrize("turn", TURNS)
@pytest.mark.parametrize("screen", SCREENS)
def test_nothing_lies_over_anything_else(pads: Callable[..., Pad], screen: str, turn: str) -> None:
    player = playing.advance(playing.begin(LUNGE, 0.0), 30.0)
    for body in (True, False):
        pad = pads(player, SCREENS[screen], turn, body)
        places = [place for place in pad.rooms() if not place.isEmpty()]
        assert len(places) == 4
        for one in places:
            assert not [other for other in places if other != one and other.intersects(one)]


@pytest.mark.parametrize("turn", TURNS)
def test_the_body_is_painted_where_it_belongs(lying: Stand, turn: str) -> None:
    while lying.last["floor"] != turn:
        lying.card.hear("turn")
    image = pad_of(lying).grab().toImage()
    found = [
        (x / image.width(), y / image.height())
        for x in range(0, image.width(), 4)
        for y in range(0, image.height(), 4)
        if image.pixelColor(x, y) == INK
    ]
    across = sum(x for x, _ in found) / len(found)
    down = sum(y for _, y in found) / len(found)
    where = {
        "upright": across < 0.4,
        "right": across > 0.6,
        "upside down": across > 0.6,
        "left": across < 0.4,
    }
    assert where[turn], (turn, across, down)


def test_the_corner_is_a_button_too(lying: Stand) -> None:
    (corner,) = lying.card.findChildren(Corner)
    assert isinstance(corner, Corner)
    assert corner.accessibleName() == "Ouch"
