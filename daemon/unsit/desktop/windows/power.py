"""Sleep and lock, as Windows tells our window of them.

Each event carries the moment at which the message came: the machine may sleep before the loop hears of
it. Sources: "WM_POWERBROADCAST", "WM_WTSSESSION_CHANGE" of Microsoft's documentation.
"""

import sys

assert sys.platform == "win32"

from unsit.core.events import Event, Locked, Slept, Unlocked, Woke
from unsit.desktop import Tell
from unsit.desktop.windows import win32
from unsit.desktop.windows.window import Window
from unsit.loop import Loop

LOCK, UNLOCK = 0x7, 0x8
"""What wParam of WM_WTSSESSION_CHANGE means."""
SUSPEND, RESUMED_BY_PERSON, RESUMED = 0x4, 0x7, 0x12
"""What wParam of WM_POWERBROADCAST means; `RESUMED` always comes, `RESUMED_BY_PERSON` may follow."""


class WindowsPower:
    """Tells `Locked`, `Unlocked`, `Slept` and `Woke`, each once.

    Raises OSError when Windows will not tell of the lock.
    """

    def __init__(self, loop: Loop, tell: Tell, window: Window) -> None:
        self._loop, self._tell, self._window = loop, tell, window
        self._told: dict[str, type[Event]] = {"lock": Unlocked, "sleep": Woke}
        """What was told last of the lock and of sleep."""
        if not win32.WTSRegisterSessionNotification(window.handle, win32.NOTIFY_FOR_THIS_SESSION):
            raise win32.failure()
        self._suspending = win32.suspend_told_to(window.handle)
        self._undo = [
            window.on(win32.WM_WTSSESSION_CHANGE, self._session_changed),
            window.on(win32.WM_POWERBROADCAST, self._power_changed),
        ]

    def close(self) -> None:
        """Stop telling. May be called twice."""
        if self._undo:
            for undo in self._undo:
                undo()
            self._undo = []
            win32.WTSUnRegisterSessionNotification(self._window.handle)
            win32.suspend_not_told(self._suspending)

    # --- in the window's thread -----------------------------------------------------------------------

    def _session_changed(self, wparam: int, lparam: int) -> None:
        kinds: dict[int, type[Event]] = {LOCK: Locked, UNLOCK: Unlocked}
        if wparam in kinds:
            self._hear("lock", kinds[wparam])

    def _power_changed(self, wparam: int, lparam: int) -> int:
        kinds: dict[int, type[Event]] = {SUSPEND: Slept, RESUMED: Woke, RESUMED_BY_PERSON: Woke}
        if wparam in kinds:
            self._hear("sleep", kinds[wparam])
        return 1

    def _hear(self, of: str, kind: type[Event]) -> None:
        # Sleep is told twice, to every window and to those that asked.
        if self._told[of] is not kind:
            self._told[of] = kind
            self._loop.soon(self._say, kind(self._loop.at(), self._loop.wall()))

    # --- from the loop ----------------------------------------------------------------------------------

    def _say(self, event: Event) -> None:
        if self._undo:
            self._tell(event)
