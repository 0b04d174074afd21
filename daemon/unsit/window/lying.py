"""The way into floor mode, which is only made when somebody goes there: most sessions do without."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from unsit.core.player import Player
from unsit.core.session import Plan
from unsit.window.palette import Palette
from unsit.window.stage import Drawing

if TYPE_CHECKING:
    from unsit.window.floor import Mode


class Lying:
    """Floor mode of one card, entered or not. `changed` is called when it is another than before.

    A click in it is `pause`, one on its red corner `ouch`; what happens to both `watcher` filters.
    """

    def __init__(
        self,
        face: QWidget,
        plan: Plan,
        palette: Palette,
        drawing: Drawing | None,
        watcher: QObject,
        changed: Callable[[], object],
        pause: Callable[[], object],
        ouch: Callable[[], object],
    ) -> None:
        self._face, self._plan, self._palette, self._drawing = face, plan, palette, drawing
        self._watcher, self._changed, self._pause, self._ouch = watcher, changed, pause, ouch
        self._mode: Mode | None = None
        self.still = False
        """Whether less is to move."""

    @property
    def now(self) -> str:
        """How floor mode is turned, "" outside of it."""
        return self._mode.name if self._mode is not None else ""

    @property
    def picture(self) -> QWidget | None:
        """What is to be seen of it, None outside of it."""
        return self._mode.pad if self._mode is not None and self._mode.on else None

    def begin(self) -> None:
        """Go there where the plan begins there; to be asked once the window has its place."""
        if self._plan.floor:
            self.toggle()

    def toggle(self) -> None:
        """Fill the screen for who lies on the floor, or be as small as before."""
        if self._mode is not None:
            self._mode.toggle()
            return
        from unsit.window.floor import Mode

        self._mode = Mode(
            self._face, self._palette, self._drawing, self._plan.turned, self._changed
        )
        self._mode.pad.clicked.connect(self._pause)
        self._mode.pad.ouch.clicked.connect(self._ouch)
        for part in (self._mode.pad, self._mode.pad.ouch):
            part.installEventFilter(self._watcher)
        self._mode.toggle()

    def turn(self) -> None:
        """Turn the picture by a quarter; nothing happens outside of floor mode."""
        if self._mode is not None and self._mode.on:
            self._mode.turn()

    def show(self, player: Player, hurts: bool, remark: str) -> None:
        """Show a moment of the session, where that is to be seen."""
        if self._mode is not None and self._mode.on:
            self._mode.pad.keep_still(self.still)
            self._mode.show(player, hurts, remark)
