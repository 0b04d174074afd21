"""The command line: what each verb prints, how it ends, and that no traceback gets past it."""

import io
import json
import logging
import os
import platform
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.daemon.house import HELD, ON_CLICK, House
from tests.daemon.test_continuing import on_disk
from tests.desktop.stage import PATIENCE
from tests.life import MONDAY_NINE
from unsit import __version__, history, journal, library, places, prepare, settings
from unsit.cli import call
from unsit.cli.main import cli
from unsit.control import Control
from unsit.core import reminders
from unsit.core.rules import Rules
from unsit.daemon import coach, preferences
from unsit.daemon.wishes import wish

ROOT = Path(__file__).parents[1]
NO_DAEMON = "unsit: no daemon runs. Start it with `unsit`.\n"
NINE = {
    "90-90-lunge",
    "butterfly",
    "garland",
    "happy-baby",
    "kneeling-hip-flexor",
    "lizard",
    "lying-lumbar-rotation",
    "pigeon",
    "prone-leg-twist",
}
STAND_INS = {
    "chair-twist",
    "seated-figure-four",
    "side-lunge",
    "standing-cat-cow",
    "standing-hamstring",
    "standing-knee-hug",
    "standing-lunge",
    "wide-chair-sit",
}


class Screen(io.StringIO):
    """Somebody sits at a terminal and types nothing."""

    def isatty(self) -> bool:
        return True


