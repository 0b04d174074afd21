"""Checking documents: kinds of values, the lines they stand in, and what is said of a mistake."""

import json
import tomllib
from datetime import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from unsit import places
from unsit.core import rules
from unsit.schema import Problem, Report, check, load, shown
from unsit.schema.kinds import (
    WHEN_IGNORED,
    MisreadError,
    budget,
    clock_time,
    days,
    duration,
    guess_unit,
    opening,
    time_range,
    written,
)
from unsit.schema.lines import line_of, lines
from unsit.schema.report import dotted, listed, nearest
from unsit.schema.syntax import decoded, in_words

SCHEMAS = sorted(places.shipped("config").glob("*.schema.json"))

# --- lengths of time ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("45 min", 2700),
        ("45min", 2700),
        ("45 minutes", 2700),
        ("1 minute", 60),
        ("45 m", 2700),
        ("20 s", 20),
        ("20sec", 20),
        ("90 seconds", 90),
        ("1 h 30 min", 5400),
        ("1h30min", 5400),
        ("1 hour and 30 minutes", 5400),
        ("1 h, 30 min", 5400),
        ("1 hour, and 30 minutes", 5400),
        ("2 hours", 7200),
        ("2 hrs", 7200),
        ("1.5 h", 5400),
        ("0.5 s", 0.5),
        ("  45   MIN ", 2700),
        ("1 h 2 min 3 s", 3723),
        ("0 s", 0),
        ("1 h 20 s", 3620),
    ],
)
def test_a_length_of_time_is_read_as_people_write_it(text: str, seconds: float) -> None:
    assert duration(text) == seconds


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("", ""),
        ("   ", ""),
        ("45", ""),
        ("min", ""),
        ("a while", ""),
        ("-5 min", ""),
        ("5 min ago", ""),
        ("5 ms", ""),
        ("5 mins.", ""),
        ("1e3 s", ""),
        ("inf s", ""),
        ("٤٥ min", ""),
        ("1,5 h", "1 h 30 min"),
        ("1h30", "1 h 30 min"),
        ("1:30", "1 h 30 min"),
        ("1 h and", ""),
        ("1 h,", ""),
    ],
)
def test_a_length_that_is_none_is_refused_with_a_guess(text: str, meant: str) -> None:
    with pytest.raises(MisreadError) as caught:
        duration(text)
    assert caught.value.meant == meant
    assert caught.value.allowed == 'a length of time such as "45 min", "1 h 30 min" or "20 s"'


@pytest.mark.parametrize("text", ["30 min 1 h", "5 min 5 min", "5 s 1 h"])
def test_units_come_once_and_the_largest_first(text: str) -> None:
    with pytest.raises(MisreadError, match="the largest unit first"):
        duration(text)


@given(st.integers(0, 10**9))
@example(86400)
def test_whole_seconds_are_written_and_read_back(seconds: int) -> None:
    assert duration(written(seconds)) == seconds


@given(st.integers(0, 10**11).map(lambda millionths: millionths / 1_000_000))
def test_parts_of_seconds_are_written_and_read_back(seconds: float) -> None:
    assert duration(written(seconds)) == seconds


@given(st.text(max_size=30))
def test_no_text_makes_the_reader_fail_otherwise(text: str) -> None:
    for read in (duration, opening, budget, clock_time, time_range, days):
        try:
            read(text)
        except MisreadError:
            pass


def test_lengths_are_written_short() -> None:
    lengths = [0, 20, 60, 90, 2700, 3600, 5400, 3723, 0.5]
    assert [written(seconds) for seconds in lengths] == [
        *("0 s", "20 s", "1 min", "1 min 30 s", "45 min", "1 h", "1 h 30 min", "1 h 2 min 3 s"),
        "0.5 s",
    ]


def test_a_bare_number_gets_the_unit_that_its_neighbours_have() -> None:
    assert guess_unit("45", like="30 min") == "45 min"
    assert guess_unit("20", like="8 s") == "20 s"
    assert guess_unit("1,5", like="1 h") == "1.5 h"


