"""The small parts that editors are made of: they never take the wheel from the page that scrolls."""

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import (
    QColor,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPen,
    QWheelEvent,
)
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QPushButton, QSpinBox

from unsit.window.palette import Palette

PAUSE = 700
"""Milliseconds without a key after which what was typed is taken as said."""


class Combo(QComboBox):
    """A choice; the wheel turns it only when it has the focus."""

    def __init__(self, palette: Palette) -> None:
        super().__init__()
        self._ink = QColor(palette.dim)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumWidth(170)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802  # Qt's name
        """Let the page scroll."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802  # Qt's name
        """Paint the arrow, too: the style sheet could only take a file."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(self._ink, 2)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        middle = QPointF(16 if rtl else self.width() - 16, self.height() / 2)
        painter.drawPolyline([middle + QPointF(*at) for at in ((-4, -2), (0, 2), (4, -2))])
        painter.end()


class Spin(QSpinBox):
    """A whole number; the wheel turns it only when it has the focus."""

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setKeyboardTracking(False)
        self.lineEdit().setTextMargins(8, 0, 8, 0)  # a style sheet cannot
        self.setMinimumWidth(90)

    def event(self, event: QEvent) -> bool:
        """Leave Ctrl+Z to the window, unless a number is being typed."""
        if _undoes(event) and self.cleanText() == self.textFromValue(self.value()):
            event.ignore()
            return False
        return super().event(event)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802  # Qt's name
        """Let the page scroll."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class Field(QLineEdit):
    """A line of text; `settled` is called when it has been typed: after a pause, Enter, or leaving."""

    def __init__(self, width: int = 170) -> None:
        super().__init__()
        self.setMinimumWidth(width)
        self.timer = QTimer(self)
        self.timer.setSingleShot(True)
        self.timer.setInterval(PAUSE)
        self.textEdited.connect(lambda _: self.timer.start())
        self.editingFinished.connect(self._finished)

    def settle(self, text: str) -> None:
        """Show what is saved: from here on Ctrl+Z is the window's, until something else is typed."""
        at, same = self.cursorPosition(), text == self.text()
        if same and not self.isModified():
            return
        self.setText(text)  # which forgets what was typed before
        if same:
            self.setCursorPosition(at)
        else:
            self.mark(False)

    def event(self, event: QEvent) -> bool:
        """Leave Ctrl+Z to the window once the text is saved."""
        if _undoes(event) and not self.isModified():
            self.timer.stop()  # it is at what was saved again
            event.ignore()
            return False
        return super().event(event)

    def mark(self, wrong: bool) -> None:
        """Show that what stands there is wrong, or no longer."""
        if self.property("wrong") is not wrong:
            self.setProperty("wrong", wrong)
            self.style().unpolish(self)
            self.style().polish(self)

    def _finished(self) -> None:
        if self.timer.isActive():
            self.timer.stop()
            self.timer.timeout.emit()


def _undoes(event: QEvent) -> bool:
    """Say whether an event asks who wants Ctrl+Z; whoever does not accept it leaves it to the window."""
    if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
        return False
    return event.matches(QKeySequence.StandardKey.Undo)


class Switch(QCheckBox):
    """On or off, as a switch."""

    WIDE, HIGH = 46, 26

    def __init__(self, palette: Palette) -> None:
        super().__init__()
        self._palette = palette
        self.setFixedSize(self.WIDE + 6, self.HIGH + 6)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:  # noqa: N802  # Qt's name
        """Be as large as what is painted."""
        return QSize(self.WIDE + 6, self.HIGH + 6)

    def hitButton(self, pos: object) -> bool:  # noqa: N802  # Qt's name
        """Be clicked anywhere."""
        return True

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802  # Qt's name
        """Paint the track, the knob and the ring of the focus."""
        palette, on = self._palette, self.isChecked()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        track = QRectF(3, 3, self.WIDE, self.HIGH)
        if self.hasFocus():
            painter.setPen(QPen(QColor(palette.accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(track.adjusted(-2, -2, 2, 2), 15, 15)
        painter.setPen(QPen(QColor(palette.accent if on else palette.dim), 1.5))
        painter.setBrush(QColor(palette.accent if on else palette.ground))
        painter.drawRoundedRect(track, self.HIGH / 2, self.HIGH / 2)
        trailing = on != (self.layoutDirection() == Qt.LayoutDirection.RightToLeft)
        knob = self.HIGH - 8.0
        left = track.right() - knob - 4 if trailing else track.left() + 4
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(palette.on_accent if on else palette.dim))
        painter.drawEllipse(QRectF(left, track.top() + 4, knob, knob))
        painter.end()


class Chip(QPushButton):
    """One of several that can be chosen; a tick says so beside the colour."""

    def __init__(self, word: str, label: str) -> None:
        super().__init__()
        self.word, self._label = word, label
        self.setObjectName("chip")
        self.setCheckable(True)
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.toggled.connect(self._say)
        self._say(False)

    def _say(self, on: bool) -> None:
        self.setText(f"✓ {self._label}" if on else self._label)
        self.setAccessibleName(self._label)
        self.updateGeometry()
