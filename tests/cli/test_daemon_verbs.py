"""The verbs that ask the daemon or tell it something: what they print, and how they end."""

import threading
import time
from pathlib import Path

import pytest

from tests.cli.terminal import NO_DAEMON, Terminal, answering
from tests.daemon.house import ON_CLICK, House
from tests.daemon.test_continuing import on_disk
from tests.desktop.stage import PATIENCE
from unsit.control import Control
from unsit.core import reminders
from unsit.core.rules import Rules
from unsit.daemon.wishes import wish


@pytest.mark.parametrize(
    "words",
    [
        ["status"],
        ["status", "--json"],
        ["pause"],
        ["pause", "30 min"],
        ["pause", "tomorrow"],
        ["resume"],
        ["snooze"],
        ["snooze", "5 min"],
        ["skip"],
        ["undo"],
        ["why"],
        ["open"],
        ["moved"],
        ["stand"],
        ["sit"],
        ["quit"],
    ],
    ids=" ".join,
)
def test_without_a_daemon_every_verb_of_its_own_ends_with_four(
    terminal: Terminal, words: list[str]
) -> None:
    assert terminal.runs(*words) == 4
    assert terminal.err == NO_DAEMON
    assert terminal.out == ""


def test_without_a_daemon_a_stretch_that_plays_is_said_to_heed_its_own_keys(
    terminal: Terminal,
) -> None:
    assert terminal.fails("session", "pause", code=4) == (
        "no daemon runs. Start it with `unsit`. "
        "A stretch that was begun without it heeds only its own keys."
    )


def test_status_prints_the_sentence_or_the_whole_object(terminal: Terminal, house: House) -> None:
    house.opens(ON_CLICK).works(20)
    with answering(house):
        assert terminal.prints("status") == "Sitting 20 min, next stretch in 25 min\n"
        found = terminal.reads("status")
    assert found == {
        "state": "sitting",
        "sitting_s": 1200,
        "watching_s": 0,
        "remind_in_s": 1500,
        "reminder": "none",
        "held_by": [],
        "snooze_hold_s": 0.0,
        "session": None,
        "continue": None,
        "paused_until": None,
        "off_until": None,
        "machines": [],
        "sentence": "Sitting 20 min, next stretch in 25 min",
    }


def test_status_offers_what_was_broken_off_and_session_takes_it_up(
    terminal: Terminal, house: House
) -> None:
    house.opens(kept=on_disk())
    with answering(house):
        offer = "Continue Pigeon, left side, 22 s: unsit session continue\n"
        assert terminal.prints("status").endswith(f"\n{offer}")
        assert terminal.prints("session", "continue") == "Pigeon\n"
        assert terminal.runs("session", "continue") == 1
    assert "being played already" in terminal.err
    assert house.window().plan["start"] == {"segment": 2, "seconds": 8}


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["pause"], "Paused until you resume, a reminder waits"),
        (["pause", "1h"], "Paused until 10:45, a reminder waits"),
        (["pause", "90 s"], "Paused until 09:46, a reminder waits"),
        (["pause", "1 h 30 min"], "Paused until 11:15, a reminder waits"),
        (["pause", "1", "h", "30", "min"], "Paused until 11:15, a reminder waits"),
        (["pause", "until", "tomorrow"], "Paused until tomorrow 05:00, a reminder waits"),
        (["pause", "tomorrow"], "Paused until tomorrow 05:00, a reminder waits"),
        (["pause", "Until Tomorrow"], "Paused until tomorrow 05:00, a reminder waits"),
        (["snooze"], "Sitting 45 min, snoozed for 10 min more"),
        (["snooze", "5 min"], "Sitting 45 min, snoozed for 5 min more"),
        (["snooze", "5", "min"], "Sitting 45 min, snoozed for 5 min more"),
        (["skip"], "Sitting 45 min, next stretch in 45 min"),
        (["moved"], "Sitting 0 s, next stretch in 45 min"),
        (["stand"], "Standing 0 s"),
        (["resume"], "Sitting 45 min: time for Pigeon"),
        (["sit"], "Sitting 45 min: time for Pigeon"),
    ],
    ids=lambda given: " ".join(given) if isinstance(given, list) else "",
)
def test_a_wish_is_carried_out_and_answered_by_how_things_stand(
    terminal: Terminal, house: House, words: list[str], sentence: str
) -> None:
    house.opens(ON_CLICK).works(45)
    with answering(house):
        assert terminal.prints(*words) == f"{sentence}\n"


