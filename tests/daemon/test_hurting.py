"""Ouch and series on a whole daemon: what is told to the window, shown, written down and kept."""

import json
from collections.abc import Mapping
from datetime import datetime

import pytest

from tests.daemon.house import HELD, ON_CLICK, House, prepared
from tests.life import POSES, pose
from unsit import journal, prepare
from unsit.core import events as ev
from unsit.core import memory
from unsit.core.poses import Pose
from unsit.core.value import replace
from unsit.daemon import alone, coach, keeping
from unsit.daemon.daemon import Daemon
from unsit.loop import Loop

STEP = replace(pose("step"), kind="stand-in", name="Standing Step")
PIGEON = replace(POSES[0], stand_in="step", works=("glutes",))
THREE: tuple[Pose, ...] = (PIGEON, *POSES[1:], STEP)


@pytest.fixture
def hurting(house: House) -> House:
    """A pose is being played that has a stand-in."""
    house.opens(ON_CLICK).daemon.adopt(prepared(ON_CLICK, THREE))
    house.wishes("stretch", pose="pigeon")
    return house


def test_ouch_in_the_window_shelves_the_pose_and_offers_another_when_it_closes(
    hurting: House,
) -> None:
    window = hurting.window()
    window.says("ouch")
    hurting.loop.until("shelf", lambda: hurting.daemon.day.shelf)
    assert hurting.notice("instead") is None
    window.ends("ouch", held=[])
    hurting.session_ends()
    notice = hurting.notice("instead")
    assert notice.title == "Try Standing Step instead?"
    assert "Pigeon is shelved until 2026-11-30 09:00." in notice.body
    assert [row["outcome"] for row in House.records("session")] == ["ouch"]


def test_the_offer_starts_what_it_names(hurting: House) -> None:
    window = hurting.window()
    window.says("ouch")
    window.ends("ouch", held=[])
    hurting.session_ends()
    hurting.desktop.server.chooses("start", key="instead")
    assert hurting.window().plan["pose"]["id"] == "step"
    assert hurting.notice("instead") is None


def test_ouch_by_a_verb_reaches_the_window_and_is_known_at_once(hurting: House) -> None:
    window = hurting.window()
    assert hurting.wishes("session", do="ouch")["ok"]
    assert window.is_told() == {"do": "ouch"}
    assert [each.pose for each in hurting.daemon.day.shelf] == ["pigeon"]


def test_the_answer_to_ouch_is_that_it_stopped_even_where_the_stretch_was_paused(
    hurting: House,
) -> None:
    window = hurting.window()
    window.is_at("right", 180, paused=True)
    hurting.loop.until("pause", lambda: "(paused)" in hurting.daemon.status().sentence)
    reply = hurting.wishes("session", do="ouch")
    assert reply["sentence"] == "Pigeon, right side, stopped, it hurt"
    window.is_at("left", 0)
    hurting.loop.until("rest", lambda: "left side" in hurting.daemon.status().sentence)
    assert hurting.daemon.status().sentence == "Pigeon, left side, stopped, it hurt"


def test_a_window_that_has_rested_after_ouch_holds_up_neither_clock_nor_restart(
    hurting: House,
) -> None:
    window = hurting.window()
    window.says("ouch")
    hurting.loop.until("shelf", lambda: hurting.daemon.day.shelf)
    assert "put_off" in hurting.wishes("restart")
    window.ends("ouch", held=[])
    hurting.session_ends()
    assert hurting.daemon.again
    assert hurting.daemon.status().remind_in is not None


def test_a_shelved_pose_that_is_asked_for_opens_with_a_word_of_it(hurting: House) -> None:
    window = hurting.window()
    assert window.plan["pose"]["hurt"] is False
    window.says("ouch")
    window.ends("ouch", held=[])
    hurting.session_ends()
    assert hurting.wishes("stretch", pose="pigeon")["ok"]
    assert hurting.window().plan["pose"]["hurt"] is True


def test_it_can_be_taken_back_by_a_verb(hurting: House) -> None:
    hurting.wishes("session", do="ouch")
    assert hurting.wishes("unshelve", pose="pigeon")["ok"]
    assert hurting.daemon.day.shelf == ()
    assert hurting.wishes("unshelve", pose="pigeon")["error"] == "Pigeon is not shelved."


def test_without_a_session_ouch_is_refused(house: House) -> None:
    house.opens(ON_CLICK)
    assert house.wishes("session", do="ouch")["error"] == "No session window is open."


def test_the_reminder_says_why_it_is_this_pose(house: House) -> None:
    house.opens(ON_CLICK).daemon.adopt(prepared(ON_CLICK, THREE))
    house.wishes("stretch", pose="garland")
    house.window().ends()
    house.session_ends()
    house.works(45)
    assert house.notice().body.endswith("Glutes got nothing yet this week.")
    assert "chose Pigeon" in [each["what"] for each in house.wishes("why")["why"]]


# --- a series ----------------------------------------------------------------------------------


