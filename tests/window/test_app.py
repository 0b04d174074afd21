"""Where the window opens, whether it may have the keyboard, and which figure it gets."""

import pytest
from PySide6.QtCore import QRect, QSize

from tests.window.stand import LUNGE
from unsit.core.session import Plan
from unsit.core.value import replace
from unsit.window.app import corner, drawing, wants_focus
from unsit.window.face import SIZE

KEYS = {name: {"base": "standing"} for name in ("kneel", "slide", "sink")}


def with_figure(keys: object) -> Plan:
    return replace(LUNGE, figure={"keys": keys})


@pytest.mark.parametrize(
    "screen",
    [QRect(0, 0, 1280, 800), QRect(1920, 30, 2560, 1410), QRect(-1366, 0, 1366, 738)],
    ids=["alone", "right of another", "left of another"],
)
def test_the_card_opens_in_the_lower_right_of_the_screen_with_room_for_its_title(
    screen: QRect,
) -> None:
    place = corner(screen, SIZE)
    assert screen.contains(place.adjusted(0, -32, 0, 0))
    assert screen.right() - place.right() == screen.bottom() - place.bottom() == 24


def test_the_card_is_never_larger_than_its_screen() -> None:
    screen = QRect(0, 0, 640, 400)
    place = corner(screen, QSize(400, 640))
    assert screen.contains(place.adjusted(0, -32, 0, 0))
    assert place.width() == 400


def test_only_a_window_that_was_asked_for_may_take_the_keyboard() -> None:
    assert not wants_focus({})
    assert not wants_focus({"UNSIT_FOCUS": "0", "XDG_ACTIVATION_TOKEN": ""})
    assert wants_focus({"UNSIT_FOCUS": "1"})
    assert wants_focus({"XDG_ACTIVATION_TOKEN": "token"})


def test_a_pose_without_a_figure_is_played_without_a_word() -> None:
    assert drawing(LUNGE, "light") is None


def test_a_figure_that_can_be_drawn_is_drawn() -> None:
    assert drawing(with_figure(KEYS), "dark") is not None


def test_a_figure_that_cannot_be_drawn_is_left_out_and_said(
    caplog: pytest.LogCaptureFixture,
) -> None:
    assert drawing(with_figure(KEYS | {"sink": {"base": "flying"}}), "light") is None
    (said,) = caplog.messages
    assert said.startswith("The figure of Low Lunge is left out: ")
    assert "flying" in said
    assert "\n" not in said


def test_a_keyframe_that_a_step_asks_for_and_the_figure_lacks_is_said(
    caplog: pytest.LogCaptureFixture,
) -> None:
    assert drawing(with_figure({"kneel": KEYS["kneel"]}), "light") is None
    assert caplog.messages == [
        "The figure of Low Lunge is left out: [figure.keys] has no slide, sink."
    ]
