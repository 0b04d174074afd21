"""What is said of a mistake, and what is offered."""

import tomllib
from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unsit.schema import Problem, Report, shown
from unsit.schema.report import dotted, listed, nearest
from unsit.schema.syntax import decoded, in_words


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
