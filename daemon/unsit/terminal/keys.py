"""What was typed: bytes become the names of what they ask for.

Rules of this room: a key that means nothing is passed over, with all of its bytes. A lone Escape
looks like the beginning of an arrow key; it is taken for Escape when nothing has followed it.
"""

import re

ESCAPE = b"\x1b"

KEYS = {
    b" ": "pause",
    b"\r": "ready",
    b"\n": "ready",
    b"\x1b[C": "next",
    b"\x1bOC": "next",
    b"\x1b[D": "back",
    b"\x1bOD": "back",
    b"r": "again",
    b"v": "voice",
    b"o": "ouch",
    b"n": "later",
    b"q": "stop",
    b"\x03": "stop",
    ESCAPE: "stop",
}
"""Keys by what a terminal sends for them (ECMA-48; arrows in both of their modes)."""

ONE = re.compile(rb"\x1b\[[0-?]*[ -/]*[@-~]|\x1bO.|\x1b[^\[O\x1b]|\x1b(?=\x1b)|[^\x1b]", re.DOTALL)
"""One key: a control sequence, a function key, Alt with a key, Escape before another, a byte."""


class Keys:
    """Takes bytes as they come."""

    def __init__(self) -> None:
        self._rest = b""

    @property
    def unsure(self) -> bool:
        """Whether what came last is Escape, or the beginning of something longer."""
        return bool(self._rest)

    def take(self, typed: bytes) -> list[str]:
        """Return the names of the keys that are known by now, in their order."""
        self._rest += typed
        found: list[str] = []
        while self._rest and (key := ONE.match(self._rest)):
            self._rest = self._rest[key.end() :]
            found += _named(key[0])
        return found

    def settle(self) -> list[str]:
        """Take what has stayed unsure for what it is."""
        rest, self._rest = self._rest, b""
        return _named(rest) if rest == ESCAPE else []


def _named(key: bytes) -> list[str]:
    name = KEYS.get(key.lower() if len(key) == 1 else key)
    return [] if name is None else [name]
