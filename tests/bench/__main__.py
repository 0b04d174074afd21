"""What Unsit costs, measured: ``python -m tests.bench`` prints tables of Markdown.

``--on`` names the desktops to measure on (see `seats`), one column each; ``--peers`` measures Unsit
beside other break reminders as well (see `peers`), on X11; ``--history`` measures a history of ten years
and nothing else. All that runs is real. Figures of one run
are comparable with each other, not with another machine's.
"""

import argparse
import os
import sys
from pathlib import Path

from tests.bench import daemon, day, peers, record
from tests.bench.seats import SEATS
from tests.bench.table import Row, foot, side_by_side

WINDOW = 20.0
"""Seconds over which context switches are counted."""
ALL = "all"
HOW = {
    "every source": "a call (PipeWire, wireplumber, pipewire-pulse, and who listens) holds a reminder, "
    "a film (a player on the bus) counts as sitting; sharing, full screen, do-not-disturb and "
    "inhibitors are followed besides",
    "seen after": "by the daemon's own word, asked a hundred times a second; absence from "
    f"`idle_after` ({daemon.IDLE_AFTER:g} s) after the last touch on, return from just before the touch",
}
"""How it was measured, for the foot of the table."""


def main() -> int:
    """Print the tables; return 1 when a desktop could not be measured."""
    wanted = _wanted()
    if wanted.history:
        print(side_by_side({"measured": record.measure()}), flush=True)
        return 0
    desktops = list(SEATS) if ALL in wanted.on else wanted.on
    columns: dict[str, list[Row]] = {}
    notes: dict[str, str] = {}
    for name in desktops:
        _tell(name)
        try:
            with SEATS[name]() as seat:
                columns[name], notes[name] = daemon.measure(seat, wanted.seconds), seat.about
        except (AssertionError, OSError) as problem:
            columns[name], notes[name] = [], f"could not be measured: {problem}"
            _tell(f"{name} {notes[name]}")
    print(side_by_side(columns), foot(notes | HOW), sep="\n\n", end="\n\n", flush=True)
    _tell("whole days")
    print(side_by_side({"measured": day.measure()}), flush=True)
    if wanted.peers:
        print("", peers.compare(SEATS["x11"], wanted.seconds, wanted.pictures), sep="\n")
    _tell("the end")
    return 0 if all(columns.values()) else 1


def _wanted() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="tests.bench", description="Measure what Unsit costs.")
    parser.add_argument("--seconds", type=float, default=WINDOW, help="per count of switches")
    parser.add_argument("--on", nargs="+", choices=[*SEATS, ALL], default=["x11"], help="desktops")
    parser.add_argument("--peers", action="store_true", help="beside other break reminders, too")
    parser.add_argument("--history", action="store_true", help="only a history of ten years")
    parser.add_argument("--pictures", type=Path, help="folder for pictures of the peers' desks")
    return parser.parse_args()


def _tell(what: str) -> None:
    load = os.getloadavg()[0]
    print(f"{what} (load average {load:.1f})", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
