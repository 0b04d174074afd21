"""The history: sittings, reminders and sessions in SQLite, taken in from the journal.

Rules of this room: whoever opens the history takes the journal in first, in one transaction, and the
journal is removed only once that is on the disk. A record has a number of its own, so that a crash in
between, or two at once, can neither lose it nor count it twice. What cannot be understood is kept as
it stands (`unread`), for a version that can. A database from the future is left alone, and the journal
waits beside it.
"""

import heapq
import itertools
import json
import logging
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Any

from unsit import journal, places, taking
from unsit.core.language import _, in_a_row

log = logging.getLogger(__name__)

PATIENCE = 10.0
"""Seconds to wait while another program writes."""

APPLICATION = 0x556E7374
"""SQLite's application_id of our database: "Unst"."""

# Each step leads from one version of the tables to the next; what is published is never changed.
# `at` is the moment as it was written, with its offset; `moment` the same in seconds of the epoch,
# to sort and to search by; `more` a JSON object of facts without a column.
MIGRATIONS = (
    """
    CREATE TABLE sittings (
        id TEXT PRIMARY KEY, at TEXT NOT NULL, moment REAL NOT NULL,
        sat_s REAL, ended_by TEXT, more TEXT
    ) WITHOUT ROWID;
    CREATE TABLE reminders (
        id TEXT PRIMARY KEY, at TEXT NOT NULL, moment REAL NOT NULL,
        outcome TEXT, pose TEXT, sat_s REAL, more TEXT
    ) WITHOUT ROWID;
    CREATE TABLE sessions (
        id TEXT PRIMARY KEY, at TEXT NOT NULL, moment REAL NOT NULL,
        pose TEXT, outcome TEXT, more TEXT
    ) WITHOUT ROWID;
    CREATE TABLE holds (
        session TEXT NOT NULL REFERENCES sessions (id), place INTEGER NOT NULL,
        side TEXT, step INTEGER, seconds REAL, complete INTEGER,
        PRIMARY KEY (session, place)
    ) WITHOUT ROWID;
    CREATE TABLE unread (line TEXT PRIMARY KEY) WITHOUT ROWID;
    CREATE INDEX sittings_by_moment ON sittings (moment);
    CREATE INDEX reminders_by_moment ON reminders (moment);
    CREATE INDEX sessions_by_moment ON sessions (moment);
    """,
    # What the reckoning reads lies in the indexes, so that ten years of sittings are quickly added up.
    f"""
    PRAGMA application_id = {APPLICATION};
    ALTER TABLE sessions ADD COLUMN feel_before INTEGER;
    ALTER TABLE sessions ADD COLUMN feel_after INTEGER;
    DROP INDEX sittings_by_moment;
    DROP INDEX reminders_by_moment;
    DROP INDEX sessions_by_moment;
    CREATE INDEX sittings_by_moment ON sittings (moment, at, sat_s, ended_by);
    CREATE INDEX reminders_by_moment ON reminders (moment, at, outcome, pose, sat_s);
    CREATE INDEX sessions_by_moment ON sessions
        (moment, at, pose, outcome, feel_before, feel_after);
    """,
)
TABLES = {
    "sitting": ("sittings", ("sat_s", "ended_by")),
    "reminder": ("reminders", ("outcome", "pose", "sat_s")),
    "session": ("sessions", ("pose", "outcome", "feel_before", "feel_after")),
}
FULL = {sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR}
HOLD = ("side", "step", "seconds", "complete")


class HistoryError(Exception):
    """The history cannot be used; says why and what to do, in a sentence or two."""


def path() -> Path:
    """Return the database's own path."""
    return places.data_dir() / "history.db"


