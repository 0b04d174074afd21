"""The figure that shows a pose: a skeleton in three dimensions, drawn flat by code, with no art.

A pose file's [figure] table says what the figure does.  All measures are metres; a point or a
direction is [x, y, z]: x ahead, y up from the floor, z to the person's right.  A keyframe is written
for the right side; the left one is its mirror image.

    [figure]
    camera = { yaw = 20, pitch = 12 }   # yaw 0 sees the right side, 90 the front; pitch from above
    other_side = "turn"                 # for the left side the camera goes round: "turn" by the
                                        # front, "behind" by the back, "stay" not at all
    mat = [-0.9, 0.9, 0.33]             # back end, front end, half its width; [] for none
    wall = 0.56                         # how far ahead a wall stands (wall_height too); or absent
    pad = [0.0, 0.12]                   # where a knee pad lies (x, z); or absent
    chair = 0.16                        # how far ahead a chair's seat reaches; or absent
    glow = ["right hip flexor"]         # right or left: hip flexor, glute, inner thigh, outer hip,
                                        # waist; or "low back"

    [figure.keys.NAME]                  # one for each `key` that a step names
    base = "standing"                   # what it starts from: another keyframe, or standing,
                                        # half-kneeling, all fours, supine, sitting,
                                        # on a chair
    pelvis = [0, 0.9, 0]                # where the pelvis is
    hips = { up = [0, 1, 0], face = [1, 0, 0] }     # how pelvis, chest and head are turned:
    chest = { up = ..., face = ... }                # along the spine, and where the front looks
    head = { up = ..., face = ... }
    right_foot = { at = ..., knee = ..., toes = ..., sole = ... }
    left_hand = { at = ..., elbow = ..., fingers = ..., palm = ..., grip = 0.5, on = "left knee" }
    hands = { ... }                     # both: as for the right one, the left mirrored; so `feet`
    lit = 1.0                           # how brightly the muscles of `glow` shine, 0 to 1
    rock = 8                            # in a hold, degrees that the body rolls to each side
    touch = ["right knee", "left hand on wall"]     # what must touch the floor, the wall or the
                                        # chair ("seat on chair"): hand, foot, knee, elbow, seat, back, head; it is checked
    camera = { yaw = 40 }               # where this keyframe is seen otherwise
    nearer = { "right hand" = 0.1 }     # paints a part later than its depth says, by metres

`at` is where ankle or wrist go (with `on`, counted from that joint), `knee` and `elbow` where these
point, `sole` and `palm` where these look.  Only what differs from the base is written.  Nothing can
sink: whatever would be below the floor or in the wall is lifted out, so y = 0 means "on the floor".
"""

from unsit.window.figure.figure import Figure
from unsit.window.figure.keyframes import FigureError
from unsit.window.figure.looks import LOOKS
from unsit.window.figure.themes import THEMES

__all__ = ["LOOKS", "THEMES", "Figure", "FigureError"]
