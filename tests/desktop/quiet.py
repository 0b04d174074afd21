"""Seeing that nothing happens: the one wait that no condition can end.

It is always safe: a machine that is busy makes it longer, and never makes anything come.
"""

import time
from collections.abc import Callable

from tests.desktop.stage import until
from unsit.loop import Loop


def for_a_while(loop: Loop, seconds: float) -> None:
    """Let the loop do whatever comes in these seconds."""
    end = time.monotonic() + seconds
    while (left := end - time.monotonic()) > 0:
        loop.once(left)


def sleeps(loop: Loop, seconds: float) -> bool:
    """Go one round; say whether these seconds passed before the loop had something to do."""
    passed: list[bool] = []
    timer = loop.later(seconds, passed.append, True)
    loop.once()
    timer.cancel()
    return bool(passed)


def comes_to_rest(loop: Loop, seconds: float = 0.5) -> None:
    """Go round until nothing has come for so long; what looks again and again never rests."""
    until(f"rest of {seconds:g} s", lambda: sleeps(loop, seconds))


def rounds_while(loop: Loop, step: Callable[[int], object], steps: int = 20) -> int:
    """Take so many steps, and return after how many of them the loop had something to do."""
    comes_to_rest(loop, 0.2)
    rounds = 0
    for number in range(steps):
        step(number)
        rounds += not sleeps(loop, 0.02)
    return rounds
