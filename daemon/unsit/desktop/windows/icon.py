"""pystray's icon of Windows, with what it lacks.

pystray 0.19.5 makes the menu when it is told to and not when it is opened, knows nothing of a click on
a balloon, forbids Windows to end the session (its window answers that question with no, as it answers
all it does not know), takes a large picture and lets Windows shrink it, and leaves a menu open when
somebody clicks elsewhere. All of that is mended here, and whatever touches the shell is done in the
icon's own thread: an explorer that hangs must not hold up the loop.
Sources: "Shell_NotifyIcon", "TrackPopupMenu" of Microsoft's documentation, pystray's _win32.py.
"""

import sys

assert sys.platform == "win32"

import ctypes
import io
import logging
import threading
from collections import deque
from collections.abc import Callable
from typing import Any

from PIL import Image
from pystray import _win32
from pystray._util import win32 as theirs

from unsit.desktop import Pixmap
from unsit.desktop.windows import win32

log = logging.getLogger(__name__)

DO = win32.WM_USER + 40
"""Our own message: there is something to do in the icon's thread."""
BALLOON_HIDDEN, BALLOON_TIMEOUT, BALLOON_CLICK = (win32.WM_USER + n for n in (3, 4, 5))
"""NIN_BALLOONHIDE, NIN_BALLOONTIMEOUT (it went by itself, or was closed by hand), NIN_BALLOONUSERCLICK."""
LONGEST_TIP, LONGEST_TITLE, LONGEST_BODY = 127, 63, 255
"""Letters that NOTIFYICONDATAW has room for."""
ICON_VERSION = 0x00030000
"""The only version of icons that there is (CreateIconFromResourceEx)."""
HEAD = 22
"""Bytes of an .ico with one picture before the picture itself."""
PATIENCE = 5.0
"""Seconds that beginning and ending may take."""


class Icon(_win32.Icon):  # type: ignore[misc]  # pystray has no types
    """The icon, from `begin` to `end`. `hear` is told, from its thread, "menu" when somebody asks for the
    menu, "click", "balloon click", "balloon gone", and "shown" or "hidden": whether the shell has it.
    """

    icon: Any
    visible: Any
    _icon_handle: Any

    def __init__(self, hear: Callable[[str], object]) -> None:
        super().__init__("unsit")
        self._hear = hear
        self._look: tuple[Pixmap, int] | None = None
        self._menu_handle = None
        self._to_do: deque[tuple[Callable[..., object], tuple[Any, ...]]] = deque()
        self._begun = threading.Event()
        self._message_handlers |= {
            DO: self._do,
            win32.WM_QUERYENDSESSION: lambda *__: 1,
        }

    def begin(self) -> None:
        """Start its thread; nothing is shown before `show`. Raises OSError when that takes too long."""
        self._loops = threading.Thread(target=self._run, name="UnsitTray", daemon=True)
        self._loops.start()
        if not self._begun.wait(PATIENCE):
            raise TimeoutError("Windows gives the icon no window")

    def end(self) -> None:
        """Take the icon away and end its thread; one that hangs is left behind."""
        self._stop()
        self._loops.join(PATIENCE)
        self._running = False

    def do(self, what: Callable[..., object], *args: Any) -> None:
        """Have something done in the icon's thread, in order. May be called from any thread."""
        self._to_do.append((what, args))
        win32.PostMessage(self._hwnd, DO, 0, 0)

    # --- in its thread: what the loop asks of it -----------------------------------------------------

    def show(self, face: Pixmap, tip: str) -> None:
        """Show a face, at the size that the taskbar has now, and a tooltip."""
        look = (face, size())
        self.title = tip[:LONGEST_TIP]
        if look != self._look:
            self._look, self.icon = look, _picture(*look)
        self.visible = True

    def balloon(self, title: str, body: str) -> None:
        """Show a balloon, in place of any other; "" and "" = none."""
        self._message(
            theirs.NIM_MODIFY,
            theirs.NIF_INFO,
            szInfoTitle=title[:LONGEST_TITLE],
            szInfo=body[:LONGEST_BODY],
        )

    def open_menu(self, menu: Any) -> None:
        """Open a menu where the pointer is, and wait until something is chosen or it is left."""
        self.menu = menu
        super()._on_notify(0, theirs.WM_RBUTTONUP)
        # Without this the next menu would close as soon as it opens (TrackPopupMenu, Remarks).
        win32.PostMessage(self._hwnd, win32.WM_NULL, 0, 0)

    # --- in its thread: what Windows tells it --------------------------------------------------------

    def _mark_ready(self) -> None:
        self._running = True
        self._begun.set()

    def _do(self, wparam: int, lparam: int) -> None:
        while self._to_do:
            what, args = self._to_do.popleft()
            what(*args)

    def _on_notify(self, wparam: int, lparam: int) -> None:
        if lparam == theirs.WM_RBUTTONUP:
            # While the click is fresh Windows lets us come to the front, and the menu close again.
            theirs.SetForegroundWindow(self._hwnd)
        told = {
            theirs.WM_RBUTTONUP: "menu",
            theirs.WM_LBUTTONUP: "click",
            BALLOON_CLICK: "balloon click",
            BALLOON_TIMEOUT: "balloon gone",
        }
        if lparam in told:
            self._hear(told[lparam])

    def _on_stop(self, wparam: int, lparam: int) -> None:
        win32.EndMenu()  # an open one waits in a round of its own, which takes no end
        super()._on_stop(wparam, lparam)

    # --- what pystray asks of a backend ---------------------------------------------------------------

    def _message(self, code: int, flags: int, **kwargs: Any) -> None:
        data = theirs.NOTIFYICONDATAW(hWnd=self._hwnd, uFlags=flags, **kwargs)
        data.cbSize = ctypes.sizeof(data)
        done = theirs.Shell_NotifyIcon(code, data)
        if code == theirs.NIM_ADD:
            # What is there cannot be added: a taskbar says that it is new when only its size is.
            there = done or theirs.Shell_NotifyIcon(theirs.NIM_MODIFY, data)
            self._hear("shown" if there else "hidden")

    def _assert_icon_handle(self) -> None:
        if not self._icon_handle:
            self._icon_handle = _handle(self.icon)


def size() -> int:
    """Return how many pixels an icon of the tray has, at the density of the screen."""
    return int(win32.GetSystemMetrics(win32.SM_CXSMICON)) or 16


def _picture(face: Pixmap, pixels: int) -> Image.Image:
    width, height, data = face
    alpha, red, green, blue = Image.frombytes("RGBA", (width, height), data).split()
    picture = Image.merge("RGBA", (red, green, blue, alpha))
    if picture.size == (pixels, pixels):
        return picture
    return picture.resize((pixels, pixels), Image.Resampling.LANCZOS)


def _handle(picture: Image.Image) -> Any:
    file = io.BytesIO()
    picture.save(file, "ICO", sizes=[picture.size], bitmap_format="bmp")
    data = file.getvalue()[HEAD:]
    handle = win32.CreateIconFromResourceEx(data, len(data), True, ICON_VERSION, *picture.size, 0)
    if not handle:
        raise win32.failure()
    return handle
