"""The tray of Linux: a pystray backend that speaks StatusNotifierItem and dbusmenu itself.

pystray's own backends for Linux need GTK's Python bindings or have no menu. The name of this module
is not free: pystray hands a backend the options that begin with its name, less the first letter.

Rules of this room: reply to the panel first, act from the loop afterwards; pixmaps and tooltip are
sent only when they have changed; the menu's words are made when somebody is about to read them, so
that nothing needs to wake up to keep them true.
"""

import json
import os
from collections.abc import Callable, Sequence
from typing import Any

from unsit.core.language import _
from unsit.core.menu import Entry, clicked
from unsit.desktop import Choose, Entries, Pixmap
from unsit.desktop.linux import dbusmenu, item
from unsit.desktop.linux.bus import Bus
from unsit.desktop.linux.dbusmenu import DBusMenu, Line
from unsit.loop import Loop


def _pystray() -> tuple[Any, Any, Any]:
    """Import pystray without a backend of its own, which would want a display or GTK."""
    before = os.environ.get("PYSTRAY_BACKEND")
    os.environ["PYSTRAY_BACKEND"] = "dummy"
    try:
        import pystray
        import pystray._base
    finally:
        # Children inherit our environment, and the choice is ours alone.
        del os.environ["PYSTRAY_BACKEND"]
        if before is not None:
            os.environ["PYSTRAY_BACKEND"] = before
    return pystray._base.Icon, pystray.Menu, pystray.MenuItem


_Icon, _Menu, _MenuItem = _pystray()


class Icon(_Icon):  # type: ignore[misc, valid-type]  # pystray has no types
    """pystray's icon. Its picture is a list of pixmaps instead of an image of Pillow's."""

    HAS_NOTIFICATION = False

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._loop: Loop = self._options["loop"]
        self._tell_host: Callable[[bool], object] = self._options["on_host"]
        self._tell_opened: Callable[[], object] = self._options["on_open"]
        self._tell_lost: Callable[[str], object] = self._options["on_lost"]
        self._look = item.Look(self.name, self.name.capitalize())
        self._token = ""
        self._clickable = self._offered_clickable = False
        self._host: item.Host | None = None
        self._bus = Bus(self._options["address"], self._loop, self._lost)
        self._dbusmenu = DBusMenu(self._lines, self._menu_signal, self._opened)
        self._bus.export(dbusmenu.PATH, self._dbusmenu.served())
        self._offer()

    def take_token(self) -> str:
        """Return the activation token that came with this click; it is good once."""
        token, self._token = self._token, ""
        return token

    def close(self) -> None:
        """Leave the bus for good, which takes the icon away. May be called twice."""
        self._bus.close()

    # --- what pystray asks of a backend ---------------------------------------------------------

    def _show(self) -> None:
        self._look.tip = self.title
        self._host = item.Host(self._bus, self._tell_host)

    def _hide(self) -> None:
        self.close()

    def _update_icon(self) -> None:
        self._look.pixmaps = self.icon
        self._icon_valid = True
        self._signal("NewIcon")

    def _update_title(self) -> None:
        self._look.tip = self.title
        self._signal("NewToolTip")

    def _update_menu(self) -> None:
        self._dbusmenu.refresh()
        if self._clickable != self._offered_clickable:
            self._offer()

    # --- the bus --------------------------------------------------------------------------------

    def _offer(self) -> None:
        self._offered_clickable = self._clickable
        click = self._click if self._clickable else None
        self._bus.export(item.PATH, item.served(self._look, click, self._keep_token))

    def _click(self) -> None:
        self._loop.soon(self)

    def _keep_token(self, token: str) -> None:
        self._token = token

    def _lost(self) -> None:
        if self._host is not None:
            self._host.gone()
        self._tell_lost(_("the session bus is gone"))

    def _signal(self, member: str) -> None:
        self._bus.signal(item.PATH, item.NAME, member)

    def _menu_signal(self, member: str, signature: str, values: tuple[Any, ...]) -> None:
        self._bus.signal(dbusmenu.PATH, dbusmenu.NAME, member, signature, values)

    # --- the menu -------------------------------------------------------------------------------

    def _opened(self) -> None:
        self._loop.soon(self._tell_opened)

    def _lines(self) -> tuple[Line, ...]:
        items = tuple(self.menu)
        self._clickable = any(each.default for each in items)
        return tuple(self._line(each) for each in items)

    def _line(self, each: Any) -> Line:
        if each is _Menu.SEPARATOR:
            return Line("separator", separator=True)
        below = each.submenu
        return Line(
            key=each.key,
            label=each.text,
            enabled=each.enabled,
            checked=each.checked,
            radio=each.radio,
            children=None if below is None else tuple(self._line(one) for one in below),
            act=lambda: self._loop.soon(self._chosen, each),
        )

    def _chosen(self, each: Any) -> None:
        try:
            each(self)
        finally:
            self.update_menu()


