"""What macOS is told of Unsit, read back by others than those who wrote it; nothing here ran on a Mac."""

import ast
import io
import plistlib
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from installers import entry
from installers.macos import build, bundle
from tests.desktop.stage import PATIENCE, tool
from unsit import __version__, painter
from unsit.desktop.macos.autostart import IDENTIFIER, agent

ROOT = Path(__file__).parents[2]


@pytest.fixture
def made(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    assert build.main(["--plists", "--out", str(tmp_path)]) == 0
    said = capsys.readouterr().out.splitlines()
    assert sorted(said) == sorted(map(str, tmp_path.iterdir()))
    return tmp_path


def reread(file: Path) -> dict[str, Any]:
    """Return what libplist makes of a plist."""
    binary = file.with_suffix(".binary")
    subprocess.run(
        [tool("plistutil"), "-i", str(file), "-o", str(binary)], check=True, timeout=PATIENCE
    )
    assert binary.read_bytes().startswith(b"bplist00")
    said: dict[str, Any] = plistlib.loads(binary.read_bytes())
    return said


def test_the_program_is_an_agent_without_a_dock_icon(made: Path) -> None:
    said = reread(made / "Info.plist")
    assert said == bundle.information()
    assert said["LSUIElement"] is True
    assert said["LSMinimumSystemVersion"] == "13.0"
    assert said["CFBundleShortVersionString"] == __version__
    assert said["CFBundleIconFile"] == "unsit.icns"


def test_the_agent_is_the_one_that_the_program_writes(made: Path) -> None:
    said = reread(made / f"{IDENTIFIER}.plist")
    assert said == agent(["/Applications/Unsit.app/Contents/MacOS/unsit"])
    assert bundle.information()["CFBundleIdentifier"] in said["AssociatedBundleIdentifiers"]


def test_the_icon_has_every_size_drawn_by_itself(made: Path) -> None:
    content = (made / "unsit.icns").read_bytes()
    assert content[:8] == b"icns" + len(content).to_bytes(4, "big")
    drawn, place = {}, 8
    while place < len(content):
        kind, length = content[place : place + 4], int.from_bytes(content[place + 4 : place + 8])
        drawn[kind] = content[place + 8 : place + length]
        place += length
    assert drawn.pop(b"TOC ")
    pictures = {kind: Image.open(io.BytesIO(png)) for kind, png in drawn.items()}
    assert {picture.width for picture in pictures.values()} == set(bundle.ICON_SIZES)
    assert pictures[b"ic11"].tobytes() == painter.app(32).tobytes()


def test_two_runs_write_the_same_bytes(made: Path, tmp_path: Path) -> None:
    before = {file.name: file.read_bytes() for file in made.iterdir()}
    bundle.write(tmp_path)
    assert {name: (tmp_path / name).read_bytes() for name in before} == before


def test_elsewhere_it_says_in_one_sentence_that_it_needs_a_mac(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert build.main([]) == 1
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert "on macOS only" in said


def test_the_built_program_is_also_each_of_its_windows() -> None:
    program = ROOT / "installers/entry.py"

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, str(program), *arguments]
        return subprocess.run(command, capture_output=True, text=True, check=False)

    assert "usage: python -m unsit.painter" in run("-m", "unsit.painter", "--help").stdout
    assert "Usage: unsit" in run("--help").stdout
    assert run("-m", "http.server").returncode == 2


def test_what_the_recipe_names_is_there() -> None:
    recipe = ROOT / "installers/macos/unsit.spec"
    named = {
        node.attr
        for node in ast.walk(ast.parse(recipe.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and node.value.id == "bundle"
    }
    assert named
    assert all(hasattr(bundle, name) for name in named)
    assert callable(entry.main)
