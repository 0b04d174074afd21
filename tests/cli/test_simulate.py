"""`unsit simulate`: made-up days, described ones, lived ones, and other settings beside them."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.cli.terminal import Terminal
from unsit import edition, journal, places
from unsit.record import needed


def described(home: Path, text: str) -> str:
    file = home / "day.toml"
    file.write_text(text)
    return str(file)


def test_a_typical_day_is_told_with_its_reasons(terminal: Terminal) -> None:
    told = terminal.prints("simulate")
    assert "09:15  due " in told
    assert "the microphone is in use" in told
    assert "With your settings: 9 reminders; sat 7 h" in told


def test_many_days_have_a_line_each(terminal: Terminal) -> None:
    told = terminal.prints("simulate", "--days", "10").splitlines()
    assert len(told) == 1 + 10 + 1
    assert "09:15" in told[1]


def test_other_settings_are_compared(terminal: Terminal) -> None:
    words = ("--set", "sitting.remind_after=30 min", "--set", "reminder.hold_for=[]")
    *_, before, after = terminal.prints("simulate", *words).splitlines()
    assert before.startswith("With your settings: 9 reminders;")
    assert after.startswith("With sitting.remind_after=30 min, reminder.hold_for=[]: 13 reminders;")


def test_the_users_own_settings_hold_and_stand_below_the_change(terminal: Terminal) -> None:
    places.write_whole(
        places.settings_file(), '[sitting]\nremind_after = "20 min"\n[hours]\nmon = ["09:00-10:00"]'
    )
    by: Any = terminal.reads("simulate", "--set", "sitting.idle_after=2 min")
    (mine,), (changed,) = by["settings"], by["sitting.idle_after=2 min"]
    assert [each["at"][11:16] for each in mine["reminders"]] == ["09:20", "09:42"]
    assert mine["reminders"] == changed["reminders"]


def test_a_day_can_be_described_in_a_file(terminal: Terminal, home: Path) -> None:
    file = described(home, 'day = ["09:00-09:50 sit", "09:50-10:30 away"]')
    (day,) = terminal.reads("simulate", "--from", file)["settings"]
    assert [each["at"][11:16] for each in day["reminders"]] == ["09:45"]
    assert day["why"][0] == {
        "at": day["why"][0]["at"],
        "what": "due",
        "because": "you sat for 45 min",
    }


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("day = 3", "describes no day"),
        ("[day]", "describes no day"),
        ('day = ["x"]', "is none of"),
        ("day = [", "line 1"),
        ('day = ["09:00-10:00 sit"]\nmore = 1', "describes no day"),
    ],
)
def test_a_wrong_file_is_told_in_a_sentence(
    terminal: Terminal, home: Path, text: str, said: str
) -> None:
    assert said in terminal.fails("simulate", "--from", described(home, text))


def test_a_file_that_is_none_is_told_in_a_sentence(terminal: Terminal, home: Path) -> None:
    assert "cannot be read" in terminal.fails("simulate", "--from", str(home / "none"))
    assert "cannot be read" in terminal.fails("simulate", "--from", str(home))


def test_what_was_sat_is_lived_again(terminal: Terminal) -> None:
    noon = datetime.now().astimezone().replace(hour=12, minute=0, second=0, microsecond=0)
    noon -= timedelta(days=1)
    for hours, minutes in ((3, 100), (1, 30)):
        until = noon - timedelta(hours=hours)
        journal.append("sitting", until, {"sat_s": minutes * 60, "ended_by": "away"})
    days = terminal.reads("simulate", "--from", "history", "--days", "3")["settings"]
    assert [day["sat_s"] > 110 * 60 for day in days] == [False, True, False]
    assert [each["at"][11:13] for each in days[1]["reminders"]] == ["08", "08"]
    assert "no sitting" in terminal.fails("simulate", "--from", "history", "--days", "1")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("sitting.remind_aftr=3 min", "Did you mean sitting.remind_after?"),
        ("siting.remind_after=3 min", "Did you mean sitting.remind_after?"),
        ("sitting.remind_after=3", "--set, sitting.remind_after: found 3; allowed"),
        ("sitting.remind_after=banana", '--set, sitting.remind_after: found "banana"; allowed'),
        ("remind_after=3", "There is no setting remind_after. Did you mean sitting.remind_after?"),
        ("loudness=3", "There is no setting loudness; `unsit settings list` has them all."),
        ("nothing", "is no change"),
    ],
)
def test_a_wrong_change_names_what_was_meant(terminal: Terminal, change: str, said: str) -> None:
    assert said in terminal.fails("simulate", "--set", change)


def test_hours_and_long_lists_can_be_tried(terminal: Terminal) -> None:
    days = ", ".join(f"2020-01-{day:02}" for day in range(1, 29))
    words = ("--set", "hours.mon-fri=09:00-10:00", "--set", f"hours.holidays={days}")
    (day,) = terminal.reads("simulate", *words)[f"{words[1]}, {words[3]}"]
    assert [each["at"][11:16] for each in day["reminders"]] == ["09:45"]


@pytest.mark.parametrize("kind", ["png", "svg"])
def test_days_can_be_drawn(terminal: Terminal, home: Path, kind: str) -> None:
    file = home / f"days.{kind}"
    terminal.prints(
        "simulate", "--days", "5", "--plot", str(file), "--set", "sitting.remind_after=1 h"
    )
    begins = {"png": b"\x89PNG", "svg": b"<?xml"}[kind]
    assert file.read_bytes().startswith(begins)
    assert "should end in .png or .svg" in terminal.fails("simulate", "--plot", str(home / "x.pdf"))
    assert "its folder is not there" in terminal.fails(
        "simulate", "--plot", str(home / "none" / "x.png")
    )


def test_pictures_say_what_they_need(
    terminal: Terminal, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(needed, "find_spec", lambda name: None)
    said = terminal.fails("simulate", "--plot", str(home / "x.png"))
    command = edition.adding("matplotlib", "python3-matplotlib")
    assert said == f"Pictures need matplotlib: `{command}`."


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("hours.quiet_days=['mon']", "A quiet day (`hours.quiet_days`)"),
        ("hours.holidays=['01-01..12-31']", "A holiday (`hours.holidays`)"),
        ("hours.mon=['06:00-07:00']", "Off hours (`[hours]`)"),
        ("hours.tue=['09:00-10:00']", "Off hours (`[hours]`)"),
        ("sitting.remind_after=3 h", "No reminder comes: the longest sitting is 2 h 30 min."),
    ],
)
def test_a_day_with_nothing_to_tell_says_why(terminal: Terminal, change: str, said: str) -> None:
    day, *_ = terminal.prints("simulate", "--set", change).split("With your settings")
    assert said in day
    assert "When" not in day or "No reminder" in said
    (line,) = [
        line
        for line in terminal.prints("simulate", "--days", "4", "--set", change).splitlines()
        if line.startswith("Mon")
    ]
    assert said[:10] in line


def test_a_day_off_in_the_history_says_that_nobody_sat(terminal: Terminal) -> None:
    now = datetime.now().astimezone()
    journal.append("sitting", now, {"sat_s": 60, "ended_by": "away"})
    assert "Nobody sits on this day." in terminal.prints("simulate", "--from", "history")
