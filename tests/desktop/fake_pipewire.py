"""A PipeWire that does as it is told: what a real one cannot be brought to do.

It lives in the test's own loop, serves one guest after the other, and says to each `parcels` once it
has been asked for the registry. Written from PipeWire's "Native Protocol", not from our reader.
"""

import socket
import struct
import sys
from pathlib import Path

from tests.desktop.stage import PATIENCE
from unsit.loop import Loop

assert sys.platform == "linux"

CORE, REGISTRY = 0, 2
DONE, PING, ERROR = 1, 2, 3
GLOBAL, GLOBAL_REMOVE = 0, 1
NODE = "PipeWire:Interface:Node"


def pod(kind: int, content: bytes) -> bytes:
    return struct.pack("=II", len(content), kind) + content + bytes(-len(content) % 8)


def number(value: int) -> bytes:
    return pod(4, struct.pack("=i", value))


def text(value: str) -> bytes:
    return pod(8, value.encode() + b"\0")


def message(about: int, verb: int, *pods: bytes, footer: bytes = b"", fds: int = 0) -> bytes:
    body = pod(14, b"".join(pods)) + footer
    return struct.pack("=4I", about, verb << 24 | len(body), 0, fds) + body


def listed(index: int, media_class: str, kind: str = NODE) -> bytes:
    words = ("node.name", "nobody's business", "media.class", media_class)
    noted = pod(14, number(2) + b"".join(map(text, words)))
    return message(REGISTRY, GLOBAL, number(index), number(0o700), text(kind), number(3), noted)


def gone(index: int) -> bytes:
    return message(REGISTRY, GLOBAL_REMOVE, number(index))


DONE_MESSAGE = message(CORE, DONE, number(0), number(0))
CORE_LISTED = listed(0, "", kind="PipeWire:Interface:Core")
"""What every registry holds."""


class FakePipeWire:
    """See the head of the module."""

    def __init__(self, place: Path, loop: Loop) -> None:
        self.parcels: tuple[bytes, ...] = (CORE_LISTED, DONE_MESSAGE)
        self.hangs_up = False
        self.heard = b""
        """All that the last guest has said."""
        self.guest: socket.socket | None = None
        self._loop = loop
        self._door = socket.socket(socket.AF_UNIX)
        self._door.bind(str(place))
        self._door.listen()
        loop.reader(self._door, self._greet)

    def says(self, *parcels: bytes) -> None:
        assert self.guest is not None
        for parcel in parcels:
            self.guest.sendall(parcel)

    def passes(self, parcel: bytes, *descriptors: int) -> None:
        """Say something, and let these descriptors come along."""
        assert self.guest is not None
        socket.send_fds(self.guest, [parcel], list(descriptors))

    def dies(self) -> None:
        if self.guest is not None:
            self._loop.forget(self.guest)
            self.guest.close()
            self.guest = None

    def close(self) -> None:
        self.dies()
        self._loop.forget(self._door)
        self._door.close()

    def _greet(self) -> None:
        self.dies()
        self.heard = b""
        self.guest = self._door.accept()[0]
        self._loop.reader(self.guest, self._read)
        self.guest.settimeout(PATIENCE)
        self._read()  # a guest says all at once, and then waits
        self.says(*self.parcels)
        if self.hangs_up:
            self.dies()

    def _read(self) -> None:
        assert self.guest is not None
        data = self.guest.recv(65_536)
        self.heard += data
        if not data:
            self.dies()
