"""Where a stretch is felt: a place on the body for each name a pose may light."""

from unsit.core.value import Value
from unsit.window.figure.skeleton import Body
from unsit.window.figure.vectors import Vec, add, along, lerp, mul, square, sub, unit

NAMES = ("hip flexor", "glute", "inner thigh", "outer hip", "low back", "waist", "hamstring")


class Muscle(Value):
    """A place to light: the part of the body it is on, where, which way it looks, how wide."""

    part: str
    at: Vec
    looks: Vec
    radius: float


def known(name: str) -> bool:
    """Whether `name` ("right hip flexor", "low back") can be lit."""
    return name == "low back" or name in {f"{s} {n}" for s in ("right", "left") for n in NAMES}


def locate(body: Body, name: str) -> Muscle:
    """The place of the muscle `name` on `body`."""
    hips = body.hips
    if name == "low back":
        back = mul(hips.face, -1)
        return Muscle("seat", along(body["waist"], (back, 0.06), (hips.up, -0.06)), back, 0.15)
    side, _, muscle = name.partition(" ")
    sign = 1.0 if side == "right" else -1.0
    hip, knee = body[f"{side} hip"], body[f"{side} knee"]
    thigh = unit(sub(knee, hip))
    out = mul(hips.right, sign)
    part = f"{side} thigh"
    if muscle == "hip flexor":
        return Muscle(part, along(hip, (hips.face, 0.06), (thigh, 0.07)), hips.face, 0.15)
    if muscle == "glute":
        looks = unit(add(mul(hips.face, -0.8), add(out, mul(hips.up, -0.4))))
        return Muscle(part, along(hip, (looks, 0.06)), looks, 0.15)
    if muscle == "outer hip":
        return Muscle(part, along(hip, (out, 0.05)), out, 0.15)
    if muscle == "waist":
        return Muscle("trunk", along(body["waist"], (out, 0.07)), out, 0.15)
    if muscle == "hamstring":
        behind = square(mul(hips.face, -1), thigh)
        looks = unit(add(behind, mul(out, 0.8)))
        return Muscle(part, along(lerp(hip, knee, 0.45), (looks, 0.05)), looks, 0.15)
    inner = square(mul(out, -1), thigh)
    return Muscle(part, along(lerp(hip, knee, 0.42), (inner, 0.04)), inner, 0.14)
