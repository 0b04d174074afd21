"""Years of heavy use, made up by a seed: the rows that a history holds after them.

Ten hours a day, six days a week, up every quarter of an hour, and a reminder for most of it: ten years
of that are some 200,000 rows.
"""

import json
import random
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from unsit import history, taking

POSES = {
    "kneeling-hip-flexor": ("right", "left"),
    "butterfly": ("both",),
    "prone-leg-twist": ("right", "left"),
    "happy-baby": ("both",),
    "pigeon": ("right", "left"),
    "garland": ("both",),
    "lizard": ("right", "left"),
    "90-90-lunge": ("right", "left"),
    "lying-lumbar-rotation": ("right", "left"),
}
ENDS = ("away", "away", "away", "standing", "moved")
DAY_OFF = 6
"""Sunday."""
HEAVY, PLAIN = (5.0, 28.0), (24.0, 78.0)
"""The shortest and the longest sitting (minutes) of a heavy user, and of an ordinary one."""


def fill(
    file: Path, until: datetime, days: int, seed: int = 1, pace: tuple[float, float] = HEAVY
) -> int:
    """Write so many days that end before `until` into a history; returns how many rows it has."""
    with history.opened(file):
        pass
    with closing(sqlite3.connect(file)) as database:
        with database:
            for record in lived(until, days, seed, pace):
                for statement, values in taking.statements(record, history.TABLES):
                    database.execute(statement, values)
        tables = [name for name, _ in history.TABLES.values()] + ["holds"]
        counts = [database.execute(f"SELECT count(*) FROM {name}").fetchone() for name in tables]
    return sum(count for (count,) in counts)


def write(
    file: Path, until: datetime, days: int, seed: int = 1, pace: tuple[float, float] = HEAVY
) -> None:
    """Write the same as lines of a journal."""
    file.parent.mkdir(parents=True, exist_ok=True)
    lines = (json.dumps(record) for record in lived(until, days, seed, pace))
    file.write_text("".join(f"{line}\n" for line in lines))


def lived(
    until: datetime, days: int, seed: int = 1, pace: tuple[float, float] = HEAVY
) -> Iterator[dict[str, Any]]:
    """Yield what was written down in so many days, as the journal has it."""
    luck = random.Random(seed)
    for back in range(days, 0, -1):
        day = (until - timedelta(days=back)).replace(hour=8, minute=30, second=0, microsecond=0)
        if day.weekday() != DAY_OFF:
            yield from _day(luck, day, pace)


def _day(luck: random.Random, at: datetime, pace: tuple[float, float]) -> Iterator[dict[str, Any]]:
    end = at + timedelta(hours=10)
    while at < end:
        sat = luck.uniform(*pace) * 60
        at += timedelta(seconds=sat)
        if luck.random() < 0.62:
            outcome = luck.choices(("started", "snoozed", "skipped", "ignored"), (60, 15, 15, 10))[
                0
            ]
            pose = luck.choice(list(POSES))
            yield _row(luck, "reminder", at, outcome=outcome, pose=pose, sat_s=round(sat))
            if outcome == "started":
                yield _session(luck, at, pose)
                yield _row(luck, "sitting", at, sat_s=round(sat, 1), ended_by="session")
                at += timedelta(minutes=2)
                continue
        yield _row(luck, "sitting", at, sat_s=round(sat, 1), ended_by=luck.choice(ENDS))
        at += timedelta(minutes=luck.uniform(5, 12) * (pace[0] / 5) ** 0.5)


def _session(luck: random.Random, at: datetime, pose: str) -> dict[str, Any]:
    outcome = luck.choices(("done", "stopped", "ouch"), (88, 10, 2))[0]
    sides = POSES[pose] if outcome == "done" else POSES[pose][:1]
    seconds = luck.choice((20.0, 30.0, 40.0))
    holds = [
        {"side": side, "step": 4, "seconds": seconds, "complete": outcome == "done"}
        for side in sides
    ]
    feel = {}
    if luck.random() < 0.3:
        before = luck.randint(2, 8)
        feel = {"feel_before": before, "feel_after": min(10, before + luck.randint(0, 3))}
    return _row(luck, "session", at, pose=pose, outcome=outcome, holds=holds, asked=False, **feel)


def _row(luck: random.Random, kind: str, at: datetime, **facts: Any) -> dict[str, Any]:
    return {"id": f"{luck.getrandbits(64):016x}", "kind": kind, "at": at.isoformat(), **facts}
