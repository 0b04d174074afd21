"""Opens the panel and lets it run: its place, its focus, and what the daemon says meanwhile."""

import os

from PySide6.QtCore import QPoint, QRect, QSize, Qt, QTimer
from PySide6.QtGui import QCursor, QGuiApplication

from unsit.panel import document
from unsit.panel.document import Document
from unsit.panel.panel import Panel
from unsit.window import palette
from unsit.window.app import EDGE, TITLE_BAR, VOICED, close_on_signals, wants_focus
from unsit.window.application import named
from unsit.window.bringing import Bringer
from unsit.window.direction import direction
from unsit.window.lines import Inbox, tell


def run(first: Document, inbox: Inbox) -> int:
    """Show the panel until it is closed; return the exit code."""
    app = named()
    app.setLayoutDirection(direction())
    screen = QGuiApplication.screenAt(QCursor.pos()) or QGuiApplication.primaryScreen()
    room = screen.availableGeometry().adjusted(0, TITLE_BAR, 0, 0)
    panel = Panel(first, palette.choose(first.theme, app.styleHints()), tell, room.size())
    panel.move(place(screen.availableGeometry(), QCursor.pos(), panel.size()))
    told = Bringer(document.read)
    told.came.connect(panel.become)
    told.over.connect(panel.close)
    told.listen(inbox)
    close_on_signals(panel)
    focus = wants_focus(os.environ)
    panel.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating, not focus)
    panel.show()
    if focus:
        panel.raise_()
        panel.activateWindow()
    readers: list[object] = []
    QTimer.singleShot(VOICED, lambda: readers.append(_follow_reader()))
    code = app.exec()
    told.close()
    return code


def _follow_reader() -> object:
    """Have what is announced be heard by an old screen reader, too; return what is to be kept."""
    from unsit.window.voice.reader import follow  # the first frame does not wait for it

    return follow(lambda _reads: None)


def place(available: QRect, pointer: QPoint, size: QSize) -> QPoint:
    """Return the place of the panel: beside the pointer, which has just clicked the tray.

    `available` is the screen without panels. Below the pointer in the upper half of the screen and
    above it in the lower one, never over an edge.
    """
    whole = QSize(size.width(), size.height() + TITLE_BAR)
    below = pointer.y() < available.center().y()
    left = pointer.x() - whole.width() // 2
    top = pointer.y() + EDGE if below else pointer.y() - EDGE - whole.height()
    right_most = available.right() + 1 - whole.width()
    down_most = available.bottom() + 1 - whole.height()
    return QPoint(
        max(available.left(), min(left, right_most)), max(available.top(), min(top, down_most))
    )
