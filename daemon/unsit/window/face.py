"""What stands on the card, from the name of the pose down to the credit.

Rules of this room: it shows what it is told and decides nothing. Each part keeps its height, so
that the figure does not jump when the words change.
"""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QPalette, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from unsit.core import wayout
from unsit.core.language import N_, _, pgettext
from unsit.core.player import Frame
from unsit.core.session import Plan
from unsit.window.feeling import Feeling
from unsit.window.holding import HoldButton
from unsit.window.ouch import Ouch
from unsit.window.palette import Palette
from unsit.window.parts import Dots, Round, mirrored
from unsit.window.stage import Drawing, Stage
from unsit.window.wording import OUCH, SIDES, foot, heading, hint
from unsit.window.words import BLANK, Chip, Words

# Translators: what each key does; the name of the key comes first.
STEPS = N_("Space pause"), N_("Left, Right step")
KEYS = N_("F floor"), N_("V voice")
HURTS, CLOSE = N_("O ouch"), N_("Esc close")
STEERING = "back", "pause", "next"
"""The buttons that lead through a plan: in the rest after a pain there is no more of it."""
LATER, HOLD = N_("N later"), N_("N later (hold {seconds} s)")
"""The key of "later": where a tap is enough, and where it must be held."""
DOT = "\N{NO-BREAK SPACE}· "
"""Between two keys: no line begins with it."""

SIZE = QSize(400, 664)
"""Pixels of the card when it opens, where the screen has room."""

LEAST_GROWTH, MOST_GROWTH = 0.75, 4.0
"""How much smaller and larger than at first the words and buttons become with the card."""

HINTED, SMALL_PRINT = 400, 480
"""Pixels of height from which there is room for the hint, and for the credit as well."""


