"""Asks a daemon how things stand, again and again: to start a Python for each question takes wine a second.

``python asker.py``, in Windows: each line of stdin is answered on stdout by the daemon's reply, {} = no daemon.
"""

import json
import subprocess
import sys
import threading
from typing import Any

from installers.windows.wine import Wine
from unsit.control import NoDaemonError, TroubleError, ask

PAUSE = 0.05
"""Seconds before each question: whoever waits for something asks again at once."""


class Asker:
    """That Python, from the first question on; the end of its Windows is its end."""

    def __init__(self, wine: Wine) -> None:
        self._wine = wine
        self._process: subprocess.Popen[str] | None = None

    def asks(self) -> dict[str, Any]:
        """Return the daemon's reply, {} = there is no daemon that answers."""
        process = self._process = self._process or self._started()
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write("status\n")
        process.stdin.flush()
        told: dict[str, Any] = json.loads(process.stdout.readline())
        return told

    def close(self) -> None:
        """End it."""
        if self._process:
            self._process.communicate(timeout=60)

    def _started(self) -> "subprocess.Popen[str]":
        return subprocess.Popen(
            self._wine.python("-m", "tests.windows.asker"),
            cwd=self._wine.root,
            env=self._wine.environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )


def answer() -> dict[str, Any]:
    """Ask the daemon."""
    try:
        return dict(ask({"verb": "status"}))
    except (NoDaemonError, TroubleError):
        return {}


if __name__ == "__main__":
    pause = threading.Event()
    for _ in sys.stdin:
        pause.wait(PAUSE)
        print(json.dumps(answer()), flush=True)
