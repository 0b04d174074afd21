"""Run a page of settings: ``python -m unsit.preferences`` with one JSON line on stdin.

stdin: ``{"page": "settings"}`` or ``{"page": "welcome"}``, with ``"theme"`` and ``"language"`` where they are
known, and for the first-run page ``"at_login": {"on": ..., "line": ...}`` where Unsit can be started at login; a
later ``{"do": "raise"}`` brings the window to the front, and ``{"do": "at_login", "on": ..., "why": ...}`` says what
came of a wish to be started at login, and why not, where it was refused; when stdin closes and ``UNSIT_LED=1`` is set, so does
the window. stdout: ``shown``, a ``request`` or ``answered`` (of the first-run page), ``file`` (open it in an
editor), ``closed`` at the end, or one ``failed`` with a reason. Exit codes: 0 closed, 69 no window can be
opened here (EX_UNAVAILABLE of sysexits.h).
"""

import json
import os
import sys
from typing import Any

from unsit import catalogue, qt
from unsit.core.language import _
from unsit.window import preflight
from unsit.window.lines import Inbox, tell

UNAVAILABLE = 69


def main() -> int:
    """Show the page until it is closed; return the exit code."""
    inbox = Inbox(0)
    wanted = _read(inbox.next())
    if "language" in wanted:
        catalogue.speak_in(str(wanted["language"]))
    else:
        catalogue.speak(catalogue.asked())
    try:
        platform = preflight.check(os.environ, sys.platform)
    except preflight.NoWindowError as error:
        # Its sentences are about the window that is opened most.
        reason = str(error).replace(_("The session window"), _("The settings window"))
        tell({"event": "failed", "reason": reason})
        return UNAVAILABLE
    if platform:
        os.environ["QT_QPA_PLATFORM"] = platform
    from unsit.preferences.app import run

    return run(wanted, inbox)


def _read(line: bytes | None) -> dict[str, Any]:
    """Return what is to be shown; a line that is not of our making asks for the settings."""
    try:
        wanted = json.loads(line or b"{}")
    except ValueError:
        return {}
    return wanted if isinstance(wanted, dict) else {}


if __name__ == "__main__":
    qt.leave(main())
