"""A layout that puts things side by side, and below each other where the room ends."""

from PySide6.QtCore import QMargins, QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

GAP = 6
"""Pixels between two things."""


class Flow(QLayout):
    """Lays out as text runs: from the leading edge, mirrored from right to left."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self.setContentsMargins(QMargins(0, 0, 0, 0))

    def addItem(self, item: QLayoutItem) -> None:  # noqa: N802  # Qt's name
        """Take one more."""
        self._items.append(item)

    def count(self) -> int:
        """Return how many there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:  # noqa: N802  # Qt's name
        """Return one, None beyond the last: Qt asks until there is none."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:  # noqa: N802  # Qt's name
        """Give one away."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def hasHeightForWidth(self) -> bool:  # noqa: N802  # Qt's name
        """Say that the height goes by the width."""
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802  # Qt's name
        """Return how high it is where it is so wide."""
        return self._place(QRect(0, 0, width, 0), moves=False)

    def sizeHint(self) -> QSize:  # noqa: N802  # Qt's name
        """Ask for one row."""
        sizes = [item.sizeHint() for item in self._items]
        width = sum(size.width() + GAP for size in sizes)
        return QSize(width, max((size.height() for size in sizes), default=0))

    def minimumSize(self) -> QSize:  # noqa: N802  # Qt's name
        """Make do with the widest of them."""
        found = QSize()
        for item in self._items:
            found = found.expandedTo(item.minimumSize())
        return found

    def setGeometry(self, rect: QRect) -> None:  # noqa: N802  # Qt's name
        """Lay everything out."""
        super().setGeometry(rect)
        self._place(rect, moves=True)

    def _place(self, rect: QRect, moves: bool) -> int:
        """Return the height that is needed; move everything to its place when `moves`."""
        parent = self.parentWidget()
        rtl = parent is not None and parent.layoutDirection() == Qt.LayoutDirection.RightToLeft
        y = 0
        for row in self._rows(rect.width()):
            x, high = 0, max(size.height() for _, size in row)
            for item, size in row:
                left = rect.right() + 1 - x - size.width() if rtl else rect.x() + x
                if moves:
                    top = rect.y() + y + (high - size.height()) // 2
                    item.setGeometry(QRect(QPoint(left, top), size))
                x += size.width() + GAP
            y += high + GAP
        return max(0, y - GAP)

    def _rows(self, width: int) -> list[list[tuple[QLayoutItem, QSize]]]:
        """Return what is to be seen, with its size, as many to a row as have room."""
        rows: list[list[tuple[QLayoutItem, QSize]]] = []
        x = 0
        for item in self._items:
            if item.isEmpty():
                continue
            size = item.sizeHint()
            if not rows or x + size.width() > width:
                rows.append([])
                x = 0
            rows[-1].append((item, size))
            x += size.width() + GAP
        return rows
