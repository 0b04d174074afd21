"""Which pose is next: what may be offered, what was neglected, what was done lately, and why."""

from datetime import date, datetime, timedelta
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.life import MONDAY_NINE
from unsit.core import choosing, dose
from unsit.core.choosing import Budget, Past
from unsit.core.dose import Dosed
from unsit.core.poses import Hold, Pose, Step, safe
from unsit.core.rules import PoseRules
from unsit.core.shelf import Shelved
from unsit.core.value import replace

TODAY = MONDAY_NINE.date()
STEPS = (Step("ready", "Sit."), Step("move", "Go."), Step("hold", "Stay."), Step("out", "Rise."))


def made(pose_id: str, *works: str, **facts: Any) -> Pose:
    return replace(Pose(pose_id, pose_id.title(), Hold(30), STEPS, works=works), **facts)


LUNGE = made(
    "lunge",
    "hip flexors",
    position="half-kneeling",
    load=("knee",),
    stand_in="step",
    needs=("wall",),
)
PIGEON = made(
    "pigeon",
    *("hip flexors", "glutes"),
    across=("hip flexors",),
    position="all fours",
    load=("knee", "deep-hip-flexion"),
    needs=("floor",),
    stand_in="figure-four",
)
TWIST = made("twist", "low back", position="supine", needs=("floor",), stand_in="turn")
SQUAT = made("squat", "inner thighs", position="standing", load=("knee",))
STEP = made("step", "hip flexors", kind="stand-in", position="standing")
FOUR = made(
    "figure-four", "glutes", kind="stand-in", position="chair", stand_in="hug", load=("knee",)
)
HUG = made("hug", "glutes", kind="stand-in", position="standing")
TURN = made("turn", "low back", kind="stand-in", position="chair")
POSES = (LUNGE, PIGEON, TWIST, SQUAT, STEP, FOUR, HUG, TURN)


def ids(rules: PoseRules, hurt: tuple[Shelved, ...] = (), wall: datetime = MONDAY_NINE) -> str:
    return " ".join(each.id for each in choosing.candidates(POSES, rules, hurt, wall))


def had(**minutes: float) -> Past:
    """What was had today on both sides, in minutes; ``low_back`` is the low back."""
    return Past(
        doses=tuple(
            Dosed(TODAY, group.replace("_", " "), side, count * 60)
            for (group, count), side in product(minutes.items(), dose.SIDES)
        )
    )


def chosen(past: Past, rules: PoseRules | None = None) -> tuple[str, str]:
    choice = choosing.choose(POSES, rules or PoseRules(), past, MONDAY_NINE)
    assert choice is not None
    return choice.pose.id, choice.because


def shelved(*poses: str, days: float = 1) -> tuple[Shelved, ...]:
    return tuple(Shelved(pose, MONDAY_NINE + timedelta(days=days)) for pose in poses)


# --- what may be offered -----------------------------------------------------------------------


def test_on_the_floor_the_poses_are_offered_and_what_stands_in_for_them_is_not() -> None:
    assert ids(PoseRules()) == "lunge pigeon twist squat"


def test_in_the_office_nobody_has_to_go_down_on_the_floor() -> None:
    assert ids(PoseRules(place="office")) == "step figure-four turn squat hug"


def test_where_there_is_no_chair_all_is_done_standing() -> None:
    assert ids(PoseRules(place="standing")) == "step hug squat"


def test_a_weekday_may_have_a_place_of_its_own() -> None:
    rules = PoseRules(place_on=("standing", *[""] * 6))
    assert ids(rules) == "step hug squat"
    assert ids(rules, wall=MONDAY_NINE + timedelta(days=1)) == "lunge pigeon twist squat"


def test_what_is_not_at_hand_gives_way_to_its_stand_in() -> None:
    assert ids(PoseRules(at_hand=("floor",))) == "step pigeon twist squat"


def test_a_family_that_is_avoided_gives_way_and_so_does_a_stand_in_of_that_family() -> None:
    assert ids(PoseRules(avoid=("knee",))) == "step hug twist"


def test_what_is_never_to_be_offered_is_not_stood_in_for_either() -> None:
    assert ids(PoseRules(never=("twist", "lunge"))) == "pigeon squat"


