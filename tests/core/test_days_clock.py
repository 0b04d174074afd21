"""Whole days at a desk, told as stories. Here: the clock: what is sitting, and what ends it.

Minutes count from nine on a Monday. The rules are the defaults unless the story says otherwise:
a reminder after 45 minutes, idle after 3, a natural break after 5, a window 20 s after the notice.
"""

from datetime import timedelta

from tests.life import MONDAY_NINE, ON_CLICK, Life
from unsit.core import events as ev
from unsit.core.turn import advance


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
    life.day, _ = advance(life.day, ev.Slept(asleep_at, asleep_wall), life.setup)
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
