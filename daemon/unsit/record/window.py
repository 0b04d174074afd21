"""The history window: which picture is looked at, of which days, and what the keys mean."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QSize, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QColor, QKeySequence, QPalette, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from unsit import places
from unsit.core.language import _
from unsit.history import HistoryError
from unsit.record import views
from unsit.record.empty import Empty
from unsit.record.parts import LARGE, PLAIN, Arrow, Small, Tabs, Words
from unsit.record.source import reading
from unsit.window.announce import announce
from unsit.window.palette import Palette

if TYPE_CHECKING:
    from unsit.record.plots.canvas import Canvas

SIZE = QSize(940, 620)
MARGIN = 22
Told = Callable[[dict[str, Any]], None]


class Window(QWidget):
    """The history to look at. `tell` hears of the first frame and of the end; `stretch` begins one.

    The frame comes first: loading matplotlib takes longer than all the rest.
    """

    def __init__(
        self,
        palette: Palette,
        tell: Told,
        stretch: Callable[[], None],
        now: Callable[[], datetime] = lambda: datetime.now().astimezone(),
    ) -> None:
        super().__init__()
        self._palette, self._tell, self._now = palette, tell, now
        self._told_shown = self._looks = False
        self.kinds = list(views.VIEWS)
        self.view: views.View | None = None
        self.canvas: Canvas | None = None
        self._end: date | None = None
        """The last day that is looked at; None = today, also when it has become another one."""
        self.tabs = Tabs(palette, [_("Day"), _("Weeks"), _("Muscles")])
        self.earlier = Arrow(palette, "back", 38)
        self.later = Arrow(palette, "next", 38)
        self.today = Small(palette, _("Today"))
        self.title = Words(palette.text, LARGE, bold=True)
        self.summary = Words(palette.dim, PLAIN, wrap=True)
        self.empty = Empty(palette, stretch)
        self._lay_out()
        self._connect()

    # --- what is looked at -------------------------------------------------------------------------

    @property
    def kind(self) -> str:
        """What is looked at: day, weeks or dose."""
        return self.kinds[self.tabs.currentIndex()]

    def look(self) -> None:
        """Read and show what is asked for as it is now."""
        if not places.there():
            self._wrong(places.absent())
            return
        try:
            with reading(self._now()) as source:
                if source.empty:
                    self._show_empty()
                    return
                end = min(self._end or source.today, source.today)
                self.view = views.VIEWS[self.kind](source, end)
                known = source.bounds
        except HistoryError as problem:
            self._wrong(str(problem))
            return
        first, last = views.span_of(self.view)
        self.earlier.allow(known.first < first)
        self.later.allow(last < known.last)
        self.today.setEnabled(last < known.last)
        self._paint(self.view)

    def _show_empty(self) -> None:
        self.view = None
        self.empty.nothing_yet()
        self._pages.setCurrentIndex(1)
        self.empty.button.setFocus()

    def _wrong(self, sentence: str) -> None:
        self.empty.wrong(sentence)
        self._pages.setCurrentIndex(1)

    def _paint(self, view: views.View) -> None:
        self.title.say(view.title)
        self.summary.say(view.text)
        if self.canvas is None:
            try:
                from unsit.record.plots.canvas import Canvas
            except ImportError as problem:
                self._wrong(broken(problem))
                return
            self.canvas = Canvas(self._palette.name)
            self._column.replaceWidget(self._place, self.canvas)
            self._place.deleteLater()
        self.canvas.look_at(view)
        self._pages.setCurrentIndex(0)

    def go(self, way: int) -> None:
        """Go to earlier (-1) or later (1) days, not past the first or the last of which is known."""
        button = self.earlier if way < 0 else self.later
        if self.view is None or not button.isEnabled():
            return
        today = self._now().date()
        end = (self._end or today) + timedelta(days=way * views.STEPS[self.kind])
        self._end = None if end >= today else end
        self.look()
        self._announce()

    def go_to_today(self) -> None:
        """Look at the newest days."""
        self._end = None
        self.look()
        self._announce()

    def turn(self, by: int) -> None:
        """Look at the next kind of picture, or the one before."""
        self.tabs.setCurrentIndex((self.tabs.currentIndex() + by) % len(self.kinds))

    def _announce(self) -> None:
        if self.view is not None:
            announce(self, f"{self.view.title}. {self.view.text}")

    # --- Qt's side ----------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        self.setWindowTitle(_("Unsit: history"))
        self.earlier.name("back", _("Earlier"), "←")
        self.later.name("next", _("Later"), "→")
        head = QHBoxLayout()
        head.addWidget(self.tabs)
        head.addStretch(1)
        head.addWidget(self._times())
        page = QWidget()
        column = self._column = QVBoxLayout(page)
        column.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        column.setSpacing(12)
        column.addLayout(head)
        column.addWidget(self.title)
        self._place = QWidget()
        """Where the picture will be: what stands around it is there before."""
        column.addWidget(self._place, 1)
        column.addWidget(self.summary)
        self._pages = QStackedLayout(self)
        self._pages.addWidget(page)
        self._pages.addWidget(self.empty)
        colours = self.palette()
        for role in (QPalette.ColorRole.Window, QPalette.ColorRole.Base):
            colours.setColor(role, QColor(self._palette.ground))
        self.setPalette(colours)
        self.setAutoFillBackground(True)
        self.resize(SIZE)

    def _times(self) -> QWidget:
        """Return what leads to other days: as in the pictures, earlier is at the left in any language."""
        holder = QWidget()
        holder.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        for part in (self.today, self.earlier, self.later):
            row.addWidget(part)
        return holder

    def _connect(self) -> None:
        self.tabs.currentChanged.connect(lambda _place: self._turned())
        self.earlier.clicked.connect(lambda: self.go(-1))
        self.later.clicked.connect(lambda: self.go(1))
        self.today.clicked.connect(self.go_to_today)
        keys: dict[str, Callable[[], object]] = {
            "Left": lambda: self.go(-1),
            "Right": lambda: self.go(1),
            "Home": self.go_to_today,
            "F5": self.look,
            "Escape": self.close,
            "Ctrl+W": self.close,
            "Ctrl+Tab": lambda: self.turn(1),
            "Ctrl+Shift+Tab": lambda: self.turn(-1),
        }
        for place in range(len(self.kinds)):
            keys[str(place + 1)] = partial(self.tabs.setCurrentIndex, place)
        for key, do in keys.items():
            QShortcut(QKeySequence(key), self).activated.connect(do)

    def _turned(self) -> None:
        self.look()
        self._announce()

    def event(self, event: QEvent) -> bool:
        """Read anew when somebody comes back to the window, and load the rest after the first frame."""
        if event.type() == QEvent.Type.Paint and not self._told_shown:
            self._told_shown = True
            QTimer.singleShot(0, self._shown)
        elif event.type() == QEvent.Type.WindowActivate and self._looks:
            self.look()
        return super().event(event)

    def _shown(self) -> None:
        self._tell({"event": "shown"})
        self._looks = True
        self.look()
        if self.canvas is not None:
            self.canvas.repaint()
            self._tell({"event": "drawn"})
        self._announce()

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802  # Qt's name
        """Tell that it is closed."""
        self._tell({"event": "closed"})
        event.accept()


def broken(problem: ImportError) -> str:
    """Return what to say where matplotlib is there but cannot be loaded."""
    return _("matplotlib, which draws the pictures, cannot be loaded here: {problem}.").format(
        problem=str(problem).splitlines()[0] if str(problem) else type(problem).__name__
    )
