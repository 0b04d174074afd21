"""Asks how the hips feel, from 0 to 10: while one gets ready, and again at the end.

Rules of this room: nobody need answer; the time runs on as if it were not there; an answer can be
changed as long as the question stands. It keeps its room on the card while it is not to be seen, so
that the figure does not jump.
"""

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFont, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from unsit.core.language import _
from unsit.window.palette import Palette
from unsit.window.parts import Key, plain
from unsit.window.words import Words

BEST = 10
WIDE, HIGH, GAP = 30, 28, 2
"""Pixels of a number, and between two of them."""
TIMES = {"ready": "feel_before", "done": "feel_after"}
"""In which part of a session it is asked, and what the answer is called."""


class Number(Key):
    """One of the answers."""

    def __init__(self, palette: Palette, number: int) -> None:
        super().__init__()
        self._palette, self.number = palette, number
        self.setCheckable(True)
        self.setText(str(number))
        self.setAccessibleName(_("{number} of 10").format(number=number))

    def grow(self, growth: float) -> None:
        """Be so many times the first size."""
        font = QFont(self.font())
        font.setPixelSize(max(8, round(13 * growth)))
        self.setFont(font)
        self.setFixedSize(round(WIDE * growth), round(HIGH * growth))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802  # Qt's name
        """Paint the ground, the ring of the focus and the number."""
        palette, chosen = self._palette, self.isChecked()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        around = palette.text if chosen else palette.focus
        edge = palette.accent if chosen else palette.edge
        painter.setPen(QPen(QColor(around if self.hasFocus() else edge), 2))
        painter.setBrush(QColor(palette.accent if chosen else palette.button))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 7, 7)
        painter.setPen(QColor(palette.on_accent if chosen else palette.text))
        painter.setFont(self.font())
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.text())
        painter.end()


class Feeling(QWidget):
    """The question and its answers; `answered` says at what time: feel_before or feel_after."""

    answered = Signal(str)

    def __init__(self, palette: Palette, asked: bool) -> None:
        super().__init__()
        self._asked, self._time = asked, ""
        self._answers: dict[str, int] = {}
        self._question = Words(palette.dim, (13, 12, 11), 18)
        self._question.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.numbers = [Number(palette, number) for number in range(BEST + 1)]
        for number in self.numbers:
            number.clicked.connect(lambda *_, number=number: self._answer(number.number))
        if asked:
            self._arrange()
        self.hide()

    def follow(self, kind: str) -> None:
        """Ask in this part of a session, or not."""
        time = TIMES.get(kind, "") if self._asked else ""
        if time == self._time:
            return
        self._time = time
        before = _("How do your hips feel? 0 is bad, 10 is good")
        self._question.say(_("And how do they feel now?") if time == "feel_after" else before)
        self._mark()
        if not time and any(number.hasFocus() for number in self.numbers):
            self.window().setFocus()  # Qt would give it to the next button, and the next Space too
        self.setVisible(bool(time))

    def over(self) -> None:
        """Ask no more: it hurts, and there are other things to say."""
        self._asked = False
        self.follow("")

    def heed(self, event: QKeyEvent) -> bool:
        """Take a figure for an answer while there is a question; say whether it was one."""
        word = event.text()
        figure = len(word) == 1 and word in "0123456789"
        if not self._time or not figure or not plain(event) or event.isAutoRepeat():
            return False
        self._answer(int(word))
        return True

    def told(self) -> dict[str, int]:
        """Return what was answered; nothing of what was not."""
        return dict(self._answers)

    def grow(self, growth: float) -> None:
        """Be so many times the first size."""
        self._question.grow(growth)
        for number in self.numbers:
            number.grow(growth)

    def _answer(self, number: int) -> None:
        self._answers[self._time] = number
        self._mark()
        self.answered.emit(self._time)

    def _mark(self) -> None:
        for number in self.numbers:
            number.setChecked(self._answers.get(self._time) == number.number)

    def _arrange(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(GAP)
        row.addStretch(1)
        for number in self.numbers:
            row.addWidget(number)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self._question)
        column.addLayout(row)
        policy = self.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.setSizePolicy(policy)
