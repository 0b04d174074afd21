"""Which sources tell of which sign on Linux (see `core.signs`), each opened when it is followed.

A source is imported when it is opened: most days are without calls, and the daemon stays small.
"""

import os
from collections.abc import Callable, Mapping

from unsit.core import signs
from unsit.desktop.linux.bus import Bus
from unsit.desktop.signs import Closable, Opener
from unsit.loop import Loop

Say = Callable[[bool], object]
Session = Callable[[], Bus]
"""Returns our place on the session bus; OSError when there is none."""


def openers(loop: Loop, session: Session) -> Mapping[str, tuple[Opener, ...]]:
    """Return what opens the sources of each sign."""

    def media(say: Say) -> Closable:
        from unsit.desktop.linux.media import open_media

        return open_media(session(), loop, say)

    def inhibitors(say: Say) -> Closable:
        from unsit.desktop.linux.inhibitors import open_inhibitors

        return open_inhibitors(session(), loop, say)

    def logind_inhibitors(say: Say) -> Closable:
        from unsit.desktop.linux.inhibitors import open_logind_inhibitors

        return open_logind_inhibitors(loop, say)

    def call(say: Say) -> Closable:
        from unsit.desktop.linux.pulse import open_call

        return open_call(loop, say)

    def sharing(say: Say) -> Closable:
        from unsit.desktop.linux.pipewire import open_sharing

        return open_sharing(loop, say)

    def wlroots(say: Say) -> Closable:
        from unsit.desktop.linux.toplevels import WlrFullscreen

        return WlrFullscreen(loop, say)

    def x11(say: Say) -> Closable:
        if os.environ.get("WAYLAND_DISPLAY"):  # XWayland would be started by our asking
            raise OSError("this is a Wayland session, of which an X server sees little")
        from unsit.desktop.linux.x11full import X11Fullscreen

        return X11Fullscreen(loop, say)

    def do_not_disturb(say: Say) -> Closable:
        from unsit.desktop.linux.quiet import DoNotDisturb

        return DoNotDisturb(session(), loop, say)

    return {
        signs.MEDIA: (media,),
        signs.CALL: (call,),
        signs.INHIBITOR: (inhibitors, logind_inhibitors),
        signs.FULLSCREEN: (wlroots, x11),
        signs.SHARING: (sharing,),
        signs.DO_NOT_DISTURB: (do_not_disturb,),
    }
