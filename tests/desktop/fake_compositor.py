"""A Wayland compositor for what real ones of today's Debian cannot show: version 2, and bad manners.

It speaks the wire by its own reading of the protocols, on a private socket and in a thread of its
own, for who is being set up waits for its answers. `offers` is what it has; a compositor with
`hangs` lets everybody in and never says a word, one with `dribbles` sends byte by byte.
"""

import socket
import struct
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Self

from unsit.loop import Loop, Timer

V2 = {"wl_seat": 7, "ext_idle_notifier_v1": 2}
V1 = {"wl_seat": 7, "ext_idle_notifier_v1": 1, "org_kde_kwin_idle": 1}
KDE = {"org_kde_kwin_idle": 1, "wl_seat": 7}
IDLED, RESUMED = 0, 1
DISPLAY = 1


class FakeCompositor:
    """A compositor with one person before it."""

    def __init__(
        self, folder: Path, offers: dict[str, int], hangs: bool = False, dribbles: bool = False
    ) -> None:
        self.display = str(folder / "wayland-7")
        self.offers, self.hangs, self.dribbles = offers, hangs, dribbles
        self.inhibited = False
        self.asked: list[tuple[str, float]] = []
        """Every notification that was asked for: in which way, and with how many seconds."""
        self.clients: list[Client] = []
        self.loop = Loop()
        self._door = socket.socket(socket.AF_UNIX)
        self._door.bind(self.display)
        self._door.listen()
        self.loop.reader(self._door, self._welcome)
        self._at_work = threading.Thread(target=self.loop.run)

    # --- what the tests do to it ------------------------------------------------------------------

    @property
    def standing(self) -> list[float]:
        """The seconds of the notifications that somebody still holds, shortest first."""
        return sorted(each.seconds for each in self._notifications())

    def touches(self) -> None:
        """Move the mouse."""
        self.loop.soon(self._touch)

    def inhibits(self, on: bool) -> None:
        """Have a program inhibit idleness, or no more."""
        self.loop.soon(self._inhibit, on)

    def says(self, target: int, opcode: int, body: bytes = b"") -> None:
        """Send an event of any object to everybody."""
        self._to_all(lambda each: each.send(target, opcode, body))

    def says_bytes(self, raw: bytes) -> None:
        """Send what need not be Wayland."""
        self._to_all(lambda each: each.line.sendall(raw))

    def complains(self, code: int, why: str) -> None:
        """Throw everybody out, with a reason."""
        self.says(DISPLAY, 0, struct.pack("=II", 3, code) + text(why))
        self.hangs_up()

    def hangs_up(self) -> None:
        """Go, as a session's end does."""
        self._to_all(Client.close)

    def stops_listening(self) -> None:
        """Read nothing any more."""
        self._to_all(lambda each: self.loop.forget(each.line))

    # --- how it lives -----------------------------------------------------------------------------

    def __enter__(self) -> Self:
        self._at_work.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.loop.stop()
        self._at_work.join()
        for client in list(self.clients):
            client.close()
        self._door.close()
        self.loop.close()

    def _welcome(self) -> None:
        client = Client(self, self._door.accept()[0])
        self.clients.append(client)
        if not self.hangs:
            self.loop.reader(client.line, client.read)

    def _notifications(self) -> "list[Notification]":
        return [each for client in self.clients for each in list(client.notifications.values())]

    def _to_all(self, does: "Callable[[Client], None]") -> None:
        def in_our_thread() -> None:
            for each in list(self.clients):
                does(each)

        self.loop.soon(in_our_thread)

    def _touch(self) -> None:
        for each in self._notifications():
            each.touch()

    def _inhibit(self, on: bool) -> None:
        self.inhibited = on
        for each in self._notifications():
            each.wait()


