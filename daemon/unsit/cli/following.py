"""`unsit status`, once or again and again: following the daemon, and waiting for one to come.

Rules of this room: it asks nobody every few seconds. The daemon tells on a line that stays open; that
it has gone shows as the end of that line; that one has come the kernel tells (fcntl(2), F_NOTIFY on
the folder of its socket), where it can. It ends when nobody reads its output any more.
"""

import json
import os
import select
import signal
import socket
import sys
from collections.abc import Callable, Iterator
from types import TracebackType
from typing import Any, Self

from unsit import control, places
from unsit.cli import asking, bars, printing
from unsit.core import showing
from unsit.core.language import _

SETTLING, TRIES = 0.05, 20
"""Seconds between tries once a socket has come, and how many: a daemon listens a moment later."""
SLOWLY = 5.0
"""Seconds between tries where the kernel does not tell."""

Say = Callable[[dict[str, Any]], str]
"""Makes a line to print of one of the daemon's."""


def status(follow: bool, wanted: str, as_json: bool) -> int:
    """Print how things stand, once or (`follow`) each time that changes; return the exit code."""
    try:
        say = _sayer(wanted, as_json)
    except bars.FormatError as wrong:
        asking.fail(str(wrong), 2)
    return _follow(say, bars.header(wanted)) if follow else _once(say, wanted)


def off() -> dict[str, Any]:
    """Return what a daemon would say that does not run."""
    shown = showing.off()
    return {
        "shown": shown,
        "sentence": shown["sentence"],
        "status": {"state": showing.OFF, "sentence": shown["sentence"]},
    }


def _sayer(wanted: str, as_json: bool) -> Say:
    if as_json:
        return lambda told: json.dumps(told["status"], ensure_ascii=False)
    if not wanted:
        return lambda told: str(told["sentence"])
    render = bars.renderer(wanted)
    return lambda told: render(told["shown"])


def _once(say: Say, wanted: str) -> int:
    try:
        told = control.ask({"verb": "status"})
    except control.NoDaemonError:
        if not wanted:
            raise
        print(say(off()), flush=True)  # a bar shows what is printed, whatever the exit code
        return asking.NO_DAEMON
    print(say(told), flush=True)
    return 0


def _follow(say: Say, header: str) -> int:
    printed = header
    if header:
        print(header, flush=True)
    with _Doorstep() as step:
        for told in _told(step):
            if not told.get("ok", True):
                asking.fail(str(told.get("error") or _("The daemon refused without a word.")))
            line = say(told)
            if line != printed:
                printed = line
                print(line, flush=True)
    return 0


def _told(step: "_Doorstep") -> Iterator[dict[str, Any]]:
    """Yield each thing that a daemon says, and `off` while there is none; end with our reader."""
    while step.has_reader:
        come = _come(step)
        if come is None:
            yield off()
            step.wait_for_daemon()
            continue
        reply, said, end = come
        yield reply
        with end:
            while step.wait_for(end) and (more := _received(end)):
                *lines, said = (said + more).split(b"\n")
                yield from map(json.loads, lines)


def _come(step: "_Doorstep") -> tuple[control.Reply, bytes, socket.socket] | None:
    """Return the daemon's first word, what came with it, and the line; None when there is none.

    A socket that has just come is tried again for a moment, and so is one that does not answer.
    """
    patient, trouble = step.knocks(), ""
    for __ in range(TRIES):
        try:
            return control.call({"verb": "follow"})
        except control.NoDaemonError:
            trouble = ""
            if not patient:
                return None
        except (control.TroubleError, OSError) as problem:
            trouble = str(problem)  # one that is dying takes calls for a moment, and answers none
        step.pause()
    if trouble:
        asking.fail(trouble, asking.NO_DAEMON)
    return None


def _received(end: socket.socket) -> bytes:
    try:
        return end.recv(control.LONGEST)
    except OSError:
        return b""


class _Doorstep:
    """Where a daemon comes in, and where our reader may go out."""

    def __enter__(self) -> Self:
        self.has_reader = True
        if sys.platform == "win32":
            self._near, self._far = socket.socketpair()
            for end in (self._near, self._far):
                end.setblocking(False)
            self._wakeup = signal.set_wakeup_fd(self._far.fileno())  # Ctrl+C ends the waiting
            return self
        self._poll = select.poll()
        self._poll.register(
            printing.OUT, 0
        )  # an end that nobody reads is told without being asked for
        self._bell, self._button = os.pipe()
        self._folder = -1
        if sys.platform == "linux":
            import fcntl

            os.set_blocking(self._bell, False)
            os.set_blocking(self._button, False)
            self._before = signal.signal(signal.SIGIO, lambda *_: None)
            self._wakeup = signal.set_wakeup_fd(self._button)
            self._folder = os.open(places.runtime_dir(), os.O_RDONLY | os.O_DIRECTORY)
            fcntl.fcntl(self._folder, fcntl.F_NOTIFY, fcntl.DN_CREATE | fcntl.DN_MULTISHOT)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if sys.platform == "win32":
            signal.set_wakeup_fd(self._wakeup)
            self._near.close()
            self._far.close()
            return
        if sys.platform == "linux":
            signal.set_wakeup_fd(self._wakeup)
            os.close(self._folder)
            signal.signal(signal.SIGIO, self._before)
        os.close(self._bell)
        os.close(self._button)

    def wait_for(self, end: socket.socket) -> bool:
        """Wait until something can be read there; False when our reader has gone."""
        self._wait(end.fileno(), None)
        return self.has_reader

    def wait_for_daemon(self) -> None:
        """Wait until one may have come, or our reader has gone."""
        if sys.platform == "linux":
            self._wait(self._bell, None)
        else:
            self._wait(None, SLOWLY)

    def knocks(self) -> bool:
        """Say whether one may have come since this was last asked."""
        if sys.platform != "linux":
            return False
        try:
            return bool(os.read(self._bell, 4096))
        except BlockingIOError:
            return False

    def pause(self) -> None:
        """Wait a moment, for a daemon that has come and does not listen yet."""
        self._wait(None, SETTLING)

    def _wait(self, source: int | None, seconds: float | None) -> None:
        if sys.platform == "win32":
            # Of a reader who has gone Windows tells nothing until something is printed.
            ends = [self._near.fileno(), *([] if source is None else [source])]
            if self._near.fileno() in select.select(ends, [], [], seconds)[0]:
                self._near.recv(64)
            return
        if source is not None:
            self._poll.register(source, select.POLLIN)
        for end, __ in self._poll.poll(None if seconds is None else int(seconds * 1000)):
            self.has_reader = self.has_reader and end != printing.OUT
        if source is not None:
            self._poll.unregister(source)
