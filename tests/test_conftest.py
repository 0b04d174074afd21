"""The tests' own rules hold."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

HERE = Path(__file__).parent


def outcome(test: str, folder: Path) -> str:
    """Return the last line of pytest for a test file of one test, under our conftest."""
    file = folder / "test_it.py"
    file.write_text(test, encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-p", "conftest", "-p", "no:cacheprovider"]
    done = subprocess.run(
        [*command, "-c", str(HERE.parent / "pyproject.toml"), str(file)],
        env=os.environ | {"PYTHONPATH": str(HERE)},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout.splitlines()[-1]


def test_a_test_that_sleeps_fails() -> None:
    with pytest.raises(pytest.fail.Exception, match="sleeps"):
        time.sleep(0)


def test_waiting_for_a_child_is_not_sleeping() -> None:
    child = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    with pytest.raises(subprocess.TimeoutExpired):
        child.wait(0.01)
    child.communicate(b"\n")
    assert child.returncode == 0


def test_a_warning_that_nobody_expects_fails_the_test(home: Path) -> None:
    test = "import logging\ndef test_it(): logging.getLogger('unsit').warning('odd')\n"
    assert "1 error" in outcome(test, home)


def test_a_test_that_asks_for_the_log_may_find_warnings_in_it(home: Path) -> None:
    test = "import logging\ndef test_it(caplog): logging.getLogger('unsit').warning('odd')\n"
    line = outcome(test, home)
    assert "1 passed" in line
    assert "error" not in line


def test_the_home_is_private_and_new(home: Path) -> None:
    assert Path.home() == home
    assert [path.name for path in home.iterdir()] == ["run"]
    assert os.environ["XDG_RUNTIME_DIR"].startswith(str(home))


def test_there_is_no_desktop_to_reach() -> None:
    assert {"DISPLAY", "WAYLAND_DISPLAY", "DBUS_SESSION_BUS_ADDRESS"}.isdisjoint(os.environ)
