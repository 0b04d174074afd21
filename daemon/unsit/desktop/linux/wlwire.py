"""The few words of the Wayland protocol that we need, spoken straight to the compositor's socket.

Rules of this room: nothing of libwayland, no file descriptors are passed, no threads; setting up
may wait, never longer than `PATIENCE`; once `settled`, nothing waits. We bind nothing that would
send a descriptor (a keyboard does, a seat does not).
Source: Wayland, chapter 4 (wire format) and the core protocol `wayland.xml` (display, registry).
"""

import os
import socket
import struct
import sys
import time
from typing import NamedTuple

from unsit.core.language import N_, _

PATIENCE = 2.0
"""Seconds for connecting and setting up, all in all; a healthy compositor needs a few milliseconds."""

DISPLAY, REGISTRY = 1, 2
SYNC, GET_REGISTRY = 0, 1
ERROR, DELETE_ID = 0, 1
BIND = 0
GLOBAL, GLOBAL_REMOVE = 0, 1

HUNG_UP = N_("the Wayland compositor hung up")
NONSENSE = "what the Wayland compositor says makes no sense"


class BrokenError(OSError):
    """The compositor has called us wrong, or has said what is no Wayland: nothing will follow."""


class Message(NamedTuple):
    """An event of an object: its number there, and its arguments."""

    object: int
    opcode: int
    body: bytes


class Global(NamedTuple):
    """Something that the compositor offers: the number it goes by, and its version."""

    name: int
    version: int


def socket_path(display: str | None = None) -> str:
    """Return the path of the compositor's socket; `display` is as WAYLAND_DISPLAY, which is the default.

    Raises OSError when there is none.
    """
    name = os.environ.get("WAYLAND_DISPLAY", "") if display is None else display
    if not name:
        raise OSError(_("there is no Wayland display (WAYLAND_DISPLAY is not set)"))
    if name.startswith("/"):
        return name
    folder = os.environ.get("XDG_RUNTIME_DIR", "")
    if not folder:
        raise OSError(
            f"nobody says where the Wayland display {name} is (XDG_RUNTIME_DIR is not set)"
        )
    return f"{folder}/{name}"


def string(text: str) -> bytes:
    """Return a string as an argument."""
    raw = text.encode() + b"\0"
    return struct.pack("=I", len(raw)) + raw + bytes(-len(raw) % 4)


def read_string(body: bytes, place: int) -> tuple[str, int]:
    """Return the string that stands at `place`, and the place behind it."""
    (length,) = struct.unpack_from("=I", body, place)
    raw = body[place + 4 : place + 4 + max(0, length - 1)]
    return raw.decode(errors="replace"), place + 4 + length + -length % 4


