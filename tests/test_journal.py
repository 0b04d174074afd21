"""The journal: every record whole, on the disk, and never lost to a crash or to company."""

import json
import os
import subprocess
import sys
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from unsit import journal, places

AT = datetime(2024, 3, 1, 9, 30, tzinfo=timezone(timedelta(hours=1)))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "data" / "journal.jsonl"


def poses(file: Path) -> list[str]:
    return [json.loads(line)["pose"] for line in journal.read(file).lines]


def test_a_record_is_one_line_with_a_number_of_its_own(file: Path) -> None:
    journal.append("reminder", AT, {"outcome": "skipped", "pose": "Füße"}, file)
    journal.append("reminder", AT, {"outcome": "skipped", "pose": "Füße"}, file)
    first, second = (json.loads(line) for line in file.read_text(encoding="utf-8").splitlines())
    assert first.pop("id") != second.pop("id")
    assert first == second
    assert first == {
        "kind": "reminder",
        "at": "2024-03-01T09:30:00+01:00",
        "outcome": "skipped",
        "pose": "Füße",
    }


def test_it_lies_in_the_data_folder_and_is_private() -> None:
    journal.append("reminder", AT, {})
    assert journal.path().parent == places.data_dir()
    if sys.platform != "win32":
        assert journal.path().stat().st_mode & 0o777 == 0o600


def test_a_record_with_line_breaks_is_still_one_line(file: Path) -> None:
    journal.append("session", AT, {"pose": "a\nb\u2028c"}, file)
    assert len(journal.read(file).lines) == 1
    assert poses(file) == ["a\nb\u2028c"]


def test_no_journal_is_an_empty_one(file: Path) -> None:
    assert journal.read(file) == journal.Page()
    assert journal.drop(journal.Page(), file)


@pytest.mark.parametrize("torn", [b'{"id": "1", "kin', b'{"pose": "F\xc3'])
def test_after_a_torn_line_the_next_record_begins_on_its_own(file: Path, torn: bytes) -> None:
    journal.append("session", AT, {"pose": "before"}, file)
    with file.open("ab") as end:
        end.write(torn)
    journal.append("session", AT, {"pose": "after"}, file)
    whole = [line for line in journal.read(file).lines if line.endswith("}")]
    assert [json.loads(line)["pose"] for line in whole] == ["before", "after"]
    assert len(journal.read(file).lines) == 3


def test_a_full_disk_leaves_the_journal_as_it_was(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    journal.append("session", AT, {"pose": "before"}, file)
    before, real = file.read_bytes(), os.write
    monkeypatch.setattr(os, "write", lambda end, content: real(end, content[:7]))
    with pytest.raises(OSError, match="No space left"):
        journal.append("session", AT, {"pose": "lost"}, file)
    assert file.read_bytes() == before


def test_a_record_is_on_the_disk_when_writing_returns(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[int] = []
    real = os.fsync

    def sync(end: int) -> None:
        synced.append(os.fstat(end).st_ino)
        real(end)

    monkeypatch.setattr(os, "fsync", sync)
    journal.append("session", AT, {}, file)
    folder = [] if sys.platform == "win32" else [file.parent.stat().st_ino]
    assert synced == [file.stat().st_ino, *folder]
    journal.append("session", AT, {}, file)
    assert synced[1 + len(folder) :] == [file.stat().st_ino]


def test_what_was_read_is_removed_unless_there_is_more(file: Path) -> None:
    journal.append("session", AT, {"pose": "a"}, file)
    page = journal.read(file)
    journal.append("session", AT, {"pose": "b"}, file)
    assert not journal.drop(page, file)
    assert poses(file) == ["a", "b"]
    assert journal.drop(journal.read(file), file)
    assert journal.read(file) == journal.Page()
    assert sys.platform == "win32" or not file.exists()


WRITER = """
import sys
from datetime import datetime, UTC
from pathlib import Path
from unsit import journal
for number in range(int(sys.argv[3])):
    journal.append("session", datetime.now(UTC), {"pose": f"{sys.argv[2]}-{number}"}, Path(sys.argv[1]))
"""


def test_writers_and_a_remover_at_once_lose_nothing(file: Path) -> None:
    writers = [
        subprocess.Popen([sys.executable, "-c", WRITER, str(file), name, "150"]) for name in "abc"
    ]
    taken: list[str] = []
    while any(writer.poll() is None for writer in writers):
        page = journal.read(file)
        if journal.drop(page, file):
            taken += page.lines
    taken += journal.read(file).lines
    assert [writer.wait() for writer in writers] == [0, 0, 0]
    found = sorted(json.loads(line)["pose"] for line in taken)
    assert found == sorted(f"{name}-{number}" for name in "abc" for number in range(150))


def test_a_writer_that_is_killed_leaves_no_lock_and_only_whole_lines_count(file: Path) -> None:
    for _ in range(5):
        writer = subprocess.Popen([sys.executable, "-c", WRITER, str(file), "x", "100000"])
        before = len(journal.read(file).lines)
        while len(journal.read(file).lines) < before + 3:
            assert writer.poll() is None
        writer.kill()
        writer.wait()
    journal.append("session", AT, {"pose": "last"}, file)
    assert json.loads(journal.read(file).lines[-1])["pose"] == "last"
    assert len(journal.read(file).lines) >= 16


def test_writing_loads_nothing_heavy() -> None:
    program = (
        "import sys; from datetime import datetime, UTC; from unsit import journal\n"
        "journal.append('session', datetime.now(UTC), {})\n"
        "print(sorted({'sqlite3', 'tempfile', 'tomllib'} & set(sys.modules)))"
    )
    answer = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert answer.stdout.strip() == "[]"
