"""Can the session window be opened? Tried by a child: where Qt is unhappy it aborts its process."""

import os
import signal
import subprocess
import sys

from unsit.doctor import daemon
from unsit.doctor.findings import Finding

PATIENCE = 10.0
"""Seconds; the first start of Qt from a cold disk takes a few."""

DISPLAYS = ("DISPLAY", "WAYLAND_DISPLAY")
ELSEWHERE = "not tried from here, where no display is; the daemon has one"

DISPLAY = "Run Unsit inside a desktop session, and look at DISPLAY and WAYLAND_DISPLAY."
INSTALL = "Install it (on Debian: {})."
SEE = "Try `unsit stretch`, and see what it says."


def check() -> Finding:
    """Have Qt loaded and brought to the display; a daemon that has one opens the window there."""
    found = _tried()
    if found.ok or any(os.environ.get(name) for name in DISPLAYS):
        return found
    if daemon.sees_a_display(daemon.word()):
        return Finding(True, ELSEWHERE)
    return found


def _tried() -> Finding:
    try:
        tried = subprocess.run(
            [sys.executable, "-m", "unsit.doctor.trial"],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            errors="replace",
            timeout=PATIENCE,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return Finding(False, f"Qt is not ready in {PATIENCE:g} seconds", DISPLAY)
    except OSError as problem:
        return Finding(False, f"no child can be started ({problem})", SEE)
    said = _last_line(tried.stdout)
    if tried.returncode == 0:
        return Finding(True, said)
    if said:
        return _refused(said)
    return Finding(False, f"{_ended(tried.returncode)}: {_last_line(tried.stderr)}", DISPLAY)


def _refused(sentence: str) -> Finding:
    """Part a sentence of `unsit.window.preflight` in what is so and what to do."""
    what, _, command = sentence.rstrip(".").partition("; on Debian: ")
    what = what[:1].lower() + what[1:]
    if command:
        return Finding(False, what, INSTALL.format(f"`{command}`"))
    what, _, command = what.partition(": pip ")
    if command:
        return Finding(False, what, f"Install it: `pip {command}`.")
    return Finding(False, what, DISPLAY)


def _ended(code: int) -> str:
    if code >= 0:
        return f"the trial ended with {code}"
    try:
        return f"Qt ended by {signal.Signals(-code).name}"
    except ValueError:
        return f"Qt ended by signal {-code}"


def _last_line(text: str) -> str:
    return text.strip().rpartition("\n")[2].strip()
