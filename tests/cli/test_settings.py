"""`unsit settings`: what is checked, listed, read, and changed."""

import json

import pytest

from tests.cli.terminal import Terminal, save
from unsit import places, prepare, settings


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


def test_a_place_of_some_days_is_listed_as_it_is_written(terminal: Terminal) -> None:
    save('[poses]\nplace_on = { mon-tue = "office" }\nshelve_for = "3 days"\n')
    found = {each["key"]: each for each in terminal.reads("settings", "list")}
    assert found["poses.place_on"]["value"] == '{ mon-tue = "office" }'
    assert found["poses.place_on"]["default"] == "{}"
    assert found["poses.shelve_for"]["value"] == '"3 days"'
