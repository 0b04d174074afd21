"""The language in which people are spoken to: every phrase of Unsit by its English text.

Rules of this room: a phrase stands in the code in English, whole, with named fields, inside one of
the four functions below, whose names gettext's tools know; what has no translation is said in
English, phrase by phrase. A process speaks one language at a time, so this is the one thing in the
core that is not handed around: whoever starts a process says which (`SPOKEN.speak`), once, and
before that, and in tests that do not ask, it is English. Finding and reading catalogues is done
elsewhere: the core opens no file.
"""

from typing import Protocol

LANGUAGES = ("en", "de", "fr", "es", "pt", "ja", "zh_CN", "ar")
"""Those that Unsit speaks, by gettext's names; English is the one that it is written in."""
RTL = {"ar"}
"""Those that are written from right to left."""
UNSPACED = {"ja", "zh_CN"}
"""Those that put no space between sentences."""


class Translations(Protocol):
    """A catalogue of phrases; the standard library's GNUTranslations is one."""

    def gettext(self, message: str) -> str:
        """Return a phrase in this language, or unchanged."""

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """Return the form that this language uses for `n`."""

    def pgettext(self, context: str, message: str) -> str:
        """Return a phrase that has several meanings in English; `context` says which."""


class Spoken:
    """What is spoken now: `name` is a language as gettext names them: en, de, zh_CN."""

    def __init__(self) -> None:
        self.speak("en", None)

    def speak(self, name: str, translations: Translations | None) -> None:
        """Speak another language from now on; None is English."""
        self.name, self.translations = name, translations


SPOKEN = Spoken()


def _(text: str) -> str:
    """Return a phrase in the language that is spoken."""
    catalogue = SPOKEN.translations
    # Of "" gettext returns the head of the catalogue.
    return catalogue.gettext(text) if catalogue is not None and text else text


def ngettext(one: str, many: str, n: int) -> str:
    """Return the one of two phrases that fits a number, in the language that is spoken."""
    catalogue = SPOKEN.translations
    if catalogue is None:
        return one if n == 1 else many
    return catalogue.ngettext(one, many, n)


def pgettext(context: str, text: str) -> str:
    """Return a phrase whose English has several meanings; `context` says which is meant."""
    catalogue = SPOKEN.translations
    return text if catalogue is None else catalogue.pgettext(context, text)


def in_a_row(*sentences: str) -> str:
    """Return whole sentences one after the other; empty ones are left out."""
    between = "" if SPOKEN.name in UNSPACED else " "
    return between.join(sentence for sentence in sentences if sentence)


def right_to_left(name: str) -> bool:
    """Say whether a language is written from right to left."""
    return name in RTL


def N_(text: str) -> str:  # noqa: N802  # the name that gettext's tools look for
    """Mark a phrase that is translated later, where it is used; return it as it is."""
    return text
