"""The bodies on the way between two keyframes, worked out at a few moments only.

To find every joint of one body takes longer than to paint some of it, and thirty a second are
wanted.  So a body is solved at `MOMENTS` moments of a way, each when it is first asked for; between two
of them every joint goes straight, which is off by less than a centimetre where an elbow or a knee swings
round, and by a millimetre elsewhere.  Pure, no Qt.
"""

import math
from typing import NamedTuple

from unsit.window.figure.passage import Passage
from unsit.window.figure.skeleton import Axes, Body, solve
from unsit.window.figure.vectors import Vec, lerp, unit

MOMENTS = 32
"""How many parts a way has; a body is solved at the ends of each."""


class Moment(NamedTuple):
    """A body, how brightly its muscles shine, and which parts are painted later: see Posture."""

    body: Body
    lit: float
    nearer: dict[str, float]


class Way:
    """One way; `wall` is the x of a wall in front of the person, or None."""

    def __init__(self, passage: Passage, wall: float | None) -> None:
        self.passage, self._wall = passage, wall
        self._solved: dict[int, Moment] = {}

    def at(self, t: float) -> Moment:
        """The body `t` (0 to 1) of the way."""
        place = t * MOMENTS
        before = math.floor(place)
        share = place - before
        if not share:
            return self._at(before)
        return _mixed(self._at(before), self._at(before + 1), share)

    def _at(self, moment: int) -> Moment:
        if moment not in self._solved:
            posture = self.passage.at(moment / MOMENTS)
            body = solve(posture, self._wall)
            self._solved[moment] = Moment(body, posture.lit, dict(posture.nearer))
        return self._solved[moment]


def _mixed(a: Moment, b: Moment, t: float) -> Moment:
    ends, c = b.body.joints, 1.0 - t
    joints = {
        joint: (x * c + ends[joint][0] * t, y * c + ends[joint][1] * t, z * c + ends[joint][2] * t)
        for joint, (x, y, z) in a.body.joints.items()
    }
    turned = (
        Axes(_way(p.up, q.up, t), _way(p.face, q.face, t), _way(p.right, q.right, t))
        for p, q in zip(_blocks(a.body), _blocks(b.body), strict=True)
    )
    nearer = {part: much * c + b.nearer.get(part, 0.0) * t for part, much in a.nearer.items()}
    return Moment(Body(joints, *turned), a.lit * c + b.lit * t, nearer)


def _blocks(body: Body) -> tuple[Axes, Axes, Axes]:
    return body.hips, body.chest, body.head


def _way(a: Vec, b: Vec, t: float) -> Vec:
    return unit(lerp(a, b, t))
