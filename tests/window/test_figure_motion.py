"""How the figure moves: bones, floor, wall, contacts and sides, in every pose that ships."""

import math
from collections.abc import Iterator

import pytest

from tests.window.figures import POSES, read, sides, ways
from unsit.window.figure import Figure
from unsit.window.figure.bones import BONES, SEAT
from unsit.window.figure.contact import NEAR, PARTS, distance, flesh, height, hovering
from unsit.window.figure.posture import SIDES, mirror, other
from unsit.window.figure.skeleton import Body, solve
from unsit.window.figure.vectors import Vec, dot, lerp, sub

STEPS = 20

UNSEEN = 0.006
"""Metres that a planted hand, foot or knee may slip."""

BETWEEN = 0.01
"""Metres that a joint may be painted aside from where it is, on the way."""

THROUGH = 0.055
"""Metres from the middle of one leg to the middle of the other: less is through one another."""

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


def planted(first: Body, last: Body, part: str) -> bool:
    """Whether a part of the body is on the floor at both ends of a way."""
    return height(first, part) <= NEAR and height(last, part) <= NEAR


def passages(pose: str) -> Iterator[tuple[str, list[Body]]]:
    """Every way of a pose as the bodies on it, with the words to find it by."""
    doc = read(pose)
    figure = Figure(doc["figure"], "light")
    for start, end in ways(doc):
        yield f"{start} {end}", [figure.body(start, end, i / STEPS) for i in range(STEPS + 1)]


@pytest.mark.parametrize("pose", POSES)
def test_what_stays_in_its_place_on_the_floor_neither_lifts_nor_slides(pose: str) -> None:
    for where, on_the_way in passages(pose):
        first, last = on_the_way[0], on_the_way[-1]
        for part in (f"{side} {name}" for side in SIDES for name in ("foot", "hand", "knee")):
            joint = PARTS[part][0]
            if planted(first, last, part) and math.dist(first[joint], last[joint]) < 0.02:
                for i, body in enumerate(on_the_way):
                    place = lerp(first[joint], last[joint], i / STEPS)
                    assert height(body, part) <= NEAR, f"{part} lifts {where} {i}"
                    if not part.endswith("foot") or same_foot(first, last, part):
                        slip = math.dist(body[joint], place)
                        assert slip < UNSEEN, f"{part} slides {where} {i}"


def test_palms_on_the_wall_stay_there_without_slipping() -> None:
    wall = read("kneeling-hip-flexor")["figure"]["wall"]
    pressing = [way for way in passages("kneeling-hip-flexor") if "'palms'" in way[0]]
    stays = 0
    for where, on_the_way in pressing:
        for part in ("right hand", "left hand"):
            gaps = [distance(body, part, wall) for body in on_the_way]
            if max(gaps[0], gaps[-1]) <= NEAR:
                stays += 1
                wrist = on_the_way[0][PARTS[part][0]]
                for body, gap in zip(on_the_way, gaps, strict=True):
                    assert gap <= NEAR, f"{part} {where}"
                    assert math.dist(body[PARTS[part][0]], wrist) < UNSEEN, f"{part} {where}"
    assert stays == 4  # both hands, on each side


def same_foot(first: Body, last: Body, part: str) -> bool:
    """Whether a foot lies in the same way at both ends, and is not tucked or turned."""
    side = part.split(maxsplit=1)[0]
    heel, toe = f"{side} heel", f"{side} toe in"
    return math.dist(sub(first[toe], first[heel]), sub(last[toe], last[heel])) < 0.02


@pytest.mark.parametrize("pose", POSES)
def test_a_knee_on_the_floor_at_both_ends_never_leaves_it(pose: str) -> None:
    for where, on_the_way in passages(pose):
        for part in ("right knee", "left knee"):
            if planted(on_the_way[0], on_the_way[-1], part):
                for i, body in enumerate(on_the_way):
                    assert height(body, part) <= NEAR, f"{part} {where} {i}"


@pytest.mark.parametrize("pose", POSES)
def test_somebody_who_steps_has_always_something_to_stand_on(pose: str) -> None:
    legs = ("right foot", "left foot", "right knee", "left knee", "seat")
    for where, on_the_way in passages(pose):
        for i, body in enumerate(on_the_way):
            down = [part for part in legs if height(body, part) <= NEAR]
            assert down, f"hovers {where} {i}"


def test_hands_and_feet_that_are_set_anew_are_lifted_one_after_the_other() -> None:
    figure = Figure(read("lizard")["figure"], "light")
    start, end = ("tabletop", "right"), ("step", "right")
    right, left = set(), set()
    for i in range(STEPS + 1):
        body = figure.body(start, end, i / STEPS)
        right |= {i} if height(body, "right hand") > 0.01 else set()
        left |= {i} if height(body, "left hand") > 0.01 else set()
    assert right
    assert left
    assert max(right) <= min(left) + 1


