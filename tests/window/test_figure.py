"""The figure's pictures, and what it says of a document it cannot draw."""

import math
from typing import Any

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication

from tests.window.figures import POSES, Place, read, sides, ways
from unsit.window.figure import THEMES, Figure, FigureError

SIZE = 120


def picture(
    figure: Figure, theme: str, place: Place, size: int = SIZE, breath: float = 0.35
) -> QImage:
    """One keyframe as an image, on the theme's background."""
    image = QImage(size, size, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(QColor(THEMES[theme].backdrop))
    painter = QPainter(image)
    figure.paint(painter, QRectF(0, 0, size, size), place, place, 1.0, breath)
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
