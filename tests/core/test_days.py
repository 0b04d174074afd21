"""Whole days at a desk, told as stories: what the person does, and what they hear.

Minutes count from nine on a Monday. The rules are the defaults unless the story says otherwise:
a reminder after 45 minutes, idle after 3, a natural break after 5, a window 20 s after the notice.
"""

from dataclasses import replace
from datetime import time, timedelta

import pytest

from tests.life import MONDAY_NINE, Life
from unsit.core import events as ev
from unsit.core.day import Action, Day
from unsit.core.reminders import RefusedError
from unsit.core.rules import Hours, PoseRules, Rules
from unsit.core.turn import advance

ON_CLICK = Rules(open_window=None)
OFFICE = Hours(
    days=(((time(9), time(12)), (time(13), time(17))),) * 5 + ((),) * 2,
)


# --- the clock ----------------------------------------------------------------------------------


def test_sitting_for_the_interval_brings_a_reminder() -> None:
    life = Life()
    life.works(44.9)
    assert life.nudges() == []
    life.works(0.2)
    assert life.nudges() == [45]


def test_hands_off_the_keys_for_a_moment_is_still_sitting() -> None:
    life = Life()
    for _ in range(9):
        life.works(3)
        life.leaves(2.9)
    assert life.nudges() == [45]


def test_a_coffee_of_four_minutes_pauses_the_clock_from_the_last_key() -> None:
    life = Life()
    life.works(20)
    life.leaves(4)
    assert life.sat_minutes() == 20
    life.works(10)
    assert life.sat_minutes() == 30
    assert life.sittings() == []


def test_what_was_counted_before_idleness_was_known_is_taken_back() -> None:
    life = Life()
    life.works(20)
    life.leaves(2.9)
    assert life.sat_minutes() == 22.9
    life.leaves(0.2)
    assert life.sat_minutes() == 20
    assert life.status.state == "away"


def test_five_minutes_away_end_the_sitting_and_are_recorded_as_a_natural_break() -> None:
    life = Life()
    life.works(20)
    life.leaves(6)
    assert life.sat_minutes() == 0
    assert life.sittings() == [(20, "away")]
    until = life.recorded[-1].at
    assert until == MONDAY_NINE + timedelta(minutes=20)


def test_after_a_natural_break_the_full_interval_runs_again() -> None:
    life = Life()
    life.works(40)
    life.leaves(10)
    life.works(44)
    assert life.nudges() == []
    life.works(2)
    assert life.nudges() == [95]


def test_nobody_is_reminded_while_away() -> None:
    life = Life()
    life.works(41)
    life.leaves(4.5)
    assert life.nudges() == []
    life.works(5)
    assert life.nudges() == [49.5]


def test_a_whole_morning_away_is_one_sitting_and_no_reminder() -> None:
    life = Life()
    life.works(10)
    life.leaves(180)
    assert life.nudges() == []
    assert life.sittings() == [(10, "away")]


def test_a_lock_shorter_than_the_grace_is_nothing() -> None:
    life = Life()
    life.works(20)
    life.locks(0.2)
    life.works(0.8)
    assert life.sat_minutes() == 21
    assert life.sittings() == []


def test_a_lock_is_absence_at_once_and_not_only_after_the_idle_time() -> None:
    life = Life()
    life.works(20)
    life.locks(2)
    life.works(1)
    assert life.sat_minutes() == 21


def test_a_lock_for_a_natural_break_ends_the_sitting() -> None:
    life = Life()
    life.works(20)
    life.locks(5.1)
    assert life.sittings() == [(20, "away")]
    assert life.sat_minutes() == 0


def test_an_unlock_that_nobody_performed_brings_nobody_back() -> None:
    # A locker that never says it has locked, or a system bus that died: see logind.py.
    life = Life()
    life.works(10)
    life.leaves(10)
    life.happens(ev.Locked)
    life.leaves(0.1)
    life.happens(ev.Unlocked)
    life.leaves(120)
    assert life.status.state == "away"
    assert life.nudges() == []


