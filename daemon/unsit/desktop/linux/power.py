"""Sleep and the lock of the screen, from everybody who tells of them.

logind knows of sleep, and of the lock where the locker tells it; the screen savers of the session
bus know of a lock that logind was never told. The screen is locked while either says so.
"""

import logging
from collections.abc import Callable
from functools import partial

from unsit.core.events import Event, Locked, Unlocked
from unsit.desktop import Tell
from unsit.desktop.linux.bus import Bus
from unsit.desktop.linux.logind import Logind
from unsit.desktop.linux.screensaver import ScreenSaver
from unsit.loop import Loop

log = logging.getLogger(__name__)

LOGIND, SAVER = "logind", "screen saver"
"""The sources, in words for people."""

NO_BUS = "there is no session bus, so no screen saver can be heard"


class LinuxPower:
    """The port `Power`: `Locked` when the first source says so, `Unlocked` when the last takes it back.

    `bus` is the session's, and stays open. `on_lost` is called once, with a plain reason, when the
    system bus is lost; the savers are heard on. Raises OSError, with the reason of each, when there
    is neither a system bus nor a session bus; whoever is missing on a bus that is there may come.
    """

    def __init__(
        self,
        loop: Loop,
        tell: Tell,
        bus: Bus | None,
        on_lost: Callable[[str], object] | None = None,
    ) -> None:
        self._tell = tell
        self._locked: set[str] = set()
        """The sources that say that the screen is locked."""
        self._logind: Logind | None = None
        self._saver: ScreenSaver | None = None
        self._refused = {SAVER: NO_BUS}
        """Why a source could not be opened."""
        try:
            self._logind = Logind(loop, partial(self._hear, LOGIND), on_lost=on_lost)
        except OSError as problem:
            self._refused[LOGIND] = str(problem)
            log.info("%s: %s", LOGIND, problem)
        if bus is not None:
            self._saver = ScreenSaver(bus, loop, partial(self._hear, SAVER))
        elif self._logind is None:
            raise OSError("; ".join(reason for _, reason in self.reasons))

    @property
    def reasons(self) -> tuple[tuple[str, str], ...]:
        """What is not heard now, and why: pairs of the source and a sentence without a full stop."""
        parts = ((LOGIND, self._logind), (SAVER, self._saver))
        why = ((name, part.missing if part else self._refused[name]) for name, part in parts)
        return tuple((name, reason) for name, reason in why if reason)

    def close(self) -> None:
        """Stop telling. May be called twice."""
        for part in (self._logind, self._saver):
            if part is not None:
                part.close()

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
