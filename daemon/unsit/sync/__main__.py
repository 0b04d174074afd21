"""Share the sitting clock: ``python -m unsit.sync`` with where to on stdin.

stdin: one JSON line, the settings of ``[sync]`` with ``machine`` (this one's id); each later line is
what this machine has to say of itself. When stdin closes it says goodbye and ends. stdout: ``connected``,
``lost`` with a reason, ``said`` and ``online`` of other machines, or one
``failed``, which is ``final``: it would fail again. Exit codes: 0 ended,
1 the settings will not do, 69 paho-mqtt is not installed (EX_UNAVAILABLE of sysexits.h).
"""

import json
import os
import sys
from typing import Any

from unsit import catalogue, places
from unsit.core.language import N_, _, in_a_row

BAD, UNAVAILABLE = 1, 69
MISSING = N_("The sitting clock cannot be shared: the Python package paho-mqtt 2 is not installed.")
HOW = N_("Install it: `{command}`.")
TOO_OLD = N_("Debian 12 has an older one: there, have Unsit from pipx.")


def main() -> int:
    """Share until stdin closes; return the exit code."""
    catalogue.speak(catalogue.asked())
    try:
        from unsit.sync.broker import Broker, where
    except ImportError:
        return _failed(_missing(), UNAVAILABLE)
    try:
        broker = Broker(where(json.loads(sys.stdin.readline())), _tell)
    except (ValueError, KeyError, TypeError, OSError) as problem:
        sentence = _("The sitting clock cannot be shared: {problem}.")
        said = places.why(problem) if isinstance(problem, OSError) else problem
        return _failed(sentence.format(problem=said), BAD)
    for line in sys.stdin:
        broker.say(json.loads(line))
    broker.close()
    return 0


def _missing() -> str:
    from unsit import edition  # hardly ever needed

    command = edition.adding("paho-mqtt>=2", "python3-paho-mqtt")
    said = [_(MISSING)]
    if command:
        said.append(_(HOW).format(command=command))
    if command.startswith("sudo apt"):
        said.append(_(TOO_OLD))
    return in_a_row(*said)


def _tell(event: dict[str, Any]) -> None:
    try:
        os.write(1, json.dumps(event).encode() + b"\n")
    except OSError:
        return  # whoever listened is gone, and stdin closes


def _failed(reason: str, code: int) -> int:
    _tell({"event": "failed", "reason": reason, "final": True})
    return code


if __name__ == "__main__":
    sys.exit(main())
