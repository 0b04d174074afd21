"""The first script that a newcomer runs: what it says, and what it does not do twice."""

import fcntl
import os
import re
import runpy
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from installers import packages
from tests.desktop import stage
from tests.desktop.stage import PATIENCE

ROOT = Path(__file__).parents[2]
PARTS = ("requirements/run.txt", "requirements/test.txt", "pyproject.toml", "installers/source.py")
"""What an environment is made of."""


@pytest.fixture
def checkout(home: Path) -> Path:
    """Return a checkout that was never set up."""
    for part in (*PARTS, "installers/packages.py"):
        (home / part).parent.mkdir(exist_ok=True)
        shutil.copy(ROOT / part, home / part)
    return home


def start(checkout: Path, *arguments: str, path: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(checkout / "installers" / "source.py"), *arguments]
    environment = os.environ | {"PATH": path}
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def program(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(f"#!/bin/sh\n{text}\n", encoding="utf-8")
    file.chmod(0o755)


def names_in(checkout: Path) -> dict[str, Any]:
    before = [*sys.path]
    try:
        return runpy.run_path(str(checkout / "installers" / "source.py"))
    finally:
        sys.path[:] = before


def fingerprint(checkout: Path, kind: str) -> str:
    made: Callable[[str], str] = names_in(checkout)["fingerprint"]
    return made(kind)


def pretend_to_be_set_up(checkout: Path, kind: str) -> None:
    program(checkout / ".venv" / "bin" / "python", 'echo "$@"')
    (checkout / ".venv" / "unsit.stamp").write_text(fingerprint(checkout, kind), encoding="utf-8")


def test_without_apt_every_missing_thing_is_named(checkout: Path) -> None:
    answer = start(checkout, "test", path="/nowhere")
    assert answer.returncode == 3
    assert "Xvfb (Debian's package xvfb)" in answer.stderr
    assert "xfce4-panel (Debian's package xfce4-panel)" in answer.stderr
    assert not (checkout / ".venv").exists()


def test_when_apt_cannot_add_packages_the_exact_line_is_given(checkout: Path) -> None:
    program(checkout / "bin" / "env", "exit 100")
    program(checkout / "bin" / "apt-get", "exit 100")
    answer = start(checkout, "test", path=str(checkout / "bin"))
    assert answer.returncode == 3
    # A machine that is fresh enough has no lists of packages yet.
    assert answer.stderr.splitlines()[-1].startswith("  apt-get update && apt-get install -y ")
    assert {"dunst", "openbox", "xvfb"} <= set(answer.stderr.splitlines()[-1].split())
    assert not (checkout / ".venv").exists()


@pytest.mark.parametrize("kind", ["run", "test"])
def test_a_second_run_starts_at_once_with_the_arguments_it_was_given(
    checkout: Path, kind: str
) -> None:
    pretend_to_be_set_up(checkout, kind)
    answer = start(checkout, "run", "status", "--json", path=os.environ["PATH"])
    assert (answer.returncode, answer.stdout) == (0, "-m unsit status --json\n")
    assert answer.stderr == ""


@pytest.mark.parametrize("part", [part for part in PARTS if "run.txt" not in part])
def test_a_change_of_what_the_environment_is_made_of_makes_it_anew(
    checkout: Path, part: str
) -> None:
    before = fingerprint(checkout, "test")
    with (checkout / part).open("a", encoding="utf-8") as file:
        file.write("# changed\n")
    assert fingerprint(checkout, "test") != before


def test_an_environment_to_run_in_is_not_enough_to_test_in(checkout: Path) -> None:
    assert fingerprint(checkout, "run") != fingerprint(checkout, "test")


@pytest.mark.parametrize("arguments", [[], ["fly"], ["lint", "daemon"]])
def test_what_it_does_not_know_is_answered_with_its_help(
    checkout: Path, arguments: list[str]
) -> None:
    answer = start(checkout, *arguments, path=os.environ["PATH"])
    assert answer.returncode == 2
    assert "installers/source.py run" in answer.stderr


def test_it_brings_every_program_that_the_end_to_end_tests_start(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr(stage, "OUTSIDE_THE_PATH", ())
    for name, package in (packages.TEST_PROGRAMS | packages.HEAVY_PROGRAMS).items():
        with pytest.raises(
            AssertionError, match=re.escape(f"need {name}: apt-get install {package},")
        ):
            stage.tool(name)


@pytest.mark.parametrize("which", [[], ["light"], ["all"]])
def test_the_heavy_desktops_are_tested_when_they_are_asked_for(
    checkout: Path, which: list[str]
) -> None:
    pretend_to_be_set_up(checkout, "test")
    program(checkout / "bin" / "env", "exit 0")  # apt has brought what is missing
    wanted = ["--desktops", *which] if which else []
    path = f"{checkout / 'bin'}:{os.environ['PATH']}"
    answer = start(checkout, "test", *wanted, path=path)
    assert answer.returncode == 0, answer.stderr
    heavy = "-m pytest tests/desktop/heavy" in answer.stdout.splitlines()
    assert heavy == (which == ["all"])
    assert ("left out: GNOME Shell" in answer.stderr) == (which != ["all"])


def test_desktops_that_nobody_knows_are_refused(checkout: Path) -> None:
    answer = start(checkout, "test", "--desktops", "cosmic", path=os.environ["PATH"])
    assert answer.returncode == 2
    assert "'cosmic'" in answer.stderr


@pytest.mark.parametrize(
    ("system", "runs"),
    [("win32", ["tests/core", "tests/windows"]), ("darwin", ["tests/core"])],
)
def test_elsewhere_what_needs_no_linux_is_tested_and_the_rest_named(
    checkout: Path, system: str, runs: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    names = names_in(checkout)
    for tests in ("tests/core", "tests/desktop", "tests/windows"):
        (checkout / tests).mkdir(parents=True)
    names["elsewhere"].__globals__["sys"] = SimpleNamespace(platform=system, stderr=sys.stderr)
    assert names["elsewhere"]() == runs
    assert f"only {' and '.join(runs)}: all other" in capsys.readouterr().err


def test_two_terminals_do_not_make_the_environment_at_once(checkout: Path) -> None:
    pretend_to_be_set_up(checkout, "run")
    stamp = checkout / ".venv" / "unsit.stamp"
    good = stamp.read_text(encoding="utf-8")
    stamp.write_text("of an older checkout", encoding="utf-8")
    command = [sys.executable, str(checkout / "installers" / "source.py"), "run", "status"]
    with (checkout / ".venv.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        second = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        assert second.stderr is not None
        assert "is being set up in another terminal; waiting" in second.stderr.readline()
        stamp.write_text(good, encoding="utf-8")
    # What the first has made is taken, and not made anew.
    assert second.communicate(timeout=PATIENCE) == ("-m unsit status\n", "")
