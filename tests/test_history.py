"""The history: everything taken in once, whatever happens, and read back as it was promised."""

import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest

from unsit import history, journal, places
from unsit.cli import call
from unsit.daemon import logs
from unsit.history import HistoryError

AT = datetime(2024, 3, 1, 9, 30, tzinfo=timezone(timedelta(hours=1)))
HOLDS = [
    {"side": "right", "step": 4, "seconds": 30.0, "complete": True},
    {"side": "left", "step": 4, "seconds": 12.5, "complete": False},
]


def note(kind: str, minutes: float = 0, **facts: Any) -> None:
    journal.append(kind, AT + timedelta(minutes=minutes), facts)


def records(limit: int | None = None, since: datetime | None = None) -> list[dict[str, Any]]:
    with history.opened() as book:
        return book.records(limit, since)


def session(minutes: float = 0, pose: str = "pigeon", **facts: Any) -> None:
    note("session", minutes, pose=pose, outcome="done", holds=HOLDS, **facts)


# --- the shape that is promised ----------------------------------------------------------------


def test_a_session_has_its_pose_its_outcome_and_what_was_held() -> None:
    session(held_s={"right": 30.0, "left": 12.5}, asked=True)
    assert records() == [
        {
            "kind": "session",
            "at": "2024-03-01T09:30:00+01:00",
            "pose": "pigeon",
            "outcome": "done",
            "held_s": {"right": 30.0, "left": 12.5},
            "holds": HOLDS,
            "asked": True,
        }
    ]


def test_holds_of_one_side_are_counted_together() -> None:
    holds = [{"side": "both", "step": step, "seconds": 10.1, "complete": True} for step in (2, 4)]
    note("session", pose="butterfly", outcome="done", holds=holds)
    assert records()[0]["held_s"] == {"both": 20.2}


def test_a_session_closed_before_any_hold_held_nothing() -> None:
    note("session", pose="pigeon", outcome="stopped", holds=[])
    assert (records()[0]["held_s"], records()[0]["holds"]) == ({}, [])


def test_a_reminder_has_its_outcome() -> None:
    note("reminder", outcome="snoozed", pose="garland", sat_s=2700)
    assert records() == [
        {
            "kind": "reminder",
            "at": "2024-03-01T09:30:00+01:00",
            "outcome": "snoozed",
            "pose": "garland",
            "sat_s": 2700,
        }
    ]


def test_a_sitting_has_its_length_and_its_end() -> None:
    note("sitting", sat_s=3000, ended_by="away")
    assert records() == [
        {
            "kind": "sitting",
            "at": "2024-03-01T09:30:00+01:00",
            "sat_s": 3000,
            "ended_by": "away",
        }
    ]


def test_the_newest_comes_first_whatever_its_kind_and_offset() -> None:
    note("sitting", 0, sat_s=1)
    note("reminder", 2, outcome="started")
    session(1)
    at = (AT + timedelta(minutes=3)).astimezone(timezone(timedelta(hours=-8)))
    journal.append("reminder", at, {"outcome": "ignored"})
    assert [(record["kind"], record["at"][11:16]) for record in records()] == [
        ("reminder", "00:33"),
        ("reminder", "09:32"),
        ("session", "09:31"),
        ("sitting", "09:30"),
    ]


def test_the_latest_and_those_since_a_moment_can_be_had() -> None:
    for minute in range(10):
        note("reminder", minute, outcome=str(minute))
        note("sitting", minute + 0.5, ended_by=str(minute))
    assert [record.get("outcome") or record["ended_by"] for record in records(limit=3)] == [
        *("9", "9", "8")
    ]
    assert len(records(since=AT + timedelta(minutes=8))) == 4
    assert len(records(limit=1, since=AT + timedelta(minutes=8))) == 1
    assert records(since=AT + timedelta(days=1)) == []
    assert records(limit=0) == []


def test_the_poses_of_late_come_oldest_first() -> None:
    for minute, pose in enumerate(["garland", "pigeon", "lizard"]):
        session(minute * 10, pose)
        note("reminder", minute * 10 + 5, outcome="skipped", pose=f"{pose}-offered")
    note("reminder", 60, outcome="withdrawn", pose="")
    note("sitting", 70, sat_s=3)
    with history.opened() as book:
        assert book.lately(3) == ["pigeon-offered", "lizard", "lizard-offered"]
        assert book.lately()[0] == "garland"


def test_nothing_happened_yet() -> None:
    assert records() == []
    with history.opened() as book:
        assert book.lately() == []


# --- taking in ---------------------------------------------------------------------------------


def test_the_journal_is_gone_once_it_is_taken_in_and_stays_in_the_history() -> None:
    session()
    assert len(records()) == 1
    assert not journal.path().exists()
    assert len(records()) == 1


