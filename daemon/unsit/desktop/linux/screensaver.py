"""The lock as the screen savers of the desktops tell it on the session bus.

Rules of this room: a saver is never started by us. Names are only watched, and whoever has one is
called by its unique name, for which a bus starts nobody. What goes while it is active is active no
more: nobody would say so later. What cannot be understood counts as "not active".

Source: the interface of gnome-screensaver 3, which all of them kept (`GetActive`, `ActiveChanged`);
KDE's locker has it under freedesktop's name, at a path of its own besides the common one. GNOME
has a proxy under that name that knows no `GetActive`: it is asked in vain, and harmlessly.
"""

from functools import partial

from unsit.core.events import Locked, Unlocked
from unsit.core.language import N_, _
from unsit.desktop import Tell
from unsit.desktop.linux.bus import Bus, BusError, Signal, Undo
from unsit.desktop.linux.served import Values
from unsit.loop import Loop

SAVERS = {
    "org.freedesktop.ScreenSaver": ("/org/freedesktop/ScreenSaver", "/ScreenSaver"),
    "org.gnome.ScreenSaver": ("/org/gnome/ScreenSaver",),
    "org.cinnamon.ScreenSaver": ("/org/cinnamon/ScreenSaver",),
    "org.mate.ScreenSaver": ("/org/mate/ScreenSaver",),
    "org.xfce.ScreenSaver": ("/org/xfce/ScreenSaver",),
}
"""Where each may be asked, by its name, which is its interface, too."""

ABSENT = N_("no screen saver that tells of a lock is on the session bus")
GONE = N_("the session bus is gone")


class ScreenSaver:
    """Tells `Locked` when the first of the savers becomes active, `Unlocked` when none is any more.

    `Locked` comes soon after the start if one is active then. The bus is shared and is not closed
    here; when it is lost nothing is told any more.
    """

    def __init__(self, bus: Bus, loop: Loop, tell: Tell) -> None:
        self._bus, self._loop, self._tell = bus, loop, tell
        self._owners: dict[str, str] = {}
        """Who has each name; "" = nobody, absent = not known yet."""
        self._active: set[str] = set()
        self._undo: list[Undo] = []
        for name in SAVERS:
            changed = partial(self._changed, name)
            # At whichever path: KDE tells each change at two.
            self._undo.append(bus.subscribe(changed, name, "ActiveChanged", sender=name))
            self._undo.append(bus.watch_name(name, partial(self._owned, name)))

    @property
    def missing(self) -> str:
        """Why nothing is heard now, in a sentence without a full stop; "" while a saver is there."""
        if self._bus.lost:
            return GONE
        known = len(self._owners) == len(SAVERS)
        return _(ABSENT) if known and not any(self._owners.values()) else ""

    def close(self) -> None:
        """Stop telling. May be called twice."""
        while self._undo:
            self._undo.pop()()

    def _owned(self, name: str, owner: str) -> None:
        self._owners[name] = owner
        self._mark(name, False)
        if owner:
            self._ask(name, owner, SAVERS[name])

    def _ask(self, name: str, owner: str, paths: tuple[str, ...]) -> None:
        """Ask at the first of these paths, and at the next where there is nothing to be asked."""

        def reply(problem: BusError | None, body: Values) -> None:
            if not self._undo or self._owners[name] != owner:
                return  # we are closed, or another has the name by now
            if problem is None:
                self._mark(name, _flag(body))
            elif paths[1:]:
                self._ask(name, owner, paths[1:])

        self._bus.call(owner, paths[0], name, "GetActive", reply=reply)

    def _changed(self, name: str, signal: Signal) -> None:
        self._mark(name, _flag(signal.body))

    def _mark(self, name: str, active: bool) -> None:
        before = bool(self._active)
        if active:
            self._active.add(name)
        else:
            self._active.discard(name)
        if bool(self._active) != before:
            event = Unlocked if before else Locked
            self._tell(event(self._loop.at(), self._loop.wall()))


def _flag(body: Values) -> bool:
    return body[:1] == (True,)
