"""Is there an old tray (XEmbed) on this display? Told whenever that changes; nothing is polled.

Whoever owns the selection `_NET_SYSTEM_TRAY_S0` is the tray. A new one says so on the root window
with a MANAGER message; that one has gone shows when its window is destroyed. Both are asked for
before the owner, so that nothing slips through between.
Source: System Tray Protocol Specification 0.3, freedesktop.org; ICCCM 2.8 (manager selections).
"""

import struct
from collections.abc import Callable

from unsit.desktop.linux.displayline import DisplayLine
from unsit.desktop.linux.xwire import REPLY, Wire
from unsit.loop import Loop

CHANGE_WINDOW_ATTRIBUTES, GET_SELECTION_OWNER = 2, 23
EVENT_MASK = 0x800
STRUCTURE = 1 << 17
"""StructureNotify: of a window its end, and on the root window messages meant for everybody."""

DESTROYED, MESSAGE = 17, 33
TRAY, MANAGER = b"_NET_SYSTEM_TRAY_S0", b"MANAGER"


class TrayOwner(DisplayLine):
    """Tells whether a tray is there: soon after the start, and whenever that changes.

    Raises OSError in a plain sentence when no X server answers. A server that hangs up later is
    told as no tray.
    """

    def __init__(self, loop: Loop, display: str, tell: Callable[[bool], object]) -> None:
        self._tell = tell
        self._there: bool | None = None
        self._owner = 0
        self._wire = Wire(display)
        super().__init__(loop, self._wire)

    def ask(self) -> None:
        """Have it tell of trays that come, and ask which one is there."""
        self._tray, self._manager = self._wire.atom(TRAY), self._wire.atom(MANAGER)
        self._follow(self._wire.root)
        self._wire.settle()
        self._ask_owner()

    def _follow(self, window: int) -> None:
        payload = struct.pack("<III", window, EVENT_MASK, STRUCTURE)
        self._wire.request(CHANGE_WINDOW_ATTRIBUTES, 0, payload)

    def _ask_owner(self) -> None:
        self._wire.request(GET_SELECTION_OWNER, 0, struct.pack("<I", self._tray))

    def _read(self) -> None:
        try:
            for message in self._wire.read():
                if self._open:
                    self._take(message)
        except OSError:
            self.close()
            self._say(False)

    def _take(self, message: bytes) -> None:
        kind = message[0] & 0x7F
        if kind == REPLY:  # nothing else is asked for once all is set up
            self._found(struct.unpack_from("<I", message, 8)[0])
        elif kind == DESTROYED and struct.unpack_from("<I", message, 8) == (self._owner,):
            self._found(0)
        elif kind == MESSAGE and self._is_new_tray(message):
            self._owner = 0  # its number may be that of the one before, used anew
            self._ask_owner()

    def _is_new_tray(self, message: bytes) -> bool:
        of, _, selection = struct.unpack_from("<III", message, 8)
        return (of, selection) == (self._manager, self._tray)

    def _found(self, owner: int) -> None:
        if owner and owner != self._owner:
            self._owner = owner
            self._follow(owner)
            self._ask_owner()  # once more: it may have ended before we followed it
            return
        self._owner = owner
        self._say(bool(owner))

    def _say(self, there: bool) -> None:
        if there != self._there:
            self._there = there
            self._tell(there)
