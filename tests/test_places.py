"""Where things lie, and that a file is written whole or not at all."""

import os
import re
from pathlib import Path

import pytest

from unsit import places


def test_asking_where_things_are_makes_nothing(home: Path) -> None:
    before = sorted(home.rglob("*"))
    places.settings_file(), places.own_poses_dir(), places.data_dir()
    places.state_dir(), places.cache_dir(), places.shipped("config")
    assert sorted(home.rglob("*")) == before


def test_settings_and_own_poses_lie_in_the_config_folder(home: Path) -> None:
    assert places.settings_file() == home / "config" / "unsit" / "settings.toml"
    assert places.own_poses_dir() == home / "config" / "unsit" / "poses"


def test_a_checkout_uses_its_own_config_and_icons() -> None:
    root = Path(__file__).parents[1]
    assert places.shipped("config") == root / "config"
    assert places.shipped("icons") == root / "icons"


def test_an_installed_package_uses_what_lies_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "unsit" / "config").mkdir(parents=True)
    monkeypatch.setattr(places, "__file__", str(tmp_path / "unsit" / "places.py"))
    assert places.shipped("config") == tmp_path / "unsit" / "config"


# --- the runtime folder ------------------------------------------------------------------------


# --- writing -----------------------------------------------------------------------------------


def test_text_is_written_as_utf_8_and_bytes_as_they_are(tmp_path: Path) -> None:
    places.write_whole(tmp_path / "a", "Füße\n")
    places.write_whole(tmp_path / "b", b"\xff\x00")
    assert (tmp_path / "a").read_bytes() == "Füße\n".encode()
    assert (tmp_path / "b").read_bytes() == b"\xff\x00"


def test_missing_folders_are_made(tmp_path: Path) -> None:
    places.write_whole(tmp_path / "a" / "b" / "c", "x")
    assert (tmp_path / "a" / "b" / "c").read_text() == "x"


def test_a_write_that_fails_names_the_file_and_not_its_draft(tmp_path: Path) -> None:
    named = f"\\] [^:]+: {re.escape(repr(str(tmp_path)))}$"
    with pytest.raises(OSError, match=named):
        places.write_whole(tmp_path, "a file where a folder is")


def test_a_write_that_fails_leaves_the_old_file_and_no_rubbish(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "a"
    file.write_text("old")

    def full(end: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        places.write_whole(file, "new")
    assert [path.name for path in tmp_path.iterdir()] == ["a"]
    assert file.read_text() == "old"
