"""The session window: what its buttons, its keys and the daemon's lines do, and when it looks.

Rules of this room: the player is the only state; the card hands it the time and shows its frame.
The timer runs only while something changes: thirty times a second while the body or the breath
moves, ten times while only the ring runs down, and once a second, on the second, when nobody can
see it: that is when chimes are due.
"""

import math
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QKeyEvent, QMouseEvent, QShowEvent
from PySide6.QtWidgets import QDialog, QLayout, QVBoxLayout

from unsit.core import player as playing
from unsit.core.language import _, in_a_row
from unsit.core.player import Player
from unsit.core.session import Plan
from unsit.window.announce import announce
from unsit.window.course import Course
from unsit.window.face import SIZE, Face
from unsit.window.lying import Lying
from unsit.window.palette import Palette
from unsit.window.parts import mirrored, plain
from unsit.window.remarks import Remarks
from unsit.window.stage import Drawing
from unsit.window.stray import Stray
from unsit.window.voice.prompter import Mute, Voice
from unsit.window.wording import SIDES

HEARD = 400
"""Milliseconds until a screen reader has found the window, and heard its title."""

FAST, SLOW = 33, 100
"""Milliseconds to the next look while the body moves, and while only the ring does."""


class Card(QDialog):
    """Plays one plan.

    `clock` returns seconds and never steps back; `tell` takes the events for the daemon; `sound`
    takes the name of a chime, and `hush` ends the one that sounds; `voice` says the cues.
    """

    def __init__(
        self,
        plan: Plan,
        palette: Palette,
        drawing: Drawing | None,
        clock: Callable[[], float],
        tell: Callable[[dict[str, Any]], None],
        sound: Callable[[str], None],
        hush: Callable[[], None],
        voice: Voice | None = None,
    ) -> None:
        super().__init__(None, Qt.WindowType.Window | Qt.WindowType.WindowStaysOnTopHint)
        self._plan, self._clock, self._tell = plan, clock, tell
        self._course = Course(plan, clock, tell, sound, hush, voice or Mute(), self._turned)
        self._remarks = Remarks(clock)
        self._stray = Stray(clock)
        self._shows_keys = False
        self._told_shown = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self.tick)
        self.face = Face(plan, palette, drawing, clock)
        acts = self._floor_changed, self.toggle, self.ouch
        self.floor = Lying(self.face, plan, palette, drawing, self, *acts)
        self._lay_out()
        self._connect()
        self._show()

    # --- what can be asked of it ---------------------------------------------------------------

    def tick(self) -> None:
        """Let the session go on to the present moment."""
        self._become(self._course.after(playing.advance))

    def toggle(self) -> None:
        """Let the time stand still, or run again; go on where it waits for the person."""
        self._do(playing.toggle)

    def onward(self) -> None:
        """Leave the rest of this step out."""
        self._do(playing.onward)

    def back(self) -> None:
        """Go to the step before."""
        self._do(playing.back)

    def again(self) -> None:
        """Begin this step anew."""
        self._do(playing.again)

    def ouch(self) -> None:
        """Stop at once, and show how to come out of the pose; the card then rests a while."""
        self.face.later.let_go()
        if not self._course.ouch():
            return
        way = self._course.player
        self.face.show_way_out(way.plan)
        caution = str(self._plan.pose.get("caution") or "")
        announce(self, in_a_row(_("Stopped."), way.segment.text, caution))
        self._show()

    def hear(self, wish: str) -> None:
        """Do what a line of the daemon asks; what it cannot know yet is ignored."""
        verbs = {
            "pause": self.toggle,
            "next": self.onward,
            "back": self.back,
            "again": self.again,
            "ouch": self.ouch,
            "stop": self.close,
            "floor": self.floor.toggle,
            "turn": self.floor.turn,
        }
        if wish in verbs and not self._course.over:
            verbs[wish]()

    def words_said(self) -> None:
        """Begin the hold that has waited for the voice to say what it is."""
        self._course.prompter.said()
        self._become(self._course.after(playing.spoken))

    def _turned(self) -> str:
        return self.floor.now

    def _floor_changed(self) -> None:
        if self._told_shown:
            self._course.tell_where()
        self._show()

    def note(self, words: str) -> None:
        """Say something once that has to do with all of the session, when there is room for it."""
        self._remarks.keep(words)
        self.tick()

    def _change_voice(self) -> None:
        words = self._course.prompter.cycle()
        self._remarks.key(words)
        announce(self, words)
        self.tick()

    def be_calm(self, calm: bool) -> None:
        """Move less from now on, or as much as there is."""
        self.face.stage.still = self.face.later.calm = self.floor.still = calm
        self._show()

    def later(self) -> None:
        """Close, and be reminded another time."""
        self._end("snooze")
        self.close()

    # --- the session goes on -------------------------------------------------------------------

    def _do(self, change: playing.Step) -> None:
        """Do what the person asks; who asks for something else does not wait for "later"."""
        self.face.later.let_go()
        self._become(self._course.after(change))

    def _become(self, player: Player) -> None:
        """Take over the next moment: sound it, tell it, show it."""
        if self._course.over:
            return
        change = self._course.become(player)
        if change is None:
            self.close()
            return
        if player.paused != change.before.paused:
            if player.paused:
                self._remarks.drop()
            announce(self, _("Paused") if player.paused else _("Going on"))
        if change.said:
            announce(self, change.said)
        self._begin_note()
        self._show()

    def _begin_note(self) -> None:
        """Say the note that waits, once there is no caution in its place."""
        player = self._course.player
        free = player.segment.kind != "ready" and self._course.hurt is None
        words = self._remarks.begin_note() if free and not player.paused else ""
        if words:
            announce(self, words)

    def _show(self) -> None:
        player, remarks = self._course.player, self._remarks
        frame = playing.frame(player)
        self.face.show_frame(frame, player.paused, self._shows_keys, remarks.of_key, remarks.note)
        self.floor.show(player, self._course.hurt is not None, remarks.of_key)
        # Translators: the title of the window: "Pigeon Pose – Right side".
        words, side = _("{pose} – {side}"), _(SIDES[frame.segment.side])
        title = words.format(pose=self._plan.pose["name"], side=side)
        if title != self.windowTitle():
            self.setWindowTitle(title)
        done = frame.rests and not self.floor.now
        self._look_again(None if done else frame.left)

    def _look_again(self, left: float | None) -> None:
        """Set the timer; `left` is the seconds left of the segment, None when nothing will change."""
        player, over = self._course.player, self._course.over
        if left is None or player.paused or over:
            self._timer.stop()
            if self._remarks.left and not over:
                self._timer.start(math.ceil(self._remarks.left * 1000))
            return
        if self._seen() and not self.face.stage.ticks:
            pause = FAST if self.face.stage.moves() else SLOW
        else:
            pause = math.ceil((left % 1.0 or 1.0) * 1000)
        due = self._course.prompter.until_next(player)
        self._timer.start(min(pause, math.ceil(due * 1000)))

    def _seen(self) -> bool:
        return self.isVisible() and not self.isMinimized() and self.windowHandle().isExposed()

    def _end(self, answer: str | None = None) -> None:
        """Tell once what became of the session."""
        self._timer.stop()
        self._course.end(answer, **self.face.feeling.told())

    # --- Qt's side -----------------------------------------------------------------------------

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        # Its parts grow and shrink with it: what they need now must not keep it from shrinking.
        column.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.face)
        self.resize(SIZE)
        self.setAccessibleDescription(_("F1 shows the keys"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFocus()

    def _connect(self) -> None:
        buttons = self.face.buttons
        buttons["back"].clicked.connect(self.back)
        buttons["pause"].clicked.connect(self.toggle)
        buttons["next"].clicked.connect(self.onward)
        buttons["done"].clicked.connect(self.close)
        buttons["floor"].clicked.connect(self.floor.toggle)
        self.face.ouch.clicked.connect(self.ouch)
        self.face.later.held.connect(self.later)
        self.face.feeling.answered.connect(self._felt)
        parts = (*buttons.values(), *self.face.feeling.numbers)
        for part in (self, *parts, self.face.ouch, self.face.later, self.face.stage):
            part.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  # Qt's name
        """Keep stray keys from the card, and tell of the first painted frame."""
        kind = event.type()
        if kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            return self._stray.now
        picture = self.floor.picture or self.face.stage
        if kind == QEvent.Type.Paint and watched is picture and not self._told_shown:
            self._told_shown = True
            QTimer.singleShot(0, self._tell_shown)
        return False

    def _tell_shown(self) -> None:
        self._tell({"event": "shown"})
        self._course.tell_where()
        QTimer.singleShot(HEARD, self._introduce)

    def _introduce(self) -> None:
        if not self._course.over:
            title = _("{sentence}.").format(sentence=self.windowTitle())
            announce(self, in_a_row(title, self._course.player.segment.text))

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802  # Qt's name
        """Begin to heed keys a moment after the window first becomes the active one."""
        if event.type() == QEvent.Type.ActivationChange and self.isActiveWindow():
            self._stray.begin()
        super().changeEvent(event)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802  # Qt's name
        """Start the time when the card comes up, not when it is made.

        The window system shows it again after it was minimized: the session has gone on since.
        """
        super().showEvent(event)
        if not self._told_shown:
            self._course.begin()
        self._show()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  # Qt's name
        """Do what a key means. A focused button has had its Space before this."""
        keys: dict[int, Callable[[], object]] = {
            Qt.Key.Key_Space: self.toggle,
            (Qt.Key.Key_Left if mirrored(self) else Qt.Key.Key_Right): self.onward,
            (Qt.Key.Key_Right if mirrored(self) else Qt.Key.Key_Left): self.back,
            Qt.Key.Key_O: self.ouch,
            Qt.Key.Key_Escape: self.close,
            Qt.Key.Key_V: self._change_voice,
            Qt.Key.Key_F: self.floor.toggle,
            Qt.Key.Key_T: self.floor.turn,
            Qt.Key.Key_F1: self._toggle_keys,
            Qt.Key.Key_Question: self._toggle_keys,
        }
        if self.face.feeling.heed(event):
            return
        if event.key() == Qt.Key.Key_N and plain(event) and self._may_be_later():
            self.face.later.heed(event)
        elif event.key() in keys and plain(event) and not event.isAutoRepeat():
            keys[event.key()]()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802  # Qt's name
        """Take a click anywhere for "ready" where that is waited for."""
        if self._course.player.segment.waits and event.button() == Qt.MouseButton.LeftButton:
            self.toggle()
        super().mousePressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:  # noqa: N802  # Qt's name
        """Let "later" go with its key."""
        if event.key() == Qt.Key.Key_N:
            self.face.later.heed(event)

    def _may_be_later(self) -> bool:
        """Say whether "later" is an answer; one that must be held only where that is to be seen."""
        return (
            self._course.hurt is None
            and self._plan.snooze
            and (not self._plan.snooze_hold or self.face.later.isVisible())
        )

    def _felt(self, time: str) -> None:
        """Take the last answer for the end of the session: there is nothing left to wait for."""
        if time == "feel_after":
            self.onward()

    def _toggle_keys(self) -> None:
        self._shows_keys = not self._shows_keys
        self._remarks.drop()
        self._show()

    def reject(self) -> None:
        """Close as any other way of closing does."""
        self.close()

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802  # Qt's name
        """Closing early counts as what it was."""
        self._end()
        event.accept()
