"""The poses that ship: the nine held against the facts of their source, and what stands in for them."""

import tomllib
from pathlib import Path
from typing import Any, NamedTuple

import pytest

POSES = Path(__file__).parents[1] / "config" / "poses"
BREATHS = {"breaths": [3, 6]}
LYING_ONCE = ("supine", "both")
PHASES = ["ready", "move", "hold", "out"]


class Fact(NamedTuple):
    """What the source says of one pose, and so must its file."""

    name: str
    credit: str
    hold: dict[str, Any]
    sides: str
    position: str
    needs: list[str]


def seconds(count: int) -> dict[str, Any]:
    """A hold of `count` seconds, as a pose file writes it."""
    return {"seconds": count}


FACTS = {
    "kneeling-hip-flexor": Fact(
        "Kneeling Hip Flexor",
        "Kim D'Agnese, trainer",
        seconds(30),
        "each",
        "half-kneeling",
        ["wall", "knee pad"],
    ),
    "butterfly": Fact(
        "Butterfly Pose", "Liza Colpa, YogaToday", BREATHS, "both", "sitting", ["floor"]
    ),
    "prone-leg-twist": Fact(
        "Prone Leg Twist",
        "Dr. Kristen Gasnick, physical therapist",
        seconds(30),
        "each",
        "supine",
        ["floor"],
    ),
    "happy-baby": Fact(
        "Happy Baby", "Brett Larkin, yoga teacher", seconds(30), "both", "supine", ["floor"]
    ),
    "pigeon": Fact("Pigeon Pose", "Liza Colpa, YogaToday", BREATHS, "each", "all fours", ["floor"]),
    "garland": Fact("Garland Pose", "", seconds(30), "both", "standing", []),
    "lizard": Fact(
        "Lizard Pose", "Liza Colpa, YogaToday", seconds(30), "each", "all fours", ["floor"]
    ),
    "90-90-lunge": Fact(
        "90/90 Lunge",
        "Lara Heimann, physical therapist",
        seconds(20),
        "each",
        "half-kneeling",
        ["knee pad"],
    ),
    "lying-lumbar-rotation": Fact(
        "Lying Lumbar Rotation", "Kim D'Agnese, trainer", seconds(30), "each", "supine", ["floor"]
    ),
}


WORKS: dict[str, set[str]] = {
    "kneeling-hip-flexor": set(),
    "butterfly": {"hips", "inner thighs"},
    "prone-leg-twist": {"hips"},
    "happy-baby": {"hips"},
    "pigeon": {"hip flexors"},
    "garland": {"hips"},
    "lizard": {"hips"},
    "90-90-lunge": {"hips"},
    "lying-lumbar-rotation": {"hips", "low back"},
}
"""The parts of the body that the source names as worked, in the words of our files."""


def read(pose: str) -> dict[str, Any]:
    """The file of a pose."""
    return tomllib.loads((POSES / f"{pose}.toml").read_text(encoding="utf-8"))


STAND_INS = {
    "chair-twist": ("chair", "each"),
    "seated-figure-four": ("chair", "each"),
    "side-lunge": ("standing", "each"),
    "standing-cat-cow": ("standing", "both"),
    "standing-hamstring": ("standing", "each"),
    "standing-knee-hug": ("standing", "each"),
    "standing-lunge": ("standing", "each"),
    "wide-chair-sit": ("chair", "both"),
}
"""What is ours: from what it starts, and its sides."""
GROUPS = {"hip flexors", "glutes", "inner thighs", "outer hips", "hamstrings", "low back"}
"""The muscles about the hips: the time held is counted for each of them."""
ALL = [*FACTS, *STAND_INS]


def test_the_nine_poses_and_their_stand_ins_and_no_others_ship() -> None:
    assert {path.stem for path in POSES.glob("*.toml")} == set(ALL)
    assert {pose for pose in ALL if read(pose).get("kind") == "stand-in"} == set(STAND_INS)


@pytest.mark.parametrize("pose", FACTS)
def test_a_pose_keeps_the_facts_of_its_source(pose: str) -> None:
    doc = read(pose)
    assert doc["id"] == pose
    assert Fact(*(doc[field] for field in Fact._fields)) == FACTS[pose]


@pytest.mark.parametrize("pose", ALL)
def test_a_pose_goes_from_ready_by_moves_to_one_hold_and_out_again(pose: str) -> None:
    phases = [step["phase"] for step in read(pose)["steps"]]
    assert sorted(phases, key=PHASES.index) == phases
    assert set(phases) == set(PHASES)
    assert phases.count("hold") == 1


@pytest.mark.parametrize("pose", ALL)
def test_only_what_is_a_move_says_how_long_it_takes(pose: str) -> None:
    for step in read(pose)["steps"]:
        assert ("seconds" in step) == (step["phase"] in ("move", "out")), step["say"]
        assert 3 <= step.get("seconds", 3) <= 10


@pytest.mark.parametrize("pose", [pose for pose in ALL if "chair" not in STAND_INS.get(pose, ())])
def test_every_step_has_a_keyframe_and_no_keyframe_is_left_over(pose: str) -> None:
    doc = read(pose)
    assert {step["key"] for step in doc["steps"]} == set(doc["figure"]["keys"])


@pytest.mark.parametrize("pose", FACTS)
def test_a_pose_ends_where_it_started(pose: str) -> None:
    """A pose for both sides at once that lies down has one step more: see the next test."""
    doc = read(pose)
    steps = doc["steps"][:-1] if (doc["position"], doc["sides"]) == LYING_ONCE else doc["steps"]
    assert steps[0]["key"] == steps[-1]["key"]


