"""A message bus that misbehaves as it is told: what a real one cannot be brought to do."""

import socket
import threading
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Self

from tests.desktop.stage import PATIENCE
from unsit.desktop.linux.message import Kind, Message, pack, unpack
from unsit.desktop.linux.wire import message_length


class OddBus:
    """Greets one guest with `greeting`, says hello, and when the guest next speaks sends `parcels`."""

    def __init__(
        self, folder: Path, *parcels: bytes, greeting: bytes = b"OK 1234deadbeef\r\n"
    ) -> None:
        self.address = f"unix:path={folder}/odd"
        self._parcels, self._greeting = parcels, greeting
        self._listening = socket.socket(socket.AF_UNIX)  # type: ignore[attr-defined, unused-ignore]  # win32
        self._listening.bind(f"{folder}/odd")
        self._listening.listen()
        self._listening.settimeout(PATIENCE)
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._serve)
        self._thread.start()

    def _serve(self) -> None:
        with ExitStack() as stack:
            guest = stack.enter_context(self._listening.accept()[0])
            guest.settimeout(PATIENCE)
            stack.callback(self._over.wait, 10)
            guest.recv(4096)
            guest.sendall(self._greeting)
            if not self._greeting.startswith(b"OK "):
                return
            call = self._first_message(guest)
            name = Message(Kind.RETURN, 1, answers=call.serial, signature="s", body=(":1.1",))
            guest.sendall(pack(name))
            guest.recv(4096)
            for parcel in self._parcels:
                guest.sendall(parcel)

    @staticmethod
    def _first_message(guest: socket.socket) -> Message:
        data = b""
        while b"BEGIN\r\n" not in data:
            data += guest.recv(4096)
        data = data.partition(b"BEGIN\r\n")[2]
        while len(data) < 16 or len(data) < message_length(data[:16]):
            data += guest.recv(4096)
        return unpack(data[: message_length(data[:16])])

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._over.set()
        self._thread.join()
        self._listening.close()