def test_a_journal_taken_in_twice_counts_once() -> None:
    session()
    note("reminder", outcome="started")
    content = journal.path().read_bytes()
    before = records()
    journal.path().write_bytes(content)
    assert records() == before


def test_what_is_taken_in_is_on_the_disk_before_the_journal_goes() -> None:
    session()
    with history.opened() as book:
        assert book.database.execute("PRAGMA synchronous").fetchone() == (2,)  # FULL


def unread() -> list[str]:
    with closing(sqlite3.connect(history.path())) as database:
        return [line for (line,) in database.execute("SELECT line FROM unread ORDER BY line")]


STRANGE = [
    '{"id": "1", "kind": "sess',
    "[]",
    "3",
    '{"kind": "session"}',
    '{"id": "2", "kind": "dance", "at": "2024-03-01T09:30:00+01:00"}',
    '{"id": "3", "kind": "sitting", "at": "yesterday"}',
    '{"id": "4", "kind": "sitting", "at": "2024-03-01T09:30:00"}',
    '{"id": ["x"], "kind": "sitting", "at": "2024-03-01T09:30:00+01:00"}',
    '{"id": "5", "kind": "sitting", "at": "2024-03-01T09:30:00+01:00", "sat_s": [1]}',
    '{"id": "6", "kind": "sitting", "at": "2024-03-01T09:30:00+01:00", "sat_s": 1' + "0" * 30 + "}",
    '{"id": "\\ud800", "kind": "sitting", "at": "2024-03-01T09:30:00+01:00"}',
    '{"id": "7", "kind": ["session"], "at": "2024-03-01T09:30:00+01:00"}',
    '{"id": "8", "kind": "session", "at": "2024-03-01T09:30:00+01:00", "holds": [{"side": "left"}]}',
    '{"id": "9", "kind": "session", "at": "2024-03-01T09:30:00+01:00", "holds": 3}',
    (
        '{"id": "a", "kind": "session", "at": "2024-03-01T09:30:00+01:00", "holds": [{"side": "left",'
        ' "step": 1, "seconds": "long", "complete": true}]}'
    ),
    "[" * 100_000,
]


@pytest.mark.parametrize("line", STRANGE, ids=range(len(STRANGE)))
@pytest.mark.usefixtures("caplog")
def test_a_line_that_cannot_be_understood_is_kept_and_the_rest_counts(line: str) -> None:
    session()
    with journal.path().open("a", encoding="utf-8") as end:
        end.write(line)
    note("reminder", 5, outcome="started")
    assert [record["kind"] for record in records()] == ["reminder", "session"]
    assert unread() == [line]


@pytest.mark.usefixtures("caplog")
def test_lines_that_cannot_be_understood_are_one_line_in_the_log(
    capfd: pytest.CaptureFixture[str],
) -> None:
    session()
    with journal.path().open("a", encoding="utf-8") as end:
        end.write("{torn\n{and torn\n")
    assert call(["history"]) == 0
    assert capfd.readouterr().err == ""
    told = "lines of the journal that were not understood and are kept as they are: 2\n"
    assert logs.path().read_text(encoding="utf-8").count(told) == 1
    assert call(["history"]) == 0
    assert logs.path().read_text(encoding="utf-8").count("\n") == 1, "they are told of once"


def test_a_last_line_that_lacks_only_its_line_break_counts() -> None:
    session()
    journal.path().write_bytes(journal.path().read_bytes().rstrip(b"\n"))
    assert len(records()) == 1
    assert unread() == []


def test_facts_without_a_column_come_back_as_they_were() -> None:
    note("sitting", sat_s=1, mood={"good": [1, 2]}, holds=["not", "ours"])
    found = records()[0]
    assert (found["mood"], found["holds"]) == ({"good": [1, 2]}, ["not", "ours"])


# The child dies at the given statement of taking in, or on the way to removing the journal.
DIES = """
import os, signal, sqlite3, sys
from unsit import history
real, left, where = sqlite3.connect, [int(sys.argv[2])], sys.argv[1]

def count(*_):
    left[0] -= 1
    if left[0] < 0:
        os.kill(os.getpid(), signal.SIGKILL)

def connect(*args, **kwargs):
    database = real(*args, **kwargs)
    database.set_trace_callback(count)
    return database

if where == "statement":
    sqlite3.connect = connect
else:
    sys.addaudithook(lambda event, args: count() if event == "os.remove" else None)
with history.opened():
    pass
"""


def die(where: str, after: int) -> int:
    return subprocess.run([sys.executable, "-c", DIES, where, str(after)], check=False).returncode