def test_who_lies_for_both_sides_at_once_is_helped_up_at_the_end() -> None:
    lying = [
        read(pose) for pose, fact in FACTS.items() if (fact.position, fact.sides) == LYING_ONCE
    ]
    assert lying
    for doc in lying:
        last = doc["steps"][-1]
        assert last["say"] == "Roll onto your side and push yourself up."
        assert doc["figure"]["keys"][last["key"]]["base"] == "sitting"


@pytest.mark.parametrize("pose", ALL)
def test_a_step_is_short_enough_to_be_heard_once(pose: str) -> None:
    for step in read(pose)["steps"]:
        said = step["say"].format(side="right", other="right")
        assert 10 <= len(said) <= 70, said
        assert said[0].isupper(), said
        assert said.endswith("."), said


@pytest.mark.parametrize("pose", ALL)
def test_sides_are_named_exactly_where_there_are_two(pose: str) -> None:
    doc = read(pose)
    said = " ".join(f"{step['say']} {step['short']}" for step in doc["steps"])
    assert ("{side}" in said or "{other}" in said) == (doc["sides"] == "each")
    assert "right" not in said
    assert "left" not in said


@pytest.mark.parametrize("pose", FACTS)
def test_a_pose_warns_and_offers_something_easier(pose: str) -> None:
    doc = read(pose)
    assert doc["caution"].endswith(".")
    assert doc["easier"].endswith(".")
    assert doc["works"]
    assert doc["load"]


@pytest.mark.parametrize("pose", FACTS)
def test_what_the_source_does_not_say_is_marked_as_ours(pose: str) -> None:
    doc = read(pose)
    assert {"load", "steps", "caution", "easier"} <= set(doc["ours"])
    assert set(doc["ours"]) <= set(doc)


@pytest.mark.parametrize("pose", FACTS)
def test_muscles_that_the_source_does_not_name_are_marked_as_ours(pose: str) -> None:
    doc = read(pose)
    assert ("works" in doc["ours"]) == (set(doc["works"]) != WORKS[pose])


def test_a_hold_that_the_source_does_not_give_is_marked_as_ours() -> None:
    assert [pose for pose in FACTS if "hold" in read(pose)["ours"]] == ["happy-baby"]


def test_sides_that_the_source_is_silent_on_are_marked_as_ours() -> None:
    marked = {pose for pose in FACTS if "sides" in read(pose)["ours"]}
    assert marked == {"kneeling-hip-flexor", "prone-leg-twist"}
    for pose in marked:
        assert "silent on sides" in read(pose)["note"]


def test_the_pose_called_prone_says_that_it_is_done_supine() -> None:
    assert "supine" in read("prone-leg-twist")["note"]


def test_nobody_turns_the_feet_with_weight_on_deeply_bent_knees() -> None:
    doc = read("garland")
    assert "toes turned out" in doc["steps"][0]["say"]
    turned = [name for name, key in doc["figure"]["keys"].items() if "toes" in key.get("feet", {})]
    assert turned == [doc["steps"][0]["key"]]


# --- what the dose and the choice go by ----------------------------------------------------------


@pytest.mark.parametrize("pose", ALL)
def test_a_pose_is_counted_for_muscle_groups_about_the_hips(pose: str) -> None:
    doc = read(pose)
    assert doc["works"]
    assert set(doc["works"]) <= GROUPS
    assert set(doc.get("across", ())) <= set(doc["works"])
    assert doc["sides"] == "each" or "across" not in doc


@pytest.mark.parametrize("pose", FACTS)
def test_each_of_the_nine_has_a_stand_in_for_one_of_its_muscle_groups(pose: str) -> None:
    doc = read(pose)
    assert doc["stand_in"] in STAND_INS
    assert set(doc["works"]) & set(read(doc["stand_in"])["works"])
    assert "stand_in" in doc["ours"]


@pytest.mark.parametrize("pose", FACTS)
@pytest.mark.parametrize("avoided", ["knee", "wrist", "deep-hip-flexion", "shoulder", "neck"])
def test_whatever_part_is_to_be_spared_there_is_something_in_its_place(
    pose: str, avoided: str
) -> None:
    seen = list[str]()
    while pose and pose not in seen:
        seen.append(pose)
        pose = read(pose).get("stand_in", "")
    assert any(avoided not in read(one)["load"] for one in seen)


@pytest.mark.parametrize("group", sorted(GROUPS))
def test_every_group_can_be_stretched_standing(group: str) -> None:
    standing = [pose for pose, (position, _) in STAND_INS.items() if position == "standing"]
    groups = {each for pose in standing for each in read(pose)["works"]}
    assert group in groups or group == "outer hips"  # for these one has to sit down at least


# --- the stand-ins -------------------------------------------------------------------------------


@pytest.mark.parametrize("pose", STAND_INS)
def test_a_stand_in_needs_nothing_but_a_chair_or_a_place_to_stand(pose: str) -> None:
    doc = read(pose)
    assert (doc["position"], doc["sides"]) == STAND_INS[pose]
    assert doc["needs"] == []
    assert "wrist" not in doc["load"]


@pytest.mark.parametrize("pose", STAND_INS)
def test_a_stand_in_is_ours_and_says_so(pose: str) -> None:
    doc = read(pose)
    assert doc["credit"] == "Unsit"
    assert "Not one of the nine" in doc["note"]
    told = set(doc) - {"id", "kind", "credit", "note", "needs", "ours", "figure"}
    assert told <= set(doc["ours"])
    assert doc["caution"].endswith(".")
    assert doc["easier"].endswith(".")


@pytest.mark.parametrize("pose", STAND_INS)
def test_a_stand_in_ends_where_it_started(pose: str) -> None:
    doc = read(pose)
    assert doc["steps"][0].get("key") == doc["steps"][-1].get("key")
    assert ("chair" in doc["figure"]) == (doc["position"] == "chair")
