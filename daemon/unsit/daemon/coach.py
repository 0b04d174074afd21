"""The session window as a child: it is started with a plan, and tells how it is followed."""

import os
import sys
from typing import Any, Protocol

from unsit.core.language import N_
from unsit.daemon.child import Child, Hear, surroundings
from unsit.loop import Loop

NAME = N_("The session window")
STOPPED: dict[str, Any] = {"event": "ended", "outcome": "stopped", "held": [], "answer": None}
"""What a window that we ended had no time to say."""


class View(Protocol):
    """Whoever plays one session; it tells of it as the window does."""

    @property
    def open(self) -> bool:
        """Whether it has not said its last word."""

    def tell(self, wish: str) -> None:
        """Pass a wish on: pause, next, back, again, ouch or stop."""

    def close(self) -> None:
        """End it, if it has not ended, and wait a moment for its last words."""


class Stage(Protocol):
    """A place where sessions are played in place of windows: a terminal."""

    def play(self, plan: dict[str, Any], hear: Hear) -> View:
        """Begin to play a plan; `hear` gets what `Coach` would tell of it."""

    def leave(self) -> None:
        """Take note that no session follows."""


def command() -> list[str]:
    """Return the command line of the session window."""
    return [sys.executable, "-m", "unsit.window"]


class Coach(Child):
    """One session window.

    `hear` gets each of its JSON lines, and last of all, in any case, one with the event "ended"
    or "failed". Raises OSError when the child cannot be started.
    """

    def __init__(
        self,
        loop: Loop,
        plan: dict[str, Any],
        hear: Hear,
        asked: bool = True,
        token: str = "",
        argv: list[str] | None = None,
    ) -> None:
        # Led, it ends with us however we end, and keeps the next daemon's window from nothing.
        around = {**surroundings(asked, token, os.environ), "UNSIT_LED": "1"}
        super().__init__(loop, argv or command(), plan, hear, around, name=NAME, stopped=STOPPED)

    def tell(self, wish: str) -> None:
        """Pass a wish on: pause, next, back, again, ouch, floor, turn or stop."""
        self.write({"do": wish})
