"""Says a session's cues as it goes on, and what a pause cut off when it goes on again.

Rules of this room: the player says where the session is; what is said never moves it but in one
way: a hold begins when its words have been said, see `core.cues.lead`.
"""

from typing import Protocol

from unsit.core import cues
from unsit.core.cues import Cue
from unsit.core.language import N_, _
from unsit.core.player import Player
from unsit.core.session import Plan

LOUDNESS = {"on": N_("Voice on."), "quiet": N_("Voice quiet."), "off": N_("Voice off.")}
"""What is shown when a key has changed how loud the voice is; all but the last is said, too."""

MISSING = N_("No voice here.")
"""What is shown instead where there is nothing to speak with."""

BRIEFLY = ("half", "count")
"""Cues that mean nothing a moment later."""


class Voice(Protocol):
    """What it asks of a voice; `speaker.Speaker` is one."""

    @property
    def speaks(self) -> bool:
        """Whether a phrase would be heard now."""

    def say(self, phrase: str) -> None:
        """Say a phrase in place of what is being said."""

    @property
    def missing(self) -> bool:
        """Whether there is nothing to speak with, though it is wanted."""

    def hush(self) -> None:
        """Be silent at once."""

    def cycle(self) -> str:
        """Be on, quiet, off in turn; return what it is now."""


class Mute:
    """The voice where there is none."""

    speaks = missing = False

    def say(self, phrase: str) -> None:
        """Say nothing."""

    def hush(self) -> None:
        """Be as silent as ever."""

    def cycle(self) -> str:
        """Stay off."""
        return "off"


class Prompter:
    """Follows one session."""

    def __init__(self, plan: Plan, voice: Voice) -> None:
        self._cues = cues.cues(plan)
        self._voice = voice
        self._unsaid: Cue | None = None
        """The words of this segment, until they have been said to their end."""
        self._remarks = False
        """Whether the newest phrase was none of the session's."""

    @property
    def speaks(self) -> bool:
        """Whether holds are to wait for their words."""
        return self._voice.speaks

    def follow(self, before: Player, after: Player) -> str:
        """Say what is due from one moment to a later one; return what a screen reader says of it.

        How the session begins it has said by then, with the window's title.
        """
        cue = cues.due(self._cues, before, after)
        self._remarks = self._remarks and cue is None and before.paused == after.paused
        if cue is not None and cue.kind not in BRIEFLY:
            self._unsaid = cue
        if after.paused:
            if not before.paused:
                self._voice.hush()
        elif before.paused:
            self._voice.say(self._unsaid.say if self._unsaid else "")
        elif cue is not None:
            self._voice.say(cue.say)
        elif before.index != after.index or after.into < before.into:
            self._voice.hush()
        return "" if cue is None or cue.kind == "ready" else cue.say or cue.text

    def said(self) -> None:
        """Take note that the newest phrase was said to its end."""
        if not self._remarks:
            self._unsaid = None

    def until_next(self, player: Player) -> float:
        """Return the seconds to the next thing to be said or sounded."""
        return cues.until_next(self._cues, player)

    def cycle(self) -> str:
        """Have the voice be on, quiet, off in turn; return the words to show."""
        words = _(LOUDNESS[self._voice.cycle()])
        if self._voice.missing:
            return _(MISSING)
        if self._voice.speaks:
            self._remarks = True
            self._voice.say(words)
        return words
