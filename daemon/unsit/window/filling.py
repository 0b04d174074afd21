"""A pill that fills in some seconds, and empties when it is let go before.

Rules of this room: it is handed its clock, and told when to fill and when to empty; by whom is the
business of `holding`. Its timer runs only while it fills or empties.
"""

import math
from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QGuiApplication, QPainter, QPainterPath, QPaintEvent

from unsit.core.language import _
from unsit.window.calm import wants_calm
from unsit.window.palette import Palette
from unsit.window.parts import Pill, mirrored

LOOK = 33
"""Milliseconds between two pictures while it fills or empties."""

EMPTIES = 0.4
"""Seconds in which a full one empties."""


class Level(NamedTuple):
    """How full something is: `start` (0 to 1) at the moment `since`, and all of it in `takes` seconds.

    It empties when `takes` is less than 0, and stays as it is when that is 0.
    """

    start: float
    since: float = 0.0
    takes: float = 0.0

    def at(self, now: float) -> float:
        """Return how full it is at a moment, 0 to 1."""
        change = (now - self.since) / self.takes if self.takes else 0.0
        return min(max(self.start + change, 0.0), 1.0)


EMPTY, FULL = Level(0.0), Level(1.0)


class Filling(Pill):
    """Tells `held` once it is full. `clock` returns seconds and never steps back.

    While it fills it says for how many seconds more. Where less should move it fills once a second,
    and is empty at once.
    """

    held = Signal()

    def __init__(self, palette: Palette, text: str, key: str, clock: Callable[[], float]) -> None:
        super().__init__(palette, text, key)
        self._label, self._clock = text, clock
        self._seconds = 0.0
        self._level = EMPTY
        self._calm = False
        self.calm: bool | None = None
        """Whether less should move; None = as Qt says."""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self.tick)

    @property
    def busy(self) -> bool:
        """Whether it fills."""
        return self._level.takes > 0

    @property
    def full(self) -> float:
        """How full it is, 0 to 1."""
        return self._level.at(self._clock())

    @property
    def left(self) -> float:
        """Seconds until it is full."""
        return (1.0 - self.full) * self._seconds

    def tick(self) -> None:
        """Look at the clock: it may be full, or empty, by now."""
        if self.busy and self.full >= 1.0:
            self._become(FULL)
            self.held.emit()  # the last thing: whoever hears it may take the button away
        else:
            self._become(self._level if self.busy or self.full > 0.0 else EMPTY)

    def ask(self, seconds: float) -> None:
        """Take so many seconds to fill from now on, and say so; what was begun is taken back."""
        self.empty()
        self._seconds = seconds
        self.setText(self._asking(seconds))
        self.grow(self.growth)

    def fill(self) -> None:
        """Begin to fill, from nothing."""
        asked = wants_calm(QGuiApplication.styleHints()) if self.calm is None else self.calm
        self._calm = asked
        self._become(Level(0.0, self._clock(), self._seconds))

    def take_back(self) -> None:
        """Empty from where it is; nothing changes when it does already."""
        if self._level != EMPTY:
            emptying = Level(self.full, self._clock(), -EMPTIES)
            self._become(EMPTY if self._calm else emptying)

    def empty(self) -> None:
        """Be empty at once."""
        self._become(EMPTY)

    def look_soon(self) -> None:
        """Look at the clock in a moment."""
        self._timer.start(LOOK)

    def _become(self, level: Level) -> None:
        self._level = level
        self.update()
        if not level.takes:
            self._timer.stop()
        elif self._calm:
            left = self.left
            self._timer.start(math.ceil((left % 1.0 or min(left, 1.0)) * 1000))
        else:
            self.look_soon()

    # --- what is to be seen --------------------------------------------------------------------

    def word(self) -> str:
        """Return what it says."""
        if not self.busy and self._level != FULL:
            return self.text()
        left = min(math.ceil(self.left), self._seconds)
        return self._asking(left)

    def _asking(self, seconds: float) -> str:
        """Return the word on it, with the seconds that it wants to be held yet."""
        if not seconds:
            return self._label
        return _("{button} (hold {seconds} s)").format(button=self._label, seconds=f"{seconds:g}")

    def shown(self) -> str:
        """Return its word, without how long where there is no room for that."""
        shown, word = super().shown(), self.word()
        return shown if shown == word or self.busy else self._label

    def ground(self) -> QColor:
        """Return the colour under the word; what fills is told apart by that alone."""
        return QColor(self.colours.button) if self.full else super().ground()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802  # Qt's name
        """Paint the pill, and over it what is full in the colours of the strong button."""
        super().paintEvent(event)
        filled = self._filled()
        if filled.isEmpty():
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setClipRect(filled)
        pill, inside = QPainterPath(), self.inside()
        pill.addRoundedRect(inside, inside.height() / 2, inside.height() / 2)
        painter.fillPath(pill, QColor(self.colours.accent))
        self.paint_word(painter, self.colours.on_accent)
        painter.end()

    def _filled(self) -> QRectF:
        """Return the part that is full, from the leading edge."""
        full = self.full
        if self._calm and self.busy:
            full = max(0.0, 1.0 - math.ceil(self.left) / self._seconds)
        room = self.inside()
        filled = QRectF(room.x(), room.y(), full * room.width(), room.height())
        if mirrored(self):
            filled.moveRight(room.right())
        return filled
