"""The first-run page: a few questions, and a stretch to begin with."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QSignalBlocker, QSize, Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from unsit import handbook
from unsit.core.language import _, in_a_row, pgettext
from unsit.core.words import length
from unsit.preferences.page import Page
from unsit.preferences.parts import Field, Switch
from unsit.preferences.questions import Choice, head, question, switched
from unsit.preferences.store import Store
from unsit.preferences.words import label
from unsit.schema.kinds import duration
from unsit.window.palette import Palette

WIDTH, RANGE = 600, 150
OFTEN = ("30 min", "45 min", "1 h", "1 h 30 min")
ALWAYS, WEEKDAYS = "always", "weekdays"
USUAL = "09:00-17:00"
REMIND, HOURS, AT_HAND, VOICE = "sitting.remind_after", "hours", "poses.at_hand", "session.voice"


class Welcome(Page):
    """A few questions. `tell` takes the events for whoever started it.

    An answer holds at once, so whoever closes the window has lost none. Both buttons say besides that
    the page is `answered`, and need not come again.
    """

    def __init__(
        self,
        store: Store,
        palette: Palette,
        tell: Callable[[dict[str, Any]], None],
        at_login: dict[str, Any] | None = None,
    ) -> None:
        """`at_login` says whether Unsit is started at login (`on`), and the sentence that tells which line the
        desktop wants in its own configuration (`line`, "" = none); None where nobody can have it so,
        and it is not asked.
        """
        super().__init__(store, palette, tell, _("Welcome to Unsit"))
        self.problem = QLabel()
        self.hours = Field(RANGE)
        self.login: Switch | None = None
        self.by_hand = QLabel()
        self._refused: dict[str, str] = {}
        """Why answers cannot be used, by the keys of their settings."""
        self._login_refused = ""
        self._may_come: list[QWidget] = [self.hours]
        """What is seen only with some answers."""
        self._ask()
        if at_login is not None:
            self._ask_of_login(palette, at_login.get("on") is True, str(at_login.get("line", "")))
        self.try_one = QPushButton(_("Try one now"))
        self.done = QPushButton(pgettext("a button", "Done"))
        self._lay_out()
        self.when.chips[1].toggled.connect(self.hours.setVisible)
        for key, choice in (
            (REMIND, self.often),
            (HOURS, self.when),
            (AT_HAND, self.at_hand),
            (VOICE, self.voice),
        ):
            choice.group.buttonClicked.connect(partial(self._keep, key))
        self.hours.timer.timeout.connect(partial(self._keep, HOURS))
        self.try_one.clicked.connect(lambda: self._finish(stretch=True))
        self.done.clicked.connect(lambda: self._finish(stretch=False))
        QShortcut(QKeySequence(Qt.Key.Key_Escape), self).activated.connect(self.close)
        self.often.first.setFocus()
        self.resize(self._whole())

    # --- the questions --------------------------------------------------------------------------------

    def _ask(self) -> None:
        often = self._value(REMIND)
        words = {duration(each): each for each in (*OFTEN, str(often))}
        offers = [(each, length(seconds)) for seconds, each in words.items()]
        self.often = Choice(_("Every"), offers, [often])
        hours = self._value(HOURS)
        when = [(ALWAYS, _("Any time")), (WEEKDAYS, _("Monday to Friday"))]
        self.when = Choice(_("I work"), when, [WEEKDAYS if hours else ALWAYS])
        self.hours.setText(", ".join(hours.get("mon-fri", [USUAL])))
        self.hours.setAccessibleName(_("From when to when"))
        self.when.beside(self.hours)
        self.hours.setVisible(bool(hours))
        at_hand = [(word, label(word)) for word in _setting(AT_HAND).choices]
        self.at_hand = Choice(_("At hand:"), at_hand, self._value(AT_HAND), many=True)
        voice = [(word, label(word)) for word in _setting(VOICE).choices]
        self.voice = Choice(_("Voice:"), voice, [self._value(VOICE)])

    def _ask_of_login(self, palette: Palette, on: bool, line: str) -> None:
        self.login = Switch(palette)
        self.login.setChecked(on)
        self.login.setAccessibleName(_("Start at login"))
        self.login.toggled.connect(lambda on: self._request(verb="autostart", on=on))
        self.by_hand.setText(in_a_row(_("This desktop starts nothing by itself."), line))
        self.by_hand.setTextFormat(Qt.TextFormat.PlainText)  # it may hold a <
        self.by_hand.setObjectName("about")
        self.by_hand.setWordWrap(True)
        selectable = Qt.TextInteractionFlag.TextSelectableByMouse
        self.by_hand.setTextInteractionFlags(
            selectable | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.by_hand.setVisible(on and bool(line))
        if line:
            self._may_come.append(self.by_hand)
            self.login.toggled.connect(self.by_hand.setVisible)

    def answers(self) -> dict[str, Any]:
        """Return what was answered, by the keys of the settings."""
        ranges = [part.strip() for part in self.hours.text().split(",") if part.strip()]
        return {
            REMIND: self.often.words[0],
            HOURS: {"mon-fri": ranges} if self.when.words == [WEEKDAYS] else {},
            AT_HAND: self.at_hand.words,
            VOICE: self.voice.words[0],
        }

    def _keep(self, key: str, *_: object) -> None:
        """Write one answer, and say which ones cannot be used; the others may be set elsewhere meanwhile."""
        self.store.read()
        self._refused[key] = self.store.problem or self.store.set(
            _setting(key), self.answers()[key]
        )
        self.hours.mark(bool(self._refused.get(HOURS)))
        self._say_refused()

    def _say_refused(self) -> None:
        refused = [why for why in (*self._refused.values(), self._login_refused) if why]
        self.problem.setText("\n".join(refused))
        self.problem.setVisible(bool(refused))

    def login_is(self, on: bool, why: str) -> None:
        """Show whether Unsit is started at login by now, and why it is not as the switch was set ("" = it is)."""
        if self.login is None:
            return
        with QSignalBlocker(self.login):  # it is told, not asked for
            self.login.setChecked(on)
        self.by_hand.setVisible(on and self.by_hand in self._may_come)
        self._login_refused = why
        self._say_refused()
        if why:  # which takes its room from the cards
            QTimer.singleShot(0, partial(self._scroll.ensureWidgetVisible, self.login))

    def _finish(self, stretch: bool) -> None:
        """Be answered, and stretch if that is wanted; stay when an answer cannot be used."""
        if self.hours.timer.isActive():  # not every desktop gives a button the keyboard by a click
            self.hours.timer.stop()
            self._keep(HOURS)
        for key in [key for key, why in self._refused.items() if why]:
            self._keep(key)
        if any(self._refused.values()):
            return
        self._tell({"event": "answered"})
        if stretch:
            self._request(verb="stretch")
        self.close()

    def _request(self, **request: Any) -> None:
        self._tell({"event": "request", "request": request})

    def _value(self, key: str) -> Any:
        return self.store.value(_setting(key))

    # --- Qt's side ------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(28, 22, 28, 20)
        column.setSpacing(14)
        column.addLayout(head(self.devicePixelRatioF()))
        self._body, self._scroll = QWidget(), QScrollArea()
        cards = QVBoxLayout(self._body)
        cards.setContentsMargins(0, 0, 0, 0)
        cards.setSpacing(10)
        for words, hint, *parts in (
            (_("How often shall Unsit ask you to get up?"), "", self.often),
            (_("When do you work?"), _("Outside these hours it is silent."), self.when),
            (_("What is at hand?"), _("A stretch that needs more is not offered."), self.at_hand),
            (_("Shall a voice lead you?"), _("So that you need not look."), self.voice),
        ):
            cards.addWidget(question(words, hint, parts))
        if self.login is not None:
            cards.addWidget(switched(_("Start at login"), self.login, self.by_hand))
            show = partial(self._scroll.ensureWidgetVisible, self.by_hand)
            self.login.toggled.connect(lambda: QTimer.singleShot(0, show))  # once it has its place
        cards.addStretch(1)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(self._body)
        column.addWidget(self._scroll, 1)
        self.problem.setObjectName("problem")
        self.problem.setWordWrap(True)
        self.problem.hide()
        column.addWidget(self.problem)
        column.addLayout(self._foot())

    def _whole(self) -> QSize:
        """Return the size at which nothing need be scrolled, whatever is answered."""
        hidden = [part for part in self._may_come if part.isHidden()]
        for part in hidden:
            part.show()
        column = self.layout()
        assert column is not None
        edges = column.contentsMargins()
        width = max(WIDTH, self.minimumSizeHint().width())
        inside = self._body.heightForWidth(width - edges.left() - edges.right())
        around = column.totalHeightForWidth(width) - self._scroll.sizeHint().height()
        for part in hidden:
            part.hide()
        return QSize(width, around + inside)

    def _foot(self) -> QVBoxLayout:
        hint = QLabel(
            in_a_row(
                _("What you choose holds at once."), _("All of it can be changed in Settings.")
            )
        )
        hint.setObjectName("hint")
        hint.setWordWrap(True)
        self.try_one.setObjectName("strong")
        for button in (self.done, self.try_one):
            button.setAutoDefault(False)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.done)
        buttons.addWidget(self.try_one)
        foot = QVBoxLayout()
        foot.setSpacing(10)
        foot.addWidget(hint)
        foot.addLayout(buttons)
        return foot


def _setting(key: str) -> handbook.Setting:
    found = handbook.find(key)
    assert found is not None, key
    return found
