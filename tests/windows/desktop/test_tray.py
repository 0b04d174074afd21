"""The icon under a real mouse, and what the person sees and gets of it.

Wine's shell shows a balloon and tells nobody that it was clicked (seen in wine 8.0), so that one click is
posted to the icon as Windows's shell posts it; everything else is the mouse's.
"""

from collections.abc import Iterator

import pytest
from PIL import Image, ImageChops

from tests.desktop.screen import SIZE, Box
from tests.desktop.stage import until
from tests.desktop.whole import SETTINGS, due, playing
from tests.windows.hosted import Desktop
from tests.windows.living import TRAY, Unsit

BALLOON_CLICK = """
import ctypes
from ctypes import wintypes
user32 = ctypes.WinDLL("user32")
def each(window, _):
    name = ctypes.create_unicode_buffer(100)
    user32.GetClassNameW(window, name, 100)
    if name.value.startswith("unsit") and name.value.endswith("SystemTrayIcon"):
        user32.PostMessageW(window, 0x400 + 11, 0, 0x400 + 5)
    return True
kind = ctypes.WINFUNCTYPE(wintypes.BOOL, wintypes.HWND, wintypes.LPARAM)
user32.EnumWindows(kind(each), 0)
"""
LINE = 17
"""Pixels of a line of wine's menus."""

AGAIN = 0.2
"""Seconds after which a menu is clicked again: one that has just been drawn does not listen yet."""

Place = tuple[int, int]


@pytest.fixture
def icon(windows: Desktop, unsit: Unsit) -> Iterator[Place]:
    """Start Unsit, and give where its icon is."""
    windows.hands.move(100, 100)
    # without its icon, which the first start has to draw, a reminder would open its window
    unsit.begin(SETTINGS.replace('"3 s"', '"1 hour"'))
    unsit.start()
    place = until("icon in the tray", lambda: drawn(windows.display.image(TRAY)))
    assert place is not None
    yield TRAY.left + place.middle[0], TRAY.top + place.middle[1]
    windows.hands.move(100, 100)
    unsit.quit()
    until("empty tray", lambda: drawn(windows.display.image(TRAY)) is None)


def drawn(tray: Image.Image) -> Box | None:
    """Return where there is something on the bar, None = nowhere."""
    bar = Image.new("RGB", tray.size, tray.getpixel((0, tray.height // 2)))
    edge = 2  # of the bar itself
    place = ImageChops.difference(tray, bar).crop((0, edge, *tray.size)).getbbox()
    return Box(*place) if place else None


def opens_menu(windows: Desktop, icon: Place) -> Box:
    windows.hands.move(*icon)  # the pointer is on the screen as all else is
    before = windows.display.image()
    windows.hands.press(3)
    return windows.display.settled("menu", before)


def test_a_line_of_the_menu_is_chosen_with_the_mouse(
    windows: Desktop, unsit: Unsit, icon: Place
) -> None:
    menu = opens_menu(windows, icon)
    assert menu.height > 8 * LINE, "the whole menu is there"
    # from below: Quit, a gap, Start at login, Settings, History, Pause, a gap, I am standing
    line = menu.left + 60, menu.bottom - 7 * LINE
    until("standing", lambda: chosen(windows, unsit, line), every=AGAIN)


def chosen(windows: Desktop, unsit: Unsit, line: Place) -> bool:
    """Click on it, and say whether that was heard: where the menu has gone there is the empty desktop."""
    windows.hands.click(*line)
    return bool(unsit.status()["state"] == "standing")


def test_a_menu_that_is_left_by_a_click_elsewhere_is_gone(
    windows: Desktop, unsit: Unsit, icon: Place
) -> None:
    before = windows.display.image()
    menu = opens_menu(windows, icon)

    above = Box(menu.left, menu.top, menu.right, TRAY.top)  # the icon may show another face by now

    def left() -> bool:
        windows.hands.click(100, 100)
        return windows.display.image(above) == before.crop(above)

    until("no menu", left, every=AGAIN)
    assert unsit.runs()


def test_a_click_on_the_reminder_starts_the_stretch(
    windows: Desktop, unsit: Unsit, icon: Place
) -> None:
    above = Box(0, 0, SIZE[0], TRAY.top)
    before = windows.display.image(above)
    unsit.settings(SETTINGS)
    unsit.until("reminder", due)
    until("balloon", lambda: windows.display.image(above) != before)
    windows.python("-c", BALLOON_CLICK)
    unsit.until("session", playing)


def test_a_click_on_the_icon_starts_a_stretch(windows: Desktop, unsit: Unsit, icon: Place) -> None:
    windows.hands.click(*icon)
    unsit.until("session", playing)