class Client:
    """One who has come in."""

    def __init__(self, compositor: FakeCompositor, line: socket.socket) -> None:
        self.compositor, self.line = compositor, line
        self.notifications: dict[int, Notification] = {}
        self._rest = b""
        self._objects = {DISPLAY: "wl_display"}

    def read(self) -> None:
        chunk = b""
        with suppress(ConnectionResetError):
            chunk = self.line.recv(65536)
        if not chunk:
            self.close()
            return
        self._rest += chunk
        for target, opcode, body in list(self._requests()):
            self._serve(target, opcode, body)

    def send(self, target: int, opcode: int, body: bytes = b"") -> None:
        raw = struct.pack("=IHH", target, opcode, 8 + len(body)) + body
        with suppress(OSError):  # who has left is noticed when reading
            for piece in self._pieces(raw):
                self.line.sendall(piece)

    def close(self) -> None:
        self.compositor.loop.forget(self.line)
        self.compositor.clients.remove(self)
        self.line.close()

    def _pieces(self, raw: bytes) -> list[bytes]:
        return [raw[at : at + 1] for at in range(len(raw))] if self.compositor.dribbles else [raw]

    def _requests(self) -> Iterator[tuple[int, int, bytes]]:
        while len(self._rest) >= 8:
            target, opcode, length = struct.unpack_from("=IHH", self._rest)
            if len(self._rest) < length:
                return
            body, self._rest = self._rest[8:length], self._rest[length:]
            yield target, opcode, body

    def _serve(self, target: int, opcode: int, body: bytes) -> None:
        match self._objects[target], opcode:
            case "wl_display", 0:
                (callback,) = struct.unpack("=I", body)
                self.send(callback, 0, bytes(4))
                self.send(DISPLAY, 1, body)
            case "wl_display", 1:
                self._introduce(*struct.unpack("=I", body))
            case "wl_registry", 0:
                self._bind(body)
            case "ext_idle_notifier_v1", (1 | 2):
                new, milliseconds, _ = struct.unpack("=III", body)
                self._notify(new, milliseconds, "input" if opcode == 2 else "v1")
            case "org_kde_kwin_idle", 0:
                new, _, milliseconds = struct.unpack("=III", body)
                self._notify(new, milliseconds, "kde")
            case "notification", 0:
                self.notifications.pop(target).over()
                del self._objects[target]
                self.send(DISPLAY, 1, struct.pack("=I", target))
            case what:
                self.send(DISPLAY, 0, struct.pack("=II", target, 1) + text(f"no such {what}"))

    def _introduce(self, registry: int) -> None:
        self._objects[registry] = "wl_registry"
        for name, (interface, version) in enumerate(self.compositor.offers.items(), 40):
            body = struct.pack("=I", name) + text(interface) + struct.pack("=I", version)
            self.send(registry, 0, body)

    def _bind(self, body: bytes) -> None:
        name, length = struct.unpack_from("=II", body)
        interface = body[8 : 8 + length - 1].decode()
        version, new = struct.unpack("=II", body[-8:])
        offered = list(self.compositor.offers.items())[name - 40]
        assert offered[0] == interface, f"{name} is {offered[0]} and not {interface}"
        assert 1 <= version <= offered[1], f"{interface} has no version {version}"
        self._objects[new] = interface

    def _notify(self, new: int, milliseconds: int, way: str) -> None:
        assert new not in self._objects, f"{new} is in use"
        self._objects[new] = "notification"
        self.compositor.asked.append((way, milliseconds / 1000))
        self.notifications[new] = Notification(self, new, milliseconds / 1000, way)


class Notification:
    """One that waits, with what the compositor of its kind makes of an inhibitor."""

    def __init__(self, client: Client, name: int, seconds: float, way: str) -> None:
        self.client, self.name, self.seconds = client, name, seconds
        self._inhibits = way != "input"
        self._idle = False
        self._timer: Timer | None = None
        self.wait()

    @property
    def _frozen(self) -> bool:
        return self._inhibits and self.client.compositor.inhibited

    def touch(self) -> None:
        if not self._frozen:
            if self._idle:
                self._idle = False
                self.client.send(self.name, RESUMED)
            self.wait()

    def wait(self) -> None:
        self.over()
        if not self._frozen and not self._idle:
            self._timer = self.client.compositor.loop.later(self.seconds, self._nobody)

    def over(self) -> None:
        if self._timer is not None:
            self._timer.cancel()

    def _nobody(self) -> None:
        self._idle = True
        self.client.send(self.name, IDLED)


def text(words: str) -> bytes:
    """Return a string as the wire has it."""
    raw = words.encode() + b"\0"
    return struct.pack("=I", len(raw)) + raw + bytes(-len(raw) % 4)
