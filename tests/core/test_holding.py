"""Held, then delivered: reminders that wait for the end of a call, told as stories.

Minutes count from nine on a Monday; a reminder falls due at 45, twenty seconds are a third of one.
"""

from datetime import time

import pytest

from tests.life import ON_CLICK, POSES, Life
from unsit.core import events as ev
from unsit.core.reminders import Due
from unsit.core.rules import WHEN_IGNORED, Hours, Rules
from unsit.core.value import replace

ALWAYS_HELD = ("call", "sharing", "fullscreen", "do-not-disturb")


def decided(life: Life) -> list[str]:
    return [decision.what for decision in life.day.why]


@pytest.mark.parametrize("sign", ALWAYS_HELD)
def test_a_reminder_is_held_and_given_twenty_seconds_after_the_way_is_free(sign: str) -> None:
    life = Life(ON_CLICK)
    life.begins(sign)
    life.works(50)
    assert life.nudges() == []
    assert life.status.reminder == "held"
    assert life.status.held_by == (sign,)
    life.ends(sign)
    life.works(5)
    assert life.nudges() == [50.33]


@pytest.mark.parametrize("sign", ["media", "inhibitor"])
def test_what_only_counts_as_sitting_holds_nothing_back(sign: str) -> None:
    life = Life(ON_CLICK)
    life.begins(sign)
    life.works(46)
    assert life.nudges() == [45]


def test_what_holds_it_is_for_the_settings_to_say() -> None:
    life = Life(replace(ON_CLICK, hold_for=("media",)))
    life.begins("call", "media")
    life.works(50)
    assert life.status.held_by == ("media",)
    life.ends("media")
    life.works(1)
    assert life.nudges() == [50.33]


def test_the_tray_says_what_holds_it() -> None:
    life = Life(ON_CLICK)
    life.begins("call")
    life.works(47)
    assert life.status.face == "held"
    assert life.status.tip == "A reminder waits: the microphone is in use"
    assert life.status.sentence == "Sitting 47 min; a reminder waits: the microphone is in use"


def test_everything_that_holds_it_must_have_ended() -> None:
    life = Life(ON_CLICK)
    life.begins("call", "sharing")
    life.works(50)
    life.ends("sharing")
    life.works(5)
    assert life.nudges() == []
    life.ends("call")
    life.works(1)
    assert life.nudges() == [55.33]


def test_the_next_call_begins_the_twenty_seconds_anew() -> None:
    life = Life(ON_CLICK)
    life.begins("call")
    life.works(50)
    life.ends("call")
    life.works(0.25)
    life.begins("call")
    life.works(5)
    assert life.nudges() == []
    life.ends("call")
    life.works(1)
    assert life.nudges() == [55.58]


def test_held_for_half_an_hour_it_is_given_quietly_and_opens_no_window() -> None:
    life = Life()
    life.begins("do-not-disturb")
    life.works(80)
    assert [heard.what for heard in life.heard] == ["quiet nudge"]
    assert life.nudges() == [75]
    assert life.windows() == []
    assert life.status.reminder == "due"


def test_a_quiet_reminder_is_repeated_quietly() -> None:
    life = Life(replace(ON_CLICK, repeat_after=600.0))
    life.begins("fullscreen")
    life.works(86)
    assert [heard.what for heard in life.heard] == ["quiet nudge", "quiet nudge"]


def test_a_call_is_never_interrupted_however_long_it_lasts() -> None:
    life = Life()
    life.begins("call", "fullscreen")
    life.works(300)
    assert life.heard == []
    life.ends("call", "fullscreen")
    life.works(1)
    assert life.nudges() == [300.33]


def test_a_call_that_ends_after_the_longest_hold_leaves_the_rest_to_be_said_quietly() -> None:
    life = Life()
    life.begins("call", "fullscreen")
    life.works(100)
    life.ends("call")
    life.works(1)
    assert [heard.what for heard in life.heard] == ["quiet nudge"]
    assert life.nudges() == [100]


