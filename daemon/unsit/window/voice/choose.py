"""What there may be to speak with on a system, the best first."""

import os
import sys
from collections.abc import Mapping

from unsit.window.voice import Engine, tongues
from unsit.window.voice.ground import Ground


def engines(
    ground: Ground, system: str = sys.platform, environ: Mapping[str, str] = os.environ
) -> tuple[Engine, ...]:
    """Return what is to be tried on this system, best first. That of Windows needs Qt's loop."""
    if system == "win32":
        from unsit.window.voice.windows import SystemSpeech

        return (SystemSpeech(),)
    if system == "darwin":
        from unsit.window.voice.macos import say

        return (say(ground),)
    from unsit.window.voice.espeak import espeak
    from unsit.window.voice.ssip import Dispatcher

    programs = (name for name in ("espeak-ng", "espeak") if not tongues.cannot_read(name))
    return (Dispatcher(ground, environ), *(espeak(ground, name) for name in programs))
