"""Mutter's idle monitor on the session bus: watches, the question how long, and its coming and going.

Rules of this room: everything is asked in passing but whether anybody offers it at all. Everybody hears
the rings of all programs' watches, so a watch is known by its number, and the ring of one that was
given up (or that has no number yet: it is told in the answer, which comes first) means nothing.
Mutter keeps no watch for idleness while something inhibits it; `Inhibition` tells when that is so.
Source: mutter's data/dbus-interfaces/org.gnome.Mutter.IdleMonitor.xml and gnome-session's
org.gnome.SessionManager.xml.
"""

from collections.abc import Callable
from functools import partial

from unsit.core.language import _
from unsit.desktop.linux.bus import DAEMON, Bus, BusError, Signal
from unsit.desktop.linux.served import Values

NAME = "org.gnome.Mutter.IdleMonitor"
PATH = "/org/gnome/Mutter/IdleMonitor/Core"
"""The monitor of all devices together."""
START_TIMEOUT = 1.0
"""Seconds; the bus answers in a millisecond."""

SESSION = "org.gnome.SessionManager"
SESSION_PATH = "/org/gnome/SessionManager"
PROPERTIES = "org.freedesktop.DBus.Properties"
NO_IDLE = 8
"""The flag of an inhibitor that keeps the session from being marked as idle."""

Ring = Callable[[], object]


class Watch:
    """A watch of ours, from the asking on; it can be given up before it has its number."""

    def __init__(self, ring: Ring, once: bool) -> None:
        self.ring, self.once = ring, once
        self.number: int | None = None


class Monitor:
    """The monitor, whoever offers it now. `on_owner` is told whether anybody does, at each change.

    `on_refusal` is told when it is there and does not do what it is asked. All times are in
    milliseconds.
    """

    def __init__(
        self,
        bus: Bus,
        on_owner: Callable[[bool], object],
        on_refusal: Callable[[BusError], object],
    ) -> None:
        self._bus, self._on_owner, self._on_refusal = bus, on_owner, on_refusal
        self._owner = ""
        self._watches: set[Watch] = set()
        self._undo = [
            bus.subscribe(self._rang, NAME, "WatchFired", PATH, NAME),
            bus.watch_name(NAME, self._owned),
        ]

    @staticmethod
    def must_be_there(bus: Bus) -> None:
        """Raise OSError with a plain reason when nobody offers the monitor."""
        try:
            (there,) = bus.ask(*DAEMON, "NameHasOwner", "s", (NAME,), START_TIMEOUT)
        except (BusError, OSError) as problem:
            raise OSError(
                _("the session bus does not answer: {problem}").format(problem=problem)
            ) from problem
        if not there:
            raise OSError(_("GNOME's idle monitor is not on the session bus"))

    def idle(self, take: Callable[[int], object]) -> None:
        """Ask for how long there has been no input."""
        asked = self._owner

        def reply(problem: BusError | None, body: Values) -> None:
            if self._owner != asked or not self._undo:
                return
            if problem is None:
                take(body[0])
            else:
                self._refused(problem)

        self._call("GetIdletime", reply=reply)

    def when_idle(self, milliseconds: int, ring: Ring) -> Watch:
        """Ring each time that there has been no input for so long: at once where that is so."""
        return self._add("AddIdleWatch", ring, "t", (milliseconds,))

    def at_input(self, ring: Ring) -> Watch:
        """Ring once, at the next input."""
        return self._add("AddUserActiveWatch", ring, once=True)

    def give_up(self, watch: Watch) -> None:
        """Let a watch never ring again; harmless when it is over."""
        if watch in self._watches:
            self._watches.remove(watch)
            self._remove(watch)

    def close(self) -> None:
        """Give up everything. May be called twice."""
        for undo in self._undo:
            undo()
        self._undo = []
        for watch in list(self._watches):
            self.give_up(watch)

    def _add(
        self, member: str, ring: Ring, signature: str = "", body: Values = (), once: bool = False
    ) -> Watch:
        watch = Watch(ring, once)
        self._watches.add(watch)
        self._call(member, signature, body, partial(self._added, watch))
        return watch

    def _added(self, watch: Watch, problem: BusError | None, body: Values) -> None:
        if problem is None:
            (watch.number,) = body
            if watch not in self._watches:
                self._remove(watch)
        elif watch in self._watches:
            self._watches.remove(watch)
            self._refused(problem)

    def _refused(self, problem: BusError) -> None:
        if not self._bus.lost:
            self._on_refusal(problem)

    def _remove(self, watch: Watch) -> None:
        if watch.number is not None:
            self._call("RemoveWatch", "u", (watch.number,))

    def _rang(self, signal: Signal) -> None:
        for watch in [each for each in self._watches if (each.number,) == signal.body]:
            if watch.once:
                self._watches.discard(watch)
            watch.ring()

    def _owned(self, owner: str) -> None:
        self._watches.clear()  # they went with the one who kept them
        self._owner = owner
        self._on_owner(bool(owner))

    def _call(
        self,
        member: str,
        signature: str = "",
        body: Values = (),
        reply: Callable[[BusError | None, Values], object] | None = None,
    ) -> None:
        self._bus.call(NAME, PATH, NAME, member, signature, body, reply)


class Inhibition:
    """Whether something keeps the session from being idle; `tell` is told at each change.

    At first nothing does, as where nobody manages the session.
    """

    def __init__(self, bus: Bus, tell: Callable[[bool], object]) -> None:
        self._bus, self._tell = bus, tell
        self.holds = False
        self._undo = [
            bus.subscribe(
                lambda _: self._ask(),
                PROPERTIES,
                "PropertiesChanged",
                SESSION_PATH,
                SESSION,
                arg0=SESSION,
            ),
            bus.watch_name(SESSION, self._owned),
        ]

    def close(self) -> None:
        """Stop telling. May be called twice."""
        for undo in self._undo:
            undo()
        self._undo = []

    def _owned(self, owner: str) -> None:
        if owner:
            self._ask()
        else:
            self._take(0)

    def _ask(self) -> None:
        body = (SESSION, "InhibitedActions")
        self._bus.call(SESSION, SESSION_PATH, PROPERTIES, "Get", "ss", body, self._answered)

    def _answered(self, problem: BusError | None, body: Values) -> None:
        self._take(0 if problem else body[0][1])

    def _take(self, actions: int) -> None:
        holds = bool(actions & NO_IDLE)
        if holds != self.holds and self._undo:
            self.holds = holds
            self._tell(holds)
