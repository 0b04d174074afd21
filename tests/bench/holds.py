"""How exactly a hold is held: ``python -m tests.bench.holds`` plays five minutes in real time.

The real window, on a private display, plays pigeon with six breaths of 15 seconds on each side. It is
watched from outside, by the moments at which it says that a segment begins; what it says of itself
is set beside that. Return 1 when a hold, or the difference of both sides, is off by more than 50 ms.
"""

import json
import sys
import tempfile
import time
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from tests.desktop.screen import Display
from tests.window.test_process import Window
from unsit import library
from unsit.core.rules import SessionRules
from unsit.core.session import Plan, plan, seconds
from unsit.core.value import replace

POSE = "pigeon"
RULES = SessionRules(lead_in=60, breath=15, breaths=6, sound=False, voice="off")
ALLOWED = 0.05
"""Seconds."""


class Heard(NamedTuple):
    """When a segment began, by our clock: its number, -1 for the end."""

    segment: int
    at: float


def main() -> int:
    """Play the session and print what was seen; return the exit code."""
    found = next(pose for pose in library.load().poses if pose.id == POSE)
    made = plan(found, RULES)
    print(f"{POSE}: {seconds(made):g} s", file=sys.stderr, flush=True)
    with tempfile.TemporaryDirectory(prefix="unsit-") as folder, Display(Path(folder)) as display:
        heard, ended = _played(made, display)
    lengths = {before.segment: after.at - before.at for before, after in pairwise(heard)}
    holds = [n for n, segment in enumerate(made.segments) if segment.kind == "hold"]
    off = {n: lengths[n] - made.segments[n].seconds for n in holds}
    print("| what | planned | seen | off | told |\n|---|---|---|---|---|")
    for n, told in zip(holds, ended["held"], strict=True):
        length = made.segments[n].seconds
        row = (
            f"hold, {told['side']} | {length:.3f} s | {lengths[n]:.3f} s | {off[n] * 1000:+.1f} ms"
        )
        print(f"| {row} | {told['seconds']} s, complete: {told['complete']} |")
    between = lengths[holds[0]] - lengths[holds[-1]]
    print(f"| right less left | 0 s | {between:.3f} s | {between * 1000:+.1f} ms | |")
    whole = heard[-1].at - heard[0].at
    planned = sum(segment.seconds for segment in made.segments)
    late = whole - planned
    print(f"| all of it | {planned:.3f} s | {whole:.3f} s | {late * 1000:+.1f} ms | |")
    return 1 if max(map(abs, [*off.values(), between])) > ALLOWED else 0


def _played(made: Plan, display: Display) -> tuple[list[Heard], dict[str, list[dict[str, object]]]]:
    """Return when each segment began, and the last word."""
    line = json.dumps(replace(made, theme="light").to_json()).encode() + b"\n"
    window = Window(line, {"QT_QPA_PLATFORM": "xcb", **display.environment})
    heard: list[Heard] = []
    with window.process:
        while True:
            event = window.next()
            now = time.monotonic()
            if event["event"] == "at":
                heard.append(Heard(event["segment"], now))
            elif event["event"] == "ended":
                return [*heard, Heard(-1, now)], event


if __name__ == "__main__":
    sys.exit(main())