# --- other kinds -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("after 20 s", 20),
        ("After 1 min", 60),
        ("at once", 0),
        ("on click", None),
        (" on  click ", None),
        ("after 0 s", 0),
        ("when ignored", WHEN_IGNORED),
    ],
)
def test_when_the_window_opens(text: str, seconds: float | None) -> None:
    assert opening(text) == seconds


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("20 s", "after 20 s"),
        ("in 20 s", "after 20 s"),
        ("20", "after 20 s"),
        ("after 1h30", "after 1 h 30 min"),
        ("after lunch", ""),
        ("click", "on click"),
        ("never", "on click"),
        ("now", "at once"),
        ("immediately", "at once"),
        ("sometimes", ""),
        ("if ignored", "when ignored"),
    ],
)
def test_when_the_window_opens_is_guessed(text: str, meant: str) -> None:
    with pytest.raises(MisreadError) as caught:
        opening(text)
    assert caught.value.meant == meant


@pytest.mark.parametrize(("text", "seconds"), [("off", None), (" OFF ", None), ("30 min", 1800)])
def test_a_budget_is_a_length_or_none(text: str, seconds: float | None) -> None:
    assert budget(text) == seconds


@pytest.mark.parametrize(
    ("text", "meant"), [("never", "off"), ("1h30", "1 h 30 min"), ("sometimes", "")]
)
def test_a_budget_is_guessed(text: str, meant: str) -> None:
    with pytest.raises(MisreadError) as caught:
        budget(text)
    assert caught.value.meant == meant
    assert "off" in caught.value.allowed


def test_the_window_opens_when_ignored_by_the_core_s_own_word() -> None:
    assert WHEN_IGNORED == rules.WHEN_IGNORED


def test_a_time_of_the_day() -> None:
    assert [clock_time(text) for text in ("11:00", "9:05", "00:00", "23:59", " 7:30 ")] == [
        *(time(11), time(9, 5), time(0), time(23, 59), time(7, 30))
    ]
    assert clock_time("24:00") == clock_time("00:00")


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("9.30", "09:30"),
        ("9h30", "09:30"),
        ("9", "09:00"),
        ("3 pm", "15:00"),
        ("12 am", "00:00"),
        ("12:30pm", "12:30"),
        ("11:00:00", "11:00"),
        ("25:00", ""),
        ("12:60", ""),
        ("noon", ""),
        ("24:01", ""),
        ("", ""),
    ],
)
def test_a_time_that_is_none_is_refused_with_a_guess(text: str, meant: str) -> None:
    with pytest.raises(MisreadError) as caught:
        clock_time(text)
    assert caught.value.meant == meant


def test_a_range_of_the_day() -> None:
    assert time_range("09:00-12:30") == (time(9), time(12, 30))
    assert time_range("9:00 – 12:30") == (time(9), time(12, 30))
    assert time_range("18:00-24:00") == (time(18), time.max)
    assert time_range("00:00-24:00") == (time(0), time.max)


@pytest.mark.parametrize(
    ("text", "allowed", "meant"),
    [
        ("12:00-09:00", "ends after it begins; for a night write two", ""),
        ("09:00-09:00", "ends after it begins", ""),
        ("22:00-00:00", "ends after it begins", "22:00-24:00"),
        ("9-17", 'a range of the day such as "09:00-12:30"', "09:00-17:00"),
        ("9am-5pm", "a range of the day", "09:00-17:00"),
        ("09:00", "a range of the day", ""),
        ("morning-evening", "a range of the day", ""),
        ("09:00-12:00-13:00", "a range of the day", ""),
        ("25:00-26:00", "a range of the day", ""),
    ],
)
def test_a_range_that_is_none_is_refused(text: str, allowed: str, meant: str) -> None:
    with pytest.raises(MisreadError) as caught:
        time_range(text)
    assert allowed in caught.value.allowed
    assert caught.value.meant == meant


def test_days_by_name_and_from_to() -> None:
    assert days("mon") == {0}
    assert days("mon-fri") == {0, 1, 2, 3, 4}
    assert days("sat-sun") == {5, 6}
    assert days("sat-mon") == {5, 6, 0}
    assert days("every-day") == set(range(7))


@pytest.mark.parametrize("text", ["Mon", "monday", "mon-", "mon-tue-wed", "", "weekdays"])
def test_days_that_are_none_are_refused(text: str) -> None:
    with pytest.raises(MisreadError, match="mon-fri"):
        days(text)


