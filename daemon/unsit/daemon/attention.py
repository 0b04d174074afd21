"""What the daemon asks of the desktop as it goes along: which signs to follow, a gap in the typing.

The core says what would make a difference now (`core.day.signs_wanted`, `wants_lull`); nothing else
is looked at.
"""

from collections.abc import Callable

from unsit.core import day as days
from unsit.core import events as ev
from unsit.core.holding import LULL
from unsit.core.signs import INHIBITOR
from unsit.daemon.daemon import Daemon
from unsit.daemon.parts import Part
from unsit.desktop import Presence, Signs


class Attention:
    """Asks `presence` and `signs`, in time, for what the day of `daemon` wants to know.

    While `inhibits` says that we keep the screen awake ourselves, an inhibitor tells nothing: nobody
    says whose it is. It is not looked for until then.
    """

    def __init__(
        self,
        daemon: Daemon,
        presence: Part[Presence],
        signs: Part[Signs],
        inhibits: Callable[[], bool] = lambda: False,
    ) -> None:
        self._daemon, self._presence, self._signs = daemon, presence, signs
        self._inhibits = inhibits
        self._followed: frozenset[str] = frozenset()
        self._awaits_lull = False

    def attend(self) -> None:
        """Ask for what matters now; nothing is asked twice."""
        day, rules, now = self._daemon.day, self._daemon.setup.rules, self._daemon.now(ev.Ticked)
        wanted = days.signs_wanted(day, now, rules)
        if self._inhibits():
            wanted -= {INHIBITOR}
        if wanted != self._followed:
            self._followed = wanted
            self._follow()
        awaits = days.wants_lull(day, now, rules)
        if awaits and not self._awaits_lull and self._presence.now is not None:
            self._presence.now.await_lull(LULL)
        self._awaits_lull = awaits

    def ask_again(self) -> None:
        """Ask anew: whoever was asked before is gone, and another has come."""
        self._followed, self._awaits_lull = frozenset(), False
        self.attend()

    def _follow(self) -> None:
        if self._signs.now is not None:
            self._signs.now.follow(self._followed)
        elif self._followed:  # nobody can say, so nothing is known to hold
            unknown = self._daemon.now(ev.Signalled, frozenset(), self._followed)
            self._daemon.loop.soon(self._daemon.happen, unknown)
