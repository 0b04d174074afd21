"""The switch of each notification server by which somebody turns notifications off.

Rules of this room: each switch is read soon after it is opened and told at each change, until it is
closed; what cannot be read counts as off. Where a change is not told (by a mako without the property
`Modes`) it is asked for again now and then, which is why a switch is opened only while it matters.

Sources: Plasma's libnotificationmanager (its property `Inhibited`), dunst's dbus.c, the D-Bus
interfaces of xfconf and dconf, mako's fr.emersion.Mako.xml.
"""

import logging
import subprocess
from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import Protocol

from unsit.desktop.linux.bus import Bus, BusError, Signal, Undo
from unsit.desktop.linux.served import Values
from unsit.loop import Loop, Timer

log = logging.getLogger(__name__)

NOTIFICATIONS = "org.freedesktop.Notifications"
NOTIFICATIONS_PATH = "/org/freedesktop/Notifications"
PROPERTIES = "org.freedesktop.DBus.Properties"

DUNST = "org.dunstproject.cmd0"
MAKO, MAKO_PATH = "fr.emersion.Mako", "/fr/emersion/Mako"
MAKO_MODES = frozenset({"do-not-disturb", "dnd"})
"""The names that people give to this mode: the first is the one of mako's manual."""
ASK_AGAIN = 45.0
"""Seconds between two questions to a mako that does not tell; each costs two wake-ups."""

XFCONF, XFCONF_PATH = "org.xfce.Xfconf", "/org/xfce/Xfconf"
XFCE_SETTING = ("xfce4-notifyd", "/do-not-disturb")

DCONF, DCONF_PATH = "ca.desrt.dconf", "/ca/desrt/dconf/Writer/user"
GNOME_SETTING = ("org.gnome.desktop.notifications", "show-banners")

Tell = Callable[[bool], object]


class Switch(Protocol):
    """A switch that is followed."""

    def close(self) -> None:
        """Stop telling."""


class Asking(ABC):
    """What all have in common: asking, and keeping still once closed."""

    def __init__(self, bus: Bus, tell: Tell) -> None:
        self._bus, self._tell = bus, tell
        self._undo: list[Undo] = []
        self._open = True

    def close(self) -> None:
        """Stop telling. May be called twice."""
        self._open = False
        for undo in self._undo:
            undo()

    def _call(self, where: tuple[str, str, str], member: str, *body: str) -> None:
        self._bus.call(*where, member, "s" * len(body), body, self._reply)

    def _reply(self, problem: BusError | None, body: Values) -> None:
        if self._open:
            self._took(None if problem else body[0])

    @abstractmethod
    def _took(self, answer: object) -> None:
        """Act on the first value of an answer; None = it was refused."""


class ServerProperty(Asking):
    """A property of the server itself, whose changes it tells: Plasma and dunst."""

    def __init__(
        self, interface: str, name: str, bus: Bus, loop: Loop, server: str, tell: Tell
    ) -> None:
        super().__init__(bus, tell)
        self._server, self._interface, self._name = server, interface, name
        changed = "PropertiesChanged", NOTIFICATIONS_PATH, server, interface
        self._undo = [bus.subscribe(lambda _: self._ask(), PROPERTIES, *changed)]
        self._ask()

    def _ask(self) -> None:
        where = self._server, NOTIFICATIONS_PATH, PROPERTIES
        self._call(where, "Get", self._interface, self._name)

    def _took(self, answer: object) -> None:
        self._tell(answer == ("b", True))


class XfceSetting(Asking):
    """A setting of xfce4-notifyd's, as xfconf has it."""

    def __init__(self, bus: Bus, loop: Loop, server: str, tell: Tell) -> None:
        super().__init__(bus, tell)
        for member in ("PropertyChanged", "PropertyRemoved"):
            undo = bus.subscribe(
                self._changed, XFCONF, member, XFCONF_PATH, XFCONF, arg0=XFCE_SETTING[0]
            )
            self._undo.append(undo)
        self._ask()

    def _changed(self, signal: Signal) -> None:
        if signal.body[:2] == XFCE_SETTING:
            self._ask()

    def _ask(self) -> None:
        self._call((XFCONF, XFCONF_PATH, XFCONF), "GetProperty", *XFCE_SETTING)

    def _took(self, answer: object) -> None:
        self._tell(answer == ("b", True))


class MakoModes(Asking):
    """The modes of mako. One that has the property tells its changes; an older one is asked again."""

    def __init__(self, bus: Bus, loop: Loop, server: str, tell: Tell) -> None:
        super().__init__(bus, tell)
        self._loop, self._server = loop, server
        self._timer: Timer | None = None
        self._tells = True
        """Whether it has the property, as far as is known."""
        changed = "PropertiesChanged", MAKO_PATH, server, MAKO
        self._undo = [bus.subscribe(lambda _: self._ask(), PROPERTIES, *changed)]
        self._ask()

    def close(self) -> None:
        """Stop telling. May be called twice."""
        super().close()
        if self._timer is not None:
            self._timer.cancel()

    def _ask(self) -> None:
        if self._tells:
            self._call((self._server, MAKO_PATH, PROPERTIES), "Get", MAKO, "Modes")
        else:
            self._call((self._server, MAKO_PATH, MAKO), "ListModes")

    def _took(self, answer: object) -> None:
        if self._tells and answer is None:
            self._tells = False
            self._ask()
            return
        modes = answer[1] if isinstance(answer, tuple) else answer
        self._tell(isinstance(modes, list) and not MAKO_MODES.isdisjoint(modes))
        if not self._tells:
            self._timer = self._loop.later(ASK_AGAIN, self._ask)


class GnomeSetting(Asking):
    """A setting of GNOME's. dconf says that it has changed; what it is `gsettings` says.

    The file of dconf could be read without a child, but not the defaults of the system and the
    locks of an administrator.
    """

    def __init__(self, bus: Bus, loop: Loop, server: str, tell: Tell) -> None:
        super().__init__(bus, tell)
        self._loop = loop
        self._child: subprocess.Popen[bytes] | None = None
        self._again = False
        """Whether it has changed since the child was started."""
        writer = f"{DCONF}.Writer"
        self._undo = [bus.subscribe(self._changed, writer, "Notify", DCONF_PATH, DCONF)]
        self._ask()

    def close(self) -> None:
        """Stop telling. May be called twice."""
        super().close()
        child, self._child = self._child, None
        if child is not None:
            child.kill()
            child.wait()  # here, for the loop may be closed as well
            assert child.stdout is not None
            child.stdout.close()

    def _changed(self, signal: Signal) -> None:
        schema, name = GNOME_SETTING
        key = f"/{schema.replace('.', '/')}/{name}"
        prefix, changes, _ = signal.body
        # A change is a key, or a folder that was reset with all that is in it.
        if any(key.startswith(prefix + change) for change in changes):
            self._ask()

    def _ask(self) -> None:
        self._again = self._child is not None
        if self._child is None:
            self._start()

    def _start(self) -> None:
        try:
            self._child = subprocess.Popen(
                ["gsettings", "get", *GNOME_SETTING],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )
            self._loop.child(self._child, self._ended)
        except OSError as problem:
            log.info("GNOME's settings cannot be read: %s", problem)
            self._loop.soon(self._took, None)

    def _ended(self, _: int) -> None:
        child, self._child = self._child, None
        if child is None:
            return  # we are closed
        assert child.stdout is not None
        with child.stdout:
            answer = child.stdout.read()
        if self._again:
            self._ask()
        else:
            self._took(answer)

    def _took(self, answer: object) -> None:
        if self._open:
            self._tell(answer == b"false\n")
