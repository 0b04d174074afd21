"""Who builds a program is told what is missing, and the command that brings it, before anything is begun."""

import importlib.util
import os
import shlex
import sys
from pathlib import Path
from typing import Any

import pytest

from installers.macos import build as macos
from installers.windows import build as windows

ROOT = Path(__file__).parents[2]
FILES = [ROOT / "requirements" / name for name in ("run.txt", "program.txt")]


@pytest.fixture
def lacks(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """Return the modules that are not there."""
    lacking: set[str] = set()
    found = importlib.util.find_spec

    def find(name: str, package: str | None = None) -> Any:
        return None if name in lacking else found(name, package)

    monkeypatch.setattr(importlib.util, "find_spec", find)
    return lacking


def said(call: Any, *words: str) -> str:
    with pytest.raises(SystemExit) as ended:
        call(list(words))
    return str(ended.value)


@pytest.mark.parametrize("what", ["all", "folder"])
def test_without_pyinstaller_nothing_is_begun(lacks: set[str], tmp_path: Path, what: str) -> None:
    lacks.update({"PIL", "PyInstaller"})
    out = tmp_path / "out"
    sentence = said(windows.main, what, "--out", str(out))
    words = [sys.executable, "-m", "pip", "install", "-r", str(FILES[0]), "-r", str(FILES[1])]
    brings = f"`{shlex.join(words)}` brings what is needed"
    assert sentence == f"build: this Python lacks Pillow and PyInstaller: {brings}"
    assert all(file.is_file() for file in FILES)
    assert not out.exists()


def test_the_plists_of_macos_want_the_painter_alone(
    lacks: set[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lacks.add("PyInstaller")
    assert macos.main(["--plists", "--out", str(tmp_path)]) == 0
    lacks.add("PIL")
    sentence = said(macos.main, "--plists", "--out", str(tmp_path))
    assert sentence.startswith("build: this Python lacks Pillow: `")


@pytest.mark.parametrize(
    ("words", "system", "sentence"),
    [
        (["setup"], "linux", "makensis is not there: `apt install nsis` brings it (nsis.source"),
        (["setup"], "win32", "makensis is not there: `winget install NSIS.NSIS` brings it (nsis"),
        (["setup"], "darwin", "makensis is not there (nsis.sourceforge.io)"),
        (
            ["sign", "unsit.exe"],
            "linux",
            "osslsigncode is not there: `apt install osslsigncode` br",
        ),
    ],
)
def test_a_program_that_is_missing_is_named_with_what_brings_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, words: list[str], system: str, sentence: str
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("UNSIT_SIGN_WITH", os.devnull)
    monkeypatch.setattr(sys, "platform", system)
    assert said(windows.main, *words, "--out", str(tmp_path)).startswith(f"build: {sentence}")
