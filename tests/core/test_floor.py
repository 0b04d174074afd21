"""Few words for who reads from the floor: at most six at a time, and nothing of the cautions lost."""

import pytest

from unsit import library
from unsit.core import floor, wayout
from unsit.core import player as playing
from unsit.core.cues import cues
from unsit.core.player import Frame
from unsit.core.poses import Hold, Pose, Step
from unsit.core.rules import SessionRules
from unsit.core.session import Plan, plan
from unsit.core.value import replace

POSES = library.load().poses
RULES = SessionRules(voice="off")
LONG = "Slide the whole {side} foot a very long way ahead."
POSE = Pose(
    id="own",
    name="Own",
    hold=Hold(seconds=30),
    steps=(
        Step("ready", "Kneel."),
        Step("move", LONG, seconds=5),
        Step("move", LONG, seconds=5, short="{side} foot far ahead"),
        Step("hold", "Sink."),
        Step("out", "Rise with both hands pushing on your thigh.", seconds=5),
    ),
    caution="Mind the knee, and come out at once if it complains about anything.",
)
PLAN = plan(POSE, RULES)
"""Its segments begin at: ready 0, moves 20 and 25, hold 30, out 60, switch 65."""


def frame(made: Plan, at: float) -> Frame:
    return playing.frame(playing.advance(playing.begin(made, 0.0), at))


def seen(made: Plan, at: float, paused: bool = False) -> str:
    return floor.words(frame(made, at), made.pose, paused, hurts=False)


def all_seen(made: Plan, hurts: bool = False) -> list[str]:
    """Return what stands there at every quarter of a second."""
    length = sum(segment.seconds for segment in made.segments[:-1]) + 1
    moments = [frame(made, quarter / 4) for quarter in range(int(length * 4))]
    return [floor.words(moment, made.pose, False, hurts) for moment in moments]


@pytest.mark.parametrize("waits", [False, True])
@pytest.mark.parametrize("pose", POSES, ids=lambda pose: pose.id)
def test_there_are_never_more_than_six_words(pose: Pose, waits: bool) -> None:
    made = plan(pose, replace(RULES, lead_in_waits=waits))
    shown = {floor.instruction(segment) for segment in made.segments} | set(all_seen(made))
    assert [words for words in shown if not 1 <= len(words.split()) <= 6] == []


@pytest.mark.parametrize("pose", POSES, ids=lambda pose: pose.id)
def test_the_way_out_has_few_words_too(pose: Pose) -> None:
    made = plan(pose, RULES)
    for index in range(len(made.segments)):
        way = wayout.plan(replace(playing.begin(made, 0.0), index=index))
        shown = set(all_seen(way, hurts=True))
        assert [words for words in shown if not 1 <= len(words.split()) <= 6] == []


@pytest.mark.parametrize("pose", POSES, ids=lambda pose: pose.id)
def test_every_step_that_ships_has_a_short_form_that_names_the_same_sides(pose: Pose) -> None:
    for step in pose.steps:
        assert floor.few(step.short), step.say
        assert step.short, step.say
        assert not step.short.endswith("."), step.short
        assert step.short[0].isupper() or step.short[0] == "{", step.short
        for side in ("{side}", "{other}"):
            assert side in step.say or side not in step.short, step.short


def test_the_side_begins_an_instruction_with_a_capital() -> None:
    made = plan(POSE, RULES)
    assert [segment.short for segment in made.segments if segment.step == 2] == [
        "Right foot far ahead",
        "Left foot far ahead",
    ]


def test_a_step_without_a_short_form_is_told_whole_where_it_can_be_and_else_by_its_phase() -> None:
    assert [floor.instruction(segment) for segment in PLAN.segments] == [
        *("Kneel", "Move", "Right foot far ahead", "Sink", "Come out", "Now the left side"),
        *("Move", "Left foot far ahead", "Sink", "Come out", "Done. Walk a few steps"),
    ]


def test_getting_ready_shows_the_warning_and_all_of_the_caution_once_at_least() -> None:
    ready = {seen(PLAN, at / 4) for at in range(4 * 20)}
    assert ready == {
        *("Kneel", "Stop if it hurts"),
        *("Mind the knee, and", "come out at once if", "it complains about anything."),
    }


def test_a_hurried_start_shows_the_warning_all_the_same() -> None:
    hurried = plan(POSE, replace(RULES, lead_in=4))
    assert {seen(hurried, at / 4) for at in range(15)} == {"Kneel", "Stop if it hurts"}


def test_a_start_that_waits_says_how_to_begin_again_and_again() -> None:
    waiting = plan(POSE, replace(RULES, lead_in_waits=True))
    assert seen(waiting, 7) == "Ready? Click anywhere"
    assert seen(waiting, 7 + 6 * floor.GLANCE) == "Ready? Click anywhere"


@pytest.mark.parametrize("pose", POSES, ids=lambda pose: pose.id)
def test_the_caution_is_said_aloud(pose: Pose) -> None:
    assert pose.caution
    first = cues(plan(pose, replace(RULES, voice="on")))[0]
    assert first.say.endswith(f"{pose.caution}"), first.say


def test_with_too_little_time_the_caution_is_said_rather_than_the_name() -> None:
    short = replace(POSE, caution="Mind the knee.")
    first = cues(plan(short, replace(RULES, voice="on", lead_in=5)))[0]
    assert first.say == "Kneel. Mind the knee."


def test_numbers_are_seconds_left_or_breaths_and_none_while_the_body_moves() -> None:
    assert [floor.number(frame(PLAN, at)) for at in (0, 19.5, 21, 30, 30.2, 59.9)] == [
        *("20", "1", "", "30", "30", "1"),
    ]
    breaths = plan(replace(POSE, hold=Hold(breaths=(3, 6))), RULES)
    assert [floor.number(frame(breaths, 30 + at)) for at in (0, 8, 39)] == ["1", "2", "5"]


def test_a_hold_by_breaths_leads_the_breath_once_its_instruction_has_been_read() -> None:
    breaths = plan(replace(POSE, hold=Hold(breaths=(3, 6))), RULES)
    assert [seen(breaths, 30 + at) for at in (0, 5, 9)] == ["Sink", "Breathe out", "Breathe in"]


def test_a_pose_that_hurt_last_time_says_so_before_it_begins() -> None:
    hurt = replace(PLAN, pose=PLAN.pose | {"hurt": True})
    assert "It hurt last time: go gently" in {seen(hurt, at / 2) for at in range(40)}


def test_a_pause_says_how_to_go_on() -> None:
    assert seen(PLAN, 40, paused=True) == "Paused. Click anywhere to go on"


def test_a_text_is_cut_into_parts_that_are_about_equally_long() -> None:
    assert floor.parts("one two three four five six seven") == (
        "one two three four",
        "five six seven",
    )
    assert floor.parts("") == ()


def test_where_words_have_no_spaces_two_signs_are_about_a_word() -> None:
    assert floor.few("右膝跪垫上、背挺直")
    assert not floor.few("跪在柔软的东西上、膝盖或髋部前侧疼就停下。")
    shown = floor.parts("跪在柔软的东西上、膝盖或髋部前侧疼就停下。")
    assert "".join(shown) == "跪在柔软的东西上、膝盖或髋部前侧疼就停下。"
    assert len(shown) == 2
    assert all(floor.few(part) for part in shown)
    assert floor.parts("Kneel on soft ground, and stop if it hurts") == (
        "Kneel on soft ground,",
        "and stop if it hurts",
    )
