"""A shared screen: moving pictures flow through PipeWire, as its registry tells.

Counted are nodes of two classes: `Stream/Output/Video`, by which a compositor (GNOME, KDE) casts what
is on its screen, and `Stream/Input/Video`, which is whoever takes pictures in, from such a cast, from a
camera, or from the portal of wlroots, whose own node looks like a camera's and is there without
anybody looking. Other properties of nodes pass through and are neither kept nor logged.

Source: PipeWire's documentation, "Native Protocol", as spoken by all its versions since 0.3. A
message is a head of four numbers (the object it is for, its verb and its length, its number, how
many file descriptors come along), a struct of values, and perhaps a footer that we have no use for.
"""

import itertools
import os
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from unsit.desktop.linux.following import Following, Say
from unsit.desktop.linux.line import Line
from unsit.desktop.linux.pod import (
    Values,
    integer,
    properties,
    read_properties,
    read_structure,
    structure,
)
from unsit.loop import Loop

CORE, CLIENT, REGISTRY = 0, 1, 2
"""The objects of the conversation: two that are always there, and one to which we give its number."""
HELLO, SYNC, PONG, GET_REGISTRY = 1, 2, 3, 5
"""What is asked of the core."""
DONE, PING, ERROR = 1, 2, 3
"""What the core says."""
UPDATE_PROPERTIES = 2
"""What is asked of the client object, which is what the server has of us."""
GLOBAL, GLOBAL_REMOVE = 0, 1
"""What the registry says: there is an object; there is no longer."""

VERSION = 3
"""Of the protocol and of the registry: the first with which PipeWire was shipped (0.3.0)."""
NODE = "PipeWire:Interface:Node"
PICTURES = frozenset({"Stream/Output/Video", "Stream/Input/Video"})

HEAD = struct.Struct("=4I")
LENGTH_BITS = 0xFF_FFFF
LARGEST = 1 << 20
"""Bytes: what the registry says of an object takes some hundred."""


def open_sharing(loop: Loop, tell: Say) -> Following:
    """Tell whether a screen is shared or recorded, or a camera watched: the first answer soon.

    Raises OSError in a plain sentence when no PipeWire server answers; none is ever started. One
    that dies later is told as False, and followed again when it is back.
    """
    return Following(loop, tell, _Talk)


def reachable(timeout: float) -> None:
    """Raise OSError, in a plain sentence, when PipeWire does not answer within `timeout` seconds.

    This waits: it is for the command line.
    """
    wire = _Wire(server_path(), timeout)
    try:
        wire.introduce()
        while not any(message.is_done() for message in wire.take()):
            pass
    finally:
        wire.close()


def server_path() -> str:
    """Return where PipeWire listens, as libpipewire finds it. Raises OSError when nothing says."""
    name = os.environ.get("PIPEWIRE_REMOTE") or "pipewire-0"
    folder = os.environ.get("PIPEWIRE_RUNTIME_DIR") or os.environ.get("XDG_RUNTIME_DIR")
    if not folder and not name.startswith("/"):
        raise OSError("PipeWire cannot be found (XDG_RUNTIME_DIR is not set)")
    return str(Path(folder or "/", name))


class _Message(NamedTuple):
    """What the server said of one of our objects."""

    about: int
    verb: int
    values: Values

    def is_done(self) -> bool:
        """Say whether all that was asked before the last `SYNC` has been answered."""
        return (self.about, self.verb) == (CORE, DONE)


class _Wire:
    """A connection to PipeWire; see `Line` for `patience` and what it raises."""

    def __init__(self, path: str, patience: float = 0.0) -> None:
        self._line = Line(path, "PipeWire server", patience)
        self._came = bytearray()
        self._numbers = itertools.count()

    def fileno(self) -> int:
        return self._line.fileno()

    def close(self) -> None:
        self._line.close()

    def introduce(self) -> None:
        """Say who we are, ask for all that there is, and to be told when it has been said."""
        self.put(CORE, HELLO, integer(VERSION))
        self.put(CLIENT, UPDATE_PROPERTIES, properties({"application.name": "Unsit"}))
        self.put(CORE, GET_REGISTRY, integer(VERSION), integer(REGISTRY))
        self.ask_for_the_end()

    def ask_for_the_end(self) -> None:
        """Ask to be told when all has been said that was asked for."""
        self.put(CORE, SYNC, integer(CORE), integer(0))

    def put(self, to: int, verb: int, *pods: bytes) -> None:
        body = structure(*pods)
        self._line.put(HEAD.pack(to, verb << 24 | len(body), next(self._numbers), 0) + body)

    def take(self) -> list[_Message]:
        """Read once; return the messages that are now whole."""
        self._came += self._line.take()
        return list(self._messages())

    def _messages(self) -> Iterator[_Message]:
        while len(self._came) >= HEAD.size:
            about, what, _, _ = HEAD.unpack_from(self._came)
            length = what & LENGTH_BITS
            if length > LARGEST:
                raise ConnectionAbortedError(f"the PipeWire server announced {length} bytes")
            end = HEAD.size + length
            if len(self._came) < end:
                return
            values = read_structure(bytes(self._came[HEAD.size : end]))
            del self._came[:end]
            yield _Message(about, what >> 24, values)


class _Talk:
    """One conversation: the registry is heard out, and then followed."""

    def __init__(self, say: Say) -> None:
        self._say = say
        self._pictures: set[int] = set()
        """The nodes that count, by their number."""
        self._listed = False
        """Whether the registry has shown anything: it always holds the core and us."""
        self._too_soon = False
        """Whether the end came before the registry: PipeWire 0.3 now and then lets us see it only then."""
        self._heard_out = False
        self._wire = _Wire(server_path())
        try:
            self._wire.introduce()
        except BaseException:
            self._wire.close()
            raise

    def fileno(self) -> int:
        return self._wire.fileno()

    def close(self) -> None:
        self._wire.close()

    def read(self) -> None:
        for message in self._wire.take():
            try:
                self._hear(message)
            except (
                LookupError,
                TypeError,
                ValueError,
                struct.error,
            ) as problem:  # fewer values than it has, or others
                raise ConnectionAbortedError(
                    "the PipeWire server says something else than it should"
                ) from problem
        if self._heard_out:
            self._say(bool(self._pictures))

    def _hear(self, message: _Message) -> None:
        if message.about == REGISTRY:
            self._register(message)
        elif message.about == CORE and message.verb == PING:
            self._wire.put(CORE, PONG, *(integer(value) for value in message.values[:2]))
        elif message.about == CORE and message.verb == ERROR:
            raise ConnectionAbortedError("the PipeWire server reports an error")
        elif message.is_done():
            self._heard_out = self._listed
            self._too_soon = not self._listed

    def _register(self, message: _Message) -> None:
        if message.verb == GLOBAL_REMOVE:
            self._pictures.discard(message.values[0])
        elif message.verb == GLOBAL:
            number, _, kind, _, noted, *_ = message.values
            self._listed = True
            if self._too_soon:
                self._too_soon = False
                self._wire.ask_for_the_end()
            if kind == NODE and read_properties(noted).get("media.class") in PICTURES:
                self._pictures.add(number)
