"""The few words of PulseAudio's native protocol that Unsit needs, for the server's own socket.

pipewire-pulse speaks the same. Rules of this room: nothing of libpulse (it starts a server where
there is none); whatever bytes come, nothing but OSError is raised.
Sources: PulseAudio's PROTOCOL file; tagstruct.c, pstream.c and native-common.h of its pulsecore.
"""

import os
import socket
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from unsit.desktop.linux.line import Line

OLDEST, NEWEST = 13, 32
"""Versions of the protocol that we speak. 13 (PulseAudio 0.9.11, of 2008) is the first in which
things have lists of properties; servers of today say 35, and answer as 32 whom they hear say so."""

ERROR, REPLY, AUTH, SET_CLIENT_NAME = 0, 2, 8, 9
GET_SERVER_INFO, GET_SOURCE_INFO, GET_SOURCE_OUTPUT_INFO_LIST = 20, 23, 32
SUBSCRIBE, SUBSCRIBE_EVENT = 35, 66

VERSION_BITS = 0xFFFF
"""The upper bits of a version say which kinds of shared memory somebody would use: we, none."""
NONE = 0xFFFF_FFFF
"""The index of a thing that is not there."""

HEAD = struct.Struct(">5I")
"""Length, channel, offset (two halves) and flags; the channel of a packet is `NONE`."""
LARGEST = 1 << 20
"""Bytes: a server's list of recordings takes some thousand."""
COOKIE_LENGTH = 256
CREDENTIALS = struct.Struct("=3i")
"""Process, user and group: `struct ucred`."""

Values = tuple[Any, ...]


class Packet(NamedTuple):
    """What a server said: an answer to the request with this tag, or an event."""

    command: int
    tag: int
    values: Values


def server_path() -> str:
    """Return where the sound server listens. Raises OSError when it is not on this machine.

    As libpulse does it: PULSE_SERVER may list several, each perhaps with a machine's id in braces.
    """
    named = os.environ.get("PULSE_SERVER", "").split()
    for server in named:
        place = server.rpartition("}")[2]
        if place.startswith(("/", "unix:")):
            return place.removeprefix("unix:")
    if named:
        raise OSError("the sound server is on another machine (PULSE_SERVER): it is not asked")
    folder = os.environ.get("XDG_RUNTIME_DIR")
    if not folder:
        raise OSError("no sound server can be found (XDG_RUNTIME_DIR is not set)")
    return f"{folder}/pulse/native"


def cookie() -> bytes:
    """Return the secret that lets us in where our user id does not; zeros when there is none."""
    settings = Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config")
    named = os.environ.get("PULSE_COOKIE")
    files = [Path(named)] if named else []
    for file in (*files, settings / "pulse" / "cookie", Path.home() / ".pulse-cookie"):
        try:
            secret = file.read_bytes()
        except OSError:
            continue
        if len(secret) == COOKIE_LENGTH:
            return secret
    return bytes(COOKIE_LENGTH)


class PulseWire:
    """A connection to a sound server; see `Line` for `patience` and what it raises."""

    def __init__(self, path: str, patience: float = 0.0) -> None:
        self._line = Line(path, "sound server", patience)
        self._came = bytearray()
        self._tag = 0

    def fileno(self) -> int:
        """Return the descriptor to wait on."""
        return self._line.fileno()

    def close(self) -> None:
        """Hang up. May be called twice."""
        self._line.close()

    def introduce(self) -> int:
        """Say which version we speak and who we are; return the tag of the answer."""
        us = (os.getpid(), os.getuid(), os.getgid())  # type: ignore[attr-defined, unused-ignore]  # win32
        kind = socket.SCM_CREDENTIALS  # type: ignore[attr-defined, unused-ignore]  # win32
        arguments = number(NEWEST) + arbitrary(cookie())
        return self.ask(AUTH, arguments, (socket.SOL_SOCKET, kind, CREDENTIALS.pack(*us)))

    def ask(self, command: int, arguments: bytes, *ancillary: tuple[int, int, bytes]) -> int:
        """Send a request; return the tag of the answer."""
        self._tag += 1
        packet = number(command) + number(self._tag) + arguments
        self._line.put(HEAD.pack(len(packet), NONE, 0, 0, 0) + packet, *ancillary)
        return self._tag

    def take(self) -> list[Packet]:
        """Read once; return the packets that are now whole."""
        self._came += self._line.take()
        return list(self._packets())

    def answer(self, tag: int) -> Values:
        """Wait for the answer to a request: for those who have patience. Raises OSError."""
        while True:
            for packet in self.take():
                if packet.tag == tag:
                    return granted(packet)

    def _packets(self) -> Iterator[Packet]:
        while len(self._came) >= HEAD.size:
            length, channel, _, _, _ = HEAD.unpack_from(self._came)
            if length > LARGEST:
                raise _nonsense()
            end = HEAD.size + length
            if len(self._came) < end:
                return
            body = bytes(self._came[HEAD.size : end])
            del self._came[:end]
            if channel == NONE:  # others carry sound, or news of shared memory
                yield _packet(body)


