"""How things stand, in every state: the face, the sentence, the tip and the JSON."""

from collections.abc import Callable
from datetime import time, timedelta

import pytest

from tests.life import MONDAY_NINE, Life
from unsit.core import events as ev
from unsit.core.day import next_look
from unsit.core.rules import Hours, Rules
from unsit.core.status import FACES, as_json, half_way

MORNINGS = Hours(days=(((time(9), time(10)),),) * 7)


def fresh() -> Life:
    life = Life()
    life.works(20)
    return life


def half() -> Life:
    life = Life()
    life.works(22.5)
    return life


def due() -> Life:
    life = Life()
    life.works(45)
    return life


def snoozed() -> Life:
    life = due()
    life.says(ev.Snoozed)
    life.works(4)
    return life


def skipped() -> Life:
    life = due()
    life.says(ev.Skipped)
    return life


def away() -> Life:
    life = fresh()
    life.leaves(4)
    return life


def long_away() -> Life:
    life = fresh()
    life.leaves(70)
    return life


def paused() -> Life:
    life = fresh()
    life.says(ev.Paused, life.wall + timedelta(hours=2))
    return life


def paused_for_ever() -> Life:
    life = fresh()
    life.says(ev.Paused, None)
    return life


def paused_while_due() -> Life:
    life = due()
    life.says(ev.Paused, life.wall + timedelta(days=1))
    return life


def off_hours() -> Life:
    life = Life(Rules(hours=MORNINGS))
    life.works(30)
    life.sets_the_clock(60)
    life.happens(ev.Ticked)
    return life


def off_hours_while_due() -> Life:
    life = Life(Rules(hours=MORNINGS))
    life.works(45)
    life.sets_the_clock(60)
    life.happens(ev.Ticked)
    return life


def standing() -> Life:
    life = fresh()
    life.says(ev.Stood)
    life.works(3)
    return life


def blind() -> Life:
    return Life(seen=False)


def session() -> Life:
    life = fresh()
    life.says(ev.Wanted, "garland")
    return life


def session_under_way() -> Life:
    life = session()
    life.says(ev.Playing, "left", 2, "hold", 80.0, False)
    life.works(0.25)
    return life


def session_held_up() -> Life:
    life = session()
    life.says(ev.Playing, "both", 2, "hold", 80.0, True)
    life.works(5)
    return life


@pytest.mark.parametrize(
    ("story", "state", "face", "sentence"),
    [
        (fresh, "sitting", "fresh", "Sitting 20 min, next stretch in 25 min"),
        (half, "sitting", "half", "Sitting 22 min, next stretch in 23 min"),
        (due, "sitting", "due", "Sitting 45 min: time for Pigeon"),
        (snoozed, "sitting", "half", "Sitting 49 min, snoozed for 6 min more"),
        (skipped, "sitting", "fresh", "Sitting 45 min, next stretch in 45 min"),
        (away, "away", "away", "Away 4 min; 20 min of sitting on the clock"),
        (long_away, "away", "away", "Away 1 h 10 min; the clock starts when you are back"),
        (paused, "paused", "paused", "Paused until 11:20"),
        (paused_for_ever, "paused", "paused", "Paused until you resume"),
        (paused_while_due, "paused", "paused", "Paused until tomorrow 09:45, a reminder waits"),
        (off_hours, "off-hours", "paused", "Off hours until tomorrow 09:00"),
        (
            off_hours_while_due,
            "off-hours",
            "paused",
            "Off hours until tomorrow 09:00, a reminder waits",
        ),
        (standing, "standing", "standing", "Standing 3 min"),
        (blind, "blind", "blind", "Presence cannot be seen: no display"),
        (session, "sitting", "session", "Garland"),
        (session_under_way, "sitting", "session", "Garland, left side, 2 min left"),
        (session_held_up, "sitting", "session", "Garland, 2 min left (paused)"),
    ],
)
def test_each_state_has_its_face_and_its_sentence(
    story: Callable[[], Life], state: str, face: str, sentence: str
) -> None:
    status = story().status
    assert (status.state, status.face, status.sentence) == (state, face, sentence)
    assert status.face in FACES


@pytest.mark.parametrize(
    ("story", "tip"),
    [
        (fresh, "Sitting since 09:00, next stretch about 09:45"),
        (due, "Time for Pigeon"),
        (snoozed, "Sitting since 09:00, snoozed until 09:55"),
        (away, "Away since 09:20"),
        (paused, "Paused until 11:20"),
        (off_hours, "Off hours until tomorrow 09:00"),
        (standing, "Standing since 09:20"),
        (blind, "Presence cannot be seen: no display"),
        (session_under_way, "Garland is playing"),
    ],
)
def test_a_tip_names_moments_so_that_it_stays_true(story: Callable[[], Life], tip: str) -> None:
    assert story().status.tip == tip


def test_a_tip_stays_the_same_while_the_minutes_pass() -> None:
    life = fresh()
    before = life.status.tip
    life.works(2)
    assert life.status.tip == before


# --- JSON ---------------------------------------------------------------------------------------


def test_the_json_of_a_sitting_has_every_promised_key() -> None:
    assert as_json(fresh().status) == {
        "state": "sitting",
        "sitting_s": 1200,
        "watching_s": 0,
        "remind_in_s": 1500,
        "reminder": "none",
        "held_by": [],
        "snooze_hold_s": 0.0,
        "session": None,
        "continue": None,
        "paused_until": None,
        "off_until": None,
        "machines": [],
        "sentence": "Sitting 20 min, next stretch in 25 min",
    }


