"""Which signs a Mac gives (see `core.signs`), each looked for only while it is followed.

Nobody tells of them unasked, so they are looked for every few seconds. What is left out has no public
way to it: what plays (MediaRemote is Apple's own), whether the screen is shared, and whether Focus keeps
notices back.
"""

from collections.abc import Callable, Mapping

from unsit.core import signs
from unsit.desktop.signs import Closable, Opener
from unsit.loop import Loop, Timer

EVERY = 5.0
"""Seconds between looks."""

Say = Callable[[bool], object]


class Looking:
    """Looks whether a sign holds, now and again. `holds` must not raise."""

    def __init__(self, loop: Loop, holds: Callable[[], bool], say: Say) -> None:
        self._loop, self._holds, self._say = loop, holds, say
        self._timer: Timer = loop.later(0, self._look)

    def close(self) -> None:
        """Look no more. May be called twice."""
        self._timer.cancel()

    def _look(self) -> None:
        self._timer = self._loop.later(EVERY, self._look)
        self._say(self._holds())


def openers(loop: Loop) -> Mapping[str, tuple[Opener, ...]]:
    """Return what opens the source of each sign; it is imported then."""

    def call(say: Say) -> Closable:
        from unsit.desktop.macos.microphone import Microphone

        return Looking(loop, Microphone().listens, say)

    def inhibitor(say: Say) -> Closable:
        from unsit.desktop.macos.assertions import Assertions

        return Looking(loop, Assertions().hold, say)

    def fullscreen(say: Say) -> Closable:
        from unsit.desktop.macos.screens import fills_one

        return Looking(loop, fills_one, say)

    return {signs.CALL: (call,), signs.INHIBITOR: (inhibitor,), signs.FULLSCREEN: (fullscreen,)}
