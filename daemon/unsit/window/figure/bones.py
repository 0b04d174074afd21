"""The measures of the body: one person, about 1.7 m tall.  Pure data."""

BONES = {
    "thigh": 0.43,
    "shin": 0.41,
    "upper arm": 0.285,
    "forearm": 0.25,
    "palm": 0.085,
    "fingers": 0.078,
    "hip": 0.092,
    "shoulder": 0.160,
    "lumbar": 0.17,
    "ribs": 0.15,
    "collar": 0.165,
    "neck": 0.168,
}
"""Metres from joint to joint, of a person about 1.7 m tall."""

FLESH = {
    "pelvis": 0.105,
    "hip": 0.088,
    "knee": 0.060,
    "ankle": 0.038,
    "heel": 0.036,
    "ball": 0.022,
    "toe": 0.017,
    "waist": 0.092,
    "chest": 0.112,
    "neck": 0.045,
    "head": 0.112,
    "shoulder": 0.054,
    "elbow": 0.041,
    "wrist": 0.029,
    "knuckle": 0.015,
    "tip": 0.011,
}
"""Metres from a joint to the skin around it."""

SEAT = 0.43
"""How high a chair's seat is: the thighs of somebody with the feet flat lie on it nearly level."""

JOINTS = (
    *("pelvis", "waist", "chest", "neck", "head"),
    *(
        f"{side} {joint}"
        for joint in ("hip", "knee", "ankle", "heel", "ball in", "ball out", "shoulder")
        for side in ("right", "left")
    ),
)
"""What a hand can lie on: the joints that are known before the arms are."""
