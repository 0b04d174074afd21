"""The bones: from a posture to the place of every joint.

Rules this room keeps: a bone is always as long as `BONES` says; nothing is below the floor and
nothing is inside the wall, for each joint keeps its flesh (`FLESH`) away from both.  So a posture
that aims a limb a little below the floor lies exactly on it.  Pure, no Qt.
"""

import math

from unsit.core.value import Value, replace
from unsit.window.figure.bones import BONES, FLESH
from unsit.window.figure.posture import SIDES, Arm, Leg, Posture
from unsit.window.figure.reach import SLACK, bend, lift_end, lift_middle, within_reach
from unsit.window.figure.vectors import (
    DOWN,
    UP,
    Vec,
    across,
    add,
    along,
    cross,
    dot,
    mul,
    square,
    sub,
    unit,
)

_ANKLE_HEIGHT = 0.076


class Axes(Value):
    """The three directions of a block of the trunk, square to one another, each 1 long."""

    up: Vec
    face: Vec
    right: Vec


class Body(Value):
    """A solved posture: every joint by name, and how pelvis, chest and head are turned."""

    joints: dict[str, Vec]
    hips: Axes
    chest: Axes
    head: Axes

    def __getitem__(self, joint: str) -> Vec:
        return self.joints[joint]


def axes(up: Vec, face: Vec) -> Axes:
    """Square axes from two directions that need not be square; `up` is kept."""
    u = unit(up)
    f = square(face, u)
    return Axes(u, f, cross(f, u))


def _turned(posture: Posture) -> tuple[dict[str, Vec], Axes, Axes, Axes]:
    hips = axes(posture.hips.up, posture.hips.face)
    chest = axes(posture.chest.up, posture.chest.face)
    head = axes(posture.head.up, posture.head.face)
    x, y, z = posture.pelvis
    seat = FLESH["hip"] + BONES["hip"] * abs(hips.right[1])
    pelvis = (x, max(y, seat, FLESH["pelvis"]), z)
    low, high = add(mul(hips.up, 0.7), mul(chest.up, 0.3)), add(mul(hips.up, 0.15), chest.up)
    waist = lift_end(pelvis, low, BONES["lumbar"], FLESH["waist"])
    roll = FLESH["shoulder"] + BONES["shoulder"] * abs(chest.right[1])
    ribs = lift_end(waist, high, BONES["ribs"], max(FLESH["chest"], roll))
    neck = lift_end(ribs, chest.up, BONES["collar"], FLESH["neck"] + 0.02)
    nod = add(mul(head.up, 0.99), mul(head.face, 0.14))
    joints = {
        "pelvis": pelvis,
        "waist": waist,
        "chest": ribs,
        "neck": neck,
        "head": lift_end(neck, nod, BONES["neck"], FLESH["head"]),
    }
    girdle = along(ribs, (sub(neck, ribs), 0.66))
    for side, sign in (("right", 1.0), ("left", -1.0)):
        joints[side + " hip"] = along(pelvis, (hips.right, sign * BONES["hip"]))
        shoulder = along(girdle, (chest.right, sign * BONES["shoulder"]))
        joints[side + " shoulder"] = shoulder
    return joints, hips, chest, head


def trunk(posture: Posture) -> dict[str, Vec]:
    """The joints from the hips to the head, which are known before any limb is."""
    return _turned(posture)[0]


def foot_points(ankle: Vec, toes: Vec, sole: Vec, sign: float) -> dict[str, Vec]:
    """The five points a foot is made of besides its ankle; flat on the floor they all touch it.

    "in" is the big toe's side.  `sign` is 1 for the right foot, -1 for the left.
    """
    t = unit(toes)
    s = square(sole, t)
    wide = mul(cross(t, s), sign)
    drop = {part: _ANKLE_HEIGHT - FLESH[part] for part in ("heel", "ball", "toe")}
    return {
        "heel": along(ankle, (t, -0.045), (s, drop["heel"])),
        "ball in": along(ankle, (t, 0.105), (s, drop["ball"]), (wide, 0.026)),
        "ball out": along(ankle, (t, 0.085), (s, drop["ball"]), (wide, -0.030)),
        "toe in": along(ankle, (t, 0.172), (s, drop["toe"]), (wide, 0.020)),
        "toe out": along(ankle, (t, 0.140), (s, drop["toe"]), (wide, -0.026)),
    }


def _natural_sole(leg: Leg, hip: Vec) -> Vec:
    """Where the sole looks when nobody says: down for a foot on the floor, else as the shin has it.

    Toes square to the shin: the sole looks along the shin.  Toes pointed: it looks backwards.
    """
    toes = unit(leg.toes)
    knee, ankle = bend(hip, leg.at, BONES["thigh"], BONES["shin"], leg.knee)
    shin = unit(sub(ankle, knee))
    front = square(leg.knee, shin)
    sole = square(sub(mul(shin, dot(toes, front)), mul(front, dot(toes, shin))), toes)
    flat = leg.at[1] < 0.12 and abs(toes[1]) < 0.3 and sole[1] < -0.5
    return DOWN if flat else sole


