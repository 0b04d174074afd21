"""Says a change aloud to a screen reader, where Qt can and one listens.

Qt can since 6.8; by PyQt6 it cannot, which leaves QAccessible out. For a screen reader that does not know
announcements, `notice` stands in.
"""

from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtWidgets import QWidget


def announce(widget: QWidget, text: str) -> None:
    """Have a screen reader speak `text` without moving its focus."""
    if not is_heard():
        return
    from PySide6 import QtGui  # these names take Qt a while; the first frame does not wait for it

    from unsit.window.notice import NAME, Notices

    application = QCoreApplication.instance()
    notices = application.findChild(QObject, NAME) if application else None
    if isinstance(notices, Notices):
        notices.say(text)
    else:
        QtGui.QAccessible.updateAccessibility(QtGui.QAccessibleAnnouncementEvent(widget, text))


def can() -> bool:
    """Say whether this Qt can tell a screen reader anything that it did not ask for."""
    from PySide6 import QtGui

    return hasattr(QtGui, "QAccessibleAnnouncementEvent")


def is_heard() -> bool:
    """Say whether anybody reads the windows of this process, as far as Qt tells."""
    from PySide6 import QtGui

    return can() and QtGui.QAccessible.isActive()
