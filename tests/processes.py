"""What Linux tells of a process, for tests of what starts others and ends them."""

import os
from pathlib import Path


def children(pid: int) -> list[int]:
    """Return the processes that this one has started and that have not been waited for."""
    try:
        told = Path(f"/proc/{pid}/task/{pid}/children").read_text()
    except OSError:
        return []  # it has ended
    return [int(child) for child in told.split()]


def words(pid: int) -> list[str]:
    """Return the command line of a process; [] when it has ended, waited for or not."""
    try:
        told = Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return []
    return os.fsdecode(told).split("\0")[:-1]


def stat(pid: int) -> list[str]:
    """Return what stands behind the name in its `stat`: the state is the first. Raises OSError."""
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()


def lives(pid: int) -> bool:
    """Say whether a process goes on: in a container, where nobody waits for it, an ended one stays."""
    try:
        return stat(pid)[0] != "Z"
    except OSError:
        return False
