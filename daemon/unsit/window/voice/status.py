"""The word of a Linux desktop on whether a screen reader runs.

A desktop that starts one says so on the session bus (org.a11y.Status, as the accessibility bus of
at-spi2-core keeps it). One that was started by hand, or by a session's autostart, says nothing there
but that accessibility is wanted, as others do. It is known by what it listens to: the values of things,
or announcements, are of use only to who reads them aloud.
"""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Slot
from PySide6.QtDBus import QDBusConnection, QDBusMessage, QDBusVariant

from unsit.window.bus import ask, listen
from unsit.window.notice import stand_in
from unsit.window.voice.listeners import Listeners

SERVICE, OBJECT, STATUS = "org.a11y.Bus", "/org/a11y/bus", "org.a11y.Status"
PROPERTIES = "org.freedesktop.DBus.Properties"
ENABLED, ACCESSIBLE = "ScreenReaderEnabled", "IsEnabled"

ANNOUNCED, VALUES = "Object:Announcement", "Object:ValueChanged"
"""What a screen reader listens to; the first only one that is new enough."""


class Reader(QObject):
    """Follows the state. `tell` gets it, first when it is known and then at each change."""

    def __init__(self, tell: Callable[[bool], None], bus: QDBusConnection) -> None:
        super().__init__()
        self._tell = tell
        self._bus = bus
        self._enabled = False
        self._listeners: Listeners | None = None
        self._told: bool | None = None
        listen(bus, (SERVICE, OBJECT, PROPERTIES, "PropertiesChanged"), self, "changed")
        self._ask()

    @Slot(QDBusMessage)
    def changed(self, message: QDBusMessage) -> None:
        """Ask anew: PySide6 does not take the dictionary of a change apart."""
        self._ask()

    def _ask(self) -> None:
        self._get(ENABLED, self._know_enabled)

    def _get(self, name: str, then: Callable[[bool], None]) -> None:
        message = QDBusMessage.createMethodCall(SERVICE, OBJECT, PROPERTIES, "Get")
        message.setAutoStartService(False)
        message.setArguments([STATUS, name])
        ask(self._bus, message, self, lambda values: then(_plain(values) is True))

    def _know_enabled(self, enabled: bool) -> None:
        self._enabled = enabled
        if enabled:
            self._decide(True)
        self._get(ACCESSIBLE, self._know_accessible)

    def _know_accessible(self, accessible: bool) -> None:
        if accessible and self._listeners is None:
            message = QDBusMessage.createMethodCall(SERVICE, OBJECT, SERVICE, "GetAddress")
            ask(self._bus, message, self, self._listen)
        elif not accessible:
            self._listeners = None
            self._heard(frozenset())

    def _listen(self, values: list[Any]) -> None:
        if values and self._listeners is None:
            self._listeners = Listeners(self._heard, str(_plain(values)))
        elif not values:
            self._heard(frozenset())

    def _heard(self, events: frozenset[str]) -> None:
        stand_in(VALUES in events and ANNOUNCED not in events)
        self._decide(self._enabled or VALUES in events or ANNOUNCED in events)

    def _decide(self, reads: bool) -> None:
        if reads != self._told:
            self._told = reads
            self._tell(reads)


def _plain(values: list[Any]) -> Any:
    value = values[0] if values else None
    return value.variant() if isinstance(value, QDBusVariant) else value
