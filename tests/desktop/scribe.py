"""An output module of Speech Dispatcher that writes down what it is to speak, one JSON line each.

Run as ``scribe.py FILE`` by the server itself. The protocol is in the file
doc/out-modules of Speech Dispatcher's sources: a command a line, its lines of data up to a full
stop, answers that begin with a number. It speaks as fast as it writes.
"""

import json
import re
import sys
from pathlib import Path

ANSWERS = {
    "INIT": ("299-it writes", "299 OK LOADED SUCCESSFULLY"),
    "LIST VOICES": ("200-paper\ten\tnone", "200 OK VOICE LIST SENT"),
}
TAKES = {
    "AUDIO": ("207 OK RECEIVING AUDIO SETTINGS", "203 OK AUDIO INITIALIZED"),
    "LOGLEVEL": ("207 OK RECEIVING LOGLEVEL SETTINGS", "203 OK LOG LEVEL SET"),
    "SET": ("203 OK RECEIVING SETTINGS", "203 OK SETTINGS RECEIVED"),
}
SPEAKS = ("SPEAK", "CHAR", "KEY", "SOUND_ICON")


def tell(*lines: str) -> None:
    sys.stdout.write("".join(f"{line}\n" for line in lines))
    sys.stdout.flush()


def data() -> str:
    """Return the lines up to the full stop, without the marks of SSML."""
    lines = []
    while (line := sys.stdin.readline().rstrip("\n")) != ".":
        lines.append(line)
    return re.sub("<[^>]*>", "", "\n".join(lines)).strip()


def main() -> None:
    with Path(sys.argv[1]).open("a", buffering=1) as paper:
        while (command := sys.stdin.readline().strip()) not in ("", "QUIT"):
            if command in ANSWERS:
                tell(*ANSWERS[command])
            elif command in TAKES:
                tell(TAKES[command][0])
                data()
                tell(TAKES[command][1])
            elif command in SPEAKS:
                tell("202 OK RECEIVING MESSAGE")
                paper.write(json.dumps(data()) + "\n")
                tell("200 OK SPEAKING", "701 BEGIN", "702 END")
        tell("210 OK QUIT")


if __name__ == "__main__":
    main()
