"""Whole days at a desk, told as stories. Here: which pose comes, and what the history has of it.

Minutes count from nine on a Monday. The rules are the defaults unless the story says otherwise:
a reminder after 45 minutes, idle after 3, a natural break after 5, a window 20 s after the notice.
"""

from datetime import timedelta

from tests.life import ON_CLICK, Life
from unsit.core import events as ev
from unsit.core.rules import PoseRules, Rules


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
