"""Whole days at a desk, told as stories. Here: the reminder: when it comes, and what an answer means.

Minutes count from nine on a Monday. The rules are the defaults unless the story says otherwise:
a reminder after 45 minutes, idle after 3, a natural break after 5, a window 20 s after the notice.
"""

import pytest

from tests.life import ON_CLICK, Life
from unsit.core import events as ev
from unsit.core.reminders import RefusedError
from unsit.core.rules import Rules
from unsit.core.value import replace


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
