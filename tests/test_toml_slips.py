"""Files that are no TOML: each of the rules of TOML 1.0, broken; and files that are no files."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from unsit import library, places, prepare, settings

GOOD = "[sitting]\n"
SLIPS: dict[str, str] = {
    # keys
    "a key without a value": "remind_after",
    "a key without anything behind =": "remind_after =",
    "a key on its own and then a line": 'remind_after =\n"45 min"',
    "a value without a key": '= "45 min"',
    "two equals signs": 'a == "b"',
    "a key with a space": 'remind after = "45 min"',
    "a key with a dot at its end": 'a. = "b"',
    "a key with a dot at its start": '.a = "b"',
    "a key with two dots": 'a..b = "c"',
    "a key with an umlaut": 'länge = "45 min"',
    "a key with a sign": 'a! = "b"',
    "a key in an open quote": '"a = "b"',
    "a key in three quotes": '"""a""" = "b"',
    "a key over two lines": '"a\nb" = "c"',
    "a key twice": "a = 1\na = 2",
    "a key twice, once in quotes": 'a = 1\n"a" = 2',
    "a key that is a value, and then a section": "a = 1\na.b = 2",
    "a key that is a section, and then a value": "a.b = 1\na = 2",
    "a colon": 'remind_after: "45 min"',
    "two on a line": "a = 1 b = 2",
    "two on a line with a comma": "a = 1, b = 2",
    # texts
    "a text without quotes": "a = on click",
    "a length without quotes": "a = 45 min",
    "a text with one quote": 'a = "45 min',
    "a text with one quote at its end": 'a = 45 min"',
    "a text in two kinds of quotes": "a = \"45 min'",
    "a text in typeset quotes": "a = “45 min”",
    "a text over two lines": 'a = "45\nmin"',
    "a text in single quotes over two lines": "a = '45\nmin'",
    "a path with backslashes": 'a = "C:\\users"',
    "an escape that is none": 'a = "\\q"',
    "a u with three digits": 'a = "\\u12"',
    "a u with no digits": 'a = "\\uzzzz"',
    "a u beyond all letters": 'a = "\\UFFFFFFFF"',
    "a half of a pair": 'a = "\\ud800"',
    "a control sign": 'a = "\x01"',
    "a control sign in single quotes": "a = '\x01'",
    "a delete": 'a = "\x7f"',
    "three quotes, not closed": 'a = """45\n\n',
    "three single quotes, not closed": "a = '''45\n\n",
    "a bad escape in three quotes": 'a = """\n\\q"""',
    "a control sign in three quotes": 'a = """\x02"""',
    # numbers
    "a number with a zero in front": "a = 045",
    "a number with two signs": "a = ++1",
    "a number with a _ at its end": "a = 1_",
    "a number with a _ at its start": "a = _1",
    "a number with two _": "a = 1__0",
    "a number with a dot at its end": "a = 1.",
    "a number with a dot at its start": "a = .5",
    "a number with a comma": "a = 1,5",
    "a number with two dots": "a = 1.2.3",
    "a number with an e at its end": "a = 1e",
    "a number with a dot before its e": "a = 1.e2",
    "a number of sixteen without digits": "a = 0x",
    "a number of sixteen with a sign": "a = +0xff",
    "a number of sixteen with a capital X": "a = 0XFF",
    "a number of two with a three": "a = 0b13",
    "a number of eight with a nine": "a = 0o9",
    "a number of ten thousand digits": f"a = {'9' * 10_000}",
    "infinity in words": "a = Infinity",
    "no number in capitals": "a = NaN",
    "a number and a unit": "a = 45s",
    # yes and no
    "True": "a = True",
    "FALSE": "a = FALSE",
    "yes": "a = yes",
    "tru": "a = tru",
    "truely": "a = truely",
    "null": "a = null",
    "None": "a = None",
    # dates
    "a date without a day": "a = 2026-12",
    "a date with one digit": "a = 2026-1-1",
    "a month 13": "a = 2026-13-01",
    "a day 32": "a = 2026-01-32",
    "the 29th of February of no leap year": "a = 2026-02-29",
    "an hour 25": "a = 25:00:00",
    "a minute 60": "a = 11:60:00",
    "a time without seconds": "a = 11:00",
    "a range of the day": "a = 09:00-12:30",
    "a time zone of letters": "a = 2026-01-01T00:00:00CET",
    "a date with a T and no time": "a = 2026-01-01T",
    # lists
    "a list that is not closed": 'a = ["b"',
    "a list closed by a brace": 'a = ["b"}',
    "a list without commas": 'a = ["b" "c"]',
    "a list with two commas": 'a = ["b",, "c"]',
    "a list that begins with a comma": 'a = [, "b"]',
    "a list of bare words": "a = [b, c]",
    "a list with a colon": 'a = ["b": "c"]',
    "a list closed twice": 'a = ["b"]]',
    "lists too deep": f"a = {'[' * 5000}{']' * 5000}",
    "lists too deep, not closed": f"a = {'[' * 5000}",
    # tables on one line
    "a table that is not closed": "a = { b = 1",
    "a table over two lines": "a = { b = 1,\nc = 2 }",
    "a table with a comma at its end": "a = { b = 1, }",
    "a table without commas": "a = { b = 1 c = 2 }",
    "a table with a key twice": "a = { b = 1, b = 2 }",
    "a table as other languages write it": 'a = { "b": 1 }',
    "a table without a value": "a = { b }",
    "a table that is added to": "a = { b = 1 }\na.c = 2",
    "a table that is opened again": "a = { b = 1 }\n[sitting.a]\nc = 2",
    "tables too deep": f"a = {'{ b = ' * 5000}1{'}' * 5000}",
    # sections
    "a section that is not closed": "[session",
    "a section closed by a brace": "[session}",
    "a section with something behind it": "[session] x = 1",
    "a section without a name": "[]",
    "a section with a dot at its end": "[session.]",
    "a section with a space": "[my session]",
    "a section twice": "[session]\n[session]",
    "a section that is a value": "[x]\na = 1\n[x.a]\nb = 2",
    "a section in two brackets, closed by one": "[[session]",
    "a section in two brackets with a space": "[ [session]]",
    "a section in brackets and then in two": "[session]\n[[session]]",
    "a section in two brackets and then in one": "[[session]]\n[session]",
    "a list and then a section in two brackets": "[x]\na = []\n[[x.a]]",
    "a section with an open quote": '["session]',
    # signs
    "a comment with a control sign": "# a \x00 comment",
    "a comment as other languages have it": "// a comment",
    "a semicolon": "a = 1;",
    "a carriage return alone": "a = 1\rb = 2",
    "a byte order mark in the middle": "\ufeffa = 1",
    "a space that does not break": "a =\u00a01",
    "a zero": "\x00",
    "a text of another format": "<settings></settings>",
    "an ini line": "remind_after 45",
}


