"""A stretch that was broken off: what is left of it, for how long, and how it is gone on with."""

import json
from datetime import timedelta
from typing import Any

import pytest

from tests.life import MONDAY_NINE, POSES, Life, pose
from unsit.core import events as ev
from unsit.core import memory, remainder, sentences
from unsit.core import player as playing
from unsit.core.day import Day, OpenWindow, Record
from unsit.core.leftoff import LeftOff
from unsit.core.menu import entries
from unsit.core.player import Player
from unsit.core.poses import Hold
from unsit.core.reminders import RefusedError
from unsit.core.rules import Rules, SessionRules
from unsit.core.session import Plan, plan, seconds
from unsit.core.status import as_json
from unsit.core.turn import advance
from unsit.core.value import replace as changed

PIGEON = pose("pigeon")
RULES = SessionRules(lead_in=20, switch=8)
WHOLE = plan(PIGEON, RULES)
"""Its segments: ready 0, move 1, hold 2 (right), out 3, switch 4, move 5, hold 6 (left), out 7, done 8."""
RIGHT_HOLD, SWITCH, LEFT_HOLD, OUT, DONE = 2, 4, 6, 7, 8
RIGHT = ev.Held("right", 2, 30.0, True)
REFUSED = "No stretch was broken off in the last 30 minutes."


def tells(
    life: Life, segment: int, into: float = 0.0, held: Any = (), made: Plan = WHOLE, **state: bool
) -> None:
    """Let the window say where it is."""
    now, where = made.segments[segment], remainder.place(made, segment, into)
    paused, waits = state.get("paused", False), now.waits
    told = (now.side, now.step, now.kind, 60.0, paused, waits, where, tuple(held))
    life.says(ev.Playing, *told)


def stretching() -> Life:
    life = Life()
    life.works(20)
    life.says(ev.Wanted, "pigeon")
    tells(life, 0)
    return life


def on_the_left(into: float = 0.0) -> Life:
    """Be in the hold of the left side, the right one done."""
    life = stretching()
    tells(life, LEFT_HOLD, into, (RIGHT,))
    return life


def broken_off() -> Life:
    """Close the window 8 seconds into the left side."""
    life = on_the_left(8)
    life.says(ev.Ended, "stopped", (RIGHT, ev.Held("left", 2, 8.0, False)))
    return life


def rest(life: Life) -> float | None:
    """Return the seconds that can be continued."""
    left_off = life.status.left_off
    return None if left_off is None else round(left_off.rest, 1)


def passes(life: Life, of_time: float) -> None:
    """Let so many seconds go by."""
    life.leaves(of_time / 60)


def continues(life: Life) -> OpenWindow:
    """Ask to go on; return the window that is to be opened."""
    life.day, actions = advance(life.day, ev.Continued(life.at, life.wall), life.setup)
    (window,) = (action for action in actions if isinstance(action, OpenWindow))
    return window


# --- what is kept -------------------------------------------------------------------------------


def test_what_was_broken_off_is_offered_to_the_second() -> None:
    life = broken_off()
    assert rest(life) == 22
    (entry,) = (each for each in entries(life.status, POSES) if "Continue" in each.label)
    assert entry.label == "Continue Pigeon, left side, 22 s"
    assert entry.request == {"verb": "session", "do": "continue"}
    assert as_json(life.status)["continue"] == {
        "pose": "pigeon",
        "side": "left",
        "left_s": 22,
        "place": 1,
        "of": 1,
        "sentence": "Continue Pigeon, left side, 22 s",
    }


def test_between_two_words_of_the_window_the_hold_goes_on() -> None:
    life = on_the_left(8)
    passes(life, 7)
    life.says(ev.Ended, "stopped")
    assert rest(life) == 15


def test_in_a_pause_it_does_not() -> None:
    life = stretching()
    tells(life, LEFT_HOLD, 8, paused=True)
    passes(life, 60)
    life.says(ev.Ended, "stopped")
    assert rest(life) == 22


def test_nor_while_the_machine_sleeps() -> None:
    life = on_the_left(8)
    passes(life, 2)
    life.sleeps(10)
    passes(life, 3)
    life.says(ev.Ended, "stopped")
    assert rest(life) == 17


