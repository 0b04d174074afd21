"""A session window that was started before it was asked for, and waits out of sight.

Rules of this room: there is one only while somebody may ask for it any moment: while a reminder stands,
and for a minute after it went or the menu was opened. It costs what a window costs, some 55 MB, and no
time of the processor. One that cannot be started or dies waiting is not missed: the window is then
started when it is asked for, and that one says what is wrong.
"""

import logging
import os
from collections.abc import Callable
from typing import Any

from unsit.daemon.child import Hear
from unsit.daemon.coach import Coach
from unsit.loop import Loop, Timer

log = logging.getLogger(__name__)

SPARE = 60.0
"""Seconds for which it waits when no reminder stands."""

Plan = dict[str, Any]


class Ahead:
    """Has a window ready, or starts one: what opens is the same."""

    def __init__(self, loop: Loop, busy: Callable[[], bool]) -> None:
        """`busy` says whether a session is open, in which nobody asks for another window."""
        self._loop, self._busy = loop, busy
        self._hidden: Coach | None = None
        self._leaving: list[Coach] = []
        self._around: dict[str, str] = {}
        self._due = False
        self._timer: Timer | None = None

    def stand(self) -> None:
        """Have one ready as long as the reminder stands that is shown now."""
        self._due = True
        self._start()

    def withdraw(self) -> None:
        """No reminder stands, or none any more: what waits for one waits a minute yet."""
        if self._due:
            self._due = False
            self._start_timer()

    def look(self) -> None:
        """Somebody looks at the menu: have one ready for a minute."""
        self._start()

    def open(self, plan: Plan, hear: Hear, asked: bool, token: str) -> Coach:
        """Open the window that waits, or start one. Raises OSError when none can be started."""
        hidden, self._hidden, self._due = self._hidden, None, False
        self._start_timer()
        if hidden is None:
            return Coach(self._loop, plan, hear, asked, token)
        if not hidden.alive or self._around != dict(os.environ):
            self._dismiss(hidden)  # it is gone, or sits at a desktop that we have left
            return Coach(self._loop, plan, hear, asked, token)
        hidden.play(plan, hear, asked, token)
        return hidden

    def close(self) -> None:
        """End what waits, for good."""
        self._due = False
        if self._timer is not None:
            self._timer.cancel()
        for each in (self._hidden, *self._leaving):
            if each is not None:
                each.close()

    def _start(self) -> None:
        if self._hidden is not None and not self._hidden.alive:
            self._hidden = None
        if self._hidden is None and not self._busy():
            self._around = dict(os.environ)
            try:
                self._hidden = Coach.hidden(self._loop)
            except OSError as problem:
                log.info("no window can be started ahead: %s", problem)
        self._start_timer()

    def _start_timer(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
        waits = self._hidden is not None and not self._due
        self._timer = self._loop.later(SPARE, self._end) if waits else None

    def _end(self) -> None:
        self._timer = None
        if self._hidden is not None:
            self._dismiss(self._hidden)
            self._hidden = None

    def _dismiss(self, hidden: Coach) -> None:
        """Let one go, and do not wait for its end unless we end before it."""
        hidden.dismiss()
        self._leaving = [each for each in self._leaving if each.alive] + [hidden]
