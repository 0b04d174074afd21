"""The ways in which Wayland compositors tell that nobody touches anything, as one.

Each is a notification: asked for with a length of time, it tells `IDLED` once there has been no
input for so long, and `RESUMED` at the first input after that. Its time counts from when it was
asked for or from the last input, whichever is later; what was before, nobody tells.
Sources: ext-idle-notify-v1 (wayland-protocols), org_kde_kwin_idle (plasma-wayland-protocols).
"""

import struct
from typing import NamedTuple

from unsit.core.language import N_, _
from unsit.desktop.linux.wlwire import Message, Wire

IDLED, RESUMED = 0, 1
DESTROY = 0
"""The events and the destructor of a notification have the same numbers in every protocol."""
SEAT = "wl_seat"


class Protocol(NamedTuple):
    """One of the ways."""

    source: str
    """What it is called, in words for people."""
    interface: str
    version: int
    ask: int
    """The number of the request for a notification."""
    seat_first: bool
    """Whether the request names the seat before the length of time."""
    freezes: bool
    """Whether neither edge is told while a program inhibits idleness."""
    least: float
    """Seconds; some compositors take less than this for as much."""


PROTOCOLS = (
    Protocol(
        N_("ext-idle-notify v2 (input only)"), "ext_idle_notifier_v1", 2, 2, False, False, 0.001
    ),
    Protocol("ext-idle-notify v1", "ext_idle_notifier_v1", 1, 1, False, True, 0.001),
    # KWin before 5.27 says that less than five seconds "is not idle by definition".
    Protocol(N_("KDE's idle time (org_kde_kwin_idle)"), "org_kde_kwin_idle", 1, 0, True, True, 5.0),
)
"""The best first: only the first is not silenced by a program that keeps the screen on."""


class IdleNotifier:
    """Asks a compositor for notifications, in the best way that it offers.

    Each stands for a purpose, and asking again for the same takes the place of the one before.
    Raises OSError in a plain sentence when the compositor offers none.
    """

    def __init__(self, wire: Wire) -> None:
        self._wire = wire
        self.protocol = _best(wire)
        self._seat = wire.bind(SEAT, 1)
        self._manager = wire.bind(self.protocol.interface, self.protocol.version)
        self._standing: dict[str, tuple[int, float]] = {}

    def ask(self, purpose: str, seconds: float) -> None:
        """Ask for a notification."""
        before, new = self._standing.get(purpose), self._wire.new_id()
        self._standing[purpose] = new, seconds  # even when the compositor is gone, see `seconds`
        if before is not None:
            self._wire.request(before[0], DESTROY)
        length = max(1, round(seconds * 1000))
        order = (self._seat, length) if self.protocol.seat_first else (length, self._seat)
        self._wire.request(self._manager, self.protocol.ask, struct.pack("=III", new, *order))

    def drop(self, purpose: str) -> None:
        """Let go of a notification; what it has said meanwhile is not heard any more."""
        standing = self._standing.pop(purpose, None)
        if standing is not None:
            self._wire.request(standing[0], DESTROY)

    def seconds(self, purpose: str) -> float:
        """Return how long the notification that stands for a purpose waits."""
        return self._standing[purpose][1]

    def purpose(self, message: Message) -> str:
        """Return which notification has spoken, "" = none that stands."""
        for purpose, (name, __) in self._standing.items():
            if name == message.object:
                return purpose
        return ""


def _best(wire: Wire) -> Protocol:
    for protocol in PROTOCOLS:
        if wire.offered(protocol.interface) >= protocol.version:
            if not wire.offered(SEAT):
                raise OSError(_("the Wayland compositor has no seat, so nobody can be at the keys"))
            return protocol
    raise OSError(_("the Wayland compositor does not tell when you are idle (no ext-idle-notify)"))
