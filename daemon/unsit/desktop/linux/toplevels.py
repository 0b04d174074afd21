"""Whether the window in front fills the screen, on wlroots' compositors (sway, Wayfire, labwc).

Only states are kept, never a title or the name of a program. KWin and Mutter tell no ordinary
program about windows, so there it cannot be known.
Source: wlr-foreign-toplevel-management-unstable-v1 (wlr-protocols).
"""

import struct
from collections.abc import Callable

from unsit.desktop.linux.fullline import FullLine
from unsit.desktop.linux.wlwire import Message, Wire
from unsit.loop import Loop

MANAGER = "zwlr_foreign_toplevel_manager_v1"
VERSION = 2
"""The first that knows of fullscreen."""
TOPLEVEL = 0
STATE, DONE, CLOSED = 4, 5, 6
DESTROY = 7
ACTIVATED, FULLSCREEN = 2, 3


class WlrFullscreen(FullLine):
    """Tells whether an activated window is fullscreen: at the start and whenever that changes.

    When the compositor goes it is none any more. Raises OSError in a plain sentence when there is
    no compositor, or it does not tell.
    """

    def __init__(
        self, loop: Loop, tell: Callable[[bool], object], display: str | None = None
    ) -> None:
        self._coming: dict[int, bool] = {}
        """Of each window: what will hold of it once the compositor says that this is all."""
        self._front: set[int] = set()
        """The windows that are activated and fullscreen."""
        self._wire = Wire(display)
        super().__init__(loop, tell, self._wire)

    def ask(self) -> None:
        """Have it tell of its windows; what it has told of them at once is taken in a moment."""
        if self._wire.offered(MANAGER) < VERSION:
            raise OSError("the Wayland compositor does not tell which window fills the screen")
        self._manager = self._wire.bind(MANAGER, VERSION)
        early = self._wire.roundtrip()
        self._wire.settle()
        self._loop.soon(self._take, early)

    def _read(self) -> None:
        try:
            messages = self._wire.read()
        except OSError as problem:
            self._lose(problem)
        else:
            self._take(messages)

    def _take(self, messages: list[Message]) -> None:
        try:
            for message in messages:
                self._hear(message)
        except (OSError, struct.error) as problem:
            self._lose(problem)
        else:
            self._say(bool(self._front))

    def _hear(self, message: Message) -> None:
        window = message.object
        if window == self._manager:
            if message.opcode == TOPLEVEL:
                (new,) = struct.unpack_from("=I", message.body)
                self._coming[new] = False
        elif window not in self._coming:
            return
        elif message.opcode == STATE:
            states = struct.unpack(f"={len(message.body) // 4}I", message.body)[1:]
            self._coming[window] = {ACTIVATED, FULLSCREEN} <= set(states)
        elif message.opcode == DONE and self._coming[window]:
            self._front.add(window)
        elif message.opcode == DONE:
            self._front.discard(window)
        elif message.opcode == CLOSED:
            self._front.discard(window)
            del self._coming[window]
            self._wire.request(window, DESTROY)
