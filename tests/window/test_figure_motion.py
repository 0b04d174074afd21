"""How the figure moves: bones, floor, wall, contacts and sides, in every pose that ships."""

import math
from collections.abc import Iterator

import pytest

from tests.window.figures import POSES, read, sides, ways
from unsit.window.figure import Figure
from unsit.window.figure.bones import BONES
from unsit.window.figure.contact import NEAR, ON_WALL, PARTS, distance, flesh, height
from unsit.window.figure.posture import mirror, other
from unsit.window.figure.skeleton import Body, solve

STEPS = 8

LIMBS = (
    ("hip", "knee", "thigh"),
    ("knee", "ankle", "shin"),
    ("shoulder", "elbow", "upper arm"),
    ("elbow", "wrist", "forearm"),
)
SPINE = (
    ("pelvis", "waist", "lumbar"),
    ("waist", "chest", "ribs"),
    ("chest", "neck", "collar"),
    ("neck", "head", "neck"),
)


def bodies(pose: str) -> Iterator[tuple[str, Body]]:
    """Every body the figure has on its ways, with the words to find it by."""
    doc = read(pose)
    figure = Figure(doc["figure"], "light")
    for start, end in ways(doc):
        for i in range(STEPS + 1):
            yield f"{start} {end} {i}/{STEPS}", figure.body(start, end, i / STEPS)


def bones(body: Body) -> Iterator[tuple[str, float, float]]:
    """Every bone: its name, how long it is, how long it must be."""
    for upper, lower, bone in SPINE:
        yield bone, math.dist(body[upper], body[lower]), BONES[bone]
    for side in ("right", "left"):
        yield f"{side} hip", math.dist(body["pelvis"], body[f"{side} hip"]), BONES["hip"]
        for upper, lower, bone in LIMBS:
            far = math.dist(body[f"{side} {upper}"], body[f"{side} {lower}"])
            yield f"{side} {bone}", far, BONES[bone]


@pytest.mark.parametrize("pose", POSES)
def test_every_bone_keeps_its_length_all_the_way(pose: str) -> None:
    for where, body in bodies(pose):
        for bone, found, wanted in bones(body):
            assert found == pytest.approx(wanted, abs=1e-6), f"{bone} at {where}"


@pytest.mark.parametrize("pose", POSES)
def test_nothing_sinks_below_the_floor_all_the_way(pose: str) -> None:
    for where, body in bodies(pose):
        for joint, point in body.joints.items():
            if "root" not in joint:
                assert point[1] >= flesh(joint) - NEAR, f"{joint} at {where}"


def test_nothing_enters_the_wall_all_the_way() -> None:
    wall = read("kneeling-hip-flexor")["figure"]["wall"]
    for where, body in bodies("kneeling-hip-flexor"):
        for part in PARTS:
            assert distance(body, part, wall) >= -NEAR, f"{part} at {where}"


@pytest.mark.parametrize("pose", POSES)
def test_no_joint_jumps_on_the_way(pose: str) -> None:
    doc = read(pose)
    figure = Figure(doc["figure"], "light")
    for start, end in ways(doc):
        before = figure.body(start, end, 0.0)
        for i in range(1, 65):
            body = figure.body(start, end, i / 64)
            for joint, point in body.joints.items():
                assert math.dist(point, before[joint]) < 0.1, f"{joint} from {start} to {end}, {i}"
            before = body


@pytest.mark.parametrize("pose", POSES)
def test_what_a_keyframe_names_touches_on_both_sides(pose: str) -> None:
    doc = read(pose)
    figure, wall = Figure(doc["figure"], "light"), doc["figure"].get("wall")
    for name, key in doc["figure"]["keys"].items():
        for side in sides(doc):
            body = figure.body((name, side), (name, side), 1.0)
            for part in key.get("touch", ()):
                touching = other(part) if side == "left" else part
                joints = touching.removesuffix(ON_WALL)
                gap = distance(body, joints, wall) if joints != touching else height(body, touching)
                assert abs(gap) <= NEAR, f"{touching} in {name}"


@pytest.mark.parametrize("pose", POSES)
def test_every_hold_says_what_it_touches(pose: str) -> None:
    doc = read(pose)
    keys = doc["figure"]["keys"]
    name = next(step["key"] for step in doc["steps"] if step["phase"] == "hold")
    while "touch" not in keys[name]:
        name = keys[name]["base"]
    assert len(keys[name]["touch"]) >= 2


@pytest.mark.parametrize("pose", POSES)
def test_the_mirror_of_the_mirror_is_the_pose(pose: str) -> None:
    doc = read(pose)
    figure, wall = Figure(doc["figure"], "light"), doc["figure"].get("wall")
    for name in figure.keys:
        posture = figure.posture((name, "right"), (name, "right"), 1.0)
        assert mirror(mirror(posture)) == posture
        body, mirrored = solve(posture, wall), solve(mirror(posture), wall)
        for joint, (x, y, z) in body.joints.items():
            assert mirrored[other(joint)] == pytest.approx((x, y, -z), abs=1e-6), f"{joint}, {name}"
