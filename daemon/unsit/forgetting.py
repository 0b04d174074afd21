"""Removing what was, so that nothing of it remains in any file of ours.

Rules of this room: what is removed is overwritten and the database made anew, so that its free pages
hold nothing of it; whatever cannot be dated goes with the oldest. What a disk or its backups keep of
files that are gone is not ours to erase.
"""

import json
from datetime import date
from pathlib import Path

from unsit import history
from unsit.core.language import _
from unsit.history import History, HistoryError

BEFORE = "substr(at, 1, 10) < ?"
"""By the day as it was where it was lived."""


def count(before: date | None, file: Path | None = None) -> int:
    """Return how many records would be removed. Raises HistoryError."""
    with history.opened(file) as book:
        return _count(book, before)


def forget(before: date | None, file: Path | None = None) -> int:
    """Remove what was before a day, or everything (None); return how many records that were.

    The journal has been taken in by then, and is gone. Raises HistoryError; then nothing was removed, or
    it says what remains to be done.
    """
    with history.opened(file) as book:
        removed = _count(book, before)
        book.database.execute("PRAGMA secure_delete = ON")
        book.database.execute("BEGIN IMMEDIATE")
        with book.database:
            _remove(book, before)
        book.database.execute("VACUUM")
        busy, *_rest = book.database.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    if busy:
        raise HistoryError(
            _(
                "The records are removed, but another program still reads the history and keeps their"
                " traces; close it and try again."
            )
        )
    return removed


def _count(book: History, before: date | None) -> int:
    found = 0
    for table, _columns in history.TABLES.values():
        rows = book.select(f"SELECT count(*) FROM {table} WHERE {BEFORE}", _limit(before))
        found += sum(number for (number,) in rows)
    return found + len(_unread(book, before))


def _remove(book: History, before: date | None) -> None:
    for table, _columns in history.TABLES.values():
        book.database.execute(f"DELETE FROM {table} WHERE {BEFORE}", (_limit(before),))
    book.database.execute("DELETE FROM holds WHERE session NOT IN (SELECT id FROM sessions)")
    for line in _unread(book, before):
        book.database.execute("DELETE FROM unread WHERE line = ?", (line,))


def _unread(book: History, before: date | None) -> list[str]:
    """Return the lines that nobody understood and that are, or may be, from before that day."""
    return [
        line for (line,) in book.select("SELECT line FROM unread") if _day(line) < _limit(before)
    ]


def _day(line: str) -> str:
    try:
        return str(json.loads(line)["at"])[:10]
    except (KeyError, TypeError, ValueError, RecursionError):
        return ""


def _limit(before: date | None) -> str:
    return "~" if before is None else before.isoformat()  # "~" comes after every day
