"""The few words of the X11 protocol that we need, spoken straight to the server's socket.

Rules of this room: nothing of libX11 (its reaction to a dead server is to end the process), no
threads; setting up may wait, never longer than `PATIENCE`; once `settled`, nothing waits.
Sources: X Window System Protocol, X Version 11 (encoding, appendix B); Xau for the cookie file.
"""

import os
import socket
import struct
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from unsit.core.language import _

PATIENCE = 2.0
"""Seconds for connecting and setting up, all in all; a healthy server needs a few milliseconds."""

SOCKETS = "/tmp/.X11-unix/X"
TCP_BASE = 6000
COOKIE = b"MIT-MAGIC-COOKIE-1"
FAMILY_LOCAL, FAMILY_WILD = 256, 65535

ERROR, REPLY, GENERIC_EVENT = 0, 1, 35
INTERN_ATOM, QUERY_EXTENSION = 16, 98


class Display(NamedTuple):
    """Where a display listens: a socket in the file system, or a host to reach by TCP."""

    number: int
    host: str = ""
    path: str = ""


class Extension(NamedTuple):
    """The numbers a server has given to an extension."""

    opcode: int
    first_event: int


def display_named() -> str:
    """Return the display that DISPLAY names. Raises OSError in a plain sentence when it names none."""
    display = os.environ.get("DISPLAY", "")
    if not display:
        raise OSError(_("there is no display (DISPLAY is not set)"))
    return display


def parse_display(text: str) -> Display:
    """Read the forms of DISPLAY: `:1`, `:1.0`, `unix:1`, `host:1`, `[::1]:1`, and socket paths.

    Raises OSError when it is none of them.
    """
    if text.startswith(("/", "unix:/")):
        path = text.removeprefix("unix:")
        if not Path(path).exists():
            path = path.rpartition(".")[0] or path
        digits = path[len(path.rstrip("0123456789")) :]
        return Display(int(digits or 0), path=path)
    host, colon, screen = text.rpartition(":")
    number = screen.partition(".")[0]
    if not colon or not number.isdigit():
        raise OSError(
            _("the display name {name} does not look like :0 or host:0").format(name=repr(text))
        )
    return Display(int(number), "" if host == "unix" else host.removeprefix("tcp/").strip("[]"))


def cookie(display: Display, file: Path) -> bytes:
    """Return the secret that lets us in, b"" when the file has none for this display.

    A local display is looked up by the name of this machine; as that may have changed since the
    file was written, any other local entry for the same number will do.
    """
    try:
        entries = list(_cookies(file.read_bytes()))
    except (OSError, struct.error):
        return b""
    here = (display.host or socket.gethostname()).encode()
    fallback = b""
    for family, address, number, name, secret in entries:
        if name != COOKIE or number not in (b"", b"%d" % display.number):
            continue
        if family == FAMILY_WILD or address == here:
            return secret
        if family == FAMILY_LOCAL and display.host in ("", "localhost", "127.0.0.1", "::1"):
            fallback = fallback or secret
    return fallback


def _cookies(raw: bytes) -> Iterator[tuple[int, bytes, bytes, bytes, bytes]]:
    place = 0
    while place < len(raw):
        (family,) = struct.unpack_from(">H", raw, place)
        place += 2
        fields = []
        for __ in range(4):
            (length,) = struct.unpack_from(">H", raw, place)
            fields.append(raw[place + 2 : place + 2 + length])
            place += 2 + length
        yield family, fields[0], fields[1], fields[2], fields[3]


class Messages:
    """Cuts the server's stream into messages, however it arrives."""

    def __init__(self) -> None:
        self._rest = b""

    def feed(self, chunk: bytes) -> list[bytes]:
        """Take in more of the stream; return the messages that are now whole."""
        self._rest += chunk
        whole = []
        while len(self._rest) >= 32:
            length = 32
            if self._rest[0] == REPLY or self._rest[0] & 0x7F == GENERIC_EVENT:
                length += 4 * int(struct.unpack_from("<I", self._rest, 4)[0])
            if len(self._rest) < length:
                break
            whole.append(self._rest[:length])
            self._rest = self._rest[length:]
        return whole


