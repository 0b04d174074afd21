"""A pointer for KWin: the Wayland protocol org_kde_kwin_fake_input, spoken by hand.

KWin lets everybody use it when KWIN_WAYLAND_NO_PERMISSION_CHECKS is set. Source: the protocol file
fake-input.xml of plasma-wayland-protocols, and the Wayland wire format.
"""

import socket
import struct
from pathlib import Path

DISPLAY, REGISTRY, POINTER = 1, 2, 3
SYNC, GET_REGISTRY = 0, 1
GLOBAL = 0
BIND = 0
AUTHENTICATE, BUTTON, MOVE_TO = 0, 2, 9
INTERFACE, VERSION = "org_kde_kwin_fake_input", 3
BUTTONS = {1: 0x110, 2: 0x112, 3: 0x111}
"""Left, middle and right, by their numbers in linux/input-event-codes.h."""


class FakePointer:
    """A pointer that is moved and clicked by us. Raises OSError when there is no screen."""

    def __init__(self, path: Path, timeout: float) -> None:
        self._socket = socket.socket(socket.AF_UNIX)
        self._socket.settimeout(timeout)
        self._socket.connect(str(path))
        self._callbacks = POINTER  # ids are given without gaps
        self._send(DISPLAY, GET_REGISTRY, struct.pack("=I", REGISTRY))
        number = self._find()
        bind = struct.pack("=I", number) + _string(INTERFACE) + struct.pack("=II", VERSION, POINTER)
        self._send(REGISTRY, BIND, bind)
        self._send(POINTER, AUTHENTICATE, _string("Unsit's tests") + _string("a hand"))
        self._settle()

    def move(self, x: float, y: float) -> None:
        """Move it to a place on the screen."""
        self._send(POINTER, MOVE_TO, struct.pack("=ii", round(x * 256), round(y * 256)))
        self._settle()

    def press(self, button: int = 1) -> None:
        """Press and release a button where it is: 1 left, 2 middle, 3 right."""
        for state in (1, 0):
            self._send(POINTER, BUTTON, struct.pack("=II", BUTTONS[button], state))
        self._settle()

    def close(self) -> None:
        """Take the pointer away."""
        self._socket.close()

    def _send(self, target: int, opcode: int, payload: bytes) -> None:
        size = 8 + len(payload)
        self._socket.sendall(struct.pack("=II", target, size << 16 | opcode) + payload)

    def _receive(self) -> tuple[int, int, bytes]:
        target, rest = struct.unpack("=II", self._exactly(8))
        return target, rest & 0xFFFF, self._exactly((rest >> 16) - 8)

    def _exactly(self, size: int) -> bytes:
        data = b""
        while len(data) < size:
            more = self._socket.recv(size - len(data))
            if not more:
                raise ConnectionResetError("KWin has hung up")
            data += more
        return data

    def _find(self) -> int:
        while True:
            target, opcode, payload = self._receive()
            if target == REGISTRY and opcode == GLOBAL:
                number, length = struct.unpack_from("=II", payload)
                if payload[8 : 8 + length - 1].decode() == INTERFACE:
                    return int(number)

    def _settle(self) -> None:
        """Wait until KWin has dealt with all that was sent."""
        self._callbacks += 1
        self._send(DISPLAY, SYNC, struct.pack("=I", self._callbacks))
        while self._receive()[0] != self._callbacks:
            pass


def _string(text: str) -> bytes:
    data = text.encode() + b"\0"
    return struct.pack("=I", len(data)) + data + bytes(-len(data) % 4)