def test_what_the_daemon_refuses_is_the_askers_mistake(terminal: Terminal, house: House) -> None:
    house.opens()
    with answering(house):
        said = terminal.fails("snooze")
    assert said == "No reminder is due, so there is nothing to snooze."


def test_quit_ends_the_daemon(terminal: Terminal, house: House) -> None:
    house.opens()
    line = Control(house.loop, lambda request: wish(house.daemon, request))
    thread = threading.Thread(target=house.loop.run)
    thread.start()
    assert terminal.prints("quit") == ""
    thread.join(PATIENCE)
    assert not thread.is_alive()
    line.close()


@pytest.mark.parametrize("verb", ["pause", "snooze"])
@pytest.mark.parametrize(
    ("length", "hint"),
    [
        ("45", " Did you mean '45 min'?"),
        ("soon", ""),
        ("1:30", " Did you mean '1 h 30 min'?"),
        ("0", ""),
        ("9999999", ""),
        ("99999999999", ""),
        ("0,5", " Did you mean '0.5 min'?"),
    ],
)
def test_a_length_that_is_none_is_named_with_what_was_meant(
    terminal: Terminal, verb: str, length: str, hint: str
) -> None:
    allowed = 'a length of time such as "45 min", "1 h 30 min" or "20 s"'
    assert terminal.fails(verb, length) == f"{length!r} is not {allowed}.{hint}"


def test_a_daemon_that_does_not_answer_is_as_good_as_none(terminal: Terminal, home: Path) -> None:
    (home / "run" / "unsit").symlink_to("/tmp")
    assert "is not a folder of yours" in terminal.fails("status", code=4)


def test_why_lists_what_was_decided_newest_first(terminal: Terminal, house: House) -> None:
    house.opens(ON_CLICK).works(46)
    with answering(house):
        lines = terminal.prints("why").splitlines()
        found = terminal.reads("why")
    assert lines[0].split() == ["When", "What", "Why"]
    assert "shown" in lines[1]
    assert lines[3].rstrip().endswith("you sat for 45 min")
    assert [set(each) for each in found] == [{"at", "what", "because"}] * 3
    assert [each["what"] for each in found] == ["shown", "chose Pigeon", "due"]


def test_why_of_a_day_that_has_just_begun_says_so(terminal: Terminal, house: House) -> None:
    house.opens(ON_CLICK)
    with answering(house):
        assert terminal.prints("why") == "Nothing has been decided yet.\n"
        assert terminal.reads("why") == []


def test_undo_brings_a_dismissed_reminder_back(terminal: Terminal, house: House) -> None:
    house.opens(ON_CLICK).works(46)
    with answering(house):
        terminal.prints("skip")
        assert terminal.prints("undo") == "Sitting 46 min: time for Pigeon\n"
        assert terminal.runs("undo") == 1
    assert terminal.err == "unsit: A reminder is due already.\n"


def test_beyond_the_limit_a_snooze_takes_its_time(
    terminal: Terminal, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reminders, "COST", 0.2)
    house.opens(Rules(open_window=None, max_snoozes=0)).works(46)
    with answering(house):
        began = time.monotonic()
        assert terminal.runs("snooze") == 0
        assert time.monotonic() - began >= 0.2  # no load makes a wait shorter
    assert terminal.out == "Sitting 46 min, snoozed for 10 min more\n"
    assert "put off often enough" in terminal.err
