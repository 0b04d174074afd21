"""Outlines against the rule that makes them: each way outwards, no circle reaches further."""

import math
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainterPath

from unsit.window.figure.outline import Circle, arcs, trace

PLACES = st.sampled_from([-40.0, -10.0, 0.0, 5.0, 5.5, 30.0]) | st.floats(-50, 50)
RADII = st.sampled_from([1.0, 5.0, 10.0]) | st.floats(0.5, 20)
CIRCLES = st.lists(st.tuples(PLACES, PLACES, RADII), min_size=1, max_size=7)


def reach(circle: Circle, angle: float) -> float:
    x, y, radius = circle
    return x * math.cos(angle) + y * math.sin(angle) + radius


@given(CIRCLES)
def test_the_string_lies_on_the_circle_that_reaches_furthest(circles: list[Circle]) -> None:
    outline = arcs(circles)
    for circle, start, end in outline:
        for angle in (start, (start + end) / 2, end):
            furthest = max(reach(other, angle) for other in circles)
            assert reach(circle, angle) == pytest.approx(furthest, abs=1e-5)


@given(CIRCLES)
def test_it_goes_round_once(circles: list[Circle]) -> None:
    outline = arcs(circles)
    assert outline[-1][2] == pytest.approx(outline[0][1] + math.tau)
    assert all(one[2] == other[1] for one, other in pairwise(outline))


def test_outlines_that_overlap_fill_as_one_and_the_outer_one_is_wider() -> None:
    inner, outer = QPainterPath(), QPainterPath()
    outline = arcs([(0.0, 0.0, 10.0), (60.0, 0.0, 5.0)])
    trace(inner, outline)
    trace(outer, outline, 3.0)
    inside, edge = QPointF(30.0, 7.0), QPointF(30.0, 9.5)
    assert inner.contains(inside)
    assert not inner.contains(edge)
    assert outer.contains(edge)
