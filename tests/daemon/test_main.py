"""Starting: one daemon a user, and one stretch without any."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.daemon.house import HELD, House, prepared
from tests.desktop.stage import PATIENCE, until
from unsit import control, places, prepare
from unsit.core.reminders import RefusedError
from unsit.daemon import alone, coach, keeping, main
from unsit.lock import Lock


def test_a_second_daemon_says_so_and_ends_well(capsys: pytest.CaptureFixture[str]) -> None:
    first = Lock("daemon")
    assert main.run() == 0
    first.close()
    assert capsys.readouterr().err == "Unsit runs already.\n"


def test_where_the_daemon_cannot_keep_to_itself_it_says_why_and_does_not_start(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (home / "run" / "unsit").symlink_to("/tmp")
    assert main.run() == 1
    said = capsys.readouterr().err
    assert said.startswith("unsit: the daemon cannot start: ")
    assert "is not a folder of yours" in said
    assert said.count("\n") == 1


def test_settings_and_poses_are_prepared_by_a_child_when_they_are_not_yet() -> None:
    assert prepare.load() is None
    assert len(main.prepared().poses) == 17
    assert prepare.load() is not None


def test_where_nothing_can_be_kept_they_are_read_all_the_same(
    home: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (home / "cache").write_text("a file where a folder should be")
    assert len(main.prepared().poses) == 17


# --- without a daemon ---------------------------------------------------------------------------


def window_says(monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    monkeypatch.setattr(coach, "command", lambda: ["/bin/sh", "-c", f"read plan; {script}"])


def test_one_stretch_is_played_and_written_down_and_the_day_is_not_touched(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ended = {"event": "ended", "outcome": "done", "held": HELD, "answer": None}
    window_says(monkeypatch, f"echo '{json.dumps(ended)}'")
    assert alone.stretch(prepared(), "", lately=("pigeon",)) == ""
    (session,) = House.records()
    assert (session["kind"], session["pose"]) == ("session", "garland")
    assert not keeping.path().exists()


def test_a_window_that_cannot_open_is_told_in_its_own_words(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    failed = {"event": "failed", "reason": "There is no display."}
    window_says(monkeypatch, f"echo '{json.dumps(failed)}'; exit 69")
    assert alone.stretch(prepared(), "garland", lately=()) == "There is no display."
    assert House.records() == []


def test_a_pose_that_is_not_there_is_refused() -> None:
    with pytest.raises(RefusedError, match="There is no pose called 'lotus'"):
        alone.stretch(prepared(), "lotus", lately=())


def answers() -> bool:
    try:
        return bool(control.ask({"verb": "status"})["ok"])
    except control.NoDaemonError:
        return False


def test_a_daemon_told_to_end_goes_and_leaves_no_socket(home: Path) -> None:
    with (home / "log").open("wb") as log:
        daemon = subprocess.Popen([sys.executable, "-m", "unsit"], stdout=log, stderr=log)
    try:
        until("daemon", answers)
        daemon.terminate()
        assert daemon.wait(PATIENCE) == 0
    finally:
        daemon.kill()
        daemon.wait()
    assert not places.socket_path().exists()
    assert keeping.read()["v"] == 1
    assert places.settings_file().exists()


def test_the_first_start_in_a_bare_terminal_names_the_way_to_the_login(home: Path) -> None:
    def says() -> str:
        """Start a daemon at a terminal, which hangs up once it is there; return what it said."""
        ours, theirs = os.openpty()
        daemon = subprocess.Popen([sys.executable, "-m", "unsit"], stdout=theirs, stderr=theirs)
        os.close(theirs)
        try:
            until("daemon", answers)
            said = os.read(ours, 1 << 16).decode()
        finally:
            daemon.terminate()
            daemon.wait(PATIENCE)
            os.close(ours)
        return said

    hint = "To have it started at login: `unsit autostart on`."
    said = says()
    assert hint in said
    assert "Unsit goes on without a desktop; `unsit doctor` says what is missing" in said
    assert "in the tray" not in said
    assert hint not in says()
