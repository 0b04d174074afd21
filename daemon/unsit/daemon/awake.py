"""The screen kept awake while a session plays: who stretches touches nothing for minutes.

Not for ever: where the session stands still (paused, waiting for "ready", over) the screen is let go
of after `STILL`. What we ask for ourselves is never taken for a sign of somebody's presence: see `ours`.
"""

import logging
from collections.abc import Callable

from unsit.daemon.daemon import Daemon
from unsit.desktop import Awake, Desktop
from unsit.loop import Timer

log = logging.getLogger(__name__)

STILL = 180.0
"""Seconds for which a session that stands still keeps the screen awake."""
LINGER = 1.0
"""Seconds after which every service has surely taken note that we have let go."""


class AwakeDoor:
    """Keeps the screen of `desktop` awake for the sessions of a daemon.

    `quiet` is called when `ours` has become false.
    """

    def __init__(
        self, daemon: Daemon, desktop: Desktop, quiet: Callable[[], object] = lambda: None
    ) -> None:
        self._daemon, self._desktop, self._quiet = daemon, desktop, quiet
        self._awake: Awake | None = None
        self._missing = False
        """Whether this session does without."""
        self._still: Timer | None = None
        """Runs, or has run out, while the session stands still."""
        self._lingers: Timer | None = None

    @property
    def ours(self) -> bool:
        """Whether an inhibitor that is told of may be our own."""
        return self._awake is not None or self._lingers is not None

    @property
    def imagined(self) -> bool:
        """Whether a touch that is told of now may be none: an X server counts idle time anew when it
        is let go of. Whoever is told that `ours` is false asks presence to look again, then.
        """
        return self._lingers is not None and self._daemon.day.sitting.unseen is not None

    def show(self) -> None:
        """Keep the screen awake or not, as the session now goes."""
        session = self._daemon.day.session
        if session is None:
            self._stop_counting()
            self._release()
            self._missing = False
            return
        if session.place is None:
            return  # its window is not there yet
        stands = session.paused or session.waits or session.kind == "done"
        if not stands:
            self._stop_counting()
        if self._still is None:
            self._keep()
            if stands:
                self._still = self._daemon.loop.later(STILL, self._release)

    def close(self) -> None:
        """Let go of it, and tell nothing any more. May be called twice."""
        self._stop_counting()
        self._release()
        if self._lingers is not None:
            self._lingers.cancel()
            self._lingers = None

    def _keep(self) -> None:
        if self._awake is None and not self._missing:
            try:
                self._awake = self._desktop.awake()
            except OSError as problem:
                log.info("this session does not keep the screen awake: %s", problem)
                self._missing = True

    def _release(self) -> None:
        if self._awake is not None:
            self._awake.close()
            self._awake = None
            if self._lingers is not None:
                self._lingers.cancel()
            self._lingers = self._daemon.loop.later(LINGER, self._gone)

    def _gone(self) -> None:
        self._lingers = None
        self._quiet()

    def _stop_counting(self) -> None:
        if self._still is not None:
            self._still.cancel()
            self._still = None
