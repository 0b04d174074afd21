"""A button on a bench: in a window with another one, with a clock that a test turns."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer
from PySide6.QtGui import QColor, QImage, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QHBoxLayout, QPushButton, QWidget

from tests.window.stand import Stand
from unsit.window.holding import HoldButton
from unsit.window.palette import PALETTES

LIGHT = PALETTES["light"]
SECONDS = 4.0


class Room(QWidget):
    """A window that keeps the keys that no button wanted."""

    def __init__(self) -> None:
        super().__init__()
        self.keys: list[int] = []

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  # Qt's name
        self.keys.append(event.key())


class Counter(QObject):
    """Counts how often a widget gets one kind of event."""

    def __init__(self, widget: QWidget, kind: QEvent.Type) -> None:
        super().__init__(widget)
        self._kind, self.count = kind, 0
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  # Qt's name
        self.count += event.type() == self._kind
        return False


class Bench:
    """Holds one button. `at` is the time in seconds that its clock shows."""

    def __init__(self, seconds: float) -> None:
        self.at = 500.0
        self.times = 0
        self.room, self.other = Room(), QPushButton("Other")
        self.button = HoldButton(LIGHT, "Later", "N", seconds, lambda: self.at)
        self.button.held.connect(self._was_held)
        row = QHBoxLayout(self.room)
        row.addWidget(self.other)
        row.addWidget(self.button)
        self.room.show()
        self.room.activateWindow()
        Stand.until("focus", self.room.isActiveWindow)

    def go(self, seconds: float) -> None:
        """Let some time pass, and the button look at the clock."""
        self.at += seconds
        self.button.tick()

    def down(self, button: Qt.MouseButton = Qt.MouseButton.LeftButton) -> None:
        QTest.mousePress(self.button, button)

    def up(self) -> None:
        QTest.mouseRelease(self.button, Qt.MouseButton.LeftButton)

    def move(self, x: int) -> None:
        """Move the mouse to a column of the button, its left button down."""
        QTest.mouseMove(self.button, QPoint(x, self.button.height() // 2))

    def key(self, kind: QEvent.Type, key: Qt.Key, again: bool = False) -> None:
        """Tell a key's going down or up to what has the focus; `again` = a held key repeats it."""
        event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, "", again)
        QApplication.sendEvent(self.room.focusWidget(), event)

    def repeat(self, key: Qt.Key, told: bool) -> None:
        """Do what a held key does many times a second; Qt has not always `told` that it is one."""
        self.key(QEvent.Type.KeyRelease, key, again=told)
        self.key(QEvent.Type.KeyPress, key, again=told)

    @property
    def timer(self) -> QTimer:
        """What has it look at the clock."""
        (timer,) = self.button.findChildren(QTimer)
        assert isinstance(timer, QTimer)
        return timer

    @property
    def looks_in(self) -> int | None:
        """Milliseconds to its next look at the clock; None when it does not look."""
        return self.timer.interval() if self.timer.isActive() else None

    @property
    def columns(self) -> list[int]:
        """The columns that are full, by what is seen; the outline's are left out."""
        image = self.button.grab().toImage()
        return [x for x in range(4, image.width() - 4) if _filled(image, x)]

    @property
    def share(self) -> float:
        """How much of it is full, by what is seen."""
        return len(self.columns) / (self.button.width() - 8)

    def _was_held(self) -> None:
        self.times += 1


def _filled(image: QImage, x: int) -> bool:
    """Look at the row over the word."""
    return image.pixelColor(x, 6) == QColor(LIGHT.accent)


Benches = Callable[..., Bench]