def granted(packet: Packet) -> Values:
    """Return what a server answered. Raises OSError when that is an error, or no answer."""
    if packet.command != REPLY:
        error = packet.values[0] if packet.command == ERROR and packet.values else packet.command
        raise PermissionError(f"the sound server refuses to answer (error {error})")
    return packet.values


def version_of(values: Values) -> int:
    """Return the version to read by, from a server's answer to AUTH. Raises OSError."""
    theirs = values[0] & VERSION_BITS if values and isinstance(values[0], int) else 0
    if theirs < OLDEST:
        raise OSError("the sound server is too old to be understood")
    return min(theirs, NEWEST)


# --- what we say --------------------------------------------------------------------------------


def number(value: int) -> bytes:
    """Return a number of 32 bits as it is sent."""
    return struct.pack(">cI", b"L", value)


def string(text: str) -> bytes:
    """Return a text as it is sent."""
    return b"t" + text.encode() + b"\0"


def arbitrary(data: bytes) -> bytes:
    """Return bytes as they are sent."""
    return struct.pack(">cI", b"x", len(data)) + data


def properties(**values: str) -> bytes:
    """Return a list of properties as it is sent; dots in names are written as underscores."""
    pairs = ((name.replace("_", "."), text.encode() + b"\0") for name, text in values.items())
    sent = (string(name) + number(len(data)) + arbitrary(data) for name, data in pairs)
    return b"P" + b"".join(sent) + b"N"


# --- what we read -------------------------------------------------------------------------------

SIZES = {b"B": 1, b"V": 4, b"R": 8, b"r": 8, b"U": 8, b"T": 8, b"a": 6}
"""Bytes of the values that are kept as they come, by tag."""
WIDTHS = {b"m": 1, b"v": 4}
"""Bytes of each channel in a channel map and in its volumes: the first byte counts the channels."""
CONSTANTS = {b"1": True, b"0": False, b"N": None}


class Cursor:
    """Reads one value after the other. Raises ConnectionAbortedError where there is none."""

    def __init__(self, data: bytes) -> None:
        self._data, self._at = data, 0

    def values(self) -> Iterator[Any]:
        """Read to the end. A format is read as its parts: an encoding and properties."""
        while self._at < len(self._data):
            tag = self._bytes(1)
            if tag != b"f":
                yield self._value(tag)

    def _value(self, tag: bytes) -> Any:
        if tag in CONSTANTS:
            return CONSTANTS[tag]
        if tag in SIZES:
            return self._bytes(SIZES[tag])
        if tag in WIDTHS:
            return self._bytes(WIDTHS[tag] * self._bytes(1)[0])
        readers = {b"L": self._number, b"t": self._text, b"x": self._arbitrary, b"P": self._pairs}
        if tag not in readers:
            raise _nonsense()
        return readers[tag]()

    def _bytes(self, length: int) -> bytes:
        part = self._data[self._at : self._at + length]
        if len(part) != length:
            raise _nonsense()
        self._at += length
        return part

    def _number(self) -> int:
        return int.from_bytes(self._bytes(4), "big")

    def _text(self) -> str:
        end = self._data.find(b"\0", self._at)
        if end < 0:
            raise _nonsense()
        return self._bytes(end + 1 - self._at)[:-1].decode(errors="replace")

    def _arbitrary(self) -> bytes:
        return self._bytes(self._number())

    def _pairs(self) -> dict[str, bytes]:
        pairs = {}
        while (tag := self._bytes(1)) == b"t":
            name = self._text()
            self._bytes(5)  # the length, which stands in the value, too
            if self._bytes(1) != b"x":
                raise _nonsense()
            pairs[name] = self._arbitrary()
        if tag != b"N":
            raise _nonsense()
        return pairs


def _packet(body: bytes) -> Packet:
    command, tag, *values = (*Cursor(body).values(), None, None)
    if not isinstance(command, int) or not isinstance(tag, int):
        raise _nonsense()
    return Packet(command, tag, tuple(values[:-2]))


def _nonsense() -> OSError:
    return ConnectionAbortedError("the sound server sent something that cannot be read")