def test_a_call_that_begins_beneath_a_reminder_takes_it_back_until_it_has_ended() -> None:
    life = Life()
    life.works(45.1)
    assert life.nudges() == [45]
    life.begins("call")
    life.works(5)
    assert [heard.what for heard in life.heard] == ["nudge", "withdraw"]
    assert life.windows() == []
    assert life.outcomes() == [], "it is not consumed"
    life.ends("call")
    life.works(1)
    assert life.nudges() == [45, 50.43]
    assert life.windows() == [50.77]


def test_signs_that_hold_are_asked_for_when_something_is_due_and_not_before() -> None:
    life = Life(ON_CLICK)
    life.works(44)
    assert life.followed == frozenset()
    life.works(2)
    assert life.followed == set(ALWAYS_HELD)
    life.says(ev.Skipped)
    assert life.followed == frozenset()


def test_a_desktop_that_never_answers_holds_nothing_back() -> None:
    life = Life(ON_CLICK)
    life.works(44.9)
    life.followed = frozenset(ALWAYS_HELD)  # it is asked, and says nothing
    life.works(1)
    assert life.nudges() == [45.08]


# --- typing ------------------------------------------------------------------------------------


def test_it_waits_for_a_gap_in_the_typing() -> None:
    life = Life(ON_CLICK, pauses=False)
    life.works(45.5)
    assert life.nudges() == []
    assert life.status.held_by == ("typing",)
    life.pauses = True
    life.happens(ev.Lull)
    assert life.nudges() == [45.5]


def test_it_waits_for_a_gap_no_longer_than_a_minute() -> None:
    life = Life(ON_CLICK, pauses=False)
    life.works(50)
    assert life.nudges() == [46]


def test_after_a_call_the_gap_comes_after_the_twenty_seconds() -> None:
    life = Life(ON_CLICK, pauses=False)
    life.begins("call")
    life.works(50)
    life.ends("call")
    life.works(5)
    assert life.nudges() == [51.33]


def test_a_gap_before_the_way_was_free_does_not_count() -> None:
    life = Life(ON_CLICK, pauses=False)
    life.begins("call")
    life.works(46)
    life.happens(ev.Lull)
    life.ends("call")
    life.works(1)
    assert life.nudges() == []


# --- coming back -------------------------------------------------------------------------------


def test_whoever_comes_back_has_twenty_seconds_to_arrive() -> None:
    life = Life(ON_CLICK)
    life.works(45)
    life.says(ev.Snoozed, 3.5 * 60)
    life.leaves(4)
    life.works(1)
    assert life.nudges() == [45, 49.33]


@pytest.mark.parametrize("away", ["locks", "sleeps"])
def test_unlocking_and_waking_up_bring_no_reminder_at_once(away: str) -> None:
    life = Life(ON_CLICK)
    life.works(45)
    life.says(ev.Snoozed, 60.0)
    getattr(life, away)(2)
    life.works(0.25)
    assert life.nudges() == [45]
    life.works(0.25)
    assert life.nudges() == [45, 47.33]


def test_a_reminder_that_is_held_ends_with_the_sitting() -> None:
    life = Life(ON_CLICK)
    life.begins("sharing")
    life.works(50)
    life.leaves(6)
    life.ends("sharing")
    life.works(10)
    assert life.nudges() == []
    assert life.status.reminder == "none"


def test_a_pause_keeps_what_was_held() -> None:
    life = Life(ON_CLICK)
    life.begins("sharing")
    life.works(50)
    life.says(ev.Paused, None)
    assert life.status.held_by == ("paused",)
    life.ends("sharing")
    life.works(5)
    life.says(ev.Resumed)
    life.works(1)
    assert life.nudges() == [55]


def test_off_hours_keep_what_was_held() -> None:
    day = ((time(9), time(9, 50)), (time(10), time(12)))
    life = Life(replace(ON_CLICK, hours=Hours((day, *((),) * 6))))
    life.begins("sharing")
    life.works(55)
    assert life.status.held_by == ("off-hours",)
    life.ends("sharing")
    life.works(10)
    life.happens(ev.Ticked)  # the edge of the hours, which `schedule` tells of
    life.works(1)
    assert life.nudges() == [65]


