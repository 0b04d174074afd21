"""Says a change aloud to a screen reader, where Qt can (6.8 and later) and one listens."""

from PySide6.QtWidgets import QWidget


def announce(widget: QWidget, text: str) -> None:
    """Have a screen reader speak `text` without moving its focus."""
    from PySide6 import QtGui  # these names take Qt a while; the first frame does not wait for it

    event = getattr(QtGui, "QAccessibleAnnouncementEvent", None)
    if event is not None and QtGui.QAccessible.isActive():
        QtGui.QAccessible.updateAccessibility(event(widget, text))
