"""Whether the window in front fills the screen, on X11: the window manager says so in properties.

`_NET_ACTIVE_WINDOW` of the root window names the window in front, `_NET_WM_STATE` of that one says
how it is; the server tells when either changes. A window may be gone before we ask about it, or its
name may be left behind by a window manager that has crashed: the server's errors then are no more
than a "no". Nothing else of a window is looked at.
Sources: Extended Window Manager Hints 1.5; X Window System Protocol, X Version 11, appendix B.
"""

import struct
from collections.abc import Callable

from unsit.desktop.linux.fullline import FullLine
from unsit.desktop.linux.xwire import ERROR, REPLY, Wire, display_named
from unsit.loop import Loop

CHANGE_WINDOW_ATTRIBUTES, GET_PROPERTY = 2, 20
EVENT_MASK = 0x800
PROPERTY_CHANGE, STRUCTURE_NOTIFY = 0x400000, 0x20000
DESTROY_NOTIFY, PROPERTY_NOTIFY = 17, 28
ANY_TYPE = 0
MANY = 64
"""Words of a property that we read; there are about a dozen states in all."""


class X11Fullscreen(FullLine):
    """Tells whether the window in front is fullscreen: at the start and whenever that changes.

    When the server goes it is not any more. Raises OSError in a plain sentence when there is no
    display (`display` is as DISPLAY, which is the default), no server, or we are refused.
    """

    def __init__(
        self, loop: Loop, tell: Callable[[bool], object], display: str | None = None
    ) -> None:
        self._window = 0
        """The window in front, 0 = none."""
        self._followed = 0
        """What the server tells us of it."""
        self._asked: dict[int, Callable[[tuple[int, ...]], None]] = {}
        """Who waits for the answer to which request."""
        self._wire = Wire(display_named() if display is None else display)
        super().__init__(loop, tell, self._wire)

    def ask(self) -> None:
        """Have it tell which window is in front, and how that one is."""
        self._active = self._wire.atom(b"_NET_ACTIVE_WINDOW")
        self._state = self._wire.atom(b"_NET_WM_STATE")
        self._fullscreen = self._wire.atom(b"_NET_WM_STATE_FULLSCREEN")
        self._wire.settle()
        self._select(self._wire.root, PROPERTY_CHANGE)
        self._get(self._wire.root, self._active, self._in_front)

    # --- what the server says -----------------------------------------------------------------------

    def _read(self) -> None:
        try:
            for message in self._wire.read():
                self._take(message)
        except (OSError, struct.error) as problem:
            self._lose(problem)

    def _take(self, message: bytes) -> None:
        kind = message[0] & 0x7F
        if message[0] in (ERROR, REPLY):
            (sequence,) = struct.unpack_from("<H", message, 2)
            answer = self._asked.pop(sequence, None)
            if answer is not None:
                answer(_words(message) if message[0] == REPLY else ())
        elif kind == PROPERTY_NOTIFY:
            window, atom = struct.unpack_from("<II", message, 4)
            if (window, atom) == (self._wire.root, self._active):
                self._get(window, atom, self._in_front)
            elif (window, atom) == (self._window, self._state):
                self._get(window, atom, self._how)
        elif kind == DESTROY_NOTIFY and struct.unpack_from("<I", message, 8) == (self._window,):
            self._how(())

    def _in_front(self, words: tuple[int, ...]) -> None:
        if self._window:
            self._follow(0)
        self._window = words[0] if words else 0
        if self._window:
            self._follow(PROPERTY_CHANGE)
            self._get(self._window, self._state, self._how)
        else:
            self._how(())

    def _how(self, words: tuple[int, ...]) -> None:
        full = self._fullscreen in words
        # A window that is moved about tells every step of it. One that fills the screen is not
        # moved, and there we must hear of its end: not every window manager clears up after it.
        events = PROPERTY_CHANGE | (STRUCTURE_NOTIFY if full else 0)
        if self._window and events != self._followed:
            self._follow(events)
        self._say(full)

    # --- what we ask of it ------------------------------------------------------------------------

    def _follow(self, events: int) -> None:
        """Have the server tell these events of the window in front; that it is gone is a "no"."""
        self._followed = events
        self._asked[self._select(self._window, events)] = self._how

    def _select(self, window: int, events: int) -> int:
        what = struct.pack("<III", window, EVENT_MASK, events)
        return self._wire.request(CHANGE_WINDOW_ATTRIBUTES, 0, what)

    def _get(self, window: int, atom: int, answer: Callable[[tuple[int, ...]], None]) -> None:
        """Ask for a property; its words go to `answer`, none when there is no such thing.

        Only the latest question of each kind is answered.
        """
        self._asked = {each: other for each, other in self._asked.items() if other != answer}
        what = struct.pack("<IIIII", window, atom, ANY_TYPE, 0, MANY)
        self._asked[self._wire.request(GET_PROPERTY, 0, what)] = answer


def _words(reply: bytes) -> tuple[int, ...]:
    """Return the value of a property, () when it is none of 32-bit words."""
    (count,) = struct.unpack_from("<I", reply, 16)
    return struct.unpack_from(f"<{count}I", reply, 32) if reply[1] == 32 else ()