# --- lines -------------------------------------------------------------------------------------


def test_the_line_of_every_key_is_found() -> None:
    text = '''# a comment with [brackets] and a = b
top = 1

[table]
key = "x"  # and = more
"quoted key" = 2
'single.quoted' = 2
dotted.inner . key = 3

[table.sub]
list = [
  "a, ]",   # comment ]
  { in = "side", of = [1, 2] },
  "c"]
inline = { one = 1, two.three = 2 }
long = """
key = "not a key"
\\"""
[not_a_table]
"""
raw = \'\'\'
[nor = this\'\'\'
last = 1979-05-27T07:32:00Z
[[steps]]
say = "first"
[[steps]]
say = "second"
[steps.figure]
deep = true
[[steps.more]]
x = 1
'''
    tomllib.loads(text)
    found = lines(text)
    assert {
        path: found[path]
        for path in [
            *(("top",), ("table",), ("table", "key"), ("table", "quoted key")),
            *(("table", "single.quoted"), ("table", "dotted", "inner", "key")),
            *(
                ("table", "dotted"),
                ("table", "sub", "list", 0),
                ("table", "sub", "list", 1, "of", 1),
            ),
            *(("table", "sub", "list", 2), ("table", "sub", "inline", "two", "three")),
            *(("table", "sub", "long"), ("table", "sub", "raw"), ("table", "sub", "last")),
            *(("steps",), ("steps", 0, "say"), ("steps", 1), ("steps", 1, "say")),
            *(("steps", 1, "figure", "deep"), ("steps", 1, "more", 0, "x")),
        ]
    } == {
        ("top",): 2,
        ("table",): 4,
        ("table", "key"): 5,
        ("table", "quoted key"): 6,
        ("table", "single.quoted"): 7,
        ("table", "dotted", "inner", "key"): 8,
        ("table", "dotted"): 8,
        ("table", "sub", "list", 0): 12,
        ("table", "sub", "list", 1, "of", 1): 13,
        ("table", "sub", "list", 2): 14,
        ("table", "sub", "inline", "two", "three"): 15,
        ("table", "sub", "long"): 16,
        ("table", "sub", "raw"): 21,
        ("table", "sub", "last"): 23,
        ("steps",): 24,
        ("steps", 0, "say"): 25,
        ("steps", 1): 26,
        ("steps", 1, "say"): 27,
        ("steps", 1, "figure", "deep"): 29,
        ("steps", 1, "more", 0, "x"): 31,
    }
    assert not any("not_a_table" in path or "nor" in path for path in found)


def test_escapes_in_keys_are_read() -> None:
    assert lines('"a\\u0062\\"\\tc" = 1') == {('ab"\tc',): 1}


def test_windows_line_ends_count_as_one() -> None:
    assert lines("a = 1\r\n\r\nb = 2\r\n") == {("a",): 1, ("b",): 3}


def test_what_has_no_line_of_its_own_is_at_the_line_around_it() -> None:
    found = lines("[a]\nb = 1\n")
    assert line_of(found, ("a", "missing", 3)) == 1
    assert line_of(found, ("elsewhere",)) is None


KEYS = st.from_regex(r"[a-z_-]{1,5}", fullmatch=True) | st.text(max_size=4)
VALUES = st.recursive(
    st.booleans() | st.integers(-99, 99) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3),
    max_leaves=8,
)


@given(st.dictionaries(KEYS, VALUES, max_size=4))
def test_every_key_of_any_document_has_a_line(document: dict[str, Any]) -> None:
    rows = [f"{json.dumps(key)} = {toml(value)}" for key, value in document.items()]
    try:
        tomllib.loads("\n".join(rows))
    except tomllib.TOMLDecodeError:
        return  # JSON writes a few characters that TOML does not allow in a text
    found = lines("\n".join(rows))
    assert {path: line for path, line in found.items() if len(path) == 1} == {
        (key,): line for line, key in enumerate(document, 1)
    }
    assert set(found) == set(paths(document))


def toml(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{json.dumps(k)} = {toml(v)}" for k, v in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(toml(item) for item in value) + "]"
    return json.dumps(value)


