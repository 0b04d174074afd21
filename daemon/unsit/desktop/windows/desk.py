"""The parts of Windows's desktop. A part is imported when it is opened; all share one hidden window.

The end of the session comes to that window, too: Windows ends whoever has answered, so the answer
waits until the daemon has written down its day.
"""

import sys

assert sys.platform == "win32"

import logging
import threading
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from unsit.core.language import _
from unsit.desktop import (
    Awake,
    Choose,
    Entries,
    Lost,
    Notifier,
    Power,
    Presence,
    Remote,
    Signs,
    Tell,
    Tray,
)
from unsit.desktop.windows import win32
from unsit.loop import Loop

if TYPE_CHECKING:  # a part is imported when it is opened
    from unsit.desktop.signs import GatheredSigns
    from unsit.desktop.windows.tray import WindowsTray
    from unsit.desktop.windows.window import Window

log = logging.getLogger(__name__)

FAREWELL = 4.0
"""Seconds that the end of the session may wait for the daemon; after 5 Windows ends it all the same."""


class WindowsDesktop:
    """The parts of Windows's desktop, see the port."""

    def __init__(self, loop: Loop) -> None:
        self._loop = loop
        self._shared: Window | None = None
        self._tray: WindowsTray | None = None
        self._signs: GatheredSigns | None = None
        self._toastless = ""
        """Why there are no toasts, with buttons; "" = there are, or nobody has asked."""
        self._left = threading.Event()
        """Set when the daemon has let go of everything."""
        win32.be_sharp()

    def run(self, life: Callable[[], object]) -> None:
        """Run the loop's life right here."""
        life()

    def presence(self, tell: Tell, idle_after: float, lost: Lost) -> Presence:
        """Open Windows's record of the last input."""
        from unsit.desktop.polling import PolledPresence
        from unsit.desktop.windows.keys import WindowsKeys, idle

        keys = WindowsKeys(self._loop, self._window())
        told = (idle, keys.source, lost, keys.next_input)
        return PolledPresence(self._loop, tell, idle_after, *told)

    def power(self, tell: Tell, lost: Lost) -> Power:
        """Open what tells of sleep and of the lock."""
        from unsit.desktop.windows.power import WindowsPower

        return WindowsPower(self._loop, tell, self._window())

    def signs(self, tell: Tell, lost: Lost) -> Signs:
        """Open what tells of calls, fullscreen and quiet; nothing is looked at before it is followed."""
        from unsit.desktop.signs import GatheredSigns
        from unsit.desktop.windows.sources import openers

        self._signs = GatheredSigns(self._loop, tell, openers(self._loop))
        return self._signs

    def notifier(self, on_server: Callable[[bool], object], lost: Lost) -> Notifier:
        """Open toasts, or the balloons of our icon, or, without an icon, plyer's, which nobody hears of."""
        from unsit.desktop.windows.toasts import ToastNotifier
        from unsit.desktop.windows.winrt import WinrtToaster

        try:
            return ToastNotifier(WinrtToaster(self._loop), self._loop, on_server)
        except OSError as problem:
            self._toastless = str(problem)
            log.info("%s", problem)
        if self._tray is not None:
            from unsit.desktop.windows.balloons import BalloonNotifier

            return BalloonNotifier(self._tray, self._loop, on_server)
        from unsit.desktop.portable import PortableDesktop

        return PortableDesktop().notifier(on_server, lost)

    def tray(
        self, entries: Entries, choose: Choose, on_host: Callable[[bool], object], lost: Lost
    ) -> Tray:
        """Open the icon; the first time ever a child draws its faces, and it shows then."""
        try:
            from unsit.desktop.windows.tray import WindowsTray
        except ImportError as problem:
            words = _("what draws the tray icon cannot be loaded ({problem})")
            raise OSError(words.format(problem=problem)) from problem
        from unsit.desktop.faces import Faces

        faces = Faces()
        tray = WindowsTray(self._loop, entries, choose, faces.pictures, on_host)
        self._tray = tray
        faces.see_to(self._loop, tray.refresh)
        return tray

    def remote(self, command: Callable[[str], object], lost: Lost) -> Remote:
        """Raise OSError: Windows gives media keys only to who plays media its own way."""
        raise OSError(_("Unsit does not hear media keys yet on this system"))

    def awake(self) -> Awake:
        """Keep the screen awake."""
        from unsit.desktop.windows.awake import WindowsAwake

        return WindowsAwake()

    def reasons(self) -> Sequence[tuple[str, str]]:
        """Return what was tried and not there: what it was, and a sentence why."""
        found = [("toasts", self._toastless)] if self._toastless else []
        if self._signs is not None:
            found += self._signs.told_reasons()
        return found

    def close(self) -> None:
        """Let go of the window; the end of the session goes on. May be called twice."""
        self._left.set()
        if self._shared is not None:
            self._shared.close()
            self._shared = None

    def _window(self) -> "Window":
        if self._shared is None:
            from unsit.desktop.windows.window import Window

            self._shared = Window()
            self._shared.on(win32.WM_QUERYENDSESSION, lambda *__: 1)
            self._shared.on(win32.WM_ENDSESSION, self._session_ends)
        return self._shared

    def _session_ends(self, wparam: int, lparam: int) -> int:
        """Have the daemon end and wait for that, in the window's thread; wParam 0 = it does not end."""
        if wparam:
            log.info("Windows ends the session")
            self._loop.stop()
            self._left.wait(FAREWELL)
        return 0
