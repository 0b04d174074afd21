"""Run the panel: ``python -m unsit.panel`` with what it shows on stdin.

stdin: ``{"entries": [...], "sentence": "...", "face": "due", "theme": "auto"}``, entries as
`core.menu.entry_json` makes them; each later line of the same form takes the place of the one before;
when stdin closes, so does the panel. stdout: ``shown``, a ``request`` for each choice and ``closed``
at the end, or one ``failed`` with a reason. Exit codes: 0 closed, 1 there is nothing to show, 69 no
window can be opened here (EX_UNAVAILABLE of sysexits.h).
"""

import os
import sys

from unsit import catalogue, qt
from unsit.core.language import _
from unsit.panel import document
from unsit.window import preflight
from unsit.window.lines import Inbox, tell

NOTHING = 1
UNAVAILABLE = 69


def main() -> int:
    """Show the panel until it is closed; return the exit code."""
    inbox = Inbox(0)
    try:
        first = document.read(inbox.next() or b"null")
    except ValueError as error:
        return _failed(_("There is nothing to show: {problem}.").format(problem=error), NOTHING)
    catalogue.speak_in(first.language)
    try:
        platform = preflight.check(os.environ, sys.platform)
    except preflight.NoWindowError as error:
        # Its sentences are about the window that is opened most.
        reason = str(error).replace(_("The session window"), _("The panel"))
        return _failed(reason, UNAVAILABLE)
    if platform:
        os.environ["QT_QPA_PLATFORM"] = platform
    from unsit.panel.app import run

    return run(first, inbox)


def _failed(reason: str, code: int) -> int:
    tell({"event": "failed", "reason": reason})
    return code


if __name__ == "__main__":
    qt.leave(main())