class Wire:
    """A connection to an X server. Raises OSError, in a plain sentence, when there is none."""

    def __init__(self, display: str) -> None:
        self._until = time.monotonic() + PATIENCE
        self._messages, self._sequence = Messages(), 0
        where = parse_display(display)
        try:
            self._socket = _dial(where)
        except OSError as problem:
            why = problem.strerror or problem
            words = _("no X server answers on display {display} ({problem})")
            raise OSError(words.format(display=display, problem=why)) from problem
        try:
            self._id, self.root = self._introduce(display, where)
        except BaseException:
            self._socket.close()
            raise

    def fileno(self) -> int:
        """Return the descriptor to wait on."""
        return self._socket.fileno()

    def close(self) -> None:
        """Hang up; the server forgets all that was ours."""
        self._socket.close()

    def new_id(self) -> int:
        """Return a fresh name for a resource of ours."""
        self._id += 1
        return self._id

    def request(self, opcode: int, data: int, payload: bytes = b"") -> int:
        """Send a request; return its sequence number, by which its reply is known."""
        padded = payload + bytes(-len(payload) % 4)
        self._sequence = (self._sequence + 1) & 0xFFFF
        self._socket.sendall(struct.pack("<BBH", opcode, data, 1 + len(padded) // 4) + padded)
        return self._sequence

    def reply(self, sequence: int) -> bytes:
        """Wait for the reply to the last request, while setting up. Raises OSError."""
        while True:
            for message in self._messages.feed(self._wait()):
                if message[0] == REPLY and struct.unpack_from("<H", message, 2) == (sequence,):
                    return message
                if message[0] == ERROR:
                    raise OSError(
                        _("the X server answered with error {code}").format(code=message[1])
                    )

    def extension(self, name: bytes) -> Extension | None:
        """Return the numbers of an extension, None when the server does not have it."""
        payload = struct.pack("<Hxx", len(name)) + name
        answer = self.reply(self.request(QUERY_EXTENSION, 0, payload))
        return Extension(answer[9], answer[10]) if answer[8] else None

    def atom(self, name: bytes) -> int:
        """Return the number that stands for a name."""
        payload = struct.pack("<Hxx", len(name)) + name
        return int(
            struct.unpack_from("<I", self.reply(self.request(INTERN_ATOM, 0, payload)), 8)[0]
        )

    def settle(self) -> None:
        """Setting up is over: from here on nothing waits."""
        self._socket.setblocking(False)

    def read(self) -> list[bytes]:
        """Return the messages that have come in whole. Raises OSError when the server is gone."""
        try:
            chunk = self._socket.recv(65536)
        except BlockingIOError:
            return []
        if not chunk:
            raise ConnectionResetError(_("the X server hung up"))
        return self._messages.feed(chunk)

    def _wait(self) -> bytes:
        self._socket.settimeout(max(0.01, self._until - time.monotonic()))
        try:
            chunk = self._socket.recv(65536)
        except TimeoutError:
            raise TimeoutError(_("the X server does not answer")) from None
        if not chunk:
            raise ConnectionResetError(_("the X server hung up"))
        return chunk

    def _introduce(self, display: str, where: Display) -> tuple[int, int]:
        """Return the first of our names for things, and the root window of the first screen."""
        home = os.environ.get("XAUTHORITY")
        secret = cookie(where, Path(home) if home else Path.home() / ".Xauthority")
        name = COOKIE if secret else b""
        self._socket.sendall(
            struct.pack("<BxHHHHxx", ord("l"), 11, 0, len(name), len(secret))
            + b"".join(part + bytes(-len(part) % 4) for part in (name, secret))
        )
        answer = b""
        while len(answer) < 8 or len(answer) < 8 + 4 * struct.unpack_from("<H", answer, 6)[0]:
            answer += self._wait()
        if answer[0] != 1:
            reason = answer[8 : 8 + answer[1]].decode("latin-1").strip().rstrip(".")
            words = _("the X server on display {display} refused us: {problem}")
            raise OSError(words.format(display=display, problem=reason))
        return int(struct.unpack_from("<I", answer, 12)[0]), _first_root(answer)


def _first_root(welcome: bytes) -> int:
    """Return the root window of a server's first screen, 0 when it has none."""
    try:
        vendor, formats = struct.unpack_from("<H3xB", welcome, 24)
        return int(struct.unpack_from("<I", welcome, 40 + (vendor + 3 & ~3) + 8 * formats)[0])
    except struct.error:
        return 0


def _dial(display: Display) -> socket.socket:
    if display.host:
        return socket.create_connection((display.host, TCP_BASE + display.number), PATIENCE)
    if sys.platform == "win32":
        raise OSError(_("local displays are not a thing of Windows"))
    path = display.path or f"{SOCKETS}{display.number}"
    try:
        return _dial_path(path)
    except OSError:
        if display.path or sys.platform != "linux":
            raise
        return _dial_path(f"\0{path}")


def _dial_path(path: str) -> socket.socket:
    if sys.platform == "win32":
        raise OSError(_("local displays are not a thing of Windows"))
    line = socket.socket(socket.AF_UNIX)
    line.settimeout(PATIENCE)
    try:
        line.connect(path)
    except OSError:
        line.close()
        raise
    return line
