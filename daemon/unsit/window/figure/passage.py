"""The way from one posture to another: what stays where it is, what steps and what slides.

Rules of this room: a part that touches the floor at both ends of a way stays on it.  Where it is
the same place at both ends it does not move at all, and rather the pelvis gives way than a hand
slips or a knee lifts.  Where it is another place, whoever stands, kneels or is on all fours takes a
step there; whoever sits or lies slides.  Pure, no Qt.
"""

import math

from unsit.core.value import Value, replace
from unsit.window.figure.bones import BONES, FLESH
from unsit.window.figure.contact import NEAR, height
from unsit.window.figure.posture import SIDES, Arm, Leg, Posture, blend, blend_arm, blend_leg
from unsit.window.figure.reach import SLACK
from unsit.window.figure.skeleton import settled, solve, trunk
from unsit.window.figure.vectors import UP, Vec, along, dot, lerp, slerp, sub, unit

STEP = 0.07
"""Metres between two places from which a foot or a hand is set anew, and is not pushed there."""

_HIGHEST = {"foot": 0.08, "hand": 0.06}
"""Metres that a long step goes above the floor; a short one goes less."""

_UNROLLED = 0.01
"""As much for a foot that turns over: it stands on the tips of its toes on the way, which is high."""

_FIRST, _SECOND = (0.0, 0.55), (0.45, 1.0)
"""When each of two goes that go in turn, as shares of the way."""

_RISE = 0.35
"""How high a short step is, as a share of its length."""

_ROUNDS, _STILL = 12, 1e-5
"""How often the pelvis is moved, and the metres from which it is no use."""


class _Held(Value):
    """A joint that keeps to a place: `root` is at most `reach` from it, at least `least`."""

    root: str
    place: Vec
    reach: float
    least: float = 0.0


class Passage:
    """The way between two postures; it is worked out once, and then asked for many moments."""

    def __init__(self, start: Posture, end: Posture, wall: float | None) -> None:
        keep = tuple(
            side
            for side, one, two in zip(SIDES, start.arms, end.arms, strict=True)
            if one.on and one.on == two.on
        )
        self._a, self._b = _arrived(start, wall, keep), _arrived(end, wall, keep)
        self._from, self._to = solve(self._a, wall), solve(self._b, wall)
        self._seated = self._stays_down("seat")
        names = [f"{side} {part}" for side in SIDES for part in ("foot", "hand", "knee")]
        self._planted = {name for name in names if self._stays_down(name)}
        self._turns = self._feet_in_turn() | self._hands_in_turn()

    def at(self, t: float) -> Posture:
        """The posture `t` (0 to 1) of the way."""
        posture = blend(self._a, self._b, t)
        if not 0.0 < t < 1.0:
            return posture
        held: list[_Held] = []
        arms = tuple(self._arm(i, t, held) for i in range(2))
        legs = tuple(self._leg(i, t, held) for i in range(2))  # the last ones held are held best
        posture = replace(posture, legs=(legs[0], legs[1]), arms=(arms[0], arms[1]))
        if self._seated:
            return posture
        knees = [one for one in held if one.least > 0.0]
        # once more for the knees alone: a hand may slip a little before a knee leaves the floor
        return _kneeling_on(_giving_way(_giving_way(posture, held), knees), knees)

    def _feet_in_turn(self) -> dict[str, tuple[float, float]]:
        """One foot after the other, or nobody would stand: the flat one first on the way down."""
        feet = [side for side in SIDES if self._steps(f"{side} foot", f"{side} ankle")]
        if len(feet) < 2:
            return {}
        flat = next((side for side in SIDES if not self._turns_over(side)), "right")
        down = self._to["pelvis"][1] < self._from["pelvis"][1]
        return {f"{side} foot": _FIRST if (side == flat) == down else _SECOND for side in SIDES}

    def _hands_in_turn(self) -> dict[str, tuple[float, float]]:
        hands = [side for side in SIDES if self._steps(f"{side} hand", f"{side} wrist")]
        return {"right hand": _FIRST, "left hand": _SECOND} if hands[1:] else {}

    def _steps(self, part: str, joint: str) -> bool:
        return not self._seated and part in self._planted and self._moves(joint) >= STEP

    def _turns_over(self, side: str) -> bool:
        """Whether a foot goes from its sole to its instep or back."""
        a, b = (posture.legs[SIDES.index(side)].toes for posture in (self._a, self._b))
        return dot(a, b) < 0.0

    def _share(self, part: str, t: float) -> float:
        """How far a part is on its way; it may have to wait for the other one."""
        if part not in self._turns:
            return t
        first, last = self._turns[part]
        share = max(0.0, min(1.0, (t - first) / (last - first)))
        return share * share * (3.0 - 2.0 * share)

    def _stays_down(self, name: str) -> bool:
        return all(height(body, name) <= NEAR for body in (self._from, self._to))

    def _leg(self, i: int, t: float, held: list[_Held]) -> Leg:
        side = SIDES[i]
        share = self._share(f"{side} foot", t)
        leg = blend_leg(self._a.legs[i], self._b.legs[i], share)
        if f"{side} knee" in self._planted:
            return self._kneeling(side, leg, t, held)
        if f"{side} foot" not in self._planted:
            return leg
        highest = _UNROLLED if self._turns_over(side) else _HIGHEST["foot"]
        leg = replace(leg, lift=self._lift(f"{side} ankle", highest, share))
        reach = BONES["thigh"] + BONES["shin"] - 2 * SLACK
        held.append(_Held(f"{side} hip", leg.at, reach))
        return leg

    def _kneeling(self, side: str, leg: Leg, t: float, held: list[_Held]) -> Leg:
        """The knee goes its straight way on the floor, and the shin turns about it."""
        knees = self._from[f"{side} knee"], self._to[f"{side} knee"]
        ankles = self._from[f"{side} ankle"], self._to[f"{side} ankle"]
        knee = lerp(*knees, t)
        shin = slerp(sub(ankles[0], knees[0]), sub(ankles[1], knees[1]), t)
        least = lerp(*ankles, t)[1] if f"{side} foot" in self._planted else FLESH["ankle"]
        ankle = _down_to(knee, shin, least)
        held.append(_Held(f"{side} hip", knee, BONES["thigh"], BONES["thigh"]))
        return replace(leg, at=ankle, knee=sub(knee, self._from[f"{side} hip"]))

    def _arm(self, i: int, t: float, held: list[_Held]) -> Arm:
        side = SIDES[i]
        share = self._share(f"{side} hand", t)
        arm = blend_arm(self._a.arms[i], self._b.arms[i], share)
        if f"{side} hand" not in self._planted or arm.on:
            return arm
        arm = replace(arm, lift=self._lift(f"{side} wrist", _HIGHEST["hand"], share))
        reach = BONES["upper arm"] + BONES["forearm"] - 2 * SLACK
        held.append(_Held(f"{side} shoulder", arm.at, reach))
        return arm

    def _moves(self, joint: str) -> float:
        return math.dist(self._from[joint], self._to[joint])

    def _lift(self, joint: str, highest: float, t: float) -> float:
        """How high a foot or a hand is on its way to a new place."""
        far = self._moves(joint)
        if self._seated or far < STEP:
            return 0.0
        return min(highest, far * _RISE) * math.sin(math.pi * t) ** 2


