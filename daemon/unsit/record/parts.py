"""The small parts of the history window: the tabs, words, and the one big button."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import (
    QGraphicsOpacityEffect,
    QLabel,
    QPushButton,
    QSizePolicy,
    QTabBar,
    QWidget,
)

from unsit.window.palette import Palette
from unsit.window.parts import Round

PLAIN, LARGE, HUGE = 14, 18, 24
"""Pixels of the type."""


def sized(widget: QWidget, pixels: int, *, bold: bool = False) -> QFont:
    """Return a widget's font in another size."""
    font = QFont(widget.font())
    font.setPixelSize(pixels)
    font.setBold(bold)
    return font


class Words(QLabel):
    """Words that can be selected by nobody and read by everybody."""

    def __init__(self, colour: str, pixels: int, *, bold: bool = False, wrap: bool = False) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFont(sized(self, pixels, bold=bold))
        self.setWordWrap(wrap)
        colours = self.palette()
        colours.setColor(QPalette.ColorRole.WindowText, QColor(colour))
        self.setPalette(colours)

    def say(self, words: str) -> None:
        """Show these words."""
        self.setText(words)
        self.setAccessibleName(words)


class Tabs(QTabBar):
    """What can be looked at; the keyboard reaches it by Tab and goes along it by the arrows."""

    def __init__(self, palette: Palette, names: list[str]) -> None:
        super().__init__()
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setUsesScrollButtons(False)
        self.setFont(sized(self, PLAIN, bold=True))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        for place, name in enumerate(names):
            self.addTab(name)
            self.setTabToolTip(place, f"{name} ({place + 1})")
        self.setStyleSheet(
            "QTabBar::tab {"
            f" background: {palette.button}; color: {palette.text};"
            f" border: 2px solid {palette.edge}; border-radius: 14px;"
            " padding: 6px 18px; margin-right: 8px; }"
            "QTabBar::tab:selected {"
            f" background: {palette.accent}; color: {palette.on_accent};"
            f" border-color: {palette.accent}; }}"
            f"QTabBar::tab:focus {{ border-color: {palette.text}; }}"
        )


class Arrow(Round):
    """A way to other days; where there are none it is faint."""

    def __init__(self, palette: Palette, sign: str, size: int) -> None:
        super().__init__(palette, sign, size)
        self._faint = QGraphicsOpacityEffect(self)
        self._faint.setOpacity(0.35)
        self._faint.setEnabled(False)
        self.setGraphicsEffect(self._faint)

    def allow(self, allowed: bool) -> None:
        """Say whether there is anything that way."""
        self.setEnabled(allowed)
        self._faint.setEnabled(not allowed)


class Strong(QPushButton):
    """The one thing to do."""

    def __init__(self, palette: Palette, words: str) -> None:
        super().__init__(words)
        self.setFont(sized(self, LARGE, bold=True))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setStyleSheet(
            "QPushButton {"
            f" background: {palette.accent}; color: {palette.on_accent};"
            " border: 3px solid transparent; border-radius: 22px; padding: 12px 36px; }"
            f"QPushButton:focus {{ border-color: {palette.text}; }}"
            f"QPushButton:hover {{ background: {QColor(palette.accent).lighter(108).name()}; }}"
        )


class Small(QPushButton):
    """Something to do beside the rest."""

    def __init__(self, palette: Palette, words: str) -> None:
        super().__init__(words)
        self.setFont(sized(self, PLAIN))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setStyleSheet(
            "QPushButton {"
            f" background: {palette.button}; color: {palette.text};"
            f" border: 2px solid {palette.edge}; border-radius: 14px; padding: 6px 16px; }}"
            f"QPushButton:focus {{ border-color: {palette.accent}; }}"
            f"QPushButton:disabled {{ color: {palette.dim}; }}"
        )