@pytest.mark.parametrize("slip", SLIPS)
def test_a_slip_is_told_with_its_line_in_one_sentence(slip: str) -> None:
    text = f"{GOOD}{SLIPS[slip]}\n"
    found, problems = settings.read(text)
    assert found == settings.Settings()
    (problem,) = problems
    assert problem.line is not None
    assert 2 <= problem.line <= text.count("\n") + 1
    sentence = str(problem)
    assert sentence.startswith(f"settings.toml, line {problem.line}")
    assert "\n" not in sentence
    assert len(sentence) < 250
    assert sentence.isprintable()


def test_the_table_is_as_long_as_the_rules_are_many() -> None:
    assert len(SLIPS) >= 80


def test_the_slips_in_a_pose_are_told_as_well() -> None:
    for slip in SLIPS.values():
        pose, problems = library.parse(f"{GOOD}{slip}\n", "mine.toml")
        assert pose is None
        assert problems[0].line is not None


# --- what is no file ----------------------------------------------------------------------------


def told(expected: str) -> None:
    """See what the reader, the check and the child say of the file that is there: one sentence."""
    found, problems = prepare.read_settings()
    (problem,) = problems
    assert expected in str(problem)
    assert found == settings.Settings()
    words = [sys.executable, "-m", "unsit", "settings", "check"]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == f"{problem}\n"
    child = subprocess.run(prepare.command(), capture_output=True, text=True, check=False)
    assert (child.returncode, child.stderr) == (0, "")
    kept = json.loads((places.cache_dir() / "prepared.json").read_text())
    assert kept["problems"] == [str(problem)]


@pytest.fixture
def file() -> Path:
    places.config_dir().mkdir(parents=True)
    return places.settings_file()


def test_a_folder_is_told(file: Path) -> None:
    file.mkdir()
    told("settings.toml: cannot be read (Is a directory)")


def test_a_pipe_is_told(file: Path) -> None:
    os.mkfifo(file)
    told("settings.toml: cannot be read (it is a pipe or a device)")


def test_a_link_in_a_circle_is_told(file: Path) -> None:
    file.symlink_to(file)
    told("settings.toml: cannot be read (Too many levels of symbolic links)")


def test_a_file_of_a_hundred_megabytes_is_told_and_not_read(file: Path) -> None:
    with file.open("wb") as huge:
        huge.truncate(100_000_000)
    told("settings.toml: cannot be read (it has 100.0 MB, and nobody writes more than one by hand)")


def test_a_file_that_breaks_off_is_told(file: Path) -> None:
    whole = (places.shipped("config") / "settings.toml").read_bytes()
    file.write_bytes(whole[: whole.index(b', "do-not-disturb"]')])
    told("a list is opened with [ and not closed with ]")


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"a = '\xe9'", "settings.toml, line 1: not UTF-8 text; save the file as UTF-8."),
        (
            "a = 1".encode("utf-16"),
            "settings.toml, line 1: not UTF-8 text; save the file as UTF-8.",
        ),
        (bytes(range(256)), "line 2: not UTF-8 text"),
    ],
)
def test_what_is_no_utf8_is_told(file: Path, content: bytes, sentence: str) -> None:
    file.write_bytes(content)
    told(sentence)


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_line_ends_and_a_byte_order_mark_are_nobodys_fault(
    file: Path, ends: str, mark: str
) -> None:
    text = mark + '[sitting]\nremind_after = "30 min"\n\n[session]\nbreaths = "4"\n'
    file.write_bytes(text.replace("\n", ends).encode())
    found, problems = prepare.read_settings()
    assert found.rules.remind_after == 1800
    assert [(each.line, each.key) for each in problems] == [(5, "session.breaths")]