def test_a_series_opens_one_window_after_the_other(house: House) -> None:
    house.opens(ON_CLICK)
    reply = house.wishes("stretch", minutes=4)
    assert reply["sentence"] == "Pigeon, 1 of 2"
    first = house.window()
    assert (first.plan["nth"], first.plan["of"]) == (1, 2)
    first.ends()
    second = house.window()
    assert second.plan["pose"]["id"] == "garland"
    assert (second.plan["nth"], second.plan["of"]) == (2, 2)
    second.ends()
    house.session_ends()
    assert len(House.records("session")) == 2


def test_stop_ends_a_series(house: House) -> None:
    house.opens(ON_CLICK)
    house.wishes("stretch", minutes=10)
    window = house.window()
    house.wishes("session", do="stop")
    window.ends()
    house.session_ends()
    assert house.daemon.status().session is None


@pytest.mark.parametrize("minutes", [0, 121, "ten", True])
def test_a_series_takes_a_number_of_minutes(house: House, minutes: object) -> None:
    house.opens(ON_CLICK)
    refusal = house.wishes("stretch", minutes=minutes)["error"]
    assert refusal == f"A series of stretches takes 1 to 120 minutes, not {minutes!r}."


def test_a_pose_and_minutes_are_too_much(house: House) -> None:
    house.opens(ON_CLICK)
    refusal = house.wishes("stretch", pose="pigeon", minutes=5)["error"]
    assert refusal == "Name a pose, or the minutes there are: not both."


# --- without a daemon --------------------------------------------------------------------------


def window_says(monkeypatch: pytest.MonkeyPatch, *lines: Mapping[str, object]) -> None:
    said = "; ".join(f"echo '{json.dumps(line)}'" for line in lines)
    monkeypatch.setattr(coach, "command", lambda: ["/bin/sh", "-c", f"read plan; {said}"])


ENDED = {"event": "ended", "outcome": "done", "held": HELD, "answer": None}


def test_a_series_alone_plays_to_its_end(monkeypatch: pytest.MonkeyPatch) -> None:
    window_says(monkeypatch, ENDED)
    assert alone.stretch(prepared(poses=THREE), "", lately=(), seconds=600) == ""
    assert [row["pose"] for row in House.records("session")] == ["pigeon", "garland", "wall"]


def test_what_hurts_alone_is_known_to_the_next_daemon(
    monkeypatch: pytest.MonkeyPatch, house: House
) -> None:
    window_says(monkeypatch, {"event": "ouch"}, {**ENDED, "outcome": "ouch"})
    assert alone.stretch(prepared(poses=THREE), "pigeon", lately=()) == ""
    house.opens(ON_CLICK, kept=keeping.read())
    assert [each.pose for each in house.daemon.day.shelf] == ["pigeon"]


def test_what_is_held_alone_is_counted_by_the_day_that_is_kept(
    monkeypatch: pytest.MonkeyPatch, house: House
) -> None:
    house.opens(ON_CLICK).works(20)
    house.closes()
    before = keeping.read()
    window_says(monkeypatch, ENDED)
    assert alone.stretch(prepared(poses=THREE), "pigeon", lately=()) == ""
    after = keeping.read()
    assert {key for key in after if after[key] != before[key]} == {"doses"}
    house.opens(ON_CLICK, kept=after)
    assert sum(each.seconds for each in house.daemon.day.doses) == 60


def test_alone_the_choice_goes_by_what_the_history_knows(monkeypatch: pytest.MonkeyPatch) -> None:
    window_says(monkeypatch, ENDED)
    today = datetime.now().astimezone().date()
    held = [(today, "pigeon", {"right": 30.0, "left": 30.0}), (today, "wall", {"both": 20.0})]
    assert alone.stretch(prepared(poses=THREE), "", ("garland",), held=held) == ""
    (session,) = House.records("session")
    assert session["pose"] == "wall"


def test_a_day_that_was_kept_without_doses_has_them_from_the_history(house: House) -> None:
    now = datetime.now().astimezone()
    journal.append("session", now, {"pose": "pigeon", "held_s": {"right": 30.0}, "holds": HOLDS})
    prepare.make()
    made = prepare.load()
    assert made is not None
    assert {(each.group, each.side, each.seconds) for each in made.doses} == {
        ("glutes", "right", 30.0),
        ("outer hips", "right", 30.0),
        ("hip flexors", "left", 30.0),
    }
    house.opens(ON_CLICK)
    kept = keeping.read() or memory.keep(house.daemon.day, house.daemon.now(ev.Ticked))
    loop = Loop()
    fresh = Daemon(loop, made, None, keeps=False)
    assert fresh.day.doses == made.doses
    assert Daemon(loop, made, kept, keeps=False).day.doses == ()
    loop.close()


HOLDS = [{"side": "right", "step": 2, "seconds": 30.0, "complete": True}]


def test_every_pose_that_ships_can_be_prepared_with_its_stand_in() -> None:
    shelf = {each.id: each for each in prepare.read().poses}
    assert all(each.stand_in in shelf for each in shelf.values() if each.kind == "pose")
