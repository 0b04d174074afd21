"""Opens a page and lets it run: the only module that knows the process, its signals and its end."""

import json
import os
from functools import partial
from typing import Any

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QCursor, QGuiApplication
from PySide6.QtWidgets import QWidget

from unsit.amend import Amender
from unsit.preferences.store import Store
from unsit.preferences.welcome import Welcome
from unsit.preferences.window import Window
from unsit.window import palette
from unsit.window.app import TITLE_BAR, close_on_signals, is_led, wants_focus
from unsit.window.application import named
from unsit.window.bringing import Bringer
from unsit.window.direction import direction
from unsit.window.lines import Inbox, tell


def _told(line: bytes) -> dict[str, Any]:
    """Return what a line says; raises ValueError for one that is not for a page."""
    document = json.loads(line)
    if not isinstance(document, dict) or document.get("do") not in ("raise", "at_login"):
        raise ValueError(line)
    return document


def run(wanted: dict[str, Any], inbox: Inbox) -> int:
    """Show the page that is wanted until it is closed; return the exit code."""
    app = named()
    app.setLayoutDirection(direction())
    colours = palette.choose(str(wanted.get("theme", "auto")), app.styleHints())
    store = Store(Amender())
    at_login = wanted.get("at_login")
    window: QWidget = (
        Welcome(store, colours, tell, at_login if isinstance(at_login, dict) else None)
        if wanted.get("page") == "welcome"
        else Window(store, colours, tell)
    )
    screen = QGuiApplication.screenAt(QCursor.pos()) or QGuiApplication.primaryScreen()
    window.setGeometry(middle(screen.availableGeometry(), window.size()))
    told = Bringer(_told)
    told.came.connect(partial(_do, window))
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


def _do(window: QWidget, document: dict[str, Any]) -> None:
    if document["do"] == "raise":
        bring_forward(window, str(document.get("token", "")))
    elif isinstance(window, Welcome):
        window.login_is(document.get("on") is True, str(document.get("why", "")))


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
