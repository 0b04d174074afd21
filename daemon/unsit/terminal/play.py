"""One session in a terminal: what keys and wishes do, and when it looks at the clock.

It does what the card of the window does, and tells the same. It looks ten times a second while
something moves, and not at all while nothing does: a paused session costs nothing.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

from unsit.core import player as playing
from unsit.core.language import _
from unsit.core.player import Player
from unsit.core.session import Plan
from unsit.loop import Loop, Timer
from unsit.terminal.sound import Sound
from unsit.window.course import Course
from unsit.window.voice.prompter import Voice

LOOK = 0.1
"""Seconds between two looks while the ring runs."""

LEAST = 0.001
"""Seconds: what counting in floats leaves of a wait is none."""

REMARK = 2.0
"""Seconds for which it is shown what a key has changed."""


@dataclass(frozen=True)
class Moment:
    """What is to be shown. `remark` is a word about the last key; `later` whether N is an answer."""

    player: Player
    hurts: bool
    remark: str
    later: bool


class Face(Protocol):
    """Who shows it."""

    def show(self, moment: Moment) -> None:
        """Show a moment, where it differs from what is shown."""


class Session:
    """Plays one plan from now on.

    `tell` takes the events for the daemon, `sound` the names of chimes (None: no sound is wanted).
    """

    def __init__(
        self,
        plan: Plan,
        loop: Loop,
        face: Face,
        tell: Callable[[dict[str, Any]], object],
        sound: Sound | None,
        voice: Voice,
    ) -> None:
        self.plan, self._loop, self._face, self._tell = plan, loop, face, tell
        ring, hush = (sound.play, sound.hush) if sound else (_keep_still, _keep_still)
        self._course = Course(plan, loop.waking, tell, ring, hush, voice)
        self._remark, self._remarked = "", -math.inf
        self._later_at: float | None = None
        """When "later" will have been waited for long enough."""
        self._timer: Timer | None = None

    @property
    def over(self) -> bool:
        """Whether it has ended."""
        return self._course.over

    def begin(self) -> None:
        """Show it, and say that it has been shown."""
        self._show()
        self._tell({"event": "shown"})
        self._course.tell_where()

    # --- what can be asked of it ------------------------------------------------------------------

    def hear(self, wish: str) -> None:
        """Do what a key, or a line of the daemon, asks; what is not known is passed over."""
        verbs = {
            "pause": lambda: self._do(playing.toggle),
            "ready": self.ready,
            "next": lambda: self._do(playing.onward),
            "back": lambda: self._do(playing.back),
            "again": lambda: self._do(playing.again),
            "voice": self._change_voice,
            "ouch": self.ouch,
            "later": self.later,
            "stop": self.stop,
        }
        if wish in verbs and not self.over:
            if wish != "later":
                self._later_at = None
            verbs[wish]()

    def ready(self) -> None:
        """Go on where it waits for the person; elsewhere Enter is no key."""
        if self._course.player.segment.waits:
            self._do(playing.toggle)

    def rest(self) -> bool:
        """Let the time stand still; return whether it has run until now."""
        ran = not self.over and not self._course.player.paused
        if ran:
            self._do(playing.pause)
        return ran

    def ouch(self) -> None:
        """Stop at once, and show how to come out of the pose; it then rests a while."""
        if self._course.ouch():
            self._show()

    def later(self) -> None:
        """End, and be reminded another time; one that costs is waited for, as in `unsit snooze`."""
        if not self._may_be_later():
            return
        if not self.plan.snooze_hold:
            self._end("snooze")
        elif self._later_at is None:
            self._later_at = self._loop.waking() + self.plan.snooze_hold
            self._look()

    def stop(self) -> None:
        """End now; it counts as what it was."""
        self._end(None)

    def words_said(self) -> None:
        """Begin the hold that has waited for the voice to say what it is."""
        self._course.prompter.said()
        self._do(playing.spoken)

    def show_again(self) -> None:
        """Show it anew: the terminal has another size, or has shown something else."""
        if not self.over:
            self._show()

    # --- it goes on -------------------------------------------------------------------------------

    def _do(self, change: playing.Step) -> None:
        self._become(self._course.after(change))

    def _change_voice(self) -> None:
        self._remark, self._remarked = self._course.prompter.cycle(), self._loop.waking()
        self._look()

    def _look(self) -> None:
        now = self._loop.waking()
        if self._later_at is not None and now >= self._later_at:
            self._end("snooze")
        else:
            self._become(playing.advance(self._course.player, now))

    def _become(self, player: Player) -> None:
        """Take over the next moment: sound it, tell it, show it."""
        if self.over:
            return
        if self._course.become(player) is None:
            self._end(None)
        else:
            self._show()

    def _show(self) -> None:
        self._face.show(
            Moment(self._course.player, self._hurts, self._said(), self._may_be_later())
        )
        self._look_again()

    def _said(self) -> str:
        """Return the word about the last key, while it is new."""
        now = self._loop.waking()
        if self._later_at is not None:
            left = math.ceil(self._later_at - now)
            return _("Later in {seconds} s; any other key stays.").format(seconds=left)
        return self._remark if now < self._remarked + REMARK else ""

    def _look_again(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if not self.over and self._changes():
            player = self._course.player
            wait = LOOK if player.paused else self._course.prompter.until_next(player)
            self._timer = self._loop.later(min(LOOK, max(wait, LEAST)), self._look)

    def _changes(self) -> bool:
        """Say whether anything will change with time alone."""
        if self._said():
            return True
        player = self._course.player
        return not player.paused and not playing.frame(player).rests

    def _may_be_later(self) -> bool:
        """Say whether "later" is an answer; one that costs only while it begins, as in the window."""
        begins = self._course.player.segment.kind == "ready"
        return not self._hurts and self.plan.snooze and (begins or not self.plan.snooze_hold)

    @property
    def _hurts(self) -> bool:
        return self._course.hurt is not None

    def _end(self, answer: str | None) -> None:
        """Tell once what became of it."""
        if self._timer is not None:
            self._timer.cancel()
        self._course.end(answer)


def _keep_still(*_: str) -> None:
    """Make no sound."""
