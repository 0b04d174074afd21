"""Is the history whole, and can the daemon go on writing it?

It is only looked at: the journal stays where it is, and no database is made.
"""

import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from unsit import history, journal
from unsit.doctor.findings import Finding, shown

PATIENCE = 2.0
"""Seconds to wait while another program writes."""
IN_USE = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
ENOUGH = 1 << 20
"""Bytes; a year's journal is smaller."""

MOVE = "Move it away, and a new history begins with what the journal holds."
UPDATE = "Update Unsit: this history was written by a newer one."
FREE = "See that this folder is yours and has space left: what you do is not written down."
ELSEWHERE = "Set HOME or XDG_DATA_HOME to a folder that can hold files: nothing is written down."
AGAIN = "Try again when the program that uses it has ended."


def check() -> Finding:
    """Try the journal's place, and read through the database."""
    try:
        hindered = _hindered(journal.path())
        if hindered:
            return hindered
        file = history.path()
        if not file.exists():
            return Finding(True, "nothing is written down yet")
        return _no_file(file) or _read(file)
    except sqlite3.OperationalError as problem:
        in_use = getattr(problem, "sqlite_errorcode", 0) & 0xFF in IN_USE
        return Finding(
            False, f"{shown(history.path())} cannot be read ({problem})", AGAIN if in_use else FREE
        )
    except sqlite3.DatabaseError as problem:
        return Finding(False, f"{shown(history.path())} is damaged ({problem})", MOVE)
    except OSError as problem:
        return Finding(False, f"it cannot be reached ({problem})", FREE)


def _read(file: Path) -> Finding:
    where = f"{file.as_uri()}?mode=ro"
    with closing(sqlite3.connect(where, uri=True, timeout=PATIENCE)) as database:
        (state,) = database.execute("PRAGMA quick_check(1)").fetchone()
        if state != "ok":
            return Finding(False, f"{shown(file)} is damaged ({state})", MOVE)
        (version,) = database.execute("PRAGMA user_version").fetchone()
        if version > len(history.MIGRATIONS):
            return Finding(False, f"{shown(file)} is of version {version}", UPDATE)
        if version == 0:
            return Finding(True, f"{shown(file)} is still empty")
        (sessions,) = database.execute("SELECT count(*) FROM sessions").fetchone()
        return Finding(True, f"{shown(file)} is whole; stretches in it: {sessions}")


def _no_file(path: Path) -> Finding | None:
    """Return what is wrong with what should be a file, None when it is one."""
    if path.is_file():
        return None
    return Finding(False, f"{shown(path)} should be a file, and is none", MOVE)


def _hindered(file: Path) -> Finding | None:
    """Return why nothing could be written to a file, None when nothing hinders it."""
    place = next(each for each in (file, *file.parents) if each.exists())
    if place == file and (wrong := _no_file(file)):
        return wrong
    if place != file and not place.is_dir():
        return Finding(False, f"{shown(place)} should be a folder, and is none", FREE)
    if not os.access(place, os.W_OK):
        return Finding(False, f"{shown(place)} cannot be written", FREE)
    disk = shutil.disk_usage(place)
    if not disk.total:  # as /proc and /sys say of themselves
        return Finding(False, f"{shown(place)} can hold no files", ELSEWHERE)
    if disk.free <= ENOUGH:
        return Finding(False, f"there is no space left for {shown(place)}", FREE)
    return None
