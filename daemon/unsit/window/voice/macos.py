"""What macOS brings: `say`. Written by its manual page, and not tried."""

from unsit.window.voice.program import Program

QUIET = "[[volm 0.35]] "
"""The command for the loudness, from 0 to 1, that may stand in the text (Speech Synthesis
Programming Guide)."""


def say() -> Program:
    """Return the engine."""
    return Program("say", _command)


def _command(quiet: bool) -> tuple[list[str], str]:
    return ["-f", "-"], QUIET if quiet else ""
