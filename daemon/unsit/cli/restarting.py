"""`unsit restart`, and what is said while the daemon is of another version than the command line."""

import sys
import threading
import time
from typing import Any

from unsit import __version__
from unsit.cli import asking
from unsit.control import NoDaemonError, TroubleError, ask
from unsit.core.language import _, in_a_row

PATIENCE = 15.0
"""Seconds for the new daemon to answer; a first start draws the icons, and a slow machine takes two."""
AGAIN = 0.05
"""Seconds between two looks whether it is there."""


def restart() -> int:
    """Have the daemon end and start anew; return the exit code.

    That is once the new one answers, or at once when it waits for the end of a stretch.
    """
    reply = asking.tell({"verb": "restart"})
    if "put_off" in reply:
        print(reply["put_off"])
        return 0
    now = _renewed(reply.get("began"))
    if now is None:
        asking.fail(_("the daemon ended, and no new one answers. Start it with `unsit`."))
    started = _("Unsit {version} runs now.").format(version=now["version"])
    print(in_a_row(started, _("{sentence}.").format(sentence=now["sentence"])))
    hint(now)
    return 0


def hint(reply: dict[str, Any]) -> None:
    """Say on stderr that a daemon is of another version, if its reply says so."""
    theirs = reply.get("version", __version__)
    if theirs != __version__:
        words = _(
            "the daemon that runs is version {theirs}, and this is {ours}: `unsit restart` changes that."
        )
        print(f"unsit: {words.format(theirs=theirs, ours=__version__)}", file=sys.stderr)


def _renewed(before: object) -> dict[str, Any] | None:
    """Return what a daemon says that began after that one, None when there is none in time."""
    end, pause = time.monotonic() + PATIENCE, threading.Event()
    while time.monotonic() < end:
        try:
            reply = ask({"verb": "status"})
        except (NoDaemonError, TroubleError, OSError):
            reply = {}
        if reply.get("ok") and reply.get("began") != before:
            return reply
        pause.wait(AGAIN)
    return None