def _leg(joints: dict[str, Vec], side: str, leg: Leg, wall: float | None) -> None:
    hip = joints[side + " hip"]
    sole = leg.sole or _natural_sole(leg, hip)
    x, y, z = leg.at
    around = foot_points((0.0, 0.0, 0.0), leg.toes, sole, 1.0 if side == "right" else -1.0)
    fleshed = [(FLESH["ankle"], (0.0, 0.0, 0.0))]
    fleshed += [(FLESH[part.split()[0]], point) for part, point in around.items()]
    least = max(flesh - point[1] for flesh, point in fleshed)
    y = max(y, least + leg.lift)
    if wall is not None:
        x = min([x, *(wall - flesh - point[0] for flesh, point in fleshed)])
    reach = BONES["thigh"] + BONES["shin"] - SLACK
    target = within_reach(hip, (x, y, z), reach, least)
    knee, ankle = bend(hip, target, BONES["thigh"], BONES["shin"], leg.knee)
    outward = unit(sub(hip, joints["pelvis"]))
    joints[side + " knee"] = lift_middle(hip, knee, ankle, FLESH["knee"], outward)
    joints[side + " ankle"] = ankle
    for part, point in around.items():
        joints[f"{side} {part}"] = add(ankle, point)


def hand_points(wrist: Vec, fingers: Vec, palm: Vec, grip: float, sign: float) -> dict[str, Vec]:
    """The points of a hand: knuckles and finger tips (thumb's side, little finger's side), thumb.

    `sign` is 1 for the right hand, -1 for the left.
    """
    f = unit(fingers)
    n = square(palm, f)
    thumb = mul(cross(f, n), sign)
    knuckle = along(wrist, (f, BONES["palm"]))
    curl = grip * 1.9
    bent = add(mul(f, math.cos(curl)), mul(n, math.sin(curl)))
    tip = along(knuckle, (bent, BONES["fingers"]))
    root = along(wrist, (f, 0.028), (thumb, 0.022))
    spread = add(add(mul(thumb, 0.62 - 0.3 * grip), mul(f, 0.75)), mul(n, 0.75 * grip))
    return {
        "knuckle in": along(knuckle, (thumb, 0.029)),
        "knuckle out": along(knuckle, (thumb, -0.028)),
        "tip in": along(tip, (thumb, 0.018), (f, 0.006 * (1 - grip))),
        "tip out": along(tip, (thumb, -0.018)),
        "thumb root": root,
        "thumb": along(root, (unit(spread), 0.062)),
    }


def _natural_hand(arm: Arm, shoulder: Vec, chest: Axes, sign: float) -> tuple[Vec, Vec]:
    """(fingers, palm) when nobody says: flat on the floor, else on from the forearm, palm inwards.

    `sign` is 1 for the right hand, -1 for the left.
    """
    elbow, wrist = bend(shoulder, arm.at, BONES["upper arm"], BONES["forearm"], arm.elbow)
    fore = unit(sub(wrist, elbow))
    if arm.at[1] < 0.06:
        level = across((fore[0], 0.0, fore[2]), UP) or chest.face
        return arm.fingers or level, arm.palm or DOWN
    fingers = arm.fingers or fore
    return fingers, arm.palm or square(mul(chest.right, -sign), unit(fingers))


def _arm(joints: dict[str, Vec], side: str, arm: Arm, chest: Axes, wall: float | None) -> None:
    sign = 1.0 if side == "right" else -1.0
    shoulder = joints[side + " shoulder"]
    arm = replace(arm, at=add(joints[arm.on], arm.at)) if arm.on else arm
    fingers, palm = _natural_hand(arm, shoulder, chest, sign)
    x, y, z = arm.at
    around = hand_points((0.0, 0.0, 0.0), fingers, palm, arm.grip, sign)
    fleshed = [(FLESH["wrist"], (0.0, 0.0, 0.0))]
    fleshed += [(FLESH["tip" if "tip" in p else "knuckle"], point) for p, point in around.items()]
    least = max(flesh - point[1] for flesh, point in fleshed)
    y = max(y, least + arm.lift)
    if wall is not None:
        x = min([x, *(wall - flesh - point[0] for flesh, point in fleshed)])
    reach = BONES["upper arm"] + BONES["forearm"] - SLACK
    target = within_reach(shoulder, (x, y, z), reach, least)
    elbow, wrist = bend(shoulder, target, BONES["upper arm"], BONES["forearm"], arm.elbow)
    outward = mul(chest.right, sign)
    joints[side + " elbow"] = lift_middle(shoulder, elbow, wrist, FLESH["elbow"], outward)
    joints[side + " wrist"] = wrist
    for part, point in around.items():
        joints[f"{side} {part}"] = add(wrist, point)


def solve(posture: Posture, wall: float | None = None) -> Body:
    """Every joint of `posture`; `wall` is the x of a wall in front of the person, or None."""
    joints, hips, chest, head = _turned(posture)
    for side, leg in zip(SIDES, posture.legs, strict=True):
        _leg(joints, side, leg, wall)
    for side, arm in zip(SIDES, posture.arms, strict=True):
        _arm(joints, side, arm, chest, wall)
    return Body(joints, hips, chest, head)


def settled(posture: Posture, wall: float | None = None, keep: tuple[str, ...] = ()) -> Posture:
    """`posture` with nothing left to be worked out: hands in the world, palms and soles known.

    Hands stay on what they rest on for the sides named in `keep`.
    """
    joints, _, chest, _ = _turned(posture)
    legs = tuple(
        replace(leg, sole=leg.sole or _natural_sole(leg, joints[side + " hip"]))
        for side, leg in zip(SIDES, posture.legs, strict=True)
    )
    for side, leg in zip(SIDES, legs, strict=True):
        _leg(joints, side, leg, wall)
    arms = []
    for side, arm, sign in zip(SIDES, posture.arms, (1.0, -1.0), strict=True):
        here = replace(arm, at=add(joints[arm.on], arm.at), on="") if arm.on else arm
        fingers, palm = _natural_hand(here, joints[side + " shoulder"], chest, sign)
        arms.append(replace(arm if side in keep else here, fingers=fingers, palm=palm))
    return replace(posture, legs=(legs[0], legs[1]), arms=(arms[0], arms[1]))
