"""What a question of the first-run page is made of: the card it stands on, and chips to answer it by."""

from collections.abc import Sequence

from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from unsit.preferences.flow import Flow
from unsit.preferences.parts import Chip

Offer = Sequence[tuple[str, str]]


class Choice(QWidget):
    """Chips of which one is chosen, or any."""

    def __init__(self, name: str, offers: Offer, chosen: Sequence[str], many: bool = False) -> None:
        super().__init__()
        self._flow = Flow(self)
        self.group = QButtonGroup(self)
        self.group.setExclusive(not many)
        self.chips = [Chip(word, words) for word, words in offers]
        for chip in self.chips:
            self.group.addButton(chip)
            chip.setChecked(chip.word in chosen)
            chip.setAccessibleName(f"{name} {chip.accessibleName()}")
            self._flow.addWidget(chip)

    def beside(self, part: QWidget) -> None:
        """Put what belongs to an answer beside the chips."""
        self._flow.addWidget(part)

    @property
    def first(self) -> Chip:
        """What the keyboard begins with: the chip that is chosen."""
        return next((chip for chip in self.chips if chip.isChecked()), self.chips[0])

    @property
    def words(self) -> list[str]:
        """What is chosen."""
        return [chip.word for chip in self.chips if chip.isChecked()]


def switched(words: str, switch: QWidget, more: QWidget) -> QFrame:
    """Return the card of what is only on or off, with what may have to be said of it."""
    card = QFrame()
    card.setObjectName("card")
    inside = QVBoxLayout(card)
    inside.setContentsMargins(18, 8, 18, 8)
    line = QHBoxLayout()
    line.addWidget(_title(words), 1)
    line.addWidget(switch)
    inside.addLayout(line)
    inside.addWidget(more)
    return card


def question(words: str, hint: str, parts: Sequence[QWidget]) -> QFrame:
    """Return the card of a question: its words, a hint ("" = none), and what it is answered by."""
    card = QFrame()
    card.setObjectName("card")
    inside = QVBoxLayout(card)
    inside.setContentsMargins(18, 12, 18, 12)
    inside.setSpacing(8)
    inside.addWidget(_title(words))
    if hint:
        more = QLabel(hint)
        more.setObjectName("about")
        more.setWordWrap(True)
        inside.addWidget(more)
    for part in parts:
        inside.addWidget(part)
    return card


def _title(words: str) -> QLabel:
    title = QLabel(words)
    font = title.font()
    font.setBold(True)
    title.setFont(font)
    title.setWordWrap(True)
    return title