def test_input_at_the_lock_screen_is_not_sitting() -> None:
    life = Life()
    life.works(20)
    life.happens(ev.Locked)
    life.leaves(3.5)
    life.happens(ev.Input)
    life.leaves(2)
    assert life.sat_minutes() == 0


def test_sleep_for_an_hour_ends_the_sitting_at_the_moment_of_falling_asleep() -> None:
    life = Life()
    life.works(40)
    life.sleeps(60)
    life.works(1)
    assert life.sittings() == [(40, "away")]
    assert life.sat_minutes() == 1


def test_waking_up_never_brings_a_reminder() -> None:
    life = Life()
    life.works(44.9)
    life.sleeps(60)
    life.leaves(10)
    life.works(44)
    assert life.nudges() == []


def test_a_nap_of_two_minutes_pauses_the_clock() -> None:
    life = Life()
    life.works(30)
    life.sleeps(2)
    assert life.status.state == "away"
    life.works(10)
    assert life.sat_minutes() == 40


def test_sleep_that_nobody_told_of_is_seen_by_the_clocks_moving_apart() -> None:
    # The loop finds CLOCK_BOOTTIME ahead of CLOCK_MONOTONIC and tells both events afterwards.
    life = Life()
    life.works(40)
    asleep_at, asleep_wall = life.at, life.wall
    life.at += 3600
    life.wall += timedelta(hours=1)
    life.day, _ = _tell(life, ev.Slept(asleep_at, asleep_wall))
    life.happens(ev.Woke)
    life.idle = True
    life.works(3)
    assert life.sat_minutes() == 3
    assert life.nudges() == []


def test_setting_the_wall_clock_changes_no_sitting() -> None:
    life = Life()
    life.works(20)
    life.sets_the_clock(180)
    life.works(20)
    assert life.sat_minutes() == 40
    life.sets_the_clock(-600)
    life.works(6)
    assert life.nudges() == [45]


def test_i_just_moved_starts_from_zero() -> None:
    life = Life()
    life.works(40)
    life.says(ev.Moved)
    assert life.sat_minutes() == 0
    assert life.sittings() == [(40, "moved")]
    life.works(44)
    assert life.nudges() == []


def test_standing_stops_the_clock_and_sitting_down_soon_lets_it_go_on() -> None:
    life = Life()
    life.works(20)
    life.says(ev.Stood)
    life.works(3)
    assert life.status.state == "standing"
    assert life.sat_minutes() == 20
    life.says(ev.Sat)
    life.works(5)
    assert life.sat_minutes() == 25


def test_standing_for_a_while_ends_the_sitting() -> None:
    life = Life()
    life.works(20)
    life.says(ev.Stood)
    life.works(60)
    assert life.sittings() == [(20, "standing")]
    assert life.nudges() == []
    life.says(ev.Sat)
    life.works(44)
    assert life.nudges() == []


def test_nobody_comes_back_to_yesterdays_standing() -> None:
    life = Life(ON_CLICK)
    life.says(ev.Stood)
    life.works(5)
    life.leaves(16 * 60)
    life.works(46)
    assert life.status.state == "sitting"
    assert len(life.nudges()) == 1


def test_who_reads_standing_up_still_stands() -> None:
    life = Life()
    life.says(ev.Stood)
    life.works(5)
    life.leaves(40)
    life.works(5)
    assert life.status.state == "standing"


# --- the reminder -------------------------------------------------------------------------------


def test_the_window_opens_by_itself_twenty_seconds_after_the_notice() -> None:
    life = Life()
    life.works(46)
    assert life.nudges() == [45]
    assert life.windows() == [45.33]
    assert life.outcomes() == ["started"]


def test_on_click_the_window_waits_for_ever_and_the_reminder_is_repeated() -> None:
    life = Life(ON_CLICK)
    life.works(70)
    assert life.nudges() == [45, 55, 65]
    assert life.windows() == []
    assert life.outcomes() == ["ignored", "ignored"]


