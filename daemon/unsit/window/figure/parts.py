"""The body cut into parts that can be painted one after another, furthest first.

Rules: a part is an outline, a fill and a seam.  The seam is drawn only where an earlier part lies
beneath, and fades out at the part's own joints, so no joint shows as a disc.
"""

from dataclasses import dataclass, field

from PySide6.QtCore import QPointF
from PySide6.QtGui import QBrush, QColor, QLinearGradient, QPainterPath

from unsit.window.figure.bones import FLESH
from unsit.window.figure.colours import SHADES, fading, tinted
from unsit.window.figure.looks import Look
from unsit.window.figure.posture import SIDES
from unsit.window.figure.skeleton import Body
from unsit.window.figure.stage import Ball, Stage
from unsit.window.figure.themes import Theme
from unsit.window.figure.vectors import Vec, add, along, dot, lerp, sub, unit

_JOINT_FADE = ((0.0, 0.0), (0.30, 1.0), (0.72, 1.0), (1.0, 0.0))
_END_FADE = ((0.0, 0.0), (0.35, 1.0), (1.0, 1.0))


@dataclass
class Part:
    """Something to paint: over its seam come the outline's fill, then the overlays.

    The seam is as wide as `rim` reaches out of the outline.
    """

    name: str
    depth: float
    outline: QPainterPath
    fill: QBrush
    rim: QPainterPath | None = None
    seam: QBrush | None = None
    overlays: list[tuple[QPainterPath, QBrush]] = field(default_factory=list)


