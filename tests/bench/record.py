"""The history after ten years of heavy use: how long until it is to be seen."""

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from tests.bench import years
from tests.bench.measuring import ROOT, spread
from tests.bench.table import Row
from tests.desktop.screen import Display
from tests.desktop.servers import private_environment
from unsit import history

DAYS = 3653
"""Ten years."""
TIMES = 9
GOAL = "1000 ms"


def measure() -> list[Row]:
    """Measure the verbs and the window on a history of ten years, its files warm."""
    with tempfile.TemporaryDirectory(prefix="unsit-bench-") as home, Display(Path(home)) as display:
        around = {**private_environment(Path(home)), **display.environment, "UNSIT_FOCUS": "1"}
        around["PYTHONPATH"] = f"{ROOT}:{ROOT / 'daemon'}"
        file = Path(around["XDG_DATA_HOME"]) / "unsit" / history.path().name
        rows = years.fill(file, datetime.now().astimezone(), DAYS)
        subprocess.run([sys.executable, "-m", "unsit.prepare"], env=around, check=True)
        plot = str(Path(home) / "plot.png")
        size = f"{rows:,} rows, {file.stat().st_size / 1e6:.0f} MB"
        return [
            Row("ten years of heavy use", size),
            Row("`unsit stats`", _verb(around, "stats"), GOAL),
            Row("`unsit stats --days 3653`", _verb(around, "stats", "--days", str(DAYS))),
            Row("history window, first frame", _window(around, _first_frame), GOAL),
            Row("history window, first picture", _window(around, _picture)),
            Row("`unsit stats --plot`", _verb(around, "stats", "--plot", plot)),
            Row("`unsit export`, all of it", _verb(around, "export", str(Path(home) / "out"))),
        ]


def _verb(around: dict[str, str], *words: str) -> str:
    return _timed(lambda: _runs([sys.executable, "-m", "unsit", *words], around))


def _runs(command: list[str], around: dict[str, str]) -> float:
    started = time.perf_counter()
    subprocess.run(command, env=around, stdout=subprocess.DEVNULL, check=True)
    return time.perf_counter() - started


def _window(around: dict[str, str], until: Callable[["subprocess.Popen[bytes]"], object]) -> str:
    def opens() -> float:
        started = time.perf_counter()
        with subprocess.Popen(
            [sys.executable, "-m", "unsit.record"], env=around, stdout=subprocess.PIPE
        ) as process:
            until(process)
            took = time.perf_counter() - started
            process.terminate()
        return took

    return _timed(opens)


def _first_frame(process: "subprocess.Popen[bytes]") -> None:
    _hears(process, "shown")


def _picture(process: "subprocess.Popen[bytes]") -> None:
    _hears(process, "shown")
    _hears(process, "drawn")


def _hears(process: "subprocess.Popen[bytes]", event: str) -> None:
    assert process.stdout is not None
    line = process.stdout.readline()
    assert json.loads(line)["event"] == event, line


def _timed(work: Callable[[], float]) -> str:
    work()  # what is done only the first time, as matplotlib's list of fonts
    return spread([work() * 1000 for _ in range(TIMES)])
