"""The time line of a session, laid out from a pose and the settings."""

import json

import pytest

from unsit.core.poses import Hold, Pose, Step
from unsit.core.rules import SessionRules
from unsit.core.session import Plan, plan, seconds
from unsit.core.value import replace

LUNGE = Pose(
    id="lunge",
    name="Lunge",
    hold=Hold(seconds=30),
    steps=(
        Step("ready", "Kneel on the {other} knee.", "kneel"),
        Step("move", "Slide the {side} foot forward.", "slide", 5),
        Step("move", "Lift both arms.", "arms", 4),
        Step("hold", "{side} knee over the heel.", "arms"),
        Step("out", "Lower the arms.", "kneel", 6),
    ),
    credit="A trainer",
    needs=("knee pad",),
    caution="Stop if it hurts.",
    figure={"camera": {"yaw": 30}, "keys": {"kneel": {}, "slide": {}, "arms": {}}},
)
BUTTERFLY = Pose(
    id="butterfly",
    name="Butterfly",
    sides="both",
    hold=Hold(breaths=(3, 6)),
    steps=(
        Step("ready", "Sit down.", "sit"),
        Step("move", "Soles together.", "soles", 6),
        Step("hold", "Fold forward.", "fold"),
        Step("out", "Sit up.", "sit", 5),
    ),
)


def kinds(made: Plan) -> list[str]:
    return [segment.kind for segment in made.segments]


def test_a_pose_for_each_side_is_done_on_both_with_a_change_between() -> None:
    made = plan(LUNGE, SessionRules())
    one = ["move", "move", "hold", "out"]
    assert kinds(made) == ["ready", *one, "switch", *one, "done"]
    assert [segment.side for segment in made.segments] == ["right"] * 5 + ["left"] * 6


def test_a_pose_for_both_sides_at_once_has_one_pass() -> None:
    made = plan(BUTTERFLY, SessionRules())
    assert kinds(made) == ["ready", "move", "hold", "out", "done"]
    assert {segment.side for segment in made.segments} == {"both"}


@pytest.mark.parametrize("first", ["right", "left"])
def test_both_sides_get_exactly_the_same_hold(first: str) -> None:
    made = plan(replace(LUNGE, hold=Hold(seconds=31.7)), SessionRules(), first)
    holds = [segment for segment in made.segments if segment.kind == "hold"]
    assert [hold.seconds for hold in holds] == [31.7, 31.7]
    assert [hold.side for hold in holds] == [first, "left" if first == "right" else "right"]


@pytest.mark.parametrize(("wanted", "given"), [(1, 3), (3, 3), (5, 5), (6, 6), (20, 6)])
def test_breaths_stay_within_what_the_pose_allows(wanted: int, given: int) -> None:
    made = plan(BUTTERFLY, SessionRules(breath=7, breaths=wanted))
    hold = made.segments[2]
    assert (hold.breaths, hold.seconds) == (given, given * 7)


def test_a_hold_by_seconds_counts_no_breaths() -> None:
    made = plan(LUNGE, SessionRules(breaths=4))
    assert {segment.breaths for segment in made.segments} == {None}


def test_the_lead_in_and_the_change_last_as_long_as_the_settings_say() -> None:
    made = plan(LUNGE, SessionRules(lead_in=25, switch=11))
    lengths = {segment.kind: segment.seconds for segment in made.segments}
    assert (lengths["ready"], lengths["switch"]) == (25, 11)


def test_two_starting_steps_share_the_lead_in() -> None:
    steps = (Step("ready", "Come to the wall."), *LUNGE.steps)
    made = plan(replace(LUNGE, steps=steps), SessionRules(lead_in=20))
    assert [one.seconds for one in made.segments if one.kind == "ready"] == [10, 10]


def test_a_move_takes_the_time_its_step_says() -> None:
    made = plan(LUNGE, SessionRules())
    assert [one.seconds for one in made.segments if one.kind in ("move", "out")] == [5, 4, 6] * 2


def test_the_words_name_the_side_they_are_said_for() -> None:
    texts = [segment.text for segment in plan(LUNGE, SessionRules()).segments]
    assert texts[:2] == ["Kneel on the left knee.", "Slide the right foot forward."]
    assert texts[6] == "Slide the left foot forward."


def test_a_sentence_that_begins_with_a_side_begins_with_a_capital() -> None:
    assert plan(LUNGE, SessionRules()).segments[3].text == "Right knee over the heel."


def test_the_change_repeats_the_starting_position_only_where_it_differs() -> None:
    change = plan(LUNGE, SessionRules()).segments[5]
    assert change.text == "Now the left side. Kneel on the right knee."
    same = replace(LUNGE, steps=(Step("ready", "Sit down.", "sit"), *LUNGE.steps[1:]))
    assert plan(same, SessionRules()).segments[5].text == "Now the left side."


def test_the_change_brings_the_figure_to_the_other_side_s_start() -> None:
    change = plan(LUNGE, SessionRules(), "left").segments[5]
    assert (change.side, change.key, change.step) == ("right", "kneel", 0)


def test_braces_that_are_no_side_are_left_alone() -> None:
    odd = replace(LUNGE, steps=(Step("ready", "Rest {a while}."), *LUNGE.steps[1:]))
    assert plan(odd, SessionRules()).segments[0].text == "Rest {a while}."


def test_a_side_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="'up'"):
        plan(LUNGE, SessionRules(), "up")


def test_the_length_of_a_session_leaves_out_the_last_words() -> None:
    made = plan(LUNGE, SessionRules(lead_in=20, switch=8))
    assert seconds(made) == 20 + 2 * (5 + 4 + 30 + 6) + 8


def test_a_plan_survives_the_way_to_the_window() -> None:
    made = plan(
        LUNGE,
        SessionRules(theme="dark", sound=False, voice="quiet"),
        "left",
        "reminder",
        snooze=False,
    )
    document = json.loads(json.dumps(made.to_json()))
    assert document["v"] == 1
    assert Plan.from_json(document) == made


def test_the_figure_is_handed_on_untouched() -> None:
    assert plan(LUNGE, SessionRules()).to_json()["figure"] == LUNGE.figure
    assert plan(BUTTERFLY, SessionRules()).figure is None


def test_who_shows_the_stretch_is_as_the_settings_say() -> None:
    assert plan(LUNGE, SessionRules()).body == "bun"
    assert plan(LUNGE, SessionRules(figure="headscarf")).to_json()["body"] == "headscarf"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"v": 2}, "version 2"),
        ({"segments": []}, "no segments"),
        ({"segments": [{"kind": "hold"}]}, "not complete"),
        ({"smell": True}, "not complete"),
    ],
)
def test_a_plan_that_cannot_be_read_is_refused_in_a_sentence(
    change: dict[str, object], said: str
) -> None:
    document = plan(LUNGE, SessionRules()).to_json() | change
    with pytest.raises(ValueError, match=said):
        Plan.from_json(document)


def test_what_is_no_object_is_no_plan() -> None:
    with pytest.raises(ValueError, match="not a JSON object"):
        Plan.from_json(None)


def test_who_lies_on_the_back_is_told_how_to_get_up_and_only_once() -> None:
    lying = replace(LUNGE, position="supine")
    told = [
        segment.text for segment in plan(lying, SessionRules()).segments if "push" in segment.text
    ]
    assert told == ["Done. Roll onto your side and push yourself up."]
