"""Pictures of a pose as files: the hold alone, and every step side by side."""

from pathlib import Path

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QImage

from tests.window.figures import read
from unsit.window.picture import hold_png, sheet_png

SIZE = 64


def test_a_sheet_has_every_step_in_order_and_the_hold_among_them(tmp_path: Path) -> None:
    doc, file, alone = read("pigeon"), tmp_path / "sheet.png", tmp_path / "hold.png"
    sheet_png(doc, file, SIZE, "light")
    hold_png(doc, alone, SIZE, "light")
    sheet, hold = QImage(str(file)), QImage(str(alone))
    assert (sheet.width(), sheet.height()) == (SIZE * len(doc["steps"]), SIZE)
    phases = [step["phase"] for step in doc["steps"]]
    frames = [sheet.copy(QRect(SIZE * i, 0, SIZE, SIZE)) for i in range(len(phases))]
    assert [frame == hold for frame in frames] == [phase == "hold" for phase in phases]


def test_a_pose_without_a_figure_is_refused_by_its_name(tmp_path: Path) -> None:
    doc = read("pigeon")
    del doc["figure"]
    with pytest.raises(ValueError, match=r"^pigeon has no figure to draw\.$"):
        hold_png(doc, tmp_path / "p.png", SIZE, "light")


def test_a_keyframe_that_a_step_asks_for_in_vain_is_named(tmp_path: Path) -> None:
    doc = read("pigeon")
    doc["steps"][0]["key"] = "headstand"
    with pytest.raises(ValueError, match="has no headstand, which a step asks for"):
        sheet_png(doc, tmp_path / "p.png", SIZE, "light")


def test_a_file_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    file = tmp_path / "nowhere" / "p.png"
    with pytest.raises(OSError, match="nowhere"):
        hold_png(read("pigeon"), file, SIZE, "dark")
