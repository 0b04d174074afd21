"""One session in a terminal: what keys and wishes do, and when it looks at the clock.

It does what the card of the window does, and tells the same. It looks ten times a second while
something moves, and not at all while nothing does: a paused session costs nothing.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

from unsit.core import player as playing
from unsit.core import wayout
from unsit.core.language import _
from unsit.core.player import Player
from unsit.core.session import Plan
from unsit.loop import Loop, Timer
from unsit.terminal.sound import Sound
from unsit.window import told
from unsit.window.voice.prompter import Prompter, Voice

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
        self._sound, self._prompter = sound, Prompter(plan, voice)
        self._player: Player = playing.begin(plan, loop.waking())
        self._hurt: Player | None = None
        """Where the session stood when it hurt; then the way out is played."""
        self._remark, self._remarked = "", -math.inf
        self._later_at: float | None = None
        """When "later" will have been waited for long enough."""
        self._timer: Timer | None = None
        self.over = False
        self.ended: dict[str, Any] = {}
        """The last word, once it is over."""

    def begin(self) -> None:
        """Show it, and say that it has been shown."""
        self._show()
        self._tell({"event": "shown"})
        self._tell(told.where(self._player))

    # --- what can be asked of it ------------------------------------------------------------------

    def hear(self, wish: str) -> None:
        """Do what a key, or a line of the daemon, asks; what is not known is passed over."""
        verbs = {
            "pause": self.toggle,
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

    def toggle(self) -> None:
        """Let the time stand still, or run again; go on where it waits for the person."""
        if self._player.paused:
            self._do(playing.play)
        else:
            self._do(playing.onward if self._player.segment.waits else playing.pause)

    def ready(self) -> None:
        """Go on where it waits for the person; elsewhere Enter is no key."""
        if self._player.segment.waits:
            self.toggle()

    def rest(self) -> bool:
        """Let the time stand still; return whether it has run until now."""
        ran = not self.over and not self._player.paused
        if ran:
            self._do(playing.pause)
        return ran

    def ouch(self) -> None:
        """Stop at once, and show how to come out of the pose, until it is closed."""
        if self._hurt is not None:
            return
        now = self._loop.waking()
        self._hurt = playing.advance(self._player, now)
        self._hush()
        self._tell({"event": "ouch"})
        self._player = wayout.begin(self._hurt, now)
        self._tell(told.where(self._player))
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
        self._prompter.said()
        self._become(playing.spoken(self._player, self._loop.waking()))

    def show_again(self) -> None:
        """Show it anew: the terminal has another size, or has shown something else."""
        if not self.over:
            self._show()

    # --- it goes on -------------------------------------------------------------------------------

    def _do(self, change: playing.Step) -> None:
        self._become(change(self._player, self._loop.waking()))

    def _change_voice(self) -> None:
        self._remark, self._remarked = self._prompter.cycle(), self._loop.waking()
        self._look()

    def _look(self) -> None:
        now = self._loop.waking()
        if self._later_at is not None and now >= self._later_at:
            self._end("snooze")
        else:
            self._become(playing.advance(self._player, now))

    def _become(self, player: Player) -> None:
        """Take over the next moment: sound it, tell it, show it."""
        if self.over:
            return
        player = playing.voiced(player, self._prompter.speaks)
        before, self._player = self._player, player
        if player.over:
            self._end(None)
            return
        cue = playing.cue(before, player)
        if player.paused and not before.paused:
            self._hush()
        elif cue and self._sound and not (cue == "step" and self._prompter.speaks):
            self._sound.play(cue)
        self._prompter.follow(before, player)
        changed = (player.paused, player.voiced) != (before.paused, before.voiced)
        if playing.began(before, player) or changed:
            self._tell(told.where(player))
        self._show()

    def _show(self) -> None:
        self._face.show(
            Moment(self._player, self._hurt is not None, self._said(), self._may_be_later())
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
            wait = LOOK if self._player.paused else self._prompter.until_next(self._player)
            self._timer = self._loop.later(min(LOOK, max(wait, LEAST)), self._look)

    def _changes(self) -> bool:
        """Say whether anything will change with time alone."""
        if self._said():
            return True
        frame = playing.frame(self._player)
        rests = frame.segment.waits and frame.fraction >= 1.0
        return not self._player.paused and not rests

    def _may_be_later(self) -> bool:
        """Say whether "later" is an answer; one that costs only while it begins, as in the window."""
        begins = self._player.segment.kind == "ready"
        return self._hurt is None and self.plan.snooze and (begins or not self.plan.snooze_hold)

    def _hush(self) -> None:
        if self._sound is not None:
            self._sound.hush()

    def _end(self, answer: str | None) -> None:
        """Tell once what became of it."""
        if self.over:
            return
        self.over = True
        if self._timer is not None:
            self._timer.cancel()
        self._hush()
        if self._hurt is not None:
            self.ended = told.ended(self._hurt, None) | {"outcome": "ouch"}
        else:
            self.ended = told.ended(playing.advance(self._player, self._loop.waking()), answer)
        self._tell(self.ended)
