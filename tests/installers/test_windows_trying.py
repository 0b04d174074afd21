"""Tests that failed are tried once more, alone: by a real pytest."""

import subprocess
import sys
from pathlib import Path

import pytest

from installers.windows.trying import twice_at_most
from installers.windows.wine_test import Run

FIRST_TIME_ONLY = """
from pathlib import Path

def test_it_fails_the_first_time():
    been = Path(__file__).with_name("been")
    before = been.exists()
    been.touch()
    assert before

def test_it_passes():
    assert True
"""
ALWAYS = "def test_it_fails(): assert False\n"


class Folder:
    """A folder of tests, and what each run of pytest said of them."""

    def __init__(self, folder: Path, text: str) -> None:
        self.folder, self.said = folder, list[str]()
        (folder / "pytest.ini").write_text("[pytest]\n")
        (folder / "test_these.py").write_text(text)

    def run(self, *options: str) -> str:
        done = subprocess.run(
            [sys.executable, "-m", "pytest", *options],
            cwd=self.folder,
            capture_output=True,
            text=True,
            check=False,
        )
        self.said.append(done.stdout)
        done.check_returncode()
        return done.stdout

    def twice_at_most(self) -> str:
        cache = self.folder / "cache"
        return twice_at_most(self.run, cache, str(cache))


def test_what_fails_once_is_named_and_has_passed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    tests = Folder(tmp_path, FIRST_TIME_ONLY)
    assert tests.twice_at_most().startswith("1 failed, then passed, 1 passed in ")
    assert "test_these.py ." in tests.said[1]
    assert "test_it_fails_the_first_time" in capsys.readouterr().err


def test_what_fails_twice_has_failed(tmp_path: Path) -> None:
    tests = Folder(tmp_path, ALWAYS)
    with pytest.raises(subprocess.CalledProcessError):
        tests.twice_at_most()
    assert len(tests.said) == 2


def test_what_passes_is_run_once(tmp_path: Path) -> None:
    tests = Folder(tmp_path, "def test_it_passes(): pass\n")
    assert tests.twice_at_most().startswith("1 passed in ")
    assert len(tests.said) == 1


def test_what_cannot_even_be_read_is_not_tried_again(tmp_path: Path) -> None:
    tests = Folder(tmp_path, "def test_it(:\n")
    with pytest.raises(subprocess.CalledProcessError):
        tests.twice_at_most()
    assert len(tests.said) == 1


def test_what_never_ran_does_not_pass_for_a_run_that_was_to_end_at_the_first_failure(
    tmp_path: Path,
) -> None:
    tests = Folder(tmp_path, f"{FIRST_TIME_ONLY}\n{ALWAYS}")
    cache = tmp_path / "cache"
    with pytest.raises(subprocess.CalledProcessError):
        Run(tmp_path, ["-x"]).tried(lambda *more: tests.run("-x", *more), cache, str(cache))
    assert len(tests.said) == 1


def test_a_run_that_ended_in_the_middle_does_not_pass_by_an_older_ones_failures(
    tmp_path: Path,
) -> None:
    tests = Folder(tmp_path, FIRST_TIME_ONLY)
    with pytest.raises(subprocess.CalledProcessError):
        tests.run("-o", f"cache_dir={tmp_path / 'cache'}")
    (tmp_path / "test_these.py").write_text("import os\ndef test_it(): os._exit(1)\n")
    with pytest.raises(subprocess.CalledProcessError):
        tests.twice_at_most()
