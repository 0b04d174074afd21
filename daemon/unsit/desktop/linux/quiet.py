"""Do not disturb: whether the desktop's notifications are switched off, as their server says it.

There is no common word for it, so each server has a switch of its own (see `switches`). Nothing is
asked before this is opened nor after it is closed, and whatever a server cannot or will not say counts
as a no.

Some servers start only when the first notice comes, and would swallow it if they were switched off. As
this is opened when a notice is about to come, such a server is started by asking who it is: once.
"""

import logging
from collections.abc import Callable
from functools import partial

from unsit.desktop.linux import switches
from unsit.desktop.linux.bus import Bus, BusError, Undo
from unsit.desktop.linux.served import Values
from unsit.desktop.linux.switches import NOTIFICATIONS, NOTIFICATIONS_PATH, Switch, Tell
from unsit.loop import Loop

log = logging.getLogger(__name__)

SWITCHES: dict[str, Callable[[Bus, Loop, str, Tell], Switch]] = {
    "Plasma": partial(switches.ServerProperty, NOTIFICATIONS, "Inhibited"),
    "Xfce Notify Daemon": switches.XfceSetting,
    "dunst": partial(switches.ServerProperty, switches.DUNST, "paused"),
    "gnome-shell": switches.GnomeSetting,
    "mako": switches.MakoModes,
}
"""Which switch is whose, by the name that it gives itself."""


class DoNotDisturb:
    """Tells whether notifications are switched off: soon, and at each change, whoever shows them.

    Nobody to show them, and a server that is not known here, count as a no. Raises OSError when the
    bus is gone.
    """

    def __init__(self, bus: Bus, loop: Loop, tell: Tell) -> None:
        if bus.lost:
            raise OSError("the session bus is gone")
        self._bus, self._loop, self._tell = bus, loop, tell
        self._told: bool | None = None
        self._owner = ""
        self._may_start = True
        self._switch: Switch | None = None
        self._undo: Undo | None = bus.watch_name(NOTIFICATIONS, self._owned)

    def close(self) -> None:
        """Stop telling. May be called twice."""
        self._leave()
        if self._undo is not None:
            self._undo()
            self._undo = None

    def _owned(self, owner: str) -> None:
        self._leave()
        self._owner = owner
        if owner or self._may_start:
            answered = partial(self._answered, owner)
            where = owner or NOTIFICATIONS, NOTIFICATIONS_PATH, NOTIFICATIONS
            self._bus.call(*where, "GetServerInformation", reply=answered)
        else:
            self._say(False)
        self._may_start = False

    def _answered(self, owner: str, problem: BusError | None, body: Values) -> None:
        if owner != self._owner or self._undo is None:
            return
        opener = None if problem else SWITCHES.get(str(body[0]))
        if opener is None:
            log.info("nobody here knows how to ask %s for quiet", problem or body[0])
            self._say(False)
        else:
            self._switch = opener(self._bus, self._loop, owner, self._say)

    def _leave(self) -> None:
        self._owner = ""
        if self._switch is not None:
            self._switch.close()
            self._switch = None

    def _say(self, quiet: bool) -> None:
        if quiet != self._told:
            self._told = quiet
            self._tell(quiet)
