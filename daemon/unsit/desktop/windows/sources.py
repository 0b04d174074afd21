"""Which sources tell of which sign on Windows (see `core.signs`), each opened when it is followed."""

import sys

assert sys.platform == "win32"

from collections.abc import Callable, Mapping

from unsit.core import signs
from unsit.core.language import N_, _
from unsit.desktop.signs import Closable, Opener
from unsit.loop import Loop

Say = Callable[[bool], object]

UNHEARD = {
    signs.MEDIA: N_("Unsit does not hear of media players yet on this system"),
    signs.INHIBITOR: N_("Windows tells only administrators who keeps the screen awake"),
    signs.SHARING: N_("Windows does not tell whether the screen is shared"),
}
"""What nobody here tells of, and why."""


def openers(loop: Loop) -> Mapping[str, tuple[Opener, ...]]:
    """Return what opens the sources of each sign."""

    def call(say: Say) -> Closable:
        from unsit.desktop.windows.call import Call

        return Call(loop, say)

    def fullscreen(say: Say) -> Closable:
        from unsit.desktop.windows.fullscreen import FULLSCREEN, Judgement

        return Judgement(loop, say, FULLSCREEN)

    def quiet(say: Say) -> Closable:
        from unsit.desktop.windows.fullscreen import QUIET, Judgement

        return Judgement(loop, say, QUIET)

    return {
        signs.CALL: (call,),
        signs.FULLSCREEN: (fullscreen,),
        signs.DO_NOT_DISTURB: (quiet,),
        **{sign: (_unheard(why),) for sign, why in UNHEARD.items()},
    }


def _unheard(why: str) -> Opener:
    def opener(__: Say) -> Closable:
        raise OSError(_(why))

    return opener