class _Item(_MenuItem):  # type: ignore[misc, valid-type]  # pystray has no types
    """pystray's menu item for one entry, with what tells it from the others."""

    def __init__(self, entry: Entry, choose: Choose) -> None:
        # With a method of its own it would hold itself until the collector comes, which is rarely;
        # and a menu is made at each step of the day.
        super().__init__(
            entry.label,
            _Menu(*_items(entry.children, choose)) if entry.children else _act,
            checked=None if entry.checked is None else lambda _: entry.checked is True,
            radio=entry.radio,
            default=entry.default,
            enabled=entry.enabled,
        )
        self._entry, self._tell = entry, choose
        # A line without a request is text that may change each minute, or a submenu.
        self.key = entry.label if entry.children else json.dumps(entry.request, sort_keys=True)

    def _choose(self, icon: Icon, _: Any) -> None:
        token = icon.take_token()
        request = clicked(self._entry)
        if request is not None and self._entry.enabled:
            self._tell(request, token)


def _act(icon: Icon, line: _Item) -> None:
    line._choose(icon, line)


def _items(entries: Sequence[Entry], choose: Choose) -> list[Any]:
    return [_Menu.SEPARATOR if each.separator else _Item(each, choose) for each in entries]


class SniTray:
    """The port `Tray`, see `unsit.desktop`.

    `entries` is asked whenever the menu may be looked at; `choose` gets the request of an entry and
    the activation token that came with the click ("" without); `pixmaps` draws a face, [] while
    there is no picture of it: nothing is shown then, until `show` or `refresh` finds one.
    `on_host` is told whether anybody shows the icon, soon after the first picture and at each
    change; `on_lost` once, when the bus is lost; `on_open` when somebody opens the menu. Raises OSError when there is no bus at `address`.
    """

    def __init__(
        self,
        address: str,
        loop: Loop,
        entries: Entries,
        choose: Choose,
        pixmaps: Callable[[str], list[Pixmap]],
        on_host: Callable[[bool], object],
        on_lost: Callable[[str], object] = lambda _: None,
        on_open: Callable[[], object] = lambda: None,
    ) -> None:
        self._pixmaps = pixmaps
        self._face, self._drawn, self._closed = "", False, False
        self._icon = Icon(
            "unsit",
            menu=_Menu(lambda: _items(entries(), choose)),
            sni_address=address,
            sni_loop=loop,
            sni_on_host=on_host,
            sni_on_open=on_open,
            sni_on_lost=on_lost,
        )

    def show(self, face: str, tip: str) -> None:
        """Show a face and a tooltip; the panel is told of what differs from before."""
        if self._closed:
            return
        self._icon.title = tip
        if face != self._face or not self._drawn:
            self._face = face
            self._draw()

    def refresh(self) -> None:
        """Say that the menu may have changed, or that a picture may be there now."""
        if self._closed:
            return
        if self._face and not self._drawn:
            self._draw()
        self._icon.update_menu()

    def close(self) -> None:
        """Take the icon away. May be called twice."""
        self._closed = True
        self._icon.visible = False
        self._icon.close()

    def _draw(self) -> None:
        drawn = self._pixmaps(self._face)
        self._drawn = bool(drawn)
        if drawn:
            self._icon.icon = drawn
            self._icon.visible = True
