"""What cannot be heard in a session, said once on the card: no voice, no player for the chimes.

Nobody is to listen for a cue that never comes. What is off by the settings is not missed; how to
mend the rest is said by `unsit doctor`.
"""

from collections.abc import Callable

from unsit.core.language import _
from unsit.core.session import Plan


class Lacking:
    """Keeps what is missing, and has each new state of that be said: by `say`, once that is set."""

    def __init__(self, plan: Plan) -> None:
        self._wants_voice, self._wants_chimes = plan.voice != "off", plan.sound
        self.say: Callable[[str], None] = _nobody
        self._has_voice, self._has_chimes = self._wants_voice, self._wants_chimes
        self._reader = False

    def voice(self) -> None:
        """There is nothing to speak with."""
        if self._has_voice:
            self._has_voice = False
            self.say(self.sentence())

    def chimes(self) -> None:
        """There is nothing that plays them."""
        if self._has_chimes:
            self._has_chimes = False
            self.say(self.sentence())

    def read(self, reads: bool) -> None:
        """A screen reader speaks, or does not any more: it is as good as a voice."""
        self._reader = reads

    def sentence(self) -> str:
        """Return what leads through the session in place of what is missing."""
        if self._has_chimes:
            return _("No voice here; the chimes lead you.")
        if self._reader:
            return _("No chimes here.")
        if self._has_voice:
            return _("No chimes here; the voice leads you.")
        if not self._wants_chimes:
            return _("No voice here: watch the ring.")
        return _("No sound here: watch the ring.")


def _nobody(words: str) -> None:
    """Nobody is to be told yet."""
