"""Ouch: what hurts stops, is shelved, and gives way; and a series of poses, one after the other."""

from datetime import timedelta

import pytest

from tests.life import MONDAY_NINE, ON_CLICK, POSES, Life, pose
from unsit.core import events as ev
from unsit.core import memory, shelf, wayout
from unsit.core import player as playing
from unsit.core.events import Held
from unsit.core.poses import Pose
from unsit.core.reminders import RefusedError
from unsit.core.rules import PoseRules, SessionRules
from unsit.core.session import plan
from unsit.core.value import replace

WEEK = timedelta(days=7)
STEP = replace(pose("step"), kind="stand-in")
WITH_STEP = (replace(POSES[0], stand_in="step", works=("glutes",)), *POSES[1:], STEP)


def life(poses: tuple[Pose, ...] = WITH_STEP, choice: PoseRules | None = None) -> Life:
    return Life(ON_CLICK, poses=poses, choice=choice or PoseRules())


def hurts(life: Life, pose: str = "pigeon", seconds: float = 12.0) -> None:
    """Start a pose, say ouch in its hold, and close the window."""
    life.says(ev.Wanted, pose)
    life.says(ev.Playing, "right", 2, "hold", 60.0)
    life.says(ev.Ouch)
    life.says(ev.Ended, "stopped", (Held("right", 2, seconds, complete=False),))


def on_shelf(life: Life) -> dict[str, object]:
    return {each.pose: each.until for each in shelf.still(life.day.shelf, life.wall)}


# --- ouch --------------------------------------------------------------------------------------


def test_a_pose_that_hurts_is_shelved_at_once_for_a_week() -> None:
    day = life()
    day.says(ev.Wanted, "pigeon")
    day.says(ev.Ouch)
    assert on_shelf(day) == {"pigeon": MONDAY_NINE + WEEK}
    assert day.day.why[-1].what == "shelved Pigeon until 2026-11-30 09:00"


def test_what_stood_still_when_it_hurt_goes_on_with_the_way_out() -> None:
    day = life()
    day.says(ev.Wanted, "pigeon")
    day.says(ev.Playing, "right", 2, "hold", 60.0, True)
    day.says(ev.Ouch)
    session = day.day.session
    assert session is not None
    assert (session.paused, session.left) == (False, None)


def test_the_rest_after_it_is_one_of_minutes() -> None:
    made = plan(POSES[0], SessionRules())
    *_, rest = wayout.plan(playing.begin(made, 0.0)).segments
    assert 60 <= rest.seconds <= 5 * 60


def test_it_is_written_down_with_its_side_and_what_was_held() -> None:
    day = life()
    hurts(day)
    (session,) = [record.facts for record in day.recorded if record.kind == "session"]
    assert (session["pose"], session["outcome"], session["side"]) == ("pigeon", "ouch", "right")
    assert session["held_s"] == {"right": 12.0}


def test_afterwards_its_stand_in_is_offered() -> None:
    day = life()
    hurts(day)
    assert [each.what for each in day.heard] == ["window", "instead step"]
    assert day.day.why[-1].because == "it stands in for Pigeon, which hurt"


def test_a_pose_without_a_stand_in_offers_nothing() -> None:
    day = life()
    hurts(day, "garland")
    assert [each.what for each in day.heard] == ["window"]


def test_a_stand_in_that_is_never_to_be_offered_is_not() -> None:
    day = life(choice=PoseRules(never=("step",)))
    hurts(day)
    assert [each.what for each in day.heard] == ["window"]


def test_reminders_do_not_offer_what_hurt_until_the_week_is_over() -> None:
    day = life(poses=(POSES[0],))
    day.poses = WITH_STEP[:2]
    hurts(day)
    for _ in range(4):
        day.works(46)
        assert "pigeon" not in day.status.sentence.lower()
        day.says(ev.Skipped)
    day.wall += WEEK
    day.works(46)
    assert day.status.sentence.endswith("time for Pigeon")


def test_a_crash_on_the_way_out_does_not_forget_that_it_hurt() -> None:
    day = life()
    day.says(ev.Wanted, "pigeon")
    day.says(ev.Playing, "right", 2, "hold", 60.0)
    day.says(ev.Ouch)
    day.says(ev.Ended, "failed")
    assert on_shelf(day) == {"pigeon": MONDAY_NINE + WEEK}
    assert [record.facts["outcome"] for record in day.recorded] == ["ouch"]


