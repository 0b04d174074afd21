"""The windows on what Debian has: its own Python, its PyQt6, and its old versions of all else.

On Debian 12 those are the floors of pyproject.toml. Nothing of the tests' own Python is in these
processes, and so no PySide6.
"""

import json
import os
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from tests.conftest import ROOT
from tests.desktop.stage import PATIENCE
from tests.panel.board import line
from tests.record.conftest import morning, note, now
from tests.window.spoken import Spoken
from tests.window.stand import LUNGE
from tests.window.test_process import NOISE
from unsit.core.value import replace

__all__ = ["morning", "note", "now"]

PYTHON = "/usr/bin/python3"
MODULE = Path("/usr/lib/python3/dist-packages/PyQt6")

SHORT = replace(LUNGE, segments=tuple(replace(one, seconds=0.2) for one in LUNGE.segments))
KEYS = {segment.key: {"base": "half-kneeling"} for segment in LUNGE.segments if segment.key}
LONG = replace(LUNGE, figure={"keys": KEYS})


class Program(Spoken):
    """A program of ours that Debian's Python runs, on a Qt without a screen."""

    def __init__(self, *words: str) -> None:
        assert MODULE.is_dir(), "These tests need PyQt6: apt-get install python3-pyqt6"
        around = {
            "PYTHONPATH": str(ROOT / "daemon"),
            "QT_QPA_PLATFORM": "offscreen",
            "UNSIT_LED": "1",
            "UNSIT_QT": "pyqt6",
        }
        super().__init__([PYTHON, "-m", *words], around)

    def rest(self) -> tuple[int, list[str], str]:
        """Close its stdin and wait for its end: exit code, what it prints yet, stderr."""
        out, said = self.process.communicate(timeout=PATIENCE)
        return self.process.returncode, out.decode().splitlines(), said.decode().replace(NOISE, "")


Start = Callable[..., Program]


@pytest.fixture
def start() -> Iterator[Start]:
    started: list[Program] = []

    def start(*words: str) -> Program:
        started.append(Program(*words))
        return started[-1]

    yield start
    for one in started:
        with one.process:
            one.process.kill()


def test_a_session_is_played_to_its_end(start: Start) -> None:
    window = start("unsit.window")
    window.write(json.dumps(SHORT.to_json()).encode() + b"\n")
    events: list[dict[str, Any]] = []
    while not events or events[-1]["event"] != "ended":
        events.append(window.next())
    assert [one["event"] for one in events] == ["shown", *["at"] * len(SHORT.segments), "ended"]
    assert events[-1]["outcome"] == "done"
    assert [hold["complete"] for hold in events[-1]["held"]] == [True, True]
    assert window.rest() == (0, [], "")


TAKEN_DOWN = """
import os, threading
from unsit.window.bringing import Bringer
from unsit.window.lines import Inbox
from PyQt6 import sip
reading, writing = os.pipe()
bringer = Bringer(bytes)
bringer.listen(Inbox(reading))
(thread,) = set(threading.enumerate()) - {threading.main_thread()}
bringer.close()
sip.delete(bringer)
os.close(writing)
thread.join()
"""


def test_lines_that_end_after_their_window_are_no_error() -> None:
    around = {"PYTHONPATH": str(ROOT / "daemon"), "UNSIT_QT": "pyqt6"}
    done = subprocess.run(
        [PYTHON, "-c", TAKEN_DOWN],
        env={**os.environ, **around},
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_a_window_that_waited_is_shown_and_stopped(start: Start) -> None:
    window = start("unsit.window", "ahead")
    window.write(json.dumps(LONG.to_json()).encode() + b"\n")
    assert [window.next()["event"] for _ in range(2)] == ["shown", "at"]
    window.write(b'{"do": "stop"}\n')
    assert window.next()["event"] == "ended"
    assert window.rest() == (0, [], "")


@pytest.mark.parametrize(
    ("program", "told"),
    [
        ("unsit.panel", line()),
        ("unsit.preferences", b'{"page": "settings"}\n'),
        ("unsit.preferences", b'{"page": "welcome"}\n'),
    ],
)
def test_a_window_opens_and_ends_with_whoever_opened_it(
    start: Start, program: str, told: bytes
) -> None:
    window = start(program)
    window.write(told)
    assert window.next() == {"event": "shown"}
    assert window.rest() == (0, ['{"event": "closed"}'], "")


def test_the_history_is_drawn(start: Start, morning: None) -> None:
    window = start("unsit.record")
    assert [window.next()["event"] for _ in range(2)] == ["shown", "drawn"]
    window.process.terminate()
    assert window.rest() == (0, ['{"event": "closed"}'], "")


def test_poses_are_drawn_into_files(start: Start, tmp_path: Path) -> None:
    files = {kind: tmp_path / f"pose.{kind}" for kind in ("png", "gif")}
    options = [word for kind, file in files.items() for word in (f"--{kind}", str(file))]
    said = start("unsit", "poses", "show", "garland", *options, "--size", "64").rest()
    assert said == (0, [str(file) for file in files.values()], "")
    for file in files.values():
        with Image.open(file) as image:
            assert image.size == (64, 64)
            assert len(image.convert("RGB").getcolors(5000) or []) > 20


def test_the_doctor_names_the_qt_that_it_found(start: Start) -> None:
    code, (sentence,), said = start("unsit.doctor.trial").rest()
    assert (code, said) == (0, "")
    assert sentence.endswith("of PyQt6 can open it (platform offscreen)")
