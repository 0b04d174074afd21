"""`unsit history`: for people, for programs, cut short, and damaged."""

from datetime import datetime, timedelta
from typing import Any

from tests.cli.terminal import Terminal
from tests.daemon.house import HELD
from tests.life import MONDAY_NINE
from unsit import history, journal, places


def written() -> None:
    facts: list[tuple[str, dict[str, Any]]] = [
        ("sitting", {"sat_s": 2700, "ended_by": "session"}),
        ("reminder", {"outcome": "started", "pose": "pigeon", "sat_s": 2700}),
        ("session", {"pose": "pigeon", "outcome": "done", "holds": HELD}),
        ("session", {"pose": "lizard", "outcome": "stopped", "holds": []}),
    ]
    for minutes, (kind, more) in enumerate(facts):
        journal.append(kind, MONDAY_NINE + timedelta(minutes=minutes), more)


def test_an_empty_history_says_so(terminal: Terminal) -> None:
    assert terminal.prints("history") == "Nothing yet. It begins with your first sitting.\n"
    assert terminal.reads("history") == []


def test_the_history_is_told_as_promised_newest_first(terminal: Terminal) -> None:
    written()
    rows = terminal.reads("history")
    assert [row["kind"] for row in rows] == ["session", "session", "reminder", "sitting"]
    assert rows[1]["at"] == "2026-11-23T09:02:00+01:00"
    assert (rows[1]["pose"], rows[1]["outcome"]) == ("pigeon", "done")
    assert rows[1]["held_s"] == {"right": 30.0, "left": 30.0}
    assert rows[0]["held_s"] == {}
    assert rows[2]["outcome"] == "started"


def test_the_history_for_people_is_a_line_for_each_thing(terminal: Terminal) -> None:
    written()
    rows = [" ".join(row.split()) for row in terminal.prints("history").splitlines()]
    assert rows[1:] == [
        "Mon 2026-11-23 09:03 session Lizard Pose: stopped",
        "Mon 2026-11-23 09:02 session Pigeon Pose: done, held right 30 s, left 30 s",
        "Mon 2026-11-23 09:01 reminder Pigeon Pose: started after 45 min",
        "Mon 2026-11-23 09:00 sitting 45 min, ended by session",
    ]


def test_the_history_can_be_cut_short(terminal: Terminal) -> None:
    written()
    assert [row["pose"] for row in terminal.reads("history", "--limit", "2")] == [
        "lizard",
        "pigeon",
    ]
    assert len(terminal.prints("history", "--limit", "1").splitlines()) == 2


def test_people_get_the_last_forty_and_programs_get_all(terminal: Terminal) -> None:
    for _ in range(11):
        written()
    assert len(terminal.prints("history").splitlines()) == 41
    assert len(terminal.reads("history")) == 44


def test_the_history_of_the_last_days_is_told_in_full(terminal: Terminal) -> None:
    now = datetime.now().astimezone()
    for hours in range(100):
        facts = {"sat_s": 60 * hours, "ended_by": "away"}
        journal.append("sitting", now - timedelta(hours=hours, minutes=1), facts)
    rows = terminal.reads("history", "--days", "2")
    assert [row["sat_s"] for row in rows] == [60 * hours for hours in range(48)]
    assert len(terminal.prints("history", "--days", "2").splitlines()) == 49
    assert len(terminal.reads("history", "--days", "2", "--limit", "3")) == 3
    assert len(terminal.reads("history", "--days", "36500")) == 100


def test_days_without_a_record_are_said_to_be_empty(terminal: Terminal) -> None:
    then = datetime.now().astimezone() - timedelta(days=3)
    journal.append("sitting", then, {"sat_s": 60, "ended_by": "away"})
    assert terminal.prints("history", "--days", "2") == "Nothing then.\n"
    assert terminal.reads("history", "--days", "2") == []


def test_a_history_that_is_damaged_is_named(terminal: Terminal) -> None:
    places.write_whole(history.path(), b"no database" * 100)
    said = terminal.fails("history")
    assert str(history.path()) in said
    assert "move it away" in said