def test_at_once_the_window_opens_with_the_notice() -> None:
    life = Life(Rules(open_window=0))
    life.works(46)
    assert life.windows() == [45]


def test_where_no_notification_can_be_shown_the_window_opens_by_itself() -> None:
    life = Life(ON_CLICK)
    life.works(45.1)
    life.says(ev.Unheard)
    assert life.windows() == [45.1]


def test_starting_from_the_notice_opens_the_pose_it_named_and_withdraws_it() -> None:
    life = Life(ON_CLICK)
    life.works(45.5)
    named = life.day.reminder.phase.pose  # type: ignore[union-attr]  # it is due
    life.says(ev.Wanted)
    assert [each.what for each in life.heard] == ["nudge", "withdraw", "window"]
    assert life.day.session is not None
    assert life.day.session.pose == named
    assert life.outcomes() == ["started"]


def test_a_finished_stretch_ends_the_sitting_and_the_clock_is_back_at_zero() -> None:
    life = Life()
    life.works(46)
    life.stretches()
    assert life.sat_minutes() == 0
    assert life.sittings() == [(45.3, "session")]
    life.works(44)
    assert life.nudges() == [45]
    life.works(2)
    assert len(life.nudges()) == 2


def test_the_clock_stands_while_a_session_is_open() -> None:
    life = Life(ON_CLICK)
    life.works(10)
    life.says(ev.Wanted, "garland")
    life.works(3)
    assert life.sat_minutes() == 10


def test_closing_the_window_without_a_hold_lets_this_reminder_go() -> None:
    life = Life()
    life.works(46)
    life.stretches(complete=False)
    life.works(44)
    assert life.nudges() == [45]
    assert life.sittings() == []
    life.works(2)
    assert life.nudges() == [45, 91]


def test_a_session_writes_down_what_was_really_held() -> None:
    life = Life()
    life.works(46)
    life.stretches(complete=False)
    facts = next(r.facts for r in life.recorded if r.kind == "session")
    assert facts["outcome"] == "stopped"
    assert facts["held_s"] == {"right": 4.0}


def test_lying_still_through_a_session_counts_as_no_sitting_afterwards() -> None:
    life = Life()
    life.works(46)
    life.leaves(4)
    life.stretches()
    life.leaves(2)
    assert life.sat_minutes() == 0
    assert life.status.state == "away"


def test_snooze_asks_again_after_ten_minutes() -> None:
    life = Life(ON_CLICK)
    life.works(46)
    life.says(ev.Snoozed)
    assert life.status.reminder == "snoozed"
    life.works(11)
    assert life.nudges() == [45, 56]
    assert life.outcomes() == ["snoozed"]


def test_a_snoozed_reminder_comes_back_with_the_pose_it_named() -> None:
    life = Life(ON_CLICK)
    life.works(46)
    named = life.day.lately
    life.says(ev.Snoozed)
    life.works(11)
    life.says(ev.Wanted)
    assert life.day.session is not None
    assert life.day.session.pose == named[-1]


def test_snooze_takes_the_length_that_was_asked_for() -> None:
    life = Life(ON_CLICK)
    life.works(46)
    life.says(ev.Snoozed, 2 * 60.0)
    life.works(3)
    assert life.nudges() == [45, 48]


def test_three_snoozes_are_the_limit_and_the_refusal_says_so() -> None:
    life = Life(ON_CLICK)
    life.works(45)
    for _ in range(3):
        life.says(ev.Snoozed, 60.0)
        life.works(1.5)
    with pytest.raises(RefusedError, match="snoozed 3 times already"):
        life.says(ev.Snoozed)
    assert life.status.reminder == "due"


def test_a_snooze_with_nothing_due_is_refused_and_changes_nothing() -> None:
    life = Life()
    life.works(10)
    before = life.day
    with pytest.raises(RefusedError, match="nothing to snooze"):
        life.says(ev.Snoozed)
    assert life.day == before


