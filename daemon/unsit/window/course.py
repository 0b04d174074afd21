"""A plan as it is played, whoever shows it: what may be asked of it, what sounds, and what is told of it.

The card of the window has one, and the session in a terminal. Rules of this room: the player is the only
state; it knows no Qt and sets no timer: whoever shows it decides when it is looked at.
"""

from collections.abc import Callable
from typing import Any, NamedTuple

from unsit.core import player as playing
from unsit.core import wayout
from unsit.core.player import Player
from unsit.core.session import Plan
from unsit.window import told
from unsit.window.voice.prompter import Prompter, Voice


class Change(NamedTuple):
    """From one moment to the next: the player before, and what a screen reader says of it."""

    before: Player
    said: str


class Course:
    """Plays one plan.

    `clock` returns seconds and never steps back; `tell` takes the events for the daemon; `sound`
    takes the name of a chime, and `hush` ends the one that sounds; `voice` says the cues; `floor`
    says how floor mode is turned.
    """

    def __init__(
        self,
        plan: Plan,
        clock: Callable[[], float],
        tell: Callable[[dict[str, Any]], object],
        sound: Callable[[str], object],
        hush: Callable[[], object],
        voice: Voice,
        floor: Callable[[], str] = str,
    ) -> None:
        self.plan = plan
        """What is played; the way out, when it hurts, is a plan of its own, that of the player."""
        self._clock, self._tell, self._sound, self._hush = clock, tell, sound, hush
        self._floor = floor
        self.prompter = Prompter(plan, voice)
        """What has the voice say each cue, as the player moves."""
        self.player: Player = playing.begin(plan, clock())
        """Where it stands: in the plan, or in the way out."""
        self.hurt: Player | None = None
        """Where it stood when it hurt; then the way out is played."""
        self.over = False
        """Whether its end was told."""

    def begin(self) -> None:
        """Begin now, and not when it was made."""
        self.player = playing.begin(self.plan, self._clock())

    def after(self, change: playing.Step) -> Player:
        """Return the player after a change that is wanted now; in the rest after a pain time only runs."""
        now = self._clock()
        player = self.player if self._rests(self.player) else change(self.player, now)
        return playing.play(player, now) if self._rests(player) else player

    def become(self, player: Player) -> Change | None:
        """Take over the next moment: sound it and tell it; None = there is none, the plan is over."""
        player = playing.voiced(player, self.prompter.speaks)
        before, self.player = self.player, player
        if player.over:
            return None
        cue = playing.cue(before, player)
        if player.paused and not before.paused:
            self._hush()
        elif cue is not None and not (cue == "step" and self.prompter.speaks):
            self._sound(cue)  # where a step is said, a chime would only drown its first word
        said = self.prompter.follow(before, player)
        changed = (player.paused, player.voiced) != (before.paused, before.voiced)
        if playing.began(before, player) or changed:
            self.tell_where()
        return Change(before, said)

    def ouch(self) -> bool:
        """Stop at once and begin the way out; say whether that was not so already."""
        if self.over or self.hurt is not None:
            return False
        now = self._clock()
        self.hurt = playing.advance(self.player, now)
        self._hush()
        self._tell({"event": "ouch"})
        self.player = wayout.begin(self.hurt, now)
        self.tell_where()
        return True

    def tell_where(self) -> None:
        """Tell where it is."""
        self._tell(told.where(self.player, self._floor()))

    def end(self, answer: str | None = None, **more: Any) -> None:
        """Tell once what became of it; `answer` is snooze, or None for no answer."""
        if self.over:
            return
        self.over = True
        self._hush()
        if self.hurt is not None:
            ended = told.ended(self.hurt, None) | {"outcome": "ouch"}
        else:
            ended = told.ended(self.after(playing.advance), answer)
        self._tell(ended | more)

    def _rests(self, player: Player) -> bool:
        return wayout.rests(player.segment, self.hurt is not None)
