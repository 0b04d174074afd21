"""What the card says for a moment: what a key has changed, and what cannot be heard here.

What a key has changed is a word or two, at once and wherever the person looks. A note about all of the
session takes longer to read: it waits until the person has got ready, so that it covers no caution,
and is for the card only.
"""

from collections.abc import Callable

REMARK, NOTE = 2.0, 5.0
"""Seconds for which it is said what a key has changed, and what cannot be heard here."""


class Remarks:
    """Keeps what is said now; `clock` returns seconds and never steps back."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._key, self._key_until = "", 0.0
        self._note, self._note_until = "", 0.0
        self._waiting = ""

    def key(self, words: str) -> None:
        """Say what a key has changed."""
        self._key, self._key_until = words, self._clock() + REMARK

    def drop(self) -> None:
        """Say nothing more of the last key: another has been pressed since."""
        self._key_until = 0.0

    def keep(self, words: str) -> None:
        """Have a note wait for its moment."""
        self._waiting = words

    def begin_note(self) -> str:
        """Begin to say the note that waits, and return it; "" when none does."""
        words, self._waiting = self._waiting, ""
        if words:
            self._note, self._note_until = words, self._clock() + NOTE
        return words

    @property
    def of_key(self) -> str:
        """What the last key has changed, while that is new."""
        return self._key if self._clock() < self._key_until else ""

    @property
    def note(self) -> str:
        """The note that is said now, "" for none."""
        return self._note if self._clock() < self._note_until else ""

    @property
    def left(self) -> float:
        """Seconds until there is less to say; 0 when nothing is said."""
        now = self._clock()
        return min(
            (end - now for end in (self._key_until, self._note_until) if end > now), default=0.0
        )
