"""Run the session window: ``python -m unsit.window`` with a plan on stdin.

stdin: the plan as one JSON line, later ``{"do": "pause|next|back|again|ouch|floor|turn|stop"}`` lines; when stdin
closes, the window plays on, but with ``UNSIT_LED=1`` it ends, for its daemon is gone then. stdout:
``shown``, ``at`` and ``ended`` events, or one ``failed``.
Exit codes: 0 played or closed, 1 the plan cannot be read, 69 no window can be opened here
(EX_UNAVAILABLE of sysexits.h).
"""

import gc
import json
import os
import sys

from unsit import catalogue
from unsit.core.language import _
from unsit.core.session import Plan
from unsit.lock import Lock
from unsit.window import preflight
from unsit.window.lines import Inbox, tell

BAD_PLAN = 1
UNAVAILABLE = 69


def main() -> int:
    """Play the plan on stdin and return the exit code."""
    gc.disable()  # there is no garbage yet to look for; `run` turns it on again
    inbox = Inbox(0)
    try:
        plan = Plan.from_json(json.loads(inbox.next() or b"null"))
    except ValueError as error:
        return _failed(_("There is no session to play: {problem}").format(problem=error), BAD_PLAN)
    catalogue.speak_in(plan.language)
    try:
        platform = preflight.check(os.environ, sys.platform)
    except preflight.NoWindowError as error:
        return _failed(str(error), UNAVAILABLE)
    if platform:
        os.environ["QT_QPA_PLATFORM"] = platform
    try:
        lock = Lock("session")
    except BlockingIOError:
        return _failed(_("A stretch is being played already."), UNAVAILABLE)
    except OSError as problem:
        words = _("The session window cannot be opened: {problem}.")
        return _failed(words.format(problem=problem), UNAVAILABLE)
    from unsit.window.app import run

    try:
        return run(plan, inbox)
    finally:
        lock.close()


def _failed(reason: str, code: int) -> int:
    tell({"event": "failed", "reason": reason})
    return code


if __name__ == "__main__":
    code = main()
    sys.stderr.flush()
    # All is said and closed. What Python would do yet is take Qt's objects apart in an order of its
    # own, at which Qt crashed one time in three when a signal had ended it.
    os._exit(code)
