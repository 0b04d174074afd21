"""The figures held against pictures that somebody has looked at: see `tests.window.golden`."""

import copy
from typing import Any

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from tests.window.figures import read
from tests.window.golden import FEW, FOLDER, PAINTED, SHEETS, Tile, differing, kept, painted

TILES = [(sheet, tile) for sheet, tiles in SHEETS.items() for tile in tiles()]
HOLD = Tile(0, 0, "", "90-90-lunge", "reach", "right")


@pytest.mark.parametrize("sheet", SHEETS)
def test_every_figure_looks_as_it_did_when_somebody_looked(
    qt_app: QApplication, sheet: str
) -> None:
    picture = QImage(str(FOLDER / f"{sheet}.png"))
    wrong = {
        tile.name: other
        for tile in SHEETS[sheet]()
        if (other := differing(painted(tile), kept(picture, tile))) > FEW
    }
    assert not wrong, "look at them, then: python -m tests.window.golden"


def moved(**entry: Any) -> dict[str, Any]:
    """The lunge with something else said of its hold."""
    doc: dict[str, Any] = copy.deepcopy(read(HOLD.pose)["figure"])
    doc["keys"][HOLD.key] |= entry
    return doc


@pytest.mark.parametrize(
    "entry",
    [
        {"left_hand": {"at": [-0.06, 1.50, -0.28]}},
        {"pelvis": [0.00, 0.485, 0]},
        {"chest": {"up": [-0.02, 1, 0], "face": [1, 0.1, 0]}},
        {"lit": 0.3},
    ],
    ids=["a hand", "the pelvis", "the chest", "the light"],
)
def test_a_small_change_of_the_pose_is_seen(qt_app: QApplication, entry: dict[str, Any]) -> None:
    assert differing(painted(HOLD), painted(HOLD, moved(**entry))) > FEW


@pytest.mark.parametrize("size", [PAINTED - 14, PAINTED + 22])
def test_softer_or_harder_edges_are_no_change(qt_app: QApplication, size: int) -> None:
    for _, tile in TILES[::7]:
        assert differing(painted(tile), painted(tile, size=size)) <= FEW, tile.name
