"""Noticing that the user's files have changed, without looking again and again."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.desktop.quiet import for_a_while
from tests.desktop.stage import until
from tests.fakes import Clocks
from unsit import places, watch
from unsit.loop import Loop
from unsit.watch import Watch

SETTLE = 0.03
QUIET = 0.15


class Desk:
    """A config folder, a watch on it, and how often it called."""

    def __init__(self, folder: Path, loop: Loop) -> None:
        self.folder, self.loop, self.calls = folder, loop, 0
        self.watch = Watch(loop, [folder / "settings.toml", folder / "poses"], self.called)

    @property
    def file(self) -> Path:
        return self.folder / "settings.toml"

    def called(self) -> None:
        self.calls += 1

    def hears(self, calls: int = 1) -> bool:
        """Go round until that many calls have come."""
        self.until("call", lambda: self.calls >= calls)
        return self.calls == calls

    def stays_quiet(self) -> bool:
        """Go round for longer than a change takes to be told."""
        before = self.calls
        for_a_while(self.loop, QUIET)
        return self.calls == before

    def until(self, what: str, condition: Callable[[], object]) -> None:
        until(what, condition, self.loop)


@pytest.fixture(autouse=True)
def in_a_hurry(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let changes settle sooner, but in the test of how long that takes."""
    if "within_a_second" not in request.node.name:
        monkeypatch.setattr(watch, "SETTLE", SETTLE)


@pytest.fixture
def loop() -> Iterator[Loop]:
    loop = Loop()
    yield loop
    loop.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "config" / "unsit"
    folder.mkdir(parents=True)
    (folder / "settings.toml").write_text("a = 1\n")
    return folder


@pytest.fixture
def desk(folder: Path, loop: Loop) -> Iterator[Desk]:
    desk = Desk(folder, loop)
    assert desk.watch.told
    yield desk
    desk.watch.close()


# --- what is heard -----------------------------------------------------------------------------


def test_a_file_written_in_place_is_heard(desk: Desk) -> None:
    desk.file.write_text("a = 22\n")
    assert desk.hears()


def test_a_file_replaced_by_a_new_one_is_heard(desk: Desk) -> None:
    places.write_whole(desk.file, "a = 2\n")
    assert desk.hears()


def test_a_file_moved_away_for_a_backup_and_written_anew_is_heard_once(desk: Desk) -> None:
    desk.file.rename(desk.folder / "settings.toml~")
    desk.file.write_text("a = 2\n")
    assert desk.hears()
    assert desk.stays_quiet()


def test_many_steps_of_one_save_are_one_change(desk: Desk) -> None:
    for number in range(20):
        desk.file.write_text(f"a = {number}\n" * 10)
    assert desk.hears()
    assert desk.stays_quiet()


def test_one_save_after_another_is_heard_each_time(desk: Desk) -> None:
    for number in range(1, 4):
        desk.file.write_text("a = 1\n" * (number + 1))
        assert desk.hears(number)


def test_a_file_that_is_removed_and_comes_back_is_heard(desk: Desk) -> None:
    desk.file.unlink()
    assert desk.hears(1)
    desk.file.write_text("a = 1\n")
    assert desk.hears(2)


def test_a_change_is_heard_within_a_second(folder: Path) -> None:
    clocks = Clocks()
    desk = Desk(folder, clocks)
    desk.file.write_text("a = 22\n")
    clocks.until("first sign of it", lambda: clocks._timers)
    clocks.passes(1)
    assert desk.calls == 1
    desk.watch.close()
    clocks.close()


def test_own_poses_are_heard_though_their_folder_comes_later(desk: Desk) -> None:
    poses = desk.folder / "poses"
    poses.mkdir()
    desk.until("watch on the poses", lambda: poses in desk.watch.listens_at)
    (poses / "mine.toml").write_text("id = 'mine'\n")
    assert desk.hears(1)
    (poses / "mine.toml").write_text("id = 'mine', or not\n")
    assert desk.hears(2)


def test_a_pose_that_arrives_together_with_its_folder_is_heard(desk: Desk) -> None:
    places.write_whole(desk.folder / "poses" / "mine.toml", "id = 'mine'\n")
    assert desk.hears()


def test_a_config_folder_that_is_not_there_yet_is_waited_for(tmp_path: Path, loop: Loop) -> None:
    desk = Desk(tmp_path / "not" / "yet", loop)
    places.write_whole(desk.file, "a = 1\n")
    assert desk.hears(1)
    desk.file.write_text("a = 22\n")
    assert desk.hears(2)
    desk.watch.close()


# --- what is not -------------------------------------------------------------------------------


def test_an_editors_swap_file_is_nobodys_business(desk: Desk) -> None:
    (desk.folder / ".settings.toml.swp").write_text("x")
    (desk.folder / "4913").write_text("x")
    (desk.folder / "4913").unlink()
    (desk.folder / ".#settings.toml").write_text("x")
    (desk.folder / "poses").mkdir()
    (desk.folder / "poses" / ".mine.toml").write_text("x")
    assert desk.stays_quiet()
    assert desk.calls == 0


def test_a_toml_file_that_is_neither_the_settings_nor_a_pose_is_nobodys_business(
    desk: Desk,
) -> None:
    (desk.folder / "settings-of-old.toml").write_text("a = 1\n")
    assert desk.stays_quiet()
    assert desk.calls == 0


def test_a_folder_alone_is_watched_for_all_that_are_in_it(folder: Path, loop: Loop) -> None:
    calls: list[None] = []
    watched = Watch(loop, folder, lambda: calls.append(None))
    (folder / ".hidden.toml").write_text("a = 1\n")
    (folder / "another.toml").write_text("a = 1\n")
    until("call", lambda: calls, loop)
    assert len(calls) == 1
    watched.close()


def test_reading_is_no_change(desk: Desk) -> None:
    desk.file.read_text()
    list(desk.folder.iterdir())
    assert desk.stays_quiet()


def test_nothing_is_looked_at_while_nothing_happens(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watch, "_prints", lambda _: pytest.fail("looked without a reason"))
    assert desk.stays_quiet()
    assert not desk.loop._timers


# --- where the kernel does not tell ------------------------------------------------------------
