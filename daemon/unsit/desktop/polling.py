"""Presence on systems that can only be asked for how long there has been no input.

Rules of this room: nobody is asked more often than something could have changed. While somebody is
there the next look is when the threshold could be reached; while nobody is, and after the machine
woke, looks come the more slowly the longer there has been nothing to see. Input is known by the
count that has grown less than the time that passed, awake: whether a system counts its sleep as
idleness then makes no difference. Where a system can tell of the next input, it is asked to while that
is waited for, and for no longer: a moving mouse tells a hundred times a second. Looks are slow then.
"""

from collections.abc import Callable

from unsit.core.events import Event, Idle, Input, Lull
from unsit.desktop import Lost, Tell
from unsit.loop import Loop, Timer

EAGER, SLOW = 0.25, 5.0
"""Seconds between looks for the next input, at first and after long."""
PART = 1 / 60
"""Of the time without input, up to the next look: after two minutes every two seconds."""
GRAIN = 0.05
"""Seconds that a count may be coarse by (GetLastInputInfo: a tick of some 16 ms), and the least that
is waited for."""


CallOff = Callable[[], object]
NextInput = Callable[[Callable[[], object]], CallOff]
"""Has something called, from the loop, at the next input, once; returns what calls that off."""


class PolledPresence:
    """Tells `Input`, `Idle` and `Lull`; see the port `Presence`.

    `idle_for` returns the seconds since the last input, `source` names it. It may raise OSError: here
    at once, later `lost` is told and nothing more. `next_input` may miss some: what it does not tell is
    looked for every `SLOW` seconds. None = the system tells of no input.
    """

    def __init__(
        self,
        loop: Loop,
        tell: Tell,
        idle_after: float,
        idle_for: Callable[[], float],
        source: str,
        lost: Lost,
        next_input: NextInput | None = None,
    ) -> None:
        self._loop, self._tell, self._threshold = loop, tell, idle_after
        self._idle_for, self.source, self._lost = idle_for, source, lost
        self._there: bool | None = None
        """Whether somebody was there when last told; None before the first telling."""
        self._since: float | None = None
        """Since when (waking) the very next input is waited for, though somebody is there."""
        self._lull: float | None = None
        self._next_input = next_input
        self._call_off: CallOff | None = None
        """What ends the waiting for word of the next input, while we wait for it."""
        self._rung = False
        """Whether it has come, and nobody has looked since."""
        self._open = True
        self._looked = loop.waking(), idle_for()
        self._timer: Timer = loop.later(0, self._look)

    def watch(self, idle_after: float) -> None:
        """Use another threshold (seconds). One who is away stays away until the next input."""
        self._threshold = idle_after
        self._look_soon()

    def look_again(self) -> None:
        """Tell `Input` at the very next input, however recent the last: the machine just woke."""
        if self._there and self._open:
            # What came before is no next one.
            self._since = self._loop.waking()
            self._looked = self._since, 0.0
            self._listen(True)
            self._look_soon(EAGER)

    def await_lull(self, seconds: float) -> None:
        """Tell `Lull` once, as soon as there has been no input for so long."""
        self._lull = seconds
        self._look_soon()

    def close(self) -> None:
        """Stop telling. May be called twice."""
        self._open = False
        self._timer.cancel()
        self._listen(False)

    def _look_soon(self, seconds: float = 0.0) -> None:
        if self._open:
            self._timer.cancel()
            self._timer = self._loop.later(seconds, self._look)

    def _look(self) -> None:
        try:
            idle = self._idle_for()
        except OSError as problem:
            self.close()
            self._lost(str(problem))
            return
        touched = self._is_touched(idle) or self._rung
        self._rung = False
        if self._there is None:
            self._say_who(idle < self._threshold, idle)
        elif touched and (not self._there or self._since is not None):
            self._say_who(True, idle)
        elif self._there and idle >= self._threshold:
            self._say_who(False, idle)
        if self._lull is not None and idle >= self._lull:
            self._lull = None
            self._say(Lull(self._loop.at(), self._loop.wall()))
        self._listen(not self._there or self._since is not None)
        self._look_soon(self._patience(idle))

    def _is_touched(self, idle: float) -> bool:
        now = self._loop.waking()
        before, idle_before = self._looked
        self._looked = now, idle
        return idle < idle_before + now - before - GRAIN

    def _patience(self, idle: float) -> float:
        """Return the seconds until something could have changed that is to be told."""
        waits = []
        if self._there:
            waits.append(self._threshold - idle)
        if not self._there:
            waits.append(self._pace(idle))
        elif self._since is not None:
            waits.append(self._pace(self._loop.waking() - self._since))
        if self._lull is not None:
            waits.append(self._lull - idle)
        return max(GRAIN, min(waits))

    def _pace(self, waited: float) -> float:
        return SLOW if self._call_off is not None else min(max(waited * PART, EAGER), SLOW)

    def _listen(self, wanted: bool) -> None:
        """Have the next input told to us, where it can be, or no more."""
        if self._call_off is not None and not wanted:
            self._call_off()
            self._call_off = None
        elif self._call_off is None and wanted and self._open and self._next_input is not None:
            self._call_off = self._next_input(self._ring)

    def _ring(self) -> None:
        if self._call_off is not None:
            self._rung = True
            self._look_soon()

    def _say_who(self, there: bool, idle: float) -> None:
        self._there, self._since = there, None
        at, wall = self._loop.at(), self._loop.wall()
        self._say(Input(at, wall) if there else Idle(at, wall, since=at - idle))

    def _say(self, event: Event) -> None:
        if self._open:  # or what was told before has closed it
            self._tell(event)
