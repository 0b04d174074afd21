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
"""By which the notices of an application are found."""

KEPT = 4
"""Notices that keep their words: a screen reader that is busy asks for them a while later."""


class Notice(QObject):
    """One notification, of these words."""

    def __init__(self, words: str, parent: QObject) -> None:
        super().__init__(parent)
        self.words = words
        self.seen: QAccessibleInterface | None = None
        """What a screen reader meets, kept from Python's sweepers as long as this."""


class Notices(QObject):
    """Has a screen reader say words as notifications."""

    def __init__(self, application: QCoreApplication) -> None:
        super().__init__(application)
        self.setObjectName(NAME)
        self._kept: list[Notice] = []
        QAccessible.installFactory(_factory)

    def say(self, words: str) -> None:
        """Have another notification come to be seen."""
        self._kept.append(Notice(words, self))
        event: type = QAccessibleEvent
        QAccessible.updateAccessibility(event(self._kept[-1], QAccessible.Event.ObjectShow))
        for old in self._kept[:-KEPT]:
            old.deleteLater()
        del self._kept[:-KEPT]


class _Seen(QAccessibleObject):
    """The notice as a screen reader meets it: a name, and nothing below it."""

    def role(self) -> QAccessible.Role:
        return QAccessible.Role.Notification

    def state(self) -> QAccessible.State:
        return QAccessible.State()

    def text(self, kind: QAccessible.Text) -> str:
        notice = self.object()
        if kind != QAccessible.Text.Name or not isinstance(notice, Notice):
            return ""
        return notice.words

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
        Notices(application)
    elif there is not None and not needed:
        there.deleteLater()
        there.setObjectName("")