def test_a_window_that_is_late_with_its_word_leaves_a_second_at_least() -> None:
    life = on_the_left(8)
    passes(life, 100)
    life.says(ev.Ended, "stopped")
    assert rest(life) == 1


@pytest.mark.parametrize("segment", [1, SWITCH])
def test_before_a_hold_all_of_it_is_left(segment: int) -> None:
    life = stretching()
    tells(life, segment, 1)
    passes(life, 1)
    life.says(ev.Ended, "stopped")
    assert rest(life) == 30
    assert life.status.left_off is not None
    assert life.status.left_off.side == ("right" if segment < SWITCH else "left")


def test_what_was_closed_in_its_lead_in_was_never_begun() -> None:
    life = stretching()
    life.says(ev.Ended, "stopped")
    assert rest(life) is None


@pytest.mark.parametrize("segment", [OUT, DONE])
def test_with_no_hold_left_there_is_nothing_to_continue(segment: int) -> None:
    life = stretching()
    tells(life, segment)
    life.says(ev.Ended, "stopped")
    assert rest(life) is None


def test_a_window_that_crashes_leaves_what_was_held_in_the_history_and_the_rest_to_continue() -> (
    None
):
    life = on_the_left(8)
    passes(life, 4)
    life.says(ev.Ended, "failed")
    assert rest(life) == 18
    facts = life.recorded[-1].facts
    assert facts["outcome"] == "stopped"
    assert facts["held_s"] == {"right": 30.0, "left": 4.0}
    assert [hold["complete"] for hold in facts["holds"]] == [True, False]


def test_what_had_been_held_of_a_hold_and_what_came_after_are_one() -> None:
    life = stretching()
    tells(life, RIGHT_HOLD, 10, [ev.Held("right", 2, 10.0, False)])
    passes(life, 60)
    life.says(ev.Ended, "failed")
    (hold,) = life.recorded[-1].facts["holds"]
    assert hold == {"side": "right", "step": 2, "seconds": 30.0, "complete": True}


# --- for how long -------------------------------------------------------------------------------


def test_it_is_offered_for_half_an_hour() -> None:
    life = broken_off()
    life.works(29.9)
    assert rest(life) == 22
    life.works(0.2)
    assert life.day.left_off is None


def test_a_call_that_it_was_broken_off_for_takes_nothing_away() -> None:
    life = broken_off()
    life.leaves(12)
    life.works(1)
    assert rest(life) == 22


def test_the_break_after_that_does() -> None:
    life = broken_off()
    life.leaves(8)
    life.works(5)
    life.leaves(8)
    assert rest(life) is None


def test_whoever_says_that_they_moved_has_done_with_it() -> None:
    life = broken_off()
    life.says(ev.Moved)
    assert rest(life) is None


def test_a_session_that_is_done_takes_its_place() -> None:
    life = broken_off()
    life.says(ev.Wanted, "garland")
    assert rest(life) is None, "not while a session is open"
    life.stretches()
    assert life.day.left_off is None


def test_one_that_is_closed_at_once_does_not() -> None:
    life = broken_off()
    life.says(ev.Wanted, "garland")
    tells(life, 0)
    life.says(ev.Ended, "stopped")
    assert rest(life) == 22


def test_a_pose_that_is_gone_is_not_offered() -> None:
    life = broken_off()
    life.poses = POSES[1:]
    life.says(ev.Changed)
    assert rest(life) is None


# --- going on ---------------------------------------------------------------------------------------


def test_the_window_opens_with_what_is_left() -> None:
    life = broken_off()
    window = continues(life)
    assert (window.pose, window.asked) == ("pigeon", True)
    assert window.resumed is not None
    assert (window.resumed.side, window.resumed.rest, window.resumed.first) == ("left", 22, "right")
    assert life.day.left_off is None
    assert life.day.why[-1].what == "continued Pigeon"


