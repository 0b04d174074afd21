"""Windows's classes for toasts, where there are none: wine, and whoever has not installed the extra."""

import sys

assert sys.platform == "win32"

import pytest

from tests.desktop.stage import until
from unsit.desktop.windows.balloons import BalloonNotifier
from unsit.desktop.windows.desk import WindowsDesktop
from unsit.desktop.windows.winrt import WinrtToaster
from unsit.loop import Loop


def test_without_them_it_says_so_in_words(loop: Loop) -> None:
    with pytest.raises(OSError, match="toasts"):
        WinrtToaster(loop)


def test_without_them_notices_are_balloons_of_the_icon(loop: Loop) -> None:
    told: list[bool] = []
    desktop = WindowsDesktop(loop)
    tray = desktop.tray(tuple, print, print, print)
    notifier = desktop.notifier(told.append, print)
    assert isinstance(notifier, BalloonNotifier)
    assert [name for name, _ in desktop.reasons()] == ["toasts"]
    tray.show("due", "")
    until("the icon", lambda: told == [True], loop)
    notifier.close()
    tray.close()
    desktop.close()
