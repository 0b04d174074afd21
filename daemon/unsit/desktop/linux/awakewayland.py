"""The screen kept awake by a Wayland compositor: an idle inhibitor on a surface that is never shown.

sway, wlroots' and others' compositors heed such an inhibitor; KWin and Mutter, which want to see the
surface, have services on the session bus for this. It lasts until we hang up.
Sources: idle-inhibit-unstable-v1 (wayland-protocols); wayland.xml (wl_compositor); sway's
desktop/idle_inhibit_v1.c takes an inhibitor without a window for one that is seen.
"""

import struct

from unsit.core.language import _
from unsit.desktop.linux.displayline import DisplayLine
from unsit.desktop.linux.wlwire import Wire
from unsit.loop import Loop

COMPOSITOR, MANAGER = "wl_compositor", "zwp_idle_inhibit_manager_v1"
CREATE_SURFACE, CREATE_INHIBITOR = 0, 1


class AwakeWayland(DisplayLine):
    """Keeps a compositor's session from being idle. Raises OSError in a plain sentence where it cannot."""

    def __init__(self, loop: Loop, display: str) -> None:
        self._wire = Wire(display)
        super().__init__(loop, self._wire)

    def ask(self) -> None:
        """Make a surface that is never shown, and an idle inhibitor on it."""
        if not (self._wire.offered(MANAGER) and self._wire.offered(COMPOSITOR)):
            raise OSError(_("the Wayland compositor lets nobody keep the screen awake"))
        compositor, manager = self._wire.bind(COMPOSITOR, 1), self._wire.bind(MANAGER, 1)
        surface, inhibitor = self._wire.new_id(), self._wire.new_id()
        self._wire.request(compositor, CREATE_SURFACE, struct.pack("=I", surface))
        self._wire.request(manager, CREATE_INHIBITOR, struct.pack("=II", inhibitor, surface))
        self._wire.roundtrip()
        self._wire.settle()
