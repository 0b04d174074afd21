"""Checking documents: what a value means, or what is wrong with it."""

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

from tests.schema.documents import VALUES
from unsit import places
from unsit.schema import Report, check, load
from unsit.schema.kinds import (
    duration,
    written,
)

SCHEMAS = sorted(places.shipped("config").glob("*.schema.json"))


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
