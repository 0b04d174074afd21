"""What the session window costs: ``python -m tests.bench.session`` prints a table of Markdown.

The window is the real program on a private X server with a window manager, and plays plans of our own,
without a sound. A moment of the window is its own word of its first painted frame. CPU is what the
whole process used, user and system, in a share of one core.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.bench.measuring import memory, processor, spread
from tests.bench.seats import stage
from tests.bench.table import Row, side_by_side
from tests.desktop.screen import Display
from tests.desktop.servers import SessionBus, window_manager
from unsit import library
from unsit.core.rules import SessionRules
from unsit.core.session import Plan, Segment, plan
from unsit.core.value import replace

STARTS = 9
"""How often the window is started for each time."""

RUNS, SECONDS = 3, 12.0
"""How often, and for how long, the processor is watched."""

READY = 1.5
"""Seconds in which a window gets ready, or comes to rest."""

CACHES = Path("/proc/sys/vm/drop_caches")
MOVING, BREATHING, BY_SECONDS = "pigeon", "pigeon", "lizard"
"""Poses that move a lot, breathe in the hold, and hold by seconds."""


class Window:
    """One window: started, told, ended."""

    def __init__(self, environment: dict[str, str], *words: str) -> None:
        self._began = time.perf_counter()
        self._process = subprocess.Popen(
            [sys.executable, "-m", "unsit.window", *words],
            env={**environment, "UNSIT_LED": "1"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )

    @property
    def pid(self) -> int:
        return self._process.pid

    def plays(self, made: Plan, *, since_start: bool = True) -> float:
        """Hand it a plan; return the milliseconds to its first frame, from its start or from now."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        began = self._began if since_start else time.perf_counter()
        document = {**made.to_json(), "around": {"UNSIT_FOCUS": "1"}}
        self._process.stdin.write(json.dumps(document).encode() + b"\n")
        self._process.stdin.flush()
        event = json.loads(self._process.stdout.readline())
        assert event == {"event": "shown"}, event
        return (time.perf_counter() - began) * 1000

    def ends(self) -> None:
        self._process.communicate()


@contextmanager
def desk() -> Iterator[dict[str, str]]:
    """Open a display with a window manager; return what a window needs there."""
    with (
        stage() as folder,
        Display(folder) as display,
        SessionBus(folder, display) as bus,
        window_manager(bus),
        tempfile.TemporaryDirectory(prefix="unsit-") as home,
    ):
        around = {**os.environ, **bus.environment, **display.environment}
        yield around | {"XDG_RUNTIME_DIR": home, "XDG_STATE_HOME": home, "QT_QPA_PLATFORM": ""}


def main() -> int:
    """Print the table; return the exit code."""
    with desk() as around:
        rows = [*_starts(around), *_processor(around)]
    print(side_by_side({"measured": rows}))
    return 0


def made_of(pose_id: str, motion: str, change: Callable[[Plan], tuple[Segment, ...]]) -> Plan:
    """Return a plan of a pose that ships, with the segments that are wanted."""
    pose = next(pose for pose in library.load().poses if pose.id == pose_id)
    made = plan(pose, SessionRules(sound=False, voice="off", theme="light", motion=motion))
    return replace(made, segments=change(made))


def whole(made: Plan) -> tuple[Segment, ...]:
    """Play it as it is."""
    return made.segments


def moves(made: Plan) -> tuple[Segment, ...]:
    """Move all the time, to and fro between the first positions."""
    first = [one for one in made.segments if one.kind in ("ready", "move")][:2]
    return tuple(replace(first[i % 2], kind="move", seconds=3.0, waits=False) for i in range(20))


def holds(made: Plan) -> tuple[Segment, ...]:
    """Hold for a minute."""
    hold = next(one for one in made.segments if one.kind == "hold")
    return (replace(hold, seconds=60.0),)


def _starts(around: dict[str, str]) -> list[Row]:
    made = made_of(MOVING, "full", whole)
    warm, cold, ready, hidden, held = [], [], [], [], []
    for run in range(STARTS + 1):
        window = Window(around)
        found = window.plays(made)
        if run:  # the first one reads the disk
            warm.append(found)
        window.ends()
    for _ in range(STARTS if _may_empty_caches() else 0):
        _empty_caches()
        window = Window(around)
        cold.append(window.plays(made))
        window.ends()
    for _ in range(STARTS):
        window = Window(around, "ahead")
        time.sleep(READY)
        hidden.append(memory(window.pid)["Pss"])
        ready.append(window.plays(made, since_start=False))
        time.sleep(READY)
        held.append(memory(window.pid)["Pss"])
        window.ends()
    return [
        Row("process start to first frame, warm", spread(warm), "250 ms"),
        Row("process start to first frame, caches empty", spread(cold) if cold else "–", "450 ms"),
        Row("plan to first frame, process ahead", spread(ready), "40 ms"),
        Row("PSS while it waits out of sight", f"{statistics.median(hidden):.0f} MB"),
        Row("PSS while it plays", f"{statistics.median(held):.0f} MB", "60 MB"),
    ]


def _processor(around: dict[str, str]) -> list[Row]:
    return [
        _share(around, "CPU, figure moving", made_of(MOVING, "full", moves), "12 %"),
        _share(around, "CPU, hold in breaths", made_of(BREATHING, "full", holds)),
        _share(around, "CPU, hold by seconds", made_of(BY_SECONDS, "full", holds), "1 %"),
        _share(around, "CPU, rocking hold", made_of("happy-baby", "full", holds)),
        _share(around, "CPU, hold with less motion", made_of(BY_SECONDS, "reduced", holds), "1 %"),
    ]


def _share(around: dict[str, str], what: str, made: Plan, goal: str = "") -> Row:
    found = []
    for _ in range(RUNS):
        window = Window(around)
        window.plays(made)
        time.sleep(READY + 3.0)  # the figure has arrived, in a hold
        before, began = processor(window.pid), time.monotonic()
        time.sleep(SECONDS)
        found.append((processor(window.pid) - before) / (time.monotonic() - began) * 100)
        window.ends()
    middle, least, most = statistics.median(found), min(found), max(found)
    return Row(what, f"{middle:.1f} % ({least:.1f}–{most:.1f})", goal)


def _may_empty_caches() -> bool:
    return os.access(CACHES, os.W_OK)


def _empty_caches() -> None:
    os.sync()
    CACHES.write_text("3")


if __name__ == "__main__":
    sys.exit(main())
