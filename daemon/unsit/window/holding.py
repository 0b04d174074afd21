"""A button that counts only when it is held down: who holds it, and what lets it go.

Rules of this room: it knows no card, so that any window may have one. Nobody is locked out: what can
press but not hold, as a screen reader does, has it fill by itself; and every key that holds nothing
is left to the window.
"""

import math
import time
from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtGui import QFocusEvent, QHideEvent, QKeyEvent, QMouseEvent, QTouchEvent

from unsit.core.language import N_, _, ngettext
from unsit.window.announce import announce
from unsit.window.filling import Filling
from unsit.window.palette import Palette
from unsit.window.parts import ENTER, plain, tip

HOLDERS = (Qt.Key.Key_Space, *ENTER)
"""The keys that hold it down while it has the focus."""

BARE = (
    *(Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_AltGr, Qt.Key.Key_Meta),
    *(Qt.Key.Key_CapsLock, Qt.Key.Key_NumLock, Qt.Key.Key_Insert),
)
"""Keys that do nothing alone. Screen readers are spoken to with them: Control makes them silent."""

GRACE = 0.1
"""Seconds in which a key that went up may come down again, and was held all the time.

X11 tells each repeat of a held key as both, and Qt, which looks for the second when it has the
first, does not find it when it comes a little later: on a busy machine one time in three.
"""

HOW = N_(
    "Hold {key}, or Space here, until it is full. "
    "Pressed by a screen reader it fills by itself, until you do anything else."
)


class HoldButton(Filling):
    """A pill that tells `held` when it was held down for `seconds`; 0 = when it is clicked.

    `key` is the name of the window's key for it; the window hands all that this does to `heed`.
    `clock` returns seconds and never steps back.
    """

    def __init__(
        self,
        palette: Palette,
        text: str,
        key: str,
        seconds: float,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(palette, text, key, clock)
        self._key = key
        self._alone = False
        self._by: int | None = None
        self.setAccessibleDescription(_("Key: {key}").format(key=key))
        self._left_at: float | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
        self.clicked.connect(self._clicked)
        self.held.connect(self._was_held)
        self.ask(seconds)

    def ask(self, seconds: float) -> None:
        """Want to be held for so many seconds from now on; what was begun for others is taken back."""
        if seconds == self._seconds:
            return
        self._be_left()
        super().ask(seconds)
        self.setAccessibleName(
            _("{button}: hold for {length}").format(button=self._label, length=self._length)
            if seconds
            else self._label
        )
        how = _(HOW).format(key=self._key) if seconds else _("Key: {key}").format(key=self._key)
        self.setAccessibleDescription(how)
        self.setToolTip(tip(self.accessibleName(), self._key))

    def press(self) -> None:
        """Be held down from now on; nothing changes when it fills already."""
        if not self._seconds:
            self.held.emit()
        elif not self.busy:
            self.setDown(True)
            self.fill()
            announce(self, _("Keep holding for {length}").format(length=self._length))

    def heed(self, event: QKeyEvent) -> None:
        """Be held by a key: take each event of its going down and up, the repeated ones as well."""
        if event.isAutoRepeat():
            return
        if event.type() == QEvent.Type.KeyPress:
            self._by, self._left_at = event.key(), None
            self.press()
        elif event.key() == self._by and self.busy:
            self._left_at = self._clock()
            self.look_soon()
        elif event.key() == self._by:
            self.let_go()

    def tick(self) -> None:
        """Look at the clock; what a key has left is not full any more, though it may come back."""
        if self._left_at is None:
            super().tick()
        elif self._clock() < self._left_at + GRACE:
            self.look_soon()
        else:
            self.let_go()

    def let_go(self) -> None:
        """Be held down no longer; nothing changes when it is not."""
        if not self._seconds:
            return  # Qt knows how a click is taken back
        early = self.busy
        self._be_left()
        self.take_back()
        if early:
            announce(self, _("{button}: taken back").format(button=self._label))

    def _be_left(self) -> None:
        self.setDown(False)
        self._by = self._left_at = None
        if self._alone:
            self._alone = False
            _application().removeEventFilter(self)

    @property
    def _length(self) -> str:
        words = ngettext("{count} second", "{count} seconds", math.ceil(self._seconds))
        return words.format(count=f"{self._seconds:g}")

    # --- a screen reader -----------------------------------------------------------------------

    def _clicked(self) -> None:
        """Take a click of what cannot hold. A mouse and keys click only where nothing is held."""
        if not self._seconds:
            self.held.emit()
        elif self.busy:
            self.let_go()
        else:
            self._alone = True
            _application().installEventFilter(self)
            self.fill()
            words = _("Filling for {length}; any key takes it back")
            announce(self, words.format(length=self._length))

    def _was_held(self) -> None:
        if self._alone:  # nobody will let it go
            self.let_go()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  # Qt's name
        """Take back what fills by itself when anything else is done, and let that be done."""
        pointed = event.type() in (QEvent.Type.MouseButtonPress, QEvent.Type.TouchBegin)
        if pointed or (isinstance(event, QKeyEvent) and _acts(event)):
            self.let_go()
        return False

    # --- mouse and finger ----------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802  # Qt's name
        """Be held by the left button."""
        if not self._seconds:
            super().mousePressEvent(event)
        elif event.button() == Qt.MouseButton.LeftButton:
            self.press()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802  # Qt's name
        """Be let go where the pointer leaves; coming back is no holding."""
        if not self._seconds:
            super().mouseMoveEvent(event)
        elif not self.hitButton(event.position().toPoint()):
            self.let_go()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802  # Qt's name
        """Be let go."""
        if not self._seconds:
            super().mouseReleaseEvent(event)
        elif event.button() == Qt.MouseButton.LeftButton:
            self.let_go()

    def event(self, event: QEvent) -> bool:
        """Be held by a finger; be let go when the window is not the active one any more.

        As a mouse, which Qt would make of it, a finger could not be called off by the desktop.
        """
        if isinstance(event, QTouchEvent) and self._seconds:
            self._touched(event)
            return True
        if event.type() == QEvent.Type.WindowDeactivate:
            self.let_go()  # the key's release will be told to somebody else
        return super().event(event)

    def _touched(self, event: QTouchEvent) -> None:
        begins = event.type() == QEvent.Type.TouchBegin
        lasts = begins or event.type() == QEvent.Type.TouchUpdate
        if not lasts or not self.hitButton(event.points()[0].position().toPoint()):
            self.let_go()
        elif begins:
            self.press()

    # --- keys ----------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  # Qt's name
        """Be held by Space and Enter; any other key lets go, and does what it does elsewhere."""
        if self._seconds and event.key() in HOLDERS and plain(event):
            self.heed(event)
            return
        if _acts(event) and event.key() != self._by:
            self.let_go()  # first: Qt takes Escape for the end of a press, and nothing else
        super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:  # noqa: N802  # Qt's name
        """Be let go."""
        if self._seconds and event.key() in HOLDERS:
            self.heed(event)
        else:
            super().keyReleaseEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802  # Qt's name
        """Be let go: the release of its key will be told to somebody else."""
        super().focusOutEvent(event)
        self.let_go()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802  # Qt's name
        """Be empty when it is shown again."""
        super().hideEvent(event)
        self._be_left()
        self.empty()


def _application() -> QCoreApplication:
    application = QCoreApplication.instance()
    assert application is not None
    return application


def _acts(event: QKeyEvent) -> bool:
    """Say whether a key goes down that does something."""
    down = event.type() == QEvent.Type.KeyPress and not event.isAutoRepeat()
    return down and event.key() not in BARE
