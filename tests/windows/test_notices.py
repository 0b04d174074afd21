"""Balloons of our own icon; what the shell tells of them is posted by another process.

Wine's shell shows a balloon and tells nobody that it was clicked: see the scenarios for what is seen.
"""

import sys

assert sys.platform == "win32"

import ctypes
from collections.abc import Iterator
from functools import partial
from typing import Any, cast

import pytest
from pystray._util import win32 as theirs

from tests.contracts.notices import NoticesContract
from tests.desktop.stage import until
from tests.windows.other import Other
from tests.windows.pictures import pictures
from unsit.core.language import _
from unsit.desktop import Notice
from unsit.desktop.windows import icon
from unsit.desktop.windows.balloons import LONGEST, BalloonNotifier, worded
from unsit.desktop.windows.tray import WindowsTray
from unsit.loop import Loop


class Shell:
    """Our icon in the real shell, and what it was last told to show as a balloon."""

    def __init__(self, loop: Loop, other: Other) -> None:
        self._other = other
        self.balloons: list[tuple[str, str]] = []
        self.tray = WindowsTray(loop, tuple, _nothing, pictures, _nothing)
        self._icon = cast("Any", self.tray._icon)
        real = self._icon._message

        def message(code: int, flags: int, **what: Any) -> None:
            if flags & theirs.NIF_INFO:
                self.balloons.append((what["szInfoTitle"], what["szInfo"]))
            real(code, flags, **what)

        self._icon._message = message
        self.tray.show("due", "")

    @property
    def balloon(self) -> str:
        """The title of what is to be seen; "" = nothing."""
        title, body = self.balloons[-1] if self.balloons else ("", "")
        return title if body else ""

    def forgets(self) -> None:
        """Be an explorer that has been started anew, and knows of no icon."""
        data = theirs.NOTIFYICONDATAW(hWnd=self._icon._hwnd)
        data.cbSize = ctypes.sizeof(data)
        assert theirs.Shell_NotifyIcon(theirs.NIM_DELETE, data)

    def tells(self, what: int) -> None:
        """Tell the icon of its balloon, as the shell does."""
        if what != icon.BALLOON_HIDDEN:
            self.balloons.append(("", ""))
        self._other.posts(self._icon._hwnd, theirs.WM_NOTIFY, 0, what)


class WindowsWall:
    def __init__(self, shell: Shell, loop: Loop) -> None:
        self.told: list[bool] = []
        self.shell = shell
        self.notifier = BalloonNotifier(shell.tray, loop, self.told.append)

    def titles(self) -> list[str]:
        return [self.shell.balloon] if self.shell.balloon else []

    def chooses(self, action: str, token: str) -> None:
        self.shell.tells(icon.BALLOON_CLICK)

    def dismisses(self) -> None:
        self.shell.tells(icon.BALLOON_TIMEOUT)


def _keep(answers: list[str], key: str, *_: str) -> None:
    answers.append(key)


def _nothing(*_: object) -> None:
    """Do nothing."""


@pytest.fixture
def shell(loop: Loop, other: Other) -> Iterator[Shell]:
    shell = Shell(loop, other)
    yield shell
    shell.tray.close()


@pytest.fixture
def wall(shell: Shell, loop: Loop) -> Iterator[WindowsWall]:
    wall = WindowsWall(shell, loop)
    until("the icon", lambda: shell.tray.shown, loop)
    yield wall
    wall.notifier.close()


class TestNotices(NoticesContract):
    ACTIONS = ("default",)  # a balloon has no buttons
    TOKEN = ""
    DISMISSED = "expired"  # the shell tells both alike


def test_a_notice_that_came_before_the_icon_is_shown_with_it(shell: Shell, loop: Loop) -> None:
    wall = WindowsWall(shell, loop)
    wall.notifier.show(Notice("word", "Unsit", "Early."), _nothing)
    assert wall.titles() == []
    until("the notice", lambda: wall.titles() == ["Unsit"], loop)
    assert wall.told == [True]


def test_without_its_icon_nobody_would_see_a_notice(wall: WindowsWall, loop: Loop) -> None:
    until("word of the icon", lambda: wall.told, loop)
    wall.shell.tray.close()
    assert wall.told == [True, False]


def test_an_explorer_that_starts_anew_gets_icon_and_notice_back(
    wall: WindowsWall, loop: Loop
) -> None:
    wall.notifier.show(Notice("word", "Unsit", "Still here."), _nothing)
    until("the notice", lambda: wall.titles() == ["Unsit"], loop)
    shown = len(wall.shell.balloons)
    wall.shell.forgets()
    wall.shell._other.posts(wall.shell._icon._hwnd, theirs.WM_TASKBARCREATED)
    until("the notice again", lambda: len(wall.shell.balloons) > shown, loop)
    assert wall.titles() == ["Unsit"]


def test_a_click_on_what_has_no_meaning_closes_it(wall: WindowsWall, loop: Loop) -> None:
    answers: list[str] = []
    notice = Notice("word", "Unsit", "Only to be read.")
    wall.notifier.show(notice, lambda action, token: answers.append(action))
    until("the notice", wall.titles, loop)
    wall.chooses("default", "")
    until("an answer", lambda: answers, loop)
    assert answers == ["closed"]


def test_of_two_notices_the_older_comes_back_when_the_newer_was_clicked(
    wall: WindowsWall, loop: Loop
) -> None:
    answers: list[str] = []
    for key in ("old", "new"):
        answer = partial(_keep, answers, key)
        wall.notifier.show(Notice(key, key, "…", default="Start"), answer)
    until("the newer", lambda: wall.titles() == ["new"], loop)
    wall.chooses("default", "")
    until("the older", lambda: wall.titles() == ["old"], loop)
    assert answers == ["new"]


def test_a_click_that_crosses_a_withdrawal_means_nothing(wall: WindowsWall, loop: Loop) -> None:
    answers: list[str] = []
    wall.notifier.show(Notice("old", "old", "…"), lambda *said: answers.append("old"))
    wall.notifier.withdraw("old")
    wall.chooses("default", "")
    loop.once(0.1)
    assert answers == []


@pytest.mark.parametrize("length", [10, LONGEST, 2 * LONGEST])
def test_what_a_click_means_is_said_however_long_the_words(length: int) -> None:
    words = worded(Notice("due", "You have sat", "a " * (length // 2), default=_("Start")))
    assert len(words) <= LONGEST
    assert "Start" in words.splitlines()[-1]
