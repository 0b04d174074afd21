"""A conversation with a message bus: serials, replies, the order of things, and its end.

Rules of this room: what came in is dealt with in the order in which it came, and a listener that
fails (the loop says so) holds up nothing that came after. Once the conversation is over nothing
raises but `ask`.
"""

import itertools
import logging
import time
from collections import deque
from collections.abc import Callable, Iterable
from typing import Any

from unsit.core.language import _
from unsit.desktop.linux.message import Kind, Message, pack, unpack
from unsit.desktop.linux.served import BusError, Values
from unsit.desktop.linux.wire import Wire
from unsit.loop import Loop

log = logging.getLogger(__name__)

Reply = Callable[[BusError | None, Values], object]
Act = Callable[[], object]

CONNECT_TIMEOUT = 2.0
"""Seconds for the greeting with a bus of this machine, which takes a millisecond."""

FLUSH_AGAIN = 0.05
"""Seconds until we try again to send what the bus did not take."""

GONE = "org.freedesktop.DBus.Error.Disconnected"


class Connection:
    """A connection to one of `places`. `heard` gets the signals and the calls that come."""

    def __init__(
        self,
        places: Iterable[str],
        loop: Loop,
        heard: Callable[[Message], object],
        on_lost: Act | None,
    ) -> None:
        self._wire = Wire(places, CONNECT_TIMEOUT)
        self._loop, self._heard, self._on_lost = loop, heard, on_lost
        self._serials = itertools.count(1)
        self._inbox: deque[Message | Act] = deque()
        self._pending: dict[int, Reply] = {}
        self._flushing = False
        self.lost = False
        """Whether it is over, by us or by the bus."""
        loop.reader(self._wire, self._read)

    def post(self, message: Message) -> int:
        """Send a message, numbered here; returns its serial."""
        serial = next(self._serials)
        self._put(message._replace(serial=serial))
        return serial

    def request(self, message: Message, reply: Reply) -> None:
        """Send a call; `reply(error, values)` comes from the loop, with values () on an error."""
        if self.lost:
            self._loop.soon(reply, BusError(GONE, _("the message bus is gone")), ())
            return
        serial = next(self._serials)
        data = message._replace(serial=serial)
        self._pending[serial] = reply
        self._put(data)

    def ask(self, message: Message, timeout: float) -> Values:
        """Send a call and wait for its values; BusError, TimeoutError, ConnectionError."""
        serial = self.post(message)
        deadline = time.monotonic() + timeout
        words = _("{program} did not answer {question} in {seconds} s")
        late = words.format(
            program=message.destination, question=message.member, seconds=f"{timeout:g}"
        )
        try:
            while (answer := self._reply_to(serial)) is None:
                self._wait(deadline, late)
        finally:
            if self._inbox:
                self._loop.soon(self._dispatch)
        if answer.kind is Kind.ERROR:
            raise answer.problem()
        return answer.body

    def first(self, acts: Iterable[Act]) -> None:
        """Do these in their order before anything else that has come in."""
        self._inbox.extendleft(reversed(list(acts)))

    def close(self) -> None:
        """Hang up; nothing is told any more. May be called twice."""
        self.lost = True
        self._loop.forget(self._wire)
        self._wire.close()
        self._inbox.clear()
        self._pending.clear()

    # --- out ------------------------------------------------------------------------------------

    def _put(self, message: Message) -> None:
        if self.lost:
            return
        self._carefully(self._wire.put, pack(message))
        if not self._flushing:
            self._flush_later()

    def _flush_later(self) -> None:
        self._flushing = not self.lost and self._wire.congested
        if self._flushing:
            self._loop.later(FLUSH_AGAIN, self._flush)

    def _flush(self) -> None:
        if not self.lost:
            self._carefully(self._wire.flush)
            self._flush_later()

    def _carefully(self, act: Callable[..., Any], *args: object) -> Any:
        try:
            return act(*args)
        except OSError as problem:
            self._end(problem.strerror or str(problem))
            return None

    def _end(self, reason: str) -> None:
        log.info("lost the message bus: %s", reason)
        waiting = list(self._pending.values())
        self.close()
        for reply in waiting:
            self._loop.soon(reply, BusError(GONE, reason), ())
        if self._on_lost is not None:
            self._loop.soon(self._on_lost)

    # --- in -------------------------------------------------------------------------------------

    def _read(self) -> None:
        self._receive()
        self._dispatch()

    def _receive(self) -> None:
        for data in self._carefully(self._wire.take) or ():
            try:
                self._inbox.append(unpack(data))
            except ValueError as problem:
                log.debug("passed over a message that cannot be read: %s", problem)

    def _wait(self, deadline: float, too_late: str) -> None:
        left = deadline - time.monotonic()
        if self.lost:
            raise ConnectionResetError(_("the message bus is gone"))
        if left <= 0:
            raise TimeoutError(too_late)
        self._carefully(self._wire.wait, left)
        if not self.lost:
            self._receive()

    def _reply_to(self, serial: int) -> Message | None:
        for message in self._inbox:
            if isinstance(message, Message) and message.answers == serial:
                self._inbox.remove(message)
                return message
        return None

    def _dispatch(self) -> None:
        try:
            while self._inbox:
                first = self._inbox.popleft()
                if isinstance(first, Message):
                    self._deal_with(first)
                else:
                    first()
        finally:
            if self._inbox:
                self._loop.soon(self._dispatch)

    def _deal_with(self, message: Message) -> None:
        if message.kind in (Kind.CALL, Kind.SIGNAL):
            self._heard(message)
        elif (reply := self._pending.pop(message.answers, None)) is not None:
            failed = message.kind is Kind.ERROR
            reply(message.problem() if failed else None, () if failed else message.body)
