"""The figures as they should look: ``python -m tests.window.golden`` paints them anew.

Two sheets lie in ``golden/``: every step of every pose, and every hold in the other themes, on the
other people and on the other side. They are painted large and kept small, so that another
machine's edges make no difference; what moves by a few centimetres does. Look at both before you
commit them.
"""

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter

from tests.window.figures import POSES, read, sides
from unsit.window.figure import THEMES, Figure

FOLDER = Path(__file__).parent / "golden"

PAINTED, KEPT = 160, 64
"""Pixels of a picture as it is painted, and as it is kept."""

PLAIN = 40
"""How far a colour (0 to 255) may be off before a pixel counts as another one."""

FEW = 16
"""How many pixels of a kept picture may be other ones."""

STEPS = max(len(read(pose)["steps"]) for pose in POSES)

MANNERS = (
    ("dark", "bun", 0),
    ("contrast", "bun", 0),
    ("light", "short hair", 0),
    ("light", "headscarf", 0),
    ("dark", "short hair", -1),
    ("contrast", "headscarf", -1),
)
"""How each hold is kept besides: the theme, who does it, and on which of its sides."""


class Tile(NamedTuple):
    """One picture of a sheet: where it lies, and what is to be seen on it."""

    column: int
    row: int
    name: str
    pose: str
    key: str
    side: str
    theme: str = "light"
    look: str = "bun"


def steps() -> Iterator[Tile]:
    """Every step of every pose, a row for each pose."""
    for row, pose in enumerate(POSES):
        doc = read(pose)
        for column, step in enumerate(doc["steps"]):
            name = f"step {column + 1} of {pose} ({step['key']})"
            yield Tile(column, row, name, pose, step["key"], sides(doc)[0])


def holds() -> Iterator[Tile]:
    """Every hold in each of MANNERS, a row for each of them."""
    for row, (theme, look, side) in enumerate(MANNERS):
        for column, pose in enumerate(POSES):
            doc = read(pose)
            (key,) = (step["key"] for step in doc["steps"] if step["phase"] == "hold")
            name = f"the hold of {pose} ({theme}, {look})"
            yield Tile(column, row, name, pose, key, sides(doc)[side], theme, look)


SHEETS = {"steps": steps, "holds": holds}


def painted(tile: Tile, doc: dict[str, Any] | None = None, size: int = PAINTED) -> QImage:
    """A tile as it looks now, as small as it is kept; `doc` is its figure when not as it ships."""
    figure = Figure(doc or read(tile.pose)["figure"], tile.theme, tile.look)
    image = QImage(size, size, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(QColor(THEMES[tile.theme].backdrop))
    painter = QPainter(image)
    place = (tile.key, tile.side)
    figure.paint(painter, QRectF(0, 0, size, size), place, place, 1.0, 0.35)
    painter.end()
    small = image.scaled(KEPT, KEPT, mode=Qt.TransformationMode.SmoothTransformation)
    return small.convertToFormat(QImage.Format.Format_RGB32)


def kept(sheet: QImage, tile: Tile) -> QImage:
    """A tile as it should look."""
    found = sheet.copy(tile.column * KEPT, tile.row * KEPT, KEPT, KEPT)
    return found.convertToFormat(QImage.Format.Format_RGB32)


def differing(a: QImage, b: QImage) -> int:
    """How many pixels of two tiles are plainly of another colour."""
    one, two = bytes(a.constBits()), bytes(b.constBits())
    return sum(
        max(abs(p - q) for p, q in zip(one[i : i + 3], two[i : i + 3], strict=True)) > PLAIN
        for i in range(0, len(one), 4)
    )


def renew() -> None:
    """Paint both sheets anew."""
    for name, tiles in SHEETS.items():
        drawn = list(tiles())
        columns = max(tile.column for tile in drawn) + 1
        rows = max(tile.row for tile in drawn) + 1
        sheet = QImage(columns * KEPT, rows * KEPT, QImage.Format.Format_RGB32)
        sheet.fill(QColor("#ffffff"))
        painter = QPainter(sheet)
        for tile in drawn:
            painter.drawImage(tile.column * KEPT, tile.row * KEPT, painted(tile))
        painter.end()
        sheet.save(str(FOLDER / f"{name}.png"))
        print(FOLDER / f"{name}.png")


if __name__ == "__main__":
    from PySide6.QtGui import QGuiApplication

    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = QGuiApplication(sys.argv[:1])
    renew()
