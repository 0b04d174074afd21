"""Paths and files as Unix has them: XDG's variables, permissions, links."""

import os
import socket
import stat
import subprocess
import sys
from pathlib import Path

import platformdirs
import pytest

from unsit import places

ASKED = {
    "XDG_CONFIG_HOME": (places.config_dir, "user_config_path"),
    "XDG_DATA_HOME": (places.data_dir, "user_data_path"),
    "XDG_STATE_HOME": (places.state_dir, "user_state_path"),
    "XDG_CACHE_HOME": (places.cache_dir, "user_cache_path"),
}


@pytest.mark.parametrize("variable", ASKED)
@pytest.mark.parametrize("value", ["/srv/some where", "/srv/x/", "", None])
def test_the_folders_are_those_of_platformdirs(
    variable: str, value: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(variable)
    if value is not None:
        monkeypatch.setenv(variable, value)
    ours, theirs = ASKED[variable]
    assert ours() == getattr(platformdirs.PlatformDirs("unsit", appauthor=False), theirs)


@pytest.mark.parametrize("variable", ASKED)
def test_a_relative_folder_counts_as_unset(variable: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(variable)
    unset = ASKED[variable][0]()
    monkeypatch.setenv(variable, "here/or/there")
    assert ASKED[variable][0]() == unset


def test_the_socket_lies_in_the_runtime_folder_and_that_is_ours_alone(home: Path) -> None:
    assert places.socket_path() == home / "run" / "unsit" / "control.sock"
    assert stat.S_IMODE((home / "run" / "unsit").stat().st_mode) == 0o700


def test_a_path_too_long_for_a_socket_is_refused_with_its_repair(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rest = len(os.fsencode(places.socket_path())) - len("run")
    fits = home / ("r" * (places.LONGEST_SOCKET - rest))
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(fits))
    with socket.socket(socket.AF_UNIX) as door:
        door.bind(str(places.socket_path()))
    monkeypatch.setenv("XDG_RUNTIME_DIR", f"{fits}r")
    with pytest.raises(places.TooLongError) as refusal:
        places.socket_path()
    assert f"{fits}r/unsit/control.sock, has more than the {places.LONGEST_SOCKET} bytes" in str(
        refusal.value
    )
    assert str(refusal.value).endswith("; set XDG_RUNTIME_DIR to a shorter one")


@pytest.mark.parametrize("value", ["", "not/absolute"])
def test_without_a_runtime_folder_there_is_a_private_one_named_by_user(
    value: str, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", value)
    monkeypatch.setenv("TMPDIR", str(home))
    folder = places.runtime_dir()
    assert folder == home / f"unsit-{os.getuid()}"
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_a_folder_open_to_others_is_closed(home: Path) -> None:
    folder = home / "run" / "unsit"
    folder.mkdir()
    folder.chmod(0o777)
    places.runtime_dir()
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_a_link_in_its_place_is_refused(home: Path) -> None:
    (home / "elsewhere").mkdir()
    (home / "run" / "unsit").symlink_to(home / "elsewhere")
    with pytest.raises(PermissionError, match="is not a folder of yours; remove it, or set XDG_"):
        places.runtime_dir()


def test_somebody_elses_folder_is_refused(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (home / "run" / "unsit").mkdir(mode=0o700)
    nobody = os.getuid() + 1
    monkeypatch.setattr(os, "getuid", lambda: nobody)
    with pytest.raises(PermissionError, match="is not a folder of yours"):
        places.runtime_dir()


def test_a_new_file_is_private_unless_said_otherwise(tmp_path: Path) -> None:
    places.write_whole(tmp_path / "a", "x")
    places.write_whole(tmp_path / "b", "x", mode=0o644)
    assert stat.S_IMODE((tmp_path / "a").stat().st_mode) == 0o600
    assert stat.S_IMODE((tmp_path / "b").stat().st_mode) == 0o644


def test_a_strict_umask_does_not_take_permissions_that_were_asked_for(tmp_path: Path) -> None:
    before = os.umask(0o077)
    try:
        places.write_whole(tmp_path / "a", "x", mode=0o644)
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "a").stat().st_mode) == 0o644


def test_an_old_file_keeps_its_permissions(tmp_path: Path) -> None:
    file = tmp_path / "a"
    file.write_text("old")
    file.chmod(0o640)
    places.write_whole(file, "new")
    assert (file.read_text(), stat.S_IMODE(file.stat().st_mode)) == ("new", 0o640)


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    real, link = tmp_path / "dotfiles" / "real", tmp_path / "link"
    places.write_whole(real, "old")
    link.symlink_to(real)
    places.write_whole(link, "new")
    assert link.is_symlink()
    assert real.read_text() == "new"


def test_whoever_reads_while_we_write_sees_the_old_or_the_new(tmp_path: Path) -> None:
    file = tmp_path / "a"
    places.write_whole(file, "old" * 1000)
    with file.open() as reader:
        places.write_whole(file, "new" * 1000)
        assert reader.read() == "old" * 1000
    assert file.read_text() == "new" * 1000


def test_a_death_in_the_middle_of_writing_leaves_the_old_file(tmp_path: Path) -> None:
    file = tmp_path / "a"
    file.write_text("old")
    program = (
        "import os, signal, sys; from pathlib import Path; from unsit import places\n"
        "os.fsync = lambda end: os.kill(os.getpid(), signal.SIGKILL)\n"
        "places.write_whole(Path(sys.argv[1]), 'new')\n"
    )
    died = subprocess.run([sys.executable, "-c", program, str(file)], check=False)
    assert died.returncode == -9
    assert file.read_text() == "old"
    assert not [path for path in tmp_path.iterdir() if path.suffix == ".toml"]


def test_the_resident_path_pays_nothing_for_platformdirs_on_linux() -> None:
    program = (
        "import sys; from unsit import places\n"
        "places.config_dir(), places.data_dir(), places.runtime_dir()\n"
        "print('platformdirs' in sys.modules, 'tempfile' in sys.modules)"
    )
    answer = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert answer.stdout.split() == ["False", "False"]


def test_files_are_closed_to_others_and_what_is_not_there_is_passed_over(home: Path) -> None:
    folder, file = home / "open", home / "open" / "file"
    folder.mkdir()
    file.write_text("mine")
    folder.chmod(0o755)
    file.chmod(0o764)
    places.close_to_others(folder, file, home / "nothing")
    assert (folder.stat().st_mode & 0o777, file.stat().st_mode & 0o777) == (0o700, 0o700)


def test_on_a_mac_the_runtime_folder_is_where_nobody_clears_up(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("XDG_RUNTIME_DIR")
    monkeypatch.setenv("TMPDIR", str(home))
    monkeypatch.setattr(sys, "platform", "darwin")
    folder = places.runtime_dir()
    assert folder == places.state_dir() / "runtime"
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