def test_a_death_at_any_statement_loses_nothing_and_counts_nothing_twice() -> None:
    deaths, died = 0, True
    while died:
        shutil.rmtree(places.data_dir(), ignore_errors=True)
        session(0)
        note("reminder", 1, outcome="started")
        died = die("statement", deaths) != 0
        deaths += died
        session(2)
        assert [record.get("holds") for record in records()] == [HOLDS, None, HOLDS]
        assert unread() == []
    assert deaths > 15  # the tables, the inserts and the commit: a death at each


def test_a_death_between_the_commit_and_the_removal_counts_nothing_twice() -> None:
    session(0)
    assert die("removal", 0) == -9
    assert journal.path().exists()
    session(10)
    assert [record["holds"] for record in records()] == [HOLDS, HOLDS]
    assert not journal.path().exists()


def test_many_at_once_take_in_everything_once() -> None:
    for minute in range(300):
        session(minute)
    reader = "from unsit import history\nwith history.opened() as book: print(len(book.records()))"
    readers = [
        subprocess.Popen([sys.executable, "-c", reader], stdout=subprocess.PIPE, text=True)
        for _ in range(4)
    ]
    answers = [reader.communicate()[0].strip() for reader in readers]
    assert answers == ["300"] * 4
    assert len(records()) == 300


def test_the_daemon_writes_on_while_the_history_is_read() -> None:
    session(0)
    with history.opened() as book:
        session(10)
        assert len(book.records()) == 1
        assert book.take_in() == 1
        assert len(book.records()) == 2


# --- the database itself -----------------------------------------------------------------------


def test_it_lies_in_the_data_folder_and_is_private() -> None:
    records()
    assert history.path().parent == places.data_dir()
    assert history.path().stat().st_mode & 0o777 == 0o600
    assert places.data_dir().stat().st_mode & 0o777 == 0o700


def test_readers_do_not_block_writers() -> None:
    records()
    with closing(sqlite3.connect(history.path())) as database:
        assert database.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        assert database.execute("PRAGMA user_version").fetchone() == (len(history.MIGRATIONS),)


def test_a_database_from_the_future_is_left_alone_and_so_is_the_journal() -> None:
    session()
    with closing(sqlite3.connect(history.path())) as database:
        database.execute("CREATE TABLE tomorrow (x)")
        database.execute(f"PRAGMA application_id = {history.APPLICATION}")
        database.execute("PRAGMA user_version = 99")
    before = history.path().read_bytes(), journal.path().read_bytes()
    with pytest.raises(HistoryError) as caught:
        records()
    assert str(caught.value) == (
        f"{history.path()} was written by a newer Unsit (its tables are version 99, this one knows"
        f" {len(history.MIGRATIONS)}), so it is left alone; update Unsit to see it. Nothing is"
        " lost: what happens until then waits in the journal beside it."
    )
    assert (history.path().read_bytes(), journal.path().read_bytes()) == before


def test_the_database_of_another_program_is_left_alone_and_so_is_the_journal() -> None:
    session()
    with closing(sqlite3.connect(history.path())) as database:
        database.execute("CREATE TABLE moz_places (url)")
        database.execute("PRAGMA user_version = 77")
    before = history.path().read_bytes(), journal.path().read_bytes()
    with pytest.raises(HistoryError, match="is the database of another program, so it is left"):
        records()
    assert (history.path().read_bytes(), journal.path().read_bytes()) == before


def test_a_database_of_the_first_version_is_brought_up_to_date() -> None:
    places.data_dir().mkdir(parents=True)
    with closing(sqlite3.connect(history.path(), isolation_level=None)) as database:
        for statement in history.MIGRATIONS[0].split(";"):
            database.execute(statement)
        database.execute("PRAGMA user_version = 1")
        database.execute(
            "INSERT INTO sessions (id, at, moment, pose, outcome) VALUES ('1', ?, ?, 'lizard', 'done')",
            (AT.isoformat(), AT.timestamp()),
        )
    session(5, feel_before=6, feel_after=2)
    assert [(each["pose"], each.get("feel_after")) for each in records()] == [
        ("pigeon", 2),
        ("lizard", None),
    ]
    with closing(sqlite3.connect(history.path())) as database:
        assert database.execute("PRAGMA application_id").fetchone() == (history.APPLICATION,)


def test_what_others_may_read_is_closed_to_them_again() -> None:
    records()
    history.path().chmod(0o644)
    places.data_dir().chmod(0o755)
    records()
    assert history.path().stat().st_mode & 0o777 == 0o600
    assert places.data_dir().stat().st_mode & 0o777 == 0o700


