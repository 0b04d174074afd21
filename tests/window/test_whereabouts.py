"""Where the card was put: what is kept of it, and when that is used again."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QApplication, QWidget

from unsit.window import whereabouts
from unsit.window.whereabouts import Spot

SPOT = Spot(100, 200, 400, 664)
SCREEN, FREE = QRect(1920, 0, 1280, 1024), QRect(1920, 30, 1280, 994)


def test_nothing_is_kept_at_first(home: Path) -> None:
    assert whereabouts.kept("DP-1") is None


def test_each_screen_has_a_spot_of_its_own(home: Path) -> None:
    whereabouts.keep("DP-1", SPOT)
    whereabouts.keep("eDP-1", Spot(0, 0, 300, 320))
    assert whereabouts.kept("DP-1") == SPOT
    assert whereabouts.kept("eDP-1") == Spot(0, 0, 300, 320)
    assert whereabouts.kept("HDMI-1") is None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        '{"v": 2, "screens": {"DP-1": [1, 2, 3, 4]}}',
        '{"v": 1, "screens": []}',
        '{"v": 1, "screens": {"DP-1": [1, 2, 3]}}',
        '{"v": 1, "screens": {"DP-1": [1, 2, 0, 4]}}',
        '{"v": 1, "screens": {"DP-1": [1, 2, true, 4]}}',
        '{"v": 1, "screens": {"DP-1": [1, 2, 3, 1e99]}}',
    ],
)
def test_what_makes_no_sense_counts_for_nothing(home: Path, text: str) -> None:
    whereabouts.file().parent.mkdir(parents=True)
    whereabouts.file().write_text(text)
    assert whereabouts.kept("DP-1") is None
    whereabouts.keep("DP-1", SPOT)
    assert whereabouts.kept("DP-1") == SPOT


def test_where_nothing_can_be_written_nothing_is_kept(home: Path) -> None:
    whereabouts.file().parent.parent.mkdir(parents=True, exist_ok=True)
    whereabouts.file().parent.write_text("not a folder")
    whereabouts.keep("DP-1", SPOT)
    assert whereabouts.kept("DP-1") is None


@pytest.mark.parametrize(
    ("spot", "at"),
    [
        (SPOT, QPoint(2020, 200)),
        (Spot(-200, 40, 400, 664), QPoint(1720, 40)),
        (Spot(-300, 40, 400, 664), None),
        (Spot(100, 0, 400, 664), None),
        (Spot(1200, 100, 400, 664), None),
        (Spot(100, 1000, 400, 664), None),
        (Spot(3000, 100, 400, 664), None),
    ],
    ids=["there", "half out", "too far out", "under a panel", "right", "below", "elsewhere"],
)
def test_it_is_put_where_somebody_can_get_hold_of_it(spot: Spot, at: QPoint | None) -> None:
    assert whereabouts.reachable(spot, SCREEN, FREE) == at


def test_a_window_that_fills_the_screen_is_nowhere(qt_app: QApplication) -> None:
    window = QWidget()
    window.setGeometry(10, 20, 300, 320)
    found = whereabouts.of(window)
    assert found is not None
    assert found[1] == Spot(10, 20, 300, 320)
    window.showFullScreen()
    assert whereabouts.of(window) is None
    window.close()
