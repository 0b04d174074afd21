"""The verb `stats`: what it prints, for people and for programs, with a daemon and without."""

from datetime import datetime, timedelta

import pytest
from rich.console import Console

from tests.cli.terminal import Terminal, answering
from tests.daemon.house import ON_CLICK, House
from tests.record.conftest import Note, holds
from unsit import history, journal
from unsit.core import dose


def lines(said: str) -> list[str]:
    return [" ".join(line.split()) for line in said.splitlines()]


def test_an_empty_history_says_so(terminal: Terminal) -> None:
    assert terminal.prints("stats") == "Nothing yet. It begins with your first sitting.\n"


def test_a_morning_is_told_in_columns(terminal: Terminal, morning: None, now: datetime) -> None:
    said = lines(terminal.prints("stats"))
    assert said[0] == "Today This week This month"
    assert "Sat 1 h 50 min" in said[1]
    assert said[2].startswith("Longest sitting 1 h")
    assert said[3].startswith("Got up 2")
    assert "away from the desk 1 1 1" in said
    assert "a stretch 1 1 1" in said
    assert "done 1 1 1" in said
    assert "snoozed 1 1 1" in said
    assert "Stretches 1 1 1" in said
    assert "Days with a stretch 1 of 1 day 1 of 1 day 1 of 1 day" in said
    assert not any("skipped" in line for line in said)  # nothing is told that was not


def test_the_neglected_muscles_come_first_and_sides_stand_beside_each_other(
    terminal: Terminal, morning: None
) -> None:
    said = lines(terminal.prints("stats"))
    table = said[said.index("Held in 7 days, of 10 min Left Right") :]
    assert table[1] == "inner thighs – –"
    assert "hip flexors 30 s 30 s" in table


def test_it_fits_into_80_columns_and_is_plain_when_it_is_piped(
    terminal: Terminal, morning: None
) -> None:
    said = terminal.prints("stats", "--days", "365")
    assert "Last 365 days" in said
    assert max(map(len, said.splitlines())) <= 80
    assert "\x1b" not in said
    assert "█" not in said


def test_on_a_terminal_there_are_bars(
    terminal: Terminal, morning: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Console, "is_terminal", True)
    said = terminal.prints("stats")
    assert "·" * 13 in said
    assert "The bars end at 10 min a week" in said


def test_programs_get_the_figures(terminal: Terminal, morning: None, now: datetime) -> None:
    told = terminal.reads("stats", "--days", "30")
    today = told["spans"]["today"]
    assert today["first"] == today["last"] == now.date().isoformat()
    assert (today["sat_s"], today["longest_s"], today["sittings"]) == (6600, 3600, 2)
    assert today["breaks"] == {"away": 1, "session": 1}
    assert today["reminders"] == {"snoozed": 1, "done": 1}
    assert (today["days_sat"], today["days_stretched"]) == (1, 1)
    assert told["dose"]["goal_s"] == dose.GOAL
    assert told["dose"]["held_s"]["glutes"] == {"right": 30.0, "left": 30.0}
    assert told["days_in_a_row"] == 1
    assert told["spans"]["days"]["sat_s"] == 6600


def test_one_that_was_closed_at_once_is_no_stretch(
    terminal: Terminal, morning: None, note: Note
) -> None:
    note("session", 1, pose="pigeon", outcome="stopped", holds=[])
    assert "Stretches 1 1 1" in lines(terminal.prints("stats"))
    today = terminal.reads("stats")["spans"]["today"]
    assert (today["stretches"], today["sessions"]) == (1, {"done": 1, "stopped": 1})


def test_days_in_a_row_are_told_without_a_word_about_days_off(
    terminal: Terminal, note: Note
) -> None:
    for days in (0, 1, 4):
        note("sitting", 24 * days + 1, sat_s=600, ended_by="away")
        note("session", 24 * days + 1, pose="pigeon", outcome="done", holds=holds("right"))
    said = terminal.prints("stats")
    assert "A stretch on each of the last 3 days that you sat. Days off do not count." in said


def test_a_sitting_that_goes_on_is_told_by_the_daemon(house: House, terminal: Terminal) -> None:
    house.opens(ON_CLICK).works(20)
    with answering(house):
        told = terminal.reads("stats")
        said = lines(terminal.prints("stats"))
    assert told["spans"]["today"]["longest_s"] == pytest.approx(20 * 60, abs=2)
    assert told["spans"]["today"]["sittings"] == 1
    assert told["spans"]["today"]["breaks"] == {}
    assert any(line.startswith("Longest sitting 20 min") for line in said)
    assert "The longest sitting of this month is the one that goes on now." in said


def test_what_lies_before_the_span_is_not_in_it(terminal: Terminal, note: Note) -> None:
    note("sitting", 24 * 400, sat_s=600, ended_by="away")
    assert terminal.reads("stats", "--days", "365")["spans"]["days"]["sat_s"] == 0
    assert terminal.reads("stats", "--days", "500")["spans"]["days"]["sat_s"] == 600


def test_a_damaged_history_is_named(terminal: Terminal) -> None:
    history.path().parent.mkdir(parents=True)
    history.path().write_bytes(b"no database" * 100)
    assert "is damaged" in terminal.fails("stats")


def test_the_journal_is_taken_in_first(terminal: Terminal, now: datetime) -> None:
    journal.append("sitting", now - timedelta(hours=1), {"sat_s": 60, "ended_by": "away"})
    assert terminal.reads("stats")["spans"]["today"]["sat_s"] == 60
    assert not journal.path().exists()
