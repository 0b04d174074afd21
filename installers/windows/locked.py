"""What the locks in requirements/ pin for Windows, asked on another system.

pip can fetch another system's wheels (`--platform`), but it decides by the system it runs on which
lines of a lock are meant: `sys_platform == 'win32'` is passed over on Linux, and Linux's own lines are
taken. So the lines are chosen here, handed to pip without their conditions, and pip is told to add
nothing. Every one keeps its hashes.
"""

import re
import sys
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

# The library that knows these conditions, as every pip has it: nothing is to be installed for it.
from pip._vendor.packaging.markers import Marker

LOCKS = Path(__file__).resolve().parents[2] / "requirements"
UNSIT = "unsit (pyproject.toml)"
"""How a lock names who asked for what Unsit itself needs."""

PIN = re.compile(
    r"^(?P<name>[\w.-]+)==(?P<version>[^\s;]+)(?: ; (?P<marker>[^\\\n]+))?", re.MULTILINE
)
ASKED_BY = re.compile(r"^    # via (.+)$|^    #   (.+)$", re.MULTILINE)
HASH = re.compile(r"--hash=\S+")


class Pin(NamedTuple):
    """One line of a lock: what is pinned, where it holds, who asked for it."""

    name: str
    version: str
    marker: str
    asked_by: frozenset[str]
    hashes: tuple[str, ...]

    def line(self) -> str:
        """Return it as a requirement that holds everywhere."""
        return " ".join((f"{self.name}=={self.version}", *self.hashes))


def pins(lock: str) -> Iterator[Pin]:
    """Yield what a lock holds."""
    for part in re.split(r"^(?=\w)", lock, flags=re.MULTILINE):
        found = PIN.match(part)
        if found:
            asked_by = frozenset(one or other for one, other in ASKED_BY.findall(part))
            marker = (found["marker"] or "").strip()
            yield Pin(found["name"], found["version"], marker, asked_by, tuple(HASH.findall(part)))


def windows(python: tuple[int, int]) -> dict[str, str]:
    """Return what the conditions of a lock are measured by, for 64-bit Windows and this Python."""
    short = "{}.{}".format(*python)
    return {
        "implementation_name": "cpython",
        "os_name": "nt",
        "platform_machine": "AMD64",
        "platform_python_implementation": "CPython",
        "platform_system": "Windows",
        "python_full_version": f"{short}.0",
        "python_version": short,
        "sys_platform": "win32",
    }


def needed(
    wanted: Collection[str],
    python: tuple[int, int] | None,
    *,
    without: Collection[str] = (),
    locks: Iterable[str] = ("run", "program", "test"),
) -> list[Pin]:
    """Return what Windows needs of these: packages by name, `UNSIT` for all that Unsit asks for.

    With no `python` it is what this system and Python needs. `without` leaves packages out, with what nobody else asks for. Raises ValueError when the locks
    do not agree, or do not know one that is wanted.
    """
    there = windows(python) if python else None
    known: dict[str, Pin] = {}
    for lock in locks:
        for pin in pins((LOCKS / f"{lock}.txt").read_text(encoding="utf-8")):
            if pin.name in without or (pin.marker and not Marker(pin.marker).evaluate(there)):
                continue
            before = known.setdefault(pin.name, pin)
            if before.version != pin.version:
                raise ValueError(
                    f"{pin.name} is {before.version} in one lock, {pin.version} in another"
                )
            known[pin.name] = before._replace(asked_by=before.asked_by | pin.asked_by)
    missing = set(wanted) - {UNSIT} - set(known)
    if missing:
        raise ValueError(f"no lock pins {', '.join(sorted(missing))} for that system")
    chosen = set(wanted)
    while more := {p.name for p in known.values() if p.asked_by & chosen} - chosen:
        chosen |= more
    return [known[name] for name in sorted(chosen & set(known))]


if __name__ == "__main__":
    # For this very system and Python, of what is pinned for tests.
    print("\n".join(pin.line() for pin in needed(sys.argv[1:], None)))
