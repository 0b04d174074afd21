"""Can the chimes be heard? Whether the loudspeakers are on nobody can tell."""

import os
import shutil
import socket
import sys
from pathlib import Path

from unsit import prepare
from unsit.core.language import N_, _
from unsit.doctor.findings import Finding
from unsit.window.chimes import PLAYERS

PATIENCE = 1.0
"""Seconds; a sound server answers in a millisecond."""

PLAYER = N_("Install a player: paplay (Debian: pulseaudio-utils), pw-play or aplay.")
SERVER = N_("Start PipeWire or PulseAudio if you want to hear the chimes.")


def check() -> Finding:
    """Look at the setting, the players and the sound server."""
    if not prepare.in_force().session.sound:
        return Finding(True, _("switched off in the settings"))
    if sys.platform == "win32":
        return Finding(True, _("Windows plays the chimes"))
    players = [words[0] for words in PLAYERS.get(sys.platform, ()) if shutil.which(words[0])]
    if not players:
        return Finding(True, _("there is no program to play the chimes"), _(PLAYER))
    if not _answers():
        return Finding(True, _("no sound server answers, so stretches may be silent"), _(SERVER))
    words = _("a sound server answers; {program} plays the chimes")
    return Finding(True, words.format(program=players[0]))


def _answers() -> bool:
    """Say whether PulseAudio, or PipeWire in its place, takes our call."""
    if sys.platform != "linux":
        return True  # sound is a part of the system there
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as line:
        line.settimeout(PATIENCE)
        try:
            line.connect(str(_place()))
        except OSError:
            return False
    return True


def _place() -> Path:
    """Return where the server listens: as PULSE_SERVER says, if it names a file."""
    for one in os.environ.get("PULSE_SERVER", "").split():
        path = one.rpartition("}")[2].removeprefix("unix:")
        if path.startswith("/"):
            return Path(path)
    return Path(os.environ.get("XDG_RUNTIME_DIR", "/"), "pulse", "native")
