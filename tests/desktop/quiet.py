"""Seeing that nothing happens: the one wait that no condition can end."""

import time

from unsit.loop import Loop


def for_a_while(loop: Loop, seconds: float) -> None:
    """Let the loop do whatever comes in these seconds."""
    end = time.monotonic() + seconds
    while (left := end - time.monotonic()) > 0:
        loop.once(left)
