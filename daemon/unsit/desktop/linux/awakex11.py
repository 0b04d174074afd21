"""The screen kept awake by the X server itself, which blanks it (and puts it to sleep by DPMS) by itself.

The server does neither while a client has asked it not to, and until that client hangs up. Its
idle counter goes on, so this is no sign of anybody's presence.
Source: MIT-SCREEN-SAVER 1.1, ScreenSaverSuspend (saverproto.h).
"""

import struct

from unsit.core.language import _
from unsit.desktop.linux.displayline import DisplayLine
from unsit.desktop.linux.xwire import Wire
from unsit.loop import Loop

QUERY_VERSION, SUSPEND = 0, 5
VERSION = (1, 1)
"""The first that can be asked."""


class AwakeX11(DisplayLine):
    """Keeps an X server from blanking. Raises OSError in a plain sentence when it cannot be asked."""

    def __init__(self, loop: Loop, display: str) -> None:
        self._wire = Wire(display)
        super().__init__(loop, self._wire)

    def ask(self) -> None:
        """Ask it not to blank as long as we are there."""
        found = self._wire.extension(b"MIT-SCREEN-SAVER")
        if found is None:
            raise OSError(_("the X server has no MIT-SCREEN-SAVER extension"))
        asked = self._wire.request(found.opcode, QUERY_VERSION, bytes((*VERSION, 0, 0)))
        if struct.unpack_from("<HH", self._wire.reply(asked), 8) < VERSION:
            raise OSError(_("the X server's MIT-SCREEN-SAVER extension is too old to be asked"))
        self._wire.request(found.opcode, SUSPEND, struct.pack("<I", 1))
        self._wire.settle()
