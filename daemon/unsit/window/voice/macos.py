"""What macOS brings: `say`. Written by its manual page, and not tried."""

from unsit.core.language import SPOKEN
from unsit.window.voice.ground import Ground
from unsit.window.voice.program import Program

QUIET = "[[volm 0.35]] "
"""The command for the loudness, from 0 to 1, that may stand in the text (Speech Synthesis
Programming Guide)."""


NAMES = {
    "de": "Anna",
    "fr": "Thomas",
    "es": "Mónica",
    "pt": "Joana",
    "ja": "Kyoko",
    "zh_CN": "Tingting",
    "ar": "Majed",
}
"""A voice for each language, by Apple's list of voices; English is left to whom the person has chosen.
`say` ends with an error where it is not there, and then nobody speaks."""


def say(ground: Ground) -> Program:
    """Return the engine."""
    return Program(ground, "say", _command)


def _command(quiet: bool) -> tuple[list[str], str]:
    named = ["-v", NAMES[SPOKEN.name]] if SPOKEN.name in NAMES else []
    return [*named, "-f", "-"], QUIET if quiet else ""
