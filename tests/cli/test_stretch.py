"""`unsit stretch`: what it starts, with a daemon and without, and what it tells beforehand."""

import json
import logging

import pytest

from tests.cli.terminal import NINE, STAND_INS, Terminal, answering, save
from tests.daemon.house import HELD, House
from unsit import library, places
from unsit.daemon import coach


@pytest.mark.parametrize("word", ["garland", "Garland Pose", " GARLAND "])
def test_a_stretch_goes_to_the_daemon_when_there_is_one(
    terminal: Terminal, house: House, word: str
) -> None:
    house.opens()
    with answering(house):
        assert terminal.prints("stretch", word) == "Garland\n"
    assert house.window().plan["pose"]["id"] == "garland"


@pytest.mark.parametrize("verb", [["stretch"], ["poses", "show"]], ids=" ".join)
@pytest.mark.parametrize(
    ("word", "hint"),
    [("pigon", "Did you mean pigeon?"), ("happy babby", "Did you mean happy baby")],
)
def test_a_pose_that_is_nearly_one_is_guessed(
    terminal: Terminal, verb: list[str], word: str, hint: str
) -> None:
    said = terminal.fails(*verb, word)
    assert said.startswith(f"there is no pose {word!r}. {hint}")


@pytest.mark.parametrize("more", [[], ["--plan"], ["--terminal"], ["--minutes", "5"]], ids=str)
def test_a_pose_without_a_name_is_not_taken_for_the_next_one(
    terminal: Terminal, more: list[str]
) -> None:
    assert terminal.is_misused("stretch", "", *more) == (
        "Error: POSE is empty: name one, or leave it out for the one that is due."
    )


def test_a_pose_that_is_like_none_brings_the_list(terminal: Terminal) -> None:
    said = terminal.fails("stretch", "xxx")
    assert said == f"there is no pose 'xxx'. There are: {', '.join(sorted(NINE | STAND_INS))}."


@pytest.mark.parametrize("verb", [["stretch"], ["poses", "show"]], ids=" ".join)
def test_a_pose_whose_file_is_broken_is_not_said_to_be_missing(
    terminal: Terminal, verb: list[str]
) -> None:
    places.write_whole(places.own_poses_dir() / "evil.toml", 'id = "evil\n')
    assert terminal.fails(*verb, "Evil") == (
        "evil.toml is broken: `unsit poses check evil` says what is wrong with it."
    )


@pytest.mark.parametrize("pose", sorted(NINE))
def test_what_a_stretch_says_can_be_read_beforehand(terminal: Terminal, pose: str) -> None:
    cues = terminal.reads("stretch", pose, "--plan")
    assert {*cues[0]} == {"at", "kind", "text", "say", "side", "step", "seconds"}
    moments = [cue["at"] for cue in cues]
    assert moments == sorted(moments)
    assert all(cue["say"] for cue in cues)
    assert len(terminal.prints("stretch", pose, "--plan").splitlines()) == len(cues)


def test_the_plan_of_the_next_stretch_is_told_without_starting_it(terminal: Terminal) -> None:
    said = terminal.prints("stretch", "--plan").splitlines()
    assert said[0] == (
        " 0:02  ready   right  ninety ninety Lunge. Right side first. "
        "Stand tall, with a soft pad one step behind you. Kneel on something soft, and keep your ribs "
        "down so that your low back does not arch."
    )
    assert said[1].startswith(" 0:20  move    right  Step your right foot back")


def test_a_plan_goes_by_the_settings(terminal: Terminal) -> None:
    save('[session]\nlead_in = "30 s"\nvoice = "off"\n')
    cues = terminal.reads("stretch", "garland", "--plan")
    hold = next(place for place, cue in enumerate(cues) if cue["kind"] == "hold")
    assert cues[1]["at"] == 30
    assert cues[hold + 5]["at"] - cues[hold]["at"] == 30, "silent, no hold waits for its words"


