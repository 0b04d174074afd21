"""A part of the desktop that may be lost and come back: the screen, the message bus, logind.

Rules of this room: what was lost is opened again after a wait that grows from a second to a minute,
so that a server that crashes over and over costs next to nothing. What has never been there is not
waited for; it is tried again when somebody says that there is another desktop.
"""

import logging
from collections.abc import Callable
from typing import Generic, Protocol, TypeVar

from unsit.core.language import _
from unsit.loop import Loop, Timer

log = logging.getLogger(__name__)

FIRST_WAIT, LONGEST_WAIT = 1.0, 60.0
"""Seconds until a lost part is opened again: at first, and after many vain tries."""
STEADY = 60.0
"""Seconds after which a part that was opened again counts as there to stay."""


class Closable(Protocol):
    """What can be let go of."""

    def close(self) -> None:
        """Let go; may be called twice."""


Some = TypeVar("Some", bound=Closable)
Lost = Callable[[str], None]


class Part(Generic[Some]):
    """One part: `now` is what is open, or None, and then `missing` says why.

    `opener` opens it, is handed what to call when it is lost, and raises OSError when it is not
    there; `opened` is told of each one that is open, `gone` when the last one was lost.
    """

    def __init__(
        self,
        loop: Loop,
        meaning: str,
        opener: Callable[[Lost], Some],
        opened: Callable[[Some], object] = lambda __: None,
        gone: Callable[[], object] = lambda: None,
    ) -> None:
        self._loop, self._meaning, self._opener = loop, meaning, opener
        self._opened, self._gone = opened, gone
        self.now: Some | None = None
        self.missing = ""
        self.ever = False
        """Whether it has been there at all."""
        self._wait = FIRST_WAIT
        self._since = loop.at()
        self._timer: Timer | None = None
        self._closed = False
        self._number = 0
        """Counts those that were opened, so that a late word of a former one is known as such."""

    @property
    def lost(self) -> bool:
        """Whether it was there and is not now."""
        return self.ever and self.now is None

    def open(self) -> bool:
        """Open it now if it is not there; say whether it is."""
        if self.now is None and not self._closed:
            self._cancel()
            self._wait = FIRST_WAIT
            self._open()
        return self.now is not None

    def renew(self) -> bool:
        """Open it anew: what is open may make do with less than there is now. Say whether it is."""
        if self.now is not None:
            self.now.close()
            self.now = None
            self._gone()
        return self.open()

    def close(self) -> None:
        """Let go of it for good. May be called twice."""
        self._closed = True
        self._cancel()
        if self.now is not None:
            self.now.close()
            self.now = None

    def _open(self) -> None:
        self._number += 1
        number = self._number
        try:
            found = self._opener(lambda reason: self._lose(number, reason))
        except OSError as problem:
            self._miss(str(problem))
            return
        self.now, self.missing, self.ever, self._since = found, "", True, self._loop.at()
        self._opened(found)

    def _lose(self, number: int, reason: str) -> None:
        if number != self._number or self._closed or self.now is None:
            return
        if self._loop.at() >= self._since + STEADY:
            self._wait = FIRST_WAIT
        self.now.close()
        self.now = None
        self._miss(reason)
        self._gone()

    def _miss(self, reason: str) -> None:
        if reason != self.missing:
            log.warning("%s: %s", _(self._meaning), reason)
        self.missing = reason
        if self.ever:
            self._timer = self._loop.later(self._wait, self._again)
            self._wait = min(2 * self._wait, LONGEST_WAIT)

    def _again(self) -> None:
        self._timer = None
        if self.now is None and not self._closed:
            self._open()
            if self.now is not None:
                log.warning("%s: %s", _(self._meaning), _("that is over, it is back"))

    def _cancel(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
