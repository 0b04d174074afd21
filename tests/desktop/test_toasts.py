"""Toasts, with a stand-in for Windows: it reads the XML as Windows does, and has a person before it."""

from xml.etree import ElementTree

import pytest

from tests.contracts.notices import NoticesContract
from tests.desktop.stage import until
from unsit.desktop import Notice
from unsit.desktop.windows.toasts import Heard, ToastNotifier, content
from unsit.loop import Loop


class Windows:
    """What is on the screen, by tag, and who hears of it. It tells from a thread, so by the loop."""

    def __init__(self, loop: Loop) -> None:
        self._loop = loop
        self.toasts: dict[str, tuple[ElementTree.Element, Heard]] = {}

    def show(self, key: str, content: str, heard: Heard) -> None:
        self.toasts[key] = ElementTree.fromstring(content), heard

    def hide(self, key: str) -> None:
        self.toasts.pop(key, None)

    def clicks(self, key: str, wanted: str) -> None:
        """Click a button, or the toast itself: its own words come back."""
        toast, heard = self.toasts.pop(key)
        offered = [each.get("arguments", "") for each in toast.iter("action")]
        assert wanted in [*offered, toast.get("launch")]
        self._loop.soon(heard, wanted)

    def closes(self, key: str) -> None:
        self._loop.soon(self.toasts.pop(key)[1], "closed")


class ToastWall:
    def __init__(self, loop: Loop) -> None:
        self.told: list[bool] = []
        self.windows = Windows(loop)
        self.notifier = ToastNotifier(self.windows, loop, self.told.append)

    def titles(self) -> list[str]:
        return [next(toast.iter("text")).text or "" for toast, _ in self.windows.toasts.values()]

    def chooses(self, action: str, token: str) -> None:
        self.windows.clicks("due", action)

    def dismisses(self) -> None:
        self.windows.closes("due")


@pytest.fixture
def wall(loop: Loop) -> ToastWall:
    return ToastWall(loop)


class TestToasts(NoticesContract):
    TOKEN = ""


def test_what_a_person_wrote_cannot_be_taken_for_markup() -> None:
    odd = "<b>&\"'"
    toast = ElementTree.fromstring(content(Notice("due", odd, odd, ((odd, odd),))))
    assert [each.text for each in toast.iter("text")] == [odd, odd]
    (button,) = toast.iter("action")
    assert (button.get("content"), button.get("arguments")) == (odd, odd)


def test_one_with_buttons_stays_and_one_to_be_read_goes() -> None:
    asks = ElementTree.fromstring(content(Notice("due", "", "", (("start", "Start"),))))
    tells = ElementTree.fromstring(content(Notice("word", "", "", expires=12.0)))
    assert asks.get("scenario") == "reminder"
    assert tells.get("scenario") is None


def test_a_quiet_one_makes_no_sound() -> None:
    assert 'silent="true"' in content(Notice("due", "", "", urgency=0))
    assert "silent" not in content(Notice("due", "", ""))


def test_a_click_without_a_meaning_closes(wall: ToastWall, loop: Loop) -> None:
    answers: list[str] = []
    wall.notifier.show(Notice("due", "Unsit", "…"), lambda action, token: answers.append(action))
    wall.chooses("default", "")
    until("an answer", lambda: answers, loop)
    assert answers == ["closed"]


def test_a_click_that_crosses_a_newer_notice_means_nothing(wall: ToastWall, loop: Loop) -> None:
    answers: list[str] = []
    for title in ("old", "new"):
        if title == "new":
            wall.chooses("default", "")
        notice = Notice("due", title, "…", default="Start")
        wall.notifier.show(notice, lambda action, token: answers.append(action))
    loop.once(0.05)
    assert answers == []
    assert wall.titles() == ["new"]
