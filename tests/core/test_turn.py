"""What may happen to the files beneath a running day: a pose can go while it is being offered."""

import pytest

from tests.life import ON_CLICK, POSES, Life
from unsit.core import events as ev
from unsit.core.reminders import Due, RefusedError
from unsit.core.rules import Rules


def due_pose(life: Life) -> str:
    phase = life.day.reminder.phase
    assert isinstance(phase, Due)
    return phase.pose


def loses_the_pose_that_is_due(life: Life) -> str:
    gone = due_pose(life)
    life.poses = tuple(pose for pose in POSES if pose.id != gone)
    life.happens(ev.Changed)
    return gone


@pytest.mark.parametrize("rules", [Rules(), ON_CLICK], ids=["by itself", "on click"])
def test_a_pose_that_goes_while_it_is_due_gives_its_place_to_another(rules: Rules) -> None:
    life = Life(rules)
    life.works(45)
    gone = loses_the_pose_that_is_due(life)
    assert due_pose(life) != gone
    assert [heard.what for heard in life.heard] == ["nudge", "withdraw", "nudge"]
    assert life.outcomes() == ["withdrawn"]
    life.works(15)
    if rules is ON_CLICK:
        assert life.nudges() == [45, 45, 55]
    else:
        assert life.day.session is not None


def test_when_every_pose_goes_the_day_goes_on_and_the_reminder_waits_for_one() -> None:
    life = Life()
    life.works(45)
    life.poses = ()
    life.happens(ev.Changed)
    life.works(15)
    assert life.nudges() == [45]
    with pytest.raises(RefusedError, match="no pose to offer"):
        life.happens(ev.Wanted)
    life.poses = POSES
    life.happens(ev.Changed)
    assert life.nudges() == [45, 60]


def test_a_session_outlives_its_pose() -> None:
    life = Life()
    life.says(ev.Wanted, "garland")
    life.poses = POSES[:1]
    life.happens(ev.Changed)
    assert life.status.sentence == "garland"
    life.stretches()
    assert life.recorded[-1].facts["pose"] == "garland"
