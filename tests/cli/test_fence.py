"""Nothing gets past the command line but an exit code."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.terminal import Terminal
from unsit import __version__, library, places


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


LITTLE_AND_MUCH = [
    ["poses", "--json"],
    ["settings", "path"],
    ["stretch", "--plan"],
    ["settings", "list"],
]


@pytest.mark.parametrize("words", LITTLE_AND_MUCH, ids=" ".join)
def test_a_reader_who_has_gone_is_no_reason_to_complain(words: list[str], home: Path) -> None:
    gone, here = os.pipe()
    os.close(gone)
    with os.fdopen(here, "wb") as end:
        command = [sys.executable, "-m", "unsit", *words]
        done = subprocess.run(command, stdout=end, stderr=subprocess.PIPE, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    assert not (places.state_dir() / "crash.txt").exists()


@pytest.mark.parametrize("words", LITTLE_AND_MUCH, ids=" ".join)
def test_a_full_disk_below_the_output_is_told_in_one_sentence(words: list[str], home: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        command = [sys.executable, "-m", "unsit", *words]
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, check=False)
    assert done.returncode == 1
    assert done.stderr == b"unsit: stdout cannot be written: No space left on device.\n"
    assert not (places.state_dir() / "crash.txt").exists()


@pytest.mark.parametrize(
    "around",
    [
        {"PYTHONIOENCODING": "ascii"},
        {"PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "LC_ALL": "C"},
    ],
    ids=["ascii", "the locale C"],
)
def test_a_letter_that_the_output_lacks_is_a_question_mark(
    around: dict[str, str], home: Path
) -> None:
    command = [sys.executable, "-m", "unsit", "poses"]
    done = subprocess.run(command, env={**os.environ, **around}, capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"3?6" in done.stdout
    assert done.stdout.isascii()


@pytest.mark.parametrize(("word", "code"), [("status", 4), ("satus", 2)])
def test_the_module_is_the_command(word: str, code: int, home: Path) -> None:
    command = [sys.executable, "-m", "unsit", word]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == code
    assert "Traceback" not in done.stderr
