"""Can the session window be opened? Tried by a child: where Qt is unhappy it aborts its process."""

import os
import signal
import subprocess
import sys

from unsit.core.language import N_, _
from unsit.doctor import daemon
from unsit.doctor.findings import Finding
from unsit.window import preflight

PATIENCE = 10.0
"""Seconds; the first start of Qt from a cold disk takes a few."""

DISPLAYS = ("DISPLAY", "WAYLAND_DISPLAY")
ELSEWHERE = N_("not tried from here, where no display is; the daemon has one")

DISPLAY = N_("Run Unsit inside a desktop session, and look at DISPLAY and WAYLAND_DISPLAY.")
SEE = N_("Try `unsit stretch`, and see what it says.")
REPAIRS = {
    preflight.LIBRARY: (
        N_("the session window needs {library}"),
        N_("Install it (on Debian: `{command}`)."),
    ),
    preflight.NO_QT: (
        N_("the session window needs PySide6 or PyQt6"),
        N_("Install it: `{command}`."),
    ),
    preflight.BUILT_WITHOUT: (
        N_("this Unsit was built without Qt, and has no windows"),
        N_("Install it by the larger setup program; `unsit stretch --terminal` needs no window."),
    ),
    preflight.ABORTS: (
        N_("PySide6 6.12.0 aborts on this Python"),
        N_("Install another: `{command}`."),
    ),
}
"""What is so and what to do, for each sentence of `preflight` that has a repair."""


def check() -> Finding:
    """Have Qt loaded and brought to the display; a daemon that has one opens the window there."""
    found = _tried()
    if found.ok or any(os.environ.get(name) for name in DISPLAYS):
        return found
    if daemon.sees_a_display(daemon.word()):
        return Finding(True, _(ELSEWHERE))
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
        words = _("Qt is not ready in {seconds} seconds").format(seconds=f"{PATIENCE:g}")
        return Finding(False, words, _(DISPLAY))
    except OSError as problem:
        words = _("no child can be started ({problem})").format(problem=problem)
        return Finding(False, words, _(SEE))
    said = _last_line(tried.stdout)
    if tried.returncode == 0:
        return Finding(True, said)
    if said:
        return _refused(said)
    words = _("{problem}: {line}")
    words = words.format(problem=_ended(tried.returncode), line=_last_line(tried.stderr))
    return Finding(False, words, _(DISPLAY))


def _refused(sentence: str) -> Finding:
    """Part a sentence of `unsit.window.preflight` in what is so and what to do."""
    kind, facts = preflight.parted(sentence)
    if kind:
        what, remedy = REPAIRS[kind]
        return Finding(False, _(what).format(**facts), _(remedy).format(**facts))
    what = sentence.rstrip(".。")
    return Finding(False, what[:1].lower() + what[1:], _(DISPLAY))


def _ended(code: int) -> str:
    if code >= 0:
        return _("the trial ended with {code}").format(code=code)
    try:
        return _("Qt ended by {signal}").format(signal=signal.Signals(-code).name)
    except ValueError:
        return _("Qt ended by signal {number}").format(number=-code)


def _last_line(text: str) -> str:
    return text.strip().rpartition("\n")[2].strip()
