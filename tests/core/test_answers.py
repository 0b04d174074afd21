"""Standing and its budget, snoozes that cost more, and a dismissed reminder had back."""

import pytest

from tests.life import ON_CLICK, Life
from unsit.core import events as ev
from unsit.core.reminders import Due, RefusedError
from unsit.core.value import replace

STANDS = replace(ON_CLICK, stand_at_most=30 * 60.0)


def heard(life: Life) -> list[tuple[float, str]]:
    return [(each.minute, each.what) for each in life.heard]


# --- standing ------------------------------------------------------------------------------------


def test_whoever_has_stood_for_long_is_asked_to_sit_and_again_after_as_long() -> None:
    life = Life(STANDS)
    life.says(ev.Stood)
    life.works(70)
    assert heard(life) == [(30, "sit again"), (60, "sit again")]
    life.says(ev.Sat)
    assert heard(life)[-1] == (70, "withdraw sit again")


def test_without_a_budget_one_may_stand_for_ever() -> None:
    life = Life(ON_CLICK)
    life.says(ev.Stood)
    life.works(300)
    assert heard(life) == []


def test_standing_pauses_the_sitting_clock() -> None:
    life = Life(STANDS)
    life.works(20)
    life.says(ev.Stood)
    life.works(4)
    life.says(ev.Sat)
    life.works(10)
    assert life.sat_minutes() == 30


def test_nobody_is_asked_to_sit_during_a_call() -> None:
    life = Life(STANDS)
    life.says(ev.Stood)
    life.begins("call")
    life.works(100)
    assert heard(life) == []
    life.ends("call")
    life.works(1)
    assert heard(life) == [(100.33, "sit again")]


def test_nobody_is_asked_to_sit_who_is_away_and_who_comes_back_begins_to_stand() -> None:
    life = Life(STANDS)
    life.says(ev.Stood)
    life.works(20)
    life.leaves(20)
    life.works(29)
    assert heard(life) == []
    life.works(2)
    assert heard(life) == [(70, "sit again")]


def test_a_pause_says_nothing_to_whoever_stands_either() -> None:
    life = Life(STANDS)
    life.says(ev.Stood)
    life.says(ev.Paused, None)
    life.works(60)
    assert heard(life) == []


# --- snoozing beyond the limit ---------------------------------------------------------------------


def test_beyond_the_limit_each_snooze_must_be_held_down_for_longer() -> None:
    life = Life(replace(ON_CLICK, max_snoozes=1, snooze=60.0))
    life.works(45)
    life.says(ev.Snoozed)
    for cost in (2.0, 4.0, 6.0):
        life.works(1.5)
        assert life.status.snooze_hold == cost
        refused = life.is_refused(ev.Snoozed)
        assert refused is not None
        assert f"hold Snooze down for {cost:g} s" in refused
        life.says(ev.Snoozed, None, cost)
        assert life.status.reminder == "snoozed"


def test_the_cost_of_a_snooze_does_not_grow_for_ever() -> None:
    life = Life(replace(ON_CLICK, max_snoozes=0, snooze=60.0))
    life.works(45)
    for _ in range(15):
        life.says(ev.Snoozed, None, 20.0)
        life.works(1.5)
    assert life.status.snooze_hold == 20


def test_within_the_limit_a_click_will_do() -> None:
    life = Life(ON_CLICK)
    life.works(45)
    assert life.status.snooze_hold == 0
    life.says(ev.Snoozed)


# --- having it back ----------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", [ev.Skipped, ev.Snoozed])
def test_a_dismissed_reminder_can_be_had_back_with_the_same_pose(kind: type[ev.Event]) -> None:
    life = Life(ON_CLICK)
    life.works(45)
    phase = life.day.reminder.phase
    assert isinstance(phase, Due)
    life.says(kind)
    life.works(9)
    assert life.status.may_undo
    life.says(ev.Undone)
    again = life.day.reminder.phase
    assert isinstance(again, Due)
    assert again.pose == phase.pose
    assert life.nudges() == [45, 54]
    assert life.day.reminder.snoozes == 0


def test_a_session_that_was_closed_at_once_can_be_had_back_as_a_reminder() -> None:
    life = Life(ON_CLICK)
    life.works(45)
    life.says(ev.Wanted)
    life.stretches(complete=False)
    life.says(ev.Undone)
    assert life.status.reminder == "due"


def test_a_reminder_that_was_snoozed_in_the_window_can_be_had_back() -> None:
    life = Life(ON_CLICK)
    life.works(45)
    life.says(ev.Wanted, "wall")
    life.stretches(complete=False, answer="snooze")
    life.says(ev.Undone)
    again = life.day.reminder.phase
    assert isinstance(again, Due)
    assert (again.pose, life.day.reminder.snoozes) == ("wall", 0)


def test_a_snooze_that_was_skipped_can_be_had_back_for_ten_minutes_from_then() -> None:
    life = Life(replace(ON_CLICK, snooze=20 * 60.0))
    life.works(45)
    life.says(ev.Wanted, "wall")
    life.stretches(complete=False, answer="snooze")
    life.works(12)
    life.says(ev.Skipped)
    life.says(ev.Undone)
    again = life.day.reminder.phase
    assert isinstance(again, Due)
    assert again.pose == "wall"


def test_ten_minutes_later_it_is_gone() -> None:
    life = Life(ON_CLICK)
    life.works(45)
    life.says(ev.Skipped)
    life.works(11)
    assert not life.status.may_undo
    refused = life.is_refused(ev.Undone)
    assert refused == "No reminder was dismissed in the last 10 minutes."


def test_it_can_be_had_back_once() -> None:
    life = Life(ON_CLICK)
    life.works(45)
    life.says(ev.Skipped)
    life.says(ev.Undone)
    assert life.is_refused(ev.Undone) is not None


def test_a_break_settles_what_was_dismissed() -> None:
    life = Life(ON_CLICK)
    life.works(45)
    life.says(ev.Skipped)
    life.leaves(6)
    life.works(0.5)
    with pytest.raises(RefusedError):
        life.says(ev.Undone)


def test_while_one_is_due_none_can_be_had_back() -> None:
    life = Life(replace(ON_CLICK, snooze=60.0))
    life.works(45)
    life.says(ev.Snoozed)
    life.works(2)
    assert life.is_refused(ev.Undone) == "A reminder is due already."
