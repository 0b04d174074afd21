"""A body that rolls on its back from side to side, stiff as it lies.  Pure, no Qt."""

import math

from unsit.window.figure.contact import flesh
from unsit.window.figure.skeleton import Axes, Body
from unsit.window.figure.vectors import UP, Vec, add, along, cross, dot, square, sub

MOST = 30.0
"""Degrees that anybody may roll to one side."""


def rocked(body: Body, degrees: float) -> Body:
    """`body` rolled about its spine, to its left by so many degrees (to its right when negative).

    What it lies on rolls over the floor and does not slip; nothing sinks into it.
    """
    if not degrees:
        return body
    angle, pelvis = math.radians(degrees), body["pelvis"]
    spine = square((body.hips.up[0], 0.0, body.hips.up[2]), UP)
    rolled = along((0.0, 0.0, 0.0), (cross(spine, UP), -pelvis[1] * angle))

    def moved(point: Vec) -> Vec:
        return add(add(pelvis, _turned(sub(point, pelvis), spine, angle)), rolled)

    joints = {joint: moved(point) for joint, point in body.joints.items()}
    sunk = max(0.0, *(flesh(joint) - at[1] for joint, at in joints.items() if "root" not in joint))
    joints = {joint: along(at, (UP, sunk)) for joint, at in joints.items()}
    hips, chest, head = (
        Axes(*(_turned(way, spine, angle) for way in (axes.up, axes.face, axes.right)))
        for axes in (body.hips, body.chest, body.head)
    )
    return Body(joints, hips, chest, head)


def _turned(v: Vec, axis: Vec, angle: float) -> Vec:
    """`v` turned about the unit vector `axis` (Rodrigues' formula)."""
    cos, sin = math.cos(angle), math.sin(angle)
    return along(
        (0.0, 0.0, 0.0), (v, cos), (cross(axis, v), sin), (axis, dot(axis, v) * (1.0 - cos))
    )