def paths(value: Any, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    inner = value.items() if isinstance(value, dict) else enumerate(value)
    found = []
    for key, item in inner:
        found.append((*path, key))
        if isinstance(item, dict | list):
            found += paths(item, (*path, key))
    return found


# --- saying what is wrong ----------------------------------------------------------------------


def test_a_problem_is_a_sentence_with_its_place_and_repair() -> None:
    assert str(Problem("a.toml", "it is torn")) == "a.toml: it is torn."
    whole = Problem("a.toml", "found 3", "x.y", 7, 2, "1 or 2", "2")
    assert str(whole) == "a.toml, line 7, column 2, x.y: found 3; allowed: 1 or 2. Did you mean 2?"


def test_problems_come_in_the_order_of_their_lines() -> None:
    report = Report("a.toml", "a = 1\nb = 2\n")
    report.add(("b",), "late")
    report.add(("a",), "early")
    report.add(("c",), "nowhere")
    assert [problem.found for problem in report.problems] == ["nowhere", "early", "late"]


def test_values_are_shown_as_they_stand_in_the_file() -> None:
    values = ["a", True, 3, 1.5, ["a", 1], {"a": 1}, time(9, 30)]
    assert [shown(value) for value in values] == [
        *('"a"', "true", "3", "1.5", '["a", 1]', "a table", "09:30:00")
    ]
    assert shown("x" * 100) == '"' + "x" * 58 + "…"
    assert shown("a\nb\x1b[31m") == '"a b [31m"'
    assert listed(["a"]) == '"a"'
    assert dotted(("steps", 1, "say")) == "steps[2].say"


def test_a_slip_of_the_keys_finds_its_word() -> None:
    words = ["remind_after", "idle_after", "reset_after"]
    assert nearest("remind_afer", words) == "remind_after"
    assert nearest("Remind-After", words) == "remind_after"
    assert nearest("volume", words) == ""


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "[sitting]\nremind_after = 45 min\n",
            (
                "line 2, column 19: something stands behind the value; a text needs quotes around it."
                ' Did you mean remind_after = "45 min"?'
            ),
        ),
        (
            "snooze = ten minutes # comment",
            (
                "line 1, column 10: the value is not understood; a text needs quotes around it."
                ' Did you mean snooze = "ten minutes"?'
            ),
        ),
        (
            "[session]\nsound = Yes",
            (
                "line 2, column 9: the value is not understood; a text needs quotes around it."
                " Did you mean sound = true?"
            ),
        ),
        ('a = "x\nb = 1', "line 1, column 7: a quote is opened and not closed on the same line."),
        ('a = "x', "line 1: a quote is opened and not closed."),
        ("[sitting\na = 1", "line 1, column 9: the section's closing ] is missing."),
        ("remind", "line 1: a name stands here without = and a value."),
        ("a = [1,\n2", "line 2: a list is opened with [ and not closed with ]."),
        (
            "a = 1\na = 2\n",
            "line 2, column 6: this name has a value already; remove one of the two.",
        ),
        (
            "[a]\n[b]\n[a]\n",
            "line 3, column 3: this section stands in the file twice; put its lines together.",
        ),
        (
            "a = { b = 1 }\na.c = 2",
            (
                "line 2: this section stands in { } above; write all of it there or under a"
                " [section]."
            ),
        ),
        ("= 1", "line 1, column 1: this is neither a [section] nor a name = value."),
        ("x =\n", "line 1, column 4: the value is not understood; a text needs quotes around it."),
        (
            'p = "C:\\q"',
            "line 1, column 10: a backslash inside \"...\" must be doubled, or use '...'.",
        ),
    ],
)
def test_a_slip_in_the_syntax_is_said_in_words_with_its_place(text: str, said: str) -> None:
    with pytest.raises(tomllib.TOMLDecodeError) as caught:
        tomllib.loads(text)
    assert (
        str(in_words("settings.toml", text, str(caught.value))).removeprefix("settings.toml, ")
        == said
    )


@given(st.text(max_size=60))
def test_any_text_that_is_not_toml_gets_one_sentence(text: str) -> None:
    try:
        tomllib.loads(text)
    except tomllib.TOMLDecodeError as problem:
        said = str(in_words("x.toml", text, str(problem)))
        assert said.startswith("x.toml, line ")
        assert said.endswith((".", "?"))


