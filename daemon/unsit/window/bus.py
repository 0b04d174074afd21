"""Talks to D-Bus by Qt, and does without where this Qt cannot: not every package of it has QtDBus.

Nothing of QtDBus is loaded before it is asked for. PySide6 and PyQt6 differ here so that no name
can hide it: how a slot is named, and how the answer to a call is had.
"""

import os
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from unsit import qt

if TYPE_CHECKING:
    from PySide6.QtDBus import QDBusConnection, QDBusMessage, QDBusPendingCallWatcher

Place = tuple[str, str, str, str]
"""Where a signal comes from: service, path, interface, name."""


def session(environ: Mapping[str, str] = os.environ) -> "QDBusConnection | None":
    """Return the session bus; None where there is none, or Qt cannot talk to it."""
    if not environ.get("DBUS_SESSION_BUS_ADDRESS"):  # without it, a bus would be started
        return None
    try:
        from PySide6.QtDBus import QDBusConnection
    except ImportError:
        return None
    return QDBusConnection.sessionBus()


def ask(
    bus: "QDBusConnection",
    message: "QDBusMessage",
    parent: QObject | None,
    then: Callable[[list[Any]], None],
) -> "QDBusPendingCallWatcher":
    """Ask somebody, and have `then` be called with the answer; [] when there is none.

    What is returned waits for it, and is to be kept where it has no parent.
    """
    from PySide6.QtDBus import QDBusPendingCallWatcher

    call = bus.asyncCall(message)
    watcher = QDBusPendingCallWatcher(call, parent)
    watcher.finished.connect(lambda *_: _answered(call, watcher, then))
    return watcher


def listen(bus: "QDBusConnection", place: Place, receiver: QObject, slot: str) -> None:
    """Have a slot of `receiver`, which takes a QDBusMessage, be called at each signal."""
    if qt.chosen() == qt.PYQT:
        named: Any = getattr(receiver, slot)
        connect: Any = bus.connect
        connect(*place, named)
    else:
        from PySide6.QtCore import SLOT

        named = SLOT(f"{slot}(QDBusMessage)")  # it says bytes in its types, and takes no bytes
        bus.connect(*place, receiver, named)


def _answered(call: Any, watcher: QObject, then: Callable[[list[Any]], None]) -> None:
    from PySide6 import QtDBus

    watcher.deleteLater()
    theirs: Any = QtDBus
    reply = theirs.QDBusPendingReply(call).reply() if qt.chosen() == qt.PYQT else call.reply()
    error = reply.type() == QtDBus.QDBusMessage.MessageType.ErrorMessage
    then([] if error else reply.arguments())
