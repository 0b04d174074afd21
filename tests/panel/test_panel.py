"""The panel shows the menu, asks for what is chosen, and can be used by the keyboard alone."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest

from tests.panel.board import POSES, Board, document
from unsit.core.menu import SEPARATOR, Entry, entry_json
from unsit.panel.document import Document, entry, menu, read
from unsit.window.palette import PALETTES

Boards = Callable[..., Board]
Key = Qt.Key
SNOOZE = (Entry("Snooze", {"verb": "snooze"}), Entry("Skip this one", {"verb": "skip"}))
CLOSED_MENU = ["Stretch now", "Stretch…", "I am standing", "Pause", "Quit"]


# --- what it shows ----------------------------------------------------------------------------------


def test_the_sentence_stands_on_top_and_the_menu_below_it(board: Board) -> None:
    assert board.sentence == "Sitting for 23 min"
    assert board.labels == CLOSED_MENU
    assert board.panel.windowTitle() == "Unsit"


def test_it_is_told_once_that_it_is_to_be_seen(board: Board) -> None:
    board.panel.repaint()
    board.panel.hide()
    board.panel.show()
    board.until("a frame", board.panel.isVisible)
    assert board.told == [{"event": "shown"}]


def test_the_first_row_that_can_be_chosen_has_the_keyboard(boards: Boards) -> None:
    assert boards().focus == "Stretch now"
    assert boards(document(free=False)).focus == "I am standing"


def test_what_cannot_be_chosen_is_shown_and_not_asked_for(boards: Boards) -> None:
    board = boards(document(free=False))
    board.click("Stretch now")
    board.click("Stretch…")
    assert board.labels == CLOSED_MENU
    assert board.requests == []


@pytest.mark.parametrize("theme", PALETTES)
def test_every_theme_paints_its_own_ground(boards: Boards, theme: str) -> None:
    board = boards(document(theme=theme))
    seen = board.panel.grab().toImage().pixelColor(2, board.panel.height() - 2)
    assert seen.name() == PALETTES[theme].ground


def test_another_face_is_another_picture(board: Board) -> None:
    before = board.panel.head.picture.grab().toImage()
    board.panel.become(document(face="due"))
    assert board.panel.head.picture.grab().toImage() != before
    board.panel.become(document(face="fresh"))
    assert board.panel.head.picture.grab().toImage() == before


@pytest.mark.parametrize("room", [QSize(320, 240), QSize(280, 400), QSize(1280, 700)])
def test_it_is_never_larger_than_its_screen(boards: Boards, room: QSize) -> None:
    board = boards(room=room)
    board.click("Stretch…")
    assert board.panel.width() <= min(room.width(), 320)
    assert board.panel.height() <= room.height()
    board.press(Key.Key_End)
    quit_row = board.row("Quit")
    top = quit_row.mapTo(board.panel, quit_row.rect().topLeft()).y()
    assert 0 <= top <= board.panel.height() - quit_row.height(), "what has the focus is in sight"


def test_all_rows_are_large_enough_for_a_finger(board: Board) -> None:
    assert min(row.height() for row in board.panel.rows.values() if row.isVisible()) >= 40


# --- choices ----------------------------------------------------------------------------------------


def test_a_click_asks_for_what_the_row_says_and_closes(board: Board) -> None:
    board.click("Stretch now")
    assert board.told[1:] == [
        {"event": "request", "request": {"verb": "stretch"}},
        {"event": "closed"},
    ]
    assert not board.panel.isVisible()


def test_a_check_box_is_asked_for_and_the_panel_stays(board: Board) -> None:
    board.click("I am standing")
    assert board.requests == [{"verb": "stand"}]
    assert board.panel.isVisible()
    board.panel.become(document("Standing since 10:42", standing=True))
    assert board.row("I am standing").isChecked()
    board.click("I am standing")
    assert board.requests == [{"verb": "stand"}, {"verb": "sit"}]


def test_a_section_shows_what_is_below_it_and_only_one_is_open(board: Board) -> None:
    high = board.panel.height()
    board.click("Stretch…")
    assert board.labels[:5] == ["Stretch now", "Stretch…", *(pose.label for pose in POSES)]
    assert board.panel.height() > high, "it grows with it"
    board.click("Pause")
    assert board.labels == [*CLOSED_MENU[:4], "30 minutes", "Until I resume", "Quit"]
    board.click("Pause")
    assert board.labels == CLOSED_MENU
    assert board.panel.height() == high
    assert board.requests == []


def test_what_is_below_a_section_can_be_chosen(board: Board) -> None:
    board.click("Pause")
    board.click("30 minutes")
    assert board.requests == [{"verb": "pause", "seconds": 1800}]
    assert not board.panel.isVisible()


def test_closing_is_told_once_however_it_comes(board: Board) -> None:
    board.panel.close()
    board.panel.close()
    assert board.told == [{"event": "shown"}, {"event": "closed"}]


# --- the keyboard alone ---------------------------------------------------------------------------


def test_the_arrows_go_through_the_rows_and_round(board: Board) -> None:
    seen = []
    for _ in range(6):
        seen.append(board.focus)
        board.press(Key.Key_Down)
    assert seen == [*CLOSED_MENU, "Stretch now"]
    board.press(Key.Key_Up, Key.Key_Up)
    assert board.focus == "Quit"
    board.press(Key.Key_Home)
    assert board.focus == "Stretch now"


@pytest.mark.parametrize("key", [Key.Key_Return, Key.Key_Enter, Key.Key_Space])
def test_enter_and_space_choose(board: Board, key: Qt.Key) -> None:
    board.press(Key.Key_End, key)
    assert board.requests == [{"verb": "quit"}]


def test_right_goes_into_a_section_and_left_out_of_it(board: Board) -> None:
    board.press(Key.Key_Down, Key.Key_Right)
    assert board.focus == "Low Lunge"
    board.press(Key.Key_Down, Key.Key_Left)
    assert board.focus == "Stretch…"
    assert board.labels == CLOSED_MENU
    board.press(Key.Key_Right, Key.Key_Down, Key.Key_Return)
    assert board.requests == [{"verb": "stretch", "pose": "pigeon"}]


def test_left_and_right_mean_nothing_on_a_plain_row(board: Board) -> None:
    board.press(Key.Key_Right, Key.Key_Left)
    assert (board.focus, board.labels) == ("Stretch now", CLOSED_MENU)


def test_a_layout_from_right_to_left_turns_the_arrows(board: Board) -> None:
    board.panel.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    board.press(Key.Key_Down, Key.Key_Left)
    assert board.focus == "Low Lunge"
    board.press(Key.Key_Right)
    assert board.focus == "Stretch…"


def test_a_letter_goes_to_the_next_row_that_begins_with_it(board: Board) -> None:
    board.press(Key.Key_P)
    assert board.focus == "Pause"
    board.press(Key.Key_S)
    assert board.focus == "Stretch now"
    board.press(Key.Key_S)
    assert board.focus == "Stretch…"
    board.press(Key.Key_X)
    assert board.focus == "Stretch…"
    assert board.requests == []


def test_escape_closes_and_asks_for_nothing(board: Board) -> None:
    board.press(Key.Key_Escape)
    assert not board.panel.isVisible()
    assert board.told == [{"event": "shown"}, {"event": "closed"}]


def test_keys_with_control_are_meant_for_something_else(board: Board) -> None:
    QTest.keyClick(board.row("Stretch now"), Key.Key_Q, Qt.KeyboardModifier.ControlModifier)
    assert board.focus == "Stretch now"


# --- another state while it is open ----------------------------------------------------------------


def test_other_words_keep_the_rows_the_focus_and_the_open_section(board: Board) -> None:
    board.press(Key.Key_Down, Key.Key_Right, Key.Key_Down)
    row = board.row("Pigeon")
    board.panel.become(document("Sitting for 24 min", face="half"))
    assert board.sentence == "Sitting for 24 min"
    assert board.row("Pigeon") is row
    assert board.focus == "Pigeon"


def test_other_rows_come_in_and_the_focus_stays_where_it_was(board: Board) -> None:
    board.press(Key.Key_P, Key.Key_Right, Key.Key_Down)
    board.panel.become(document("Time to get up", extra=SNOOZE, face="due"))
    assert board.labels[2:4] == ["Snooze", "Skip this one"]
    assert board.focus == "Until I resume"
    board.panel.become(document())
    assert board.focus == "Until I resume"


def test_a_row_with_the_focus_that_goes_leaves_it_to_the_first(boards: Boards) -> None:
    board = boards(document(extra=SNOOZE))
    board.press(Key.Key_Down, Key.Key_Down)
    assert board.focus == "Snooze"
    board.panel.become(document())
    assert board.focus == "Stretch now"


def test_a_press_that_has_begun_outlives_other_words(board: Board) -> None:
    row = board.row("Quit")
    QTest.mousePress(row, Qt.MouseButton.LeftButton)
    board.panel.become(document("Sitting for 24 min"))
    QTest.mouseRelease(row, Qt.MouseButton.LeftButton)
    assert board.requests == [{"verb": "quit"}]


# --- who sees nothing -----------------------------------------------------------------------------


def test_a_screen_reader_is_told_name_kind_and_state(board: Board) -> None:
    def heard(label: str) -> tuple[str, QAccessible.Role]:
        reader = QAccessible.queryAccessibleInterface(board.row(label))
        return reader.text(QAccessible.Text.Name), reader.role()

    assert heard("Stretch now") == ("Stretch now", QAccessible.Role.Button)
    assert heard("I am standing") == ("I am standing", QAccessible.Role.CheckBox)
    section = QAccessible.queryAccessibleInterface(board.row("Pause"))
    assert section.text(QAccessible.Text.Description) == "closed"
    board.click("Pause")
    assert section.text(QAccessible.Text.Description) == "open"
    board.panel.become(document(standing=True))
    assert QAccessible.queryAccessibleInterface(board.row("I am standing")).state().checked
    assert board.panel.head.sentence.accessibleName() == "Sitting for 23 min"


# --- what it is told ------------------------------------------------------------------------------


def test_an_entry_is_the_same_after_its_way_through_json() -> None:
    whole = Entry("A", {"verb": "a"}, checked=True, radio=True, children=(Entry("B"), SEPARATOR))
    assert entry(entry_json(whole)) == whole


@pytest.mark.parametrize(
    ("line", "why"),
    [
        (b"{", "Expecting"),
        (b"null", "list of entries"),
        (b"{}", "list of entries"),
        (b'{"entries": 1}', "list of entries"),
        (b'{"entries": [1]}', "an entry is"),
        (b'{"entries": [{"children": 1}]}', "an entry is"),
    ],
)
def test_a_line_that_is_not_of_our_making_is_refused(line: bytes, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        read(line)


def test_a_face_that_is_not_known_is_no_trouble() -> None:
    assert read(b'{"entries": [], "face": "from the future"}').face == "blind"


def test_separators_stand_only_between_rows() -> None:
    first, second = Entry("A", {"verb": "a"}), Entry("B", {"verb": "b"})
    line = SEPARATOR
    shown = Document((line, first, line, line, second, line), "", "fresh", "auto")
    assert menu(shown) == (first, line, second)


HELD = Entry("Snooze (hold it down for 0.3 s)", {"verb": "snooze"}, hold=0.3)


def test_what_must_be_held_down_counts_when_it_was(boards: Boards) -> None:
    board = boards(document(extra=(HELD,)))
    row = board.row("Snooze (hold 0.3 s)")
    QTest.mousePress(row, Qt.MouseButton.LeftButton)
    board.until("hold", lambda: board.requests)
    assert board.told[-2] == {"event": "request", "request": {"verb": "snooze"}, "held": 0.3}
    assert board.told[-1] == {"event": "closed"}


def test_what_must_be_held_down_is_not_asked_for_by_a_click(boards: Boards) -> None:
    board = boards(document(extra=(HELD,)))
    QTest.mouseClick(board.row("Snooze (hold 0.3 s)"), Qt.MouseButton.LeftButton)
    QTest.keyClick(board.row("Snooze (hold 0.3 s)"), Qt.Key.Key_Return)
    assert board.requests == []


def test_what_must_be_held_down_can_be_held_by_enter(boards: Boards) -> None:
    board = boards(document(extra=(HELD,)))
    row = board.row("Snooze (hold 0.3 s)")
    row.setFocus()
    QTest.keyPress(row, Qt.Key.Key_Return)
    board.until("hold", lambda: board.requests)
    assert board.requests == [{"verb": "snooze"}]