def test_the_only_pose_wished_for_gives_way_in_the_office() -> None:
    assert ids(PoseRules(only=("pigeon",), place="office")) == "figure-four"


def test_a_stand_in_can_be_wished_for_by_name() -> None:
    assert ids(PoseRules(only=("hug",))) == "hug"


def test_a_pose_that_hurts_gives_way_until_it_comes_off_the_shelf() -> None:
    assert ids(PoseRules(), shelved("pigeon")) == "lunge figure-four twist squat"
    over = MONDAY_NINE + timedelta(days=1)
    assert ids(PoseRules(), shelved("pigeon"), over) == "lunge pigeon twist squat"


def test_when_all_hurt_the_one_is_offered_that_comes_off_the_shelf_first() -> None:
    hurt = (*shelved("squat"), *shelved(*(each.id for each in POSES if each != SQUAT), days=2))
    assert ids(PoseRules(), hurt) == "squat"


def test_without_any_stand_in_the_settings_give_way_as_before() -> None:
    alone = (PIGEON, TWIST)
    rules = PoseRules(only=("pigeon",), at_hand=(), place="standing")
    assert choosing.candidates(alone, rules, (), MONDAY_NINE) == alone


NAMES = st.lists(st.sampled_from([pose.id for pose in POSES]), unique=True).map(tuple)
LOADS = st.lists(st.sampled_from(["knee", "deep-hip-flexion", "wrist"]), unique=True).map(tuple)
PLACES = st.sampled_from(["floor", "office", "standing"])
RULES = st.builds(
    PoseRules,
    only=NAMES,
    never=NAMES,
    at_hand=st.lists(st.sampled_from(["floor", "wall", "knee pad"]), unique=True).map(tuple),
    avoid=LOADS,
    place=PLACES,
    place_on=st.just(()) | st.tuples(*[st.just("") | PLACES] * 7),
)
DOSES = st.lists(
    st.builds(
        Dosed,
        st.integers(0, 9).map(lambda days: TODAY - timedelta(days=days)),
        st.sampled_from(["hip flexors", "glutes", "low back"]),
        st.sampled_from(dose.SIDES),
        st.floats(0, 2000),
    )
).map(tuple)


@given(
    NAMES.flatmap(
        lambda names: st.permutations(POSES).map(lambda some: (names, some[: 1 + len(names)]))
    ),
    RULES,
    NAMES,
    NAMES,
    DOSES,
)
def test_whatever_the_settings_something_safe_is_offered_if_there_is_any(
    some: tuple[tuple[str, ...], list[Pose]],
    rules: PoseRules,
    lately: tuple[str, ...],
    hurt: tuple[str, ...],
    doses: tuple[Dosed, ...],
) -> None:
    there = some[1]
    past = Past(lately, doses, shelved(*hurt))
    choice = choosing.choose(there, rules, past, MONDAY_NINE)
    good = [pose for pose in there if safe(pose, rules)]
    assert (choice is not None) == bool(good)
    if choice is not None:
        assert choice.pose in good
        assert choice.pose.id not in hurt or all(pose.id in hurt for pose in good)
        assert choice.because


# --- which of them is next ---------------------------------------------------------------------


def test_without_any_dose_it_is_what_was_offered_longest_ago() -> None:
    assert chosen(Past()) == ("lunge", "it was not offered lately")
    past = Past(("squat", "lunge", "pigeon", "twist"))
    assert chosen(past) == ("squat", "it was offered longest ago")


def test_the_muscle_group_that_got_least_this_week_has_its_turn() -> None:
    past = had(hip_flexors=3, glutes=2, inner_thighs=1, low_back=4)
    assert chosen(past) == ("squat", "inner thighs got 1 of 10 minutes this week")


def test_a_group_that_got_nothing_comes_first() -> None:
    past = had(hip_flexors=1, glutes=1, inner_thighs=1)
    assert chosen(past) == ("twist", "low back got nothing yet this week")


def test_less_than_a_minute_is_told_in_seconds() -> None:
    past = had(hip_flexors=2, glutes=2, inner_thighs=2, low_back=0.5)
    assert chosen(past)[1] == "low back got 30 s of 10 minutes this week"


