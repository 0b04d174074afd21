"""What the child leaves for the daemon: when it still fits, and which settings hold."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from unsit import library, places, prepare
from unsit.core.rules import Rules
from unsit.prepare import Prepared
from unsit.settings import Settings

MINE = """
id = "mine"
name = "Mine"
sides = "both"
hold = { seconds = 10 }
steps = [
  { phase = "ready", say = "Sit." },
  { phase = "move", say = "Turn." },
  { phase = "hold", say = "Stay." },
  { phase = "out", say = "Return." },
]
"""


def save(text: str) -> None:
    places.write_whole(places.settings_file(), text)


def loaded() -> Prepared:
    found = prepare.load()
    assert found is not None
    return found


def test_what_was_made_is_what_is_loaded() -> None:
    save('sitting.remind_after = "30 min"')
    made = prepare.make()
    assert loaded() == made
    assert made.settings == Settings(Rules(remind_after=1800))
    assert made.problems == ()
    assert len(made.poses) == 17
    assert all(pose.figure is None for pose in made.poses)


def test_nothing_is_loaded_before_it_was_made() -> None:
    assert prepare.load() is None


def test_without_a_settings_file_the_defaults_hold() -> None:
    assert prepare.make().settings == Settings()
    assert prepare.make().problems == ()


def test_the_child_does_it_and_ends_well() -> None:
    save('sitting.remind_after = "31 min"')
    child = subprocess.run(prepare.command(), check=False, capture_output=True, text=True)
    assert (child.returncode, child.stdout, child.stderr) == (0, "", "")
    assert loaded().settings.rules.remind_after == 31 * 60


def test_a_child_that_cannot_write_says_where_why_and_what_it_means_in_one_line(home: Path) -> None:
    (home / "cache").write_text("not a folder")
    child = subprocess.run(prepare.command(), check=False, capture_output=True, text=True)
    assert child.returncode == 1
    assert child.stderr == (
        f"unsit: the folder {places.cache_dir()} cannot be written (Not a directory). Unsit works all "
        "the same: it only reads its settings and poses anew each time it starts.\n"
    )


def test_a_child_says_what_nobody_expected_in_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def boom() -> None:
        raise ZeroDivisionError("what nobody expected")

    monkeypatch.setattr(library, "load", boom)
    assert prepare.main() == 1
    said = "unsit: settings and poses cannot be prepared: ZeroDivisionError: what nobody expected\n"
    assert capsys.readouterr().err == said


def test_a_pose_with_a_date_in_its_drawing_does_not_stop_the_child() -> None:
    drawn = MINE.replace(" },\n", ', key = "k" },\n') + "[figure]\nmade = 2024-05-01\nkeys.k = {}\n"
    places.write_whole(places.own_poses_dir() / "mine.toml", drawn)
    child = subprocess.run(prepare.command(), check=False, capture_output=True, text=True)
    assert (child.returncode, child.stdout, child.stderr) == (0, "", "")
    assert len(loaded().poses) == 17
    assert loaded().problems[0].startswith("mine.toml, line 13, figure.made: found 2024-05-01; ")


def test_where_nothing_can_be_kept_all_can_still_be_read(home: Path) -> None:
    save('sitting.remind_after = "30 min"')
    (home / "cache").write_text("not a folder")
    found = prepare.read()
    assert found.settings.rules.remind_after == 1800
    assert len(found.poses) == 17
    with pytest.raises(OSError, match="cache"):
        prepare.make()


def test_where_nothing_can_be_kept_a_drawing_comes_from_its_pose_when_it_is_wanted(
    home: Path,
) -> None:
    (home / "cache").write_text("not a folder")
    assert all(pose.figure is None for pose in prepare.read().poses)
    drawing = prepare.figure("pigeon")
    assert drawing is not None
    assert "tabletop" in drawing["keys"]
    places.write_whole(places.own_poses_dir() / "pigeon.toml", MINE.replace("mine", "pigeon"))
    assert prepare.figure("pigeon") is None
    assert prepare.figure("lotus") is None


# --- when it still fits ------------------------------------------------------------------------


def test_a_changed_settings_file_makes_it_unfit() -> None:
    save("")
    prepare.make()
    save("# the same, but for this\n")
    assert prepare.load() is None


def test_a_settings_file_replaced_by_one_of_the_same_size_and_time_makes_it_unfit() -> None:
    save("session.breaths = 3")
    prepare.make()
    before = places.settings_file().stat()
    save("session.breaths = 4")
    os.utime(places.settings_file(), ns=(before.st_atime_ns, before.st_mtime_ns))
    assert prepare.load() is None


@pytest.mark.parametrize("name", ["mine.toml", "broken.toml"])
def test_a_pose_that_comes_or_goes_makes_it_unfit(name: str) -> None:
    prepare.make()
    file = places.own_poses_dir() / name
    places.write_whole(file, MINE)
    assert prepare.load() is None
    prepare.make()
    assert prepare.load() is not None
    file.unlink()
    assert prepare.load() is None


def test_another_version_makes_it_unfit(monkeypatch: pytest.MonkeyPatch) -> None:
    prepare.make()
    monkeypatch.setattr(prepare, "__version__", "99.0")
    assert prepare.load() is None


@pytest.mark.parametrize("change", ["settings", "poses", "problems", "good"])
@pytest.mark.parametrize("to", [None, 3, "x", [1], {"rules": 3}])
def test_a_damaged_file_is_made_again(change: str, to: object) -> None:
    save("")
    before = prepare.make()
    file = places.cache_dir() / "prepared.json"
    document = json.loads(file.read_text())
    document[change] = to
    file.write_text(json.dumps(document))
    assert change in {"good", "problems"} or prepare.load() in {None, before}
    assert prepare.make() == before == loaded()


@pytest.mark.parametrize("content", [b"", b"[]", b"{", b"\xff", b"null", b"{}"])
def test_a_file_that_is_not_ours_is_made_again(content: bytes) -> None:
    file = places.cache_dir() / "prepared.json"
    file.parent.mkdir(parents=True)
    file.write_bytes(content)
    assert prepare.load() is None
    assert prepare.make() == loaded()


# --- bad settings ------------------------------------------------------------------------------


def test_the_last_good_settings_hold_while_the_file_is_bad_and_all_is_said() -> None:
    save('[sitting]\nremind_after = "30 min"\n')
    prepare.make()
    save('[sitting]\nremind_after = 20\nidle_after = "1 min"\nsnoose = 3\n')
    bad = prepare.make()
    assert bad.settings == Settings(Rules(remind_after=1800))
    assert [problem.split(":")[0] for problem in bad.problems] == [
        "settings.toml, line 2, sitting.remind_after",
        "settings.toml, line 4, sitting.snoose",
    ]
    assert loaded() == bad


def test_the_last_good_settings_outlive_any_number_of_bad_ones_and_a_restart() -> None:
    save('sitting.remind_after = "30 min"')
    prepare.make()
    for text in ("sitting = ", "sitting.remind_after = 3", "\x00"):
        save(text)
        subprocess.run(prepare.command(), check=True)
        assert loaded().settings == Settings(Rules(remind_after=1800))
        assert len(loaded().problems) == 1


def test_where_no_good_ones_are_known_the_right_keys_of_the_bad_file_hold() -> None:
    save('sitting.remind_after = "30 min"\nsession.sound = "loud"')
    first = prepare.make()
    assert first.settings == Settings(Rules(remind_after=1800))
    save('sitting.remind_after = "20 min"\nsession.sound = "loud"')
    assert prepare.make().settings == Settings(Rules(remind_after=1200))


def test_where_nothing_can_be_kept_the_settings_that_hold_go_on_holding(home: Path) -> None:
    (home / "cache").write_text("not a folder")
    holding = Settings(Rules(remind_after=1800))
    save('sitting.remind_after = "20 min"\nsession.sound = "loud"')
    found = prepare.read(good=holding)
    assert (found.settings, len(found.problems)) == (holding, 1)
    save('sitting.remind_after = "20 min"')
    assert prepare.read(good=holding).settings == Settings(Rules(remind_after=1200))


def test_the_settings_that_hold_come_before_those_that_were_kept() -> None:
    save("")
    prepare.make()
    save("sitting = 3")
    holding = Settings(Rules(remind_after=1800))
    assert prepare.read(good=holding).settings == holding
    assert prepare.read().settings == Settings()


def test_a_mended_file_holds_again() -> None:
    for text in ("", "sitting = 3", 'sitting.remind_after = "20 min"'):
        save(text)
        prepare.make()
    found = loaded()
    assert found == Prepared(Settings(Rules(remind_after=1200)), found.poses)


def test_a_settings_file_that_cannot_be_read_is_a_problem_and_no_failure() -> None:
    places.settings_file().mkdir(parents=True)
    assert prepare.make().problems == ("settings.toml: cannot be read (Is a directory).",)
    places.settings_file().rmdir()
    places.settings_file().write_bytes(b"# caf\xe9\n")
    assert prepare.make().problems == (
        "settings.toml, line 1: not UTF-8 text; save the file as UTF-8.",
    )


def test_a_folder_that_cannot_be_read_leaves_what_came_with_unsit() -> None:
    places.write_whole(places.config_dir(), "a file where the folder should be")
    found = prepare.make()
    assert found.settings == Settings()
    assert len(found.poses) == 17
    assert found.problems == (
        "settings.toml: cannot be read (Not a directory).",
        "poses: cannot be read (Not a directory).",
    )


def test_settings_can_be_checked_without_keeping_anything() -> None:
    save("sitting.remind_after = 3")
    found, problems = prepare.read_settings()
    assert (found, len(problems)) == (Settings(), 1)
    assert not places.cache_dir().exists()


# --- poses -------------------------------------------------------------------------------------


def test_a_broken_pose_is_said_and_does_not_make_the_settings_bad() -> None:
    save('poses.never = ["mine", "garland"]')
    places.write_whole(places.own_poses_dir() / "mine.toml", MINE.replace("10", "0"))
    found = prepare.make()
    assert found.problems == (
        "mine.toml, line 5, hold.seconds: found 0; allowed: a number from 1 to 600.",
    )
    assert found.settings.poses.never == ("mine", "garland")
    assert len(found.poses) == 17


def test_each_pose_has_its_drawing_in_a_file_of_its_own() -> None:
    places.write_whole(places.own_poses_dir() / "mine.toml", MINE)
    prepare.make()
    drawing = prepare.figure("pigeon")
    assert drawing is not None
    assert "tabletop" in drawing["keys"]
    assert prepare.figure("mine") is None


def test_a_drawing_that_is_gone_from_the_file_is_gone_here() -> None:
    file = places.own_poses_dir() / "mine.toml"
    drawn = MINE.replace(" },\n", ', key = "k" },\n') + "[figure.keys.k]\n"
    places.write_whole(file, drawn)
    prepare.make()
    assert prepare.figure("mine") == {"keys": {"k": {}}}
    places.write_whole(file, MINE)
    prepare.make()
    assert prepare.figure("mine") is None


def test_loading_is_light() -> None:
    prepare.make()
    program = (
        "import sys; from unsit import prepare; assert prepare.load()\n"
        "heavy = {'tomllib', 'difflib', 'sqlite3', 'unsit.schema', 'platformdirs', 'tempfile'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    answer = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert answer.stdout.strip() == "[]"
