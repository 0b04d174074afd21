"""One yes or no that a server on this machine tells, followed for as long as somebody asks for it.

Rules of this room: nothing waits, and nothing is asked on a timer while the server is there; a
server that talks nonsense is given up like one that died; what it told is then taken back.
"""

import logging
from collections.abc import Callable
from typing import Protocol

from unsit.loop import Loop, Timer

log = logging.getLogger(__name__)

SOONEST, LATEST = 1.0, 60.0
"""Seconds until a server that is gone is looked for again: first this, then twice as long each time."""

Say = Callable[[bool], object]


class Talk(Protocol):
    """A conversation with a server. Every OSError it raises means that it is of no more use."""

    def fileno(self) -> int:
        """Return the descriptor to wait on."""

    def read(self) -> None:
        """Take in what has come, and answer it."""

    def close(self) -> None:
        """Hang up. May be called twice."""


class Following:
    """Tells the first answer and each change of it, until it is closed.

    `begin` starts a conversation that says what it learns, each time that it learns it. When one
    ends, "no" is told, and another is tried after a second, two, four, and so on up to a minute.
    Raises OSError, as `begin` does, when there is no server in the first place.
    """

    def __init__(self, loop: Loop, tell: Say, begin: Callable[[Say], Talk]) -> None:
        self._loop, self._tell, self._begin = loop, tell, begin
        self._told: bool | None = None
        self._wait = SOONEST
        self._talk: Talk | None = None
        self._timer: Timer | None = None
        self._open = True
        self._start()

    def close(self) -> None:
        """Stop telling, and let go of the server. May be called twice."""
        self._open = False
        self._hang_up()
        if self._timer is not None:
            self._timer.cancel()

    def _start(self) -> None:
        self._talk = self._begin(self._learned)
        self._loop.reader(self._talk, self._read)

    def _read(self) -> None:
        if self._talk is None:
            return
        try:
            self._talk.read()
        except OSError as problem:
            if self._open:  # or it was closed by whom it told
                self._lost(problem)

    def _learned(self, answer: bool) -> None:
        self._wait = SOONEST
        self._now(answer)

    def _now(self, answer: bool) -> None:
        if self._open and answer != self._told:
            self._told = answer
            self._tell(answer)

    def _lost(self, problem: OSError) -> None:
        log.info("%s: it will be looked for again", problem)
        self._hang_up()
        self._try_later()
        self._now(False)

    def _try_later(self) -> None:
        self._timer = self._loop.later(self._wait, self._again)
        self._wait = min(LATEST, 2 * self._wait)

    def _again(self) -> None:
        try:
            self._start()
        except OSError as problem:
            log.debug("still away: %s", problem)
            self._try_later()

    def _hang_up(self) -> None:
        if self._talk is not None:
            self._loop.forget(self._talk)
            self._talk.close()
            self._talk = None
