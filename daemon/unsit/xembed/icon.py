"""pystray's icon for XEmbed trays, with what it lacks.

pystray 0.19.5 asks for no button events (so no click ever comes), looks for another tray only in the
moment in which the last one dies, and paints on black. Here the window asks for buttons, any of them
is a click, the MANAGER message of a new tray docks the icon anew, and the picture is laid upon what
the panel shows beneath it. pystray's own way of being called from other threads is not used.
"""

import json
import os
import select
import threading
from collections.abc import Callable
from typing import Any

from unsit import painter
from unsit.core.status import FACES
from unsit.xembed import ground
from unsit.xembed.backend import X, Xutil, error, xorg

LEFT, RIGHT = 1, 3
"""The buttons that mean something; the wheel is buttons, too."""

LEAST, WANTED = 8, 24
"""Pixels below which there is nothing to be made out, and those that we ask a tray for."""

SETTLED = 1.0
"""Seconds after which a tray that took our icon has its own colours: some paint them only then, and
tell nobody."""

LARGEST = 64
"""Pixels of the picture that pystray holds for displays whose pixels we cannot write ourselves."""


class Icon(xorg.Icon):  # type: ignore[misc]  # pystray has no types
    """The icon. `tell` gets its events.

    The constructor raises what python-xlib raises when there is no display.
    """

    def __init__(self, tell: Callable[[dict[str, Any]], None]) -> None:
        self._tell = tell
        self._face = ""
        self._docked = False
        self._visual = 0
        """The visual of the window, as the tray has asked for it; 0 = the root window's."""
        self._beneath: ground.Ground | None = None
        self._settling: float | None = None
        """Seconds of peace after which we look once more at what lies beneath; None = no need."""
        self._rest = b""
        super().__init__("unsit", title="Unsit")
        self._display.set_error_handler(_nothing)
        self._manager_atom = self._display.intern_atom("MANAGER")
        self._root = self._display.screen().root
        self._root.change_attributes(event_mask=X.StructureNotifyMask)
        self._message_handlers |= {
            X.ClientMessage: self._on_client_message,
            X.ReparentNotify: self._on_reparent_notify,
        }

    def __del__(self) -> None:
        """Do nothing: the server puts all of ours away, and pystray would ask it for more."""

    def serve(self, fd: int) -> None:
        """Show what the lines of `fd` say, until they end. Raises when the display goes."""
        self._thread = threading.current_thread()  # where pystray may call itself
        while True:
            while self._display.pending_events():
                event = self._display.next_event()
                self._message_handlers.get(event.type, _nothing)(event)
            self._display.flush()
            ready, _, _ = select.select([self._display, fd], [], [], self._settling)
            if fd in ready and not self._hear(os.read(fd, 1 << 16)):
                return
            if not ready:
                self._settling = None
                self._look_again()

    # --- what it is told --------------------------------------------------------------------------

    def _hear(self, more: bytes) -> bool:
        """Take in more of stdin; False when there is no more."""
        *lines, self._rest = (self._rest + more).split(b"\n")
        wishes = [wish for wish in map(_understood, lines) if wish is not None]
        if wishes:  # what was to be seen between two looks nobody has seen
            self._show_face(*wishes[-1])
        return bool(more)

    def _show_face(self, face: str, tip: str) -> None:
        self.title = tip
        if face != self._face:
            self._face = face
            self.icon = painter.face(face, LARGEST)
        self.visible = True

    # --- what pystray asks of a backend -------------------------------------------------------------

    def _show(self) -> None:
        self._update_title()
        self._dock_window()

    def _update_icon(self) -> None:
        self._icon_data = None  # pystray's scaled picture
        self._icon_valid = True
        self._look_again()

    def _update_title(self) -> None:
        utf8 = self._display.intern_atom("UTF8_STRING")
        for name in ("_NET_WM_NAME", "WM_NAME"):
            atom = self._display.intern_atom(name)
            self._window.change_property(atom, utf8, 8, self.title.encode())

    # --- the picture --------------------------------------------------------------------------------

    def _draw(self) -> None:
        """Paint the face upon what lies beneath; nothing while it is not to be seen."""
        try:
            place = self._window.get_geometry()
            if not ground.readable(self._display, place.depth):
                super()._draw()
                return
            size = (place.width, place.height)
            if min(size) < LEAST:
                return  # the tray has yet to give us our place
            if self._beneath is None or self._beneath.size != size:
                self._beneath = ground.read(self._window, self._gc, size)
            picture = self._beneath.under(painter.face(self._face, min(size)))
            where = (0, 0, *size)
            self._window.put_image(self._gc, *where, X.ZPixmap, place.depth, 0, picture)
        except (error.BadMatch, error.BadDrawable, error.BadWindow):
            return  # it is not mapped, or not there any more

    def _on_expose(self, event: Any) -> None:
        if event.window.id == self._window.id and not getattr(event, "count", 0):
            self._look_again()

    def _look_again(self) -> None:
        self._beneath = None
        self._draw()

    # --- docking ------------------------------------------------------------------------------------

    def _dock_window(self) -> None:
        """Ask the tray to take our window, once each; without a tray its MANAGER message will come."""
        manager = self._get_systray_manager()
        if manager is None or (self._systray_manager and manager.id == self._systray_manager.id):
            return
        wanted = ground.visual_wanted(self._display, manager)
        if wanted != self._visual:
            old, self._visual = self._window, wanted
            self._renew_window()
            old.destroy()
        super()._dock_window()

    def _create_window(self) -> Any:
        window = ground.window(self._display.screen(), self._visual)
        window.set_wm_class("unsitSystemTrayIcon", self.name)
        window.set_wm_normal_hints(flags=Xutil.PMinSize, min_width=WANTED, min_height=WANTED)
        embed = [self._XEMBED_VERSION, self._XEMBED_MAPPED]
        window.change_property(self._xembed_info, self._xembed_info, 32, embed)
        return window

    def _renew_window(self) -> None:
        """Take another window: the one before is gone, or not of the kind that the tray wants."""
        self._window = self._create_window()
        self._gc = self._window.create_gc()
        self._beneath = None
        self._update_title()

    def _on_client_message(self, event: Any) -> None:
        tray = self._net_system_tray_sx
        is_new = event.client_type == self._manager_atom and event.data[1][1] == tray
        if is_new and self.visible and not self._docked:
            self._systray_manager = None  # the number may be that of the one before, used anew
            self._dock_window()

    def _on_reparent_notify(self, event: Any) -> None:
        if event.window.id != self._window.id:
            return
        self._beneath = None
        if event.parent.id != self._root.id:
            self._settling = SETTLED
            self._say(docked=True)
        else:
            # The tray has died, and the server has put our window onto the desk.
            self._window.unmap()
            self._left_alone()

    def _on_destroy_notify(self, event: Any) -> None:
        if event.window.id == self._window.id:  # there are trays that take it with them
            self._renew_window()
            self._left_alone()
        elif self._systray_manager is not None and event.window.id == self._systray_manager.id:
            self._left_alone()

    def _left_alone(self) -> None:
        """Look for another tray, which may have come already."""
        self._say(docked=False)
        self._systray_manager = None
        self._dock_window()

    def _say(self, docked: bool) -> None:
        if docked != self._docked:
            self._docked = docked
            self._tell({"event": "docked" if docked else "undocked"})

    # --- clicks -------------------------------------------------------------------------------------

    def _on_button_press(self, event: Any) -> None:
        if event.detail in (LEFT, RIGHT):
            self._tell({"event": "click"})


def _understood(line: bytes) -> tuple[str, str] | None:
    """Return face and tip; None for a line that is not of our making."""
    try:
        wish = json.loads(line)
    except ValueError:
        return None
    if not isinstance(wish, dict) or wish.get("face") not in FACES:
        return None
    return wish["face"], str(wish.get("tip", ""))


def _nothing(*_: object) -> None:
    """Take note of nothing: what this is about is not there any more."""
