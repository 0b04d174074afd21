"""The daemon on one desktop: what it holds, how often it is woken, how soon it knows.

It is measured as the only interpreter on the machine: a copy of Python runs it, its modules in C
included, so that it shares no page of the interpreter with this script, as it would not with anything
on a desktop without other Python programs.
"""

import os
import statistics
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.bench import company, window
from tests.bench.measuring import memory, milliseconds, nothing, own_python, rate, spread, switches
from tests.bench.seats import Seat
from tests.bench.table import Row
from tests.desktop.quiet import for_a_while
from tests.desktop.servers import WATCHER
from tests.desktop.stage import until
from tests.desktop.whole import Unsit
from unsit.loop import Loop

CALM = """\
[sitting]
remind_after = "45 min"
idle_after = "5 min"
reset_after = "5 min"

[session]
sound = false
"""
"""Settings with which nothing happens while it is measured, if that takes less than five minutes."""
IDLE_AFTER = 2.0
WATCHFUL = CALM.replace('idle_after = "5 min"', f'idle_after = "{IDLE_AFTER:g} s"')
SETTLED = 6.0
"""Seconds from the start until all has been done that is done only then."""
STARTS, ABSENCES, ASKED = 9, 5, 15
"""How often each of these is tried."""


def measure(seat: Seat, seconds: float) -> list[Row]:
    """Measure all at a seat; context switches are counted for so many seconds each time."""
    with _prepared(seat) as (unsit, python):
        return [
            *_starts(seat, unsit, python),
            *_at_rest(seat, unsit, python, seconds),
            *_with_every_source(seat, unsit, python, seconds),
            *_seeing(seat, unsit, python),
        ]


@contextmanager
def _prepared(seat: Seat) -> Iterator[tuple[Unsit, Path]]:
    """Give a home in which all is as every day: icons drawn, settings checked."""
    with tempfile.TemporaryDirectory() as copy, company.machine(seat) as around:
        python, more = own_python(Path(copy))
        environment = {**os.environ, **around, **more}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)  # installed programs have their bytecode
        unsit = Unsit(seat.bus.folder, environment)
        unsit.settings(CALM)
        seat.touch()
        unsit.start(python)
        unsit.stop()
        yield unsit, python
        unsit.stop()


def _starts(seat: Seat, unsit: Unsit, python: Path) -> list[Row]:
    """Measure from starting the process to the item in the tray, and to its icon, where seen."""
    loop = Loop()
    peer = seat.bus.peer(loop)
    items: list[float] = []
    peer.subscribe(
        lambda _: items.append(time.perf_counter()), WATCHER, "StatusNotifierItemRegistered"
    )
    listed, drawn = [], []
    for _ in range(STARTS):
        for_a_while(loop, 0.5)  # until the panel has forgotten the item before
        items.clear()
        started = time.perf_counter()
        unsit.start_process(python)
        until("item", lambda: items, loop)
        listed.append((items[0] - started) * 1000)
        if seat.screen is not None:
            until("icon", seat.screen.panel.icon, loop)
            drawn.append((time.perf_counter() - started) * 1000)
        unsit.stop()
    peer.close()
    loop.close()
    rows = [Row("start to tray item", spread(listed), "120 ms")]
    return rows + ([Row("start to its icon on the panel", spread(drawn))] if drawn else [])


def _at_rest(seat: Seat, unsit: Unsit, python: Path, seconds: float) -> list[Row]:
    unsit.settings(CALM)
    unsit.start(python)
    _settle(seat)
    pid, used = unsit.pid, memory(unsit.pid)
    resting = rate(lambda: switches(pid), seconds, nothing)
    busy = rate(lambda: switches(pid), seconds, seat.touch)
    rows = [
        *_held("PSS", used["Pss"], "16 MB"),
        *_held("RSS", used["Rss"]),
        *_held("anonymous", used["Anonymous"]),
        Row("context switches, no input", f"{resting:.3f}/s", "0.05/s"),
        Row("context switches, pointer moving", f"{busy:.3f}/s", "0.5/s"),
    ]
    if seat.screen is not None:
        status = milliseconds(lambda: unsit.call("status"), ASKED)
        rows.append(Row("`unsit status`", status, "120 ms"))
        shown = window.from_click_to_frame(unsit, seat.screen)
        rows.append(Row("tray click to the window's first frame", shown, "400 ms"))
        after = memory(pid)
        rows += _held("PSS after five sessions", after["Pss"], "16 MB")
    unsit.stop()
    return rows


def _with_every_source(seat: Seat, unsit: Unsit, python: Path, seconds: float) -> list[Row]:
    with company.call_and_film(seat) as around:
        unsit.environment.update(around)
        unsit.settings(company.EVERY_SIGN)
        seat.touch()
        unsit.start(python)
        company.all_followed(unsit)
        time.sleep(SETTLED)
        pid, used = unsit.pid, memory(unsit.pid)
        resting = rate(lambda: switches(pid), seconds, nothing)
        company.all_followed(unsit)
        unsit.stop()
        for name in around:
            del unsit.environment[name]
    return [
        *_held("PSS, every source followed", used["Pss"], "17 MB"),
        Row("context switches, every source followed", f"{resting:.3f}/s", "0.05/s"),
    ]


def _seeing(seat: Seat, unsit: Unsit, python: Path) -> list[Row]:
    """Measure how late the daemon says that somebody has gone, or is back.

    It is asked on its control line a hundred times a second; what passes while the pointer is moved
    counts as its own.
    """
    unsit.settings(WATCHFUL)
    unsit.start(python)
    one = _one_absence(seat, unsit)
    gone, back = [], []
    touched = _touched(seat, unsit)
    for _ in range(ABSENCES):
        unsit.until("absence", lambda status: status["state"] == "away")
        gone.append(time.perf_counter() - touched - IDLE_AFTER)
        touched = _touched(seat, unsit)
        back.append(time.perf_counter() - touched)
    unsit.stop()
    return [
        Row("context switches, one absence and the return", str(one)),
        Row("absence seen after", _late(gone), "1 s"),
        Row("return seen after", _late(back), "1 s"),
    ]


def _one_absence(seat: Seat, unsit: Unsit) -> int:
    """Be away for once, and count; nobody asks the daemon anything meanwhile."""
    _touched(seat, unsit)
    time.sleep(IDLE_AFTER / 2)
    before = switches(unsit.pid)
    time.sleep(SETTLED)
    seat.touch()
    time.sleep(IDLE_AFTER / 2)
    return switches(unsit.pid) - before


def _touched(seat: Seat, unsit: Unsit) -> float:
    """Touch something and wait until that is known; return the moment before."""
    moment = time.perf_counter()
    seat.touch()
    unsit.until("return", lambda status: status["state"] == "sitting")
    return moment


def _settle(seat: Seat) -> None:
    seat.touch()
    time.sleep(SETTLED)


def _held(what: str, megabytes: float, goal: str = "") -> list[Row]:
    return [Row(f"daemon, {what}", f"{megabytes:.1f} MB", goal)]


def _late(found: list[float]) -> str:
    return f"{statistics.median(found):.2f} s ({min(found):.2f}–{max(found):.2f})"
