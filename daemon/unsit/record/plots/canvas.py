"""A picture as a part of a Qt window. It tells its sentence to a screen reader, and takes no focus."""

from matplotlib.backends.backend_qtagg import FigureCanvasQTAgg
from matplotlib.figure import Figure
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QSizePolicy

from unsit.record.plots import picture
from unsit.record.plots.look import LOOKS
from unsit.record.plots.script import letters
from unsit.record.views import View

LEAST = (560, 320)
"""Pixels in which a picture can still be read."""


class Canvas(FigureCanvasQTAgg):
    """Shows one view after another, drawn anew for each size."""

    def __init__(self, theme: str) -> None:
        super().__init__(Figure())  # type: ignore[no-untyped-call]
        self._theme = theme
        self._view: View | None = None
        # matplotlib's is white, and its pictures may end a pixel before their place does.
        self.setPalette(QPalette(QColor(LOOKS[theme].palette.ground)))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setMinimumSize(*LEAST)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def look_at(self, view: View) -> None:
        """Show this view."""
        self._view = view
        self.setAccessibleName(view.title)
        self.setAccessibleDescription(view.text)
        self._again()

    def resizeEvent(self, event: object) -> None:  # noqa: N802  # Qt's name
        """Draw it for the new size: round corners and labels depend on it."""
        super().resizeEvent(event)  # type: ignore[no-untyped-call]
        if self._view is not None:
            self._again()

    def draw(self) -> None:
        """Draw it, with letters for every language."""
        with letters():
            super().draw()  # type: ignore[no-untyped-call]

    def _again(self) -> None:
        if self._view is not None:
            picture.draw(self.figure, self._view, self._theme)
            self.draw_idle()  # type: ignore[no-untyped-call]