def test_skip_lets_a_full_interval_pass_and_the_clock_is_honest_about_the_sitting() -> None:
    life = Life(ON_CLICK)
    life.works(46)
    life.says(ev.Skipped)
    assert life.sat_minutes() == 46
    life.works(46)
    assert life.nudges() == [45, 91]
    assert life.outcomes() == ["skipped"]


def test_a_skip_with_nothing_due_is_refused() -> None:
    life = Life()
    life.works(10)
    with pytest.raises(RefusedError, match="nothing to skip"):
        life.says(ev.Skipped)


def test_a_snoozed_reminder_can_be_skipped() -> None:
    life = Life(ON_CLICK)
    life.works(46)
    life.says(ev.Snoozed)
    life.says(ev.Skipped)
    life.works(30)
    assert life.nudges() == [45]


def test_moving_while_a_reminder_stands_withdraws_it() -> None:
    life = Life(ON_CLICK)
    life.works(46)
    life.leaves(6)
    assert [each.what for each in life.heard] == ["nudge", "withdraw"]
    assert life.outcomes() == ["withdrawn"]
    assert life.status.reminder == "none"


def test_no_window_opens_before_an_empty_chair() -> None:
    life = Life(replace(Rules(), open_window=4 * 60))
    life.works(45)
    life.leaves(4.5)
    assert life.windows() == []


def test_back_at_the_desk_a_standing_reminder_gives_its_window_the_full_time_again() -> None:
    life = Life(Rules(open_window=240))
    life.works(45)
    life.leaves(4.5)
    life.works(3.9)
    assert life.windows() == []
    life.works(0.2)
    assert life.windows() == [53.5]


def test_a_snooze_that_ends_while_away_waits_for_the_return() -> None:
    life = Life(ON_CLICK)
    life.works(46)
    life.says(ev.Snoozed, 4 * 60.0)
    life.works(0.5)
    life.leaves(4)
    assert life.nudges() == [45]
    life.works(0.5)
    assert life.nudges() == [45, 50.83]  # 20 seconds to arrive


def test_a_natural_break_forgets_the_snoozes() -> None:
    life = Life(ON_CLICK)
    life.works(46)
    life.says(ev.Snoozed)
    life.leaves(10)
    assert life.day.reminder.snoozes == 0
    life.works(44)
    assert life.nudges() == [45]


def test_a_long_stretch_without_input_ends_the_sitting_as_a_session() -> None:
    life = Life()
    life.works(46)
    life.leaves(8)
    life.stretches()
    assert life.sittings() == [(45.3, "session")]


def test_a_fixed_reminder_whose_window_cannot_open_comes_again() -> None:
    life = Life(ON_CLICK)
    life.works(10)
    life.says(ev.Struck)
    life.says(ev.Wanted)
    life.says(ev.Ended, "failed")
    life.works(11)
    assert life.nudges() == [10, 20]


def test_snoozing_in_the_window_asks_again_and_counts_as_a_snooze() -> None:
    life = Life()
    life.works(46)
    life.stretches(complete=False, answer="snooze")
    assert life.status.reminder == "snoozed"
    assert life.day.reminder.snoozes == 1
    life.works(11)
    assert life.nudges() == [45, 56]


def test_a_window_that_cannot_open_loses_no_reminder() -> None:
    life = Life()
    life.works(45.5)
    life.says(ev.Ended, "failed")
    life.works(11)
    assert life.nudges() == [45, 55.5]


def test_a_window_asked_for_that_cannot_open_makes_no_reminder_of_itself() -> None:
    life = Life()
    life.works(5)
    life.says(ev.Wanted, "garland")
    life.says(ev.Ended, "failed")
    life.works(30)
    assert life.nudges() == []


def test_two_windows_are_never_open_at_once() -> None:
    life = Life()
    life.works(5)
    life.says(ev.Wanted, "garland")
    with pytest.raises(RefusedError, match="being played already"):
        life.says(ev.Wanted, "pigeon")


def test_a_pose_that_is_not_there_is_refused_by_name() -> None:
    life = Life()
    with pytest.raises(RefusedError, match="'tree'"):
        life.says(ev.Wanted, "tree")