def test_the_json_of_a_session_says_where_it_is() -> None:
    life = session()
    assert as_json(life.status)["session"] == {
        "pose": "garland",
        "side": "",
        "step": 0,
        "kind": "",
        "left_s": None,
        "paused": False,
        "waits": False,
        "place": 1,
        "of": 1,
    }
    assert as_json(session_under_way().status)["session"] == {
        "pose": "garland",
        "side": "left",
        "step": 2,
        "kind": "hold",
        "left_s": 65,
        "paused": False,
        "waits": False,
        "place": 1,
        "of": 1,
    }


def test_a_session_that_is_over_time_has_nothing_left_and_not_less() -> None:
    life = session_under_way()
    life.works(10)
    session_json = as_json(life.status)["session"]
    assert isinstance(session_json, dict)
    assert session_json["left_s"] == 0


@pytest.mark.parametrize(
    ("story", "reminder", "remind_in", "held_by"),
    [
        (fresh, "none", 1500, []),
        (due, "due", 0, []),
        (snoozed, "snoozed", 360, []),
        (skipped, "none", 2700, []),
        (away, "none", None, []),
        (paused, "none", None, []),
        (paused_while_due, "held", None, ["paused"]),
        (off_hours_while_due, "held", None, ["off-hours"]),
        (standing, "none", None, []),
        (blind, "none", None, []),
        (session, "none", None, []),
    ],
)
def test_the_json_says_what_is_coming_and_what_holds_it(
    story: Callable[[], Life], reminder: str, remind_in: int | None, held_by: list[str]
) -> None:
    found = as_json(story().status)
    assert (found["reminder"], found["remind_in_s"]) == (reminder, remind_in)
    assert found["held_by"] == held_by


def test_a_pause_off_hours_names_both_reasons_the_pause_first() -> None:
    life = off_hours_while_due()
    life.says(ev.Paused, None)
    assert as_json(life.status)["held_by"] == ["paused", "off-hours"]
    assert life.status.state == "paused"


def test_the_end_of_a_pause_is_given_with_its_offset() -> None:
    assert as_json(paused().status)["paused_until"] == "2026-11-23T11:20:00+01:00"
    assert as_json(paused_for_ever().status)["paused_until"] is None


def test_a_pause_is_over_at_its_end_even_before_anything_happens() -> None:
    life = paused()
    life.wall += timedelta(hours=2)
    life.at += 7200
    assert life.status.state == "sitting"
    assert life.status.paused_until is None


# --- when the face turns ------------------------------------------------------------------------


def test_the_face_turns_to_half_at_the_moment_that_is_foretold() -> None:
    life = fresh()
    event = ev.Ticked(life.at, life.wall)
    turns = half_way(life.day, event, life.setup)
    assert turns == pytest.approx(life.at + 150)
    assert next_look(life.day, event, life.setup) == pytest.approx(life.at + 1500)
    life.works(2.49)
    assert life.status.face == "fresh"
    life.works(0.02)
    assert life.status.face == "half"


@pytest.mark.parametrize("story", [half, away, paused, session, due])
def test_no_turn_is_foretold_where_none_comes(story: Callable[[], Life]) -> None:
    life = story()
    assert half_way(life.day, ev.Ticked(life.at, life.wall), life.setup) is None


def test_half_is_counted_from_the_last_skip() -> None:
    life = skipped()
    life.works(22.4)
    assert life.status.face == "fresh"
    life.works(0.2)
    assert life.status.face == "half"


def test_the_sentence_at_nine_is_about_a_clock_at_zero() -> None:
    assert Life().status.sentence == "Sitting 0 s, next stretch in 45 min"
    assert Life().wall == MONDAY_NINE


# --- by the clock --------------------------------------------------------------------------------


def test_a_fixed_time_that_comes_first_is_what_is_promised() -> None:
    life = Life(Rules(times=(time(9, 10), time(8))))
    life.works(8)
    assert life.status.sentence == "Sitting 8 min, next stretch in 2 min"


def test_nothing_is_promised_for_after_the_working_hours() -> None:
    hours = Hours(days=(((time(9), time(9, 30)),),) * 7)
    life = Life(Rules(hours=hours))
    life.works(8)
    assert life.status.remind_in is None
    assert life.status.sentence == "Sitting 8 min, nothing more before off hours at 09:30"
    assert life.status.tip == "Sitting since 09:00, nothing more before off hours at 09:30"


@pytest.mark.parametrize(
    ("rules", "sentence", "until"),
    [
        (Rules(holidays=(("11-23", "11-24"),)), "Holiday, off until Wed 00:00", "2026-11-25T00:00"),
        (
            Rules(hours=MORNINGS, quiet_days=(0,)),
            "Quiet day, off until tomorrow 09:00",
            "2026-11-24T09:00",
        ),
        (Rules(quiet_days=tuple(range(7))), "Quiet day", ""),
        (Rules(hours=Hours(((),) * 7)), "Off hours", ""),
        (Rules(), "Sitting 1 min, next stretch in 44 min", ""),
    ],
)
def test_what_makes_it_off_hours_is_said_and_until_when(
    rules: Rules, sentence: str, until: str
) -> None:
    life = Life(rules)
    life.works(1)
    assert life.status.sentence == sentence
    told = as_json(life.status)["off_until"]
    assert (told is None) if not until else str(told).startswith(until)


@pytest.mark.parametrize(
    ("day", "hour", "begins"), [(23, 8, "23 09:00"), (23, 10, "25 09:00"), (26, 10, "30 09:00")]
)
def test_the_next_working_hours_are_found(day: int, hour: int, begins: str) -> None:
    nine = ((time(9), time(10)),)
    rules = Rules(hours=Hours((nine, (), nine, (), (), (), ())))
    found = rules.opens(MONDAY_NINE.replace(day=day, hour=hour))
    assert f"{found:%d %H:%M}" == begins
