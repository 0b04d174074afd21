"""Another version is installed while the daemon runs: it says so, and one verb leads to the new one."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.daemon.house import ON_CLICK, House
from tests.desktop.stage import PATIENCE, until
from unsit import __version__, control, places
from unsit.cli import asking, restarting
from unsit.core import events as ev
from unsit.core.menu import Entry
from unsit.daemon import keeping, upgraded, wishes
from unsit.daemon.panel import menu

ROOT = Path(__file__).parents[2]
NEWER = "99.10.20"
"""Longer than ours: what Python has compiled is then known to be stale by its size as well."""


@pytest.fixture
def newer(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let another version lie on the disk than the one that runs."""
    monkeypatch.setattr(upgraded, "installed", lambda: NEWER)


def restarts(house: House) -> list[Entry]:
    return [each for each in menu(house.daemon) if each.request == {"verb": "restart"}]


def test_the_menu_leads_to_a_version_that_was_installed_meanwhile(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    house.opens()
    assert restarts(house) == []
    monkeypatch.setattr(upgraded, "installed", lambda: NEWER)
    (entry,) = restarts(house)
    assert entry.label == f"Restart as version {NEWER}"


def test_it_is_told_once_when_a_stretch_has_ended(
    house: House, newer: None, caplog: pytest.LogCaptureFixture
) -> None:
    house.opens(ON_CLICK)
    for _ in range(2):
        house.daemon.happen(house.daemon.now(ev.Wanted))
        house.window().ends()
        house.session_ends()
    sentence = upgraded.sentence()
    assert sentence == (
        f"Unsit {NEWER} is installed, and {__version__} still runs: `unsit restart` changes that."
    )
    assert house.daemon.complaints == [sentence]


def test_a_window_that_does_not_understand_us_any_more_is_told_with_the_reason(
    house: House, newer: None, caplog: pytest.LogCaptureFixture
) -> None:
    house.opens(ON_CLICK)
    house.daemon.happen(house.daemon.now(ev.Wanted))
    reason = "There is no session to play: The plan has version 1; this window reads version 2."
    house.window().says("failed", reason=reason)
    house.session_ends()
    assert house.daemon.complaints == [f"{reason} {upgraded.sentence()}"]


def test_a_restart_ends_the_loop_and_asks_for_another(house: House) -> None:
    house.opens()
    began = house.daemon.began.isoformat()
    reply = wishes.wish(house.daemon, {"verb": "restart"})
    assert (reply["ok"], reply["version"], reply["began"]) == (True, __version__, began)
    assert house.daemon.again


PUT_OFF = "Unsit restarts when the stretch has ended."


def test_a_restart_waits_for_the_end_of_a_stretch(house: House) -> None:
    house.opens(ON_CLICK)
    house.daemon.happen(house.daemon.now(ev.Wanted))
    reply = house.wishes("restart")
    assert (reply["ok"], reply["put_off"]) == (True, PUT_OFF)
    assert not house.daemon.again
    assert house.daemon.day.session is not None
    house.window().ends()
    house.session_ends()
    assert house.daemon.again
    assert [row["outcome"] for row in house.records("session")] == ["done"]


def test_who_restarts_it_in_the_menu_during_a_stretch_is_told_that_it_waits(
    house: House, newer: None
) -> None:
    house.opens(ON_CLICK)
    house.daemon.happen(house.daemon.now(ev.Wanted))
    house.clicks(f"Restart as version {NEWER}")
    assert house.notice("word").body == PUT_OFF
    house.window().ends()
    house.session_ends()
    assert house.daemon.complaints == [], "what would be done is being done"


def test_the_verb_says_that_it_waits_and_ends_well(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(asking, "tell", lambda _: {"ok": True, "put_off": PUT_OFF})
    assert restarting.restart() == 0
    assert capsys.readouterr().out == f"{PUT_OFF}\n"


def test_what_cannot_be_read_any_more_counts_as_what_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert upgraded.installed() == __version__
    monkeypatch.setattr(upgraded, "__file__", str(tmp_path / "daemon" / "upgraded.py"))
    assert (upgraded.installed(), upgraded.sentence()) == (__version__, "")


class Install:
    """Unsit installed in a folder of its own, where it can be upgraded while it runs."""

    def __init__(self, folder: Path) -> None:
        self._package = folder / "daemon" / "unsit"
        skip = shutil.ignore_patterns("__pycache__")
        shutil.copytree(ROOT / "daemon" / "unsit", self._package, ignore=skip)
        for name in ("config", "icons"):
            (folder / name).symlink_to(ROOT / name)
        self._environ = {**os.environ, "PYTHONPATH": str(folder / "daemon")}
        self._log = (folder / "log").open("wb")
        self.daemon = subprocess.Popen(
            self._command(), stdout=self._log, stderr=self._log, env=self._environ, cwd="/"
        )
        until("daemon", self.answers)

    def answers(self) -> bool:
        try:
            return bool(control.ask({"verb": "status"})["ok"])
        except control.NoDaemonError:
            return False

    def upgrade(self) -> None:
        file = self._package / "__init__.py"
        text = file.read_text(encoding="utf-8")
        file.write_text(text.replace(__version__, NEWER), encoding="utf-8")

    def vanish(self) -> None:
        shutil.rmtree(self._package)

    def says(self, *words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            self._command(*words),
            capture_output=True,
            text=True,
            env=self._environ,
            cwd="/",
            check=True,
        )

    def close(self) -> None:
        self.daemon.terminate()
        self.daemon.wait(PATIENCE)
        self._log.close()

    def _command(self, *words: str) -> list[str]:
        return [sys.executable, "-m", "unsit", *words]


@pytest.fixture
def install(tmp_path: Path) -> Iterator[Install]:
    install = Install(tmp_path)
    yield install
    install.close()


def test_an_upgrade_is_noticed_and_a_restart_goes_on_with_the_day(install: Install) -> None:
    install.says("pause", "2h")
    before = control.ask({"verb": "status"})
    assert before["version"] == __version__
    install.upgrade()
    status = install.says("status")
    assert status.stdout.startswith("Paused until")
    assert status.stderr == (
        f"unsit: the daemon that runs is version {__version__}, and this is {NEWER}: "
        "`unsit restart` changes that.\n"
    )
    assert json.loads(install.says("status", "--json").stdout)["state"] == "paused"
    said = install.says("restart")
    assert said.stdout.startswith(f"Unsit {NEWER} runs now. Paused until")
    assert said.stderr == ""
    # Who started it (a session, systemd) still knows it by its number.
    assert install.daemon.poll() is None
    after = control.ask({"verb": "status"})
    assert (after["version"], after["status"]["state"]) == (NEWER, "paused")
    assert after["began"] != before["began"]
    assert install.says("status").stderr == ""
    assert places.socket_path().exists()


def test_one_that_is_removed_says_so_without_a_traceback_and_keeps_its_day(
    install: Install, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    control.ask({"verb": "pause", "seconds": 7200})
    install.vanish()
    reply = control.ask({"verb": "settings"})
    assert reply["error"] == "Unsit's files are not there at the moment."
    assert not control.ask({"verb": "restart"})["ok"]
    control.ask({"verb": "open"})
    control.ask({"verb": "quit"})
    assert install.daemon.wait(PATIENCE) == 0
    said = (tmp_path / "log").read_text(encoding="utf-8")
    assert "Traceback" not in said
    assert "No module" not in said
    assert keeping.read()["v"] == 1
