"""What Windows is asked, and who asks it; tests/windows/qt says it to a Windows first."""

from PySide6.QtWidgets import QApplication

from tests.window.stand import Stand
from unsit.window import windows
from unsit.window.voice.reader import Asking, follow

until = Stand.until


def test_a_screen_reader_is_told_at_once_and_at_each_change(qt_app: QApplication) -> None:
    runs, told = [True], list[bool]()
    asking = Asking(told.append, lambda: runs[0], again=1)
    assert told == [True]
    runs[0] = False
    until("end", lambda: told == [True, False])
    runs[0] = True
    until("beginning", lambda: told == [True, False, True])
    asking.deleteLater()


def test_on_windows_it_is_windows_that_is_asked(qt_app: QApplication) -> None:
    told: list[bool] = []
    kept = follow(told.append, "win32")
    assert told == [False]
    del kept


def test_nobody_has_asked_for_anything() -> None:
    asked = windows.reads(), windows.is_calm(), windows.wants_contrast()
    assert asked == (False, False, False)
