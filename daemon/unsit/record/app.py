"""Opens the history window and lets it run."""

import os
import subprocess
import sys

from PySide6.QtCore import Qt
from PySide6.QtGui import QCursor, QGuiApplication, QIcon
from PySide6.QtWidgets import QApplication

from unsit import places, prepare
from unsit.record.window import SIZE, Window
from unsit.window import palette
from unsit.window.app import EDGE, TITLE_BAR, close_on_signals, wants_focus
from unsit.window.lines import tell

APP_ID = "unsit"


def run() -> int:
    """Show the window until it is closed; return the exit code."""
    app = QApplication([APP_ID])
    app.setApplicationName(APP_ID)
    app.setDesktopFileName(APP_ID)
    app.setWindowIcon(QIcon(str(places.shipped("icons") / "app.png")))
    ready = prepare.load()
    wanted = "auto" if ready is None else ready.settings.session.theme
    window = Window(palette.choose(wanted, app.styleHints()), tell, stretch)
    screen = QGuiApplication.screenAt(QCursor.pos()) or QGuiApplication.primaryScreen()
    room = screen.availableGeometry().adjusted(EDGE, EDGE + TITLE_BAR, -EDGE, -EDGE)
    window.resize(SIZE.boundedTo(room.size()))
    window.move(room.center() - window.rect().center())
    close_on_signals(window)
    focus = wants_focus(os.environ)
    window.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating, not focus)
    window.show()
    if focus:
        window.raise_()
        window.activateWindow()
    return app.exec()


def stretch() -> None:
    """Begin a stretch: by the daemon when there is one, else by itself."""
    subprocess.Popen(
        [sys.executable, "-m", "unsit", "stretch"],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
