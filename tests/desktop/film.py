"""A program that shows something on Wayland and keeps the session from being idle, as players do."""

import array
import os
import socket
import struct
from typing import Self

from unsit.desktop.linux.wlwire import Message, Wire

SIZE, ARGB = 64, 0
CONFIGURE = 0


class Film:
    """A small window that inhibits idleness for as long as it is open."""

    def __init__(self, display: str) -> None:
        self._wire = wire = Wire(display)
        self._surface = self._make(wire.bind("wl_compositor", 1), 0)
        shell = wire.bind("xdg_wm_base", 1)
        self._xdg = self._make(shell, 2, struct.pack("=I", self._surface))
        self._make(self._xdg, 1)
        self._commit()
        (serial,) = struct.unpack("=I", self._configured().body)
        wire.request(self._xdg, 4, struct.pack("=I", serial))
        wire.request(self._surface, 1, struct.pack("=Iii", self._picture(), 0, 0))
        self._commit()
        inhibits = wire.bind("zwp_idle_inhibit_manager_v1", 1)
        self._make(inhibits, 1, struct.pack("=I", self._surface))
        wire.roundtrip()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._wire.close()

    def _make(self, parent: int, opcode: int, rest: bytes = b"") -> int:
        new = self._wire.new_id()
        self._wire.request(parent, opcode, struct.pack("=I", new) + rest)
        return new

    def _commit(self) -> None:
        self._wire.request(self._surface, 6)

    def _configured(self) -> Message:
        while True:
            for message in self._wire.roundtrip():
                if (message.object, message.opcode) == (self._xdg, CONFIGURE):
                    return message

    def _picture(self) -> int:
        """Return a buffer with nothing in it. Its memory goes along as a descriptor."""
        length, shared, pool = 4 * SIZE * SIZE, self._wire.bind("wl_shm", 1), self._wire.new_id()
        memory = os.memfd_create("film")
        os.truncate(memory, length)
        request = struct.pack("=IIIi", shared, 16 << 16, pool, length)
        with socket.socket(fileno=os.dup(self._wire.fileno())) as line:
            passed = array.array("i", [memory])
            line.sendmsg([request], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, passed)])
        os.close(memory)
        return self._make(pool, 0, struct.pack("=iiiiI", 0, SIZE, SIZE, 4 * SIZE, ARGB))
