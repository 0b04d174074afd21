"""The first-run page: four questions, and a stretch to begin with."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QPixmap, QShortcut
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from unsit import handbook, places
from unsit.core.language import _
from unsit.preferences.flow import Flow
from unsit.preferences.page import Page
from unsit.preferences.parts import Chip, Field
from unsit.preferences.store import Store
from unsit.preferences.words import label
from unsit.window.palette import Palette

WIDTH, HEIGHT, FACE = 560, 660, 56
OFTEN = ("30 min", "45 min", "1 h", "1 h 30 min")
ALWAYS, WEEKDAYS = "always", "weekdays"
USUAL = "09:00-17:00"
REMIND, HOURS, AT_HAND, VOICE = "sitting.remind_after", "hours", "poses.at_hand", "session.voice"
Offer = Sequence[tuple[str, str]]


class Choice(QWidget):
    """Chips of which one is chosen, or any."""

    def __init__(self, name: str, offers: Offer, chosen: Sequence[str], many: bool = False) -> None:
        super().__init__()
        flow = Flow(self)
        group = QButtonGroup(self)
        group.setExclusive(not many)
        self.chips = [Chip(word, words) for word, words in offers]
        for chip in self.chips:
            group.addButton(chip)
            chip.setChecked(chip.word in chosen)
            chip.setAccessibleName(f"{name} {chip.accessibleName()}")
            flow.addWidget(chip)

    @property
    def first(self) -> Chip:
        """What the keyboard begins with: the chip that is chosen."""
        return next((chip for chip in self.chips if chip.isChecked()), self.chips[0])

    @property
    def words(self) -> list[str]:
        """What is chosen."""
        return [chip.word for chip in self.chips if chip.isChecked()]


class Welcome(Page):
    """Four questions. `tell` takes the events for whoever started it."""

    def __init__(
        self, store: Store, palette: Palette, tell: Callable[[dict[str, Any]], None]
    ) -> None:
        super().__init__(store, palette, tell, _("Welcome to Unsit"))
        self.problem = QLabel()
        self.hours = Field(200)
        self._ask()
        self.try_one, self.later = QPushButton(_("Try one now")), QPushButton(_("Later"))
        self._lay_out()
        self.when.chips[1].toggled.connect(self.hours.setVisible)
        self.try_one.clicked.connect(lambda: self._done(stretch=True))
        self.later.clicked.connect(lambda: self._done(stretch=False))
        QShortcut(QKeySequence(Qt.Key.Key_Escape), self).activated.connect(self.close)
        self.often.first.setFocus()
        self.resize(WIDTH, HEIGHT)

    # --- the questions --------------------------------------------------------------------------------

    def _ask(self) -> None:
        often = self._value(REMIND)
        offers = [(each, each) for each in dict.fromkeys((*OFTEN, str(often)))]
        self.often = Choice(_("Every"), offers, [often])
        hours = self._value(HOURS)
        when = [(ALWAYS, _("Any time")), (WEEKDAYS, _("Monday to Friday"))]
        self.when = Choice(_("I work"), when, [WEEKDAYS if hours else ALWAYS])
        self.hours.setText(", ".join(hours.get("mon-fri", [USUAL])))
        self.hours.setAccessibleName(_("From when to when"))
        self.hours.setVisible(bool(hours))
        at_hand = [(word, label(word)) for word in _setting(AT_HAND).choices]
        self.at_hand = Choice(_("At hand:"), at_hand, self._value(AT_HAND), many=True)
        voice = [(word, label(word)) for word in _setting(VOICE).choices]
        self.voice = Choice(_("Voice:"), voice, [self._value(VOICE)])

    def answers(self) -> dict[str, Any]:
        """Return what was answered, by the keys of the settings."""
        ranges = [part.strip() for part in self.hours.text().split(",") if part.strip()]
        return {
            REMIND: self.often.words[0],
            HOURS: {"mon-fri": ranges} if self.when.words == [WEEKDAYS] else {},
            AT_HAND: self.at_hand.words,
            VOICE: self.voice.words[0],
        }

    def _done(self, stretch: bool) -> None:
        """Write the answers, and stretch if that is wanted; stay when one cannot be used."""
        for key, value in self.answers().items():
            refusal = self.store.set(_setting(key), value)
            if refusal:
                self.hours.mark(key == HOURS)
                self.problem.setText(refusal)
                self.problem.show()
                return
        if stretch:
            self._tell({"event": "request", "request": {"verb": "stretch"}})
        self.close()

    def _value(self, key: str) -> Any:
        return self.store.value(_setting(key))

    # --- Qt's side ------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(28, 24, 28, 20)
        column.setSpacing(16)
        column.addLayout(self._head())
        body = QWidget()
        cards = QVBoxLayout(body)
        cards.setContentsMargins(0, 0, 0, 0)
        cards.setSpacing(12)
        for words, hint, *parts in (
            (_("How often shall Unsit ask you to get up?"), "", self.often),
            (_("When do you work?"), _("Outside these hours it is silent."), self.when, self.hours),
            (_("What is at hand?"), _("A stretch that needs more is not offered."), self.at_hand),
            (_("Shall a voice lead you?"), _("So that you need not look."), self.voice),
        ):
            cards.addWidget(_question(words, hint, parts))
        cards.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(body)
        column.addWidget(scroll, 1)
        self.problem.setObjectName("problem")
        self.problem.setWordWrap(True)
        self.problem.hide()
        column.addWidget(self.problem)
        column.addLayout(self._foot())

    def _head(self) -> QHBoxLayout:
        face, words, about = QLabel(), QLabel(_("Welcome to Unsit")), QLabel()
        ratio = self.devicePixelRatioF()
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
        about.setText(
            _("Four questions, then it waits in the tray until you have sat long enough.")
        )
        text = QVBoxLayout()
        text.setSpacing(2)
        text.addWidget(words)
        text.addWidget(about)
        head = QHBoxLayout()
        head.setSpacing(16)
        head.addWidget(face, 0, Qt.AlignmentFlag.AlignTop)
        head.addLayout(text, 1)
        return head

    def _foot(self) -> QHBoxLayout:
        hint = QLabel(_("All of it can be changed in Settings."))
        hint.setObjectName("hint")
        hint.setWordWrap(True)
        self.try_one.setObjectName("strong")
        for button in (self.later, self.try_one):
            button.setAutoDefault(False)
        foot = QHBoxLayout()
        foot.addWidget(hint, 1)
        foot.addWidget(self.later)
        foot.addWidget(self.try_one)
        return foot


def _question(words: str, hint: str, parts: Sequence[QWidget]) -> QFrame:
    card = QFrame()
    card.setObjectName("card")
    inside = QVBoxLayout(card)
    inside.setContentsMargins(18, 14, 18, 16)
    inside.setSpacing(8)
    title = QLabel(words)
    font = title.font()
    font.setBold(True)
    title.setFont(font)
    title.setWordWrap(True)
    inside.addWidget(title)
    if hint:
        more = QLabel(hint)
        more.setObjectName("about")
        more.setWordWrap(True)
        inside.addWidget(more)
    for part in parts:
        inside.addWidget(part)
    return card


def _setting(key: str) -> handbook.Setting:
    found = handbook.find(key)
    assert found is not None, key
    return found
