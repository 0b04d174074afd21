"""What is said in a session and when: for the nine poses, and where there is hardly any time."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unsit import library
from unsit.core import cues as words
from unsit.core import player as playing
from unsit.core.cues import LONGEST_LEAD, Cue, cues, length
from unsit.core.player import Player
from unsit.core.poses import Hold, Pose, Step
from unsit.core.rules import SessionRules
from unsit.core.session import Plan, plan
from unsit.core.value import replace

POSES = library.load().poses
STEPS = (
    Step("ready", "Kneel.", "kneel"),
    Step("move", "Slide the {side} foot.", "slide", 5),
    Step("hold", "Sink.", "sink"),
    Step("out", "Rise.", "kneel", 6),
)
LUNGE = Pose("lunge", "Lunge", Hold(seconds=30), STEPS)
RULES = SessionRules(lead_in=20, switch=8, breath=8, breaths=3)

# From the poses' source: seconds, or None for those held by breaths; and whether each side.
FACTS = {
    "kneeling-hip-flexor": (30, True),
    "butterfly": (None, False),
    "prone-leg-twist": (30, True),
    "happy-baby": (30, False),
    "pigeon": (None, True),
    "garland": (30, False),
    "lizard": (30, True),
    "90-90-lunge": (20, True),
    "lying-lumbar-rotation": (30, True),
}

each_pose = pytest.mark.parametrize("pose", POSES, ids=lambda pose: pose.id)


def of(pose: Pose, rules: SessionRules = RULES) -> tuple[Cue, ...]:
    return cues(plan(pose, rules))


def said(found: tuple[Cue, ...]) -> list[str]:
    return [cue.say for cue in found]


def kinds(found: tuple[Cue, ...]) -> list[str]:
    return [cue.kind for cue in found]


# --- the nine poses ---------------------------------------------------------------------------------


@pytest.mark.parametrize("pose_id", FACTS)
def test_each_side_is_held_as_long_as_the_source_says(pose_id: str) -> None:
    (pose,) = (each for each in POSES if each.id == pose_id)
    seconds, both = FACTS[pose_id]
    holds = [cue for cue in of(pose) if cue.kind == "hold"]
    assert [cue.seconds for cue in holds] == [seconds or 24] * (2 if both else 1)
    assert [cue.side for cue in holds] == (["right", "left"] if both else ["both"])


@each_pose
def test_the_name_and_the_side_come_first(pose: Pose) -> None:
    first = of(pose)[0]
    side = "Right side first." if pose.sides == "each" else "Both sides at once."
    name = "ninety ninety Lunge" if pose.id == "90-90-lunge" else pose.name
    assert first.say.startswith(f"{name}. {side} ")
    assert first.at == words.FIRST_WORDS


@each_pose
def test_every_step_is_said_in_its_order_and_shown_as_it_is_said(pose: Pose) -> None:
    made = plan(pose, RULES)
    opening = [cue for cue in cues(made) if cue.kind not in ("half", "count")]
    for cue, segment in zip(opening, made.segments, strict=True):
        assert (cue.kind, cue.side, cue.step) == (segment.kind, segment.side, segment.step)
        assert cue.text == segment.text
        assert segment.text.replace("Done. ", "") in cue.say


@each_pose
def test_each_side_goes_through_its_steps_the_same_way(pose: Pose) -> None:
    found = of(pose)
    one_side = [kind for kind in kinds(found) if kind not in ("ready", "switch", "done")]
    if pose.sides == "both":
        assert "switch" not in kinds(found)
        return
    half = len(one_side) // 2
    assert one_side[:half] == one_side[half:]
    assert kinds(found) == ["ready", *one_side[:half], "switch", *one_side[half:], "done"]


@each_pose
@pytest.mark.parametrize("lead_in", [20, 6, 0])
def test_no_two_phrases_overlap(pose: Pose, lead_in: float) -> None:
    spoken = [cue for cue in of(pose, replace(RULES, lead_in=lead_in)) if cue.say]
    for one, other in pairwise(spoken):
        assert one.at + length(one.say) <= other.at + 0.01, (one, other)


@each_pose
def test_a_step_is_said_with_time_left_to_do_it(pose: Pose) -> None:
    for cue in of(pose):
        if cue.kind in ("ready", "move", "switch"):
            assert length(cue.say) <= cue.seconds * 0.7, cue


@each_pose
def test_the_last_three_seconds_are_counted_down_on_the_second(pose: Pose) -> None:
    found = of(pose)
    for place, cue in enumerate(found):
        if cue.kind == "hold":
            ends = found[place + 5]
            count = found[place + 2 : place + 5]
            assert [one.say for one in count] == ["Three.", "Two.", "One."]
            assert [ends.at - one.at for one in count] == pytest.approx([3, 2, 1])
            assert ends.kind == "out"
            assert ends.say.startswith("Come out. ")


@each_pose
def test_half_way_is_in_the_middle_of_the_ring(pose: Pose) -> None:
    found = of(pose)
    for place, cue in enumerate(found):
        if cue.kind == "hold":
            ring = found[place + 5].at - cue.seconds
            assert found[place + 1].say == "Half way."
            assert found[place + 1].at == pytest.approx(ring + cue.seconds / 2)


@each_pose
def test_the_list_takes_as_long_as_the_session(pose: Pose) -> None:
    made = plan(pose, RULES)
    voiced = playing.voiced(playing.begin(made, 0.0), True)
    end = playing.frame(voiced).session_left + words.AFTER_CHIME
    assert cues(made)[-1].at == pytest.approx(end)
    silent = replace(made, voice="off", sound=False)
    assert cues(silent)[-1].at == playing.frame(playing.begin(silent, 0.0)).session_left


# --- the phrases ------------------------------------------------------------------------------------


def test_a_whole_session_in_words() -> None:
    side = ["Half way.", "Three.", "Two.", "One.", "Come out. Rise."]
    assert said(of(LUNGE)) == [
        "Lunge. Right side first. Kneel.",
        *("Slide the right foot.", "Sink. Hold for thirty seconds.", *side),
        "Switch sides. Now the left side.",
        *("Slide the left foot.", "Sink. Hold for thirty seconds.", *side),
        "Well done. Walk a few steps before you sit down again.",
    ]


def test_change_and_end_are_said_when_their_chime_has_faded_or_at_once_where_there_is_none() -> (
    None
):
    def moments(sound: bool) -> list[float]:
        made = of(LUNGE, replace(RULES, sound=sound))
        return [cue.into for cue in made if cue.kind in ("move", "switch", "done")]

    assert moments(sound=True) == [0, words.AFTER_CHIME, 0, words.AFTER_CHIME]
    assert moments(sound=False) == [0, 0, 0, 0]


def test_come_out_is_said_once_a_side() -> None:
    further = replace(LUNGE, steps=(*STEPS, Step("out", "Stand up.", "stand", 5)), sides="both")
    assert said(of(further))[-3:-1] == ["Come out. Rise.", "Stand up."]


def test_breaths_are_named_where_they_count() -> None:
    by_breath = replace(LUNGE, hold=Hold(breaths=(1, 6)), sides="both")
    assert "Sink. Hold for three breaths." in said(of(by_breath))
    assert "Sink. Hold for one breath." in said(of(by_breath, replace(RULES, breaths=1)))


@pytest.mark.parametrize(
    ("count", "word"),
    [
        (1, "one"),
        (13, "thirteen"),
        (20, "twenty"),
        (45, "forty-five"),
        (99, "ninety-nine"),
        (100, "100"),
        (0, "0"),
    ],
)
def test_numbers_are_said_in_words(count: int, word: str) -> None:
    assert words.number(count) == word


def test_a_short_hold_has_no_half_way() -> None:
    assert "half" in kinds(of(replace(LUNGE, hold=Hold(seconds=20))))
    assert "half" not in kinds(of(replace(LUNGE, hold=Hold(seconds=19))))


def test_braces_in_a_pose_are_read_as_they_stand() -> None:
    odd = replace(LUNGE, name="{name} {0}", steps=(Step("ready", "Rest {a}."), *STEPS[1:]))
    assert said(of(odd))[0] == "{name} {0}. Right side first. Rest {a}."


def test_a_cue_is_told_without_its_place_in_the_plan() -> None:
    assert of(LUNGE)[1].to_json() == {
        "at": 20.0,
        "kind": "move",
        "text": "Slide the right foot.",
        "say": "Slide the right foot.",
        "side": "right",
        "step": 1,
        "seconds": 5.0,
    }


# --- where there is no room -------------------------------------------------------------------------


def test_without_a_lead_in_the_first_step_is_said_and_the_name_is_not() -> None:
    assert said(of(LUNGE, replace(RULES, lead_in=0)))[:2] == ["", "Slide the right foot."]
    assert said(of(LUNGE, replace(RULES, lead_in=1)))[0] == "Kneel."


def test_in_a_hold_of_two_seconds_only_what_has_room_is_counted() -> None:
    short = of(replace(LUNGE, hold=Hold(seconds=2), sides="both"))
    assert said(short)[2:-2] == ["Sink. Hold for two seconds.", "Two.", "One."]


def test_a_step_too_short_for_its_words_is_only_shown() -> None:
    steps = (STEPS[0], replace(STEPS[1], seconds=0.5), *STEPS[2:])
    cue = of(replace(LUNGE, steps=steps))[1]
    assert (cue.text, cue.say) == ("Slide the right foot.", "")


def test_a_long_sentence_keeps_the_count_from_starting_before_it_ends() -> None:
    steps = (*STEPS[:2], Step("hold", "Sink slowly, as far as feels good, and breathe."), STEPS[3])
    found = said(of(replace(LUNGE, steps=steps, hold=Hold(seconds=3), sides="both")))
    assert found[2].endswith("Hold for three seconds.")
    assert found[3:-2] == ["One."]


lengths = st.floats(0.1, 60)


@given(st.lists(lengths, min_size=4, max_size=4), st.text("ab .", max_size=70))
def test_whatever_the_lengths_nothing_overlaps(seconds: list[float], sentence: str) -> None:
    lead_in, move, hold, out = seconds
    steps = (
        Step("ready", sentence),
        Step("move", sentence, seconds=move),
        Step("hold", sentence),
        Step("out", sentence, seconds=out),
    )
    pose = Pose("any", "Any", Hold(seconds=hold), steps)
    found = of(pose, replace(RULES, lead_in=lead_in, switch=out))
    for one, other in pairwise(cue for cue in found if cue.say):
        assert one.at + length(one.say) <= other.at + 0.01, (one, other)


# --- when it is due ---------------------------------------------------------------------------------


def walked(made: Plan, steps: int, pause: float = 0.1, voiced: bool = False) -> list[str]:
    """Return what is due in a session that is looked at so many times."""
    found, player = cues(made), playing.voiced(playing.begin(made, 0.0), voiced)
    heard: list[str] = []
    for step in range(1, steps + 1):
        after = playing.advance(player, step * pause)
        cue = words.due(found, player, after)
        heard += [cue.say] if cue else []
        player = after
    return heard


@pytest.mark.parametrize("pose", POSES, ids=lambda pose: pose.id)
@pytest.mark.parametrize("voiced", [False, True])
def test_each_cue_is_due_once_and_in_order(pose: Pose, voiced: bool) -> None:
    made = plan(pose, RULES)
    assert walked(made, 2200, voiced=voiced) == said(cues(made))


def at(moment: float, made: Plan) -> Player:
    return playing.advance(playing.begin(made, 0.0), moment)


def test_after_a_hang_only_the_newest_is_due() -> None:
    made = plan(LUNGE, RULES)
    cue = words.due(cues(made), at(10, made), at(53.5, made))
    assert cue is not None
    assert cue.say == "Two."


def test_going_back_makes_the_words_of_that_step_due_anew() -> None:
    made = plan(LUNGE, RULES)
    before = at(26, made)
    cue = words.due(cues(made), before, playing.back(before, 26))
    assert cue is not None
    assert cue.say == "Slide the right foot."


def test_nothing_is_due_when_all_is_over() -> None:
    made = plan(LUNGE, RULES)
    assert words.due(cues(made), at(114, made), at(200, made)) is None


def test_the_next_cue_is_known_beforehand() -> None:
    made = plan(LUNGE, RULES)
    found = cues(made)
    assert words.until_next(found, at(0, made)) == words.FIRST_WORDS
    assert words.until_next(found, at(19.5, made)) == 0.5
    assert words.until_next(found, at(39, made)) == pytest.approx(1)
    waiting = playing.advance(playing.voiced(at(24, made), True), 26)
    assert words.until_next(found, waiting) == pytest.approx(LONGEST_LEAD - 1)
