"""The first-run page: a few questions, answered or left."""

import tomllib
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QScrollArea

from tests.window.waiting import until
from unsit import handbook, places, settings
from unsit.amend import Amender
from unsit.core.words import length
from unsit.preferences.parts import Switch
from unsit.preferences.store import Store
from unsit.preferences.welcome import Welcome
from unsit.window.palette import PALETTES


class Page:
    def __init__(self, at_login: dict[str, Any] | None = None) -> None:
        self.told: list[dict[str, Any]] = []
        settings.write_defaults_if_absent(places.settings_file())
        self.welcome = Welcome(Store(Amender()), PALETTES["light"], self.told.append, at_login)
        self.welcome.show()
        self.until(lambda: bool(self.told))

    def choose(self, question: str, word: str) -> None:
        choice = getattr(self.welcome, question)
        (chip,) = (chip for chip in choice.chips if chip.word == word)
        QTest.mouseClick(chip, Qt.MouseButton.LeftButton)

    def click(self, button: str) -> None:
        QTest.mouseClick(getattr(self.welcome, button), Qt.MouseButton.LeftButton)

    @property
    def said(self) -> dict[str, Any]:
        return tomllib.loads(places.settings_file().read_text())

    @staticmethod
    def until(condition: Callable[[], object]) -> None:
        until("page", condition)


@pytest.fixture
def page(qt_app: QApplication) -> Iterator[Page]:
    page = Page()
    yield page
    page.welcome.close()
    page.welcome.deleteLater()


@pytest.fixture
def opens(qt_app: QApplication) -> Iterator[Callable[..., Page]]:
    """Open the page where Unsit can be started at login."""
    pages: list[Page] = []

    def open_(on: bool = False, line: str = "") -> Page:
        pages.append(Page({"on": on, "line": line}))
        return pages[-1]

    yield open_
    for page in pages:
        page.welcome.close()
        page.welcome.deleteLater()


def test_the_answers_are_what_holds(page: Page) -> None:
    page.choose("often", "1 h")
    page.choose("when", "weekdays")
    page.choose("at_hand", "wall")
    page.choose("voice", "off")
    page.click("done")
    assert page.said["sitting"]["remind_after"] == "1 h"
    assert page.said["hours"]["mon-fri"] == ["09:00-17:00"]
    assert page.said["poses"]["at_hand"] == ["floor", "knee pad"]
    assert page.said["session"]["voice"] == "off"
    assert [event["event"] for event in page.told] == ["shown", "answered", "closed"]


def test_it_ends_with_a_stretch_for_whoever_wants_one(page: Page) -> None:
    page.click("try_one")
    assert page.told[1:] == [
        {"event": "answered"},
        {"event": "request", "request": {"verb": "stretch"}},
        {"event": "closed"},
    ]


def test_an_answer_holds_at_once_and_nothing_else_is_written(page: Page) -> None:
    before = places.settings_file().read_text()
    page.choose("voice", "off")
    assert places.settings_file().read_text() == before.replace('\nvoice = "on"', '\nvoice = "off"')


def test_an_answer_takes_back_nothing_that_was_set_elsewhere_meanwhile(page: Page) -> None:
    other = Amender()
    for key, value in (
        ("hours", {"mon-thu": ["08:00-16:00"]}),
        ("poses.at_hand", ["wall"]),
        ("sitting.remind_after", "1 h"),
    ):
        setting = handbook.find(key)
        assert setting is not None
        other.set(setting, value)
    page.choose("often", "30 min")
    page.choose("voice", "off")
    page.click("done")
    assert page.said["sitting"]["remind_after"] == "30 min"
    assert page.said["hours"]["mon-thu"] == ["08:00-16:00"]
    assert page.said["poses"]["at_hand"] == ["wall"]


def test_an_answer_holds_that_was_another_elsewhere_meanwhile(page: Page) -> None:
    page.choose("often", "1 h")
    setting = handbook.find("sitting.remind_after")
    assert setting is not None
    Amender().set(setting, "30 min")
    page.choose("often", "1 h")
    assert page.said["sitting"]["remind_after"] == "1 h"