def test_a_truncated_database_is_said_to_be_damaged() -> None:
    for minute in range(200):
        session(minute)
    records()
    session()
    whole = history.path().read_bytes()
    history.path().write_bytes(whole[: len(whole) // 2])
    with pytest.raises(HistoryError, match="is damaged"):
        records()
    assert journal.path().exists()


FULL = """
import resource, sys
from unsit import history
room = int(sys.argv[1])
resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))
try:
    with history.opened() as book:
        print(len(book.records()))
except history.HistoryError as problem:
    print(problem)
"""


def on_a_full_disk(room: int) -> str:
    """Return what is said where no file may have more bytes than that."""
    command = [sys.executable, "-c", FULL, str(room)]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def test_a_disk_that_is_full_is_said_so_and_nothing_is_lost() -> None:
    records()
    for minute in range(5):
        session(minute)
    before = journal.path().read_bytes()
    said = on_a_full_disk(len(before) + journal.TRIED)
    assert "cannot be written" in said
    assert "nothing is lost, what happened waits in the journal" in said
    assert journal.path().read_bytes() == before
    assert len(records()) == 5


def test_a_disk_that_has_no_room_for_the_journal_either_is_not_said_to_lose_nothing() -> None:
    records()
    for minute in range(5):
        session(minute)
    before = journal.path().read_bytes()
    said = on_a_full_disk(len(before))
    assert said.startswith(f"{history.path()} cannot be written: ")
    assert "what you do is not written down." in said
    assert "nothing is lost" not in said
    assert journal.path().read_bytes() == before
    assert len(records()) == 5


def test_an_older_database_is_brought_up_to_date_with_what_it_holds(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    session()
    before = records()
    later = "ALTER TABLE sessions ADD COLUMN mood TEXT; CREATE TABLE moods (x)"
    monkeypatch.setattr(history, "MIGRATIONS", (*history.MIGRATIONS, later))
    assert records() == before
    with closing(sqlite3.connect(history.path())) as database:
        assert database.execute("SELECT mood FROM sessions").fetchall() == [(None,)]
        version = len(history.MIGRATIONS)
        assert database.execute("PRAGMA user_version").fetchone() == (version,)


def test_a_migration_that_fails_leaves_the_database_as_it_was(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    session()
    before = records()
    broken = "CREATE TABLE moods (x); CREATE TABLE sessions (x)"
    with monkeypatch.context() as patch:
        patch.setattr(history, "MIGRATIONS", (*history.MIGRATIONS, broken))
        with pytest.raises(HistoryError, match="cannot be used"):
            records()
    assert records() == before


def test_a_damaged_database_is_said_so_and_the_journal_is_kept() -> None:
    session()
    history.path().write_bytes(b"this is no database, whatever its name says" * 100)
    with pytest.raises(HistoryError, match=r"is damaged \(.*\); move it away, and a new history"):
        records()
    assert journal.path().exists()


def test_a_folder_that_cannot_be_made_is_said_so(home: Path) -> None:
    (home / "data").write_text("a file")
    with pytest.raises(HistoryError, match="The history cannot be opened: "):
        records()


def test_a_database_that_is_in_use_is_waited_for_and_then_said_so(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    records()
    session()
    monkeypatch.setattr(history, "PATIENCE", 0.0)
    with closing(sqlite3.connect(history.path(), isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(HistoryError, match="is in use by another program; try again"):
            records()
        other.execute("ROLLBACK")
    assert len(records()) == 1


def test_the_latest_of_many_are_found_by_an_index_and_not_by_reading_all() -> None:
    records()
    with closing(sqlite3.connect(history.path())) as database:
        for table, _ in history.TABLES.values():
            plan = database.execute(
                f"EXPLAIN QUERY PLAN SELECT * FROM {table} WHERE moment >= 5"
                " ORDER BY moment DESC LIMIT 20"
            ).fetchall()
            said = " ".join(row[3] for row in plan)
            assert f"USING INDEX {table}_by_moment" in said
            assert "TEMP B-TREE" not in said


def test_two_hundred_thousand_records_are_no_trouble() -> None:
    records()
    with closing(sqlite3.connect(history.path())) as database, database:
        database.executemany(
            "INSERT INTO sessions (id, at, moment, pose, outcome) VALUES (?, ?, ?, 'x', 'done')",
            ((f"{n:x}", AT.isoformat(), AT.timestamp() + n) for n in range(200_000)),
        )
        database.executemany(
            "INSERT INTO holds VALUES (?, 0, 'left', 1, 30, 1)",
            ((f"{n:x}",) for n in range(200_000)),
        )
    steps = 0

    def step() -> int:
        nonlocal steps
        steps += 1
        return 0

    with history.opened() as book:
        book.database.set_progress_handler(step, 100)
        assert len(book.records(limit=20)) == 20
        assert len(book.lately(5)) == 5
    assert steps < 100  # hundreds of SQLite's instructions, of the millions that reading all takes
