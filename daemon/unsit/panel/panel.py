"""The panel itself: which rows there are, what the keys mean, and when it closes.

A new document that differs in words and states only is shown in the rows that are there, so that
neither the focus nor a click that has begun is lost.
"""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, QSize, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QColor, QKeyEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from unsit import catalogue
from unsit.core.menu import Entry
from unsit.panel.document import Document, menu, walk
from unsit.panel.grounds import Group, Line, scroll_bar
from unsit.panel.head import Head
from unsit.panel.rows import AnyRow, Check, Choice, Held, Section
from unsit.window.holding import HOLDERS
from unsit.window.palette import Palette

WIDTH = 320
"""Pixels of the panel, where the screen has so many."""

MARGIN, GAP = 10, 6


class Panel(QWidget):
    """The whole menu. `tell` takes the events for the daemon; `room` is how large it may become."""

    def __init__(
        self,
        document: Document,
        palette: Palette,
        tell: Callable[[dict[str, Any]], None],
        room: QSize,
    ) -> None:
        # As a dialog it floats where windows are tiled.
        super().__init__(None, Qt.WindowType.Dialog)
        self._palette, self._tell, self._room = palette, tell, room
        self._told_shown = self._told_closed = False
        self._shape: list[str] = []
        self._opened = ""
        self.rows: dict[str, AnyRow] = {}
        self._below: dict[str, Group] = {}
        self.head = Head(palette)
        self._lay_out()
        self.become(document)

    # --- what it shows -----------------------------------------------------------------------------

    def become(self, document: Document) -> None:
        """Show another document in place of the one before."""
        catalogue.speak_in(document.language)
        self.head.say(document.sentence, document.face)
        entries = menu(document)
        shape = [f"{depth} {key}" for key, _, depth in walk(entries)]
        if shape == self._shape:
            for key, entry, _ in walk(entries):
                if key in self.rows:
                    self.rows[key].become(entry)
            self._fit()
            return
        self._shape = shape
        focus = next((key for key, row in self.rows.items() if row.hasFocus()), "")
        self._rebuild(entries)
        self._focus_first(focus)

    def _rebuild(self, entries: tuple[Entry, ...]) -> None:
        body = QWidget()
        column = self._column = QVBoxLayout(body)
        column.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        column.setSpacing(0)
        self.head.setParent(None)
        column.addWidget(self.head)
        self.rows, self._below = {}, {}
        group = Group(self._palette)
        for key, entry, depth in walk(entries):
            if entry.separator:
                column.addWidget(Line(self._palette))
            elif depth:
                group.add(self._row(key, entry))
            else:
                column.addWidget(self._row(key, entry))
            if entry.default:
                column.addSpacing(GAP)
            if entry.children:
                group = self._below[key] = Group(self._palette)
                column.addWidget(group)
        column.addStretch(1)
        self._scroll.setWidget(body)
        self._open(self._opened if self._opened in self.rows else "")

    def _row(self, key: str, entry: Entry) -> AnyRow:
        row: AnyRow
        if entry.children:
            row = Section(self._palette, entry)
            row.clicked.connect(lambda: self._open("" if self._opened == key else key))
        elif entry.checked is not None:
            row = Check(self._palette, entry)
            row.clicked.connect(lambda: self._choose(key))
        elif entry.hold:
            row = Held(self._palette, entry)
            row.held.connect(lambda: self._choose(key, entry.hold))
        else:
            row = Choice(self._palette, entry, strong=entry.default)
            row.clicked.connect(lambda: self._choose(key))
        row.installEventFilter(self)
        self.rows[key] = row
        return row

    def _open(self, key: str) -> None:
        """Open one section and close the others; "" closes all."""
        self._opened = key
        for above, below in self._below.items():
            row = self.rows[above]
            if isinstance(row, Section):
                row.open(above == key)
            below.setVisible(above == key)
        self._fit()

    def _fit(self) -> None:
        """Be as high as what is shown, and no higher than the screen."""
        self._column.activate()
        width = min(WIDTH, self._room.width())
        high = self._column.totalHeightForWidth(width)
        self.setFixedSize(width, min(high, self._room.height()))

    # --- what is done with it ------------------------------------------------------------------------

    def _choose(self, key: str, held: float = 0.0) -> None:
        """Ask for what a row says; `held` is for how many seconds it was held down."""
        entry = self.rows[key].entry
        if entry.request is None:
            return
        how = {"held": held} if held else {}
        self._tell({"event": "request", "request": entry.request, **how})
        if entry.checked is None:
            self.close()

    def eventFilter(self, watched: Any, event: QEvent) -> bool:  # noqa: N802  # Qt's name
        """Take the keys of a menu from the rows, keep the focus in sight, tell of the first frame."""
        if event.type() == QEvent.Type.Paint and not self._told_shown:
            self._told_shown = True
            QTimer.singleShot(0, lambda: self._tell({"event": "shown"}))
        if event.type() == QEvent.Type.FocusIn:
            self._scroll.ensureWidgetVisible(watched, 0, MARGIN)
        return event.type() == QEvent.Type.KeyPress and self._key(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  # Qt's name
        """Do what a key means where no row has the focus."""
        if not self._key(None, event):
            super().keyPressEvent(event)

    def _key(self, row: AnyRow | None, event: Any) -> bool:
        key = event.key()
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        if isinstance(row, Held) and key in HOLDERS:
            return False  # it is held down by it
        ahead, back = Qt.Key.Key_Right, Qt.Key.Key_Left
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            ahead, back = back, ahead
        moves: dict[int, Callable[[], object]] = {
            Qt.Key.Key_Escape: self.close,
            Qt.Key.Key_Down: lambda: self._step(row, 1),
            Qt.Key.Key_Up: lambda: self._step(row, -1),
            Qt.Key.Key_Home: lambda: self._step(None, 1),
            Qt.Key.Key_End: lambda: self._step(None, -1),
            ahead: lambda: self._into(row),
            back: lambda: self._out_of(row),
        }
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and row is not None:
            if not event.isAutoRepeat():
                row.click()
        elif key in moves:
            moves[key]()
        else:
            return self._jump(row, event.text())
        return True

    def _reachable(self) -> list[AnyRow]:
        return [row for row in self.rows.values() if row.isEnabled() and not self._hidden(row)]

    def _hidden(self, row: AnyRow) -> bool:
        return any(row in group.rows and group.isHidden() for group in self._below.values())

    def _step(self, row: AnyRow | None, by: int) -> None:
        """Go to the next row, or to the last or first of all."""
        rows = self._reachable()
        if rows:
            at = rows.index(row) + by if row in rows else min(by, 0)
            rows[at % len(rows)].setFocus(Qt.FocusReason.TabFocusReason)

    def _into(self, row: AnyRow | None) -> None:
        """Open a section and go to its first row."""
        if isinstance(row, Section):
            key = self._key_of(row)
            self._open(key)
            inside = [each for each in self._below[key].rows if each.isEnabled()]
            if inside:
                inside[0].setFocus(Qt.FocusReason.TabFocusReason)

    def _out_of(self, row: AnyRow | None) -> None:
        """Close the section that is open and go to its own row, if we are in it or on it."""
        if self._opened and row in (self.rows[self._opened], *self._below[self._opened].rows):
            self.rows[self._opened].setFocus(Qt.FocusReason.BacktabFocusReason)
            self._open("")

    def _jump(self, row: AnyRow | None, letter: str) -> bool:
        """Go to the next row that begins with a letter."""
        rows = self._reachable()
        start = rows.index(row) + 1 if row in rows else 0
        for each in (*rows[start:], *rows[:start]):
            if letter.strip() and each.text().casefold().startswith(letter.casefold()):
                each.setFocus(Qt.FocusReason.ShortcutFocusReason)
                return True
        return False

    def _key_of(self, row: AnyRow) -> str:
        return next(key for key, each in self.rows.items() if each is row)

    def _focus_first(self, wanted: str) -> None:
        """Give the focus to a row, or else to the first that can be chosen."""
        row = self.rows.get(wanted)
        if row is not None and row in self._reachable():
            row.setFocus()
        else:
            self._step(None, 1)

    # --- Qt's side ------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        self.setWindowTitle("Unsit")
        self._scroll = QScrollArea()
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.verticalScrollBar().setStyleSheet(scroll_bar(self._palette))
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._scroll)
        colours = self.palette()
        for role in (QPalette.ColorRole.Window, QPalette.ColorRole.Base):
            colours.setColor(role, QColor(self._palette.ground))
        self.setPalette(colours)
        self.setAutoFillBackground(True)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  # Qt's name
        """Stay on the screen: a window that grows may reach over its lower edge."""
        super().resizeEvent(event)
        screen = self.screen()
        if self.isVisible() and screen is not None:
            over = self.frameGeometry().bottom() - screen.availableGeometry().bottom()
            if over > 0:
                self.move(self.x(), max(screen.availableGeometry().top(), self.y() - over))

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802  # Qt's name
        """Tell once that it is closed."""
        if not self._told_closed:
            self._told_closed = True
            self._tell({"event": "closed"})
        event.accept()
