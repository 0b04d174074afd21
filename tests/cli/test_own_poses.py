"""Poses of one's own: a file to begin with, what is wrong with one, and what takes whose place."""

import os
from pathlib import Path

import pytest

from tests.cli.terminal import Terminal
from tests.desktop.recipes import recipe
from unsit import library, places
from unsit.cli import posing
from unsit.window.figure import Figure


def file(pose_id: str) -> Path:
    return places.own_poses_dir() / f"{pose_id}.toml"


def saved(pose_id: str, content: str | bytes) -> None:
    places.write_whole(file(pose_id), content)


# --- begin ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("more", [(), ("--figure",)])
def test_a_new_pose_is_good_as_it_stands(terminal: Terminal, more: tuple[str, ...]) -> None:
    told = terminal.prints("poses", "new", "wall-lean", *more)
    assert told.splitlines()[0] == str(file("wall-lean"))
    assert "unsit poses check wall-lean" in told
    assert terminal.prints("poses", "check", "wall-lean") == f"{file('wall-lean')}: good\n"
    pose = library.find("wall-lean")
    assert pose is not None
    assert (pose.name, pose.figure is not None) == ("Wall Lean", bool(more))
    assert "NAME" not in file("wall-lean").read_text()
    if pose.figure is not None:
        assert set(Figure(pose.figure, "light").keys) == {"stand", "lift"}


@pytest.mark.parametrize(
    ("name", "pose_id", "title"),
    [
        ("Wall Lean", "wall-lean", "Wall Lean"),
        ('My "best" \\ stretch!', "my-best-stretch", "My best  stretch!"),
        ("x_1", "x-1", "x_1"),
    ],
)
def test_a_name_becomes_an_id(terminal: Terminal, name: str, pose_id: str, title: str) -> None:
    terminal.prints("poses", "new", name)
    pose, problems = library.read(file(pose_id))
    assert problems == []
    assert pose is not None
    assert pose.name == title


@pytest.mark.parametrize("name", ["", "///", "../evil", "日本", "x" * 50, "é"])
def test_a_name_that_makes_no_file_is_refused(terminal: Terminal, name: str) -> None:
    assert "makes no name for a file" in terminal.fails("poses", "new", name)
    assert posing.own() == []


def test_a_file_that_is_there_is_left_as_it_is(terminal: Terminal, home: Path) -> None:
    saved("mine", "id = 3")
    assert "was left as it is" in terminal.fails("poses", "new", "mine")
    assert file("mine").read_text() == "id = 3"
    file("link").symlink_to(home / "nowhere")
    assert "was left as it is" in terminal.fails("poses", "new", "link")


def test_a_folder_that_cannot_be_written_is_told(terminal: Terminal) -> None:
    places.write_whole(places.own_poses_dir(), "a file where the folder should be")
    assert "cannot be written" in terminal.fails("poses", "new", "mine")


# --- check ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"id = 3", "line 1, id: found 3"),
        (b'id = "mine"\nname = ["x"]', "line 2, name: "),
        (b'id = "mine"\nsides = "left"', "line 2, sides"),
        (b'id = "mine"\nname = "caf\xe9"', "line 2: not UTF-8 text"),
        (b'id = "mine"\nname = "x', "line 2"),
        (b"", "steps"),
        (b"\x00" * 100, "line 1"),
        (b"# much\n" * 60_000, "larger than 256 KB"),
        (b"a = " + b"[" * 100_000, "too deep"),
    ],
)
def test_a_bad_pose_is_named_with_its_line(terminal: Terminal, content: bytes, said: str) -> None:
    saved("mine", content)
    assert terminal.runs("poses", "check", "mine") == 1
    assert terminal.out == ""
    assert said in terminal.err
    assert all(line.startswith("mine.toml") for line in terminal.err.splitlines())
    assert terminal.runs("poses", "check") == 1
    assert said in terminal.err


def test_a_file_that_broke_off_is_named(terminal: Terminal) -> None:
    terminal.prints("poses", "new", "mine")
    whole = file("mine").read_bytes()
    for length in (10, len(whole) // 2, len(whole) - 30):
        saved("mine", whole[:length])
        assert terminal.runs("poses", "check", "mine") == 1
        assert terminal.err.startswith("mine.toml")


def test_what_is_no_file_is_told_in_one_sentence(terminal: Terminal) -> None:
    places.own_poses_dir().mkdir(parents=True)
    os.mkfifo(file("pipe"))
    file("folder").mkdir()
    file("loop").symlink_to(file("loop"))
    for name, said in (("pipe", "a pipe or a device"), ("folder", "directory"), ("loop", "links")):
        assert terminal.runs("poses", "check", name) == 1
        assert said in terminal.err, name
        assert terminal.err.count("\n") == 1


def test_a_figure_that_cannot_be_drawn_is_named(terminal: Terminal) -> None:
    terminal.prints("poses", "new", "mine", "--figure")
    text = file("mine").read_text()
    saved("mine", text.replace('base = "standing"\npelvis', 'base = "floating"\npelvis'))
    assert terminal.runs("poses", "check", "mine") == 1
    assert "floating" in terminal.err


def test_all_poses_are_checked_and_settings_are_not(terminal: Terminal) -> None:
    places.write_whole(places.settings_file(), "nonsense")
    assert terminal.prints("poses", "check") == "17 poses: good\n"


def test_a_pose_that_is_not_there_names_the_nearest(terminal: Terminal) -> None:
    saved("mine", "")
    said = terminal.fails("poses", "check", "mime")
    assert (
        said
        == "There is no pose called mime. Did you mean mine? `unsit poses new mime` begins one."
    )
    assert terminal.prints("poses", "check", "pigeon").endswith("pigeon.toml: good\n")


# --- in the place of one of ours ------------------------------------------------------------------


def test_a_pose_of_ones_own_takes_the_place_of_a_shipped_one(terminal: Terminal) -> None:
    assert "takes the place" in terminal.prints("poses", "new", "pigeon")
    told = terminal.prints("poses")
    assert "pigeon is yours and takes the place of the one that came with Unsit" in told
    assert [pose["name"] for pose in terminal.reads("poses") if pose["id"] == "pigeon"] == [
        "Pigeon"
    ]
    saved("pigeon", "broken")
    assert terminal.runs("poses") == 1
    assert "takes the place" not in terminal.out
    assert "Pigeon Pose" in terminal.out


def test_the_pose_of_the_page_is_good() -> None:
    _, problems = library.parse(recipe("poses.md", "What stands in it"), "wall-lean.toml")
    assert problems == []
