"""Opens the card and lets it run: the only room that knows the process, its signals and its end."""

import gc
import os
import signal
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from PySide6.QtCore import QPoint, QRect, QSize, QSocketNotifier, Qt, QTimer
from PySide6.QtGui import QCursor, QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget

from unsit import places
from unsit.core.session import Plan
from unsit.window import calm, palette, whereabouts
from unsit.window.application import named
from unsit.window.bringing import Bringer
from unsit.window.card import Card
from unsit.window.chimes import Chimes
from unsit.window.direction import direction
from unsit.window.ground import QtGround
from unsit.window.lacking import Lacking
from unsit.window.lines import Inbox, tell, wish
from unsit.window.stage import Drawing
from unsit.window.startup import name_window
from unsit.window.voice import Engine
from unsit.window.voice.speaker import Speaker
from unsit.window.whereabouts import Spot

APP_ID = "unsit-session"
"""The name in WM_CLASS, for the window manager's own rules."""

EDGE = 24
"""Pixels kept free to the edge of the screen."""

TITLE_BAR = 32
"""Pixels left for the window manager's title bar, which nobody can ask about before it is there."""

SETTLED = 1000
"""Milliseconds until the window is surely on the screen, and there is time to tidy up."""

VOICED = 50
"""Milliseconds until what can speak is looked for: the window has been painted by then."""

SOON = 300
"""Milliseconds until it is looked what became of the player of a chime."""


def application() -> QApplication:
    """Return the application, which shows nothing yet."""
    app = named(APP_ID)
    app.setApplicationDisplayName("Unsit")
    return app


class Playing(NamedTuple):
    """A session that is played: what must live as long as its card is open, or Qt takes it down.

    `spots` gets where the card was once it had settled, and `kept` whatever waits for an answer.
    """

    card: Card
    voice: Speaker
    wishes: Bringer
    kept: list[Any]
    spots: list[tuple[str, Spot] | None]

    def close(self) -> None:
        """End what it has begun; keep where the card is, if somebody has put it there."""
        self.wishes.close()
        self.voice.close()
        before, now = self.spots[0] if self.spots else None, whereabouts.of(self.card)
        if before and now and before != now and not self.card.floor.now:
            whereabouts.keep(*now)


def run(plan: Plan, inbox: Inbox) -> int:
    """Play a plan to its end; return the exit code."""
    app = application()
    playing = play(app, plan, inbox)
    try:
        return app.exec()
    finally:
        playing.close()


def play(app: QApplication, plan: Plan, inbox: Inbox, started_as: str = "") -> Playing:
    """Open the card of a plan; on X11 its start is announced as `started_as`, unless Qt knows that."""
    app.setLayoutDirection(direction())  # one that waited has learnt only now what is spoken
    colours = palette.choose(plan.theme, app.styleHints())
    figure = drawing(plan, colours.name)
    chimes = Chimes(places.shipped("icons") / "chimes", plan.sound)
    ground = QtGround()
    voice = Speaker(ground, lambda: _engines(ground), plan.voice)
    lacking = Lacking(plan)
    sound = _sounder(chimes, lacking)
    card = Card(plan, colours, figure, time.monotonic, tell, sound, chimes.hush, voice)
    lacking.say = card.note
    voice.ended, voice.found = card.words_said, lacking.voice
    if plan.motion in calm.WANTED:
        card.be_calm(calm.WANTED[plan.motion])
    elif calm.wants_calm(app.styleHints()):
        card.be_calm(True)
    if started_as and app.platformName() == "xcb":
        name_window(card.winId(), started_as)
    _open(card, wants_focus(os.environ))
    wishes, kept = Bringer(wish), list[Any]()
    spots: list[tuple[str, Spot] | None] = []
    wishes.came.connect(card.hear)
    if is_led(os.environ):
        wishes.over.connect(card.close)
    wishes.listen(inbox)
    close_on_signals(card)
    QTimer.singleShot(VOICED, lambda: _find_voice(voice, lacking))
    if plan.motion == "auto":
        QTimer.singleShot(VOICED, lambda: kept.append(calm.ask(card.be_calm)))
    QTimer.singleShot(SETTLED, gc.enable)
    QTimer.singleShot(SETTLED, lambda: spots.append(whereabouts.of(card)))
    return Playing(card, voice, wishes, kept, spots)