@contextmanager
def opened(file: Path | None = None, notes: Path | None = None) -> Iterator["History"]:
    """Open the history, with the journal `notes` taken in. Raises HistoryError."""
    file = file or path()
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.close(os.open(file, os.O_RDWR | os.O_CREAT, 0o600))  # nobody else's business
        places.close_to_others(file.parent, file)
        with closing(sqlite3.connect(file, timeout=PATIENCE, isolation_level=None)) as database:
            renewed = _migrate(database, file)
            history = History(database)
            if renewed:
                history.reconsider()
            history.take_in(notes)
            yield history
    except sqlite3.DatabaseError as problem:
        raise HistoryError(_why(file, problem, notes)) from problem
    except OSError as problem:
        raise HistoryError(
            _("The history cannot be opened: {problem}.").format(problem=places.why(problem))
        ) from problem


class History:
    """An open history. Made by `opened`."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self.database = database
        """For whoever needs more than is offered here."""

    def take_in(self, notes: Path | None = None) -> int:
        """Take the journal in and remove it; returns how many lines it had."""
        page = journal.read(notes)
        if not page.lines:
            return 0
        # The journal goes only when the records are on the disk for certain, hence FULL.
        self.database.execute("PRAGMA synchronous = FULL")
        self.database.execute("BEGIN IMMEDIATE")
        with self.database:
            torn = sum(not self._take(line) for line in page.lines)
        if torn:
            log.warning(
                "lines of the journal that were not understood and are kept as they are: %d", torn
            )
        journal.drop(page, notes)
        return len(page.lines)

    def reconsider(self) -> int:
        """Take in what an older version could not understand and this one can; returns how many."""
        unread = [line for (line,) in self.database.execute("SELECT line FROM unread")]
        self.database.execute("BEGIN IMMEDIATE")
        with self.database:
            self.database.execute("DELETE FROM unread")
            for line in unread:
                self._take(line)
            (left,) = self.database.execute("SELECT count(*) FROM unread").fetchone()
        return len(unread) - int(left)

    def records(
        self, limit: int | None = None, since: datetime | None = None
    ) -> list[dict[str, Any]]:
        """Return what happened, newest first: at most `limit` records, none from before `since`.

        A record is `kind`, `at` (ISO 8601 with offset) and its facts; a session also has `holds`
        and `held_s`, the seconds held by side.
        """
        rows = (self._rows(kind, limit, since) for kind in TABLES)
        merged = heapq.merge(*rows, key=lambda row: row[0], reverse=True)
        latest = list(itertools.islice(merged, limit))
        for __, key, record in latest:
            if record["kind"] == "session":
                holds = self._holds(key)
                found = {"held_s": _by_side(holds), "holds": holds}
                record.update(found if holds else {**found, **record})
        return [record for *_when, record in latest]

    def lately(self, count: int = 40) -> list[str]:
        """Return the poses offered or done in the last `count` records, the latest last."""
        rows = self.database.execute(
            "SELECT pose FROM ("
            " SELECT * FROM (SELECT moment, pose FROM sessions ORDER BY moment DESC LIMIT :n)"
            " UNION ALL"
            " SELECT * FROM (SELECT moment, pose FROM reminders ORDER BY moment DESC LIMIT :n)"
            ") WHERE pose <> '' ORDER BY moment DESC LIMIT :n",
            {"n": count},
        )
        return [pose for (pose,) in rows][::-1]

    def held(self, since: datetime) -> list[tuple[date, str, dict[str, float]]]:
        """Return the sessions since then: the day, the pose, the seconds held by side."""
        return [
            (datetime.fromisoformat(row["at"]).date(), str(row.get("pose")), row["held_s"])
            for row in self.records(since=since)
            if row["kind"] == "session"
        ]

    def select(self, statement: str, *values: Any) -> Iterator[tuple[Any, ...]]:
        """Return the rows that a SELECT finds, one after the other."""
        return self.database.execute(statement, values)

    def _rows(
        self, kind: str, limit: int | None, since: datetime | None
    ) -> Iterator[tuple[float, str, dict[str, Any]]]:
        """Return the moment, the id and the record of each row of a kind, newest first."""
        table, columns = TABLES[kind]
        rows = self.database.execute(
            f"SELECT moment, id, at, more, {', '.join(columns)} FROM {table}"
            " WHERE moment >= ? ORDER BY moment DESC LIMIT ?",
            (since.timestamp() if since else float("-inf"), -1 if limit is None else limit),
        )
        for moment, key, at, more, *facts in rows:
            known = zip(columns, facts, strict=True)
            record = {"kind": kind, "at": at, **{k: v for k, v in known if v is not None}}
            yield moment, key, {**record, **json.loads(more or "{}")}

    def _holds(self, session: str) -> list[dict[str, Any]]:
        rows = self.database.execute(
            "SELECT side, step, seconds, complete FROM holds WHERE session = ? ORDER BY place",
            (session,),
        )
        return [dict(zip(HOLD, (*facts, bool(complete)), strict=True)) for *facts, complete in rows]

    def _take(self, line: str) -> bool:
        """Take a line in; False when it was not understood, and is kept as it stands."""
        try:
            statements = list(taking.statements(json.loads(line), TABLES))
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            self.database.execute("INSERT OR IGNORE INTO unread VALUES (?)", (line,))
            return False
        for statement, values in statements:
            self.database.execute(statement, values)
        return True


def _by_side(holds: list[dict[str, Any]]) -> dict[str, float]:
    sides: dict[str, float] = {}
    for hold in holds:
        sides[hold["side"]] = round(sides.get(hold["side"], 0.0) + hold["seconds"], 1)
    return sides


def _migrate(database: sqlite3.Connection, file: Path) -> bool:
    """Bring the tables up to date; say whether they were older.

    Raises HistoryError when they are newer than we are, or not ours.
    """
    if _version(database, file) == len(MIGRATIONS):
        return False
    database.execute("PRAGMA journal_mode = WAL")
    database.execute("BEGIN IMMEDIATE")
    with database:
        for step in MIGRATIONS[_version(database, file) :]:
            for statement in step.split(";"):
                database.execute(statement)
        database.execute(f"PRAGMA user_version = {len(MIGRATIONS)}")
    return True


def _version(database: sqlite3.Connection, file: Path) -> int:
    version: int = database.execute("PRAGMA user_version").fetchone()[0]
    if not _is_ours(database):
        raise HistoryError(
            _(
                "{file} is the database of another program, so it is left alone; move it away, and a"
                " new history begins."
            ).format(file=file)
        )
    if version > len(MIGRATIONS):
        raise HistoryError(
            _(
                "{file} was written by a newer Unsit (its tables are version {theirs}, this one knows "
                "{ours}), so it is left alone; update Unsit to see it. Nothing is lost: what happens until then"
                " waits in the journal beside it."
            ).format(file=file, theirs=version, ours=len(MIGRATIONS))
        )
    return version


def _is_ours(database: sqlite3.Connection) -> bool:
    """Say whether a database is one of Unsit's, or an empty one. The first had no application_id."""
    if database.execute("PRAGMA application_id").fetchone()[0] == APPLICATION:
        return True
    tables = {name for (name,) in database.execute("SELECT name FROM sqlite_master")}
    return not tables or "sittings" in tables


def _why(file: Path, problem: sqlite3.DatabaseError, notes: Path | None) -> str:
    code = getattr(problem, "sqlite_errorcode", 0) & 0xFF  # the rest says more than people need
    if code in {sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT}:
        words = _("{file} is damaged ({problem}); move it away, and a new history begins.")
    elif code == sqlite3.SQLITE_BUSY:
        words = _("{file} is in use by another program; try again.")
    elif code == sqlite3.SQLITE_READONLY:
        words = _("{file} can be read but not written; make it writable for you.")
    elif code in FULL and not journal.takes_more(notes):
        words = in_a_row(
            _("{file} cannot be written: {problem}."),
            _("See that this folder is yours and has space left: what you do is not written down."),
        )
    elif code in FULL:
        words = _(
            "{file} cannot be written ({problem}). See that its disk has space left: nothing is lost,"
            " what happened waits in the journal beside it."
        )
    else:
        words = _("{file} cannot be used ({problem}).")
    return words.format(file=file, problem=problem)
