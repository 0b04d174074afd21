"""The whole daemon, its loop beside the main thread of the Mac of the tests."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.desktop.mac_daemon import ENDED
from tests.desktop.stage import PATIENCE, until
from unsit import control, places

ROOT = Path(__file__).parents[2]


class Daemon:
    def __init__(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.desktop.mac_daemon"],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def is_told(self, words: str) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(words + "\n")
        self.process.stdin.flush()

    def menu(self) -> list[str]:
        self.is_told("open")
        assert self.process.stdout is not None
        return self.process.stdout.readline().strip().split("|")

    def ends(self) -> tuple[int, str]:
        """Wait for its end: the exit code, and what it complained of."""
        complaint = self.process.communicate(timeout=PATIENCE)[1]
        return self.process.returncode, complaint


@pytest.fixture
def daemon(home: Path) -> Iterator[Daemon]:
    daemon = Daemon()
    try:
        until("icon", lambda: "Quit" in daemon.menu())
        yield daemon
    finally:
        daemon.process.kill()
        daemon.process.communicate()


def kept() -> bool:
    """Say whether it has left its day behind, and its line is closed."""
    (day,) = Path.home().rglob("day.json")
    return "v" in json.loads(day.read_text()) and not places.socket_path().exists()


def test_it_sees_who_sits_there_and_answers(daemon: Daemon) -> None:
    status = control.ask({"verb": "status"})["status"]
    assert status["state"] == "sitting"
    assert daemon.menu()[0] == status["sentence"]


def test_a_click_in_the_menu_is_done_and_the_menu_says_so(daemon: Daemon) -> None:
    daemon.is_told("click Until I resume")
    until("pause", lambda: control.ask({"verb": "status"})["status"]["state"] == "paused")
    assert "Resume" in daemon.menu()


def test_quit_in_the_menu_ends_it_in_order(daemon: Daemon) -> None:
    daemon.is_told("click Quit")
    assert daemon.ends() == (0, "")
    assert kept()


def test_a_signal_ends_it_in_order(daemon: Daemon) -> None:
    os.kill(daemon.process.pid, signal.SIGTERM)
    assert daemon.ends() == (0, "")
    assert kept()


def test_logging_out_ends_it_once_its_day_is_kept(daemon: Daemon) -> None:
    daemon.is_told("log out")
    assert daemon.ends() == (ENDED, "")
    assert kept()
