"""espeak-ng, and espeak before it: small, on most Linux systems, heard 60 ms after the call."""

from unsit.window.voice import tongues
from unsit.window.voice.ground import Ground
from unsit.window.voice.program import Program

LOUD, QUIET = 100, 35
"""Amplitudes of its -a; 100 is its own."""


def espeak(ground: Ground, name: str) -> Program:
    """Return the engine of this program; it is espeak-ng or espeak."""
    return Program(ground, name, _command)


def _command(quiet: bool) -> tuple[list[str], str]:
    return ["-v", tongues.code(), "-a", str(QUIET if quiet else LOUD), "--stdin"], ""
