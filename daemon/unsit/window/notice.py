"""Stands in for announcements where a screen reader does not know them.

Qt tells a change as an announcement; Orca 43, which Debian 12 has, is deaf to those. It speaks what
it takes for a notification of a desktop, wherever the focus is: something of that role that comes to
be seen. So there is one here that only a screen reader ever meets: it belongs to the application and
to no window, no eye sees it, and no key leads to it.
"""

from typing import Any

from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtGui import QAccessible, QAccessibleEvent, QAccessibleInterface, QAccessibleObject

NAME = "unsit-notice"
"""By which the one of an application is found."""


class Notice(QObject):
    """Has a screen reader say `words` as a notification."""

    def __init__(self, application: QCoreApplication) -> None:
        super().__init__(application)
        self.setObjectName(NAME)
        self.words = ""
        self.seen: QAccessibleInterface | None = None
        """What a screen reader meets, kept from Python's sweepers as long as this."""
        QAccessible.installFactory(_factory)

    def say(self, words: str) -> None:
        """Come to be seen with other words."""
        self.words = words
        event: type = QAccessibleEvent
        QAccessible.updateAccessibility(event(self, QAccessible.Event.ObjectShow))


class _Seen(QAccessibleObject):
    """The notice as a screen reader meets it: a name, and nothing below it."""

    def role(self) -> QAccessible.Role:
        return QAccessible.Role.Notification

    def state(self) -> QAccessible.State:
        return QAccessible.State()

    def text(self, kind: QAccessible.Text) -> str:
        notice = self.object()
        named = kind == QAccessible.Text.Name and isinstance(notice, Notice)
        return notice.words if named and isinstance(notice, Notice) else ""

    def parent(self) -> QAccessibleInterface:
        application = QCoreApplication.instance()
        assert application is not None
        return QAccessible.queryAccessibleInterface(application)

    def child(self, index: int) -> Any:
        return None

    def childCount(self) -> int:  # noqa: N802  # Qt's name
        return 0

    def indexOfChild(self, child: QAccessibleInterface) -> int:  # noqa: N802  # Qt's name
        return -1


def _factory(_kind: str, thing: QObject) -> QAccessibleInterface | None:
    """Return what a screen reader meets of a notice; Qt knows all other things itself."""
    if not isinstance(thing, Notice):
        return None
    thing.seen = _Seen(thing)
    return thing.seen


def stand_in(needed: bool) -> None:
    """Have announcements be notices from now on, or themselves again."""
    application = QCoreApplication.instance()
    if application is None:
        return
    there = application.findChild(QObject, NAME)
    if needed and there is None:
        Notice(application)
    elif there is not None and not needed:
        there.deleteLater()
        there.setObjectName("")
