"""Who is at the keys, on Windows: when the last input came is asked, and the next one is told.

Windows tells nobody that there has been no input for a while, but says at any time when the last came.
So while somebody is there it is asked once per threshold at most: as soon as it could have been passed,
and no sooner. Somebody who types all day costs one question every few minutes.

While nobody is there, the next input is told by Windows (`Keys.next_input`), and asking for it ends
with the first: a moving mouse would wake us a hundred times a second. What is told so has holes
(input for a program with more rights than ours, a remote desktop), and so the question is asked beside
it, every `NET` seconds. That costs a few microseconds; every second, without raw input, would cost as
little but keep the processor from its deepest rest for as long as everybody is away.

Not seen from here: input that a program makes up counts as input, as Windows itself takes it.
"""

from collections.abc import Callable
from typing import Protocol

from unsit.core.events import Event, Idle, Input, Lull
from unsit.core.language import N_
from unsit.desktop import Tell
from unsit.loop import Loop, Timer

NET = 5.0
"""Seconds between two looks while nobody is there."""
GRAIN = 0.02
"""Seconds by which Windows's count of milliseconds steps (GetTickCount: 10 to 16 ms)."""


class Keys(Protocol):
    """What Windows knows of the keys, the mouse, the pen and the finger."""

    def idle(self) -> float:
        """Return for how many seconds there has been no input. Raises OSError."""

    def next_input(self, ring: Callable[[], object]) -> Callable[[], None]:
        """Ring at the next input, from the loop, once; return what calls that off."""


class WindowsPresence:
    """Tells `Input`, `Idle` and `Lull`; the first state soon after the start.

    Raises OSError when Windows does not say when the last input came.
    """

    source = N_("Windows’s record of the last input")

    def __init__(self, loop: Loop, tell: Tell, idle_after: float, keys: Keys) -> None:
        self._loop, self._tell, self._keys = loop, tell, keys
        self._threshold = idle_after
        self._there: bool | None = None
        """Whether somebody was there when last told; None before the first telling."""
        self._lull = 0.0
        """Seconds of the lull that is waited for."""
        self._timers: dict[str, Timer] = {}
        self._call_off: Callable[[], None] | None = None
        """Ends the waiting for the next input, while there is one."""
        self._last = 0.0
        """When the last input came (`Loop.at`), as known when the waiting began."""
        self._open = True
        keys.idle()
        self._set("away", 0.0, self._look)

    def watch(self, idle_after: float) -> None:
        """Use another threshold (seconds). One who is away stays away until the next input."""
        self._threshold = idle_after
        if self._there:
            self._set("away", 0.0, self._look)

    def look_again(self) -> None:
        """Tell `Input` at the very next input, however recent the last: the machine just woke."""
        if self._there:
            self._listen()

    def await_lull(self, seconds: float) -> None:
        """Tell `Lull` once, as soon as there has been no input for so long."""
        self._lull = seconds
        self._set("lull", 0.0, self._look_for_lull)

    def close(self) -> None:
        """Stop telling. May be called twice."""
        self._open = False
        self._stop_listening()
        for timer in self._timers.values():
            timer.cancel()

    # --- looking ----------------------------------------------------------------------------------

    def _look(self) -> None:
        idle = self._keys.idle()
        if idle >= self._threshold:
            self._gone(idle)
        elif self._there:
            self._set("away", self._threshold - idle, self._look)
        else:
            self._back(idle)

    def _look_for_lull(self) -> None:
        idle = self._keys.idle()
        if idle >= self._lull:
            self._say(Lull(self._loop.at(), self._loop.wall()))
        else:
            self._set("lull", self._lull - idle, self._look_for_lull)

    def _gone(self, idle: float) -> None:
        self._there = False
        at = self._loop.at()
        self._say(Idle(at, self._loop.wall(), since=at - idle))
        self._listen()

    def _back(self, idle: float) -> None:
        self._there = True
        self._stop_listening()
        self._set("away", self._threshold - idle, self._look)
        self._say(Input(self._loop.at(), self._loop.wall()))

    # --- waiting for the next input -----------------------------------------------------------------

    def _listen(self) -> None:
        self._stop_listening()
        if self._open:
            self._last = self._loop.at() - self._keys.idle()
            self._call_off = self._keys.next_input(self._touched)
            self._set("net", 0.0, self._look_beside)

    def _look_beside(self) -> None:
        """See whether input came that was not told: between two questions, or of another kind."""
        if self._loop.at() - self._keys.idle() > self._last + 2 * GRAIN:
            self._touched()
        else:
            self._set("net", NET, self._look_beside)

    def _touched(self) -> None:
        if self._call_off is not None:
            self._back(0.0)

    def _stop_listening(self) -> None:
        if self._call_off is not None:
            self._call_off()
            self._call_off = None
            self._timers["net"].cancel()

    # --- the rest -----------------------------------------------------------------------------------

    def _set(self, purpose: str, seconds: float, look: Callable[[], object]) -> None:
        if purpose in self._timers:
            self._timers[purpose].cancel()
        if self._open:
            # A moment too early would mean a second look.
            later = seconds + GRAIN if seconds else 0.0
            self._timers[purpose] = self._loop.later(later, look)

    def _say(self, event: Event) -> None:
        if self._open:
            self._tell(event)
