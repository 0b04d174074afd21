"""`unsit stretch --terminal`: led by the daemon when there is one, else alone."""

import signal
from collections.abc import Callable

from unsit.cli import asking
from unsit.control import NoDaemonError, Request, TroubleError, call
from unsit.core.language import _
from unsit.daemon.alone import Opener
from unsit.lock import Lock
from unsit.loop import Loop
from unsit.terminal.led import Led
from unsit.terminal.theatre import Theatre

BY_SIGNAL = 128
"""What is added to the number of the signal that ended us, as shells do, for the exit code."""

Alone = Callable[[Opener], int]
"""Plays on the stage that it is given, without a daemon; returns the exit code."""


def play(request: Request, alone: Alone) -> int:
    """Play what a request for `stretch` asks for; return the exit code."""
    try:
        lock = Lock("session")
    except BlockingIOError:
        asking.fail(_("A stretch is being played already."))
    except OSError as problem:
        asking.fail(_("The stretch cannot be played: {problem}.").format(problem=problem))
    try:
        return _play(request, alone)
    finally:
        lock.close()


def _play(request: Request, alone: Alone) -> int:
    try:
        reply, rest, end = call({**request, "verb": "play"})
    except NoDaemonError:
        return _by_ourselves(alone)
    except TroubleError as trouble:
        asking.fail(str(trouble), asking.NO_DAEMON)
    if not reply.get("ok"):
        end.close()
        asking.fail(str(reply.get("error")))
    loop = Loop()
    with Theatre(loop) as theatre:
        led = Led(loop, theatre, end, rest)
        loop.run()
        theatre.close()
        led.close()
    loop.close()
    if led.trouble:
        asking.fail(led.trouble)
    return _code(theatre)


def _by_ourselves(alone: Alone) -> int:
    """Play with the core in this process."""
    opened: list[Theatre] = []

    def stage(loop: Loop) -> Theatre:
        opened.append(Theatre(loop))
        return opened[0]

    code = alone(stage)
    return code or (_code(opened[0]) if opened else 0)


def _code(theatre: Theatre) -> int:
    """Return the exit code of a session that went well; Ctrl+C is one of its keys."""
    return 0 if theatre.killed in (0, signal.SIGINT) else BY_SIGNAL + theatre.killed
