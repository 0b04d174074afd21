"""Whether a screen reader runs: then it speaks, and no voice of ours beside it.

On Linux the desktop is asked (`status`), elsewhere Qt: whether anybody reads the window. Where our Qt
cannot tell a screen reader what is to be said, ours is the voice, whoever reads the window beside it.
"""

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from unsit.window import announce, bus

if TYPE_CHECKING:
    from unsit.window.voice.status import Reader


def follow(tell: Callable[[bool], None], system: str = sys.platform) -> "Reader | None":
    """Have `tell` be told whether a screen reader runs; return what is to be kept for that."""
    if not announce.can():
        tell(False)
        return None
    if system in ("win32", "darwin"):
        tell(announce.is_heard())
        return None
    session = bus.session()
    if session is None:
        tell(False)
        return None
    from unsit.window.voice.status import Reader

    return Reader(tell, session)
