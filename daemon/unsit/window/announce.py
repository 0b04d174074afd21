"""Says a change aloud to a screen reader, where Qt can (6.8 and later) and one listens.

For a screen reader that does not know announcements, `notice` stands in.
"""

from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtWidgets import QWidget


def announce(widget: QWidget, text: str) -> None:
    """Have a screen reader speak `text` without moving its focus."""
    from PySide6 import QtGui  # these names take Qt a while; the first frame does not wait for it

    if not QtGui.QAccessible.isActive():
        return
    from unsit.window.notice import NAME, Notices

    application = QCoreApplication.instance()
    notices = application.findChild(QObject, NAME) if application else None
    event = getattr(QtGui, "QAccessibleAnnouncementEvent", None)
    if isinstance(notices, Notices):
        notices.say(text)
    elif event is not None:
        QtGui.QAccessible.updateAccessibility(event(widget, text))
