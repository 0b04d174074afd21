"""One thread: readable things, deadlines, fixed clock times, and posts from other threads.

Rules of this room: it blocks for ever when there is nothing to do; a callback's failure is
logged once per cause and the day goes on; the only clocks of the daemon are read here.
"""

import heapq
import itertools
import logging
import os
import selectors
import signal
import socket
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Callable
from datetime import datetime
from datetime import time as time_of_day
from typing import Any, Protocol

import schedule

if sys.platform == "win32":
    from unsit.windows import clock

log = logging.getLogger(__name__)

Callback = Callable[..., object]
GAP = 5.0
"""Seconds by which the two clocks must part before we call it a sleep: suspends are longer, and
adjustments of either clock far shorter."""


LONGEST = 24 * 60 * 60.0
"""Seconds that are waited for at a time: epoll(7) takes no more than 24.8 days."""
if sys.platform == "win32":
    NO_CONSOLE = subprocess.CREATE_NO_WINDOW
else:
    NO_CONSOLE = 0
"""The `creationflags` of a child that opens no console where we have none (Windows)."""


class HasFileno(Protocol):
    """Anything that can be waited for."""

    def fileno(self) -> int:
        """Return the file descriptor."""


class Timer:
    """A deadline that can be called off."""

    def __init__(self, due: float, callback: Callback, args: tuple[Any, ...]) -> None:
        self.due, self.callback, self.args = due, callback, args
        self.cancelled = False

    def cancel(self) -> None:
        """Call it off; harmless when it has run."""
        self.cancelled = True


