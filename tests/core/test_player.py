"""A session being played: told the time, it says where it is and what was really held."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unsit.core import player as playing
from unsit.core.cues import LONGEST_LEAD, lead
from unsit.core.player import Player
from unsit.core.poses import Hold, Pose, Step
from unsit.core.rules import SessionRules
from unsit.core.session import Plan, plan, seconds

STEPS = (
    Step("ready", "Kneel.", "kneel"),
    Step("move", "Slide.", "slide", 5),
    Step("hold", "Sink.", "sink"),
    Step("out", "Rise.", "kneel", 6),
)
RULES = SessionRules(lead_in=20, switch=8, breath=8, breaths=3)
LUNGE = plan(Pose("lunge", "Lunge", Hold(seconds=30), STEPS), RULES)
# kind and start of each segment: ready 0, move 20, hold 25, out 55, switch 61,
# move 69, hold 74, out 104, done 110, over 115
BREATHS = plan(Pose("butterfly", "B", Hold(breaths=(3, 6)), STEPS, sides="both"), RULES)


def at(moment: float, made: Plan = LUNGE) -> Player:
    return playing.advance(playing.begin(made, 0.0), moment)


@pytest.mark.parametrize(
    ("moment", "kind", "left"),
    [
        (0, "ready", 20),
        (19.9, "ready", 0.1),
        (20, "move", 5),
        (25, "hold", 30),
        (60, "out", 1),
        (61, "switch", 8),
        (74, "hold", 30),
        (110, "done", 5),
    ],
)
def test_the_session_goes_on_by_itself(moment: float, kind: str, left: float) -> None:
    frame = playing.frame(at(moment))
    assert frame.segment.kind == kind
    assert frame.left == pytest.approx(left)


def test_it_is_over_when_the_last_words_are() -> None:
    assert not at(114.9).over
    assert at(115).over
    assert at(9999).over


def test_what_is_left_of_the_session_leaves_out_the_last_words() -> None:
    assert playing.frame(at(0)).session_left == 110 == seconds(LUNGE)
    assert playing.frame(at(100)).session_left == pytest.approx(10)
    assert playing.frame(at(112)).session_left == 0


def test_a_session_played_through_is_done_and_equal_on_both_sides() -> None:
    player = at(120)
    assert playing.outcome(player) == "done"
    assert [
        (kept.side, kept.step, kept.seconds, kept.complete) for kept in playing.holds(player)
    ] == [
        ("right", 2, 30.0, True),
        ("left", 2, 30.0, True),
    ]


def test_closing_early_counts_as_what_it_was() -> None:
    player = at(87)
    assert playing.outcome(player) == "stopped"
    assert [(kept.side, kept.seconds, kept.complete) for kept in playing.holds(player)] == [
        ("right", 30.0, True),
        ("left", 13.0, False),
    ]


def test_closing_after_the_last_hold_is_done_all_the_same() -> None:
    assert playing.outcome(at(105)) == "done"


def test_nothing_was_held_before_the_first_hold() -> None:
    assert playing.holds(at(24)) == ()


def test_a_skipped_hold_is_not_held() -> None:
    player = playing.onward(at(25), 25)
    assert playing.frame(player).segment.kind == "out"
    assert playing.holds(playing.advance(player, 31)) == ()


def test_a_hold_left_early_keeps_its_seconds_but_is_not_complete() -> None:
    player = playing.onward(at(45), 45)
    (kept,) = playing.holds(player)
    assert (kept.seconds, kept.complete) == (20.0, False)


def test_a_hold_left_in_its_last_moment_is_complete() -> None:
    (kept,) = playing.holds(playing.onward(at(54.6), 54.6))
    assert kept.complete
    (kept,) = playing.holds(playing.onward(at(54.4), 54.4))
    assert not kept.complete


def test_a_short_hold_forgives_only_a_tenth_of_itself() -> None:
    short = plan(Pose("s", "S", Hold(seconds=2), STEPS, sides="both"), RULES)
    assert not playing.holds(playing.onward(at(26.7, short), 26.7))[0].complete
    assert playing.holds(playing.onward(at(26.85, short), 26.85))[0].complete


def test_two_halves_make_no_complete_hold() -> None:
    player = playing.again(at(45), 45)
    player = playing.onward(player, 60)
    (kept,) = playing.holds(player)
    assert (kept.seconds, kept.complete) == (35.0, False)


def test_a_pause_stands_still_however_long() -> None:
    paused = playing.pause(at(40), 40)
    assert paused.paused
    later = playing.advance(paused, 4000)
    assert playing.frame(later) == playing.frame(paused)
    again = playing.advance(playing.play(later, 4000), 4010)
    assert playing.frame(again).left == pytest.approx(5)
    assert playing.holds(again)[0].seconds == 25.0


def test_stepping_while_paused_stays_paused() -> None:
    player = playing.onward(playing.pause(at(40), 40), 50)
    assert player.paused
    assert playing.frame(playing.advance(player, 90)).into == 0


def test_back_begins_the_step_before() -> None:
    player = playing.back(at(40), 40)
    assert playing.frame(player).segment.kind == "move"
    assert playing.frame(player).left == 5


def test_back_from_the_first_step_begins_it_anew() -> None:
    player = playing.back(at(10), 10)
    assert (player.index, playing.frame(player).left) == (0, 20)


def test_again_begins_this_step_anew() -> None:
    assert playing.frame(playing.again(at(40), 40)).left == 30


def test_onward_from_the_last_words_ends_the_session() -> None:
    assert playing.onward(at(112), 112).over


@pytest.mark.parametrize(
    "step", [playing.onward, playing.back, playing.again, playing.pause, playing.play]
)
def test_a_session_that_is_over_stays_over(step: playing.Step) -> None:
    over = at(200)
    assert step(over, 300) == over
    assert not over.paused


def test_a_clock_that_goes_back_takes_nothing_away() -> None:
    player = playing.advance(at(40), 30)
    assert playing.frame(player).left == pytest.approx(15)


def sounds(made: Plan, moments: list[float]) -> list[tuple[float, str]]:
    players = [at(moment, made) for moment in moments]
    heard = [
        (moment, playing.cue(before, after))
        for moment, (before, after) in zip(moments[1:], pairwise(players), strict=True)
    ]
    return [(moment, cue) for moment, cue in heard if cue is not None]


def test_every_change_is_sounded_once_and_the_last_three_seconds_ticked() -> None:
    tenths = [number / 10 for number in range(1200)]
    assert sounds(LUNGE, tenths) == [
        (20, "step"),
        (25, "start"),
        (52, "tick"),
        (53, "tick"),
        (54, "tick"),
        (55, "step"),
        (61, "switch"),
        (69, "step"),
        (74, "start"),
        (101, "tick"),
        (102, "tick"),
        (103, "tick"),
        (104, "step"),
        (110, "done"),
    ]


def test_after_a_hang_only_the_newest_sound_is_heard() -> None:
    assert sounds(LUNGE, [0, 62]) == [(62, "switch")]
    assert sounds(LUNGE, [30, 54.5]) == [(54.5, "tick")]


def test_a_step_taken_by_hand_is_sounded_too() -> None:
    before = at(10)
    assert playing.cue(before, playing.onward(before, 10)) == "step"
    held = at(40)
    assert playing.cue(held, playing.again(held, 40)) == "start"


def test_a_hold_shorter_than_three_seconds_ticks_only_what_it_has() -> None:
    short = plan(Pose("s", "S", Hold(seconds=2), STEPS, sides="both"), RULES)
    tenths = [number / 10 for number in range(240, 280)]
    assert sounds(short, tenths) == [(25, "start"), (26, "tick"), (27, "step")]


def test_breaths_are_counted_in_and_out() -> None:
    seen = [playing.frame(at(25 + moment, BREATHS)).breath for moment in (0, 5, 8, 20)]
    assert [(one.number, one.of, one.inward) for one in seen if one] == [
        (1, 3, True),
        (1, 3, False),
        (2, 3, True),
        (3, 3, False),
    ]


def test_lungs_fill_and_empty() -> None:
    fullness = [playing.frame(at(25 + moment, BREATHS)).full for moment in (0, 3.6, 7.999)]
    assert fullness == pytest.approx([0, 1, 0], abs=0.001)


def test_only_a_hold_breathes() -> None:
    assert playing.frame(at(22, BREATHS)).breath is None
    assert playing.frame(at(22, BREATHS)).full == 0
    assert playing.frame(at(40, LUNGE)).breath is None
    assert playing.frame(at(40, LUNGE)).full > 0


def test_a_lead_in_of_no_length_is_passed_at_once() -> None:
    made = plan(Pose("x", "X", Hold(seconds=3), STEPS), SessionRules(lead_in=0))
    assert playing.frame(at(0, made)).segment.kind == "move"


# --- a hold waits for its words ---------------------------------------------------------------------


def voiced(moment: float, made: Plan = LUNGE) -> Player:
    return playing.advance(playing.voiced(playing.begin(made, 0.0), True), moment)


def test_a_hold_begins_when_its_words_have_been_said_and_is_as_long_as_ever() -> None:
    waiting = voiced(27.5)
    assert playing.frame(waiting).left == 30
    assert playing.frame(waiting).fraction == 0
    player = playing.spoken(waiting, 27.5)
    assert playing.frame(playing.advance(player, 57.4)).segment.kind == "hold"
    after = playing.advance(player, 57.6)
    assert playing.frame(after).segment.kind == "out"
    assert playing.holds(after) == (playing.Kept("right", 2, 30.0, True),)


def test_a_hold_waits_for_its_words_no_longer_than_the_cap() -> None:
    assert playing.frame(voiced(25 + LONGEST_LEAD)).left == 30
    assert playing.frame(voiced(25 + LONGEST_LEAD + 1)).left == 29


def test_time_spent_waiting_is_not_held() -> None:
    assert playing.holds(voiced(28)) == ()
    (kept,) = playing.holds(playing.advance(playing.spoken(voiced(28), 28), 38))
    assert (kept.seconds, kept.complete) == (10.0, False)


def test_the_body_moves_on_while_the_hold_waits_and_does_not_start_anew() -> None:
    waiting = voiced(27)
    assert playing.frame(waiting).into == 2
    begun = playing.spoken(waiting, 27)
    assert playing.frame(begun).into == 2
    assert playing.frame(playing.advance(begun, 28)).into == 3


def test_what_is_left_of_the_session_counts_what_holds_are_likely_to_wait() -> None:
    likely = lead(LUNGE, 2)
    assert 1 < likely < LONGEST_LEAD
    assert playing.frame(voiced(0)).session_left == pytest.approx(110 + 2 * likely)
    assert playing.frame(voiced(26)).session_left == pytest.approx(85 + 2 * likely - 1)
    assert playing.frame(voiced(28.5)).session_left == pytest.approx(85 + likely)
    begun = playing.spoken(voiced(26), 26)
    assert playing.frame(begun).session_left == pytest.approx(85 + likely)


def test_no_breath_is_counted_before_the_first() -> None:
    breath = playing.frame(voiced(27, BREATHS)).breath
    assert breath is not None
    assert (breath.number, breath.full) == (1, 0)


def test_a_paused_hold_goes_on_waiting_and_words_that_were_cut_off_do_not_begin_it() -> None:
    paused = playing.pause(voiced(26), 26)
    assert playing.spoken(paused, 50) is paused
    going = playing.play(paused, 100)
    assert playing.frame(going).left == 30
    assert playing.frame(playing.advance(going, 100 + LONGEST_LEAD)).left == 29


def test_a_hold_begun_anew_waits_anew_and_one_gone_back_to_as_well() -> None:
    begun = playing.advance(playing.spoken(voiced(26), 26), 40)
    again = playing.again(begun, 40)
    assert again.into == -LONGEST_LEAD
    back = playing.back(playing.onward(begun, 40), 40)
    assert back.into == -LONGEST_LEAD


def test_a_voice_that_is_lost_keeps_no_hold_waiting() -> None:
    player = playing.voiced(voiced(26), False)
    assert playing.frame(player).left == 30
    assert playing.frame(playing.advance(player, 27)).left == 29


def test_words_that_end_late_or_in_another_segment_change_nothing() -> None:
    late = voiced(40)
    assert playing.spoken(late, 40) == late
    assert playing.spoken(voiced(10), 10) == voiced(10)


def test_a_hold_begins_with_its_chime_when_the_words_end() -> None:
    before, waiting = voiced(24.9), voiced(25.1)
    assert playing.cue(before, waiting) is None
    assert not playing.began(before, waiting)
    begun = playing.spoken(waiting, 26)
    assert playing.cue(waiting, begun) == "start"
    assert playing.began(waiting, begun)
    assert playing.cue(waiting, playing.advance(waiting, 29.1)) == "start"


wishes = st.lists(
    st.tuples(
        st.floats(0, 40),
        st.sampled_from(
            [
                playing.advance,
                playing.pause,
                playing.play,
                playing.onward,
                playing.back,
                playing.again,
                playing.spoken,
            ]
        ),
    ),
    max_size=30,
)


@given(wishes, st.booleans())
def test_nobody_holds_longer_than_time_has_passed(
    done: list[tuple[float, playing.Step]], speaks: bool
) -> None:
    now, player = 0.0, playing.voiced(playing.begin(LUNGE, 0.0), speaks)
    for wait, step in done:
        now += wait
        player = step(player, now)
        frame = playing.frame(player)
        assert 0 <= frame.fraction <= 1
        assert 0 <= frame.left <= frame.segment.seconds
        assert sum(kept.seconds for kept in playing.holds(player)) <= now + 0.1
