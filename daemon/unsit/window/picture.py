"""Pictures of a pose as PNG files.  Needs no display, no window and no running application."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from unsit.window.figure import THEMES, Figure

_FULL = 0.35
"""How full the lungs are in a picture: neither breathed out nor in."""


def hold_png(pose_doc: Mapping[str, Any], file: Path, size: int, theme: str) -> None:
    """Writes the hold of a pose, `size` pixels square, to `file`.

    `pose_doc` is a pose file as read.  Raises ValueError when the pose has no figure or a broken
    one, OSError when `file` cannot be written.
    """
    keys = [step["key"] for step in pose_doc["steps"] if step["phase"] == "hold"]
    _write(pose_doc, keys, file, size, theme)


def sheet_png(pose_doc: Mapping[str, Any], file: Path, size: int, theme: str) -> None:
    """Writes every step of a pose side by side, each `size` pixels square; raises as `hold_png`."""
    _write(pose_doc, [step["key"] for step in pose_doc["steps"]], file, size, theme)


def _write(
    pose_doc: Mapping[str, Any], keys: Sequence[str], file: Path, size: int, theme: str
) -> None:
    if not pose_doc.get("figure"):
        raise ValueError(f"{pose_doc.get('id', 'This pose')} has no figure to draw.")
    figure = Figure(pose_doc["figure"], theme)
    unknown = sorted(set(keys) - set(figure.keys))
    if unknown:
        raise ValueError(f"[figure.keys] has no {', '.join(unknown)}, which a step asks for.")
    side = "both" if pose_doc["sides"] == "both" else "right"
    image = QImage(size * len(keys), size, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(QColor(THEMES[theme].backdrop))
    painter = QPainter(image)
    for i, key in enumerate(keys):
        frame = QRectF(size * i, 0, size, size)
        figure.paint(painter, frame, (key, side), (key, side), 1.0, _FULL)
    painter.end()
    if not image.save(str(file)):
        raise OSError(f"{file} cannot be written.")