class Terminal:
    """A terminal: run a command line in it and see what it prints."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys
        self.out = self.err = ""

    def runs(self, *words: str) -> int:
        """Run `unsit` with these words; return its exit code."""
        code = call([*words])
        self.out, self.err = self._capsys.readouterr()
        assert "Traceback" not in self.out + self.err
        return code

    def prints(self, *words: str) -> str:
        """Run what must go well; return what it printed."""
        assert self.runs(*words) == 0, self.err
        assert self.err == ""
        return self.out

    def reads(self, *words: str) -> Any:
        """Run what must print JSON and go well; return what it means."""
        return json.loads(self.prints(*words, "--json"))

    def fails(self, *words: str, code: int = 1) -> str:
        """Run what must fail; return the one line it says about it."""
        assert self.runs(*words) == code
        assert self.out == ""
        assert self.err.startswith("unsit: ")
        assert self.err.count("\n") == 1
        return self.err.removeprefix("unsit: ").strip()

    def is_misused(self, *words: str) -> str:
        """Run what is no command line of ours; return the last line it says."""
        assert self.runs(*words) == 2
        assert self.out == ""
        assert self.err.startswith("Usage: unsit")
        return self.err.splitlines()[-1]


@pytest.fixture
def terminal(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Terminal:
    monkeypatch.setenv("COLUMNS", "200")
    return Terminal(capsys)


@pytest.fixture
def house(home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[House]:
    house = House(home / "stage")
    monkeypatch.setattr(coach, "command", lambda: house.command)
    yield house
    house.closes()
    house.is_left()


@contextmanager
def answering(house: House) -> Iterator[None]:
    """Have the daemon of the house answer on its line, as it does all day."""
    line = Control(house.loop, lambda request: wish(house.daemon, request))
    thread = threading.Thread(target=house.loop.run)
    thread.start()
    try:
        yield
    finally:
        house.loop.stop()
        thread.join()
        line.close()


def save(text: str, file: str = "settings.toml") -> None:
    places.write_whole(places.config_dir() / file, text)


# --- what is said to whom asks wrongly ----------------------------------------------------------


def test_help_tells_each_verb_in_one_line(terminal: Terminal) -> None:
    said = terminal.prints("--help")
    for verb in ("stretch", "status", "pause", "resume", "snooze", "skip", "moved", "quit"):
        assert f"\n  {verb} " in said
    listed = [line.split()[0] for line in said.splitlines() if line.startswith("  ")]
    verbs = [word for word in listed if word in cli.commands]
    assert sorted(verbs) == sorted(name for name, verb in cli.commands.items() if not verb.hidden)
    assert terminal.prints("-h") == said
    assert terminal.prints("help") == said


def test_the_version_is_told(terminal: Terminal) -> None:
    first, runs_on, installed = terminal.prints("--version").splitlines()
    assert first == f"unsit {__version__}"  # for scripts
    assert runs_on.startswith(f"Python {platform.python_version()}, PySide6 6.")
    assert installed == f"run from the checkout in {ROOT}"


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        (["satus"], "There is no verb 'satus'. Did you mean status?"),
        (["PAUS"], "There is no verb 'PAUS'. Did you mean pause?"),
        (["xylophone"], "There is no verb 'xylophone'."),
        (["settings", "chek"], "There is no verb 'chek'. Did you mean check?"),
        (["poses", "sho", "pigeon"], "There is no verb 'sho'. Did you mean show?"),
    ],
)
def test_an_unknown_verb_is_a_mistake_of_usage_and_the_nearest_is_named(
    terminal: Terminal, words: list[str], hint: str
) -> None:
    assert terminal.is_misused(*words) == f"Error: {hint}"


@pytest.mark.parametrize(
    "words",
    [
        ["status", "--jsn"],
        ["--nope"],
        ["poses", "show"],
        ["history", "--limit", "0"],
        ["history", "--limit", "many"],
        ["history", "--days", "0"],
        ["history", "--days", "99999"],
        ["poses", "show", "pigeon", "--theme", "pink"],
        ["poses", "show", "pigeon", "--size", "1"],
        ["poses", "show", "pigeon", "--figure", "a cat"],
    ],
    ids=" ".join,
)
def test_a_wrong_option_is_a_mistake_of_usage(terminal: Terminal, words: list[str]) -> None:
    assert terminal.is_misused(*words).startswith("Error: ")


# --- the daemon's verbs -------------------------------------------------------------------------


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


# --- stretch ------------------------------------------------------------------------------------


@pytest.mark.parametrize("word", ["garland", "Garland Pose", " GARLAND "])
def test_a_stretch_goes_to_the_daemon_when_there_is_one(
    terminal: Terminal, house: House, word: str
) -> None:
    house.opens()
    with answering(house):
        assert terminal.prints("stretch", word) == "Garland\n"
    assert house.window().plan["pose"]["id"] == "garland"


@pytest.mark.parametrize("verb", [["stretch"], ["poses", "show"]], ids=" ".join)
@pytest.mark.parametrize(
    ("word", "hint"),
    [("pigon", "Did you mean pigeon?"), ("happy babby", "Did you mean happy baby")],
)
def test_a_pose_that_is_nearly_one_is_guessed(
    terminal: Terminal, verb: list[str], word: str, hint: str
) -> None:
    said = terminal.fails(*verb, word)
    assert said.startswith(f"there is no pose {word!r}. {hint}")


@pytest.mark.parametrize("more", [[], ["--plan"], ["--terminal"], ["--minutes", "5"]], ids=str)
def test_a_pose_without_a_name_is_not_taken_for_the_next_one(
    terminal: Terminal, more: list[str]
) -> None:
    assert terminal.is_misused("stretch", "", *more) == (
        "Error: POSE is empty: name one, or leave it out for the one that is due."
    )


def test_a_pose_that_is_like_none_brings_the_list(terminal: Terminal) -> None:
    said = terminal.fails("stretch", "xxx")
    assert said == f"there is no pose 'xxx'. There are: {', '.join(sorted(NINE | STAND_INS))}."


@pytest.mark.parametrize("verb", [["stretch"], ["poses", "show"]], ids=" ".join)
def test_a_pose_whose_file_is_broken_is_not_said_to_be_missing(
    terminal: Terminal, verb: list[str]
) -> None:
    places.write_whole(places.own_poses_dir() / "evil.toml", 'id = "evil\n')
    assert terminal.fails(*verb, "Evil") == (
        "evil.toml is broken: `unsit poses check evil` says what is wrong with it."
    )


@pytest.mark.parametrize("pose", sorted(NINE))
def test_what_a_stretch_says_can_be_read_beforehand(terminal: Terminal, pose: str) -> None:
    cues = terminal.reads("stretch", pose, "--plan")
    assert {*cues[0]} == {"at", "kind", "text", "say", "side", "step", "seconds"}
    moments = [cue["at"] for cue in cues]
    assert moments == sorted(moments)
    assert all(cue["say"] for cue in cues)
    assert len(terminal.prints("stretch", pose, "--plan").splitlines()) == len(cues)


def test_the_plan_of_the_next_stretch_is_told_without_starting_it(terminal: Terminal) -> None:
    said = terminal.prints("stretch", "--plan").splitlines()
    assert said[0] == (
        " 0:02  ready   right  ninety ninety Lunge. Right side first. "
        "Stand tall, with a soft pad one step behind you. Kneel on something soft, and keep your ribs "
        "down so that your low back does not arch."
    )
    assert said[1].startswith(" 0:20  move    right  Step your right foot back")


def test_a_plan_goes_by_the_settings(terminal: Terminal) -> None:
    save('[session]\nlead_in = "30 s"\nvoice = "off"\n')
    cues = terminal.reads("stretch", "garland", "--plan")
    hold = next(place for place, cue in enumerate(cues) if cue["kind"] == "hold")
    assert cues[1]["at"] == 30
    assert cues[hold + 5]["at"] - cues[hold]["at"] == 30, "silent, no hold waits for its words"


def test_a_plan_is_read_and_not_played(terminal: Terminal) -> None:
    said = terminal.is_misused("stretch", "--plan", "--terminal")
    assert said == "Error: Give --plan or --terminal: not both."


def test_the_plan_of_a_series_has_its_poses_one_after_the_other(terminal: Terminal) -> None:
    said = terminal.prints("stretch", "--minutes", "5", "--plan")
    parts = [part.splitlines() for part in said.split("\n\n")]
    titles = [part[0] for part in parts]
    assert titles[0] == "1 of 3: 90/90 Lunge, 2 min"
    assert [title[:8] for title in titles] == ["1 of 3: ", "2 of 3: ", "3 of 3: "]
    found = terminal.reads("stretch", "--minutes", "5", "--plan")
    assert found[0]["pose"] == "90-90-lunge"
    assert [len(each["cues"]) + 1 for each in found] == [len(part) for part in parts]


def test_the_plan_of_a_series_leaves_out_what_hurt(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    ended: dict[str, object] = {"event": "ended", "outcome": "ouch", "held": [], "answer": None}
    script = f"""read plan; echo '{{"event": "ouch"}}'; echo '{json.dumps(ended)}'"""
    monkeypatch.setattr(coach, "command", lambda: ["/bin/sh", "-c", script])
    terminal.prints("stretch", "lizard")
    planned = terminal.reads("stretch", "--minutes", "60", "--plan")
    assert NINE - {each["pose"] for each in planned} == {"lizard"}


def test_a_plan_of_no_pose_at_all_is_refused(terminal: Terminal) -> None:
    every = sorted(pose.id for pose in library.load().poses)
    save(f"[poses]\nnever = {json.dumps(every)}\n")
    assert terminal.fails("stretch", "--plan") == (
        "there is no pose to offer: see `unsit settings check`."
    )


def test_json_is_only_for_a_plan(terminal: Terminal) -> None:
    assert terminal.is_misused("stretch", "--json") == "Error: --json goes with --plan."


def test_without_a_daemon_a_stretch_plays_all_the_same(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    ended = {"event": "ended", "outcome": "done", "held": HELD, "answer": None}
    script = f"read plan; echo '{json.dumps(ended)}'"
    monkeypatch.setattr(coach, "command", lambda: ["/bin/sh", "-c", script])
    assert terminal.prints("stretch", "lizard") == ""
    assert terminal.prints("stretch") == ""
    first, second = sorted(terminal.reads("history"), key=lambda row: row["pose"] != "lizard")
    assert first["pose"] == "lizard"
    assert second["pose"] == "lying-lumbar-rotation"  # the others work what the lizard has worked


def test_without_a_daemon_a_window_that_fails_is_told_once(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    failed = {"event": "failed", "reason": "There is no display."}
    script = f"read plan; echo '{json.dumps(failed)}'; exit 69"
    monkeypatch.setattr(coach, "command", lambda: ["/bin/sh", "-c", script])
    root = logging.getLogger()
    with monkeypatch.context() as bare:
        bare.setattr(root, "handlers", [])  # as in a real terminal, where nobody set up a log
        assert terminal.fails("stretch") == "There is no display."


# --- lists --------------------------------------------------------------------------------------


def test_the_poses_are_told_as_promised(terminal: Terminal) -> None:
    poses = terminal.reads("poses")
    assert {pose["id"] for pose in poses if pose["kind"] == "pose"} == NINE
    assert {pose["id"] for pose in poses if pose["kind"] == "stand-in"} == STAND_INS
    promised = {"id", "name", "credit", "works", "position", "needs", "hold", "sides"}
    for pose in poses:
        assert promised | {"ours", "steps"} <= set(pose)
        assert pose["sides"] in ("each", "both")
        (kind,) = pose["hold"]
        assert kind in ("seconds", "breaths")
    pigeon = next(pose for pose in poses if pose["id"] == "pigeon")
    assert pigeon["hold"] == {"breaths": [3, 6]}
    assert pigeon["credit"] == "Liza Colpa, YogaToday"


def test_the_list_for_people_names_each_pose_with_its_hold(terminal: Terminal) -> None:
    rows = terminal.prints("poses").splitlines()
    between = rows.index("")
    assert {row.split()[0] for row in rows[1:between]} == NINE
    assert {row.split()[0] for row in rows[between + 2 :]} == STAND_INS
    (pigeon,) = (row for row in rows if row.startswith("pigeon"))
    for fact in ("Pigeon Pose", "hip flexors, glutes", "3–6 breaths", "each side", "floor"):
        assert fact in pigeon


def test_a_broken_pose_is_named_and_the_rest_are_listed(terminal: Terminal) -> None:
    save('id = "mine"\n', "poses/mine.toml")
    assert terminal.runs("poses", "--json") == 1
    assert {pose["id"] for pose in json.loads(terminal.out)} == NINE | STAND_INS
    assert "mine.toml, name: is missing" in terminal.err


def test_all_about_one_pose_is_told_in_words_for_the_right_side(terminal: Terminal) -> None:
    said = terminal.prints("poses", "show", "half pigeon")
    assert said.startswith("Pigeon Pose (pigeon)\n")
    assert "Hold:        3–6 breaths, each side\n" in said
    assert " 1. " in said
    assert "{" not in said


def test_a_film_shows_whom_the_settings_say_unless_somebody_else_is_asked_for(
    terminal: Terminal, home: Path
) -> None:
    file = places.settings_file()
    file.parent.mkdir(parents=True)
    file.write_text('[session]\nfigure = "headscarf"\n', encoding="utf-8")
    films = [home / f"{number}.gif" for number in range(3)]
    show = ("poses", "show", "pigeon", "--size", "64", "--gif")
    terminal.prints(*show, str(films[0]))
    terminal.prints(*show, str(films[1]), "--figure", "headscarf")
    terminal.prints(*show, str(films[2]), "--figure", "short hair")
    first, same, other = (film.read_bytes() for film in films)
    assert first.startswith(b"GIF89a")
    assert first == same
    assert first != other


def test_a_picture_of_a_pose_is_drawn_without_a_display(
    terminal: Terminal, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    assert (
        terminal.prints("poses", "show", "pigeon", "--png", str(home / "p.png"))
        == f"{home}/p.png\n"
    )
    assert (home / "p.png").read_bytes().startswith(b"\x89PNG")
    said = terminal.fails("poses", "show", "pigeon", "--png", "/nowhere/p.png")
    assert "/nowhere/p.png" in said


# --- settings -----------------------------------------------------------------------------------


def test_the_place_of_the_settings_is_told_whether_they_are_there_or_not(
    terminal: Terminal,
) -> None:
    assert terminal.prints("settings", "path") == f"{places.settings_file()}\n"
    assert not places.settings_file().exists()


def test_good_files_are_said_to_be_good(terminal: Terminal) -> None:
    said = terminal.prints("settings", "check")
    assert said.splitlines() == [
        f"{places.settings_file()}: not there; the defaults are used",
        "17 poses: good",
    ]
    save('sitting.remind_after = "1 h"\n')
    assert terminal.prints("settings", "check").startswith(f"{places.settings_file()}: good\n")


def test_every_problem_of_every_file_is_listed_at_once(terminal: Terminal) -> None:
    save('[sitting]\nremind_afer = "1 h"\nidle_after = 3\n')
    save('id = "mine"\n', "poses/mine.toml")
    assert terminal.runs("settings", "check") == 1
    assert terminal.out == ""
    lines = terminal.err.splitlines()
    assert "settings.toml, line 2, sitting.remind_afer: no such setting" in lines[0]
    assert "Did you mean remind_after?" in lines[0]
    assert "settings.toml, line 3, sitting.idle_after: found 3; allowed: " in lines[1]
    assert 'Did you mean "3 min"?' in lines[1]
    assert {line.split(":")[0] for line in lines[2:]} >= {"mine.toml, name", "mine.toml, steps"}


def test_every_setting_is_listed_with_its_value_as_the_file_would_write_it(
    terminal: Terminal,
) -> None:
    save(
        '[sitting]\nremind_after = "5 s"\n[reminder]\nopen_window = "on click"\n'
        'times = ["11:00"]\n[hours]\nmon-fri = ["09:00-24:00"]\n[session]\nsound = false\n'
    )
    found = {setting["key"]: setting for setting in terminal.reads("settings", "list")}
    assert found["sitting.remind_after"]["value"] == '"5 s"'
    assert found["sitting.remind_after"]["default"] == '"45 min"'
    assert found["reminder.open_window"]["value"] == '"on click"'
    assert found["reminder.open_window"]["default"] == '"after 20 s"'
    assert found["reminder.times"]["value"] == '["11:00"]'
    assert found["session.sound"]["value"] == "false"
    assert found["hours"]["value"] == '{ mon-fri = ["09:00-24:00"] }'
    assert all(setting["about"] for setting in found.values())
    assert "sitting.remind_after" in terminal.prints("settings", "list")


def test_a_setting_can_be_read_changed_and_given_back(terminal: Terminal) -> None:
    assert terminal.prints("settings", "get", "sitting.remind_after") == '"45 min"\n'
    said = terminal.prints("settings", "set", "sitting.remind_after", "30", "min")
    assert said == '"30 min"\n'
    assert terminal.reads("settings", "get", "sitting.remind_after") == {
        "key": "sitting.remind_after",
        "value": "30 min",
        "default": "45 min",
        "about": "Sit this long, and Unsit asks you to get up.",
        "since": "0.1.0",
    }
    assert terminal.prints("settings", "unset", "sitting.remind_after") == '"45 min"\n'


def test_hours_are_set_for_some_days_alone(terminal: Terminal) -> None:
    ranges = '["09:00-12:30", "13:30-18:00"]'
    assert terminal.prints("settings", "get", "hours.mon-fri") == "always\n"
    words = ["09:00-12:30,", "13:30-18:00"]
    assert terminal.prints("settings", "set", "hours.mon-fri", *words) == f"{ranges}\n"
    terminal.prints("settings", "set", "hours.sat", '["10:00-12:00"]')
    whole = f'{{ mon-fri = {ranges}, sat = ["10:00-12:00"] }}\n'
    assert terminal.prints("settings", "get", "hours") == whole
    some = f'{{ fri = {ranges}, sat = ["10:00-12:00"] }}\n'
    assert terminal.prints("settings", "get", "hours.fri-sun") == some
    assert terminal.reads("settings", "get", "hours.tue")["value"] == json.loads(ranges)
    assert terminal.prints("settings", "get", "hours.sun") == "[]\n"
    assert terminal.prints("settings", "unset", "hours.mon-fri") == "[]\n"
    assert terminal.prints("settings", "get", "hours") == '{ sat = ["10:00-12:00"] }\n'
    assert "mon-fri" not in settings.parsed(places.settings_file().read_text())["hours"]
    assert "hours.mon[1]: found" in terminal.fails("settings", "set", "hours.mon", "9 to 5")
    assert "such as { mon-fri = [" in terminal.fails("settings", "set", "hours", "9-17")
    assert "no setting hours.mon-fry" in terminal.fails("settings", "get", "hours.mon-fry")


def test_hours_that_name_no_day_are_told_alike_everywhere(terminal: Terminal) -> None:
    terminal.prints("settings", "set", "hours.mon", "09:00-12:00")
    assert terminal.prints("settings", "set", "hours", "always") == "always\n"
    assert terminal.prints("settings", "get", "hours") == "always\n"
    assert terminal.reads("settings", "get", "hours")["value"] == {}
    (listed,) = (
        each
        for each in json.loads(terminal.prints("settings", "list", "--json"))
        if each["key"] == "hours"
    )
    assert listed["value"] == listed["default"] == "always"


def test_what_is_set_beside_a_mistake_is_written_and_said_not_to_hold_yet(
    terminal: Terminal,
) -> None:
    save('[session]\nbreath = "8 s"\n')
    prepare.make()
    save('[session]\nbreath = "8 s"\n[sitting]\nremind_after = "banana"\n')
    said = terminal.fails("settings", "set", "session.breath", "9 s")
    place = "settings.toml, line 4, sitting.remind_after"
    assert said.startswith(f"written, but it does not hold yet: {place}: found")
    assert 'breath = "9 s"' in places.settings_file().read_text()
    for words in (["get", "session.breath"], ["list"]):
        terminal.runs("settings", *words)
        assert '"8 s"' in terminal.out
        notice = "unsit: settings.toml has mistakes; what was good before holds until"
        assert terminal.err.startswith(notice)
    assert terminal.runs("settings", "unset", "session.breath") == 0
    assert terminal.out == '"8 s"\n'
    terminal.runs("settings", "set", "session.breath", "9 s")
    assert terminal.runs("settings", "set", "sitting.remind_after", "50 min") == 0
    assert terminal.prints("settings", "get", "session.breath") == '"9 s"\n'


def test_where_nothing_was_good_before_what_is_right_beside_a_mistake_holds(
    terminal: Terminal,
) -> None:
    save('[sitting]\nremind_after = "banana"\n')
    assert terminal.runs("settings", "set", "session.breath", "9 s") == 0
    assert terminal.out == '"9 s"\n'
    assert "settings.toml has mistakes; only what is right in it holds" in terminal.err


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["get", "sitting.remind_afer"], "Did you mean sitting.remind_after?"),
        (["set", "sound", "false"], "There is no setting sound. Did you mean session.sound?"),
        (["unset", "loudness"], "`unsit settings list` has them all."),
        (["set", "session.breaths", "-1"], "a whole number from 1 to 60"),
        (["set", "session.sound", "off"], "Did you mean false?"),
    ],
)
def test_a_setting_that_cannot_be_is_answered_in_one_line(
    terminal: Terminal, words: list[str], sentence: str
) -> None:
    assert terminal.runs("settings", *words) == 1
    assert sentence in terminal.err
    assert terminal.err.count("\n") == 1


def test_the_file_is_edited_in_the_persons_own_editor_and_then_checked(
    terminal: Terminal, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    editor = home / "my editor"
    editor.write_text('#!/bin/sh\nsed -i "s/45 min/45/" "$2"\n')
    editor.chmod(0o755)
    monkeypatch.setenv("VISUAL", f"'{editor}' --wait")
    monkeypatch.setattr(sys, "stdin", Screen())
    assert terminal.runs("settings", "edit") == 1
    assert "sitting.remind_after: found" in terminal.err


def test_without_a_terminal_the_desktop_opens_the_file(
    terminal: Terminal, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opener = home / "xdg-open"
    opener.write_text(f'#!/bin/sh\necho "$1" > {home}/opened\n')
    opener.chmod(0o755)
    monkeypatch.setenv("PATH", str(home), prepend=os.pathsep)
    assert terminal.prints("settings", "edit") == f"{places.settings_file()}\n"
    assert (home / "opened").read_text() == f"{places.settings_file()}\n"
    opener.write_text("#!/bin/sh\nexit 3\n")
    monkeypatch.setenv("PATH", str(home))
    assert terminal.runs("settings", "edit") == 1
    assert terminal.err == f"unsit: nothing here can open {places.settings_file()}; set $EDITOR.\n"


def test_an_editor_that_is_named_opens_the_file_where_the_desktop_cannot(
    terminal: Terminal, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    editor = home / "editor"
    editor.write_text(f'#!/bin/sh\necho "$1" > {home}/opened\n')
    editor.chmod(0o755)
    monkeypatch.setenv("PATH", "/nowhere")
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", str(editor))
    assert terminal.runs("settings", "edit") == 0
    assert (home / "opened").read_text() == f"{places.settings_file()}\n"


@pytest.mark.parametrize("variable", ["VISUAL", "EDITOR"])
def test_an_editor_that_cannot_be_started_is_named_and_no_other_taken(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch, variable: str
) -> None:
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv(variable, "/nope/ed --wait")
    monkeypatch.setattr(sys, "stdin", Screen())
    said = terminal.fails("settings", "edit")
    assert said == f"${variable} cannot be started: /nope/ed (No such file or directory)."


def test_a_bad_file_is_named_and_the_settings_that_hold_are_listed(terminal: Terminal) -> None:
    save('sitting.remind_after = "30 min"\n')
    prepare.make()
    save('[sitting]\nremind_after = "1 h"\nidle_after = 3\n')
    for _ in range(2):
        assert terminal.runs("settings", "list", "--json") == 1
        found = {setting["key"]: setting["value"] for setting in json.loads(terminal.out)}
        assert found["sitting.remind_after"] == '"30 min"'
        assert "settings.toml, line 3, sitting.idle_after: found 3" in terminal.err
        prepare.make()


def test_what_a_bad_file_leaves_in_force_is_listed_and_the_problem_named(
    terminal: Terminal,
) -> None:
    save('[sitting]\nremind_after = "1 h"\nidle_after = 3\n')
    assert terminal.runs("settings", "list", "--json") == 1
    found = {setting["key"]: setting["value"] for setting in json.loads(terminal.out)}
    assert found["sitting.remind_after"] == '"1 h"'
    assert found["sitting.idle_after"] == '"3 min"'
    assert "sitting.idle_after" in terminal.err


@pytest.mark.parametrize(
    ("text", "value"),
    [("at once", '"at once"'), ("after 1 min", '"after 1 min"'), ("on click", '"on click"')],
)
def test_the_opening_of_the_window_is_listed_as_it_was_written(
    terminal: Terminal, text: str, value: str
) -> None:
    save(f'reminder.open_window = "{text}"\n')
    found = {each["key"]: each["value"] for each in terminal.reads("settings", "list")}
    assert found["reminder.open_window"] == value


# --- history ------------------------------------------------------------------------------------


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


# --- the fence ----------------------------------------------------------------------------------


def boom(*_: object) -> None:
    raise ZeroDivisionError("what nobody expected")


def test_what_nobody_expected_is_one_line_and_the_rest_is_in_a_file(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(library, "load", boom)
    report = places.state_dir() / "crash.txt"
    said = terminal.fails("poses")
    assert said == f"ZeroDivisionError: what nobody expected (the whole story is in {report})"
    story = report.read_text()
    assert story.startswith(f"unsit {__version__}\nPython ")
    assert sys.version in story
    assert "Traceback (most recent call last)" in story
    assert "in boom" in story
    assert stat.S_IMODE(report.stat().st_mode) == 0o600


def test_where_no_file_can_be_written_there_is_still_only_the_line(
    terminal: Terminal, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (home / "state").write_text("a file where a folder should be")
    monkeypatch.setattr(library, "load", boom)
    assert terminal.fails("poses") == "ZeroDivisionError: what nobody expected"


def test_control_c_ends_without_a_word(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted() -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(library, "load", interrupted)
    assert terminal.runs("poses") == 130
    assert terminal.err.strip() == ""


@pytest.mark.parametrize("words", [["poses", "--json"], ["settings", "path"]], ids=" ".join)
def test_a_reader_who_has_gone_is_no_reason_to_complain(words: list[str], home: Path) -> None:
    gone, here = os.pipe()
    os.close(gone)
    with os.fdopen(here, "wb") as end:
        command = [sys.executable, "-m", "unsit", *words]
        done = subprocess.run(command, stdout=end, stderr=subprocess.PIPE, check=False)
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.parametrize(("word", "code"), [("status", 4), ("satus", 2)])
def test_the_module_is_the_command(word: str, code: int, home: Path) -> None:
    command = [sys.executable, "-m", "unsit", word]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == code
    assert "Traceback" not in done.stderr


def test_a_figure_that_cannot_be_drawn_is_a_mistake_as_well(
    capsys: pytest.CaptureFixture[str],
) -> None:
    shipped = (places.shipped("config") / "poses" / "garland.toml").read_text()
    broken = shipped.replace('id = "garland"', 'id = "mine"').replace("yaw = ", "yaw = 9")
    places.write_whole(places.own_poses_dir() / "mine.toml", broken)
    assert call(["settings", "check"]) == 1
    assert capsys.readouterr().err.startswith("mine.toml: [figure] camera.yaw")


# --- why, undo, snoozing on ---------------------------------------------------------------------


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


# --- series, and what hurts ---------------------------------------------------------------------


def test_minutes_ask_the_daemon_for_a_series(terminal: Terminal, house: House) -> None:
    house.opens()
    with answering(house):
        assert terminal.prints("stretch", "--minutes", "4") == "Pigeon, 1 of 2\n"


def test_a_pose_and_minutes_are_not_for_the_same_call(terminal: Terminal) -> None:
    assert terminal.runs("stretch", "pigeon", "--minutes", "4") == 2
    assert "Name a POSE, or give --minutes: not both." in terminal.err


@pytest.mark.parametrize("word", ["abc", "0", "121", "nan", ""])
def test_what_is_no_number_of_minutes_is_refused_with_what_is_one(
    terminal: Terminal, word: str
) -> None:
    said = terminal.is_misused("stretch", "--minutes", word)
    assert said.endswith(f"'--minutes': {word!r} is no number of minutes from 1 to 120.")


def test_what_hurts_is_listed_until_it_is_taken_back(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    ended: dict[str, object] = {"event": "ended", "outcome": "ouch", "held": [], "answer": None}
    script = f"""read plan; echo '{{"event": "ouch"}}'; echo '{json.dumps(ended)}'"""
    monkeypatch.setattr(coach, "command", lambda: ["/bin/sh", "-c", script])
    assert terminal.prints("stretch", "lizard") == ""
    (line,) = (row for row in terminal.prints("poses").splitlines() if "shelved" in row)
    assert line.startswith("Lizard Pose hurt and is shelved until ")
    assert line.endswith(": `unsit poses unshelve lizard` takes it back.")
    assert terminal.prints("poses", "unshelve", "Lizard Pose") == "Lizard Pose is offered again.\n"
    assert "shelved" not in terminal.prints("poses")
    assert terminal.fails("poses", "unshelve", "lizard") == "Lizard Pose is not shelved."


def test_a_running_daemon_takes_it_back(terminal: Terminal, house: House) -> None:
    house.opens()
    with answering(house):
        assert terminal.fails("poses", "unshelve", "pigeon") == "Pigeon is not shelved."
        terminal.prints("stretch", "pigeon")
        terminal.prints("session", "ouch")
        assert "pigeon" in terminal.prints("poses").split("hurt and is shelved")[1]
        assert terminal.prints("poses", "unshelve", "pigeon") == "Pigeon Pose is offered again.\n"
    assert house.daemon.day.shelf == ()


def test_a_place_of_some_days_is_listed_as_it_is_written(terminal: Terminal) -> None:
    save('[poses]\nplace_on = { mon-tue = "office" }\nshelve_for = "3 days"\n')
    found = {each["key"]: each for each in terminal.reads("settings", "list")}
    assert found["poses.place_on"]["value"] == '{ mon-tue = "office" }'
    assert found["poses.place_on"]["default"] == "{}"
    assert found["poses.shelve_for"]["value"] == '"3 days"'


# --- for bars and window managers -----------------------------------------------------------------


def test_the_status_takes_a_format(terminal: Terminal, house: House) -> None:
    house.opens(ON_CLICK).works(38)
    with answering(house):
        assert terminal.prints("status", "--format", "{glyph} {sat}") == "◐ 38 min\n"
        assert json.loads(terminal.prints("status", "--format", "waybar"))["class"] == "half"


def test_a_bar_is_told_that_no_daemon_runs(terminal: Terminal) -> None:
    assert terminal.runs("status", "--format", "{glyph} {short}") == 4
    assert (terminal.out, terminal.err) == ("– off\n", "")


def test_a_wrong_format_names_the_nearest(terminal: Terminal) -> None:
    said = terminal.fails("status", "--format", "{percent}", code=2)
    assert "Did you mean percentage?" in said
    assert "not both" in terminal.is_misused("status", "--json", "--format", "waybar")


def test_window_rules_are_printed_for_managers_that_are_known(terminal: Terminal) -> None:
    assert 'no_focus [app_id="^unsit$"' in terminal.prints("rules", "sway")
    assert "'sway', 'i3', 'hyprland', 'kwin'" in terminal.is_misused("rules", "dwm")


def test_without_a_daemon_the_settings_window_is_shown_all_the_same(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = (
        'read first; echo "$first" >&2; echo \'{"event": "shown"}\'; echo \'{"event": "closed"}\''
    )
    monkeypatch.setattr(preferences, "command", lambda: ["/bin/sh", "-c", script])
    assert terminal.runs("settings", "open") == 0


def test_a_settings_window_that_cannot_open_is_told_in_its_own_words(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = 'echo \'{"event": "failed", "reason": "There is no display."}\'; exit 69'
    monkeypatch.setattr(preferences, "command", lambda: ["/bin/sh", "-c", script])
    assert terminal.runs("settings", "open") == 1
    assert terminal.err == "unsit: There is no display.\n"
