"""Run the history window: ``python -m unsit.record``.

stdin: nothing is heard, but with ``UNSIT_LED=1`` the window closes when it does. stdout, as JSON lines: ``shown``
with the first frame, ``drawn`` with the first picture, ``closed`` at the end; or one ``failed`` with a reason.
Exit codes: 0 closed, 69 no window can be opened here, or nothing can be drawn (EX_UNAVAILABLE of
sysexits.h).
"""

import os
import sys

from unsit import catalogue, qt
from unsit.core.language import _
from unsit.record import needed
from unsit.window import preflight
from unsit.window.lines import tell

UNAVAILABLE = 69


def main() -> int:
    """Show the window until it is closed; return the exit code."""
    catalogue.speak(catalogue.asked())
    try:
        needed.plots()
        platform = preflight.check(os.environ, sys.platform)
    except (needed.NoPlotsError, preflight.NoWindowError) as error:
        # Preflight's sentences are about the window that is opened most.
        reason = str(error).replace(_("The session window"), _("The history window"))
        tell({"event": "failed", "reason": reason})
        return UNAVAILABLE
    if platform:
        os.environ["QT_QPA_PLATFORM"] = platform
    from unsit.record.app import run

    return run()


if __name__ == "__main__":
    qt.leave(main())
