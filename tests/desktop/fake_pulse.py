"""A sound server that does as it is told: what a real one cannot be brought to do.

It lives in the test's own loop. Written from PulseAudio's PROTOCOL file, not from our reader.
"""

import socket
import struct
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple

from unsit.loop import Loop

assert sys.platform == "linux"

ERROR, REPLY, AUTH, SET_NAME, SOURCE, LIST, SUBSCRIBE, EVENT = 0, 2, 8, 9, 23, 32, 35, 66
NONE = 0xFFFF_FFFF
NO_SUCH_THING = 5
TEXT = b"tnobody's business\0"
PROPERTIES = b"Ptmedia.name\0L\0\0\0\x02x\0\0\0\x02a\0N"
FORMAT = b"fB\x01" + PROPERTIES


def u32(value: int) -> bytes:
    return struct.pack(">cI", b"L", value)


def flag(value: bool) -> bytes:
    return b"1" if value else b"0"


def frame(body: bytes, channel: int = NONE) -> bytes:
    return struct.pack(">5I", len(body), channel, 0, 0, 0) + body


def answer(tag: int, content: bytes = b"", kind: int = REPLY) -> bytes:
    return frame(u32(kind) + u32(tag) + content)


class Output(NamedTuple):
    """One who listens."""

    source: int
    corked: bool = False
    owner: int = NONE
    client: int = 7
    method: bytes = b"copy"

    def written(self, version: int) -> bytes:
        whole = u32(3) + TEXT + u32(self.owner) + u32(self.client) + u32(self.source)
        whole += b"a\x03\x02\0\0\xac\x44" + b"m\x02\x01\x02" + 2 * (b"U" + bytes(8))
        whole += b"t" + self.method + b"\0" + TEXT
        if version >= 13:
            whole += PROPERTIES
        if version >= 19:
            whole += flag(self.corked)
        if version >= 22:
            whole += b"v\x02" + bytes(8) + flag(False) + flag(True) + flag(True) + FORMAT
        return whole


def described(index: int, monitored: int) -> bytes:
    """Return what is said of a source: all that version 22 has."""
    return b"".join(
        (
            *(u32(index), TEXT, TEXT, b"a\x03\x02\0\0\xac\x44", b"m\x02\x01\x02", u32(1)),
            *(b"v\x02" + bytes(8), flag(False), u32(monitored), b"N", b"U" + bytes(8), TEXT),
            *(u32(0), PROPERTIES, b"U" + bytes(8), b"V" + bytes(4), u32(0), u32(1), u32(NONE)),
            *(u32(1), TEXT, TEXT, u32(0), b"N", b"B\x01", FORMAT),
        )
    )


Instead = Callable[[int], bytes | None]
"""Given the tag of a request, what is sent in place of the answer; None = the server hangs up."""


class FakePulse:
    """Serves whoever comes. `outputs` and `monitors` (sources by the sink they hear) are how it is."""

    def __init__(self, place: Path, loop: Loop, version: int = 35) -> None:
        self._loop, self.version = loop, version
        self.outputs: list[Output] = []
        self.monitors: dict[int, int] = {}
        self.instead: dict[int, Instead] = {}
        self.asked: list[int] = []
        """The commands that came, in their order."""
        self.guests: list[Guest] = []
        self._door = socket.socket(socket.AF_UNIX)
        self._door.bind(str(place))
        self._door.listen()
        loop.reader(self._door, self._greet)

    def _greet(self) -> None:
        self.guests.append(Guest(self._door.accept()[0], self, self._loop))

    def tells_of_a_change(self, times: int = 1) -> None:
        for guest in self.guests:
            guest.line.sendall(times * answer(NONE, u32(0x11) + u32(3), EVENT))

    def dies(self) -> None:
        for guest in self.guests:
            guest.leaves()
        self.guests.clear()

    def close(self) -> None:
        self.dies()
        self._loop.forget(self._door)
        self._door.close()


class Guest:
    """One who has come to the server."""

    def __init__(self, line: socket.socket, server: FakePulse, loop: Loop) -> None:
        self.line, self._server, self._loop = line, server, loop
        self._came, self._version = b"", 0
        loop.reader(line, self._read)

    def leaves(self) -> None:
        self._loop.forget(self.line)
        self.line.close()

    def _read(self) -> None:
        data = self.line.recv(65_536)
        self._came += data
        if not data:
            self.leaves()
        while len(self._came) >= 20:
            end = 20 + int.from_bytes(self._came[:4], "big")
            if len(self._came) < end:
                break
            body, self._came = self._came[20:end], self._came[end:]
            command, tag = struct.unpack_from(">xIxI", body)
            self._serve(command, tag, body[10:])

    def _serve(self, command: int, tag: int, arguments: bytes) -> None:
        self._server.asked.append(command)
        if command in self._server.instead:
            said = self._server.instead[command](tag)
        else:
            said = b"".join(self._answers(command, tag, arguments))
        if said is None:
            self.leaves()
        else:
            self.line.sendall(said)

    def _answers(self, command: int, tag: int, arguments: bytes) -> Iterable[bytes]:
        server = self._server
        if command == AUTH:
            asked = int.from_bytes(arguments[1:5], "big")
            self._version = min(asked, server.version)
            yield answer(tag, u32(server.version))
        elif command == LIST:
            yield answer(tag, b"".join(one.written(self._version) for one in server.outputs))
        elif command == SOURCE:
            index = int.from_bytes(arguments[1:5], "big")
            if index in server.monitors:
                yield answer(tag, described(index, server.monitors[index]))
            else:
                yield answer(tag, u32(NO_SUCH_THING), ERROR)
        elif command == SET_NAME:
            yield frame(b"sound", channel=4)  # which is nobody's answer
            yield answer(tag, u32(9))
        else:
            yield answer(tag)
