"""Unsit beside other break reminders: ``python -m tests.bench --peers``.

Each runs alone, one after the other in the same run, on a private desktop with a home of its own:
Xvfb, openbox, xfce4-panel, dunst. Homes are set so that each starts as on every other day: without a
word of welcome, in the tray only, with no break due while it is measured. Programs in Python run by a
copy of their interpreter, so that nobody shares its pages with this script or with each other.

A whole process tree is measured. Switches of programs that come and go in between are not counted
(Safe Eyes starts xprintidle every other second); their CPU time is.
"""

import os
import signal
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.bench.daemon import SETTLED
from tests.bench.homes import PROGRAMS
from tests.bench.measuring import memory, nothing, processor, rate, switches, tree
from tests.bench.seats import Desk, Seat
from tests.desktop.servers import Panel, SessionBus
from tests.desktop.stage import PATIENCE, until

STARTS = 3
"""How often each is started for the time that it takes."""


@dataclass(frozen=True)
class Found:
    """What one program costs: MB, switches a second, milliseconds of CPU a second, milliseconds."""

    name: str
    pss: float
    rss: float
    resting: float
    moving: float
    cpu: float
    start: float


class Peer:
    """A program on a desk: started, measured, ended."""

    def __init__(self, command: list[str], folder: Path, environment: Mapping[str, str]) -> None:
        self._command, self._environment = command, environment
        self._log = folder / "peer.log"
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int:
        assert self._process is not None
        return self._process.pid

    def start_to_icon(self, panel: Panel) -> float:
        """Start it, and return the milliseconds until its icon is drawn on the panel."""
        until("empty panel", lambda: panel.icon() is None)
        started = time.perf_counter()
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                self._command,
                env=self._environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        until(f"icon of {self._command[-1]}", lambda: self._must_run() and panel.icon() is not None)
        return (time.perf_counter() - started) * 1000

    def stop(self) -> None:
        """End it and all that it started; harmless when it does not run."""
        if self._process is None or self._process.poll() is not None:
            return
        os.killpg(self._process.pid, signal.SIGTERM)
        try:
            self._process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait(PATIENCE)

    def _must_run(self) -> bool:
        assert self._process is not None
        said = self._log.read_text(errors="replace")[-2000:]
        assert self._process.poll() is None, f"{self._command} ended by itself: {said}"
        return True


def measure(name: str, seat: Seat, seconds: float, pictures: Path | None) -> Found:
    """Measure one program at a desk; a picture of the desk while it rests goes to `pictures`."""
    assert seat.screen is not None
    bus, screen = seat.bus, seat.screen
    folder = bus.folder / "peer"
    folder.mkdir()
    with SessionBus(folder) as machine:  # the system bus, with nobody on it
        environment = {**bus.environment, "DBUS_SYSTEM_BUS_ADDRESS": machine.address}
        seat.touch()
        peer = Peer(PROGRAMS[name](folder, environment), folder, environment)
        try:
            start = _start(peer, screen.panel)
            seat.touch()
            time.sleep(SETTLED)
            if pictures is not None:
                screen.display.save(pictures / f"{name.lower().replace(' ', '-')}.png")
            return _figures(name, peer.pid, seat, seconds, start)
        finally:
            peer.stop()


def _start(peer: Peer, panel: Panel) -> float:
    peer.start_to_icon(panel)  # the first time is not as every day
    found = []
    for _ in range(STARTS):
        peer.stop()
        found.append(peer.start_to_icon(panel))
    return statistics.median(found)


def _figures(name: str, pid: int, seat: Seat, seconds: float, start: float) -> Found:
    used = memory(*tree(pid))
    before, began = processor(pid), time.monotonic()
    resting = rate(lambda: switches(*tree(pid)), seconds, nothing)
    cpu = (processor(pid) - before) / (time.monotonic() - began) * 1000
    busy = rate(lambda: switches(*tree(pid)), seconds, seat.touch)
    return Found(name, used["Pss"], used["Rss"], resting, busy, cpu, start)


COLUMNS: dict[str, Callable[[Found], float]] = {
    "PSS, MB": lambda found: found.pss,
    "RSS, MB": lambda found: found.rss,
    "switches/s, no input": lambda found: found.resting,
    "switches/s, mouse moving": lambda found: found.moving,
    "CPU ms/s, no input": lambda found: found.cpu,
    "start to icon, ms": lambda found: found.start,
}


def table(ours: Found, peers: list[Found]) -> str:
    """Return all as a table of Markdown, ours first; the last row is ours by the lowest of theirs."""
    lines = ["| | " + " | ".join(COLUMNS) + " |", "|---" * (len(COLUMNS) + 1) + "|"]
    for found in (ours, *peers):
        cells = [_number(value(found)) for value in COLUMNS.values()]
        lines.append(f"| {found.name} | " + " | ".join(cells) + " |")
    ratios = [_ratio(value(ours), min(value(peer) for peer in peers)) for value in COLUMNS.values()]
    lines.append("| Unsit / lowest of the others | " + " | ".join(ratios) + " |")
    return "\n".join(lines)


def compare(desk: Desk, seconds: float, pictures: Path | None = None) -> str:
    """Measure all of them, each at a desk of its own; return the table."""
    found = []
    for name in PROGRAMS:
        print(f"measuring {name} ...", file=sys.stderr)
        with desk() as seat:
            found.append(measure(name, seat, seconds, pictures))
    return table(found[0], found[1:])


def _number(value: float) -> str:
    return f"{value:.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def _ratio(ours: float, lowest: float) -> str:
    return f"{ours / lowest:.2f}" if lowest else "–"
