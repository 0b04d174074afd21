"""What is forgotten is gone from every file, and the rest stays."""

import sqlite3
from contextlib import closing
from datetime import date, datetime, timedelta, timezone
from typing import Any

import pytest

from unsit import forgetting, history, journal, places
from unsit.history import HistoryError

AT = datetime(2024, 3, 1, 9, 30, tzinfo=timezone(timedelta(hours=1)))
LIMIT = date(2024, 3, 10)


def note(days: float, kind: str = "session", **facts: Any) -> None:
    journal.append(kind, AT + timedelta(days=days), facts)


def lived() -> None:
    """Live 20 days, each with a pose that is named after it."""
    hold = {"side": "left", "step": 1, "seconds": 30.0, "complete": True}
    for days in range(20):
        note(days, pose=f"pose-of-day-{days:02}", outcome="done", holds=[hold])
        note(days, "reminder", outcome="started", pose=f"pose-of-day-{days:02}", sat_s=1)
        note(days, "sitting", sat_s=60, ended_by="away")


def bytes_of_all_files() -> bytes:
    return b"".join(file.read_bytes() for file in places.data_dir().iterdir())


def poses() -> list[str]:
    with history.opened() as book:
        return sorted(each["pose"] for each in book.records() if each["kind"] == "session")


@pytest.mark.parametrize("taken_in", [True, False])
def test_what_was_before_a_day_is_gone_from_every_file(taken_in: bool) -> None:
    lived()
    if taken_in:
        poses()
    assert b"pose-of-day-03" in bytes_of_all_files()
    assert forgetting.count(LIMIT) == 27
    assert forgetting.forget(LIMIT) == 27
    left = bytes_of_all_files()
    for days in range(20):
        assert (f"pose-of-day-{days:02}".encode() in left) == (days >= 9)
    assert poses() == [f"pose-of-day-{days:02}" for days in range(9, 20)]


def test_everything_can_be_forgotten() -> None:
    lived()
    assert forgetting.forget(None) == 60
    assert b"pose-of-day" not in bytes_of_all_files()
    assert forgetting.count(None) == 0
    with history.opened() as book:
        assert list(book.select("SELECT * FROM holds")) == []


@pytest.mark.usefixtures("caplog")
def test_lines_that_nobody_understood_go_when_they_may_be_of_that_time() -> None:
    lines = [
        '{"kind": "dream", "at": "2024-03-01T10:00:00+01:00"}',
        '{"kind": "dream", "at": "2024-03-11T10:00:00+01:00"}',
        '{"kind": "torn li',
    ]
    journal.path().parent.mkdir(parents=True)
    journal.path().write_text("\n".join(lines))
    assert forgetting.forget(LIMIT) == 2
    with history.opened() as book:
        assert list(book.select("SELECT line FROM unread")) == [(lines[1],)]


def test_forgetting_nothing_changes_nothing() -> None:
    lived()
    before = poses()
    assert forgetting.forget(date(2020, 1, 1)) == 0
    assert poses() == before


def test_somebody_who_still_reads_is_told_of_and_trying_again_does_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    lived()
    poses()
    monkeypatch.setattr(history, "PATIENCE", 0.0)
    with closing(sqlite3.connect(history.path(), isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM sessions").fetchone()
        with pytest.raises(HistoryError, match="try again"):
            forgetting.forget(None)
    forgetting.forget(None)
    assert b"pose-of-day" not in bytes_of_all_files()