_HAIR = 0.002
"""Metres that nobody can see."""


def _arrived(posture: Posture, wall: float | None, keep: tuple[str, ...]) -> Posture:
    """`posture`, settled, that aims where its limbs really get to."""
    posture = settled(posture, wall, keep)
    body = solve(posture, wall)
    legs = tuple(
        replace(leg, at=body[f"{side} ankle"])
        for side, leg in zip(SIDES, posture.legs, strict=True)
    )
    arms = tuple(
        arm if arm.on else replace(arm, at=body[f"{side} wrist"])
        for side, arm in zip(SIDES, posture.arms, strict=True)
    )
    return replace(posture, legs=(legs[0], legs[1]), arms=(arms[0], arms[1]))


def _down_to(knee: Vec, shin: Vec, least: float) -> Vec:
    """The ankle of a shin that starts at `knee`, `least` high."""
    metres = BONES["shin"]
    drop = least - knee[1]
    flat = unit((shin[0], 0.0, shin[2]))
    level = math.sqrt(max(0.0, metres * metres - drop * drop))
    return along(knee, (flat, level), (UP, drop))


def _giving_way(posture: Posture, held: list[_Held]) -> Posture:
    """`posture` with its pelvis moved until all that is held can stay."""
    for _ in range(_ROUNDS):
        joints, before = trunk(posture), posture.pelvis
        moved = before
        for one in held:
            root = along(joints[one.root], (sub(moved, before), 1.0))
            far = math.dist(one.place, root)
            wanted = min(one.reach, max(one.least, far))
            moved = along(moved, (unit(sub(one.place, root)), far - wanted))
        posture = replace(posture, pelvis=moved)
        if math.dist(moved, before) < _STILL:
            break
    return posture


def _kneeling_on(posture: Posture, knees: list[_Held]) -> Posture:
    """`posture` with each held knee bent towards its place, wherever the hip is now."""
    joints, legs = trunk(posture), list(posture.legs)
    for one in knees:
        i = SIDES.index(one.root.removesuffix(" hip"))
        # a hair above its place: below the floor it would have to be lifted to one side
        place = along(one.place, (UP, _HAIR))
        legs[i] = replace(legs[i], knee=sub(place, joints[one.root]))
    return replace(posture, legs=(legs[0], legs[1]))
