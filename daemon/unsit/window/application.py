"""The application of a window: what it is called, and its picture, for desktop and taskbar."""

from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from unsit import places
from unsit.window import windows

UNSIT = "unsit"


def named(name: str = UNSIT) -> QApplication:
    """Return the application, which shows nothing yet; `name` stands in WM_CLASS, for rules on X11."""
    windows.belong()
    app = QApplication([name])
    app.setApplicationName(name)
    app.setDesktopFileName(UNSIT)
    app.setWindowIcon(QIcon(str(places.shipped("icons") / "app.png")))
    return app