class Loop:
    """Waits for what comes first and calls who asked for it."""

    def __init__(self) -> None:
        self._selector = selectors.DefaultSelector()
        self._timers: list[tuple[float, int, Timer]] = []
        self._order = itertools.count()
        self._posts: deque[tuple[Callback, tuple[Any, ...]]] = deque()
        self._wake_read, self._wake_write = socket.socketpair()
        for end in (self._wake_read, self._wake_write):
            end.setblocking(False)
        self.reader(self._wake_read, self._drain)
        self._clock_times = schedule.Scheduler()
        self._running = False
        self._complained: set[str] = set()
        self._apart = self.at() - self.waking()
        self.on_gap: Callable[[float], object] | None = None
        """Called with the `at` of falling asleep when the clocks show that the machine slept."""

    # --- time ---------------------------------------------------------------------------------

    @staticmethod
    def at() -> float:
        """Return seconds since boot, sleep included where the system can say so."""
        if sys.platform == "linux":
            return time.clock_gettime(time.CLOCK_BOOTTIME)
        if sys.platform == "win32":
            return clock.at()
        if sys.platform == "darwin":  # clock_gettime(3) there: it goes on in sleep, and never steps
            return time.clock_gettime(time.CLOCK_MONOTONIC_RAW)
        return time.monotonic()

    @staticmethod
    def waking() -> float:
        """Return seconds that stand still while the machine sleeps."""
        if sys.platform == "win32":
            return clock.waking()
        return time.monotonic()

    @staticmethod
    def wall() -> datetime:
        """Return the local time, with its offset."""
        return datetime.now().astimezone()

    # --- what to wait for -----------------------------------------------------------------------

    def reader(self, source: int | HasFileno, callback: Callback) -> None:
        """Call back whenever `source` can be read (or has ended)."""
        self._selector.register(source, selectors.EVENT_READ, callback)

    def forget(self, source: int | HasFileno) -> None:
        """Stop waiting for `source`; harmless when it is not waited for."""
        try:
            self._selector.unregister(source)
        except (KeyError, ValueError):
            pass

    def later(self, seconds: float, callback: Callback, *args: Any) -> Timer:
        """Call back after `seconds` of waking time."""
        timer = Timer(self.waking() + max(0.0, seconds), callback, args)
        heapq.heappush(self._timers, (timer.due, next(self._order), timer))
        return timer

    def soon(self, callback: Callback, *args: Any) -> None:
        """Call back in the next round; may be called from any thread."""
        self._posts.append((callback, args))
        try:
            self._wake_write.send(b"!")
        except OSError:
            pass  # it is full of wake-ups already, or the loop was closed while a thread went on

    def child(self, process: "subprocess.Popen[Any]", on_exit: Callable[[int], object]) -> None:
        """Call back with the exit status when the child has ended (negative: by that signal)."""
        if sys.platform != "linux":
            waiter = threading.Thread(
                target=lambda: self.soon(on_exit, process.wait()), daemon=True
            )
            waiter.start()
            return
        end = os.pidfd_open(process.pid)

        def ended() -> None:
            self.forget(end)
            os.close(end)
            on_exit(process.wait())

        self.reader(end, ended)

    def daily(self, moment: time_of_day, callback: Callback, *args: Any) -> None:
        """Call back each day at this local time (to the second), until `forget_daily`."""
        # A job that raises stays due for `schedule`, which would try it for ever: ours never do.
        job = self._clock_times.every().day.at(moment.strftime("%H:%M:%S"))
        job.do(self._call, callback, *args)

    def forget_daily(self) -> None:
        """Call off everything that was to happen daily."""
        self._clock_times.clear()

    # --- running --------------------------------------------------------------------------------

    def run(self) -> None:
        """Go round until stopped."""
        self._running = True
        while self._running:
            self.once()

    def stop(self) -> None:
        """Leave `run` after this round; may be called from any thread and from a signal handler."""
        self.soon(self._end)

    def wake_on_signals(self) -> None:
        """Have a signal end the waiting even when it comes just before it. Main thread only."""
        signal.set_wakeup_fd(self._wake_write.fileno(), warn_on_full_buffer=False)

    def once(self, timeout: float | None = None) -> None:
        """Wait for the next thing (at most `timeout` seconds) and carry it out."""
        ready = self._selector.select(self._patience(timeout))
        self._mind_the_gap()
        for key, _ in ready:
            # An earlier one may have had this one forgotten, and its number given to another.
            if self._selector.get_map().get(key.fd) is key:
                self._call(key.data)
        for _ in range(len(self._posts)):
            callback, args = self._posts.popleft()
            self._call(callback, *args)
        now = self.waking()
        while self._timers and self._timers[0][0] <= now:
            timer = heapq.heappop(self._timers)[2]
            if not timer.cancelled:
                self._call(timer.callback, *timer.args)
        if self._clock_times.jobs:
            self._call(self._clock_times.run_pending)

    def close(self) -> None:
        """Let go of the descriptors."""
        if threading.current_thread() is threading.main_thread():
            signal.set_wakeup_fd(-1)
        self._selector.close()
        self._wake_read.close()
        self._wake_write.close()

    def _end(self) -> None:
        self._running = False

    def _patience(self, timeout: float | None) -> float | None:
        if self._posts:
            return 0.0
        while self._timers and self._timers[0][2].cancelled:
            heapq.heappop(self._timers)
        waits = [] if timeout is None else [timeout]
        if self._timers:
            waits.append(self._timers[0][0] - self.waking())
        if self._clock_times.jobs:
            waits.append(self._clock_times.idle_seconds or 0.0)
        return max(0.0, min(*waits, LONGEST)) if waits else None

    def _mind_the_gap(self) -> None:
        # CLOCK_MONOTONIC stands still in sleep and CLOCK_BOOTTIME does not: where they have
        # parted the machine slept, whether or not anybody told us.
        at = self.at()
        apart = at - self.waking()
        slept, self._apart = apart - self._apart, apart
        if slept > GAP and self.on_gap is not None:
            self._call(self.on_gap, at - slept)

    def _drain(self) -> None:
        try:
            self._wake_read.recv(4096)
        except BlockingIOError:
            pass

    def _call(self, callback: Callback, *args: Any) -> None:
        try:
            callback(*args)
        except Exception as problem:
            cause = f"{getattr(callback, '__qualname__', callback)}: {problem!r}"
            if cause not in self._complained:
                self._complained.add(cause)
                log.exception("a callback failed: %s", cause)
