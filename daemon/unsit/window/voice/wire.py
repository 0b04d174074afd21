"""The lines of SSIP, the protocol of Speech Dispatcher: commands out, answers and events in.

An answer or event is lines of three digits and text; all but its last have a "-" after the digits.
Those of 700 and more are events, which come whenever they like (Speech Dispatcher's manual, SSIP).

Rules of this room: one command is under way at a time, and waits `PATIENCE` for its answer; a
server that says anything else than that is lost, once.
"""

import socket
from collections import deque
from collections.abc import Callable
from typing import NamedTuple

from unsit.window.voice.ground import Ground

PATIENCE = 2000
"""Milliseconds for an answer; it comes within one unless the server just loads its modules."""

LONGEST = 1 << 16
"""Bytes of the longest thing that a server may say."""

EVENTS = 700


class Said(NamedTuple):
    """An answer or an event: its code, and its lines but for the last, which is for people."""

    code: int
    lines: tuple[str, ...]

    @property
    def good(self) -> bool:
        """Whether it says that a command was carried out."""
        return 200 <= self.code < 300


Answer = Callable[[Said], None]


class Wire:
    """A connection. `event` gets the events, `lost` why it can go on no more."""

    def __init__(
        self,
        ground: Ground,
        line: socket.socket,
        event: Answer,
        lost: Callable[[str], None],
    ) -> None:
        self._line, self._event, self._lost = line, event, lost
        self._open = True
        self._rest = b""
        self._lines: list[str] = []
        self._waiting: deque[tuple[bytes, Answer]] = deque()
        self._asked: Answer | None = None
        self._patience = ground.alarm(lambda: self._fail("it does not answer"))
        self._reading = ground.reader(line, self._read)

    def ask(self, command: str, answer: Answer | None = None, *, first: bool = False) -> None:
        """Send a command after those that wait (or before them), and hand its answer on."""
        asked = (f"{command}\r\n".encode(), answer or _ignore)
        if first:
            self._waiting.appendleft(asked)
        else:
            self._waiting.append(asked)
        self._send_next()

    def close(self, last: str = "") -> None:
        """Say some last lines, if they can be sent without waiting, and hang up."""
        if not self._open:
            return
        self._open = False
        self._patience.stop()
        self._reading.close()
        self._waiting.clear()
        try:
            self._line.send(last.encode())
        except OSError:
            pass
        self._line.close()

    def _send_next(self) -> None:
        if not self._open or self._asked is not None or not self._waiting:
            return
        command, self._asked = self._waiting.popleft()
        self._patience.start(PATIENCE)
        try:
            sent = self._line.send(command)
        except OSError as problem:
            self._fail(str(problem))
            return
        if sent < len(command):  # a few hundred bytes always find room with one who reads
            self._fail("it does not listen")

    def _read(self) -> None:
        try:
            more = self._line.recv(LONGEST)
        except BlockingIOError:
            return
        except OSError:
            more = b""
        if not more:
            self._fail("it hung up")
            return
        *lines, self._rest = (self._rest + more).split(b"\n")
        for line in lines:
            if self._open:
                self._take(line.rstrip(b"\r"))
        if len(self._rest) > LONGEST or len(self._lines) > LONGEST // 16:
            self._fail("it talks nonsense")

    def _take(self, line: bytes) -> None:
        code, mark, text = line[:3], line[3:4], line[4:].decode(errors="replace")
        if not (code.isdigit() and mark in (b"-", b" ")):
            self._fail("it talks nonsense")
        elif mark == b"-":
            self._lines.append(text)
        else:
            said, self._lines = Said(int(code), tuple(self._lines)), []
            self._hand_on(said)

    def _hand_on(self, said: Said) -> None:
        if said.code >= EVENTS:
            self._event(said)
            return
        answer, self._asked = self._asked, None
        if answer is None:
            self._fail("it talks nonsense")
            return
        self._patience.stop()
        answer(said)
        self._send_next()

    def _fail(self, why: str) -> None:
        if self._open:
            self.close()
            self._lost(why)


def _ignore(said: Said) -> None:
    """What a server says to a wish that it may also leave undone."""
