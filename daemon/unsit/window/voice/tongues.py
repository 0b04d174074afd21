"""What the languages are called by what speaks, and who can speak them.

Rules of this room: a phrase is said by a voice of its language or not at all. A voice of another would
read it so that nobody understands; the words stand on the card, and the chimes lead through it.
"""

from collections.abc import Iterable

from unsit.core.language import SPOKEN

CODES = {"zh_CN": "zh"}
"""For Speech Dispatcher and espeak, where that is not gettext's name: espeak-ng 1.51 takes zh for
Mandarin, and so does the server's module for it."""
DIALECTS = {"zh": ("zh", "cmn")}
"""Names by which voices may call a language."""
UNREADABLE = {"ja"}
"""What espeak has a voice for and cannot read: of Japanese only kana, each kanji is named by its kind."""
ESPEAK = "espeak"
"""How the names of espeak, espeak-ng and the modules with them begin."""


def code() -> str:
    """Return the language of our phrases, as Speech Dispatcher and espeak call it."""
    return CODES.get(SPOKEN.name, SPOKEN.name)


def reads(name: str) -> bool:
    """Say whether what speaks by this name is known to read our language."""
    return name.startswith(ESPEAK) and code() not in UNREADABLE


def cannot_read(name: str) -> bool:
    """Say whether what speaks by this name is known not to read it."""
    return name.startswith(ESPEAK) and code() in UNREADABLE


def among(voices: Iterable[str]) -> bool:
    """Say whether a voice of our language is among those that a server lists: name, language, kind."""
    wanted = DIALECTS.get(code(), (code(),))
    languages = (voice.split("\t")[1] for voice in voices if voice.count("\t") > 1)
    return any(language.lower().replace("_", "-").split("-")[0] in wanted for language in languages)