def test_one_neglected_side_is_enough() -> None:
    past = had(hip_flexors=3, glutes=3, inner_thighs=3, low_back=3)
    lame = tuple(
        replace_seconds(each) if (each.group, each.side) == ("glutes", "left") else each
        for each in past.doses
    )
    assert chosen(Past(doses=lame)) == ("pigeon", "left glutes got 1 of 10 minutes this week")


def replace_seconds(each: Dosed) -> Dosed:
    return Dosed(each.day, each.group, each.side, 60.0)


def test_beyond_the_goal_of_the_week_more_does_not_count() -> None:
    past = had(hip_flexors=11, glutes=30, inner_thighs=12, low_back=10)
    because = "each of its muscle groups has its 10 minutes this week"
    assert chosen(past) == ("lunge", because)
    assert chosen(Past(("lunge",), past.doses)) == ("pigeon", because)


def test_what_was_held_a_week_ago_is_over() -> None:
    old = tuple(Dosed(TODAY - timedelta(days=7), "low back", side, 9) for side in dose.SIDES)
    assert chosen(Past(doses=old)) == ("lunge", "it was not offered lately")


def test_a_pose_that_is_always_skipped_does_not_come_every_time() -> None:
    past = had(hip_flexors=1, glutes=1, inner_thighs=1)
    assert chosen(Past(("lunge", "twist"), past.doses))[0] != "twist"


def test_a_pose_that_names_no_muscles_is_counted_by_itself() -> None:
    plain = (made("one"), made("two"))
    doses = dose.add((), TODAY, plain[0], {"both": 30})
    choice = choosing.pick(plain, Past(doses=doses), MONDAY_NINE)
    assert choice is not None
    assert (choice.pose.id, choice.telling) == ("two", False)


# --- a series ----------------------------------------------------------------------------------


def series(seconds: float, past: Past | None = None) -> list[str]:
    def held(_: Pose) -> dict[str, float]:
        return {"right": 30, "left": 30}

    budget = Budget(seconds, lambda pose: 60 + 10 * POSES.index(pose), held)
    found = choosing.series(POSES, PoseRules(), past or Past(), MONDAY_NINE, budget)
    return [choice.pose.id for choice in found]


def test_a_series_has_as_many_poses_as_fit_each_once() -> None:
    assert series(150) == ["lunge", "pigeon"]
    assert sorted(series(3600)) == ["lunge", "pigeon", "squat", "twist"]


def test_a_series_goes_from_one_neglected_group_to_the_next() -> None:
    assert series(240)[:3] == ["lunge", "pigeon", "twist"]


def test_where_nothing_fits_the_time_there_is_the_shortest() -> None:
    assert series(20) == ["lunge"]


# --- the dose ----------------------------------------------------------------------------------


@pytest.mark.parametrize("side", ["right", "left"])
def test_a_group_across_is_stretched_on_the_other_side(side: str) -> None:
    doses = dose.add((), TODAY, PIGEON, {side: 40.0})
    other = dose.OTHER[side]
    assert {(each.group, each.side) for each in doses} == {("glutes", side), ("hip flexors", other)}
    assert all(each.seconds == 40 for each in doses)


def test_both_sides_at_once_count_for_both() -> None:
    doses = dose.add((), TODAY, SQUAT, {"both": 30.0})
    assert {each.side: each.seconds for each in doses} == {"right": 30, "left": 30}


def test_doses_of_a_day_add_up_and_old_days_go() -> None:
    day = date(2026, 11, 1)
    doses = dose.add((), day, SQUAT, {"both": 30.0})
    doses = dose.add(doses, day + timedelta(days=6), SQUAT, {"right": 10.0})
    doses = dose.add(doses, day + timedelta(days=6), SQUAT, {"right": 10.0})
    assert dose.seconds(doses, "inner thighs", "right") == 50
    doses = dose.add(doses, day + timedelta(days=7), SQUAT, {"left": 1.0})
    assert dose.seconds(doses, "inner thighs", "right") == 20
    assert len(doses) == 2


def test_doses_survive_the_way_through_json() -> None:
    doses = dose.add((), TODAY, PIGEON, {"right": 40.0, "left": 12.5})
    assert dose.from_json(dose.as_json(doses)) == doses
    for wrong in (["2026-01-01", "glutes", "up", 3], ["soon", "glutes", "left", 3], ["2026-01-01"]):
        with pytest.raises((ValueError, TypeError)):
            dose.from_json([wrong])
