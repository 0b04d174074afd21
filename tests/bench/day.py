"""Whole days: what one costs in the core, and whether the clock is right at the end of one."""

import json
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.bench.measuring import ROOT, milliseconds
from tests.bench.table import Row
from tests.daemon.house import House
from tests.daemon.person import TURNS, lives_a_day
from tests.desktop.servers import private_environment
from tests.life import Life
from unsit.core.rules import Rules

DAYS = 9


def measure() -> list[Row]:
    """Measure what does not depend on a desktop."""
    days = [lived(seed) for seed in range(DAYS)]
    off, took = [day["off"] for day in days], [day["took"] for day in days]
    hours = statistics.median(day["lived"] for day in days) / 3600
    return [
        Row("eight-hour day in the core", milliseconds(_in_the_core, DAYS), "50 ms"),
        Row(
            f"day of {hours:.0f} hours and {TURNS} turns, clock off by",
            f"{statistics.median(off):.1f} s ({min(off):.1f}–{max(off):.1f})",
        ),
        Row(
            "that day in the whole daemon, by a fast clock",
            f"{statistics.median(took):.1f} s ({min(took):.1f}–{max(took):.1f})",
        ),
    ]


def _in_the_core() -> None:
    """Live eight hours with a stretch each hour, in the core alone."""
    life = Life(Rules(open_window=0))
    while life.at - life.start < 8 * 3600:
        life.works(45.1)
        if life.day.session is not None:
            life.stretches()
        life.leaves(6)


def lived(seed: int) -> dict[str, float]:
    """Have a day lived by a program of its own, whose home is nobody else's."""
    with tempfile.TemporaryDirectory(prefix="unsit-bench-") as home:
        environment = private_environment(Path(home))
        environment["PYTHONPATH"] = f"{ROOT}:{ROOT / 'daemon'}"
        done = subprocess.run(
            [sys.executable, "-m", "tests.bench.day", home, str(seed)],
            env=environment,
            stdout=subprocess.PIPE,
            check=True,
        )
    found: dict[str, float] = json.loads(done.stdout)
    return found


def main(home: str, seed: str) -> None:
    """Live a day of the test's, and print what came of it."""
    house = House(Path(home) / "stage")
    started = time.perf_counter()
    day = lives_a_day(house, int(seed))
    took = time.perf_counter() - started
    house.closes()
    house.is_left()
    print(json.dumps({"off": day.off, "lived": day.lived, "took": took}))


if __name__ == "__main__":
    main(*sys.argv[1:])
