"""A language for tests, in which everything that was asked for can be told from what was not.

Each phrase is written in wide letters between brackets, with its fields as they are; so whatever
narrow letters are left in a text were written without asking for a phrase.
"""

import gettext
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from unsit.core.language import SPOKEN

FIELD = re.compile(r"(\{[^{}]*\}|%\([a-z]+\)s)")
WIDE = {
    code: code + 0xFEE0 for code in (*range(ord("A"), ord("Z") + 1), *range(ord("a"), ord("z") + 1))
}
WORD = re.compile(r"[A-Za-z][A-Za-z_'-]+")


def wide(text: str) -> str:
    """Return a phrase as this language has it."""
    parts = FIELD.split(text)
    said = "".join(part if FIELD.fullmatch(part) else part.translate(WIDE) for part in parts)
    return f"⟦{said}⟧"


class Wide(gettext.NullTranslations):
    """The catalogue: it has every phrase there could be."""

    def gettext(self, message: str) -> str:
        return wide(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return wide(msgid1 if n == 1 else msgid2)

    def pgettext(self, context: str, message: str) -> str:
        return wide(message)


@contextmanager
def spoken() -> Iterator[None]:
    """Speak it for a while."""
    SPOKEN.speak("xx", Wide())
    try:
        yield
    finally:
        SPOKEN.speak("en", None)


def unasked(text: str, but: Iterable[str] = ()) -> list[str]:
    """Return the words of a text that nobody asked for; what is to stand as it is (`but`) is none."""
    for known in sorted(but, key=len, reverse=True):
        text = text.replace(known, "")
    return WORD.findall(text)