def test_saying_it_twice_is_saying_it_once() -> None:
    day = life()
    day.says(ev.Wanted, "pigeon")
    day.says(ev.Ouch)
    before = day.day
    day.says(ev.Ouch)
    assert day.day == before


def test_without_a_session_nothing_can_hurt() -> None:
    assert life().is_refused(ev.Ouch) == "No session window is open."


def test_for_no_time_nothing_is_shelved_and_the_stand_in_is_offered_all_the_same() -> None:
    day = life(choice=PoseRules(shelve_for=0))
    hurts(day)
    assert on_shelf(day) == {}
    assert day.heard[-1].what == "instead step"


def test_it_can_be_taken_off_the_shelf() -> None:
    day = life()
    hurts(day)
    day.says(ev.Unshelved, "pigeon")
    assert on_shelf(day) == {}
    with pytest.raises(RefusedError, match=r"Pigeon is not shelved\."):
        day.says(ev.Unshelved, "pigeon")


def test_by_name_a_shelved_pose_is_played_all_the_same() -> None:
    day = life()
    hurts(day)
    day.says(ev.Wanted, "pigeon")
    assert day.day.session is not None


def test_a_reminder_brought_back_does_not_bring_back_what_hurt() -> None:
    day = life()
    day.works(46)
    day.says(ev.Wanted)
    day.says(ev.Ouch)
    day.says(ev.Ended, "stopped")
    day.says(ev.Undone)
    assert not day.status.sentence.endswith("Pigeon")


def test_the_next_daemon_knows_what_hurt_and_what_was_held() -> None:
    day = life()
    hurts(day)
    event = ev.Ticked(1.0, day.wall + timedelta(days=2))
    again = memory.recall(memory.keep(day.day, ev.Ticked(day.at, day.wall)), event, ON_CLICK)
    assert again.shelf == day.day.shelf
    assert again.doses == day.day.doses != ()


# --- why this one ------------------------------------------------------------------------------


def test_the_choice_and_its_reason_are_kept() -> None:
    day = life()
    hurts(day, "garland", seconds=30)
    day.works(46)
    assert ("chose Pigeon", "glutes got nothing yet this week") in [
        (each.what, each.because) for each in day.day.why
    ]
    assert day.day.because == "glutes got nothing yet this week"


# --- a series ----------------------------------------------------------------------------------


def plays(life: Life) -> str:
    return "" if life.day.session is None else life.day.session.pose


def test_a_series_plays_one_pose_after_the_other_and_says_which_one() -> None:
    day = life()
    day.says(ev.Wanted, "", 600.0)
    assert day.status.sentence == "Pigeon, 1 of 3"
    day.stretches()
    assert day.status.sentence == "Garland, 2 of 3"
    day.stretches()
    day.stretches()
    assert plays(day) == ""
    assert len([record for record in day.recorded if record.kind == "session"]) == 3


def test_a_series_is_as_long_as_the_time_there_is() -> None:
    day = life()
    day.says(ev.Wanted, "", 250.0)  # one takes 108 s with its lead-in
    assert day.status.sentence == "Pigeon, 1 of 2"


def test_a_series_ends_where_it_is_stopped() -> None:
    day = life()
    day.says(ev.Wanted, "", 600.0)
    day.stretches(complete=False)
    assert plays(day) == ""


def test_told_to_stop_at_the_end_of_a_pose_the_series_ends_too() -> None:
    day = life()
    day.says(ev.Wanted, "", 600.0)
    day.says(ev.Stopped)
    day.stretches()
    assert plays(day) == ""


def test_a_hold_that_was_left_out_does_not_end_the_series() -> None:
    day = life()
    day.says(ev.Wanted, "", 600.0)
    day.says(ev.Playing, "left", 3, "done", 0.0)
    day.says(ev.Ended, "stopped", (Held("right", 2, 30.0, complete=True),))
    assert plays(day) == "garland"


def test_a_series_ends_where_it_hurts() -> None:
    day = life()
    day.says(ev.Wanted, "", 600.0)
    day.says(ev.Ouch)
    day.stretches()
    assert plays(day) == ""
