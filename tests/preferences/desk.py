"""A settings window on a desk: a file below it, fingers, and what is to be seen."""

import tomllib
from typing import Any

from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from tests.window.waiting import until
from unsit import places
from unsit.amend import Amender
from unsit.preferences.rows import Row
from unsit.preferences.store import Store
from unsit.preferences.window import Window
from unsit.window.palette import PALETTES


class Desk:
    """Holds one window; `text` is what the file says, None = there is none."""

    def __init__(self, text: str | None, theme: str = "light") -> None:
        self.told: list[dict[str, Any]] = []
        self.file = places.settings_file()
        self._down = False
        if text is not None:
            self.save(text)
        self.window = Window(Store(Amender()), PALETTES[theme], self.told.append)
        self.window.show()
        self.window.activateWindow()
        self.until("first frame", lambda: bool(self.told) and self.window.isActiveWindow())

    def close(self) -> None:
        """Take it down; harmless when that is done."""
        if self._down:
            return
        self._down = True
        self.window.close()
        self.window.deleteLater()
        # At once: on Windows a folder that is watched cannot be removed.
        QApplication.sendPostedEvents(self.window, QEvent.Type.DeferredDelete.value)

    def save(self, text: str) -> None:
        """Save the file as an editor does."""
        places.write_whole(self.file, text)

    @property
    def said(self) -> dict[str, Any]:
        """What the file says."""
        return tomllib.loads(self.file.read_text(encoding="utf-8"))

    def row(self, key: str) -> Row:
        return self.window.rows[key]

    def shows(self, key: str) -> Row:
        """Have a setting in sight, as somebody does who looks for it."""
        row = self.row(key)
        self.window.search.setText(key)
        assert row.isVisible()
        return row

    def part(self, key: str, name: str) -> Any:
        """Return a part of an editor by its Python name."""
        self.shows(key)
        return getattr(self.row(key).editor, name)

    def types(self, field: QWidget, text: str, *keys: Qt.Key) -> None:
        """Put a text in the place of what stands in a field."""
        field.setFocus()
        QTest.keyClick(field, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        QTest.keyClicks(field, text)
        for key in keys:
            QTest.keyClick(field, key)

    def click(self, widget: QWidget) -> None:
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton)

    @property
    def seen(self) -> list[str]:
        """The keys of all rows to be seen."""
        return [key for key, row in self.window.rows.items() if row.isVisible()]

    until = staticmethod(until)
