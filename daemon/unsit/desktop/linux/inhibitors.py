"""Whether a program keeps the session from being idle, as far as ordinary clients can see.

Rules of this room: a service is asked only while it is there, for nobody is to be started by us; who
keeps the session from being idle, and why, is not asked for. A change is told by a signal, and what
holds then is asked for: signals differ between versions, the questions do not.

- Session managers of GNOME, Cinnamon and MATE: `IsInhibited`.
- What keeps the power: Plasma's policy agent is asked about the screen, since its answer to the
  common interface is about sleep, which a mere download holds off, too. Elsewhere (Xfce, MATE) the
  common interface is all there is. So of these the first that is there is asked. Xfce's promises a
  signal and never sends it, so until one comes the question is asked again now and then.
- logind, for `systemd-inhibit --what=idle` and others: `open_logind_inhibitors`.

Inhibitors that only a Wayland compositor knows of cannot be seen here.
Sources: the introspection data of gnome-session 43, powerdevil 5.27 and xfce4-power-manager 4.18,
which were all tried; org.freedesktop.login1(5).
"""

from collections.abc import Callable
from typing import Any

from unsit.desktop.linux.asked import Asked, Service
from unsit.desktop.linux.bus import DAEMON, Bus, BusError, Signal, system_address
from unsit.desktop.linux.properties import PROPERTIES, get, news
from unsit.desktop.linux.votes import Votes
from unsit.loop import Loop

IDLE = 8
"""The flag for "keeps the session from being idle" of org.gnome.SessionManager."""

SCREEN = 4
"""The flag for "keeps the screen as it is" of Plasma's policy agent, which waits for 5 s with it."""

SESSION = Service(
    "org.gnome.SessionManager",
    "/org/gnome/SessionManager",
    "org.gnome.SessionManager",
    "IsInhibited",
    "u",
    (IDLE,),
    ("InhibitorAdded", "InhibitorRemoved"),
)
PLASMA = Service(
    "org.kde.Solid.PowerManagement.PolicyAgent",
    "/org/kde/Solid/PowerManagement/PolicyAgent",
    "org.kde.Solid.PowerManagement.PolicyAgent",
    "HasInhibition",
    "u",
    (SCREEN,),
    ("InhibitionsChanged",),
)
COMMON = Service(
    "org.freedesktop.PowerManagement",
    "/org/freedesktop/PowerManagement/Inhibit",
    "org.freedesktop.PowerManagement.Inhibit",
    "HasInhibit",
    "",
    (),
    ("HasInhibitChanged",),
    keeps_its_word=False,
)
ALONE = COMMON._replace(name="org.freedesktop.PowerManagement.Inhibit")
"""The same from a program that has only this name."""

LOGIND = "org.freedesktop.login1"
MANAGER = "/org/freedesktop/login1"
BLOCKED = "BlockInhibited"
START_TIMEOUT = 1.0
"""Seconds in which the bus, not logind, says whether logind is there."""


def open_inhibitors(bus: Bus, loop: Loop, tell: Callable[[bool], object]) -> "Inhibitors":
    """Tell whether the session is kept from being idle, now and at each change, until closed."""
    return Inhibitors(bus, loop, tell)


def open_logind_inhibitors(
    loop: Loop, tell: Callable[[bool], object], bus: Bus | None = None
) -> "LogindInhibitors":
    """Tell the same as logind knows it; without `bus` by a connection to the system bus of its own.

    Raises OSError with a plain reason when there is no system bus, or no logind on it.
    """
    return LogindInhibitors(loop, tell, bus)


class Inhibitors:
    """What the services of the session say."""

    def __init__(self, bus: Bus, loop: Loop, tell: Callable[[bool], object]) -> None:
        self._votes = Votes(loop, tell)
        self._asked = [
            Asked(bus, loop, self._votes, "session", (SESSION,)),
            Asked(bus, loop, self._votes, "power", (PLASMA, COMMON, ALONE)),
        ]

    def close(self) -> None:
        """Tell nothing any more, and ask the bus for nothing. May be called twice."""
        self._votes.close()
        for each in self._asked:
            each.close()


class LogindInhibitors:
    """What logind says: its `BlockInhibited` lists what is blocked, divided by colons."""

    def __init__(self, loop: Loop, tell: Callable[[bool], object], bus: Bus | None = None) -> None:
        self._tell, self._closed = tell, False
        self._said: bool | None = None
        self._bus = bus or Bus(system_address(), loop, self._lost)
        self._is_ours = bus is None
        try:
            _must_have_logind(self._bus)
        except OSError:
            self._hang_up()
            raise
        self._owner = ""
        self._undo = (
            self._bus.subscribe(self._changed, PROPERTIES, "PropertiesChanged", MANAGER, LOGIND),
            self._bus.watch_name(LOGIND, self._owned),
        )

    def close(self) -> None:
        """Tell nothing any more, and let go of the bus. May be called twice."""
        self._closed = True
        for undo in self._undo:
            undo()
        self._hang_up()

    def _hang_up(self) -> None:
        if self._is_ours:
            self._bus.close()

    def _owned(self, owner: str) -> None:
        self._owner = owner
        self._ask()

    def _changed(self, signal: Signal) -> None:
        told, blocked = news(signal, BLOCKED)
        if told and blocked is None:
            self._ask()
        elif told:
            self._take(blocked)

    def _ask(self) -> None:
        if self._owner:
            get(self._bus, self._owner, MANAGER, f"{LOGIND}.Manager", BLOCKED, self._take)
        else:
            self._take("")

    def _take(self, blocked: Any) -> None:
        idle = isinstance(blocked, str) and "idle" in blocked.split(":")
        if idle is not self._said and not self._closed:
            self._said = idle
            self._tell(idle)

    def _lost(self) -> None:
        self._take("")


def _must_have_logind(bus: Bus) -> None:
    try:
        (there,) = bus.ask(*DAEMON, "NameHasOwner", "s", (LOGIND,), START_TIMEOUT)
    except (BusError, OSError) as problem:
        raise OSError(f"the system bus does not answer: {problem}") from problem
    if not there:
        raise OSError("logind is not on the system bus")
