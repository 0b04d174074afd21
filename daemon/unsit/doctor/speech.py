"""Could the steps be spoken? Nothing hangs on it."""

import os
import shutil
from pathlib import Path

from unsit.core.language import N_, _
from unsit.core.words import listed
from unsit.doctor.findings import Finding

INSTALL = N_("Install speech-dispatcher and espeak-ng if you want to hear the steps.")
PROGRAMS = ("spd-say", "espeak-ng", "espeak")


def check() -> Finding:
    """Look for Speech Dispatcher, and for programs that speak."""
    found = [program for program in PROGRAMS if shutil.which(program)]
    if _socket().is_socket():
        found.insert(0, "Speech Dispatcher")
    if not found:
        return Finding(True, _("nothing here can speak"), _(INSTALL))
    return Finding(True, _("there is {programs}").format(programs=listed(found)))


def _socket() -> Path:
    address = os.environ.get("SPEECHD_ADDRESS", "")
    if address.startswith("unix_socket:"):
        return Path(address.removeprefix("unix_socket:"))
    return Path(os.environ.get("XDG_RUNTIME_DIR", "/"), "speech-dispatcher", "speechd.sock")
