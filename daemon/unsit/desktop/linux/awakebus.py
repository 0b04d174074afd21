"""The screen kept awake by the services of the session bus.

Rules of this room: a service is asked only while it is there, for nobody is to be started by us. All
are asked who are there, and one who refuses harms nobody: the same program often has several names. The portal,
which asks one of the others, is only for where there is none of them. The connection is our own: when it
ends, however it ends, each service lets go of what was asked on it.

Sources: org.freedesktop.ScreenSaver (Idle Inhibition Service Draft), the Power Management
Specification 0.2, gnome-session 43's introspection data, xdg-desktop-portal's Inhibit.
"""

from functools import partial
from typing import Any, NamedTuple

from unsit.core.language import _
from unsit.desktop.linux.bus import DAEMON, Bus, BusError
from unsit.loop import Loop

APPLICATION = "unsit"
IDLE = 8
"""The flag for "the session is not idle" of the session managers, and of the portal."""
PATIENCE = 1.0
"""Seconds in which the bus says who is there."""


class Service(NamedTuple):
    """One who can be asked; `takes` says how, and `lets_go` by what its cookie is given back."""

    name: str
    path: str
    interface: str
    takes: str
    lets_go: str


SAVER = Service(
    "org.freedesktop.ScreenSaver",
    "/org/freedesktop/ScreenSaver",
    "org.freedesktop.ScreenSaver",
    "ss",
    "UnInhibit",
)
SESSION = Service(
    "org.gnome.SessionManager",
    "/org/gnome/SessionManager",
    "org.gnome.SessionManager",
    "susu",
    "Uninhibit",
)
POWER = Service(
    "org.freedesktop.PowerManagement",
    "/org/freedesktop/PowerManagement/Inhibit",
    "org.freedesktop.PowerManagement.Inhibit",
    "ss",
    "UnInhibit",
)
PORTAL = Service(
    "org.freedesktop.portal.Desktop",
    "/org/freedesktop/portal/desktop",
    "org.freedesktop.portal.Inhibit",
    "sua{sv}",
    "",
)
SERVICES = (SAVER, SESSION, POWER)


class AwakeBus:
    """Asks every service that is there. Raises OSError when none is."""

    def __init__(self, loop: Loop, address: str) -> None:
        self._bus = Bus(address, loop)
        self._cookies: list[tuple[Service, Any]] = []
        try:
            there = [each for each in SERVICES if self._is_there(each)]
            there = there or [each for each in (PORTAL,) if self._is_there(each)]
            if not there:
                raise OSError(_("no service on the session bus keeps the screen awake"))
        except OSError:
            self._bus.close()
            raise
        for service in there:
            self._ask(service)

    def close(self) -> None:
        """Give every cookie back, and leave the bus. May be called twice."""
        while self._cookies and not self._bus.lost:
            service, cookie = self._cookies.pop()
            place = service.name, service.path, service.interface, service.lets_go
            self._bus.call(*place, "u", (cookie,))
        self._bus.close()

    def _is_there(self, service: Service) -> bool:
        try:
            return bool(self._bus.ask(*DAEMON, "NameHasOwner", "s", (service.name,), PATIENCE)[0])
        except BusError as problem:
            raise OSError(str(problem)) from problem

    def _ask(self, service: Service) -> None:
        why = _("A stretch is playing")
        facts: dict[str, tuple[Any, ...]] = {
            "ss": (APPLICATION, why),
            "susu": (APPLICATION, 0, why, IDLE),
            "sua{sv}": ("", IDLE, {"reason": ("s", why)}),
        }
        place = service.name, service.path, service.interface, "Inhibit"
        answer = partial(self._answered, service)
        self._bus.call(*place, service.takes, facts[service.takes], answer)

    def _answered(
        self, service: Service, problem: BusError | None, values: tuple[Any, ...]
    ) -> None:
        if problem is None and values and service.lets_go:
            self._cookies.append((service, values[0]))
