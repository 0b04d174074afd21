"""The command line on Windows: it runs, it speaks UTF-8 to a pipe, it keeps to the folders of Windows."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from unsit import __version__, places

VERBS = (("poses",), ("settings", "list"), ("simulate", "--days", "1"), ("completion", "bash"))


def unsit(*words: str) -> "subprocess.CompletedProcess[bytes]":
    return subprocess.run(
        [sys.executable, "-m", "unsit", *words], capture_output=True, check=False, timeout=60
    )


def test_it_names_its_version() -> None:
    done = unsit("--version")
    assert done.returncode == 0, done.stderr
    assert __version__.encode() in done.stdout


@pytest.mark.parametrize("words", VERBS, ids=" ".join)
def test_what_needs_no_daemon_is_said_in_utf_8(words: tuple[str, ...]) -> None:
    done = unsit(*words)
    assert done.returncode == 0, done.stderr
    assert done.stdout.decode("utf-8")


def test_a_phrase_of_another_alphabet_goes_through_a_pipe() -> None:
    unsit("settings", "set", "general.language", "ja")
    assert "ポーズ" in unsit("poses").stdout.decode("utf-8")


def test_the_settings_that_ship_are_good() -> None:
    done = unsit("settings", "check")
    assert done.returncode == 0, done.stderr
    assert done.stdout.decode("utf-8").strip().endswith("17 poses: good")


def test_json_is_json() -> None:
    assert {pose["id"] for pose in json.loads(unsit("poses", "--json").stdout)} >= {"90-90-lunge"}


def test_what_a_person_writes_is_under_appdata_and_what_we_keep_under_localappdata() -> None:
    roaming, local = (Path(os.environ[name]) for name in ("APPDATA", "LOCALAPPDATA"))
    assert places.settings_file().is_relative_to(roaming)
    for folder in (places.data_dir(), places.state_dir(), places.cache_dir()):
        assert folder.is_relative_to(local)


def test_a_setting_is_changed_in_the_file_of_the_person() -> None:
    assert unsit("settings", "set", "sitting.remind_after", "40 min").returncode == 0
    assert "40" in places.settings_file().read_text(encoding="utf-8")
