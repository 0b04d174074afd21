"""The application of a window: what it is called, its picture for desktop and taskbar, and its style."""

from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication, QStyleFactory

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
    app.setStyle(
        QStyleFactory.create("Fusion")
    )  # that of Windows frames what has the focus, over our own
    return app
