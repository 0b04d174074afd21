"""The icon in the real shell; clicks and the choice in its menu are made by another process.

A menu is open in the icon's own thread, so the loop, and the test, go on meanwhile.
"""

import sys

assert sys.platform == "win32"

import ctypes
import threading
from collections.abc import Callable, Iterator
from ctypes import wintypes
from typing import Any, cast

import pytest
from pystray._util import win32 as theirs

from tests.contracts.tray import Day, TrayContract
from tests.desktop.stage import until
from tests.windows.other import Other, sends
from tests.windows.pictures import pictures
from unsit.core.menu import OPENED, SEPARATOR, Entry
from unsit.desktop import Pixmap
from unsit.desktop.windows import win32
from unsit.desktop.windows.icon import LONGEST_TIP
from unsit.desktop.windows.tray import WindowsTray
from unsit.loop import Loop

WM_KEYDOWN = 0x0100
VK_ESCAPE = 0x1B
BY_POSITION, CHECKED, GREYED = 0x400, 0x8, 0x3

_user32 = ctypes.WinDLL("user32")
_user32.GetSubMenu.restype = wintypes.HMENU
_user32.GetSubMenu.argtypes = _user32.GetMenuItemID.argtypes = (wintypes.HMENU, wintypes.INT)
_user32.GetMenuDefaultItem.argtypes = (wintypes.HMENU, wintypes.UINT, wintypes.UINT)
_user32.GetMenuItemCount.argtypes = (wintypes.HMENU,)
_user32.GetMenuState.argtypes = (wintypes.HMENU, wintypes.UINT, wintypes.UINT)
_user32.GetMenuStringW.argtypes = (
    *(wintypes.HMENU, wintypes.UINT, wintypes.LPWSTR, wintypes.INT, wintypes.UINT),
)


class WindowsPanel:
    """Our icon, and a person who opens its menu and reads it as Windows has it."""

    def __init__(
        self,
        loop: Loop,
        other: Other,
        entries: Callable[[], Any],
        choose: Callable[..., object],
        hosts: list[bool],
    ) -> None:
        self._loop, self._other = loop, other
        self.opened: list[str] = []
        self.tray = WindowsTray(loop, entries, choose, pictures, hosts.append)
        self.icon = cast("Any", self.tray._icon)
        self.open = False
        """Whether the menu is open now."""
        real = self.icon.open_menu

        def open_menu(menu: Any) -> None:
            self.open = True
            real(menu)
            self.open = False

        self.icon.open_menu = open_menu

    def opens(self) -> list[str]:
        self.leaves()
        self.tells(theirs.WM_RBUTTONUP)
        until("an open menu", lambda: self.open and self.lines(), self._loop)
        return [words for words, _, _ in self.lines()]

    def leaves(self) -> None:
        """Close the menu by Escape, if it is open."""
        if self.open:
            self._press(VK_ESCAPE)
            until("a closed menu", lambda: not self.open, self._loop)

    def clicks(self, label: str) -> None:
        """Choose a line of the open menu, which TrackPopupMenuEx then returns."""
        chosen = self.icon._menu_handle[1]
        (number,) = (number for words, _, number in self.lines() if words == label)
        self.leaves()
        chosen[number - 1](self.icon)

    def lines(self, menu: Any = None) -> list[tuple[str, int, int]]:
        """Return words, state and number of each line, those of submenus too, as Windows has them."""
        menu = menu or (self.icon._menu_handle or [None])[0]
        found = []
        for place in range(_user32.GetMenuItemCount(menu)):
            words = ctypes.create_unicode_buffer(200)
            _user32.GetMenuStringW(menu, place, words, len(words), BY_POSITION)
            state = _user32.GetMenuState(menu, place, BY_POSITION) & 0xFF
            below = _user32.GetSubMenu(menu, place)
            if words.value:
                found.append((words.value, state, _user32.GetMenuItemID(menu, place)))
            if below:
                found += self.lines(below)
        return found

    def tells(self, what: int) -> None:
        """Tell the icon of the mouse, as the shell does."""
        self._other.posts(self.icon._hwnd, theirs.WM_NOTIFY, 0, what)

    def _press(self, key: int) -> None:
        self._other.posts(self.icon._menu_hwnd, WM_KEYDOWN, key)


@pytest.fixture
def panel_of_ours(loop: Loop, other: Other, day: Day, hosts: list[bool]) -> Iterator[WindowsPanel]:
    def choose(request: dict[str, Any], token: str) -> None:
        if request != OPENED:
            day.choose(request, token)

    panel = WindowsPanel(loop, other, day.entries, choose, hosts)
    panel.tray.show("fresh", "")
    until("the icon", lambda: hosts, loop)
    yield panel
    panel.leaves()
    panel.tray.close()


class TestTray(TrayContract):
    """The port."""


# --- what is Windows's own --------------------------------------------------------------------------


