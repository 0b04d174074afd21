"""The history window: its keys, its pages, and what it tells whoever cannot see it."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.record.conftest import Note, holds
from tests.window.conftest import nothing_raises_in_qt, qt_app
from tests.window.waiting import until
from unsit import history, places
from unsit.record import window, words
from unsit.record.views import span_of
from unsit.window.palette import PALETTES

__all__ = ["nothing_raises_in_qt", "qt_app"]


class Desk:
    """Holds one window, at a noon of its own."""

    def __init__(self, now: datetime, theme: str) -> None:
        self.now, self.told, self.stretches = now, list[dict[str, Any]](), 0
        self.window = window.Window(PALETTES[theme], self.told.append, self._stretch, self._clock)

    def open(self) -> "Desk":
        """Show it, and wait until it has read the history."""
        self.window.show()
        self.window.activateWindow()
        self.until("read", lambda: self.told and (self.window.view or self.sentence))
        return self

    def presses(self, key: Qt.Key, how: Any = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(self.window, key, how)
        QApplication.processEvents()

    @property
    def title(self) -> str:
        return self.window.title.text()

    @property
    def sentence(self) -> str:
        """What stands in the place of a picture, "" where there is one."""
        empty = self.window.empty
        return f"{empty.head.text()}: {empty.sentence.text()}" if empty.isVisible() else ""

    until = staticmethod(until)

    def _stretch(self) -> None:
        self.stretches += 1

    def _clock(self) -> datetime:
        return self.now


@pytest.fixture
def desks(qt_app: QApplication, now: datetime) -> Iterator[Callable[..., Desk]]:
    made: list[Desk] = []

    def desk(theme: str = "light") -> Desk:
        made.append(Desk(now, theme))
        return made[-1].open()

    yield desk
    for one in made:
        one.window.close()
        one.window.deleteLater()


@pytest.fixture
def from_the_right(qt_app: QApplication) -> Iterator[None]:
    """Let a language be spoken that is written from right to left."""
    before = qt_app.layoutDirection()
    qt_app.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    yield
    qt_app.setLayoutDirection(before)


@pytest.fixture
def week(note: Note) -> None:
    for days in range(5):
        note("sitting", 24 * days + 2, sat_s=3600, ended_by="away")
        note("session", 24 * days + 1, pose="pigeon", outcome="done", holds=holds("right", "left"))


def test_it_opens_on_today_and_tells_of_its_first_frame(
    desks: Callable[..., Desk], week: None
) -> None:
    desk = desks()
    assert desk.told == [{"event": "shown"}, {"event": "drawn"}]
    assert (desk.window.kind, desk.title) == ("day", "Today")


def test_arrows_go_from_day_to_day_and_not_past_what_is_known(
    desks: Callable[..., Desk], week: None
) -> None:
    desk = desks()
    desk.presses(Qt.Key.Key_Right)
    assert desk.title == "Today"
    desk.presses(Qt.Key.Key_Left)
    assert desk.title == "Yesterday"
    for _ in range(6):
        desk.presses(Qt.Key.Key_Left)
    assert desk.title == words.on((desk.now - timedelta(days=4)).date())
    assert not desk.window.earlier.isEnabled()
    desk.presses(Qt.Key.Key_Home)
    assert desk.title == "Today"


def test_numbers_and_ctrl_tab_change_the_picture(desks: Callable[..., Desk], week: None) -> None:
    desk = desks()
    control = Qt.KeyboardModifier.ControlModifier
    for key, kind in ((Qt.Key.Key_3, "dose"), (Qt.Key.Key_2, "weeks"), (Qt.Key.Key_1, "day")):
        desk.presses(key)
        assert desk.window.kind == kind
    desk.presses(Qt.Key.Key_Tab, control)
    assert desk.window.kind == "weeks"
    desk.presses(Qt.Key.Key_Backtab, control | Qt.KeyboardModifier.ShiftModifier)
    assert desk.window.kind == "day"


def test_weeks_go_by_a_week_at_a_time(desks: Callable[..., Desk], week: None, note: Note) -> None:
    note("sitting", 24 * 40, sat_s=3600, ended_by="away")
    desk = desks()
    desk.presses(Qt.Key.Key_2)
    before = desk.window.view
    desk.presses(Qt.Key.Key_Left)
    after = desk.window.view
    assert before is not None
    assert after is not None
    assert span_of(before).first - span_of(after).first == timedelta(days=7)


def test_escape_closes_it(desks: Callable[..., Desk], week: None) -> None:
    desk = desks()
    desk.presses(Qt.Key.Key_Escape)
    assert not desk.window.isVisible()
    assert desk.told[-1] == {"event": "closed"}


@pytest.mark.parametrize("theme", PALETTES)
def test_a_screen_reader_is_told_the_picture_in_words(
    desks: Callable[..., Desk], week: None, theme: str
) -> None:
    desk = desks(theme)
    desk.presses(Qt.Key.Key_3)
    assert desk.window.canvas is not None
    canvas = QAccessible.queryAccessibleInterface(desk.window.canvas)
    told = canvas.text(QAccessible.Text.Description)
    assert "hip flexors left" in told
    assert told == desk.window.summary.text()
    for button in (desk.window.earlier, desk.window.later, desk.window.today):
        assert QAccessible.queryAccessibleInterface(button).text(QAccessible.Text.Name)


def test_an_empty_history_offers_a_stretch(desks: Callable[..., Desk]) -> None:
    desk = desks()
    assert desk.sentence.startswith("Nothing yet: Your first sitting")
    assert desk.window.empty.button.hasFocus()
    desk.presses(Qt.Key.Key_Space)
    QTest.mouseClick(desk.window.empty.button, Qt.MouseButton.LeftButton)
    assert desk.stretches >= 1


def test_what_happened_meanwhile_is_shown_on_coming_back(
    desks: Callable[..., Desk], note: Note
) -> None:
    desk = desks()
    note("sitting", 1, sat_s=600, ended_by="away")
    desk.presses(Qt.Key.Key_F5)
    assert (desk.sentence, desk.title) == ("", "Today")


def test_a_damaged_history_is_told_in_the_window(desks: Callable[..., Desk]) -> None:
    history.path().parent.mkdir(parents=True)
    history.path().write_bytes(b"no database" * 100)
    desk = desks()
    assert desk.sentence.startswith("The history cannot be shown: ")
    assert "is damaged" in desk.sentence
    assert not desk.window.empty.button.isVisible()


def test_a_matplotlib_that_cannot_be_loaded_is_told_in_one_line() -> None:
    said = window.broken(ImportError("numpy is too old\nand so on"))
    assert said == "matplotlib, which draws the pictures, cannot be loaded here: numpy is too old."


def test_earlier_is_at_the_left_as_in_the_pictures_whatever_is_spoken(
    from_the_right: None, desks: Callable[..., Desk], morning: None
) -> None:
    shown = desks().window
    assert shown.earlier.geometry().left() < shown.later.geometry().left()
    assert shown.tabs.mapTo(shown, shown.tabs.rect().center()).x() > shown.width() / 2


def test_what_stands_around_the_picture_has_its_place_before_it(
    qt_app: QApplication, morning: None, now: datetime
) -> None:
    desk = Desk(now, "light")
    shown = desk.window
    shown.show()
    QApplication.processEvents()
    before = shown.title.y()
    desk.open()
    desk.until("picture", lambda: shown.canvas is not None)
    QApplication.processEvents()
    assert shown.title.y() == before
    shown.close()


@pytest.mark.parametrize("theme", PALETTES)
def test_no_white_edge_shows_beside_a_picture(
    desks: Callable[..., Desk], morning: None, theme: str
) -> None:
    canvas = desks(theme).window.canvas
    assert canvas is not None
    QApplication.processEvents()
    wide, high = canvas.figure.get_size_inches() - 1 / canvas.figure.dpi  # as an older one draws
    canvas.figure.set_size_inches(wide, high, forward=False)
    canvas.draw()
    seen = canvas.grab().toImage()
    last = seen.width() - 1, seen.height() - 1
    assert seen.pixelColor(*last).name() == PALETTES[theme].ground


def test_when_its_files_are_taken_away_it_says_so_and_goes_on_when_they_are_back(
    desks: Callable[..., Desk], week: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = desks()
    with monkeypatch.context() as patch:
        patch.setattr(places, "there", lambda: False)
        desk.presses(Qt.Key.Key_2)
        absent = "Unsit's files are not there at the moment."
        assert desk.sentence == f"The history cannot be shown: {absent}"
    desk.presses(Qt.Key.Key_F5)
    assert desk.sentence == ""
