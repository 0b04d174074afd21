"""In which line of a document a value stands."""

import json
import tomllib
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tests.schema.documents import KEYS, VALUES
from unsit.schema.lines import line_of, lines


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
