"""Says a change aloud to a screen reader, where Qt can (6.8 and later) and one listens."""

from PySide6 import QtGui
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QWidget


def announce(widget: QWidget, text: str) -> None:
    """Have a screen reader speak `text` without moving its focus."""
    event = getattr(QtGui, "QAccessibleAnnouncementEvent", None)
    if event is not None and QAccessible.isActive():
        QAccessible.updateAccessibility(event(widget, text))
