"""Whether a screen reader runs: then it speaks, and no voice of ours beside it.

On Linux a screen reader says so on the session bus (org.a11y.Status, as the accessibility bus of
at-spi2-core keeps it); that a bus for accessibility is there at all says nothing. Elsewhere Qt is
asked whether anybody reads the window.
"""

import os
import sys
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import SLOT, QObject, Slot
from PySide6.QtDBus import (
    QDBusConnection,
    QDBusMessage,
    QDBusPendingCall,
    QDBusPendingCallWatcher,
    QDBusVariant,
)
from PySide6.QtGui import QAccessible

SERVICE, OBJECT, STATUS = "org.a11y.Bus", "/org/a11y/bus", "org.a11y.Status"
PROPERTIES = "org.freedesktop.DBus.Properties"
ENABLED = "ScreenReaderEnabled"


class Reader(QObject):
    """Follows the state. `tell` gets it, first when it is known and then at each change."""

    def __init__(self, tell: Callable[[bool], None], bus: QDBusConnection) -> None:
        super().__init__()
        self._tell = tell
        self._bus = bus
        place = SERVICE, OBJECT, PROPERTIES, "PropertiesChanged"
        slot: Any = SLOT("changed(QDBusMessage)")  # it says bytes in its types, and takes no bytes
        self._bus.connect(*place, self, slot)
        self._ask()

    @Slot(QDBusMessage)
    def changed(self, message: QDBusMessage) -> None:
        """Ask anew: PySide6 does not take the dictionary of a change apart."""
        self._ask()

    def _ask(self) -> None:
        ask = QDBusMessage.createMethodCall(SERVICE, OBJECT, PROPERTIES, "Get")
        ask.setAutoStartService(False)
        ask.setArguments([STATUS, ENABLED])
        call = self._bus.asyncCall(ask)
        watcher = QDBusPendingCallWatcher(call, self)
        watcher.finished.connect(lambda *_: self._answered(call, watcher))

    def _answered(self, call: QDBusPendingCall, watcher: QDBusPendingCallWatcher) -> None:
        watcher.deleteLater()
        values = call.reply().arguments()
        value = values[0] if values else None
        self._tell((value.variant() if isinstance(value, QDBusVariant) else value) is True)


def follow(tell: Callable[[bool], None], system: str = sys.platform) -> Reader | None:
    """Have `tell` be told whether a screen reader runs; return what is to be kept for that."""
    if system in ("win32", "darwin"):
        tell(QAccessible.isActive())
        return None
    if not os.environ.get("DBUS_SESSION_BUS_ADDRESS"):  # without it, a bus would be started
        tell(False)
        return None
    return Reader(tell, QDBusConnection.sessionBus())
