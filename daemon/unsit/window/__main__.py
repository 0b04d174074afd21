"""Run the session window: ``python -m unsit.window`` with a plan on stdin.

stdin: the plan as one JSON line, later ``{"do": "pause|next|back|again|ouch|floor|turn|stop"}`` lines; when stdin
closes, the window plays on, but with ``UNSIT_LED=1`` it ends, for its daemon is gone then. stdout:
``shown``, ``at`` and ``ended`` events, or one ``failed``.

``python -m unsit.window ahead`` does all that can be done before there is a plan, shows nothing, and
waits for it. What has to do with the click that it comes from then stands in the plan, too: ``around``
has UNSIT_FOCUS, XDG_ACTIVATION_TOKEN and DESKTOP_STARTUP_ID, which are else in the environment.

Exit codes: 0 played or closed, 1 the plan cannot be read, 69 no window can be opened here
(EX_UNAVAILABLE of sysexits.h).
"""

import gc
import json
import os
import sys
from typing import Any

from unsit import catalogue, qt
from unsit.core.language import _, in_a_row
from unsit.core.session import Plan
from unsit.lock import Lock
from unsit.window import preflight
from unsit.window.lines import Inbox, tell

BAD_PLAN = 1
UNAVAILABLE = 69


class _NotNowError(Exception):
    """The plan cannot be played: why, in one sentence, and the exit code."""

    def __init__(self, reason: str, code: int) -> None:
        super().__init__(reason)
        self.code = code


def main() -> int:
    """Play the plan on stdin and return the exit code."""
    # Qt would split each fill among threads: for pictures as small as ours waking them costs more.
    os.environ.setdefault("QT_NO_GUI_THREADPOOL", "1")
    gc.disable()  # there is no garbage yet to look for; what plays turns it on again
    inbox = Inbox(0)
    try:
        return _wait(inbox) if "ahead" in sys.argv[1:] else _play(inbox)
    except _NotNowError as error:
        return _failed(error)


def _play(inbox: Inbox) -> int:
    plan = _plan(inbox.next() or b"null")
    _find_platform()
    lock = _lock()
    from unsit.window.app import run

    try:
        return run(plan, inbox)
    finally:
        lock.close()


def _wait(inbox: Inbox) -> int:
    _find_platform()
    from unsit.window import ahead, app

    application, kept = app.application(), list[Any]()

    def play(line: bytes) -> int | None:
        try:
            plan = _plan(line)
            kept.append(_lock())
        except _NotNowError as error:
            return _failed(error)
        kept.append(app.play(application, plan, inbox, os.environ.pop("DESKTOP_STARTUP_ID", "")))
        application.setQuitOnLastWindowClosed(True)
        return None

    try:
        return ahead.wait(application, inbox, play)
    finally:
        for each in kept:
            each.close()


def _plan(line: bytes) -> Plan:
    """Read the plan, and take what stands around it into the environment, where Qt looks for it."""
    try:
        document = json.loads(line)
        around = document.pop("around", {}) if isinstance(document, dict) else {}
        plan = Plan.from_json(document)
    except ValueError as error:
        words = _("There is no session to play: {problem}").format(problem=error)
        raise _NotNowError(words, BAD_PLAN) from error
    catalogue.speak_in(plan.language)
    for name, value in around.items():
        os.environ.pop(name, None)
        if value:
            os.environ[name] = value
    return plan


def _find_platform() -> None:
    try:
        platform = preflight.check(os.environ, sys.platform)
    except preflight.NoWindowError as error:
        way_out = _("`unsit stretch --terminal` plays it in a terminal.")
        raise _NotNowError(in_a_row(str(error), way_out), UNAVAILABLE) from error
    if platform:
        os.environ["QT_QPA_PLATFORM"] = platform


def _lock() -> Lock:
    try:
        return Lock("session")
    except BlockingIOError as error:
        raise _NotNowError(_("A stretch is being played already."), UNAVAILABLE) from error
    except OSError as problem:
        words = _("The session window cannot be opened: {problem}.").format(problem=problem)
        raise _NotNowError(words, UNAVAILABLE) from problem


def _failed(error: _NotNowError) -> int:
    tell({"event": "failed", "reason": str(error)})
    return error.code


if __name__ == "__main__":
    qt.leave(main())