def test_a_plan_is_read_and_not_played(terminal: Terminal) -> None:
    said = terminal.is_misused("stretch", "--plan", "--terminal")
    assert said == "Error: Give --plan or --terminal: not both."


def test_the_plan_of_a_series_has_its_poses_one_after_the_other(terminal: Terminal) -> None:
    said = terminal.prints("stretch", "--minutes", "5", "--plan")
    parts = [part.splitlines() for part in said.split("\n\n")]
    titles = [part[0] for part in parts]
    assert titles[0] == "1 of 3: 90/90 Lunge, 2 min"
    assert [title[:8] for title in titles] == ["1 of 3: ", "2 of 3: ", "3 of 3: "]
    found = terminal.reads("stretch", "--minutes", "5", "--plan")
    assert found[0]["pose"] == "90-90-lunge"
    assert [len(each["cues"]) + 1 for each in found] == [len(part) for part in parts]


def test_the_plan_of_a_series_leaves_out_what_hurt(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    ended: dict[str, object] = {"event": "ended", "outcome": "ouch", "held": [], "answer": None}
    script = f"""read plan; echo '{{"event": "ouch"}}'; echo '{json.dumps(ended)}'"""
    monkeypatch.setattr(coach, "command", lambda: ["/bin/sh", "-c", script])
    terminal.prints("stretch", "lizard")
    planned = terminal.reads("stretch", "--minutes", "60", "--plan")
    assert NINE - {each["pose"] for each in planned} == {"lizard"}


def test_a_plan_of_no_pose_at_all_is_refused(terminal: Terminal) -> None:
    every = sorted(pose.id for pose in library.load().poses)
    save(f"[poses]\nnever = {json.dumps(every)}\n")
    assert terminal.fails("stretch", "--plan") == (
        "there is no pose to offer: see `unsit settings check`."
    )


def test_json_is_only_for_a_plan(terminal: Terminal) -> None:
    assert terminal.is_misused("stretch", "--json") == "Error: --json goes with --plan."


def test_without_a_daemon_a_stretch_plays_all_the_same(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    ended = {"event": "ended", "outcome": "done", "held": HELD, "answer": None}
    script = f"read plan; echo '{json.dumps(ended)}'"
    monkeypatch.setattr(coach, "command", lambda: ["/bin/sh", "-c", script])
    assert terminal.prints("stretch", "lizard") == ""
    assert terminal.prints("stretch") == ""
    first, second = sorted(terminal.reads("history"), key=lambda row: row["pose"] != "lizard")
    assert first["pose"] == "lizard"
    assert second["pose"] == "lying-lumbar-rotation"  # the others work what the lizard has worked


def test_without_a_daemon_a_window_that_fails_is_told_once(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    failed = {"event": "failed", "reason": "There is no display."}
    script = f"read plan; echo '{json.dumps(failed)}'; exit 69"
    monkeypatch.setattr(coach, "command", lambda: ["/bin/sh", "-c", script])
    root = logging.getLogger()
    with monkeypatch.context() as bare:
        bare.setattr(root, "handlers", [])  # as in a real terminal, where nobody set up a log
        assert terminal.fails("stretch") == "There is no display."


def test_minutes_ask_the_daemon_for_a_series(terminal: Terminal, house: House) -> None:
    house.opens()
    with answering(house):
        assert terminal.prints("stretch", "--minutes", "4") == "Pigeon, 1 of 2\n"


def test_a_pose_and_minutes_are_not_for_the_same_call(terminal: Terminal) -> None:
    assert terminal.runs("stretch", "pigeon", "--minutes", "4") == 2
    assert "Name a POSE, or give --minutes: not both." in terminal.err


@pytest.mark.parametrize("word", ["abc", "0", "121", "nan", ""])
def test_what_is_no_number_of_minutes_is_refused_with_what_is_one(
    terminal: Terminal, word: str
) -> None:
    said = terminal.is_misused("stretch", "--minutes", word)
    assert said.endswith(f"'--minutes': {word!r} is no number of minutes from 1 to 120.")
