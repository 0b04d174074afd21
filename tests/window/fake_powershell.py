"""Talks on stdin and stdout as our script does in a PowerShell; run with a file to write to, and its options.

It keeps the script that it was handed and each line it heard; it says "ended" to a phrase, unless that says
that it never ends. Before that it is what it is told to be: "ready", "deaf" (it never says so), "broken"
(it ends at once).
"""

import base64
import sys
from pathlib import Path


def main() -> None:
    """Talk until stdin ends."""
    file, kind, *_, encoded = sys.argv[1:]
    with Path(file).open("a", encoding="utf-8", newline="") as log:
        log.write(base64.b64decode(encoded).decode("utf-16-le"))
    if kind == "broken":
        sys.exit(1)
    if kind == "ready":
        _say("ready")
    for line in sys.stdin.buffer:
        _keep(file, line.decode())
        if b" " in line and b"never" not in line:
            _say("ended")
    _keep(file, "gone\n")


def _say(word: str) -> None:
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()


def _keep(file: str, line: str) -> None:
    with Path(file).open("a", encoding="utf-8", newline="") as log:
        log.write(line)


if __name__ == "__main__":
    main()
