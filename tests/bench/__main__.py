"""What Unsit costs, measured: ``python -m tests.bench`` prints a table of Markdown.

``--peers`` measures it beside other break reminders instead, see `peers`.

The daemon is measured as the only interpreter on the machine: a copy of Python runs it, so that it
shares no page of the interpreter with this script, as it would not with anything on a desktop
without other Python programs. All else is real: Xvfb, openbox, xfce4-panel, dunst, a mouse moved
ten times a second. Figures of one run are comparable with each other, not with another machine's.
"""

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

from tests.bench import peers
from tests.bench.measuring import (
    Seat,
    desk,
    memory,
    milliseconds,
    moving,
    own_python,
    rate,
    spread,
    switches,
)
from tests.desktop.screen import Hands
from tests.desktop.servers import WATCHER, Panel, SessionBus
from tests.desktop.stage import until
from tests.desktop.whole import Unsit
from tests.life import Life
from unsit.core.rules import Rules
from unsit.loop import Loop

WINDOW = 20.0
"""Seconds over which context switches are counted."""
DESKS: dict[str, Callable[[], AbstractContextManager[Seat]]] = {"x11": desk}
"""What can be measured on, by the name that `--on` takes."""


@dataclass(frozen=True)
class Row:
    """One figure: what was measured, the outcome, the goal, both with their unit."""

    what: str
    found: str
    goal: str


def start_to_item(
    unsit: Unsit, bus: SessionBus, panel: Panel, python: Path, times: int = 9
) -> tuple[str, str]:
    """Measure from starting the process to the item in the tray, and to its icon being drawn."""
    loop = Loop()
    peer = bus.peer(loop)
    items: list[float] = []
    peer.subscribe(
        lambda _: items.append(time.perf_counter()), WATCHER, "StatusNotifierItemRegistered"
    )
    loop.once(0.2)
    listed, drawn = [], []
    for _ in range(times):
        until("empty panel", lambda: panel.icon() is None)
        items.clear()
        started = time.perf_counter()
        unsit.start_process(python)
        until("item", lambda: items, loop)
        listed.append((items[0] - started) * 1000)
        until("icon", lambda: panel.icon() is not None, loop)
        drawn.append((time.perf_counter() - started) * 1000)
        unsit.stop()
    peer.close()
    loop.close()
    return spread(listed), spread(drawn)


def click_to_window(unsit: Unsit, panel: Panel, hands: Hands, times: int = 5) -> str:
    """Measure from the click on the icon to the window's own word of its first painted frame."""
    found = []
    for _ in range(times):
        icon = panel.icon()
        assert icon is not None
        hands.move(*icon.middle)
        time.sleep(0.5)
        started = time.perf_counter()
        hands.click(*icon.middle)
        until("window", lambda: (unsit.status()["session"] or {}).get("left_s") is not None)
        found.append((time.perf_counter() - started) * 1000)
        (window,) = until(
            "title", lambda: hands.windows("side|Pose|Lunge|Flexor|Baby|Twist|Rotation")
        )
        hands.do("windowactivate", "--sync", str(window))
        hands.key("alt+F4")
        until("end", lambda: unsit.status()["session"] is None)
    return spread(found)


def whole_day() -> None:
    """Live eight hours with a stretch each hour, in the core alone."""
    life = Life(Rules(open_window=0))
    while life.at - life.start < 8 * 3600:
        life.works(45.1)
        if life.day.session is not None:
            life.stretches()
        life.leaves(6)


def measure(at: Callable[[], AbstractContextManager[Seat]], seconds: float) -> list[Row]:
    """Measure everything at a desk; return the rows of the table."""
    rows = []
    with at() as (display, bus, hands, panel), tempfile.TemporaryDirectory() as copy:
        python, around = own_python(Path(copy))
        environment = {**os.environ, **bus.environment, **display.environment, **around}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)  # installed programs have their bytecode
        unsit = Unsit(bus.folder, environment)
        unsit.settings(peers.CALM)
        hands.key("Shift_L")
        unsit.start()
        unsit.stop()  # icons drawn, settings checked: from now on as every day
        listed, drawn = start_to_item(unsit, bus, panel, python)
        rows.append(Row("start to tray item", listed, "120 ms"))
        rows.append(Row("start to its icon on the panel", drawn, ""))
        unsit.start(python)
        hands.key("Shift_L")
        hands.move(640, 700)
        time.sleep(2)
        pid = unsit.pid
        used = memory(pid)
        found = f"{used['Pss']:.1f} MB (RSS {used['Rss']:.1f}, anonymous {used['Anonymous']:.1f})"
        rows.append(Row("daemon, PSS", found, "16 MB"))
        rest = rate(lambda: switches(pid), seconds, lambda: None)
        rows.append(Row("context switches, no input", f"{rest:.2f}/s", "0.05/s"))
        busy = rate(lambda: switches(pid), seconds, moving(hands))
        rows.append(Row("context switches, mouse moving", f"{busy:.2f}/s", "0.3/s"))
        status = milliseconds(lambda: unsit.call("status"), 15)
        rows.append(Row("`unsit status`", status, "120 ms"))
        shown = click_to_window(unsit, panel, hands)
        rows.append(Row("tray click to first frame", shown, "400 ms"))
        used = memory(pid)
        rows.append(Row("daemon, PSS after five sessions", f"{used['Pss']:.1f} MB", "16 MB"))
        unsit.stop()
    rows.append(Row("eight-hour day in the core", milliseconds(whole_day, 9), "50 ms"))
    return rows


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description="Measure what Unsit costs.")
    parser.add_argument("--seconds", type=float, default=WINDOW, help="per count of switches")
    parser.add_argument("--on", choices=DESKS, default="x11", help="the desktop to measure on")
    parser.add_argument("--peers", action="store_true", help="beside other break reminders")
    parser.add_argument("--pictures", type=Path, help="folder for pictures of the peers' desks")
    wanted = parser.parse_args()
    if wanted.peers:
        print(peers.compare(DESKS[wanted.on], wanted.seconds, wanted.pictures))
        return 0
    rows = measure(DESKS[wanted.on], wanted.seconds)
    print("| what | measured | goal |\n|---|---|---|")
    for row in rows:
        print(f"| {row.what} | {row.found} | {row.goal and f'<= {row.goal}'} |")
    return 0


if __name__ == "__main__":
    sys.exit(main())