class Face(QWidget):
    """All that is seen; `buttons` are back, pause, next and done, `later` is there at first.

    `ouch` is there until it was pressed.
    """

    def __init__(
        self, plan: Plan, palette: Palette, drawing: Drawing | None, clock: Callable[[], float]
    ) -> None:
        super().__init__()
        self._plan, self._pose = plan, plan.pose
        self._snooze = plan.snooze
        self._hurts = False
        self._hold = plan.snooze_hold
        self._name = Words(palette.text, (20, 18, 16, 14, 12), 28, bold=True)
        self._chip = Chip(palette)
        self._dots = Dots(palette, plan.segments)
        self.stage = Stage(palette, drawing)
        self._heading = Words(palette.accent, (14,), 20, bold=True)
        self._text = Words(palette.text, (22, 20, 18, 16, 14, 12), 66, bold=True)
        self._hint = Words(palette.dim, (14, 13, 12, 11), 40)
        self.feeling = Feeling(palette, plan.ask_feel)
        self._credit = Words(palette.dim, (12, 11, 10), 16)
        self.buttons = {
            "back": Round(palette, "back", 50),
            "pause": Round(palette, "pause", 64, strong=True),
            "next": Round(palette, "next", 50),
            "done": Round(palette, "done", 50),
            "floor": Round(palette, "floor", 50),
        }
        self.ouch = Ouch(palette)
        self.later = HoldButton(
            palette, pgettext("a button", "Later"), "N", plan.snooze_hold, clock
        )
        self._fill()
        self._paint_ground(palette)
        self._arrange()

    def show_frame(
        self, frame: Frame, paused: bool, shows_keys: bool, remark: str = "", note: str = ""
    ) -> None:
        """Show a moment. In the place of the hint stands a remark about the last key, or with
        `shows_keys` the keys, or a note; but a caution comes before a note.
        """
        segment = frame.segment
        self._chip.setText(_(SIDES[segment.side]))
        self._dots.set_index(frame.index)
        above = heading(frame, self._pose)
        self._heading.say(_(OUCH.get(segment.kind, above)) if self._hurts else above)
        self._text.say(segment.text)
        caution = str(self._pose.get("caution") or "")
        minds = caution if self._hurts else hint(frame, self._pose)
        if note and not self._hurts and segment.kind != "ready":
            minds = note
        rests = wayout.rests(segment, self._hurts)
        keys = self._keys(segment.kind, rests) if shows_keys else minds
        self._hint.say(remark or keys)
        self._credit.say("" if self._hurts else foot(frame, self._plan))
        self.feeling.follow(segment.kind)
        self.stage.show_frame(frame, paused)
        self._offer_later(self._snooze and (segment.kind == "ready" or self.later.busy))
        sign, name = ("play", _("Go on")) if paused else ("pause", pgettext("a button", "Pause"))
        if segment.waits and not paused:
            sign, name = "play", _("Ready")
        self.buttons["pause"].name(sign, name, pgettext("a key", "Space"))
        if rests:
            self._let_rest()

    def show_way_out(self, way: Plan) -> None:
        """From now on show the way out of a pose that hurts."""
        if self.ouch.hasFocus():
            self.window().setFocus()  # the next Space is not for the button after it
        self.ouch.hide()
        self.feeling.over()
        self._hurts, self._snooze = True, way.snooze
        self._dots.follow(way.segments)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  # Qt's name
        """Grow all parts with the card; on a small one leave the small print out."""
        size = event.size()
        growth = min(size.width() / SIZE.width(), size.height() / SIZE.height())
        growth = min(max(growth, LEAST_GROWTH), MOST_GROWTH)
        self._chip.grow(growth)
        self._dots.grow(growth)
        for words in (self._name, self._heading, self._text, self._hint, self._credit):
            words.grow(growth)
        for button in self.buttons.values():
            button.grow(growth)
        self.feeling.grow(growth)
        self.later.grow(growth)
        self.ouch.grow(growth)
        self._hint.setVisible(size.height() >= HINTED)
        self._credit.setVisible(size.height() >= SMALL_PRINT)
        super().resizeEvent(event)

    def _keys(self, kind: str, rests: bool) -> str:
        """Return what the keys do; a hold can only be begun where its button is to be seen."""
        steps, hurts = () if rests else STEPS, () if self._hurts else (HURTS,)
        keys = map(_, (*steps, *KEYS, *hurts, CLOSE))
        if not self._snooze or (self._hold and kind != "ready"):
            return _row(*keys)
        held = _(HOLD).format(seconds=f"{self._hold:g}")
        return _row(*keys, held if self._hold else _(LATER))

    def _let_rest(self) -> None:
        """Offer no more to pause or to step through; what is left stays where it is."""
        for button in map(self.buttons.__getitem__, STEERING):
            if button.hasFocus():
                self.window().setFocus()  # Qt would give it to the next button, and the next Space too
            button.hide()

    def _offer_later(self, offered: bool) -> None:
        """Show the button or not; what was begun in time may be held to its end."""
        if self.later.hasFocus() and not offered:
            self.window().setFocus()  # Qt would give it to the next button, and the next Space too
        self.later.fit(self.stage.room_beside(self.later.height()))
        self.later.setVisible(offered)

    def _fill(self) -> None:
        self._name.say(str(self._pose["name"]))
        left, right = pgettext("a key", "Left"), pgettext("a key", "Right")
        back, ahead = (right, left) if mirrored(self) else (left, right)
        self.buttons["back"].name("back", pgettext("a button", "Back"), back)
        self.buttons["next"].name("next", pgettext("a button", "Next"), ahead)
        self.buttons["done"].name("done", pgettext("a button", "Done"), pgettext("a key", "Esc"))
        self.buttons["floor"].name("floor", pgettext("a button", "Floor mode"), "F")
        for button in map(self.buttons.__getitem__, STEERING):
            policy = button.sizePolicy()
            policy.setRetainSizeWhenHidden(True)
            button.setSizePolicy(policy)
        for words in (self._heading, self._text, self._hint, self._credit):
            words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        for words in (self._text, self._hint):
            words.setWordWrap(True)

        self.setToolTip(_("F1 shows the keys"))

    def _paint_ground(self, palette: Palette) -> None:
        colours = self.palette()
        colours.setColor(QPalette.ColorRole.Window, QColor(palette.ground))
        self.setPalette(colours)
        self.setAutoFillBackground(True)

    def _arrange(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self._name, 1)
        top.addWidget(self._chip, 0, Qt.AlignmentFlag.AlignVCenter)
        middle = QGridLayout()
        middle.addWidget(self.stage, 0, 0)
        corner = Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignRight
        other = Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeft
        middle.addWidget(self.ouch, 0, 0, other)
        middle.addWidget(self.later, 0, 0, corner)  # the ring leaves the corners free
        bottom = QHBoxLayout()
        bottom.setSpacing(8)
        bottom.addStretch(1)
        for button in self.buttons.values():
            bottom.addWidget(button)
        bottom.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 14, 20, 10)
        column.setSpacing(6)
        column.addLayout(top)
        column.addWidget(self._dots)
        column.addLayout(middle, 1)
        for words in (self._heading, self._text, self._hint):
            column.addWidget(words)
        column.addWidget(self.feeling)
        column.addLayout(bottom)
        column.addWidget(self._credit)


def _row(*keys: str) -> str:
    """Return what some keys do, in lines that break between two of them only."""
    return DOT.join(key.replace(" ", BLANK) for key in keys)
