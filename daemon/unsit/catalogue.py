"""Which language is spoken, and its catalogue: config/languages/NAME.mo, made by installers/languages.py.

Rules of this room: English needs no catalogue, and nothing is loaded for it; a language that we do not
have, or a catalogue that cannot be read, is English, and never an error.
"""

import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from unsit import places
from unsit.core.language import LANGUAGES, SPOKEN, Translations

AUTO, ENGLISH = "auto", "en"
LOCALES = ("LC_ALL", "LC_MESSAGES", "LANG")
"""The variables that name the locale of messages; the first that is set counts."""
PREFERRED = "LANGUAGE"
"""Names languages, the best first; without a locale ("C") it counts for nothing, as in GNU gettext."""
NO_LOCALE = {"C", "POSIX"}
SIMPLIFIED = {"", "CN", "SG", "HANS"}
"""Territories and scripts of the Chinese that is written in short signs; the other is another."""


def speak(setting: str = AUTO, environ: Mapping[str, str] = os.environ) -> None:
    """Speak the language that the settings and the environment ask for."""
    speak_in(choose(setting, environ))


def speak_in(name: str) -> None:
    """Speak the language of this name; English, where we do not have it."""
    if name != SPOKEN.name:
        found = None if name == ENGLISH else load(name)
        SPOKEN.speak(ENGLISH if found is None else name, found)


def choose(setting: str, environ: Mapping[str, str]) -> str:
    """Return the language to speak: that of the settings, or for "auto" that of the desktop."""
    if setting != AUTO:
        return setting if setting in LANGUAGES else ENGLISH
    return next((name for wish in _wishes(environ) if (name := known(wish))), ENGLISH)


def known(locale: str) -> str:
    """Return the language of ours that a locale asks for, such as "de_AT.UTF-8"; "" = none."""
    language, _, rest = locale.partition(".")[0].partition("@")[0].replace("-", "_").partition("_")
    if language.lower() != "zh":
        return language.lower() if language.lower() in LANGUAGES else ""
    return "zh_CN" if rest.partition("_")[0].upper() in SIMPLIFIED else ""


def load(name: str) -> Translations | None:
    """Return the catalogue of a language; None when there is none that can be read."""
    import struct
    from gettext import GNUTranslations

    if name not in LANGUAGES:
        return None
    try:
        with path(name).open("rb") as file:
            return GNUTranslations(file)
    except (OSError, ValueError, LookupError, struct.error):  # as one that is damaged raises
        return None


def path(name: str) -> Path:
    """Return where the catalogue of a language is."""
    return places.shipped("config") / "languages" / f"{name}.mo"


def asked() -> str:
    """Return the language that the settings file asks for; "auto" where it cannot be read.

    For whoever starts, and has to speak before the settings are known; the daemon must not load what
    reads TOML, and is told by `unsit.prepare`.
    """
    import tomllib

    try:
        document = tomllib.loads(places.read_file(places.settings_file()).decode("utf-8-sig"))
        return str(document["general"]["language"])
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return AUTO


def _wishes(environ: Mapping[str, str]) -> Iterator[str]:
    """Yield what the environment asks for, the best first.

    Windows and macOS name the language of their desktop elsewhere: whoever brings them asks here.
    """
    locale = next((value for name in LOCALES if (value := environ.get(name))), "")
    if locale not in NO_LOCALE:
        yield from environ.get(PREFERRED, "").split(":")
        yield locale
