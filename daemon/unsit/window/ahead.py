"""A window that is started before it is asked for: all that takes time is done, and nothing is shown.

Rules of this room: what only one window may have at a time (the session's lock, the sound, the voice)
is not touched before the plan has come. When there is no more to wait for, because stdin or the display
is gone, the process ends and says nothing: nobody misses a window that was never asked for.
"""

import gc
from collections.abc import Callable

from PySide6.QtCore import QObject, QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QApplication

from unsit.core.session import Plan, Segment
from unsit.window import palette
from unsit.window.card import Card
from unsit.window.figure import Figure
from unsit.window.lines import Inbox

TRIAL = Plan({"name": "Unsit"}, None, (Segment("ready", "right", 0, "Breathe.", "stand", 20.0),))
"""What is painted for nobody, so that fonts and styles are at hand."""


class Wait(QObject):
    """Brings the first line from the reading thread into Qt's."""

    came = Signal(bytes)


def wait(app: QApplication, inbox: Inbox, then: Callable[[bytes], int | None]) -> int:
    """Get ready, wait for a line, and let the application run; return its exit code.

    `then` takes the line and opens the card. It returns an exit code when there is nothing to open.
    """
    warm_up(app)
    waiting = Wait()

    def came(line: bytes) -> None:
        code = then(line) if line else 0
        if code is not None:
            app.exit(code)

    waiting.came.connect(came, Qt.ConnectionType.QueuedConnection)
    app.setQuitOnLastWindowClosed(False)
    inbox.first(waiting.came.emit)
    return app.exec()


def warm_up(app: QApplication) -> None:
    """Load and paint once what every card paints: its fonts, its style, its figure."""
    colours = palette.choose("auto", app.styleHints())
    figure = Figure({"keys": {"stand": {"base": "standing"}}}, colours.name)
    card = Card(TRIAL, colours, figure, lambda: 0.0, _nothing, _nothing, lambda: None)
    card.ensurePolished()
    card.grab()
    card.close()
    card.deleteLater()
    picture = QPixmap(64, 64)
    painter = QPainter(picture)
    place = "stand", "both"
    figure.paint(painter, QRectF(0, 0, 64, 64), place, place, 1.0)
    painter.end()
    gc.collect()
    gc.freeze()


def _nothing(_: object) -> None:
    """Tell and sound nothing."""
