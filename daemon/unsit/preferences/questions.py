"""What the first-run page is made of: its head, the card that a question stands on, and chips to answer it by."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from unsit import places
from unsit.core.language import _
from unsit.preferences.flow import Flow
from unsit.preferences.parts import Chip

FACE = 56
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


def head(ratio: float) -> QHBoxLayout:
    """Return what the page begins with; `ratio` is that of the screen's pixels to ours."""
    face, words, about = QLabel(), QLabel(_("Welcome to Unsit")), QLabel()
    picture = QPixmap(str(places.shipped("icons") / "app.png"))
    smooth = Qt.TransformationMode.SmoothTransformation
    picture = picture.scaledToHeight(round(FACE * ratio), smooth)
    picture.setDevicePixelRatio(ratio)
    face.setPixmap(picture)
    font = words.font()
    font.setPixelSize(round(1.7 * words.fontMetrics().height()))
    font.setBold(True)
    words.setFont(font)
    about.setObjectName("about")
    about.setWordWrap(True)
    about.setText(_("A few questions, then it waits in the tray until you have sat long enough."))
    text = QVBoxLayout()
    text.setSpacing(2)
    text.addWidget(words)
    text.addWidget(about)
    line = QHBoxLayout()
    line.setSpacing(16)
    line.addWidget(face, 0, Qt.AlignmentFlag.AlignTop)
    line.addLayout(text, 1)
    return line


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
