"""Run the old tray's icon: ``python -m unsit.xembed``.

stdin: ``{"face": "due", "tip": "..."}`` lines; when stdin closes, it ends. stdout: ``docked`` and
``undocked`` each time a tray takes the icon or lets go of it, ``click``, or one last ``failed`` with
a reason. Exit codes: 0 stdin has closed, 69 it cannot run here, or not any longer (EX_UNAVAILABLE
of sysexits.h). SIGTERM ends it at once: there is nothing to be put away.
"""

import json
import os
import sys
from typing import Any

STDIN, STDOUT = 0, 1
UNAVAILABLE = 69


def tell(event: dict[str, Any]) -> None:
    """Write one event to stdout; when nobody reads any more, it is dropped."""
    try:
        os.write(STDOUT, json.dumps(event).encode() + b"\n")
    except OSError:
        return


def main() -> int:
    """Show the icon until stdin closes; return the exit code."""
    try:
        serve()
    except Exception as problem:  # noqa: BLE001  python-xlib has no common parent for its errors
        tell({"event": "failed", "reason": reason(problem)})
        return UNAVAILABLE
    return 0


def serve() -> None:
    """Show the icon. What python-xlib raises comes through: no display, a display that has gone."""
    if not os.environ.get("DISPLAY"):
        raise OSError("there is no display (DISPLAY is not set)")
    # Here pystray already tries the display.
    from unsit.xembed.icon import Icon

    Icon(tell).serve(STDIN)


def reason(problem: Exception) -> str:
    """Return why it ended, in one line."""
    return " ".join(str(problem).split()) or type(problem).__name__


if __name__ == "__main__":
    sys.exit(main())