@pytest.mark.parametrize("pose", POSES)
def test_no_leg_passes_through_the_other(pose: str) -> None:
    for where, body in bodies(pose):
        for right, left in (("shin", "shin"), ("shin", "thigh"), ("thigh", "shin")):
            gap = apart(*bone(body, "right", right), *bone(body, "left", left))
            assert gap > THROUGH, f"right {right} and left {left} at {where}"


def bone(body: Body, side: str, name: str) -> tuple[Vec, Vec]:
    """The two ends of a bone of the leg."""
    upper, lower = {"thigh": ("hip", "knee"), "shin": ("knee", "ankle")}[name]
    return body[f"{side} {upper}"], body[f"{side} {lower}"]


def apart(a: Vec, b: Vec, c: Vec, d: Vec) -> float:
    """How near two straight pieces, a to b and c to d, come to one another."""
    return min(to_line(lerp(a, b, i / 40), c, d) for i in range(41))


def to_line(point: Vec, start: Vec, end: Vec) -> float:
    """How far a point is from the straight piece from `start` to `end`."""
    way = sub(end, start)
    share = max(0.0, min(1.0, dot(sub(point, start), way) / dot(way, way)))
    return math.dist(point, lerp(start, end, share))


def test_the_happy_baby_rocks_to_both_sides_on_a_back_that_never_lifts() -> None:
    figure = Figure(read("happy-baby")["figure"], "light")
    place = ("hold", "both")
    assert figure.rocks(place)
    still, tilts = figure.body(place, place, 1.0), []
    for i in range(-10, 11):
        body = figure.body(place, place, 1.0, i / 10)
        for name, found, wanted in bones(body):
            assert found == pytest.approx(wanted, abs=1e-6), name
        for part in ("back", "seat", "head"):
            assert abs(height(body, part)) < 2 * NEAR, f"{part} at {i}"
        assert min(height(body, part) for part in PARTS) > -NEAR
        tilts.append(body["right knee"][1] - body["left knee"][1])
        grip = math.dist(body["right wrist"], body["right ball out"])
        assert grip == pytest.approx(math.dist(still["right wrist"], still["right ball out"]))
    assert tilts == sorted(tilts) or tilts == sorted(tilts, reverse=True)
    assert max(tilts) == pytest.approx(-min(tilts), abs=1e-6)
    assert max(tilts) > 0.05


@pytest.mark.parametrize("pose", [pose for pose in POSES if pose != "happy-baby"])
def test_no_other_pose_rocks(pose: str) -> None:
    figure = Figure(read(pose)["figure"], "light")
    assert not any(figure.rocks((name, "right")) for name in figure.keys)


@pytest.mark.parametrize("pose", POSES)
def test_what_a_keyframe_names_touches_on_both_sides(pose: str) -> None:
    doc = read(pose)
    figure, wall = Figure(doc["figure"], "light"), doc["figure"].get("wall")
    for name, key in doc["figure"]["keys"].items():
        for side in sides(doc):
            body = figure.body((name, side), (name, side), 1.0)
            for part in key.get("touch", ()):
                touching = other(part) if side == "left" else part
                assert not hovering(body, (touching,), wall), f"{touching} in {name}"


@pytest.mark.parametrize("pose", [pose for pose in POSES if "chair" in read(pose)["figure"]])
def test_whoever_sits_on_a_chair_stays_on_it(pose: str) -> None:
    for where, body in bodies(pose):
        assert not hovering(body, ("seat on chair",), None), f"{where}"
        for side in SIDES:
            thigh = min(body[f"{side} {joint}"][1] - flesh(joint) for joint in ("hip", "knee"))
            assert thigh > SEAT - 0.03, f"{where}: a thigh sinks into the seat"


ON_ONE_LEG = {"standing-knee-hug"}


@pytest.mark.parametrize("pose", POSES)
def test_every_hold_says_what_it_touches(pose: str) -> None:
    doc = read(pose)
    keys = doc["figure"]["keys"]
    name = next(step["key"] for step in doc["steps"] if step["phase"] == "hold")
    while "touch" not in keys[name]:
        name = keys[name]["base"]
    assert len(keys[name]["touch"]) >= (1 if pose in ON_ONE_LEG else 2)


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


@pytest.mark.parametrize("pose", POSES)
def test_what_is_painted_on_the_way_is_where_the_joints_are(pose: str) -> None:
    doc = read(pose)
    figure = Figure(doc["figure"], "light")
    for start, end in ways(doc):
        for share in (0.03, 0.24, 0.43, 0.52, 0.77, 0.98):
            painted = figure.way(start, end).at(share).body.joints
            solved = figure.body(start, end, share).joints
            furthest = max(math.dist(painted[joint], at) for joint, at in solved.items())
            assert furthest < BETWEEN, f"{start} to {end} at {share}"
