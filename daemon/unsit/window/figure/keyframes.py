"""From the [figure] table of a pose file to postures, naming every mistake on the way.

The format is told in the docstring of `unsit.window.figure`.
"""

from collections.abc import Mapping
from typing import Any

from unsit.core.value import Value, replace
from unsit.window.figure import checks
from unsit.window.figure.bases import BASES
from unsit.window.figure.checks import FAR, are_numbers, is_number
from unsit.window.figure.contact import can_touch
from unsit.window.figure.posture import Arm, Leg, Posture, Turn, flip_arm, flip_leg
from unsit.window.figure.vectors import Vec

Doc = Mapping[str, Any]

PARTS = ("thigh", "shin", "foot", "upper arm", "forearm", "hand")
TRUNK = ("trunk", "seat", "neck", "head")

_TURN = {"up", "face"}
_ARM = {"at", "elbow", "fingers", "palm", "grip", "on"}
_LEG = {"at", "knee", "toes", "sole"}
_LIMBS = ("hands", "right_hand", "left_hand", "feet", "right_foot", "left_foot")
_KEYS = {"base", "pelvis", "hips", "chest", "head", "lit", "rock", "nearer", "touch"}
_KEYS |= {"camera", *_LIMBS}


class FigureError(ValueError):
    """A [figure] table cannot be drawn; `problems` has one sentence for each reason."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


class Keyframe(Value):
    """A posture with what only its keyframe knows: what touches the floor, its own camera.

    `rock` is how many degrees the body rolls to each side in a hold.
    """

    posture: Posture
    touch: tuple[str, ...] = ()
    camera: Mapping[str, Any] | None = None
    rock: float = 0.0


class Reader:
    """Reads one [figure] table, collecting `problems` as it goes."""

    def __init__(self, doc: Doc) -> None:
        self.problems: list[str] = []
        self._docs = _table(doc.get("keys"))
        self._wall = doc["wall"] if is_number(doc.get("wall")) else None
        self._chair = doc["chair"] if is_number(doc.get("chair")) else None
        self._done: dict[str, Keyframe] = {}
        self._open: list[str] = []
        if not self._docs:
            self.problems.append("[figure.keys] has no keyframe.")

    def keyframes(self) -> dict[str, Keyframe]:
        """Every keyframe by its name."""
        return {name: self._keyframe(name) for name in self._docs}

    def _keyframe(self, name: str) -> Keyframe:
        if name not in self._done:
            self._open.append(name)
            self._done[name] = self._read(name, self._docs[name])
            self._open.pop()
        return self._done[name]

    def _read(self, name: str, doc: Any) -> Keyframe:
        place = f"[figure.keys.{name}]"
        doc = self._checked(place, doc, _KEYS)
        below = self._base(place, doc)
        posture = self.posture(place, doc, replace(below.posture, lit=0.0))
        touch = self._touch(place, doc.get("touch"), below.touch)
        self.problems += checks.camera(f"{place} camera", doc.get("camera"))
        rock = doc.get("rock", 0.0)
        self.problems += checks.rock(f"{place} rock", rock)
        return Keyframe(posture, touch, doc.get("camera", below.camera), rock)

    def _touch(self, place: str, names: Any, below: tuple[str, ...]) -> tuple[str, ...]:
        if names is None:
            return below
        if not isinstance(names, list):
            self.problems.append(f"{place} touch = {names!r}: must be a list of parts of the body.")
            return below
        for name in names:
            if not can_touch(str(name), self._wall, self._chair):
                self.problems.append(f"{place} touch: {name!r} is no part that can touch.")
        return tuple(str(name) for name in names)

    def _base(self, place: str, doc: Doc) -> Keyframe:
        base = str(doc.get("base", "standing"))
        if base in self._open:
            self.problems.append(f"{place} base = {base!r}: the keyframes stand on one another.")
        elif base in self._docs:
            return self._keyframe(base)
        elif base in BASES:
            return Keyframe(self.posture(base, BASES[base], Posture()))
        else:
            known = ", ".join([*BASES, *self._docs])
            self.problems.append(f"{place} base = {base!r}: no such keyframe; there are {known}.")
        return Keyframe(Posture())

    def posture(self, place: str, doc: Doc, below: Posture) -> Posture:
        """`below` with all that `doc` says otherwise."""
        right, left = below.arms
        if "hands" in doc:
            right = self._arm(f"{place} hands", doc["hands"], right)
            left = flip_arm(right)
        right = self._arm(f"{place} right_hand", doc.get("right_hand", {}), right)
        left = self._arm(f"{place} left_hand", doc.get("left_hand", {}), left)
        first, second = below.legs
        if "feet" in doc:
            first = self._leg(f"{place} feet", doc["feet"], first)
            second = flip_leg(first)
        first = self._leg(f"{place} right_foot", doc.get("right_foot", {}), first)
        second = self._leg(f"{place} left_foot", doc.get("left_foot", {}), second)
        return Posture(
            pelvis=self._vec(f"{place} pelvis", doc.get("pelvis"), below.pelvis),
            hips=self._turn(f"{place} hips", doc.get("hips", {}), below.hips),
            chest=self._turn(f"{place} chest", doc.get("chest", {}), below.chest),
            head=self._turn(f"{place} head", doc.get("head", {}), below.head),
            arms=(right, left),
            legs=(first, second),
            lit=self._number(f"{place} lit", doc.get("lit"), below.lit),
            nearer=self._nearer(place, doc.get("nearer"), below.nearer),
        )

    def _turn(self, place: str, doc: Any, below: Turn) -> Turn:
        doc = self._checked(place, doc, _TURN)
        up = self._vec(f"{place}.up", doc.get("up"), below.up)
        return Turn(up, self._vec(f"{place}.face", doc.get("face"), below.face))

    def _arm(self, place: str, doc: Any, below: Arm) -> Arm:
        doc = self._checked(place, doc, _ARM)
        moved = "at" in doc  # a hand that goes somewhere else lies differently there
        fingers = None if moved else below.fingers
        palm = None if moved else below.palm
        return Arm(
            at=self._vec(f"{place}.at", doc.get("at"), below.at),
            elbow=self._vec(f"{place}.elbow", doc.get("elbow"), below.elbow),
            fingers=self._vec(f"{place}.fingers", doc["fingers"]) if "fingers" in doc else fingers,
            palm=self._vec(f"{place}.palm", doc["palm"]) if "palm" in doc else palm,
            grip=self._number(f"{place}.grip", doc.get("grip"), 0.0 if moved else below.grip),
            on=self._rest(f"{place}.on", doc.get("on", "" if moved else below.on)),
        )

    def _rest(self, place: str, joint: Any) -> str:
        wrong = checks.rest(place, joint)
        self.problems += wrong
        return "" if wrong else str(joint)

    def _leg(self, place: str, doc: Any, below: Leg) -> Leg:
        doc = self._checked(place, doc, _LEG)
        sole = None if "at" in doc or "toes" in doc else below.sole
        return Leg(
            at=self._vec(f"{place}.at", doc.get("at"), below.at),
            knee=self._vec(f"{place}.knee", doc.get("knee"), below.knee),
            toes=self._vec(f"{place}.toes", doc.get("toes"), below.toes),
            sole=self._vec(f"{place}.sole", doc["sole"]) if "sole" in doc else sole,
        )

    def _nearer(self, place: str, doc: Any, below: Mapping[str, float]) -> Mapping[str, float]:
        if doc is None:
            return below
        known = {f"{side} {part}" for side in ("right", "left") for part in PARTS} | set(TRUNK)
        doc = self._checked(f"{place} nearer", doc, known)
        return {part: self._number(f"{place} nearer.{part}", doc[part], 0.0) for part in doc}

    def _checked(self, place: str, doc: Any, known: set[str]) -> Doc:
        table = _table(doc)
        if table is not doc:
            self.problems.append(f"{place}: must be a table.")
        dot = " " if place.endswith("]") else "."
        for key in sorted(set(table) - known):
            there = ", ".join(sorted(known))
            self.problems.append(f"{place}{dot}{key}: no such entry; there are {there}.")
        return {key: value for key, value in table.items() if key in known}

    def _vec(self, place: str, value: Any, below: Vec = (0.0, 0.0, 0.0)) -> Vec:
        if value is None:
            return below
        if are_numbers(value, 3):
            return float(value[0]), float(value[1]), float(value[2])
        self.problems.append(f"{place} = {value!r}: must be three numbers, none beyond {FAR:.0f}.")
        return below

    def _number(self, place: str, value: Any, below: float) -> float:
        if value is None:
            return below
        if is_number(value):
            return float(value)
        self.problems.append(f"{place} = {value!r}: must be a number, not beyond {FAR:.0f}.")
        return below


def _table(value: Any) -> Doc:
    return value if isinstance(value, Mapping) else {}
