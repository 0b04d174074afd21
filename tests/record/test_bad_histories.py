"""Histories that cannot be used: each verb says so in one sentence, and nothing is lost."""

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.terminal import Terminal
from tests.record.conftest import Note
from unsit import history, journal, places

LIKE_OTHERS = (
    ("setpriv", "--bounding-set=-dac_override", "--inh-caps=-dac_override")
    if os.getuid() == 0
    else ()
)
"""Run like this, root may write only what anybody in its place may."""
VERBS = (
    ("stats",),
    ("stats", "--json"),
    ("stats", "--plot", "PLOT.png"),
    ("history",),
    ("export", "OUT"),
    ("forget", "--all", "--yes"),
)


def garbage(file: Path) -> None:
    file.write_bytes(b"this is no database" * 500)


def truncated(file: Path) -> None:
    whole = file.read_bytes()
    file.write_bytes(whole[: len(whole) // 2])


def holed(file: Path) -> None:
    """Overwrite everything behind the first page, which still says that all is well."""
    whole = file.read_bytes()
    file.write_bytes(whole[:4096] + b"\xff" * (len(whole) - 4096))


def future(file: Path) -> None:
    with closing(sqlite3.connect(file)) as database:
        database.execute("PRAGMA user_version = 99")


def foreign(file: Path) -> None:
    file.unlink()
    with closing(sqlite3.connect(file)) as database:
        database.execute("CREATE TABLE moz_places (url)")
        database.execute("PRAGMA user_version = 77")


def folder(file: Path) -> None:
    file.unlink()
    file.mkdir()


BAD: dict[Callable[[Path], None], str] = {
    garbage: "is damaged",
    truncated: "is damaged",
    holed: "is damaged",
    future: "was written by a newer Unsit",
    foreign: "is the database of another program",
    folder: "Is a directory",
}


@pytest.fixture
def long(note: Note) -> Path:
    """Live a while, have it in the database, and one more record in the journal."""
    for hours in range(300):
        note("sitting", hours, sat_s=600, ended_by="away")
    with history.opened():
        pass
    note("sitting", 0, sat_s=600, ended_by="away")
    return history.path()


def contents(file: Path) -> bytes:
    return file.read_bytes() if file.is_file() else b""


@pytest.mark.parametrize("spoil", BAD, ids=lambda spoil: str(spoil.__name__))
@pytest.mark.parametrize("words", VERBS, ids=" ".join)
def test_each_verb_says_it_in_one_sentence_and_nothing_is_lost(
    terminal: Terminal,
    long: Path,
    tmp_path: Path,
    spoil: Callable[[Path], None],
    words: tuple[str, ...],
) -> None:
    spoil(long)
    before = contents(long), journal.path().read_bytes()
    given = [str(tmp_path / word) if word.isupper() or "PLOT" in word else word for word in words]
    said = terminal.fails(*given)
    assert BAD[spoil] in said
    assert "Errno" not in said
    assert str(long) in said
    assert (contents(long), journal.path().read_bytes()) == before
    assert list(tmp_path.iterdir()) == []


def test_one_that_may_only_be_read_says_so(long: Path) -> None:
    long.chmod(0o400)
    done = subprocess.run(
        [*LIKE_OTHERS, sys.executable, "-m", "unsit", "stats"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.count("\n") == 1
    assert "Permission denied" in done.stderr
    assert str(long) in done.stderr
    assert journal.path().exists()


def test_a_data_folder_that_is_a_file_is_named(terminal: Terminal) -> None:
    places.data_dir().parent.mkdir(parents=True, exist_ok=True)
    places.data_dir().write_text("a file")
    assert "The history cannot be opened" in terminal.fails("stats")
