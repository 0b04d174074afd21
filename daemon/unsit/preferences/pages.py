"""A section of the settings: a heading, a sentence, and a card with its rows."""

from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from unsit.core.language import _
from unsit.handbook import Section
from unsit.preferences.rows import Row
from unsit.preferences.store import Store
from unsit.preferences.words import plain
from unsit.window.palette import Palette


class SectionPage(QWidget):
    """One section with all its rows, or those that are looked for."""

    def __init__(self, section: Section, store: Store, palette: Palette) -> None:
        super().__init__()
        self.section = section
        self.rows = [Row(setting, store, palette) for setting in section.settings]
        self._lines: list[QFrame] = []
        self.heading = QLabel(_(section.title))
        font = self.heading.font()
        font.setPixelSize(round(1.5 * self.heading.fontMetrics().height()))
        font.setBold(True)
        self.heading.setFont(font)
        about = QLabel(plain(_(section.about)))
        about.setObjectName("about")
        about.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 22)
        column.addWidget(self.heading)
        column.addWidget(about)
        # The row that is the whole table says the same.
        about.setVisible(section.settings[0].key != section.name)
        column.addSpacing(8)
        column.addWidget(self._card())

    def look_for(self, words: list[str]) -> int:
        """Show the rows in which the words are; return how many."""
        in_name = all(word in _(self.section.title).casefold() for word in words)
        shown = [row for row in self.rows if in_name or row.matches(words)]
        for row in self.rows:
            row.setVisible(row in shown)
        for line, row in zip(self._lines, self.rows[1:], strict=True):
            line.setVisible(row in shown and row is not shown[0])
        return len(shown)

    def _card(self) -> QFrame:
        card = QFrame()
        card.setObjectName("card")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(0, 4, 0, 4)
        inside.setSpacing(0)
        for number, row in enumerate(self.rows):
            if number:
                line = QFrame()
                line.setObjectName("line")
                self._lines.append(line)
                inside.addWidget(line)
            inside.addWidget(row)
        return card