class Wishes:
    """A menu of every kind of line, and what was asked for."""

    def __init__(self) -> None:
        self.asked: list[dict[str, Any]] = []

    def entries(self) -> tuple[Entry, ...]:
        return (
            Entry("Sitting 1 min", enabled=False),
            SEPARATOR,
            Entry("Stretch now", {"verb": "stretch"}, default=True),
            Entry("I am standing", {"verb": "stand"}, checked=True),
            Entry("Start at login", {"verb": "autostart"}, checked=False),
            Entry("Slow & steady", {"verb": "pace"}, checked=True, radio=True),
            Entry("Snooze (hold it down for 3 s)", {"verb": "snooze"}, hold=3.0),
        )

    def choose(self, request: dict[str, Any], token: str) -> None:
        self.asked.append(request)


@pytest.fixture
def wishes() -> Wishes:
    return Wishes()


@pytest.fixture
def panel(loop: Loop, other: Other, wishes: Wishes) -> Iterator[WindowsPanel]:
    hosts: list[bool] = []
    panel = WindowsPanel(loop, other, wishes.entries, wishes.choose, hosts)
    panel.tray.show("fresh", "")
    until("the icon", lambda: hosts, loop)
    yield panel
    panel.leaves()
    panel.tray.close()


def test_every_kind_of_line_looks_like_what_it_is(panel: WindowsPanel) -> None:
    panel.opens()
    states = {words: state for words, state, _ in panel.lines()}
    assert states["Sitting 1 min"] & GREYED
    assert states["I am standing"] & CHECKED
    assert not states["Start at login"] & CHECKED
    assert states["Slow && steady"] & CHECKED  # shown with one &
    assert _user32.GetMenuDefaultItem(panel.icon._menu_handle[0], True, 0) == 2


def test_that_the_menu_opens_is_told(panel: WindowsPanel, wishes: Wishes) -> None:
    panel.opens()
    assert wishes.asked == [OPENED]


def test_a_click_on_the_icon_asks_for_what_the_menu_has_as_default(
    panel: WindowsPanel, wishes: Wishes, loop: Loop
) -> None:
    panel.tells(theirs.WM_LBUTTONUP)
    until("the wish", lambda: wishes.asked, loop)
    assert wishes.asked == [{"verb": "stretch"}]


def test_what_must_be_held_down_opens_the_panel_instead(
    panel: WindowsPanel, wishes: Wishes, loop: Loop
) -> None:
    panel.opens()
    panel.clicks("Snooze (hold it down for 3 s)")
    until("the wish", lambda: len(wishes.asked) > 1, loop)
    assert wishes.asked == [OPENED, {"verb": "open"}]


def test_a_menu_that_is_left_asks_for_nothing_and_opens_again(
    panel: WindowsPanel, wishes: Wishes
) -> None:
    panel.opens()
    panel.leaves()
    panel.opens()
    assert wishes.asked == [OPENED, OPENED]


def test_the_icon_does_not_keep_windows_from_ending_the_session(panel: WindowsPanel) -> None:
    assert sends(panel.icon._hwnd, win32.WM_QUERYENDSESSION) == 1


def test_a_tooltip_of_any_length_is_shown(panel: WindowsPanel, loop: Loop) -> None:
    panel.tray.show("due", "Sitting " * 40)
    until("the tooltip", lambda: len(panel.icon.title) == LONGEST_TIP, loop)


def test_closing_it_with_the_menu_open_ends_its_thread(panel: WindowsPanel) -> None:
    panel.opens()
    panel.tray.close()
    assert "UnsitTray" not in [each.name for each in threading.enumerate()]


def test_several_icons_live_side_by_side(loop: Loop, wishes: Wishes) -> None:
    hosts: list[bool] = []
    trays = [WindowsTray(loop, wishes.entries, wishes.choose, pictures, hosts.append) for _ in "ab"]
    for tray in trays:
        tray.show("fresh", "")
    until("both icons", lambda: hosts == [True, True], loop)
    for tray in trays:
        tray.close()


def test_nothing_is_shown_before_there_is_a_picture(loop: Loop, wishes: Wishes) -> None:
    hosts: list[bool] = []
    drawn: list[str] = []

    def painted(face: str) -> list[Pixmap]:
        return pictures(face) if drawn else []

    tray = WindowsTray(loop, wishes.entries, wishes.choose, painted, hosts.append)
    tray.show("fresh", "")
    loop.once(0.1)
    assert hosts == []
    drawn.append("fresh")
    tray.refresh()
    until("the icon", lambda: hosts, loop)
    tray.close()


def test_where_there_is_no_taskbar_the_icon_waits_for_one(
    loop: Loop, other: Other, wishes: Wishes, monkeypatch: pytest.MonkeyPatch
) -> None:
    hosts: list[bool] = []
    with monkeypatch.context() as patch:
        patch.setattr(theirs, "Shell_NotifyIcon", lambda *_: False)
        tray = WindowsTray(loop, wishes.entries, wishes.choose, pictures, hosts.append)
        tray.show("fresh", "")
        until("word", lambda: hosts, loop)
    other.posts(tray._icon._hwnd, theirs.WM_TASKBARCREATED)
    until("the icon", lambda: len(hosts) > 1, loop)
    assert hosts == [False, True]
    tray.close()
