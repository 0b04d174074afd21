"""What hurts and what is broken off, together: nobody is asked back into a pose that hurt."""

import pytest

from tests.core.test_resume import (
    PIGEON,
    RIGHT,
    RIGHT_HOLD,
    RULES,
    WHOLE,
    broken_off,
    on_the_left,
    rest,
    tells,
)
from tests.life import MONDAY_NINE, POSES
from unsit.core import cues, dose, memory, remainder, wayout
from unsit.core import events as ev
from unsit.core import player as playing
from unsit.core.day import Day, Record
from unsit.core.leftoff import LeftOff
from unsit.core.reminders import RefusedError
from unsit.core.value import replace as changed

REST = remainder.of(WHOLE, PIGEON, RULES, LeftOff("pigeon", "left", 2, 22.0, "right", 0.0))
"""Its segments: ready 0, move 1, hold 2 (left, 8 s of it done), out 3, done 4."""


def test_a_pose_that_hurt_is_not_offered_to_be_continued() -> None:
    life = on_the_left(8)
    life.says(ev.Ouch)
    tells(life, 0)
    life.says(ev.Ended, "ouch", (RIGHT, ev.Held("left", 2, 8.0, False)))
    assert rest(life) is None


def test_what_hurts_the_second_time_is_not_continued_from_the_first() -> None:
    life = broken_off()
    life.says(ev.Wanted, "pigeon")
    life.says(ev.Ouch)
    life.says(ev.Ended, "ouch", ())
    assert rest(life) is None
    with pytest.raises(RefusedError):
        life.says(ev.Continued)


def test_what_was_held_before_it_hurt_outlives_a_crash_on_the_way_out() -> None:
    life = on_the_left(8)
    life.works(4 / 60)
    life.says(ev.Ouch)
    tells(life, 0)
    life.works(60 / 60)
    life.says(ev.Ended, "failed")
    (session,) = [record.facts for record in life.recorded if record.kind == "session"]
    assert (session["outcome"], session["held_s"]) == ("ouch", {"right": 30.0, "left": 4.0})


def test_what_was_held_before_a_crash_is_counted() -> None:
    life = on_the_left()
    life.works(10 / 60)
    life.says(ev.Ended, "failed")
    assert dose.seconds(life.day.doses, "pigeon", "left") == 10


def test_what_was_held_before_the_daemon_died_is_counted_by_the_next_one() -> None:
    life = on_the_left()
    life.works(10 / 60)
    now = ev.Ticked(life.at, life.wall)
    kept = memory.keep(life.day, now)
    day, over = memory.recall(kept, now, life.rules), memory.ended(kept, now, life.rules)
    day = memory.counted(day, over, POSES, life.wall.date())
    assert dose.seconds(day.doses, "pigeon", "right") == 30
    assert dose.seconds(day.doses, "pigeon", "left") == 10


def test_a_hold_counts_nothing_while_it_waits_for_its_words() -> None:
    life = on_the_left(-3)
    life.works(10 / 60)
    life.says(ev.Ended, "failed")
    assert rest(life) == 23


def test_the_rest_of_a_hold_does_not_wait_for_its_words_and_says_how_much_is_left() -> None:
    assert cues.lead(REST, 2) == 0 < cues.lead(WHOLE, RIGHT_HOLD)
    player = playing.voiced(playing.begin(REST, 0.0), speaks=True)
    player = playing.onward(playing.onward(player, 1.0), 2.0)
    assert (player.segment.kind, player.into) == ("hold", 8)
    opening = next(cue for cue in cues.cues(REST) if cue.kind == "hold")
    assert opening.say.endswith("Hold for twenty-two seconds.")


def test_nothing_is_said_of_what_was_done_before() -> None:
    rest_of_it = changed(REST, start={"segment": 2, "seconds": 20.0})
    before = playing.advance(playing.begin(rest_of_it, 0.0), 1.0)
    after = playing.onward(playing.onward(before, 2.0), 2.0)
    cue = cues.due(cues.cues(rest_of_it), before, after)
    assert cue is not None
    assert cue.kind == "hold"
    assert "half" not in {each.kind for each in cues.cues(rest_of_it)}


def test_the_way_out_of_a_rest_begins_at_its_beginning_and_waits_for_nobody() -> None:
    player = playing.onward(playing.onward(playing.begin(REST, 0.0), 1.0), 2.0)
    way = wayout.begin(player, 3.0)
    assert (way.plan.start, way.into) == (None, 0)
    waiting = changed(WHOLE, segments=(changed(WHOLE.segments[0], waits=True), *WHOLE.segments[1:]))
    way = wayout.begin(playing.begin(waiting, 0.0), 3.0)
    assert not any(segment.waits for segment in way.plan.segments)


@pytest.mark.parametrize("held", [None, 3, {"right": "long"}, {"right": float("nan")}])
def test_a_session_that_cannot_be_read_counts_for_nothing(held: object) -> None:
    facts = {"pose": "pigeon", "held_s": held}
    over = (Record("session", MONDAY_NINE, facts),)
    assert memory.counted(Day(), over, POSES, MONDAY_NINE.date()).doses == ()