def test_the_second_session_counts_only_its_own_seconds() -> None:
    life = broken_off()
    continues(life)
    life.says(ev.Ended, "done", (ev.Held("left", 2, 22.0, True),))
    assert [each.facts["held_s"] for each in life.recorded if each.kind == "session"] == [
        {"right": 30.0, "left": 8.0},
        {"left": 22.0},
    ]
    assert life.day.left_off is None


def test_where_nothing_was_broken_off_there_is_nothing_to_continue() -> None:
    life = Life()
    assert life.is_refused(ev.Continued) == REFUSED
    life.says(ev.Wanted, "pigeon")
    assert life.is_refused(ev.Continued) == "A stretch is being played already."


def test_a_wish_that_cannot_be_met_leaves_the_offer() -> None:
    life = broken_off()
    life.says(ev.Wanted, "garland")
    with pytest.raises(RefusedError):
        continues(life)
    life.says(ev.Ended, "stopped")
    assert rest(life) == 22


@pytest.mark.parametrize("outcome", ["failed", "stopped"])
def test_what_could_not_be_gone_on_with_is_offered_again(outcome: str) -> None:
    life = broken_off()
    passes(life, 60)
    continues(life)
    if outcome == "stopped":
        tells(life, 0)
    life.says(ev.Ended, outcome)
    assert rest(life) == 22
    life.works(29.9)
    assert rest(life) == 22, "for another half an hour"


def test_a_session_may_be_broken_off_again_and_again() -> None:
    life = broken_off()
    window = continues(life)
    assert window.resumed is not None
    made = remainder.of(WHOLE, PIGEON, RULES, window.resumed)
    tells(life, 2, 14, made=made)
    life.says(ev.Ended, "stopped")
    again = continues(life).resumed
    assert again is not None
    assert (again.side, again.rest, again.first) == ("left", 16, "right")


# --- a series ------------------------------------------------------------------------------------


def in_a_series(nth: int = 1) -> Life:
    """Play a series of three poses, and be at the beginning of this one."""
    life = Life()
    life.works(20)
    life.says(ev.Wanted, "", 600.0)
    for __ in range(1, nth):
        life.stretches()
    return life


def offered(life: Life) -> str:
    left_off = life.status.left_off
    return "" if left_off is None else sentences.left_off_words(left_off)


def test_a_series_that_crashes_is_gone_on_with_to_its_end() -> None:
    life = in_a_series()
    tells(life, LEFT_HOLD, 8, (RIGHT,))
    life.says(ev.Ended, "failed")
    assert offered(life) == "Continue Pigeon, left side, 22 s, 1 of 3"
    life.says(ev.Continued)
    assert life.status.sentence == "Pigeon, 1 of 3"
    life.stretches()
    assert life.status.sentence == "Garland, 2 of 3"
    life.stretches()
    assert life.status.sentence == "Wall, 3 of 3"
    life.stretches()
    assert (life.day.session, offered(life)) == (None, "")


@pytest.mark.parametrize("told", [True, False])
def test_a_pose_of_a_series_that_was_not_begun_yet_is_played_whole(told: bool) -> None:
    life = in_a_series(nth=2)
    if told:
        tells(life, 0)
    life.says(ev.Ended, "failed")
    assert offered(life) == "Continue Garland, 2 of 3"
    resumed = continues(life).resumed
    assert resumed is not None
    assert remainder.of(WHOLE, PIGEON, RULES, resumed) == WHOLE
    assert life.status.sentence == "Garland, 2 of 3"


def test_after_the_last_hold_of_a_pose_the_next_one_of_its_series_is_left() -> None:
    life = in_a_series()
    tells(life, OUT, held=(RIGHT,))
    life.says(ev.Ended, "failed")
    assert offered(life) == "Continue Garland, 2 of 3"


def test_a_series_that_was_told_to_stop_has_no_rest() -> None:
    life = in_a_series()
    tells(life, LEFT_HOLD, 8, (RIGHT,))
    life.says(ev.Stopped)
    life.says(ev.Ended, "stopped")
    assert offered(life) == "Continue Pigeon, left side, 22 s"


