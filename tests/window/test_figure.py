"""The figure's pictures, and what it says of a document it cannot draw."""

import json
import math
from itertools import combinations
from typing import Any

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication

from tests.window.figures import FOLDER, POSES, Place, read, sides, ways
from tests.window.stand import LUNGE
from unsit.cli.verbs.stretches import FIGURES
from unsit.core.rules import SessionRules
from unsit.core.value import replace
from unsit.window.app import drawing
from unsit.window.figure import LOOKS, THEMES, Figure, FigureError

SIZE = 120
CONFIG = FOLDER.parent
KEYS = {"keys": {key: {"base": "half-kneeling"} for key in ("kneel", "slide", "sink")}}


def picture(
    figure: Figure,
    theme: str,
    place: Place,
    size: int = SIZE,
    breath: float = 0.35,
    sway: float = 0.0,
) -> QImage:
    """One keyframe as an image, on the theme's background."""
    image = QImage(size, size, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(QColor(THEMES[theme].backdrop))
    painter = QPainter(image)
    figure.paint(painter, QRectF(0, 0, size, size), place, place, 1.0, breath, sway)
    painter.end()
    return image


def differing(a: QImage, b: QImage) -> int:
    """How many pixels of two pictures of one size are plainly not the same."""
    one, two = bytes(a.constBits()), bytes(b.constBits())
    return sum(
        max(abs(p - q) for p, q in zip(one[i : i + 3], two[i : i + 3], strict=True)) > 24
        for i in range(0, len(one), 4)
    )


@pytest.mark.parametrize("theme", THEMES)
def test_every_pose_fills_its_picture_in_every_theme(qt_app: QApplication, theme: str) -> None:
    empty = QImage(SIZE, SIZE, QImage.Format.Format_ARGB32_Premultiplied)
    empty.fill(QColor(THEMES[theme].backdrop))
    for pose in POSES:
        doc = read(pose)
        figure = Figure(doc["figure"], theme)
        for side in sides(doc):
            for name in figure.keys:
                painted = differing(picture(figure, theme, (name, side)), empty)
                assert painted > SIZE * SIZE / 12, f"{name} of {pose}, {side}"


def test_the_three_themes_paint_three_different_pictures(qt_app: QApplication) -> None:
    doc = read("pigeon")["figure"]
    light, dark, contrast = (
        picture(Figure(doc, theme), theme, ("sink", "right"))
        for theme in ("light", "dark", "contrast")
    )
    for one, two in ((light, dark), (light, contrast), (dark, contrast)):
        assert differing(one, two) > SIZE * SIZE / 2


@pytest.mark.parametrize("pose", POSES)
def test_the_picture_changes_from_step_to_step(qt_app: QApplication, pose: str) -> None:
    doc = read(pose)
    figure = Figure(doc["figure"], "light")
    for start, end in ways(doc):
        if start[0] != end[0]:
            before, after = picture(figure, "light", start), picture(figure, "light", end)
            assert differing(before, after) > 60, f"{start} to {end}"


def test_the_chest_rises_with_the_breath(qt_app: QApplication) -> None:
    figure = Figure(read("90-90-lunge")["figure"], "light")
    out = picture(figure, "light", ("reach", "right"), 300, 0.0)
    full = picture(figure, "light", ("reach", "right"), 300, 1.0)
    assert 20 < differing(out, full) < 3000


def test_the_happy_baby_rocks(qt_app: QApplication) -> None:
    figure = Figure(read("happy-baby")["figure"], "light")
    still, left, right = (
        picture(figure, "light", ("hold", "both"), sway=sway) for sway in (0.0, 1.0, -1.0)
    )
    for one, two in ((still, left), (still, right), (left, right)):
        assert differing(one, two) > 300


@pytest.mark.parametrize("pose", POSES)
def test_nobody_leaves_the_picture_on_the_way(qt_app: QApplication, pose: str) -> None:
    doc = read(pose)
    figure = Figure(doc["figure"], "light")
    backdrop = QColor(THEMES["light"].backdrop)
    for start, end in ways(doc):
        for t in (0.2, 0.4, 0.6, 0.8):
            image = QImage(SIZE, SIZE, QImage.Format.Format_ARGB32_Premultiplied)
            image.fill(backdrop)
            painter = QPainter(image)
            figure.paint(painter, QRectF(0, 0, SIZE, SIZE), start, end, t)
            painter.end()
            edge = [image.pixelColor(x, y) for x in range(SIZE) for y in (0, SIZE - 1)]
            off = max(abs(colour.lightness() - backdrop.lightness()) for colour in edge)
            assert off < 12, f"{start} {end} {t}"  # a shadow's soft end may be


def test_the_people_are_those_of_the_settings_and_of_the_command_line() -> None:
    schema = json.loads((CONFIG / "settings.schema.json").read_text(encoding="utf-8"))
    setting = schema["properties"]["session"]["properties"]["figure"]
    assert list(LOOKS) == setting["enum"] == FIGURES
    assert setting["default"] == SessionRules().figure == "bun"


def test_the_window_shows_whom_the_plan_names(qt_app: QApplication) -> None:
    one, two = (
        drawing(replace(LUNGE, figure=KEYS, body=body), "light") for body in list(LOOKS)[:2]
    )
    assert isinstance(one, Figure)
    assert isinstance(two, Figure)
    place = ("kneel", "right")
    assert differing(picture(one, "light", place), picture(two, "light", place)) > 150


def test_a_person_that_is_not_there_is_told_like_any_mistake() -> None:
    with pytest.raises(FigureError, match=r"^There is no person 'a cat'; there are bun, "):
        Figure({"keys": {"a": {}}}, "light", "a cat")


def test_each_person_looks_like_nobody_else(qt_app: QApplication) -> None:
    doc = read("garland")["figure"]
    for theme in THEMES:
        people = [picture(Figure(doc, theme, look), theme, ("press", "both")) for look in LOOKS]
        for one, two in combinations(people, 2):
            assert differing(one, two) > 150, theme


@pytest.mark.parametrize("look", LOOKS)
def test_everybody_is_drawn_from_all_around(qt_app: QApplication, look: str) -> None:
    """Hair and scarf are cut from a ball that is seen from every side."""
    seen = []
    for yaw in range(-180, 180, 30):
        doc = {"camera": {"yaw": yaw, "pitch": 20}, "mat": [], "keys": {"a": {}}}
        seen.append(picture(Figure(doc, "light", look), "light", ("a", "both"), 200))
    hair, skin = (QColor(getattr(LOOKS[look].dressed("light"), part)) for part in ("hair", "skin"))
    front, behind = seen[9], seen[3]
    assert of_colour(behind, hair) > of_colour(front, hair) * 1.2
    assert of_colour(front, skin) > of_colour(behind, skin)


def of_colour(image: QImage, colour: QColor) -> int:
    """How many pixels are nearly of this colour."""
    pixels = bytes(image.constBits())
    wanted = (colour.blue(), colour.green(), colour.red())
    return sum(
        max(abs(p - q) for p, q in zip(pixels[i : i + 3], wanted, strict=True)) < 12
        for i in range(0, len(pixels), 4)
    )


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("look", LOOKS)
def test_clothes_and_skin_stand_out_from_the_ground_and_from_each_other(
    look: str, theme: str
) -> None:
    person = LOOKS[look].dressed(theme)
    assert contrast(person.leggings, person.mat) > 1.6
    assert contrast(person.glow, person.leggings) > 1.15
    for one, two in combinations((person.skin, person.shirt, person.leggings, person.hair), 2):
        assert math.dist(parts(one), parts(two)) > 0.2, f"{one} and {two}"


def contrast(one: str, two: str) -> float:
    """The contrast of two colours as WCAG 2.2 has it: 1 to 21."""
    light, dark = sorted((luminance(one), luminance(two)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    """The relative luminance of a colour as WCAG 2.2 has it."""
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts(colour)]
    return sum(share * part for share, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def parts(colour: str) -> tuple[float, float, float]:
    """Red, green and blue of a colour, 0 to 1."""
    found = QColor(colour)
    return found.redF(), found.greenF(), found.blueF()


BROKEN = [
    ({"camera": 3}, "[figure] camera = 3: must be a table"),
    ({"camera": {"yaw": "east"}}, "[figure] camera.yaw = 'east': must be -180 to 180."),
    ({"camera": {"roll": 1}}, "[figure] camera.roll: no such entry"),
    ({"glow": ["right toe"]}, "[figure] glow: 'right toe' is no muscle."),
    ({"glow": "low back"}, "[figure] glow = 'low back': must be a list"),
    ({"mat": [1, 2]}, "[figure] mat = [1, 2]: three numbers"),
    ({"wall": "brick"}, "[figure] wall = 'brick': must be a number"),
    ({"pad": [0, math.inf]}, "[figure] pad = [0, inf]: two numbers"),
    ({"other_side": "up"}, "[figure] other_side = 'up': one of turn, behind, stay."),
    ({"carpet": 1}, "[figure] carpet: no such entry."),
    ({"keys": {}}, "[figure.keys] has no keyframe."),
    ({"keys": {"a": 3}}, "[figure.keys.a]: must be a table."),
    ({"keys": {"a": {"wings": 1}}}, "[figure.keys.a] wings: no such entry"),
    ({"keys": {"a": {"base": "b"}}}, "[figure.keys.a] base = 'b': no such keyframe"),
    (
        {"keys": {"a": {"base": "b"}, "b": {"base": "a"}}},
        "[figure.keys.b] base = 'a': the keyframes stand on one another.",
    ),
    ({"keys": {"a": {"pelvis": [1, 2]}}}, "[figure.keys.a] pelvis = [1, 2]: must be three numbers"),
    ({"keys": {"a": {"hips": {"up": "x"}}}}, "[figure.keys.a] hips.up = 'x': must be three"),
    ({"keys": {"a": {"feet": {"heel": 1}}}}, "[figure.keys.a] feet.heel: no such entry"),
    (
        {"keys": {"a": {"hands": {"grip": "firm"}}}},
        "[figure.keys.a] hands.grip = 'firm': must be a number",
    ),
    (
        {"keys": {"a": {"hands": {"on": "tail"}}}},
        "[figure.keys.a] hands.on = 'tail': no such joint",
    ),
    ({"keys": {"a": {"nearer": {"tail": 1}}}}, "[figure.keys.a] nearer.tail: no such entry"),
    ({"keys": {"a": {"rock": 90}}}, "[figure.keys.a] rock = 90: must be 0 to 30 degrees."),
    ({"keys": {"a": {"rock": "softly"}}}, "[figure.keys.a] rock = 'softly': must be 0 to 30"),
    ({"keys": {"a": {"touch": "seat"}}}, "[figure.keys.a] touch = 'seat': must be a list"),
    ({"keys": {"a": {"touch": ["tail"]}}}, "[figure.keys.a] touch: 'tail' is no part"),
    (
        {"keys": {"a": {"touch": ["seat on wall"]}}},
        "[figure.keys.a] touch: 'seat on wall' is no part",
    ),
    (
        {"keys": {"a": {"pelvis": [0, 1.2, 0], "touch": ["right foot"]}}},
        "[figure.keys.a] touch: right foot is 28.",
    ),
    (
        {"wall": 2, "keys": {"a": {"touch": ["right hand on wall"]}}},
        "[figure.keys.a] touch: right hand is 1",
    ),
]


@pytest.mark.parametrize(("doc", "complaint"), BROKEN, ids=[text for _, text in BROKEN])
def test_a_broken_figure_is_refused_in_one_sentence_that_names_the_place(
    doc: dict[str, Any], complaint: str
) -> None:
    with pytest.raises(FigureError) as refused:
        Figure({"keys": {"a": {}}, **doc}, "light")
    assert isinstance(refused.value, ValueError)
    assert len(refused.value.problems) == 1
    assert str(refused.value).startswith(complaint)
    assert str(refused.value).endswith(".")


def test_all_that_is_wrong_is_told_at_once() -> None:
    with pytest.raises(FigureError) as refused:
        Figure({"glow": ["tail"], "keys": {"a": {"lit": "x"}, "b": {"base": "c"}}}, "light")
    assert [text.split(":")[0] for text in refused.value.problems] == [
        "[figure] glow",
        "[figure.keys.a] lit = 'x'",
        "[figure.keys.b] base = 'c'",
    ]
