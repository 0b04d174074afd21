"""Sleep and the lock of the screen, from everybody who tells of them.

logind knows of sleep, and of the lock where the locker tells it; the screen savers of the session
bus know of a lock that logind was never told. The screen is locked while either says so.
"""

import logging
from collections.abc import Callable
from functools import partial

from unsit.core.events import Event, Locked, Unlocked
from unsit.core.language import N_, _
from unsit.core.words import clauses
from unsit.desktop import Tell
from unsit.desktop.linux.bus import Bus
from unsit.desktop.linux.logind import Logind
from unsit.desktop.linux.screensaver import ScreenSaver
from unsit.loop import Loop, Timer

log = logging.getLogger(__name__)

LOGIND, SAVER = "logind", "screen saver"
"""The sources, in words for people."""

FIRST_WAIT, LONGEST_WAIT = 1.0, 60.0
"""Seconds until a system bus that is gone is looked for again: twice as many each time."""

NO_BUS = N_("there is no session bus, so no screen saver can be heard")


class LinuxPower:
    """The port `Power`: `Locked` when the first source says so, `Unlocked` when the last takes it back.

    `bus` is the session's, and stays open. A system bus that is lost is looked for until it is back,
    and `on_lost` is called each time that it is lost, with a plain reason; the savers are heard on.
    Raises OSError, with the reason of each, when there is neither a system bus nor a session bus;
    whoever is missing on a bus that is there may come.
    """

    def __init__(
        self,
        loop: Loop,
        tell: Tell,
        bus: Bus | None,
        on_lost: Callable[[str], object] = lambda __: None,
    ) -> None:
        self._loop, self._tell, self._on_lost = loop, tell, on_lost
        self._locked: set[str] = set()
        """The sources that say that the screen is locked."""
        self._logind: Logind | None = None
        self._saver: ScreenSaver | None = None
        self._refused = {SAVER: _(NO_BUS)}
        """Why a source could not be opened."""
        self._wait = FIRST_WAIT
        self._timer: Timer | None = None
        self._open_logind()
        if bus is not None:
            self._saver = ScreenSaver(bus, loop, partial(self._hear, SAVER))
        elif self._logind is None:
            raise OSError(clauses(reason for __, reason in self.reasons))

    @property
    def reasons(self) -> tuple[tuple[str, str], ...]:
        """What is not heard now, and why: pairs of the source and a sentence without a full stop."""
        parts = ((LOGIND, self._logind), (SAVER, self._saver))
        why = ((name, part.missing if part else self._refused[name]) for name, part in parts)
        return tuple((name, reason) for name, reason in why if reason)

    def close(self) -> None:
        """Stop telling. May be called twice."""
        if self._timer is not None:
            self._timer.cancel()
        for part in (self._logind, self._saver):
            if part is not None:
                part.close()

    def _open_logind(self) -> None:
        try:
            self._logind = Logind(
                self._loop, partial(self._hear, LOGIND), on_lost=self._lose_logind
            )
        except OSError as problem:
            self._refused[LOGIND] = str(problem)
            log.info("%s: %s", LOGIND, problem)

    def _lose_logind(self, reason: str) -> None:
        self._wait = FIRST_WAIT
        self._timer = self._loop.later(self._wait, self._look_for_logind)
        self._on_lost(reason)

    def _look_for_logind(self) -> None:
        self._logind = None
        self._open_logind()
        if self._logind is None:
            self._wait = min(2 * self._wait, LONGEST_WAIT)
            self._timer = self._loop.later(self._wait, self._look_for_logind)
        else:
            log.warning("%s", _("the system bus is back: sleep and lock are heard again"))

    def _hear(self, source: str, event: Event) -> None:
        if isinstance(event, Locked):
            self._locked.add(source)
            if len(self._locked) > 1:
                return
        elif isinstance(event, Unlocked):
            self._locked.discard(source)
            if self._locked:
                return
        self._tell(event)