def test_the_next_daemon_goes_on_with_a_series_as_well() -> None:
    life = in_a_series(nth=2)
    tells(life, LEFT_HOLD, 8, (RIGHT,))
    left_off = taken_up(life, 60).left_off
    assert left_off is not None
    assert (left_off.pose, left_off.nth, left_off.series) == ("garland", 2, ("wall",))


# --- the next daemon ------------------------------------------------------------------------------


def taken_up(life: Life, after: float = 0.0, **changes: Any) -> Day:
    """Let a daemon die, and another one begin on a machine that has started anew."""
    kept = json.loads(json.dumps(memory.keep(life.day, ev.Ticked(life.at, life.wall))))
    kept["left_off"] = kept["left_off"] and {**kept["left_off"], **changes}
    start = ev.Ticked(50.0, life.wall + timedelta(seconds=after))
    return memory.recall(kept, start, Rules())


def test_a_daemon_that_dies_in_a_session_leaves_it_to_be_continued() -> None:
    life = on_the_left(8)
    passes(life, 5)
    left_off = taken_up(life, 120).left_off
    assert left_off is not None
    assert (left_off.pose, left_off.side, left_off.rest) == ("pigeon", "left", 17)
    assert left_off.until == 50 + 30 * 60 - 120


def test_what_was_broken_off_before_outlives_a_daemon_and_a_reboot_that_takes_long() -> None:
    left_off = taken_up(broken_off(), 20 * 60).left_off
    assert left_off is not None
    assert left_off.until == 50 + 10 * 60


def test_after_half_an_hour_it_is_forgotten() -> None:
    assert taken_up(broken_off(), 31 * 60).left_off is None


def test_a_clock_that_was_set_back_makes_it_no_longer() -> None:
    assert taken_up(broken_off(), -60).left_off is None


def test_a_night_is_a_break_for_whoever_was_back_before() -> None:
    life = broken_off()
    life.leaves(4)
    life.works(1)
    assert taken_up(life, 2 * 60).left_off is not None
    assert taken_up(life, 6 * 60).left_off is None


@pytest.mark.parametrize(
    "changes",
    [{"until": None}, {"until": "2026-11-23T09:20:00"}, {"rest": "x"}, {"step": None}],
)
def test_what_cannot_be_read_is_not_offered(changes: dict[str, Any]) -> None:
    assert taken_up(broken_off(), **changes).left_off is None


def test_a_session_that_died_with_its_daemon_is_in_the_history() -> None:
    life = on_the_left(8)
    passes(life, 5)
    kept = json.loads(json.dumps(memory.keep(life.day, ev.Ticked(life.at, life.wall))))
    (record,) = memory.ended(kept, ev.Ticked(50.0, life.wall), Rules())
    assert record.kind == "session"
    assert record.at == MONDAY_NINE + timedelta(minutes=20)
    assert record.facts["pose"] == "pigeon"
    assert record.facts["held_s"] == {"right": 30.0, "left": 5.0}


@pytest.mark.parametrize("session", [None, 3, {}, {"began": "x", "facts": {}}, {"began": None}])
def test_a_session_that_cannot_be_read_is_not(session: Any) -> None:
    kept = memory.keep(Day(), ev.Ticked(0.0, MONDAY_NINE)) | {"session": session}
    found: tuple[Record, ...] = memory.ended(kept, ev.Ticked(9.0, MONDAY_NINE), Rules())
    assert found == ()


# --- the plan of what is left ------------------------------------------------------------------------


def left(side: str = "left", of_hold: float = 22.0) -> LeftOff:
    return LeftOff("pigeon", side, 2, of_hold, "right", 0.0)


def at(moment: float, made: Plan) -> Player:
    return playing.advance(playing.begin(made, 0.0), moment)


def test_it_begins_with_the_lead_in_and_the_way_into_the_pose() -> None:
    made = remainder.of(WHOLE, PIGEON, RULES, left())
    assert [(one.kind, one.side) for one in made.segments] == [
        ("ready", "left"),
        ("move", "left"),
        ("hold", "left"),
        ("out", "left"),
        ("done", "left"),
    ]
    assert made.start == {"segment": 2, "seconds": 8}
    assert seconds(made) == 20 + 5 + 22 + 5
    assert Plan.from_json(json.loads(json.dumps(made.to_json()))) == made


