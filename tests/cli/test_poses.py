"""`unsit poses`: the list, one pose, its pictures, and what hurts."""

import json
from pathlib import Path

import pytest

from tests.cli.terminal import NINE, STAND_INS, Terminal, answering, save
from tests.daemon.house import House
from unsit import places
from unsit.cli import call
from unsit.daemon import coach


def test_the_poses_are_told_as_promised(terminal: Terminal) -> None:
    poses = terminal.reads("poses")
    assert {pose["id"] for pose in poses if pose["kind"] == "pose"} == NINE
    assert {pose["id"] for pose in poses if pose["kind"] == "stand-in"} == STAND_INS
    promised = {"id", "name", "credit", "works", "position", "needs", "hold", "sides"}
    for pose in poses:
        assert promised | {"ours", "steps"} <= set(pose)
        assert pose["sides"] in ("each", "both")
        (kind,) = pose["hold"]
        assert kind in ("seconds", "breaths")
    pigeon = next(pose for pose in poses if pose["id"] == "pigeon")
    assert pigeon["hold"] == {"breaths": [3, 6]}
    assert pigeon["credit"] == "Liza Colpa, YogaToday"


def test_the_list_for_people_names_each_pose_with_its_hold(terminal: Terminal) -> None:
    rows = terminal.prints("poses").splitlines()
    between = rows.index("")
    assert {row.split()[0] for row in rows[1:between]} == NINE
    assert {row.split()[0] for row in rows[between + 2 :]} == STAND_INS
    (pigeon,) = (row for row in rows if row.startswith("pigeon"))
    for fact in ("Pigeon Pose", "hip flexors, glutes", "3–6 breaths", "each side", "floor"):
        assert fact in pigeon


def test_a_broken_pose_is_named_and_the_rest_are_listed(terminal: Terminal) -> None:
    save('id = "mine"\n', "poses/mine.toml")
    assert terminal.runs("poses", "--json") == 1
    assert {pose["id"] for pose in json.loads(terminal.out)} == NINE | STAND_INS
    assert "mine.toml, name: is missing" in terminal.err


def test_all_about_one_pose_is_told_in_words_for_the_right_side(terminal: Terminal) -> None:
    said = terminal.prints("poses", "show", "half pigeon")
    assert said.startswith("Pigeon Pose (pigeon)\n")
    assert "Hold:        3–6 breaths, each side\n" in said
    assert " 1. " in said
    assert "{" not in said


def test_a_film_shows_whom_the_settings_say_unless_somebody_else_is_asked_for(
    terminal: Terminal, home: Path
) -> None:
    file = places.settings_file()
    file.parent.mkdir(parents=True)
    file.write_text('[session]\nfigure = "headscarf"\n', encoding="utf-8")
    films = [home / f"{number}.gif" for number in range(3)]
    show = ("poses", "show", "pigeon", "--size", "64", "--gif")
    terminal.prints(*show, str(films[0]))
    terminal.prints(*show, str(films[1]), "--figure", "headscarf")
    terminal.prints(*show, str(films[2]), "--figure", "short hair")
    first, same, other = (film.read_bytes() for film in films)
    assert first.startswith(b"GIF89a")
    assert first == same
    assert first != other


def test_a_picture_of_a_pose_is_drawn_without_a_display(
    terminal: Terminal, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    assert (
        terminal.prints("poses", "show", "pigeon", "--png", str(home / "p.png"))
        == f"{home}/p.png\n"
    )
    assert (home / "p.png").read_bytes().startswith(b"\x89PNG")
    said = terminal.fails("poses", "show", "pigeon", "--png", "/nowhere/p.png")
    assert "/nowhere/p.png" in said


def test_a_figure_that_cannot_be_drawn_is_a_mistake_as_well(
    capsys: pytest.CaptureFixture[str],
) -> None:
    shipped = (places.shipped("config") / "poses" / "garland.toml").read_text()
    broken = shipped.replace('id = "garland"', 'id = "mine"').replace("yaw = ", "yaw = 9")
    places.write_whole(places.own_poses_dir() / "mine.toml", broken)
    assert call(["settings", "check"]) == 1
    assert capsys.readouterr().err.startswith("mine.toml: [figure] camera.yaw")


def test_what_hurts_is_listed_until_it_is_taken_back(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    ended: dict[str, object] = {"event": "ended", "outcome": "ouch", "held": [], "answer": None}
    script = f"""read plan; echo '{{"event": "ouch"}}'; echo '{json.dumps(ended)}'"""
    monkeypatch.setattr(coach, "command", lambda: ["/bin/sh", "-c", script])
    assert terminal.prints("stretch", "lizard") == ""
    (line,) = (row for row in terminal.prints("poses").splitlines() if "shelved" in row)
    assert line.startswith("Lizard Pose hurt and is shelved until ")
    assert line.endswith(": `unsit poses unshelve lizard` takes it back.")
    assert terminal.prints("poses", "unshelve", "Lizard Pose") == "Lizard Pose is offered again.\n"
    assert "shelved" not in terminal.prints("poses")
    assert terminal.fails("poses", "unshelve", "lizard") == "Lizard Pose is not shelved."


def test_a_running_daemon_takes_it_back(terminal: Terminal, house: House) -> None:
    house.opens()
    with answering(house):
        assert terminal.fails("poses", "unshelve", "pigeon") == "Pigeon is not shelved."
        terminal.prints("stretch", "pigeon")
        terminal.prints("session", "ouch")
        assert "pigeon" in terminal.prints("poses").split("hurt and is shelved")[1]
        assert terminal.prints("poses", "unshelve", "pigeon") == "Pigeon Pose is offered again.\n"
    assert house.daemon.day.shelf == ()
