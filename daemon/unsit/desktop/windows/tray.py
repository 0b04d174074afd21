"""The tray of Windows: pystray's icon in a thread of its own, told what to do and heard from the loop.

The words of the menu are made when somebody opens it: the click goes to the loop, the lines go back to
the icon's thread, which opens the menu and waits there; what is chosen goes to the loop.
"""

import sys

assert sys.platform == "win32"

from collections.abc import Callable

from unsit.core.menu import OPENED, Request
from unsit.desktop import Choose, Entries, Pixmap
from unsit.desktop.windows.icon import Icon, size
from unsit.desktop.windows.menu import default, menu
from unsit.loop import Loop


class WindowsTray:
    """The port `Tray`, see `unsit.desktop`; it holds the balloons, too.

    `pictures` draws a face at every size, smallest first, [] while there is none: nothing is shown
    then, until `show` or `refresh` finds one. `on_host` is told whether the taskbar has the icon, each
    time that it should: once there is a picture, and when explorer has been started anew. Raises
    OSError when Windows gives the icon no window.
    """

    def __init__(
        self,
        loop: Loop,
        entries: Entries,
        choose: Choose,
        pictures: Callable[[str], list[Pixmap]],
        on_host: Callable[[bool], object],
    ) -> None:
        self._loop, self._entries, self._choose = loop, entries, choose
        self._pictures, self._on_host = pictures, on_host
        self._face = self._tip = ""
        self._drawn = False
        self.shown = False
        """Whether the taskbar has the icon."""
        self.on_shown: Callable[[bool], object] = lambda __: None
        """Whoever shows balloons hears it, too."""
        self.on_balloon: Callable[[str], object] = lambda __: None
        """Hears "click" on the balloon, or "gone": it went by itself, or was closed."""
        self._closed = False
        self._icon = Icon(lambda what: loop.soon(self._hear, what))
        self._icon.begin()

    def show(self, face: str, tip: str) -> None:
        """Show a face and a tooltip."""
        self._face, self._tip = face, tip
        self._draw()

    def refresh(self) -> None:
        """Draw what could not be drawn before; the menu is made anew at each opening anyway."""
        if self._face and not self._drawn:
            self._draw()

    def balloon(self, title: str, body: str) -> None:
        """Show a balloon at the icon, in place of the one that is there."""
        if not self._closed:
            self._icon.do(self._icon.balloon, title, body or " ")  # one without words is none

    def no_balloon(self) -> None:
        """Take the balloon away; harmless when there is none."""
        if not self._closed:
            self._icon.do(self._icon.balloon, "", "")

    def close(self) -> None:
        """Take the icon away and end its thread. May be called twice."""
        if not self._closed:
            self._closed, self.shown = True, False
            self.on_shown(False)
            self._icon.end()

    def _draw(self) -> None:
        drawn = self._pictures(self._face)
        self._drawn = bool(drawn)
        if drawn and not self._closed:
            wanted = size()
            fitting = next((face for face in drawn if face[0] >= wanted), drawn[-1])
            self._icon.do(self._icon.show, fitting, self._tip)

    # --- from the icon, by way of the loop --------------------------------------------------------------

    def _hear(self, what: str) -> None:
        if self._closed:
            return
        if what == "menu":
            lines = menu(self._entries(), lambda wish: self._loop.soon(self._chosen, wish))
            self._icon.do(self._icon.open_menu, lines)
            self._choose(OPENED, "")
        elif what == "click":
            request = default(self._entries())
            if request is not None:
                self._choose(request, "")
        elif what in ("shown", "hidden"):
            self.shown = what == "shown"
            self._draw()  # the taskbar may be of another size now
            self._on_host(self.shown)
            self.on_shown(self.shown)
        else:
            self.on_balloon(what.removeprefix("balloon "))

    def _chosen(self, request: Request) -> None:
        if not self._closed:
            self._choose(request, "")
