"""The verb `forget`: asked first, then gone everywhere, whether a daemon runs or not."""

import json
import os
import pty
import subprocess
import sys
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tests.cli.terminal import Terminal, answering
from tests.daemon.house import ON_CLICK, House
from tests.desktop.stage import PATIENCE
from tests.record.conftest import Note, holds
from unsit import places, prepare
from unsit.core.dose import Dosed
from unsit.daemon import keeping


@pytest.fixture
def weeks(note: Note) -> None:
    for days in range(1, 21):
        note("session", 24 * days, pose="lizard", outcome="done", holds=holds("right"))


def ago(now: datetime, days: int) -> str:
    return (now - timedelta(days=days)).date().isoformat()


def answers(answer: str, *words: str) -> tuple[int, str]:
    """Run `unsit forget` on a terminal of its own and answer its question."""
    ours, theirs = pty.openpty()
    os.write(ours, f"{answer}\n".encode())
    with subprocess.Popen(
        [sys.executable, "-m", "unsit", "forget", *words],
        stdin=theirs,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as process:
        said, _ = process.communicate(timeout=PATIENCE)
    os.close(ours)
    os.close(theirs)
    return process.returncode, said


def test_what_was_before_a_day_goes(terminal: Terminal, weeks: None, now: datetime) -> None:
    assert terminal.prints("forget", "--before", ago(now, 5), "--yes") == "15 records are gone.\n"
    assert len(terminal.reads("history")) == 5


def test_everything_goes_and_stats_begin_anew(terminal: Terminal, weeks: None) -> None:
    terminal.prints("forget", "--all", "--yes")
    assert terminal.prints("stats").startswith("Nothing yet")


def test_on_a_terminal_it_asks_and_takes_no_for_an_answer(terminal: Terminal, weeks: None) -> None:
    code, said = answers("n", "--all")
    assert code == 1
    assert "Forget everything: 20 records" in said
    assert "unsit: nothing was forgotten." in said
    assert len(terminal.reads("history")) == 20


def test_on_a_terminal_yes_is_yes(terminal: Terminal, weeks: None, now: datetime) -> None:
    code, said = answers("y", "--before", ago(now, 10))
    assert code == 0
    assert said.endswith("10 records are gone.\n")
    assert len(terminal.reads("history")) == 10


def test_where_nobody_can_be_asked_it_wants_to_be_told(
    terminal: Terminal, weeks: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Path(os.devnull).open() as nobody:
        monkeypatch.setattr(sys, "stdin", nobody)
        assert terminal.fails("forget", "--all").startswith("add --yes")
    assert len(terminal.reads("history")) == 20


@pytest.mark.parametrize("words", [[], ["--all", "--before", "2026-01-01"], ["--yes"]])
def test_it_must_be_told_what_to_forget(terminal: Terminal, words: list[str]) -> None:
    assert terminal.is_misused("forget", *words) == "Error: Give --before DATE or --all."


def test_what_is_no_day_forgets_nothing(terminal: Terminal, weeks: None) -> None:
    assert terminal.fails("forget", "--before", "march", "--yes").startswith("'march' is not a day")
    assert len(terminal.reads("history")) == 20


def test_the_day_that_was_kept_and_the_cache_forget_too(
    terminal: Terminal, house: House, now: datetime
) -> None:
    house.opens(ON_CLICK).works(46)
    house.closes()
    dosed = Dosed(now.date(), "glutes", "left", 30.0)
    places.write_whole(
        places.cache_dir() / "prepared.json",
        json.dumps({"doses": [[dosed.day.isoformat(), dosed.group, dosed.side, dosed.seconds]]}),
    )
    assert keeping.read()["why"]
    terminal.prints("forget", "--all", "--yes")
    assert (keeping.read()["why"], keeping.read()["doses"], keeping.read()["sat_s"]) == ([], [], 0)
    assert json.loads((places.cache_dir() / "prepared.json").read_text()) == {"doses": []}
    house.opens(ON_CLICK)
    assert house.daemon.status().sat == 0


def test_a_daemon_that_runs_forgets_and_goes_on(terminal: Terminal, house: House) -> None:
    house.opens(ON_CLICK).works(46)
    assert house.daemon.day.why
    with answering(house):
        terminal.prints("forget", "--all", "--yes")
        assert terminal.reads("why") == []
        assert terminal.reads("status")["sitting_s"] == pytest.approx(46 * 60, abs=2)
    assert keeping.read()["why"] == []
    house.wishes("stretch")
    assert house.window().plan["pose"]


def test_a_daemon_is_not_taken_in_by_what_is_no_day(house: House) -> None:
    house.opens(ON_CLICK)
    refused = house.wishes("forget", before="march")
    assert refused["error"] == "A day is written like 2026-03-31, not 'march'."


def test_a_cache_that_is_damaged_is_passed_over() -> None:
    places.write_whole(places.cache_dir() / "prepared.json", "no JSON")
    prepare.forget(None)
    places.write_whole(places.cache_dir() / "prepared.json", '{"doses": [["x"]]}')
    prepare.forget(None)
    assert json.loads((places.cache_dir() / "prepared.json").read_text()) == {"doses": []}


def test_a_day_that_is_a_folder_is_told_in_words(terminal: Terminal) -> None:
    keeping.path().mkdir(parents=True)
    said = terminal.fails("forget", "--all", "--yes")
    assert said == f"not everything could be forgotten: {keeping.path()}: Is a directory."
