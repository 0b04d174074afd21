"""Opens a page and lets it run: the only module that knows the process, its signals and its end."""

import json
import os
import threading

from PySide6.QtCore import QObject, QRect, QSize, Qt, Signal, SignalInstance
from PySide6.QtGui import QCursor, QGuiApplication, QIcon
from PySide6.QtWidgets import QApplication, QStyleFactory, QWidget

from unsit import places
from unsit.amend import Amender
from unsit.preferences.store import Store
from unsit.preferences.welcome import Welcome
from unsit.preferences.window import Window
from unsit.window import palette
from unsit.window.app import TITLE_BAR, close_on_signals, is_led, wants_focus
from unsit.window.direction import direction
from unsit.window.lines import Inbox, tell

APP_ID = "unsit"


class Told(QObject):
    """Brings the lines of whoever started us from the reading thread into Qt's."""

    raised = Signal(str)
    over = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._lock, self._closed = threading.Lock(), False

    def listen(self, inbox: Inbox) -> None:
        """Read until there are no more; a line that is not of our making is passed over."""
        threading.Thread(target=self._listen, args=(inbox,), daemon=True).start()

    def close(self) -> None:
        """Bring nothing any more: a signal that comes while Qt ends takes the process with it."""
        with self._lock:
            self._closed = True

    def _listen(self, inbox: Inbox) -> None:
        while (line := inbox.next()) is not None:
            try:
                document = json.loads(line)
            except ValueError:
                continue
            if isinstance(document, dict) and document.get("do") == "raise":
                self._bring(self.raised, str(document.get("token", "")))
        self._bring(self.over)

    def _bring(self, signal: SignalInstance, *facts: str) -> None:
        with self._lock:
            if not self._closed:
                signal.emit(*facts)


def run(page: str, theme: str, inbox: Inbox) -> int:
    """Show a page until it is closed; return the exit code."""
    app = QApplication([APP_ID])
    app.setApplicationName(APP_ID)
    app.setDesktopFileName(APP_ID)
    app.setLayoutDirection(direction())
    app.setWindowIcon(QIcon(str(places.shipped("icons") / "app.png")))
    app.setStyle(QStyleFactory.create("Fusion"))
    colours = palette.choose(theme, app.styleHints())
    store = Store(Amender())
    window: QWidget = (Welcome if page == "welcome" else Window)(store, colours, tell)
    screen = QGuiApplication.screenAt(QCursor.pos()) or QGuiApplication.primaryScreen()
    window.setGeometry(middle(screen.availableGeometry(), window.size()))
    told = Told()
    told.raised.connect(lambda token: bring_forward(window, token))
    if is_led(os.environ):
        told.over.connect(window.close)
    told.listen(inbox)
    close_on_signals(window)
    focus = wants_focus(os.environ)
    window.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating, not focus)
    window.show()
    if focus:
        bring_forward(window)
    code = app.exec()
    told.close()
    return code


def bring_forward(window: QWidget, token: str = "") -> None:
    """Put the window in front of the others; `token` allows it where the desktop asks for one."""
    if token:
        os.environ["XDG_ACTIVATION_TOKEN"] = token
    window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
    window.raise_()
    window.activateWindow()


def middle(available: QRect, wanted: QSize) -> QRect:
    """Return the place in the middle of a screen without panels, never larger than it."""
    room = available.adjusted(0, TITLE_BAR, 0, 0)
    place = QRect(0, 0, min(wanted.width(), room.width()), min(wanted.height(), room.height()))
    place.moveCenter(room.center())
    return place
