"""What a posture is: where the pelvis is, which way the trunk turns, and what each limb reaches for.

The world is in metres: x is where the person faces, y is up (the floor is y = 0), z is the
person's right.  Postures are values.  `blend` and `mirror` make new ones; the bones come later,
in `skeleton`, so an in-between has its bones as long as ever.
"""

from collections.abc import Mapping

from unsit.core.value import Value, field, replace
from unsit.window.figure.vectors import AHEAD, UP, Vec, lerp, slerp

SIDES = ("right", "left")


class Turn(Value):
    """Which way a block of the trunk points: along the spine, and where its front looks."""

    up: Vec = UP
    face: Vec = AHEAD


class Arm(Value):
    """Where a wrist goes and how the arm gets there.

    `elbow` says to which side the elbow bends.  `fingers` and `palm` (where the palm looks) are
    None when they follow from the arm.  `grip` is 0 for a flat hand, 1 for a fist.  With `on`, a
    joint's name, `at` counts from that joint and not from the world's middle.  `lift` is how far
    above the floor the hand is at least.
    """

    at: Vec = (0.05, 0.85, 0.25)
    elbow: Vec = (-1.0, 0.0, 0.3)
    fingers: Vec | None = None
    palm: Vec | None = None
    grip: float = 0.0
    on: str = ""
    lift: float = 0.0


class Leg(Value):
    """Where an ankle goes, where the knee points, and the foot.

    `sole`, where the underside of the foot looks, is None when it follows from the shin.  `lift`
    is how far above the floor the foot is at least.
    """

    at: Vec = (0.0, 0.0, 0.1)
    knee: Vec = AHEAD
    toes: Vec = AHEAD
    sole: Vec | None = None
    lift: float = 0.0


class Posture(Value):
    """One whole posture.

    `lit` is how brightly the working muscles glow, 0 to 1.  `nearer` moves a part in the order of
    painting, by metres towards the eye, where two parts lie so close that depth cannot tell.
    """

    pelvis: Vec = (0.0, 0.93, 0.0)
    hips: Turn = Turn()
    chest: Turn = Turn()
    head: Turn = Turn()
    arms: tuple[Arm, Arm] = (Arm(), Arm(at=(0.05, 0.85, -0.25), elbow=(-1.0, 0.0, -0.3)))
    legs: tuple[Leg, Leg] = (Leg(), Leg(at=(0.0, 0.0, -0.1)))
    lit: float = 0.0
    nearer: Mapping[str, float] = field(default_factory=dict)


def ease(t: float) -> float:
    """A slow start and a slow end: 0 to 0, 1 to 1, with no jerk at either (quintic)."""
    return t * t * t * (t * (6 * t - 15) + 10)


def _between(a: float, b: float, t: float) -> float:
    return a + (b - a) * t


def _direction(a: Vec | None, b: Vec | None, t: float) -> Vec | None:
    if a is None or b is None:
        return a if t < 0.5 else b
    return slerp(a, b, t)


def _turn(a: Turn, b: Turn, t: float) -> Turn:
    return Turn(slerp(a.up, b.up, t), slerp(a.face, b.face, t))


def blend_arm(a: Arm, b: Arm, t: float) -> Arm:
    """The arm `t` of the way from `a` to `b`, which rests on what `b` rests on."""
    return Arm(
        at=lerp(a.at, b.at, t),
        elbow=slerp(a.elbow, b.elbow, t),
        fingers=_direction(a.fingers, b.fingers, t),
        palm=_direction(a.palm, b.palm, t),
        grip=_between(a.grip, b.grip, t),
        on=b.on,
    )


def blend_leg(a: Leg, b: Leg, t: float) -> Leg:
    """The leg `t` of the way from `a` to `b`."""
    return Leg(
        at=lerp(a.at, b.at, t),
        knee=slerp(a.knee, b.knee, t),
        toes=slerp(a.toes, b.toes, t),
        sole=_direction(a.sole, b.sole, t),
    )


def blend(a: Posture, b: Posture, t: float) -> Posture:
    """The posture `t` (0 to 1) of the way from `a` to `b`: points go straight, directions turn.

    Where the two rest a hand on different things, `a` and `b` must be `settled` first.
    """
    return Posture(
        pelvis=lerp(a.pelvis, b.pelvis, t),
        hips=_turn(a.hips, b.hips, t),
        chest=_turn(a.chest, b.chest, t),
        head=_turn(a.head, b.head, t),
        arms=(blend_arm(a.arms[0], b.arms[0], t), blend_arm(a.arms[1], b.arms[1], t)),
        legs=(blend_leg(a.legs[0], b.legs[0], t), blend_leg(a.legs[1], b.legs[1], t)),
        lit=_between(a.lit, b.lit, t),
        nearer={
            part: _between(a.nearer.get(part, 0.0), b.nearer.get(part, 0.0), t)
            for part in {**a.nearer, **b.nearer}
        },
    )


def flip(v: Vec) -> Vec:
    """`v` seen in the mirror that stands between right and left."""
    return v[0], v[1], -v[2]


def other(name: str) -> str:
    """The same part of the other side: "right knee" for "left knee"; "head" for "head"."""
    if name.startswith("right "):
        return "left " + name[6:]
    if name.startswith("left "):
        return "right " + name[5:]
    return name


def _flip_turn(turn: Turn) -> Turn:
    return Turn(flip(turn.up), flip(turn.face))


def flip_arm(arm: Arm) -> Arm:
    """The other arm doing what this one does."""
    return Arm(
        at=flip(arm.at),
        elbow=flip(arm.elbow),
        fingers=flip(arm.fingers) if arm.fingers else None,
        palm=flip(arm.palm) if arm.palm else None,
        grip=arm.grip,
        on=other(arm.on),
    )


def flip_leg(leg: Leg) -> Leg:
    """The other leg doing what this one does."""
    return Leg(
        at=flip(leg.at),
        knee=flip(leg.knee),
        toes=flip(leg.toes),
        sole=flip(leg.sole) if leg.sole else None,
    )


def mirror(posture: Posture) -> Posture:
    """The same posture done with the other side of the body."""
    return replace(
        posture,
        pelvis=flip(posture.pelvis),
        hips=_flip_turn(posture.hips),
        chest=_flip_turn(posture.chest),
        head=_flip_turn(posture.head),
        arms=(flip_arm(posture.arms[1]), flip_arm(posture.arms[0])),
        legs=(flip_leg(posture.legs[1]), flip_leg(posture.legs[0])),
        nearer={other(part): metres for part, metres in posture.nearer.items()},
    )