def test_what_is_held_can_be_started_snoozed_or_skipped() -> None:
    for kind in (ev.Snoozed, ev.Skipped, ev.Wanted):
        life = Life(ON_CLICK)
        life.begins("call")
        life.works(46)
        life.says(kind)
        assert life.status.reminder != "held"


def test_a_fixed_time_is_held_as_well() -> None:
    life = Life(ON_CLICK)
    life.works(5)
    life.begins("call")
    life.says(ev.Struck)
    life.works(5)
    life.ends("call")
    life.works(1)
    assert life.nudges() == [10.33]


def test_who_cannot_be_seen_is_asked_without_waiting_for_a_gap() -> None:
    life = Life(ON_CLICK, seen=False, pauses=False)
    life.says(ev.Struck)
    assert life.nudges() == [0]


# --- which pose ----------------------------------------------------------------------------------


def offered(life: Life) -> str:
    phase = life.day.reminder.phase
    assert isinstance(phase, Due)
    return phase.pose


def test_between_long_calls_a_pose_is_offered_that_is_done_standing() -> None:
    standing = tuple(
        replace(pose, position="standing" if pose.id == "garland" else "all fours")
        for pose in POSES
    )
    life = Life(ON_CLICK, poses=standing)
    life.begins("call")
    life.works(60)
    life.ends("call")
    life.works(0.2)
    life.begins("call")
    life.works(5)
    life.ends("call")
    life.works(1)
    assert offered(life) == "garland"


def test_after_one_call_the_next_pose_is_the_next() -> None:
    life = Life(ON_CLICK)
    life.begins("call")
    life.works(60)
    life.ends("call")
    life.works(1)
    assert offered(life) == "pigeon"


# --- ignored -------------------------------------------------------------------------------------


def test_a_reminder_nobody_answers_is_given_again_in_its_place_and_looks_more_urgent() -> None:
    life = Life(ON_CLICK)
    life.works(46)
    assert life.status.face == "due"
    life.works(10)
    assert life.status.face == "overdue"
    assert life.status.times == 2
    assert [heard.what for heard in life.heard] == ["nudge", "nudge"]


def test_a_window_that_opens_when_ignored_opens_with_the_second_asking() -> None:
    life = Life(Rules(open_window=WHEN_IGNORED))
    life.works(54.9)
    assert life.windows() == []
    life.works(1)
    assert life.nudges() == [45, 55]
    assert life.windows() == [55]


# --- why -----------------------------------------------------------------------------------------


def test_every_decision_is_kept_with_its_reason() -> None:
    life = Life(ON_CLICK)
    life.begins("call")
    life.works(60)
    life.ends("call")
    life.works(1)
    life.says(ev.Wanted)
    told = [(each.what, each.because) for each in life.day.why]
    assert told == [
        ("due", "you sat for 45 min"),
        ("held", "the microphone is in use"),
        ("free", "what held it has ended"),
        ("chose Pigeon", "it was not offered lately"),
        ("shown", "Pigeon: nothing stands in the way"),
        ("started Pigeon", "you asked for it"),
    ]
    assert f"{life.day.why[0].at:%H:%M}" == "09:45"


@pytest.mark.parametrize(
    ("window", "because"),
    [
        (0, "the settings want the window at once"),
        (20, "the settings want the window after 20 s"),
        (WHEN_IGNORED, "nobody answered for 10 min"),
    ],
)
def test_a_window_that_opens_by_itself_says_what_wants_it(window: float, because: str) -> None:
    life = Life(Rules(open_window=window))
    life.works(60)
    assert because in [each.because for each in life.day.why if each.what.startswith("started")]


def test_where_no_notification_can_be_shown_the_window_says_that() -> None:
    life = Life(ON_CLICK)
    life.works(45)
    life.says(ev.Unheard)
    assert life.day.why[-1].because == "nothing can be shown as a notification"


def test_only_the_last_fifty_decisions_are_kept() -> None:
    life = Life()
    for _ in range(40):
        life.says(ev.Stood)
        life.says(ev.Sat)
    assert len(life.day.why) == 50
    assert decided(life)[-2:] == ["standing", "sitting"]