def test_whoever_closes_it_has_lost_no_answer_and_has_not_answered_the_page(page: Page) -> None:
    page.choose("when", "weekdays")
    page.welcome.activateWindow()
    page.until(page.welcome.isActiveWindow)
    page.welcome.hours.setFocus()
    page.welcome.hours.selectAll()
    QTest.keyClicks(page.welcome.hours, "10:00-18:00")
    QTest.keyClick(page.welcome, Qt.Key.Key_Escape)
    assert not page.welcome.isVisible()
    assert page.said["hours"]["mon-fri"] == ["10:00-18:00"]
    assert [event["event"] for event in page.told] == ["shown", "closed"]


def test_left_alone_it_changes_nothing(page: Page) -> None:
    before = places.settings_file().read_bytes()
    QTest.keyClick(page.welcome, Qt.Key.Key_Escape)
    assert not page.welcome.isVisible()
    assert places.settings_file().read_bytes() == before


def test_hours_that_are_none_are_told_of_as_they_are_typed(page: Page) -> None:
    page.choose("when", "weekdays")
    page.welcome.hours.selectAll()
    QTest.keyClicks(page.welcome.hours, "nine to five")
    page.until(page.welcome.problem.isVisible)
    page.choose("voice", "off")
    assert page.welcome.problem.isVisible(), "they are wrong yet"
    assert page.said["session"]["voice"] == "off"
    assert page.said["hours"]["mon-fri"] == ["09:00-17:00"]
    page.choose("when", "always")
    assert not page.welcome.problem.isVisible()
    assert page.said["hours"].get("mon-fri") is None


def test_lengths_are_read_as_they_are_written(qt_app: QApplication, tongue: str) -> None:
    page = Page()
    assert [chip.text() for chip in page.welcome.often.chips][3] == length(5400)
    page.welcome.close()


def test_a_length_that_is_none_of_those_offered_is_offered_too() -> None:
    places.write_whole(places.settings_file(), '[sitting]\nremind_after = "90 min"\n')
    page = Page()
    assert page.welcome.often.first.word == "90 min"
    assert len({chip.text().removeprefix("✓ ") for chip in page.welcome.often.chips}) == 4
    page.welcome.close()


@pytest.mark.parametrize("button", ["done", "try_one"])
def test_enter_presses_the_button_that_has_the_keyboard(page: Page, button: str) -> None:
    getattr(page.welcome, button).setFocus()
    QTest.keyClick(page.welcome.focusWidget(), Qt.Key.Key_Return)
    assert not page.welcome.isVisible()


def test_its_buttons_say_what_they_do(page: Page) -> None:
    assert page.welcome.done.text() == "Done"
    assert page.welcome.try_one.text() == "Try one now"


def test_hours_that_are_none_keep_the_page_open_and_say_why(page: Page) -> None:
    page.choose("when", "weekdays")
    assert page.welcome.hours.isVisible()
    page.welcome.hours.selectAll()
    QTest.keyClicks(page.welcome.hours, "nine to five")
    page.click("try_one")
    assert page.welcome.isVisible()
    assert page.welcome.problem.text().startswith(
        'Found "nine to five"; allowed: a range of the day'
    )
    page.welcome.hours.setText("10:00-18:00")
    page.click("try_one")
    assert page.said["hours"]["mon-fri"] == ["10:00-18:00"]


def test_the_keyboard_begins_at_what_is_chosen(page: Page) -> None:
    focus = page.welcome.focusWidget()
    assert focus is page.welcome.often.first
    assert page.welcome.often.first.word == "45 min"
    assert page.welcome.often.first.accessibleName() == "Every 45 min"


@pytest.mark.usefixtures("font", "tongue")
def test_nothing_need_be_scrolled_in_any_font_and_language(opens: Callable[..., Page]) -> None:
    page = opens(line=LINE)
    (area,) = page.welcome.findChildren(QScrollArea)
    page.choose("when", "weekdays")
    switch(page).click()
    page.until(lambda: page.welcome.hours.isVisible() and page.welcome.by_hand.isVisible())
    assert area.verticalScrollBar().maximum() == 0


def test_it_fits_on_a_small_screen(page: Page) -> None:
    page.welcome.resize(420, 440)
    QApplication.processEvents()
    assert (page.welcome.width(), page.welcome.height()) == (420, 440)
    bottom = page.welcome.try_one.geometry().bottom()
    assert bottom <= 440


