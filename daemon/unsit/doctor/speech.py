"""Could the steps be spoken? Nothing hangs on it."""

import os
import shutil
import sys
from pathlib import Path

from unsit.core.language import N_, _
from unsit.core.words import listed
from unsit.doctor.findings import Finding

INSTALL = N_("Install speech-dispatcher and espeak-ng if you want to hear the steps.")
PROGRAMS = {"win32": ("powershell",), "darwin": ("say",)}
"""What speaks by what the system brings, by sys.platform."""
ELSEWHERE = ("spd-say", "espeak-ng", "espeak")


def check() -> Finding:
    """Look for Speech Dispatcher, and for programs that speak."""
    programs = PROGRAMS.get(sys.platform, ELSEWHERE)
    found = [program for program in programs if shutil.which(program)]
    if _socket().is_socket():
        found.insert(0, "Speech Dispatcher")
    if not found:
        return Finding(
            True, _("nothing here can speak"), _(INSTALL) if programs is ELSEWHERE else ""
        )
    return Finding(True, _("there is {programs}").format(programs=listed(found)))


def _socket() -> Path:
    address = os.environ.get("SPEECHD_ADDRESS", "")
    if address.startswith("unix_socket:"):
        return Path(address.removeprefix("unix_socket:"))
    return Path(os.environ.get("XDG_RUNTIME_DIR", "/"), "speech-dispatcher", "speechd.sock")