def test_a_file_that_is_not_utf_8_is_said_so_with_the_line() -> None:
    text, problem = decoded("a.toml", "x = 1\ny = 'ä'\n".encode("latin-1"))
    assert text == ""
    assert str(problem) == "a.toml, line 2: not UTF-8 text; save the file as UTF-8."


def test_a_byte_order_mark_is_harmless() -> None:
    assert decoded("a.toml", b"\xef\xbb\xbfx = 1") == ("x = 1", None)


# --- checking ----------------------------------------------------------------------------------


def checked(schema: dict[str, Any], text: str) -> tuple[Any, list[str]]:
    whole = {"type": "object", "additionalProperties": False, "properties": {"x": schema}}
    report = Report("a", text, whole)
    values = check(tomllib.loads(text), whole, report)
    return values.get("x"), [str(problem) for problem in report.problems]


LENGTH = {
    "type": "string",
    "x-kind": "duration",
    "default": "5 min",
    "x-least": "1 s",
    "x-most": "1 h",
}
SOUND = {"type": "boolean", "default": True}
COUNT = {"type": "integer", "minimum": 0, "maximum": 9, "default": 3}
THEME = {"type": "string", "enum": ["auto", "dark"], "default": "auto"}
THINGS = {"type": "array", "items": THEME, "uniqueItems": True, "default": ["dark"]}
AMOUNT = {"type": "number", "minimum": 1, "maximum": 2, "default": 1.5}


@pytest.mark.parametrize(
    ("schema", "text", "value"),
    [
        (LENGTH, 'x = "10 s"', 10.0),
        (LENGTH, "", 300.0),
        (SOUND, "x = false", False),
        (COUNT, "x = 0", 0),
        (THEME, 'x = "dark"', "dark"),
        (THINGS, "x = []", []),
        (THINGS, "", ["dark"]),
        (AMOUNT, "x = 1", 1),
        (AMOUNT, "x = 1.25", 1.25),
    ],
)
def test_a_right_value_is_what_it_means(schema: dict[str, Any], text: str, value: object) -> None:
    assert checked(schema, text) == (value, [])


@pytest.mark.parametrize(
    ("schema", "text", "said", "value"),
    [
        (
            LENGTH,
            "x = 45",
            (
                'found 45; allowed: a length of time such as "45 min", "1 h 30 min" or "20 s", from 1 s to'
                ' 1 h. Did you mean "45 min"?'
            ),
            300.0,
        ),
        (
            LENGTH,
            'x = "45"',
            (
                'found "45"; allowed: a length of time such as "45 min", "1 h 30 min" or "20 s".'
                ' Did you mean "45 min"?'
            ),
            300.0,
        ),
        (
            LENGTH,
            "x = 0",
            (
                'found 0; allowed: a length of time such as "45 min", "1 h 30 min" or "20 s", from 1 s to'
                " 1 h."
            ),
            300.0,
        ),
        (
            LENGTH,
            'x = "0"',
            'found "0"; allowed: a length of time such as "45 min", "1 h 30 min" or "20 s".',
            300.0,
        ),
        (COUNT, 'x = "40"', 'found "40"; allowed: a whole number from 0 to 9.', 3),
        (
            THINGS,
            'x = "drak"',
            'found "drak"; allowed: a list, each item "auto" or "dark".',
            ["dark"],
        ),
        (LENGTH, 'x = "2 h"', 'found "2 h"; allowed: from 1 s to 1 h.', 300.0),
        (LENGTH, 'x = "0 s"', 'found "0 s"; allowed: from 1 s to 1 h.', 300.0),
        (SOUND, 'x = "on"', 'found "on"; allowed: true or false. Did you mean true?', True),
        (SOUND, "x = 0", "found 0; allowed: true or false. Did you mean false?", True),
        (COUNT, "x = 10", "found 10; allowed: a whole number from 0 to 9.", 3),
        (COUNT, "x = -1", "found -1; allowed: a whole number from 0 to 9.", 3),
        (COUNT, "x = true", "found true; allowed: a whole number from 0 to 9.", 3),
        (COUNT, "x = 1.5", "found 1.5; allowed: a whole number from 0 to 9.", 3),
        (COUNT, 'x = "4"', 'found "4"; allowed: a whole number from 0 to 9. Did you mean 4?', 3),
        (AMOUNT, "x = nan", "found nan; allowed: a number from 1 to 2.", 1.5),
        (AMOUNT, "x = inf", "found inf; allowed: a number from 1 to 2.", 1.5),
        (
            THEME,
            'x = "drak"',
            'found "drak"; allowed: "auto" or "dark". Did you mean "dark"?',
            "auto",
        ),
        (THEME, "x = 3", 'found 3; allowed: "auto" or "dark".', "auto"),
        (THEME, "x = true", 'found true; allowed: "auto" or "dark".', "auto"),
        (
            THINGS,
            'x = "dark"',
            'found "dark"; allowed: a list, each item "auto" or "dark". Did you mean ["dark"]?',
            ["dark"],
        ),
        (
            THINGS,
            "x = { a = 1 }",
            'found a table; allowed: a list, each item "auto" or "dark".',
            ["dark"],
        ),
    ],
)
def test_a_wrong_value_is_named_and_its_default_holds(
    schema: dict[str, Any], text: str, said: str, value: object
) -> None:
    assert checked(schema, text) == (value, [f"a, line 1, x: {said}"])


