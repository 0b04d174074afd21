"""What the settings window and the first-run page have in common: how they look, and what they tell."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent, QKeyEvent, QKeySequence, QPaintEvent, QShortcut
from PySide6.QtWidgets import QPushButton, QWidget

from unsit.preferences.store import Store
from unsit.preferences.style import sheet
from unsit.window.palette import Palette


class Page(QWidget):
    """A window of its own. `tell` takes the events for whoever started it: shown, closed, each once."""

    def __init__(
        self, store: Store, palette: Palette, tell: Callable[[dict[str, Any]], None], title: str
    ) -> None:
        super().__init__()
        self.store, self._tell = store, tell
        self._told_shown = self._told_closed = False
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowTitle(title)
        self.setStyleSheet(sheet(palette))
        close = QKeySequence(QKeySequence.StandardKey.Close)
        QShortcut(close, self).activated.connect(self.close)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802  # Qt's name
        """Tell once that it is to be seen."""
        super().paintEvent(event)
        if not self._told_shown:
            self._told_shown = True
            self._tell({"event": "shown"})

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  # Qt's name
        """Press the button that has the focus by Enter, too: Qt does so in dialogs only."""
        focus = self.focusWidget()
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and isinstance(focus, QPushButton) and not event.isAutoRepeat():
            focus.click()
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802  # Qt's name
        """Write what is being typed, and tell once that it is closed."""
        focus = self.focusWidget()
        if focus is not None:
            focus.clearFocus()
        if not self._told_closed:
            self._told_closed = True
            self._tell({"event": "closed"})
        event.accept()
