"""Opens the history window and lets it run."""

import os
import subprocess
import sys

from PySide6.QtCore import Qt
from PySide6.QtGui import QCursor, QGuiApplication

from unsit import prepare
from unsit.record.window import SIZE, Window
from unsit.window import palette
from unsit.window.app import EDGE, TITLE_BAR, close_on_signals, is_led, wants_focus
from unsit.window.application import named
from unsit.window.bringing import Bringer
from unsit.window.direction import direction
from unsit.window.lines import Inbox, tell


def run() -> int:
    """Show the window until it is closed; return the exit code."""
    app = named()
    app.setLayoutDirection(direction())
    ready = prepare.load()
    wanted = "auto" if ready is None else ready.settings.session.theme
    window = Window(palette.choose(wanted, app.styleHints()), tell, stretch)
    screen = QGuiApplication.screenAt(QCursor.pos()) or QGuiApplication.primaryScreen()
    room = screen.availableGeometry().adjusted(EDGE, EDGE + TITLE_BAR, -EDGE, -EDGE)
    window.resize(SIZE.boundedTo(room.size()))
    window.move(room.center() - window.rect().center())
    close_on_signals(window)
    daemon = Bringer(bytes)
    daemon.over.connect(window.close)
    if is_led(os.environ):
        daemon.listen(Inbox(0))
    focus = wants_focus(os.environ)
    window.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating, not focus)
    window.show()
    if focus:
        window.raise_()
        window.activateWindow()
    code = app.exec()
    daemon.close()
    return code


def stretch() -> None:
    """Begin a stretch: by the daemon when there is one, else by itself."""
    subprocess.Popen(
        [sys.executable, "-m", "unsit", "stretch"],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
