"""Phrases and their language: English where nobody says otherwise, and phrase by phrase."""

import gettext
from collections.abc import Iterator

import pytest

from unsit.core.language import N_, SPOKEN, _, ngettext, pgettext

KNOWN = {"Hold": "Halten", "back\x04Back": "Zurück"}


class Half(gettext.NullTranslations):
    """A catalogue that knows a few phrases."""

    def gettext(self, message: str) -> str:
        return KNOWN.get(message, message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return f"{n} Schritte" if msgid2 == "{n} steps" else msgid2

    def pgettext(self, context: str, message: str) -> str:
        return KNOWN.get(f"{context}\x04{message}", message)


@pytest.fixture
def half() -> Iterator[None]:
    SPOKEN.speak("de", Half())
    yield
    SPOKEN.speak("en", None)


def test_english_is_spoken_where_nobody_says_otherwise() -> None:
    assert SPOKEN.name == "en"
    assert _("Hold") == N_("Hold") == pgettext("back", "Hold") == "Hold"
    assert [ngettext("{n} step", "{n} steps", n) for n in (0, 1, 2)] == [
        "{n} steps",
        "{n} step",
        "{n} steps",
    ]


def test_what_a_catalogue_lacks_is_said_in_english(half: None) -> None:
    assert (_("Hold"), _("Move")) == ("Halten", "Move")
    assert (pgettext("back", "Back"), pgettext("spine", "Back")) == ("Zurück", "Back")
    assert ngettext("{n} step", "{n} steps", 1) == "1 Schritte"