# --- pauses, hours, fixed times -----------------------------------------------------------------


def test_a_paused_hour_is_silent_and_its_sitting_is_not_counted() -> None:
    life = Life()
    life.works(30)
    life.says(ev.Paused, life.wall + timedelta(hours=1))
    life.works(60)
    assert life.nudges() == []
    life.works(14)
    assert life.nudges() == []
    life.works(2)
    assert life.nudges() == [105]


def test_a_pause_without_an_end_lasts_until_resumed() -> None:
    life = Life()
    life.says(ev.Paused, None)
    life.works(600)
    assert life.nudges() == []
    life.says(ev.Resumed)
    life.works(46)
    assert life.nudges() == [645]


def test_a_pause_holds_a_due_reminder_and_gives_it_back() -> None:
    life = Life(ON_CLICK)
    life.works(46)
    life.says(ev.Paused, life.wall + timedelta(minutes=30))
    assert life.status.reminder == "held"
    assert life.status.held_by == ("paused",)
    life.works(31)
    assert life.nudges() == [45, 76]
    assert life.outcomes() == ["withdrawn"]


def test_walking_about_in_a_pause_ends_the_sitting_all_the_same() -> None:
    life = Life()
    life.works(40)
    life.says(ev.Paused, None)
    life.leaves(20)
    life.says(ev.Resumed)
    life.works(1)
    assert life.sat_minutes() == 1


def test_a_stretch_asked_for_in_a_pause_is_played() -> None:
    life = Life()
    life.says(ev.Paused, None)
    life.says(ev.Wanted, "garland")
    assert life.windows() == [0]


def test_off_hours_are_silent_and_lunch_is_off_hours() -> None:
    life = Life(replace(ON_CLICK, hours=OFFICE))
    life.works(165)
    life.says(ev.Moved)
    life.works(15)
    life.happens(ev.Ticked)  # schedule marks twelve o'clock
    life.works(60)
    assert [minute for minute in life.nudges() if minute > 165] == []
    life.happens(ev.Ticked)  # and one o'clock
    life.works(31)
    assert [minute for minute in life.nudges() if minute > 165] == [270]


def test_the_weekend_is_quiet() -> None:
    life = Life(Rules(hours=OFFICE), wall=MONDAY_NINE + timedelta(days=5))
    life.works(300)
    assert life.nudges() == []
    assert life.status.state == "off-hours"


def test_a_fixed_time_reminds_whatever_the_clock_says() -> None:
    life = Life()
    life.works(10)
    life.says(ev.Struck)
    assert life.nudges() == [10]


def test_a_fixed_time_in_a_pause_is_held_and_then_given() -> None:
    life = Life()
    life.says(ev.Paused, None)
    life.works(5)
    life.says(ev.Struck)
    assert life.nudges() == []
    life.says(ev.Resumed)
    assert life.nudges() == [5]


def test_a_fixed_reminder_that_a_pause_takes_back_is_given_again() -> None:
    life = Life(ON_CLICK)
    life.works(10)
    life.says(ev.Struck)
    life.says(ev.Paused, None)
    assert life.status.reminder == "held"
    life.works(5)
    life.says(ev.Resumed)
    assert life.nudges() == [10, 15]


def test_a_fixed_time_while_away_is_nothing_to_say() -> None:
    life = Life()
    life.works(10)
    life.leaves(4)
    life.says(ev.Struck)
    life.works(10)
    assert life.nudges() == []


def test_who_cannot_be_seen_is_still_reminded_at_fixed_times() -> None:
    life = Life(seen=False)
    life.leaves(300)
    assert life.nudges() == []
    assert life.status.state == "blind"
    life.says(ev.Struck)
    assert life.nudges() == [300]
    life.leaves(1)
    assert life.windows() == [300.33]


def test_a_machine_that_cannot_see_is_reminded_after_its_sleep_as_well() -> None:
    life = Life(seen=False)
    life.sleeps(60)
    life.says(ev.Struck)
    life.leaves(1)
    assert life.windows() == [60.33]