class Wire:
    """A connection to a compositor. Raises OSError, in a plain sentence, when there is none.

    Once made, it knows what the compositor offers.
    """

    def __init__(self, display: str | None = None) -> None:
        self._until = time.monotonic() + PATIENCE
        self._rest = b""
        self._last, self._free = REGISTRY, list[int]()
        self._globals: dict[str, list[Global]] = {}
        self._socket = _dial(socket_path(display))
        try:
            self.request(DISPLAY, GET_REGISTRY, struct.pack("=I", REGISTRY))
            self.roundtrip()
        except BaseException:
            self._socket.close()
            raise

    def fileno(self) -> int:
        """Return the descriptor to wait on."""
        return self._socket.fileno()

    def close(self) -> None:
        """Hang up; the compositor forgets all that was ours."""
        self._socket.close()

    def offered(self, interface: str) -> int:
        """Return in which version the compositor offers an interface, 0 = not at all."""
        return self._globals[interface][0].version if self._globals.get(interface) else 0

    def bind(self, interface: str, version: int) -> int:
        """Return an object of ours for what is offered, which it must be in this version."""
        found, new = self._globals[interface][0], self.new_id()
        what = struct.pack("=I", found.name) + string(interface) + struct.pack("=II", version, new)
        self.request(REGISTRY, BIND, what)
        return new

    def new_id(self) -> int:
        """Return a name for an object of ours; names that the compositor gave back come first."""
        if self._free:
            return self._free.pop()
        self._last += 1
        return self._last

    def request(self, target: int, opcode: int, body: bytes = b"") -> None:
        """Send a request to an object. Raises OSError, BlockingIOError when nobody listens."""
        length = 8 + len(body)
        try:
            self._socket.sendall(struct.pack("=II", target, length << 16 | opcode) + body)
        except ConnectionError:
            raise ConnectionResetError(_(HUNG_UP)) from None

    def roundtrip(self) -> list[Message]:
        """Wait, while setting up, until all we asked has been done. Returns what was told meanwhile.

        Raises OSError.
        """
        done = self.new_id()
        self.request(DISPLAY, SYNC, struct.pack("=I", done))
        told: list[Message] = []
        while not any(message.object == done for message in told):
            told += self._cut(self._wait())
        return [message for message in told if message.object != done]

    def settle(self) -> None:
        """Setting up is over: from here on nothing waits."""
        self._socket.setblocking(False)

    def read(self) -> list[Message]:
        """Return the events that have come in whole.

        Raises ConnectionResetError when the compositor is gone, BrokenError when it throws us out.
        """
        try:
            return self._cut(self._receive())
        except BlockingIOError:
            return []

    def _wait(self) -> bytes:
        self._socket.settimeout(max(0.01, self._until - time.monotonic()))
        try:
            return self._receive()
        except TimeoutError:
            raise TimeoutError(_("the Wayland compositor does not answer")) from None

    def _receive(self) -> bytes:
        try:
            chunk = self._socket.recv(65536)
        except ConnectionError:
            chunk = b""
        if not chunk:
            raise ConnectionResetError(_(HUNG_UP))
        return chunk

    def _cut(self, chunk: bytes) -> list[Message]:
        """Take in more of the stream; return the events that are now whole and not for us."""
        self._rest += chunk
        whole = []
        while len(self._rest) >= 8:
            target, second = struct.unpack_from("=II", self._rest)
            length = second >> 16
            if length < 8 or length % 4:
                raise BrokenError(NONSENSE)
            if len(self._rest) < length:
                break
            message = Message(target, second & 0xFFFF, self._rest[8:length])
            self._rest = self._rest[length:]
            if not self._is_ours(message):
                whole.append(message)
        return whole

    def _is_ours(self, message: Message) -> bool:
        """Say whether an event was for the connection itself; then it has been dealt with."""
        if message.object not in (DISPLAY, REGISTRY):
            return False
        try:
            if message.object == DISPLAY:
                self._hear_display(message)
            else:
                self._hear_registry(message)
        except struct.error:
            raise BrokenError(NONSENSE) from None
        return True

    def _hear_display(self, message: Message) -> None:
        if message.opcode == ERROR:
            __, code = struct.unpack_from("=II", message.body)
            why = read_string(message.body, 8)[0].strip().rstrip(".")
            words = _("the Wayland compositor answered with error {code} ({problem})")
            raise BrokenError(words.format(code=code, problem=why))
        if message.opcode == DELETE_ID:
            (gone,) = struct.unpack_from("=I", message.body)
            if REGISTRY < gone <= self._last and gone not in self._free:
                self._free.append(gone)

    def _hear_registry(self, message: Message) -> None:
        (name,) = struct.unpack_from("=I", message.body)
        if message.opcode == GLOBAL:
            interface, place = read_string(message.body, 4)
            (version,) = struct.unpack_from("=I", message.body, place)
            self._globals.setdefault(interface, []).append(Global(name, version))
        elif message.opcode == GLOBAL_REMOVE:
            for offers in self._globals.values():
                offers[:] = [each for each in offers if each.name != name]


def _dial(path: str) -> socket.socket:
    if sys.platform == "win32":
        raise OSError(_("Wayland is not a thing of Windows"))
    line = socket.socket(socket.AF_UNIX)
    line.settimeout(PATIENCE)
    try:
        line.connect(path)
    except OSError as problem:
        line.close()
        why = problem.strerror or problem
        words = _("no Wayland compositor answers on {path} ({problem})")
        raise OSError(words.format(path=path, problem=why)) from problem
    return line