def test_with_nothing_at_hand_there_are_stretches_yet(page: Page) -> None:
    for word in ("floor", "wall", "knee pad"):
        page.choose("at_hand", word)
    page.click("done")
    assert page.said["poses"]["at_hand"] == []
    assert len([pose for pose in page.welcome.store.poses if not pose.needs]) >= 5


# --- at login -------------------------------------------------------------------------------------

AT_LOGIN = {"event": "request", "request": {"verb": "autostart", "on": True}}
LINE = "Put this line into ~/.config/i3/config: exec <unsit>"


def switch(page: Page) -> Switch:
    assert page.welcome.login is not None
    return page.welcome.login


def test_where_nobody_can_have_it_started_at_login_it_is_not_asked(page: Page) -> None:
    assert page.welcome.login is None
    assert page.welcome.findChildren(Switch) == []


def test_left_as_it_is_nothing_is_written_of_the_login(opens: Callable[..., Page]) -> None:
    page = opens()
    assert not switch(page).isChecked()
    page.click("done")
    assert [event["event"] for event in page.told] == ["shown", "answered", "closed"]


def test_switched_on_by_the_keyboard_it_is_asked_for_before_the_stretch(
    opens: Callable[..., Page],
) -> None:
    page = opens()
    assert switch(page).accessibleName() == "Start at login"
    page.welcome.activateWindow()
    for _ in range(40):
        if QApplication.focusWidget() is switch(page):
            break
        QTest.keyClick(QApplication.focusWidget() or page.welcome, Qt.Key.Key_Tab)
    QTest.keyClick(QApplication.focusWidget() or page.welcome, Qt.Key.Key_Space)
    page.click("try_one")
    stretch = {"event": "request", "request": {"verb": "stretch"}}
    assert page.told[1:] == [AT_LOGIN, {"event": "answered"}, stretch, {"event": "closed"}]


def test_the_hours_push_nothing_out_of_sight(opens: Callable[..., Page]) -> None:
    page = opens()
    page.choose("when", "weekdays")
    page.until(page.welcome.hours.isVisible)
    login = switch(page)
    page.until(lambda: login.visibleRegion().boundingRect().height() == login.height())


def test_what_starts_it_already_can_be_switched_off(opens: Callable[..., Page]) -> None:
    page = opens(on=True)
    switch(page).click()
    page.click("done")
    assert page.told[1]["request"] == {"verb": "autostart", "on": False}


def test_whoever_closes_it_has_switched_it_all_the_same(opens: Callable[..., Page]) -> None:
    page = opens()
    switch(page).click()
    QTest.keyClick(page.welcome, Qt.Key.Key_Escape)
    assert page.told[1:] == [AT_LOGIN, {"event": "closed"}]


def test_a_desktop_that_starts_nothing_gets_its_line_in_sight(opens: Callable[..., Page]) -> None:
    page = opens(line=LINE)
    by_hand = page.welcome.by_hand
    assert not by_hand.isVisible()
    switch(page).click()
    assert by_hand.isVisible()
    assert by_hand.text().endswith(LINE)
    page.until(lambda: by_hand.visibleRegion().boundingRect().height() == by_hand.height())


def test_a_switch_that_was_refused_goes_back_and_says_why(opens: Callable[..., Page]) -> None:
    page = opens(line=LINE)
    switch(page).click()
    page.welcome.login_is(False, "That could not be done: it is a file.")
    assert not switch(page).isChecked()
    assert not page.welcome.by_hand.isVisible()
    assert page.welcome.problem.isVisible()
    assert page.welcome.problem.text() == "That could not be done: it is a file."
    login = switch(page)
    page.until(lambda: login.visibleRegion().boundingRect().height() == login.height())
    assert page.told[1:] == [AT_LOGIN], "it went back by itself, and asks for nothing"
    switch(page).click()
    page.welcome.login_is(True, "")
    assert switch(page).isChecked()
    assert page.welcome.by_hand.isVisible()
    assert not page.welcome.problem.isVisible()


def test_a_switch_that_was_refused_does_not_keep_the_page_open(opens: Callable[..., Page]) -> None:
    page = opens()
    switch(page).click()
    page.welcome.login_is(False, "That could not be done: it is a file.")
    page.click("done")
    assert not page.welcome.isVisible()


def test_a_desktop_that_starts_entries_gets_no_line(opens: Callable[..., Page]) -> None:
    page = opens()
    switch(page).click()
    assert not page.welcome.by_hand.isVisible()
