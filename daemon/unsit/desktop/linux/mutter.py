"""Presence on GNOME: Mutter's idle monitor tells both edges, and nothing is polled.

While somebody is there one watch is set, for idleness as long as the threshold; it rings each time
that is reached. While nobody is there a second one waits for the next input. So a moving pointer
wakes no one. When the watch for idleness rings the monitor is asked how long it has been, with the
watch for input set before the question: an input between the two is seen by one or the other.

While a program keeps the session from being idle (a film, a call) Mutter does not ring for idleness,
though it counts on. For so long the counter is read at the earliest moment at which it can have
reached what is waited for.

Not seen from here: the counter stands still while the machine sleeps (see `look_again`).
"""

import logging

from unsit.core.events import Blind, Idle, Input, Lull
from unsit.core.language import N_, _
from unsit.desktop import Tell
from unsit.desktop.linux.bus import Bus, BusError
from unsit.desktop.linux.idlemonitor import Inhibition, Monitor, Ring, Watch
from unsit.loop import Loop, Timer

log = logging.getLogger(__name__)


class MutterPresence:
    """The port `Presence`, see `unsit.desktop`, by the shell's idle monitor.

    `Blind` is told when the shell goes, and how things stand when it has come back. The bus stays
    open when this is closed. Raises OSError in a plain sentence when nobody offers the
    monitor.
    """

    source = N_("GNOME's idle monitor")

    def __init__(self, bus: Bus, loop: Loop, tell: Tell, idle_after: float) -> None:
        Monitor.must_be_there(bus)
        self._loop, self._tell = loop, tell
        self._threshold = _milliseconds(idle_after)
        self._lull: int | None = None
        """Milliseconds of the lull that is waited for."""
        self._there: bool | None = None
        """Whether somebody was there when last told; None while that is not known."""
        self._blind = False
        self._watches: dict[str, Watch] = {}
        """Those that are set, by what they are for: "idle", "input", "again", "lull"."""
        self._checks: dict[str, Timer] = {}
        """When the counter is read while idleness is inhibited: "idle", "lull"."""
        self._monitor = Monitor(bus, self._owned, self._refused)
        self._inhibition = Inhibition(bus, self._inhibited)

    def watch(self, idle_after: float) -> None:
        """Use another threshold (seconds). One who is away stays away until the next input."""
        self._threshold = _milliseconds(idle_after)
        if self._there is not None:
            self._set("idle", self._monitor.when_idle(self._threshold, self._idle_rang))
        if self._there and self._inhibition.holds:
            self._look()

    def look_again(self) -> None:
        """Tell `Input` at the very next input, however recent the last: the machine just woke."""
        if self._there:
            self._set("again", self._monitor.at_input(self._back))

    def await_lull(self, seconds: float) -> None:
        """Tell `Lull` once there has been no input for so long: at once where that is so already."""
        self._lull = _milliseconds(seconds)
        if self._there is not None:
            self._listen_for_lull()

    def close(self) -> None:
        """Stop telling. May be called twice."""
        self._forget()
        self._lull = None
        self._inhibition.close()
        self._monitor.close()

    # --- the shell comes and goes -------------------------------------------------------------------

    def _owned(self, there: bool) -> None:
        self._forget()
        if not there:
            self._lose(_("GNOME Shell is gone"))
            return
        self._blind = False
        self._set("idle", self._monitor.when_idle(self._threshold, self._idle_rang))
        self._look()

    def _refused(self, problem: BusError) -> None:
        self._forget()
        words = _("GNOME's idle monitor refuses to answer ({problem})")
        self._lose(words.format(problem=problem))

    def _lose(self, reason: str) -> None:
        if not self._blind:
            self._blind = True
            log.warning("%s: presence can no longer be seen", reason)
            self._tell(Blind(self._loop.at(), self._loop.wall(), reason))

    def _forget(self) -> None:
        self._there = None
        for purpose in list(self._watches):
            self._drop(purpose)
        for timer in self._checks.values():
            timer.cancel()

    # --- who is there -------------------------------------------------------------------------------

    def _look(self) -> None:
        self._set("input", self._monitor.at_input(self._back))
        self._monitor.idle(self._reckon)

    def _idle_rang(self) -> None:
        if self._there:
            self._look()

    def _reckon(self, idle: int) -> None:
        """Act on a reading of the counter."""
        if idle >= self._threshold:
            self._gone(idle)
        elif self._there:
            self._drop("input")
            self._check("idle", self._look, idle)
        else:
            self._back()

    def _gone(self, idle: int) -> None:
        knew = self._there is not None
        self._there = False
        at = self._loop.at()
        self._tell(Idle(at, self._loop.wall(), since=at - idle / 1000))
        if not knew:
            self._listen_for_lull()

    def _back(self) -> None:
        knew = self._there is not None
        self._there = True
        self._drop("input")
        self._drop("again")
        self._check("idle", self._look)
        self._tell(Input(self._loop.at(), self._loop.wall()))
        if not knew:
            self._listen_for_lull()

    # --- a lull -------------------------------------------------------------------------------------

    def _listen_for_lull(self) -> None:
        if self._lull is not None:
            self._set("lull", self._monitor.when_idle(self._lull, self._lull_rang))
            self._look_for_lull()

    def _look_for_lull(self) -> None:
        if self._inhibition.holds:
            self._monitor.idle(self._reckon_lull)

    def _reckon_lull(self, idle: int) -> None:
        if self._lull is not None and idle >= self._lull:
            self._lull_rang()
        elif self._lull is not None:
            self._check("lull", self._look_for_lull, idle)

    def _lull_rang(self) -> None:
        self._lull = None
        self._drop("lull")
        self._tell(Lull(self._loop.at(), self._loop.wall()))

    # --- inhibited ----------------------------------------------------------------------------------

    def _inhibited(self, holds: bool) -> None:
        for timer in self._checks.values():
            timer.cancel()
        if holds and self._there:
            self._look()
        if holds and self._there is not None and self._lull is not None:
            self._look_for_lull()

    def _check(self, purpose: str, look: Ring, idle: int = 0) -> None:
        """Look again when `idle` can have grown to what is waited for, if nothing else will tell."""
        wanted = self._threshold if purpose == "idle" else self._lull
        if purpose in self._checks:
            self._checks[purpose].cancel()
        if self._inhibition.holds and wanted is not None:
            self._checks[purpose] = self._loop.later((wanted - idle) / 1000, look)

    # --- small change -------------------------------------------------------------------------------

    def _set(self, purpose: str, watch: Watch) -> None:
        self._drop(purpose)
        self._watches[purpose] = watch

    def _drop(self, purpose: str) -> None:
        if (watch := self._watches.pop(purpose, None)) is not None:
            self._monitor.give_up(watch)


def _milliseconds(seconds: float) -> int:
    return max(1, round(seconds * 1000))
