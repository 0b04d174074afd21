"""Which signs a Mac gives (see `core.signs`), each looked for only while it is followed.

Nobody tells of them unasked, so they are looked for every few seconds. What `UNHEARD` names has no public
way to it: MediaRemote, which knows what plays, and the state of Focus are Apple's own.
"""

from collections.abc import Callable, Mapping

from unsit.core import signs
from unsit.core.language import N_, _
from unsit.desktop.signs import Closable, Opener
from unsit.loop import Loop, Timer

EVERY = 5.0
"""Seconds between looks."""

UNHEARD = {
    signs.MEDIA: N_("Unsit does not hear of media players yet on this system"),
    signs.SHARING: N_("macOS does not tell whether the screen is shared"),
    signs.DO_NOT_DISTURB: N_("macOS does not tell whether Focus keeps notifications back"),
}
"""What nobody here tells of, and why."""

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

    return {
        signs.CALL: (call,),
        signs.INHIBITOR: (inhibitor,),
        signs.FULLSCREEN: (fullscreen,),
        **{sign: (_unheard(why),) for sign, why in UNHEARD.items()},
    }


def _unheard(why: str) -> Opener:
    def opener(__: Say) -> Closable:
        raise OSError(_(why))

    return opener
