"""Into floor mode and back: what fills the window, and how large the window is."""

from collections.abc import Callable

from PySide6.QtCore import QRect, Qt, QTimer
from PySide6.QtWidgets import QWidget

from unsit.core import floor, wayout
from unsit.core.floor import TURNS
from unsit.core.language import _, pgettext
from unsit.core.player import Player, frame
from unsit.window.floor.pad import Pad, Shown
from unsit.window.palette import Palette
from unsit.window.stage import Drawing

GRANTED = 500
"""Milliseconds in which a window manager makes a window fill the screen; where there is none, we do."""


class Mode:
    """Floor mode of one window, not entered when made; `face` is what is shown when it is left.

    `turn` is one of `core.floor.TURNS`, and `refresh` has the window show its moment again.
    """

    def __init__(
        self,
        face: QWidget,
        palette: Palette,
        drawing: Drawing | None,
        turn: str,
        refresh: Callable[[], object],
    ) -> None:
        self._face, self._refresh = face, refresh
        self._window = face.window()
        self._before = QRect()
        """Where the window was, when it was us who made it large; empty = it was not."""
        self.turned = turn if turn in TURNS else TURNS[0]
        self.on = False
        self.pad = Pad(self._window, palette, drawing)
        self.pad.left.connect(self.toggle)
        self._granted = QTimer(self.pad)
        self._granted.setSingleShot(True)
        self._granted.timeout.connect(self._see_to_it)
        layout = self._window.layout()
        assert layout is not None
        layout.addWidget(self.pad)
        self.pad.hide()

    @property
    def name(self) -> str:
        """How floor mode is turned, "" while the window is small."""
        return self.turned if self.on else ""

    def toggle(self) -> None:
        """Go into floor mode, or back."""
        self.on = not self.on
        self._face.setVisible(not self.on)
        self.pad.setVisible(self.on)
        self._window.setFocus()
        if self.on:
            self._window.setWindowState(
                self._window.windowState() | Qt.WindowState.WindowFullScreen
            )
            self._granted.start(GRANTED)
        else:
            self._shrink()
        self._refresh()

    def turn(self) -> None:
        """Turn the picture by a quarter, clockwise."""
        self.turned = TURNS[(TURNS.index(self.turned) + 1) % len(TURNS)]
        self._refresh()

    def show(self, player: Player, hurts: bool, remark: str) -> None:
        """Show a moment of the session; a remark, of few words, stands in place of its own."""
        now, paused = frame(player), player.paused
        words = remark or floor.words(now, player.plan.pose, paused, hurts)
        if wayout.rests(now.segment, hurts):
            does = ""
        elif paused:
            does = _("Go on")
        else:
            does = _("Ready") if now.segment.waits else pgettext("a button", "Pause")
        self.pad.ouch.setVisible(not hurts)
        self.pad.show_moment(Shown(now, paused, words, floor.number(now), does), self.turned)

    def _shrink(self) -> None:
        self._granted.stop()
        self._window.setWindowState(self._window.windowState() & ~Qt.WindowState.WindowFullScreen)
        if not self._before.isEmpty():
            self._window.setGeometry(self._before)
            self._before = QRect()

    def _see_to_it(self) -> None:
        """Make the window as large as the screen where nobody else does."""
        screen = self._window.screen().geometry()
        if self.on and self._window.isVisible() and self._window.geometry() != screen:
            self._before = self._window.geometry()
            self._window.setGeometry(screen)
