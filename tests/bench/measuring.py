"""How the figures are taken: memory, context switches and CPU time of running programs."""

import os
import shutil
import statistics
import sys
import sysconfig
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.processes import stat

ROOT = Path(__file__).parents[2]
TICK = os.sysconf("SC_CLK_TCK")
"""How many units of a process's CPU time make a second."""
BEAT = 0.1
"""Seconds from one movement of the pointer to the next."""


def own_python(folder: Path) -> tuple[Path, dict[str, str]]:
    """Return a copy of this interpreter, its libraries included, and the environment it needs."""
    binary = Path(sys.executable).resolve()
    copy = copied(binary, folder)
    libraries = sysconfig.get_config_var("LIBDIR")
    for library in Path(libraries).glob("libpython3*.so*"):
        shutil.copy2(library, copy.parent)
    settings = f"home = {binary.parent}\ninclude-system-site-packages = false\n"
    (folder / "pyvenv.cfg").write_text(settings)
    packages = next(Path(sys.prefix).glob("lib/python3*/site-packages"))
    modules = shutil.copytree(sysconfig.get_config_var("DESTSHARED"), folder / "modules")
    path = f"{ROOT / 'daemon'}:{packages}:{modules}"
    return copy, {"LD_LIBRARY_PATH": str(copy.parent), "PYTHONPATH": path}


def copied(program: Path, folder: Path) -> Path:
    """Return a copy of a program in `folder`, of which no other process shares a page."""
    copy = folder / "bin" / program.name
    copy.parent.mkdir(parents=True)
    shutil.copy2(program, copy)
    return copy


def installed(name: str, *packages: str) -> str:
    """Return the path of a program; ends the bench with what to install where it is missing."""
    found = shutil.which(name)
    if found is None:
        raise SystemExit(f"{name} is needed: apt-get install {' '.join(packages)}")
    return found


# --- what programs hold and do ------------------------------------------------------------------


def tree(pid: int) -> list[int]:
    """Return a process, all that it started, and all that is left in its session."""
    found = [pid]
    for each, parent, session in sorted(_processes()):
        if each != pid and (parent in found or session == pid):
            found.append(each)
    return found


def memory(*pids: int) -> dict[str, float]:
    """Return what processes hold (MB): Pss, Rss, Anonymous. Rss counts shared pages each time."""
    total: dict[str, float] = {}
    for pid in pids:
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()[1:]:
            name, kilobytes = line.split()[:2]
            total[name.rstrip(":")] = total.get(name.rstrip(":"), 0) + int(kilobytes) / 1024
    return total


def switches(*pids: int) -> int:
    """Return how often all threads of processes were switched to so far."""
    total = 0
    for pid in pids:
        for status in Path(f"/proc/{pid}/task").glob("*/status"):
            lines = status.read_text().splitlines()
            total += sum(int(line.split()[1]) for line in lines if "ctxt_switches" in line)
    return total


def processor(pid: int) -> float:
    """Return the seconds of CPU time of a process so far, with those of its ended children."""
    return sum(map(int, stat(pid)[11:15])) / TICK


def rate(count: Callable[[], float], seconds: float, meanwhile: Callable[[], object]) -> float:
    """Return by how much a count rises per second while something else is done at each beat."""
    before, started = count(), time.monotonic()
    beat = started
    while beat < started + seconds:
        meanwhile()
        beat = max(beat + BEAT, time.monotonic())
        time.sleep(max(0.0, beat - time.monotonic()))
    return (count() - before) / (time.monotonic() - started)


def nothing() -> None:
    """Leave everything as it is."""


def milliseconds(work: Callable[[], object], times: int) -> str:
    """Return the median and the range of some runs."""
    found = []
    for _ in range(times):
        started = time.perf_counter()
        work()
        found.append((time.perf_counter() - started) * 1000)
    return spread(found)


def spread(found: list[float]) -> str:
    """Return the median and the range of some times (milliseconds)."""
    return f"{statistics.median(found):.0f} ms ({min(found):.0f}–{max(found):.0f})"


def _processes() -> Iterator[tuple[int, int, int]]:
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            fields = stat(int(folder.name))
        except OSError:
            continue  # it has ended meanwhile
        yield int(folder.name), int(fields[1]), int(fields[3])