def _engines(ground: QtGround) -> Sequence[Engine]:
    from unsit.window.voice.choose import engines  # the first frame does not wait for it

    return engines(ground)


def _find_voice(voice: Speaker, lacking: Lacking) -> None:
    """Have it speak, unless a screen reader does; its state is followed as long as `voice` lives."""
    from unsit.window.voice.reader import follow

    def read(reads: bool) -> None:
        lacking.read(reads)
        voice.silence(reads)

    voice.reader = follow(read)


def corner(available: QRect, size: QSize) -> QRect:
    """Return the place of the card: the lower right of the screen, never larger than it.

    `available` is the screen without panels.
    """
    room = available.adjusted(EDGE, EDGE + TITLE_BAR, -EDGE, -EDGE)
    place = QRect(0, 0, min(size.width(), room.width()), min(size.height(), room.height()))
    place.moveBottomRight(room.bottomRight())
    return place


def wants_focus(environ: Mapping[str, str]) -> bool:
    """Say whether the person asked for the window just now, and so may be given the keyboard."""
    tokens = ("XDG_ACTIVATION_TOKEN", "DESKTOP_STARTUP_ID")
    return environ.get("UNSIT_FOCUS") == "1" or any(environ.get(name) for name in tokens)


def is_led(environ: Mapping[str, str]) -> bool:
    """Say whether the window ends with whoever started it: an orphan would keep others out."""
    return environ.get("UNSIT_LED") == "1"


def _open(card: Card, focus: bool) -> None:
    """Show the card on the screen of the pointer, with the keyboard only when it was asked for."""
    screen = QGuiApplication.screenAt(QCursor.pos()) or QGuiApplication.primaryScreen()
    card.setMinimumSize(276, 300)
    spot = whereabouts.kept(screen.name())
    available = screen.availableGeometry()
    place = corner(available, spot.size if spot else card.size())
    card.resize(place.size())
    # Wayland has no places; there only the size is as it was
    at = whereabouts.reachable(spot, screen.geometry(), available) if spot else None
    card.move(at or place.topLeft() - QPoint(0, TITLE_BAR))
    card.floor.begin()
    card.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating, not focus)
    card.show()
    if focus:
        card.raise_()
        card.activateWindow()


def _sounder(chimes: Chimes, lacking: Lacking) -> Callable[[str], None]:
    def look() -> None:
        if chimes.look():
            QTimer.singleShot(SOON, look)
        else:
            lacking.chimes(not chimes.lost)

    def sound(name: str) -> None:
        chimes.play(name)
        QTimer.singleShot(SOON, look)

    return sound


def drawing(plan: Plan, theme: str) -> Drawing | None:
    """Return the figure of the pose; None when it has none, or none that can be drawn.

    Why a figure cannot be drawn is logged: the session is played without it.
    """
    if plan.figure is None:
        return None
    from unsit.window.figure import Figure

    try:
        figure = Figure(plan.figure, theme, plan.body)
    except ValueError as error:
        _leave_out(plan, " ".join(str(error).splitlines()))
        return None
    asked = dict.fromkeys(segment.key for segment in plan.segments if segment.key)
    unknown = [key for key in asked if key not in figure.keys]
    if unknown:
        _leave_out(plan, f"[figure.keys] has no {', '.join(unknown)}.")
        return None
    return figure


def _leave_out(plan: Plan, why: str) -> None:
    import logging  # takes a while, and is hardly ever needed: not before the first frame

    log = logging.getLogger(__name__)
    log.warning("The figure of %s is left out: %s", plan.pose.get("name"), why)


def close_on_signals(window: QWidget) -> None:
    """Let SIGTERM and SIGINT close a window.

    Python runs a handler only when its interpreter runs, and Qt's loop may rest for long; and a
    handler may come in the middle of painting. So a signal only puts a byte into a pipe, and Qt
    closes the window when it finds it there. Windows ends a process without asking it.
    """
    if sys.platform == "win32":
        return
    reader, writer = os.pipe()
    os.set_blocking(writer, False)
    signal.set_wakeup_fd(writer)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: None)
    notifier = QSocketNotifier(reader, QSocketNotifier.Type.Read, window)
    notifier.activated.connect(lambda *_: _close(window, notifier))


def _close(window: QWidget, notifier: QSocketNotifier) -> None:
    notifier.setEnabled(False)
    window.close()