class Tailor:
    """Cuts the parts of one body for one view."""

    def __init__(self, body: Body, stage: Stage, theme: Theme, look: Look, breath: float) -> None:
        self.body, self.stage, self.theme, self.look = body, stage, theme, look
        self.breath = breath
        apart = sum(
            stage.depth(body["right " + joint]) - stage.depth(body["left " + joint])
            for joint in ("hip", "shoulder")
        )
        self._far = "left" if apart > 0 else "right"
        much = theme.far * max(0.0, min(1.0, (abs(apart) - 0.10) / 0.25))
        self._much = round(much * SHADES) / SHADES

    def parts(self) -> list[Part]:
        """Every part but the head, in no order."""
        found = [self._trunk(), self._seat(), self._neck()]
        seat = found[1].depth
        for side in SIDES:
            leg = self._leg(side)
            if self._ahead(side + " hip", "pelvis") > 0.02:
                leg[0].depth = max(leg[0].depth, seat + 0.005)
            found += leg
            found += self._arm(side)
        return found

    def _ahead(self, joint: str, other: str) -> float:
        return self.stage.depth(self.body[joint]) - self.stage.depth(self.body[other])

    def color(self, role: str, side: str = "", tone: float = 0.0) -> QColor:
        """The theme's colour for `role`, darker on the far side; `tone` lightens or darkens."""
        away, much = "", 0.0
        if side == self._far:
            away = self.theme.far_skin if role == "skin" else self.theme.far_cloth
            much = self._much * (0.6 if role == "shirt" else 1.0)
        return tinted(str(getattr(self.theme, role)), away, much, tone)

    def _shaded(
        self,
        start: Vec,
        end: Vec,
        colors: tuple[QColor, QColor],
        fade: tuple[tuple[float, float], ...],
    ) -> tuple[QBrush, QBrush]:
        """(fill, seam): both run from `start` to `end`."""
        a, b = self.stage.spot(start), self.stage.spot(end)
        if abs(a.x() - b.x()) + abs(a.y() - b.y()) < 1.0:
            b = QPointF(a.x() + 1.0, a.y())
        fill = QLinearGradient(a, b)
        fill.setStops(((0.0, colors[0]), (1.0, colors[1])))
        seam = QLinearGradient(a, b)
        seam.setStops(fading(colors[0].rgb(), self.theme.line, fade))
        return QBrush(fill), QBrush(seam)

    def _outlined(
        self, pieces: list[list[Ball]], fill: QBrush
    ) -> tuple[QPainterPath, QBrush, QPainterPath]:
        """(outline, fill, rim) of a part made of pieces, each with a skin of its own."""
        outline, rim = self.stage.hulls(pieces, self.theme.seam / 2)
        return outline, fill, rim

    def _limb(
        self, name: str, side: str, role: str, balls: list[Ball], tones: tuple[float, float]
    ) -> Part:
        start, end = balls[0][0], balls[-1][0]
        colors = self.color(role, side, tones[0]), self.color(role, side, tones[1])
        fill, seam = self._shaded(start, end, colors, _JOINT_FADE)
        depth = (self.stage.depth(start) + self.stage.depth(end)) / 2
        return Part(f"{side} {name}", depth, *self._outlined([balls], fill), seam)

    def _leg(self, side: str) -> list[Part]:
        body = self.body
        hip, knee, ankle = (body[f"{side} {joint}"] for joint in ("hip", "knee", "ankle"))
        bend = sub(knee, lerp(hip, ankle, 0.5))
        back = unit(sub((0.0, 0.0, 0.0), bend)) if dot(bend, bend) > 1e-4 else (0.0, 0.0, 0.0)
        much = self.look.limbs
        thigh = [(hip, FLESH["hip"]), (lerp(hip, knee, 0.45), 0.080 * much), (knee, 0.058)]
        calf = along(lerp(knee, ankle, 0.30), (back, 0.012))
        shin = [(knee, 0.057), (calf, 0.053 * much), (lerp(knee, ankle, 0.94), 0.037)]
        upper = self._limb("thigh", side, "leggings", thigh, (0.0, 0.07))
        lower = self._limb("shin", side, "leggings", shin, (0.07, -0.05))
        foot = self._foot(side, lower.depth, dot(unit(sub(ankle, knee)), self.stage.eye))
        return [upper, lower, foot]

    def _foot(self, side: str, shin: float, towards: float) -> Part:
        body = self.body
        names = ("heel", "ball in", "ball out", "toe in", "toe out")
        balls = [(body[f"{side} {name}"], FLESH[name.split()[0]]) for name in names]
        balls.append((body[f"{side} ankle"], 0.033))
        middle = lerp(body[f"{side} toe in"], body[f"{side} toe out"], 0.5)
        # darker than hands, so that a hand that holds a foot can be told from it
        colors = self.color("skin", side, -0.13), self.color("skin", side, -0.09)
        fill, seam = self._shaded(body[f"{side} ankle"], middle, colors, _END_FADE)
        depth = (self.stage.depth(body[f"{side} heel"]) + self.stage.depth(middle)) / 2
        # the cuff of the leggings goes over the foot, unless the leg points at the eye
        depth = max(depth, shin + 0.01) if towards > 0.45 else min(depth, shin - 0.01)
        return Part(f"{side} foot", depth, *self._outlined([balls], fill), seam)

    def _arm(self, side: str) -> list[Part]:
        shoulder, elbow, wrist = (
            self.body[f"{side} {joint}"] for joint in ("shoulder", "elbow", "wrist")
        )
        much, covered = self.look.limbs, self.look.sleeves >= 1.0
        role = "shirt" if covered else "skin"
        upper = self._limb(
            "upper arm", side, role, [(shoulder, 0.050 * much), (elbow, 0.040)], (-0.05, 0.0)
        )
        if not covered:
            cuff = [
                (shoulder, 0.056 * much),
                (lerp(shoulder, elbow, 2 * self.look.sleeves), 0.053 * much),
            ]
            shirt = QBrush(self.color("shirt", side, 0.02))
            upper.overlays.append((self.stage.hull(cuff), shirt))
        bulge = lerp(elbow, wrist, 0.25)
        fore = self._limb(
            "forearm",
            side,
            role,
            [(elbow, 0.039), (bulge, 0.039 * much), (wrist, 0.027 if not covered else 0.031)],
            (0.0, -0.01),
        )
        return [upper, fore, self._hand(side, fore.depth)]

    def _hand(self, side: str, forearm: float) -> Part:
        body = self.body
        wrist = body[f"{side} wrist"]
        knuckles = [(body[f"{side} knuckle {edge}"], 0.017) for edge in ("in", "out")]
        tips = [(body[f"{side} tip {edge}"], 0.012) for edge in ("in", "out")]
        thumb = [(body[f"{side} thumb root"], 0.017), (body[f"{side} thumb"], 0.0125)]
        end = lerp(tips[0][0], tips[1][0], 0.5)
        colors = self.color("skin", side, -0.02), self.color("skin", side, 0.03)
        fill, seam = self._shaded(wrist, end, colors, _END_FADE)
        middle = lerp(knuckles[0][0], knuckles[1][0], 0.5)
        longest = along(end, (unit(sub(end, middle)), 0.010)), 0.013
        pieces = [[(wrist, 0.027), *knuckles], [*knuckles, *tips, longest], thumb]
        depth = max((self.stage.depth(wrist) + self.stage.depth(middle)) / 2, forearm - 0.05)
        return Part(f"{side} hand", depth, *self._outlined(pieces, fill), seam)

    def _trunk(self) -> Part:
        body, chest, hips = self.body, self.body.chest, self.body.hips
        full = self.breath
        rise = along(body["chest"], (chest.face, 0.012 + 0.012 * full))
        wide = self.look.waist
        bust = (rise, 0.112 + 0.009 * full)
        back = (along(body["chest"], (chest.face, -0.004)), 0.108)
        collar = (along(body["neck"], (chest.up, -0.040)), 0.054)
        shoulders = [
            (along(body[f"{s} shoulder"], (chest.up, -0.006)), 0.052 * self.look.shoulders)
            for s in SIDES
        ]
        waist = [
            (along(body["waist"], (add(chest.right, hips.right), x)), 0.078 * wide)
            for x in (-0.018, 0.018)
        ]
        seat = [
            (along(body["pelvis"], (hips.right, x), (hips.up, 0.09)), 0.086 * self.look.hips)
            for x in (-0.04, 0.04)
        ]
        pieces = [[*shoulders, bust, back, collar, *waist], [*waist, *seat]]
        colors = self.color("shirt", tone=0.05), self.color("shirt", tone=-0.06)
        fade = ((0.0, 0.0), (0.25, 0.0), (0.6, 1.0), (1.0, 1.0))
        fill, seam = self._shaded(body["neck"], body["pelvis"], colors, fade)
        depth = (self.stage.depth(body["chest"]) + self.stage.depth(body["waist"])) / 2
        return Part("trunk", depth, *self._outlined(pieces, fill), seam)

    def _seat(self) -> Part:
        body, hips = self.body, self.body.hips
        balls = [(body[f"{side} hip"], FLESH["hip"]) for side in SIDES]
        for x in (-0.045, 0.045):
            balls.append(
                (along(body["pelvis"], (hips.right, x), (hips.up, 0.065)), 0.082 * self.look.hips)
            )
            balls.append(
                (
                    along(body["pelvis"], (hips.right, x), (hips.up, -0.005), (hips.face, -0.028)),
                    0.09,
                )
            )
        fill = QBrush(self.color("leggings"))
        waist = along(body["pelvis"], (hips.up, 0.16))
        colors = self.color("leggings"), self.color("leggings")
        _, seam = self._shaded(body["pelvis"], waist, colors, ((0.0, 0.0), (0.6, 0.7), (1.0, 1.0)))
        depth = self.stage.depth(body["pelvis"]) + 0.03
        return Part("seat", depth, *self._outlined([balls], fill), seam)

    def _neck(self) -> Part:
        body, chest = self.body, self.body.chest
        base, chin = along(body["neck"], (chest.up, -0.018)), lerp(body["neck"], body["head"], 0.75)
        balls, fill = [(base, 0.046), (chin, 0.036)], QBrush(self.color("skin", tone=-0.10))
        if self.look.hair == "scarf":
            front = along(body["neck"], (chest.up, -0.055), (chest.face, 0.055))
            balls = [(base, 0.068), (front, 0.060), (chin, 0.072)]
            fill = QBrush(self.color("hair", tone=-0.07))
        trunk = (self.stage.depth(body["chest"]) + self.stage.depth(body["waist"])) / 2
        # the front has a neckline; the back has a collar
        over = dot(chest.up, self.stage.eye) > 0.35 or dot(chest.face, self.stage.eye) > 0.1
        depth = trunk + 0.01 if over else trunk - 0.01
        depth = min(depth, self.stage.depth(body["head"]) - 0.01)
        return Part("neck", depth, self.stage.hull(balls), fill)