def test_a_wrong_item_is_named_by_its_place_and_the_whole_list_is_at_its_default() -> None:
    value, problems = checked(THINGS, 'x = ["auto",\n "drak", "auto"]')
    assert value == ["dark"]
    assert problems == [
        'a, line 2, x[2]: found "drak"; allowed: "auto" or "dark". Did you mean "dark"?',
        'a, line 2, x[3]: "auto" stands there twice; allowed: each once.',
    ]


@given(VALUES)
def test_no_document_makes_the_checker_fail(document: Any) -> None:
    for path in SCHEMAS:
        schema = load(path)
        for name in schema["properties"]:
            report = Report("a", "", schema)
            check({name: document}, schema, report)
            assert all(str(problem) for problem in report.problems)


@pytest.mark.parametrize("path", SCHEMAS, ids=lambda path: Path(path).name)
def test_every_setting_has_a_sentence_and_uses_only_words_the_checker_knows(path: Path) -> None:
    known = {
        *("$schema", "$defs", "$ref", "title", "description", "type", "properties", "default"),
        *("additionalProperties", "propertyNames", "required", "items", "enum", "pattern"),
        *("minimum", "maximum", "minLength", "maxLength", "minItems", "maxItems", "uniqueItems"),
        *("minProperties", "maxProperties"),
        *("x-kind", "x-least", "x-most", "x-allowed", "x-example", "x-noun"),
        *("x-since", "x-renamed-from", "not"),
    }

    def look(schema: dict[str, Any]) -> None:
        assert set(schema) <= known
        for name, inner in schema.get("properties", {}).items():
            assert inner["description"].endswith("."), name
            look(inner)
        for word in ("items", "additionalProperties"):
            if isinstance(schema.get(word), dict):
                look(schema[word])

    document = load(path)
    look(document)
    for part in document["$defs"].values():
        look(part)


@pytest.mark.parametrize("path", SCHEMAS, ids=lambda path: Path(path).name)
def test_every_default_passes_its_own_check(path: Path) -> None:
    schema = load(path)
    report = Report("a", "", schema)

    def look(part: dict[str, Any]) -> None:
        for inner in part.get("properties", {}).values():
            if "default" in inner:
                check(inner["default"], inner, report)
            look(inner)

    look(schema)
    assert report.problems == []


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("7 days", 604800), ("1 day", 86400), ("1 d 2 h", 93600), ("2 Days, 30 min", 174600)],
)
def test_a_length_may_be_days(text: str, seconds: float) -> None:
    assert duration(text) == seconds


def test_whole_days_are_written_as_days_and_one_day_as_hours() -> None:
    assert [written(86400.0 * count) for count in (1, 2, 7)] == ["24 h", "2 days", "7 days"]
    assert written(2 * 86400.0 + 60) == "48 h 1 min"
