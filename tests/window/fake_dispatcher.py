"""A speech server that behaves as a test wants: well by itself, and then in ways that it should not.

It speaks SSIP as Speech Dispatcher 0.11 does (its answers are copied from a real one), and is as
silent as a server without loudspeakers.
"""

import socket
import threading
from collections.abc import Callable, Iterable
from pathlib import Path

Odd = Callable[[str], bytes | None]
"""Returns an answer to a command; None for the usual one, b"" for none at all."""

ANSWERS = {
    "SET SELF CLIENT_NAME": b"208 OK CLIENT NAME SET\r\n",
    "SET SELF PRIORITY": b"202 OK PRIORITY SET\r\n",
    "SET SELF NOTIFICATION": b"220 OK NOTIFICATION SET\r\n",
    "SET SELF LANGUAGE": b"201 OK LANGUAGE SET\r\n",
    "SET SELF VOLUME": b"218 OK VOLUME SET\r\n",
    "GET VOLUME": b"251-80\r\n251 OK GET RETURNED\r\n",
    "GET LANGUAGE": b"251-en-US\r\n251 OK GET RETURNED\r\n",
    "LIST OUTPUT_MODULES": b"250-espeak-ng\r\n250 OK MODULE LIST SENT\r\n",
    "CANCEL SELF": b"210 OK CANCELED\r\n",
    "SPEAK": b"230 OK RECEIVING DATA\r\n",
    "QUIT": b"231 HAPPY HACKING\r\n",
}
HANG_UP = b"hang up"
"""An answer that is none: the server closes the connection."""


class FakeDispatcher:
    """A server for one client. `odd` is asked first what to answer."""

    def __init__(self, folder: Path, odd: Odd = lambda command: None) -> None:
        self.path = folder / "speechd.sock"
        self.environment = {"SPEECHD_ADDRESS": f"unix_socket:{self.path}"}
        self.commands: list[str] = []
        self.phrases: list[str] = []
        self._odd = odd
        self._gone = False
        self._server = socket.socket(socket.AF_UNIX)
        self._server.bind(str(self.path))
        self._server.listen()
        self._client: socket.socket | None = None
        self._thread = threading.Thread(target=self._serve)
        self._thread.start()

    def tells(self, event: bytes) -> None:
        """Send something that nobody asked for."""
        assert self._client is not None
        self._client.sendall(event)

    def ends(self, number: int = 0) -> None:
        """Tell that a phrase has been said: the newest one, or that of a number."""
        self.tells(b"702-%d\r\n702-1\r\n702 END\r\n" % (number or len(self.phrases)))

    def close(self) -> None:
        """Let its client and itself go."""
        self._gone = True
        with socket.socket(socket.AF_UNIX) as last:  # whoever waits in accept is woken up
            last.connect_ex(str(self.path))
        if self._client is not None:
            try:
                self._client.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass
        self._thread.join()
        self._server.close()

    def _serve(self) -> None:
        client, _ = self._server.accept()
        with client:
            if self._gone:
                return
            self._client = client
            try:
                self._talk(client)
            except OSError:
                return

    def _talk(self, client: socket.socket) -> None:
        with client.makefile("rb") as lines:
            for line in lines:
                command = line.decode().rstrip("\r\n")
                self.commands.append(command)
                answer = self._answer(command)
                if answer == HANG_UP:
                    return
                client.sendall(answer)
                if answer.startswith(b"230"):
                    client.sendall(self._take(lines))

    def _answer(self, command: str) -> bytes:
        odd = self._odd(command)
        if odd is not None:
            return odd
        usual = (answer for start, answer in ANSWERS.items() if command.startswith(start))
        return next(usual, b"500 ERR INVALID COMMAND\r\n")

    def _take(self, lines: Iterable[bytes]) -> bytes:
        """Take a phrase up to the line with a lone dot, and return its number."""
        text: list[str] = []
        for line in lines:
            word = line.decode().rstrip("\r\n")
            if word == ".":
                break
            text.append(word)
        self.phrases.append("\n".join(text))
        odd = self._odd("text")
        return b"225-%d\r\n225 OK MESSAGE QUEUED\r\n" % len(self.phrases) if odd is None else odd
