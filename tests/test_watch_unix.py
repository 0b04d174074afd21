"""The watch as Linux has it: by a signal to the main thread, and through links."""

import fcntl
import os
import signal
import threading
from pathlib import Path

import pytest

from tests.test_watch import Desk, desk, folder, in_a_hurry, loop  # noqa: F401
from unsit import places, watch
from unsit.loop import Loop
from unsit.watch import Watch


def test_a_file_that_is_a_link_is_watched_where_it_lies(
    folder: Path, tmp_path: Path, loop: Loop
) -> None:
    real = tmp_path / "dotfiles" / "unsit.toml"
    places.write_whole(real, "a = 1\n")
    (folder / "settings.toml").unlink()
    (folder / "settings.toml").symlink_to(real)
    desk = Desk(folder, loop)
    real.write_text("a = 22\n")
    assert desk.hears(1)
    places.write_whole(real, "a = 333\n")
    assert desk.hears(2)
    desk.watch.close()


def test_after_closing_nothing_is_told_and_the_signal_is_given_back(
    folder: Path, loop: Loop
) -> None:
    before, open_before = signal.getsignal(signal.SIGIO), set(Path("/proc/self/fd").iterdir())
    desk = Desk(folder, loop)
    desk.file.write_text("a = 22\n")
    desk.watch.close()
    desk.watch.close()
    assert desk.stays_quiet()
    assert signal.getsignal(signal.SIGIO) == before
    assert set(Path("/proc/self/fd").iterdir()) == open_before


def test_where_the_kernel_will_not_tell_the_files_are_looked_at_now_and_then(
    folder: Path, loop: Loop, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> int:
        raise OSError(22, "Invalid argument")  # fs.dir-notify-enable = 0

    monkeypatch.setattr(fcntl, "fcntl", refuse)
    monkeypatch.setattr(watch, "SLOWLY", 0.05)
    before = signal.getsignal(signal.SIGIO)
    desk = Desk(folder, loop)
    assert not desk.watch.told
    assert signal.getsignal(signal.SIGIO) == before
    desk.file.write_text("a = 22\n")
    assert desk.hears(1)
    desk.file.write_text("a = 333\n")
    assert desk.hears(2)
    desk.watch.close()
    desk.file.write_text("a = 4444\n")
    assert desk.stays_quiet()


def test_a_folder_that_is_closed_meanwhile_is_looked_at_now_and_then(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> int:
        raise PermissionError(13, "Permission denied")  # for root nothing is closed

    assert desk.watch.told
    monkeypatch.setattr(watch, "SLOWLY", 0.05)
    with monkeypatch.context() as patch:
        patch.setattr(os, "open", refuse)
        desk.file.unlink()
        desk.until("nobody tells of changes", lambda: not desk.watch.told)
    assert desk.hears(1)
    desk.file.write_text("a = 22\n")
    assert desk.hears(2)


def test_away_from_the_main_thread_the_files_are_looked_at_now_and_then(
    folder: Path, loop: Loop
) -> None:
    made: list[Watch] = []
    thread = threading.Thread(target=lambda: made.append(Watch(loop, folder, lambda: None)))
    thread.start()
    thread.join()
    assert not made[0].told
    made[0].close()


def test_a_folder_that_is_replaced_by_another_is_still_watched(desk: Desk) -> None:
    poses = desk.folder / "poses"
    poses.mkdir()
    desk.until("watch on the poses", lambda: poses in desk.watch.listens_at)
    new = desk.folder / "new"
    new.mkdir()
    (new / "a.toml").write_text("id = 'a'\n")
    poses.rmdir()
    new.rename(poses)
    assert desk.hears(1)
    (poses / "a.toml").write_text("id = 'another'\n")
    assert desk.hears(2)
