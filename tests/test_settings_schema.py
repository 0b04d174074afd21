"""The schema of the settings as editors read it: plain JSON Schema 2020-12, in a real validator."""

import json
import subprocess
import tomllib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import settings as drive
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from unsit import handbook, places, prepare, settings
from unsit.schema import kinds
from unsit.schema.kinds import MisreadError

CONFIG = places.shipped("config")
SCHEMA = json.loads((CONFIG / settings.SCHEMA).read_text(encoding="utf-8"))
EDITOR = Draft202012Validator(SCHEMA)
READERS: dict[str, Any] = {
    "duration": kinds.duration,
    "opening": kinds.opening,
    "budget": kinds.budget,
    "clock-time": kinds.clock_time,
    "time-range": kinds.time_range,
    "dates": kinds.dates,
    "days": kinds.days,
}
FORMS = {
    part["x-kind"]: Draft202012Validator({"pattern": part["pattern"]})
    for part in SCHEMA["$defs"].values()
    if "x-kind" in part
}
LATER = {"time-range": {"17:00-09:00", "12:00-12:00", "9:00-00:00"}, "dates": set[str]()}
"""What has the right form and still says nothing sensible: patterns cannot compare."""
WORDS = [
    *("45 min", "1 h 30 min", "90 s", "1h30min", "1 h, 30 min", "1 hour and 30 minutes", "1.5 h"),
    *(
        "2 days",
        "1 d",
        "45",
        "45 mins",
        "45 MIN",
        " 20 s ",
        "30 min 1 h",
        "1 h 1 h",
        "1 h,",
        "",
        " ",
    ),
    *("half an hour", "-5 min", "1,5 h", "1 hand 3 min", "1 h and", "3 s 1 d", "5 seconds", "1hrs"),
    *(
        "after 20 s",
        "at once",
        "At  Once",
        "when ignored",
        "on click",
        "20 s",
        "after",
        "after  1 h",
    ),
    *("off", "OFF", "never", "11:00", "9:30", "24:00", "24:01", "11:60", "11", "11:0", "1 pm"),
    *(
        "09:00-12:30",
        "9:00 - 12:30",
        "09:00\u201312:30",
        "17:00-09:00",
        "09:00",
        "09:00-12:30-13:00",
    ),
    *("2026-12-24", "12-24", "2026-12-24..2026-12-26", "12-24..01-02", "2026-12-24..12-26", "1-1"),
    *("2026-13-01", "2026-12-32", "12-24 .. 12-26", "mon", "mon-fri", "every-day", "Mon", "monday"),
]


def complaints(text: str) -> list[str]:
    """Return the places in which an editor would underline something."""
    errors = EDITOR.iter_errors(tomllib.loads(text))
    return sorted({".".join(map(str, error.absolute_path)) for error in errors})


def test_the_schema_is_json_schema() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    pose = json.loads((CONFIG / "pose.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(pose)


def test_the_settings_that_ship_are_good_in_an_editor_and_name_their_schema() -> None:
    text = (CONFIG / "settings.toml").read_text(encoding="utf-8")
    assert complaints(text) == []
    first = text.splitlines()[0]
    assert (CONFIG / first.removeprefix("#:schema ")).samefile(CONFIG / settings.SCHEMA)


def test_every_example_and_every_default_is_good_in_an_editor() -> None:
    for setting in handbook.settings():
        for word in ("default", "x-example"):
            if word in setting.described:
                text = f"{setting.key} = {handbook.as_toml(setting.described[word])}"
                assert complaints(text) == [], text
                assert settings.read(text)[1] == [] or setting.key == "hours", text


def test_every_kind_of_text_has_a_form_that_editors_know() -> None:
    assert set(FORMS) == set(READERS)


@pytest.mark.parametrize("kind", READERS)
def test_the_form_of_a_kind_is_that_which_the_reader_takes(kind: str) -> None:
    for word in WORDS:
        try:
            READERS[kind](word)
        except MisreadError:
            read = False
        else:
            read = True
        assert FORMS[kind].is_valid(word) == (read or word in LATER.get(kind, ())), word


PIECES = st.lists(
    st.sampled_from(
        [*"0123456789", ".", " ", ",", "and", "d", "h", "min", "m", "s", "sec", "after"]
    ),
    max_size=8,
)


@drive(deadline=None)
@given(PIECES.map("".join) | PIECES.map(" ".join))
def test_an_editor_and_the_reader_agree_on_lengths(text: str) -> None:
    for kind in ("duration", "opening", "budget"):
        try:
            READERS[kind](text)
        except MisreadError:
            assert not FORMS[kind].is_valid(text)
        else:
            assert FORMS[kind].is_valid(text)


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ('sitting.remind_after = "45"', "sitting.remind_after"),
        ("sitting.remind_after = 45", "sitting.remind_after"),
        ('sitting.remind_after = "0 min"', "sitting.remind_after"),
        ('standing.remind_after = "0 s"', "standing.remind_after"),
        ('sitting.remind_afer = "45 min"', "sitting"),
        ('reminder.open_window = "soon"', "reminder.open_window"),
        ("reminder.max_snoozes = 101", "reminder.max_snoozes"),
        ('reminder.hold_for = ["call", "cal"]', "reminder.hold_for.1"),
        ('reminder.times = ["25:00"]', "reminder.times.0"),
        ('hours.weekdays = ["09:00-17:00"]', "hours"),
        ('hours.mon = ["9-17"]', "hours.mon.0"),
        ('hours.holidays = ["24.12."]', "hours.holidays.0"),
        ('hours.quiet_days = ["weekend"]', "hours.quiet_days.0"),
        ("session.sound = 1", "session.sound"),
        ('session.theme = "blue"', "session.theme"),
        ('poses.place_on = { mon = "kitchen" }', "poses.place_on.mon"),
    ],
)
def test_an_editor_finds_the_mistake_that_the_check_finds(text: str, where: str) -> None:
    assert settings.read(text)[1] != []
    assert complaints(text) == [where]


# --- the copy beside the settings ---------------------------------------------------------------


def prepared() -> None:
    done = subprocess.run(prepare.command(), check=False, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")


def test_the_schema_lies_where_the_first_line_of_the_settings_says() -> None:
    file = places.settings_file()
    settings.write_defaults_if_absent(file)
    beside = file.parent / settings.SCHEMA
    prepared()
    assert beside.read_bytes() == (CONFIG / settings.SCHEMA).read_bytes()
    beside.write_text("that of an older version")
    places.write_whole(file, file.read_bytes() + b"# changed\n")
    prepared()
    assert json.loads(beside.read_text()) == SCHEMA


def test_settings_that_name_no_schema_get_none() -> None:
    places.write_whole(places.settings_file(), 'sitting.remind_after = "30 min"\n')
    prepared()
    assert not (places.config_dir() / settings.SCHEMA).exists()