def test_who_cannot_be_seen_is_not_asked_for_ever() -> None:
    life = Life(ON_CLICK, seen=False)
    life.says(ev.Struck)
    life.leaves(600)
    assert life.nudges() == [0, 10, 20, 30]
    assert life.outcomes() == ["ignored"] * 4
    assert life.status.reminder == "none"


def test_a_display_that_goes_away_stops_the_clock() -> None:
    life = Life()
    life.works(20)
    life.happens(ev.Blind, "the X server has gone")
    life.leaves(2)
    assert life.sat_minutes() == 20
    assert "the X server has gone" in life.status.sentence


# --- which pose ---------------------------------------------------------------------------------


def test_the_poses_take_turns() -> None:
    life = Life(Rules(open_window=0))
    named = []
    for _ in range(4):
        life.works(45.1)
        assert life.day.session is not None
        named.append(life.day.session.pose)
        life.stretches()
    assert named == ["pigeon", "garland", "wall", "pigeon"]


def test_only_what_is_at_hand_is_offered() -> None:
    life = Life(Rules(open_window=0), PoseRules(at_hand=("floor",)))
    named = set()
    for _ in range(4):
        life.works(45.1)
        assert life.day.session is not None
        named.add(life.day.session.pose)
        life.stretches()
    assert named == {"pigeon", "garland"}


def test_never_holds_even_when_nothing_else_is_left() -> None:
    life = Life(Rules(open_window=0), PoseRules(only=("mine",), never=("pigeon",), at_hand=()))
    for _ in range(3):
        life.works(45.1)
        assert life.day.session is not None
        assert life.day.session.pose != "pigeon"
        life.stretches()


def test_a_pose_never_wanted_is_never_offered_but_can_be_asked_for() -> None:
    life = Life(Rules(open_window=0), PoseRules(never=("pigeon",), only=("pigeon", "wall")))
    life.works(45.1)
    assert life.day.session is not None
    assert life.day.session.pose == "wall"
    life.stretches()
    life.says(ev.Wanted, "pigeon")
    assert life.day.session.pose == "pigeon"


def test_an_eight_hour_day_with_lunch_and_meetings() -> None:
    life = Life(Rules(open_window=0))
    done = 0
    for _ in range(8):
        life.works(45.1)
        life.stretches()
        done += 1
        life.leaves(6)
    assert len(life.nudges()) == done == 8
    assert life.outcomes() == ["started"] * 8
    assert all(sat <= 45.1 for sat, _ in life.sittings())


def _tell(life: Life, event: ev.Event) -> tuple[Day, tuple[Action, ...]]:
    return advance(life.day, event, life.setup)


def test_a_reminder_is_answered_by_the_stretch_that_was_really_started() -> None:
    life = Life(ON_CLICK)
    life.works(46)
    life.says(ev.Wanted, "wall")
    (reminder,) = [record for record in life.recorded if record.kind == "reminder"]
    assert (reminder.facts["outcome"], reminder.facts["pose"]) == ("started", "wall")


def test_a_window_that_crashes_while_it_plays_leaves_its_session_in_the_history() -> None:
    life = Life()
    life.works(46)
    life.says(ev.Playing, "right", 2, "hold", 60.0)
    life.says(ev.Ended, "failed")
    (session,) = [record for record in life.recorded if record.kind == "session"]
    assert (session.facts["outcome"], session.facts["step"]) == ("stopped", 2)
    assert life.status.reminder == "snoozed"


def test_snoozing_in_the_window_is_in_the_history() -> None:
    life = Life()
    life.works(46)
    life.stretches(complete=False, answer="snooze")
    (session,) = [record for record in life.recorded if record.kind == "session"]
    assert session.facts["answer"] == "snooze"


def test_a_pause_during_a_session_can_be_seen() -> None:
    life = Life()
    life.says(ev.Wanted, "garland")
    life.says(ev.Paused, life.wall + timedelta(hours=1))
    assert life.status.sentence == "Garland; paused until 10:00"
