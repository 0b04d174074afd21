"""The panel and the settings as processes inside Windows: they are shown, and close with their daemon."""

import json
import os
import subprocess
import sys

import pytest

from tests.desktop.stage import PATIENCE
from tests.panel.board import line

ASKED = json.dumps({"page": "settings", "theme": "dark"}).encode() + b"\n"
PAGES = {"panel": line(), "preferences": ASKED}


@pytest.mark.parametrize("name", PAGES)
def test_a_window_is_shown_and_closes_at_the_end_of_its_stdin(name: str) -> None:
    around = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "UNSIT_LED": "1"}
    command = [sys.executable, "-m", f"unsit.{name}"]
    with subprocess.Popen(
        command, env=around, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(PAGES[name])
        process.stdin.flush()
        assert process.stdout.readline() == b'{"event": "shown"}\n'
        process.stdin.close()
        assert process.stdout.readline() == b'{"event": "closed"}\n'
        # Not read to its end: where that does not come, communicate() and `with` wait for each other.
        assert process.wait(PATIENCE) == 0
