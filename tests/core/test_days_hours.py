"""Whole days at a desk, told as stories. Here: pauses, hours, fixed times.

Minutes count from nine on a Monday. The rules are the defaults unless the story says otherwise:
a reminder after 45 minutes, idle after 3, a natural break after 5, a window 20 s after the notice.
"""

from datetime import time, timedelta

from tests.life import MONDAY_NINE, ON_CLICK, Life
from unsit.core import events as ev
from unsit.core.rules import Hours, Rules
from unsit.core.value import replace

OFFICE = Hours(
    days=(((time(9), time(12)), (time(13), time(17))),) * 5 + ((),) * 2,
)


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
