"""What cannot be heard in a session, said once: no voice, no player for the chimes.

Nobody is to listen for a cue that never comes. Nothing is said before both are known, as each sentence
names what leads in place of what is missing: whether chimes can be played shows only when the first one
is. What is off by the settings is not missed; how to mend the rest is said by `unsit doctor`.
"""

from collections.abc import Callable

from unsit.core.language import _
from unsit.core.session import Plan


class Lacking:
    """Keeps what is there and what is missing, and has that be said: by `say`, once that is set.

    What gets lost later in the session is news, and said as such.
    """

    def __init__(self, plan: Plan) -> None:
        self._wants_voice, self._wants_chimes = plan.voice != "off", plan.sound
        self.say: Callable[[str], None] = _nobody
        self._voice: bool | None = None if self._wants_voice else False
        self._chimes: bool | None = None if self._wants_chimes else False
        self._reader = False
        self._said = ""

    def voice(self, there: bool) -> None:
        """There is something to speak with, or nothing."""
        self._voice = there and self._wants_voice
        self._consider()

    def chimes(self, there: bool) -> None:
        """There is something that plays them, or nothing."""
        self._chimes = there and self._wants_chimes
        self._consider()

    def read(self, reads: bool) -> None:
        """A screen reader speaks, or does not any more: it is as good as a voice."""
        self._reader = reads
        self._consider()

    def sentence(self) -> str:
        """Return what leads through the session in place of what is missing, "" if nothing is."""
        no_voice = self._wants_voice and not self._voice and not self._reader
        no_chimes = self._wants_chimes and not self._chimes
        if no_voice and self._chimes:
            return _("No voice here; the chimes lead you.")
        if no_voice and not no_chimes:
            return _("No voice here: watch the ring.")
        if not no_chimes:
            return ""
        if self._reader:
            return _("No chimes here.")
        if self._voice:
            return _("No chimes here; the voice leads you.")
        return _("No sound here: watch the ring.")

    def _consider(self) -> None:
        known = self._chimes is not None and (self._voice is not None or self._reader)
        words = self.sentence() if known else ""
        if words and words != self._said:
            self._said = words
            self.say(words)


def _nobody(words: str) -> None:
    """Nobody is to be told yet."""
