"""The settings window: sections at the left, a field that looks for words, undo, and the file."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, QFileSystemWatcher, Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from unsit import handbook
from unsit.core.language import _
from unsit.preferences.page import Page
from unsit.preferences.pages import SectionPage
from unsit.preferences.rows import Row
from unsit.preferences.store import Store
from unsit.window.palette import Palette

WIDTH, HEIGHT, SIDE = 880, 660, 190
"""Pixels of the window, where the screen has so many, and of the list of sections, where they do."""
LEAST = 360
"""Pixels of its height; how wide it must be its words say."""
SETTLE = 150
"""Milliseconds from a sign that the file has changed to the look at it: a save is several steps."""


class Window(Page):
    """All settings. `tell` takes the events for whoever started it."""

    def __init__(
        self, store: Store, palette: Palette, tell: Callable[[dict[str, Any]], None]
    ) -> None:
        super().__init__(store, palette, tell, _("Unsit settings"))
        self.pages = [SectionPage(each, store, palette) for each in handbook.sections()]
        self.search, self.sections = QLineEdit(), QListWidget()
        self.area, self.banner, self.nothing = QScrollArea(), QLabel(), QLabel()
        self.undo, self.open_file = QPushButton(_("Undo")), QPushButton(_("Open the file"))
        self.state = QLabel()
        self._lay_out()
        self._connect()
        self._watch()
        self.refresh()
        self.sections.setCurrentRow(0)
        self.setMinimumHeight(LEAST)
        self.resize(WIDTH, HEIGHT)

    @property
    def rows(self) -> dict[str, Row]:
        """Every row by its key."""
        return {row.setting.key: row for page in self.pages for row in page.rows}

    # --- what it shows -----------------------------------------------------------------------------

    def refresh(self) -> None:
        """Show what the file says now."""
        for row in self.rows.values():
            row.refresh()
        self.banner.setText(self.store.problem)
        self._banner.setVisible(bool(self.store.problem))
        last = self.store.last
        self.undo.setEnabled(last is not None and not self.store.problem)
        name = _(last.title) if last is not None else ""
        self.undo.setToolTip(_("Take back: {name} (Ctrl+Z)").format(name=name) if name else "")

    def look_for(self, text: str) -> None:
        """Show the settings in which the words are; without any, the section that is chosen."""
        words = text.casefold().split()
        chosen = self.sections.currentRow()
        found = 0
        for number, page in enumerate(self.pages):
            shown = page.look_for(words)
            visible = bool(shown) if words else number == chosen
            page.setVisible(visible)
            found += shown if words else 1
        self.nothing.setVisible(not found)
        self.nothing.setText(_("No setting speaks of “{words}”.").format(words=text.strip()))
        self._mark_section(not words)
        self.area.verticalScrollBar().setValue(0)

    # --- what is done with it ------------------------------------------------------------------------

    def _section(self, *_: object) -> None:
        """Show the section that was chosen, and look for nothing any more."""
        if self.search.text():
            self.search.clear()
        else:
            self.look_for("")

    def _mark_section(self, marked: bool) -> None:
        """Show which section is chosen, or, while words are looked for in all of them, none."""
        item = self.sections.currentItem()
        if item is not None:
            item.setSelected(marked)

    def _said(self, row: Row, refusal: str) -> None:
        name = _(row.setting.title)
        words = _("{name}: not saved") if refusal else _("{name}: saved")
        self._say(words.format(name=name))

    def _say(self, words: str) -> None:
        self.state.setText(words)
        self.state.setAccessibleName(words)

    def _take_back(self) -> None:
        last = self.store.last
        if last is None:
            return
        refusal = self.store.undo()
        self._say(refusal or _("{name}: taken back").format(name=_(last.title)))
        self.rows[last.key].complain(refusal)
        self.refresh()

    def _escape(self) -> None:
        if self.search.text():
            self.search.clear()
            self.search.setFocus()
        else:
            self.close()

    # --- Qt's side ------------------------------------------------------------------------------------

    def _connect(self) -> None:
        self.store.changed = self.refresh
        for row in self.rows.values():
            row.said.connect(self._said)
        self.search.textChanged.connect(self.look_for)
        self.sections.currentRowChanged.connect(self._section)
        self.sections.itemClicked.connect(self._section)
        self.undo.clicked.connect(self._take_back)
        self.open_file.clicked.connect(lambda: self._tell({"event": "file"}))
        for keys, do in (
            (QKeySequence(QKeySequence.StandardKey.Undo), self._take_back),
            (QKeySequence(QKeySequence.StandardKey.Find), self.search.setFocus),
            (QKeySequence(Qt.Key.Key_Escape), self._escape),
        ):
            QShortcut(keys, self).activated.connect(do)

    def _watch(self) -> None:
        """Notice when somebody else writes the file; many editors put a new one in its place."""
        self._watcher = QFileSystemWatcher(self)
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(SETTLE)
        self._settle.timeout.connect(self._look)
        self._watcher.fileChanged.connect(self._stirred)
        self._watcher.directoryChanged.connect(self._stirred)
        self._look()

    def _stirred(self, _path: str) -> None:
        self._settle.start()

    def _look(self) -> None:
        wanted = {path for path in self.store.places() if path not in self._watched()}
        if wanted:
            self._watcher.addPaths(sorted(wanted))
        if self.store.read():
            self.refresh()

    def _watched(self) -> set[str]:
        return {*self._watcher.files(), *self._watcher.directories()}

    def _lay_out(self) -> None:
        self.search.setObjectName("search")
        self.search.setPlaceholderText(_("Search all settings"))
        self.search.setAccessibleName(_("Search all settings"))
        self.search.setClearButtonEnabled(True)
        self.sections.addItems([_(page.section.title) for page in self.pages])
        self.sections.setAccessibleName(_("Sections"))
        self.sections.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.state.setObjectName("hint")
        self.nothing.setObjectName("hint")
        self.open_file.setToolTip(self.store.file)
        for button in (self.undo, self.open_file):
            button.setAutoDefault(False)
        foot = QHBoxLayout()
        foot.setSpacing(10)
        foot.addWidget(self.state, 1)
        foot.addWidget(self.undo)
        foot.addWidget(self.open_file)
        grid = QGridLayout(self)
        grid.setContentsMargins(18, 18, 18, 14)
        grid.setHorizontalSpacing(18)
        grid.setVerticalSpacing(12)
        grid.addWidget(self.search, 0, 0, 1, 2)
        grid.addWidget(self._problem(), 1, 0, 1, 2)
        grid.addWidget(self.sections, 2, 0)
        grid.addWidget(self._body(), 2, 1)
        grid.addLayout(foot, 3, 0, 1, 2)
        grid.setColumnStretch(1, 1)
        self.sections.setFixedWidth(max(SIDE, self.sections.sizeHintForColumn(0)))
        widest = max(page.minimumSizeHint().width() for page in self.pages)
        bar = self.area.verticalScrollBar().sizeHint().width()
        self.area.setMinimumWidth(widest + bar)  # it scrolls downwards only

    def _problem(self) -> QFrame:
        """Return the banner that says why the file cannot be used."""
        self._banner = QFrame()
        self._banner.setObjectName("banner")
        self.banner.setWordWrap(True)
        self.banner.setTextFormat(Qt.TextFormat.PlainText)
        inside = QHBoxLayout(self._banner)
        inside.addWidget(self.banner)
        return self._banner

    def _body(self) -> QScrollArea:
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.nothing)
        for page in self.pages:
            column.addWidget(page)
        column.addStretch(1)
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setWidget(body)
        return self.area

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: N802  # Qt's name
        """Have what gets the focus in sight."""
        moved = super().focusNextPrevChild(forward)
        focus = self.focusWidget()
        if self.area.isAncestorOf(focus):
            self.area.ensureWidgetVisible(focus, 0, 60)
        return moved

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802  # Qt's name
        """Look at the file again when somebody comes back to the window."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and self.isActiveWindow():
            self._settle.start()
