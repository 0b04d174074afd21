"""The verb `snooze`: beyond the limit it takes as long as its button would have to be held down."""

import math
import sys
import threading
from typing import Any

from unsit.cli import asking
from unsit.control import NoDaemonError, TroubleError, ask
from unsit.core.language import _


def snooze(facts: dict[str, float]) -> None:
    """Put the reminder off; end with the reason when there is none."""
    cost = _cost()
    if cost:
        _hold(cost)
    asking.wish("snooze", **facts, held=cost)


def _cost() -> float:
    """Return for how many seconds Snooze must be held down as things stand."""
    try:
        reply: dict[str, Any] = ask({"verb": "status"})
        return float(reply["status"]["snooze_hold_s"])
    except (NoDaemonError, TroubleError, OSError, KeyError):
        return 0.0  # what asks next says what is wrong


def _hold(seconds: float) -> None:
    words = _("This one was put off often enough: {seconds} s to think twice (Ctrl+C ends it).")
    print(words.format(seconds=math.ceil(seconds)), file=sys.stderr)
    threading.Event().wait(seconds)
