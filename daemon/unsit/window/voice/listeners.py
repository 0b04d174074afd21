"""Who listens to what programs tell of themselves, on the accessibility bus of a desktop.

Every screen reader, magnifier and keyboard on the screen says at the registry (at-spi2-registryd)
which events it wants: "Object:Announcement:", "Object:StateChanged:Focused" and so on.
"""

from collections.abc import Callable, Iterator
from typing import Any

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtDBus import QDBusArgument, QDBusConnection, QDBusMessage

from unsit.window.bus import ask, listen

REGISTRY, OBJECT = "org.a11y.atspi.Registry", "/org/a11y/atspi/registry"
CHANGES = ("EventListenerRegistered", "EventListenerDeregistered")

SOON = 50
"""Milliseconds: a screen reader that starts asks for some thirty events, one by one."""


class Listeners(QObject):
    """Tells which events somebody listens to: when it is known, and at each change."""

    def __init__(self, tell: Callable[[frozenset[str]], None], address: str) -> None:
        """`address` is the accessibility bus."""
        super().__init__()
        self._tell = tell
        self._bus = QDBusConnection.connectToBus(address, f"unsit-{id(self)}")
        for change in CHANGES:
            listen(self._bus, (REGISTRY, OBJECT, REGISTRY, change), self, "changed")
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._ask)
        self._ask()

    @Slot(QDBusMessage)
    def changed(self, message: QDBusMessage) -> None:
        """Ask anew, in a moment."""
        self._timer.start(SOON)

    def _ask(self) -> None:
        message = QDBusMessage.createMethodCall(REGISTRY, OBJECT, REGISTRY, "GetRegisteredEvents")
        ask(self._bus, message, self, self._answered)

    def _answered(self, values: list[Any]) -> None:
        self._tell(frozenset(_events(values[0]) if values else ()))


def _events(found: Any) -> Iterator[str]:
    """Take the answer apart, pairs of a listener and an event; without trailing colons.

    PySide6 offers no way out of a structure that is only read. It hands out each as a value of its
    own, however, and what can be entered as an array can be so as a structure.
    """
    if not isinstance(found, QDBusArgument):
        return
    found.beginArray()
    while not found.atEnd():
        pair = found.asVariant()
        pair.beginArray()
        pair.asVariant()  # the listener
        yield str(pair.asVariant()).rstrip(":")
