"""The session window as a child: it is started with a plan, and tells how it is followed.

It can be started without one, too: it then waits out of sight until it is to `play`.
"""

import os
import sys
from typing import Any, Protocol

from unsit.core.language import N_
from unsit.daemon.child import ASKING, Child, Hear, let_forward, surroundings
from unsit.loop import Loop

NAME = N_("The session window")
STOPPED: dict[str, Any] = {"event": "ended", "outcome": "stopped", "held": [], "answer": None}
"""What a window that we ended had no time to say."""

HIDDEN = "ahead"
"""What the window is told on its command line when it is to wait out of sight."""


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
    or "failed". Raises OSError when the child cannot be started. Without a plan it is a hidden one.
    """

    def __init__(
        self,
        loop: Loop,
        plan: dict[str, Any] | None,
        hear: Hear,
        asked: bool = True,
        token: str = "",
        argv: list[str] | None = None,
    ) -> None:
        # Led, it ends with us however we end, and keeps the next daemon's window from nothing.
        around = {**surroundings(asked, token, os.environ), "UNSIT_LED": "1"}
        super().__init__(loop, argv or command(), plan, hear, around, name=NAME, stopped=STOPPED)

    @classmethod
    def hidden(cls, loop: Loop) -> "Coach":
        """Start one that waits out of sight; what becomes of it until it is to play is not told."""
        return cls(loop, None, _nothing, asked=False, argv=[*command(), HIDDEN])

    def play(self, plan: dict[str, Any], hear: Hear, asked: bool, token: str) -> None:
        """Have a hidden one play: it gets with its plan what it would have been started with."""
        self._hear = hear
        if asked:
            let_forward()
        told = surroundings(asked, token, {})
        self.write({**plan, "around": {name: told.get(name, "") for name in ASKING}})

    def tell(self, wish: str) -> None:
        """Pass a wish on: pause, next, back, again, ouch, floor, turn or stop."""
        self.write({"do": wish})


def _nothing(_: object) -> None:
    """Tell nobody."""
