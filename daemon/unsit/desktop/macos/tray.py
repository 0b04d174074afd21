"""The icon in the menu bar: pystray's for macOS, with what it lacks.

pystray scales a picture to the menu bar's height in points, which a Retina screen shows blurred; it makes
the menu whenever it is told that it changed, and calls from whichever thread it is called. Here a
picture has all its pixels, the menu is made as it opens, and all of it happens in the main thread.
The faces keep their colours and are no template images: each colour stands out on a light menu bar and
on a dark one (see `unsit.painter`), and says how things stand.
"""

import io
import queue
from collections.abc import Callable, Sequence
from typing import Any

import AppKit
import Foundation
from PIL import Image
from pystray import Menu, MenuItem, _darwin

from unsit.core.menu import OPENED, Entry, clicked
from unsit.desktop import Choose, Entries, Pixmap
from unsit.desktop.macos.application import Application
from unsit.loop import Loop

POINTS = 18.0
"""The height of an icon in the menu bar (Human Interface Guidelines: at most 22)."""
PATIENCE = 0.3
"""Seconds that a menu that opens waits for the loop; without an answer it shows its last words."""

Pictures = Callable[[str], list[Pixmap]]


class MacTray:
    """The port `Tray`, see `unsit.desktop`; `pictures` draws a face, [] while there is none of it."""

    def __init__(
        self,
        main: Application,
        loop: Loop,
        entries: Entries,
        choose: Choose,
        pictures: Pictures,
        on_host: Callable[[bool], object],
    ) -> None:
        self._main, self._loop, self._entries, self._choose = main, loop, entries, choose
        self._pictures, self._on_host = pictures, on_host
        self._face, self._tip, self._drawn, self._closed = "", "", "", False
        self._icon: Icon | None = None
        self._last: Sequence[Entry] = ()
        """What the menu said when it was last made."""

    def show(self, face: str, tip: str) -> None:
        """Show a face and a tooltip."""
        self._face, self._tip = face, tip
        self.refresh()

    def refresh(self) -> None:
        """Look whether there is a picture now; the menu is made anew whenever it is opened."""
        if self._closed:
            return
        found = self._pictures(self._face) if self._face != self._drawn else []
        if found:
            self._drawn = self._face
        self._main.soon(self._draw, found[-1] if found else None, self._tip)

    def close(self) -> None:
        """Take the icon away. May be called twice."""
        if not self._closed:
            self._closed = True
            self._main.soon(self._remove)

    # --- in the main thread ---------------------------------------------------------------------

    def _draw(self, picture: Pixmap | None, tip: str) -> None:
        if self._icon is None:
            if picture is None:
                return
            self._icon = Icon(Menu(self._items), self._opened)
            self._loop.soon(self._on_host, True)
        if picture is not None:
            self._icon.icon = image(picture)
        self._icon.title = tip
        self._icon.visible = True
        self._icon.update_menu()

    def _remove(self) -> None:
        if self._icon is not None:
            self._icon.close()

    def _items(self) -> list[Any]:
        fresh: queue.SimpleQueue[Sequence[Entry]] = queue.SimpleQueue()
        self._loop.soon(lambda: fresh.put(self._entries()))
        try:
            self._last = fresh.get(timeout=PATIENCE)
        except queue.Empty:
            pass  # something else keeps the loop
        return [_item(entry, self._chosen) for entry in self._last]

    def _opened(self) -> None:
        self._loop.soon(self._choose, OPENED, "")

    def _chosen(self, entry: Entry) -> None:
        request = clicked(entry)
        if request is not None:
            self._loop.soon(self._choose, request, "")


class Icon(_darwin.Icon):  # type: ignore[misc]  # pystray has no types
    """pystray's icon; `on_open` is called when the menu opens."""

    HAS_NOTIFICATION = False

    def __init__(self, menu: Menu, on_open: Callable[[], object]) -> None:
        super().__init__("unsit", menu=menu)
        self._menu_handle: tuple[Any, list[Any]] | None = None
        self._opening = UnsitOpening.alloc().init()
        self._opening.fill = self._fill
        self._opening.opened = on_open

    def __del__(self) -> None:
        """Do nothing: pystray would hide it, from whichever thread collects it."""

    def close(self) -> None:
        """Leave the menu bar for good."""
        self.visible = False
        self._status_bar.removeStatusItem_(self._status_item)

    def _assert_image(self) -> None:
        stream = io.BytesIO()
        self.icon.save(stream, "PNG")
        content = stream.getvalue()
        data = Foundation.NSData.dataWithBytes_length_(content, len(content))
        drawn = AppKit.NSImage.alloc().initWithData_(data)
        drawn.setSize_((POINTS, POINTS))
        self._status_item.button().setImage_(drawn)

    def _update_menu(self) -> None:
        # Once only: it fills itself, and must not change under the hand of who reads it.
        if self._menu_handle is None:
            menu = AppKit.NSMenu.alloc().initWithTitle_(self.name)
            menu.setAutoenablesItems_(False)
            menu.setDelegate_(self._opening)
            self._status_item.setMenu_(menu)
            self._menu_handle = menu, []

    def _fill(self, menu: Any) -> None:
        lines, callbacks = tuple(self.menu), list[Any]()
        menu.removeAllItems()
        for line in lines:
            menu.addItem_(self._create_menu_item(line, callbacks))
            callbacks.append(self._handler(line))
        self._menu_handle = menu, callbacks


class UnsitOpening(Foundation.NSObject):  # type: ignore[misc]  # pyobjc has no types
    """What a menu asks as it opens."""

    fill: Callable[[Any], object]
    opened: Callable[[], object]

    def menuNeedsUpdate_(self, menu: Any) -> None:  # noqa: N802  AppKit's name
        """Have the menu say what holds now."""
        self.fill(menu)

    def menuWillOpen_(self, menu: Any) -> None:  # noqa: N802  AppKit's name
        """Tell that somebody reads it."""
        self.opened()


def image(picture: Pixmap) -> Image.Image:
    """Return a picture as Pillow has it."""
    width, height, argb = picture
    alpha, red, green, blue = Image.frombytes("RGBA", (width, height), argb).split()
    return Image.merge("RGBA", (red, green, blue, alpha))


def _item(entry: Entry, chosen: Callable[[Entry], object]) -> Any:
    if entry.separator:
        return Menu.SEPARATOR
    below = [_item(each, chosen) for each in entry.children]

    def act(_icon: Any, _item: Any) -> None:
        chosen(entry)

    return MenuItem(
        entry.label,
        Menu(*below) if below else act,
        checked=None if entry.checked is None else lambda _: entry.checked is True,
        radio=entry.radio,
        enabled=entry.enabled,
    )
