"""A notification server that the bus can start, and that dies of every notice it is told to show.

    python -m tests.desktop.fake_crashing BUS FILE WHEN

A line is put to FILE at each start. WHEN is "telling", before the call is answered, or "drawing",
soon after.
"""

import os
import sys
from pathlib import Path
from typing import Any

from tests.desktop.fake_notifications import NotificationServer
from unsit.loop import Loop

CRASH = 70
"""The exit code, EX_SOFTWARE."""
DRAWING = 0.05
"""Seconds from the answer to the end."""

ROOT = Path(__file__).parents[2]
MODULE = "tests.desktop.fake_crashing"


class CrashingServer(NotificationServer):
    """Dies of what it should show."""

    def __init__(self, address: str, loop: Loop, when: str) -> None:
        self._loop, self._when = loop, when
        super().__init__(address, loop)

    def _notify(
        self, application: str, replaces: int, icon: str, title: str, body: str, *rest: Any
    ) -> tuple[int]:
        if self._when == "telling":
            os._exit(CRASH)
        self._loop.later(DRAWING, os._exit, CRASH)
        return super()._notify(application, replaces, icon, title, body, *rest)


def command(address: str, starts: Path, when: str) -> str:
    """Return what a bus is to start."""
    path = f"PYTHONPATH={ROOT}:{ROOT / 'daemon'}"
    return f"/usr/bin/env {path} {sys.executable} -m {MODULE} {address} {starts} {when}"


def main(address: str, starts: str, when: str) -> None:
    """Serve until a notice comes."""
    with Path(starts).open("a") as file:
        file.write("start\n")
    loop = Loop()
    CrashingServer(address, loop, when)
    loop.run()


if __name__ == "__main__":
    main(*sys.argv[1:])
