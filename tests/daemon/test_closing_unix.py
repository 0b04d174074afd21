"""Closing to others, at a start, what somebody opened to them."""

import stat
from pathlib import Path

from unsit import history, journal, places
from unsit.daemon import closing, keeping, logs

FOLDERS = (places.config_dir, places.data_dir, places.state_dir, places.cache_dir)


def rights(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def opened(path: Path) -> Path:
    """Put a file there that everybody may read and change, in a folder that everybody may enter."""
    places.write_whole(path, "mine")
    path.chmod(0o666)
    path.parent.chmod(0o777)
    return path


def test_nobody_else_gets_into_the_folders_or_reads_what_tells_of_the_day() -> None:
    told = [history.path(), journal.path(), keeping.path(), keeping.aside(), logs.path()]
    for path in (*told, places.cache_dir() / "prepared.json", places.settings_file()):
        opened(path)
    closing.close_to_others()
    assert {rights(folder()) for folder in FOLDERS} == {0o700}
    assert {rights(path) for path in told} == {0o600}


def test_settings_behind_a_link_can_be_read_by_others_and_not_changed(tmp_path: Path) -> None:
    real = opened(tmp_path / "dotfiles" / "unsit.toml")
    places.config_dir().mkdir(parents=True)
    places.settings_file().symlink_to(real)
    closing.close_to_others()
    assert (rights(real), rights(real.parent)) == (0o644, 0o777)


def test_what_is_not_there_is_not_made() -> None:
    closing.close_to_others()
    assert not any(folder().exists() for folder in FOLDERS)
