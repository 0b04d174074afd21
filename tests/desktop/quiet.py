"""Seeing that nothing happens: the one wait that no condition can end."""

import time
from collections.abc import Callable

from unsit.loop import Loop


def for_a_while(loop: Loop, seconds: float) -> None:
    """Let the loop do whatever comes in these seconds."""
    end = time.monotonic() + seconds
    while (left := end - time.monotonic()) > 0:
        loop.once(left)


def rounds_while(loop: Loop, step: Callable[[int], object], steps: int = 20) -> int:
    """Take so many steps, and return after how many of them the loop had something to do."""
    rounds = 0
    for number in range(steps):
        step(number)
        began = time.monotonic()
        loop.once(0.02)
        rounds += time.monotonic() - began < 0.019
    return rounds
