"""Seeing that nobody waits for a server: a timeout would end the waiting, and a test would pass."""

import socket
from typing import Any

import pytest


class HastySocket(socket.socket):
    """Fails a test when what may take a while is asked of it and may wait."""

    def connect(self, address: Any) -> None:
        self._hurries()
        super().connect(address)

    def sendmsg(self, *what: Any) -> int:
        self._hurries()
        return super().sendmsg(*what)

    def recvmsg(self, *what: Any) -> Any:
        self._hurries()
        return super().recvmsg(*what)

    def _hurries(self) -> None:
        if self.gettimeout() != 0:
            self.close()
            pytest.fail("it waits for a server")