def test_of_the_first_side_the_second_is_left_as_well() -> None:
    made = remainder.of(WHOLE, PIGEON, RULES, left("right", 12))
    assert [one.kind for one in made.segments] == [one.kind for one in WHOLE.segments]
    assert playing.frame(at(0, made)).session_left == seconds(WHOLE) - 18


def test_the_hold_goes_on_where_it_was() -> None:
    made = remainder.of(WHOLE, PIGEON, RULES, left())
    frame = playing.frame(at(25, made))
    assert (frame.segment.kind, frame.into, frame.left) == ("hold", 0, 22)
    assert frame.fraction == pytest.approx(8 / 30)
    assert frame.session_left == 22 + 5


def test_its_rest_is_a_whole_hold_and_counts_for_what_it_is() -> None:
    made = remainder.of(WHOLE, PIGEON, RULES, left())
    player = at(60, made)
    assert playing.outcome(player) == "done"
    assert [tuple(kept) for kept in playing.holds(player)] == [("left", 2, 22.0, True)]


def test_a_hold_by_breaths_goes_on_with_the_breath_it_was_in() -> None:
    breathing = changed(PIGEON, hold=Hold(breaths=(3, 6)))
    rules = changed(RULES, breath=8, breaths=4)
    made = remainder.of(plan(breathing, rules), breathing, rules, left())
    breath = playing.frame(at(26, made)).breath
    assert breath is not None
    assert (breath.number, breath.of) == (2, 4)


def test_going_back_into_it_begins_where_it_was_begun() -> None:
    made = remainder.of(WHOLE, PIGEON, RULES, left())
    assert playing.again(at(40, made), 40).into == 8
    assert playing.back(at(50, made), 50).into == 8


def test_a_pose_that_has_no_such_hold_any_more_is_played_whole() -> None:
    assert remainder.of(WHOLE, PIGEON, RULES, left("both")) == WHOLE


def test_a_hold_that_has_become_shorter_is_played_whole() -> None:
    made = remainder.of(WHOLE, PIGEON, RULES, left(of_hold=99))
    assert made.start == {"segment": 2, "seconds": 0}


def test_a_place_that_the_plan_does_not_have_is_none() -> None:
    assert remainder.place(WHOLE, 9, 0) is None
    assert remainder.place(WHOLE, -1, 0) is None


# --- a lead-in that waits ---------------------------------------------------------------------------

PATIENT = plan(PIGEON, changed(RULES, lead_in_waits=True))


def test_a_lead_in_that_waits_ends_only_when_it_is_left() -> None:
    player = at(3600, PATIENT)
    assert player.segment.kind == "ready"
    player = playing.onward(player, 3600)
    assert player.segment.kind == "move"
    assert playing.frame(playing.advance(player, 3604)).left == 1


def test_what_waits_is_no_part_of_what_is_left() -> None:
    frame = playing.frame(at(100, PATIENT))
    assert frame.left == 0
    assert frame.session_left == seconds(PATIENT) == seconds(WHOLE) - 20


def test_of_two_starting_steps_the_last_one_waits() -> None:
    twice = changed(PIGEON, steps=(PIGEON.steps[0], *PIGEON.steps))
    made = plan(twice, changed(RULES, lead_in_waits=True))
    assert [one.waits for one in made.segments][:3] == [False, True, False]
    assert at(10, made).index == 1


def test_while_it_waits_the_status_stands_still_and_says_so() -> None:
    life = Life()
    life.works(20)
    life.says(ev.Wanted, "pigeon")
    tells(life, 0, made=PATIENT)
    passes(life, 40)
    assert life.status.sentence == "Pigeon, right side, 1 min left (waits for you)"
    assert life.status.session is not None
    assert life.status.session.left == 60


def test_what_is_continued_waits_as_well() -> None:
    patient = changed(RULES, lead_in_waits=True)
    made = remainder.of(PATIENT, PIGEON, patient, left())
    assert at(100, made).segment.kind == "ready"
