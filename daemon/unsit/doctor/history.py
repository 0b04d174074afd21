"""Is the history whole, and can the daemon go on writing it?

It is only looked at: the journal stays where it is, and no database is made.
"""

import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from unsit import history, journal, places
from unsit.core.language import N_, _
from unsit.doctor.findings import Finding, shown

PATIENCE = 2.0
"""Seconds to wait while another program writes."""
IN_USE = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
ENOUGH = 1 << 20
"""Bytes; a year's journal is smaller."""

MOVE = N_("Move it away, and a new history begins with what the journal holds.")
UPDATE = N_("Update Unsit: this history was written by a newer one.")
FREE = N_("See that this folder is yours and has space left: what you do is not written down.")
ELSEWHERE = N_(
    "Set HOME or XDG_DATA_HOME to a folder that can hold files: nothing is written down."
)
AGAIN = N_("Try again when the program that uses it has ended.")


def check() -> Finding:
    """Try the journal's place, and read through the database."""
    try:
        hindered = _hindered(journal.path())
        if hindered:
            return hindered
        file = history.path()
        if not file.exists():
            return Finding(True, _("nothing is written down yet"))
        return _no_file(file) or _read(file)
    except sqlite3.OperationalError as problem:
        in_use = getattr(problem, "sqlite_errorcode", 0) & 0xFF in IN_USE
        words = _("{file} cannot be read ({problem})")
        said = words.format(file=shown(history.path()), problem=problem)
        return Finding(False, said, _(AGAIN if in_use else FREE))
    except sqlite3.DatabaseError as problem:
        return _damaged(history.path(), problem)
    except OSError as problem:
        words = _("it cannot be reached ({problem})").format(problem=places.why(problem))
        return Finding(False, words, _(FREE))


def _read(file: Path) -> Finding:
    where = f"{file.as_uri()}?mode=ro"
    with closing(sqlite3.connect(where, uri=True, timeout=PATIENCE)) as database:
        (state,) = database.execute("PRAGMA quick_check(1)").fetchone()
        if state != "ok":
            return _damaged(file, state)
        (version,) = database.execute("PRAGMA user_version").fetchone()
        if version > len(history.MIGRATIONS):
            words = _("{file} is of version {version}").format(file=shown(file), version=version)
            return Finding(False, words, _(UPDATE))
        if version == 0:
            return Finding(True, _("{file} is still empty").format(file=shown(file)))
        (sessions,) = database.execute("SELECT count(*) FROM sessions").fetchone()
        words = _("{file} is whole; stretches in it: {count}")
        return Finding(True, words.format(file=shown(file), count=sessions))


def _damaged(file: Path, problem: object) -> Finding:
    words = _("{file} is damaged ({problem})").format(file=shown(file), problem=problem)
    return Finding(False, words, _(MOVE))


def _no_file(path: Path) -> Finding | None:
    """Return what is wrong with what should be a file, None when it is one."""
    if path.is_file():
        return None
    words = _("{path} should be a file, and is none").format(path=shown(path))
    return Finding(False, words, _(MOVE))


def _hindered(file: Path) -> Finding | None:
    """Return why nothing could be written to a file, None when nothing hinders it."""
    place = next(each for each in (file, *file.parents) if each.exists())
    if place == file and (wrong := _no_file(file)):
        return wrong
    if place != file and not place.is_dir():
        words = _("{path} should be a folder, and is none").format(path=shown(place))
        return Finding(False, words, _(FREE))
    if not os.access(place, os.W_OK):
        return Finding(False, _("{path} cannot be written").format(path=shown(place)), _(FREE))
    disk = shutil.disk_usage(place)
    if not disk.total:  # as /proc and /sys say of themselves
        words = _("{path} can hold no files").format(path=shown(place))
        return Finding(False, words, _(ELSEWHERE))
    if disk.free <= ENOUGH:
        words = _("there is no space left for {path}").format(path=shown(place))
        return Finding(False, words, _(FREE))
    return None
