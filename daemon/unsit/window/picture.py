"""Pictures of a pose: files, and the frames of a film.  Needs no display and no running window."""

import math
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter

from unsit.core.language import _
from unsit.window.figure import THEMES, Figure
from unsit.window.figure.posture import ease

_FULL = 0.35
"""How full the lungs are in a picture: neither breathed out nor in."""

RATE = 14.0
"""Frames a second of a film.  GIF counts in hundredths of a second, and 7 of them is the nearest."""

_MOVE, _REST = 1.8, 0.5
"""Seconds in which the body goes to a step, and stays there."""

_HOLD, _BREATH, _ROCK = 8.0, 4.0, 4.0
"""Seconds that a film stays in the hold, and those of a breath and of a rock to and fro."""

_DEPTHS = 12


class Shot(NamedTuple):
    """One frame of a film: rows of red, green and blue bytes, `size` pixels square, and its length."""

    pixels: bytes
    size: int
    seconds: float


def hold_png(
    pose_doc: Mapping[str, Any], file: Path, size: int, theme: str, look: str = "bun"
) -> None:
    """Writes the hold of a pose, `size` pixels square, to `file`.

    `pose_doc` is a pose file as read; `theme` and `look` are names in the figure's THEMES and LOOKS.  Raises
    ValueError when the pose has no figure or a broken one, OSError when `file` cannot be written.
    """
    keys = [step["key"] for step in pose_doc["steps"] if step["phase"] == "hold"]
    _write(pose_doc, keys, file, size, theme, look)


def sheet_png(
    pose_doc: Mapping[str, Any], file: Path, size: int, theme: str, look: str = "bun"
) -> None:
    """Writes every step of a pose side by side, each `size` pixels square; raises as `hold_png`."""
    keys = [step["key"] for step in pose_doc["steps"]]
    _write(pose_doc, keys, file, size, theme, look)


def film(pose_doc: Mapping[str, Any], size: int, theme: str, look: str = "bun") -> Iterator[Shot]:
    """Yields the whole exercise of one side as the frames of a film that goes round and round.

    A body at rest is one long frame; the hold is a breath or two.  Raises ValueError as `hold_png`.
    """
    figure, side = _figure(pose_doc, theme, look), _side(pose_doc)
    places = [(step["key"], side) for step in pose_doc["steps"]]
    before = places[-1]
    for place, step in zip(places, pose_doc["steps"], strict=True):
        if place != before:
            for i in range(round(_MOVE * RATE)):
                way = ease(i / (_MOVE * RATE))
                yield _shot(figure, (before, place, way, 0.0, 0.0), size, theme, 1 / RATE)
        if step["phase"] == "hold":
            yield from _held(figure, place, size, theme)
        else:
            yield _shot(figure, (place, place, 1.0, 0.0, 0.0), size, theme, _REST)
        before = place


def _held(figure: Figure, place: tuple[str, str], size: int, theme: str) -> Iterator[Shot]:
    for i in range(round(_HOLD * RATE)):
        at = i / RATE
        full = 0.5 - 0.5 * math.cos(math.tau * at / _BREATH)
        gently = max(0.0, min(1.0, at, _HOLD - at))
        sway = gently * math.sin(math.tau * at / _ROCK) if figure.rocks(place) else 0.0
        breath = round(full * _DEPTHS) / _DEPTHS
        yield _shot(figure, (place, place, 1.0, breath, sway), size, theme, 1 / RATE)


_Moment = tuple[tuple[str, str], tuple[str, str], float, float, float]


def _shot(figure: Figure, moment: _Moment, size: int, theme: str, seconds: float) -> Shot:
    image = _sheet(size, size, theme)
    painter = QPainter(image)
    figure.paint(painter, QRectF(0, 0, size, size), *moment)
    painter.end()
    plain = image.convertToFormat(QImage.Format.Format_RGB888, Qt.ImageConversionFlag.AutoColor)
    rows, step = _rows(plain), plain.bytesPerLine()
    pixels = b"".join(rows[y * step : y * step + 3 * size] for y in range(size))
    return Shot(pixels, size, seconds)


def _rows(image: QImage) -> bytes:
    rows: Any = image.constBits()
    if hasattr(rows, "setsize"):  # PyQt6 has an address there, of a size that it was not told
        rows.setsize(image.sizeInBytes())
    return bytes(rows)


def _side(pose_doc: Mapping[str, Any]) -> str:
    return "both" if pose_doc["sides"] == "both" else "right"


def _figure(pose_doc: Mapping[str, Any], theme: str, look: str) -> Figure:
    """The figure of a pose.  Raises ValueError when it has none, or one that lacks a step."""
    if not pose_doc.get("figure"):
        raise ValueError(_("{pose} has no figure to draw.").format(pose=pose_doc.get("id", "?")))
    figure = Figure(pose_doc["figure"], theme, look)
    unknown = sorted({step["key"] for step in pose_doc["steps"]} - set(figure.keys))
    if unknown:
        words = _("[figure.keys] has no {keys}, which a step asks for.")
        raise ValueError(words.format(keys=", ".join(unknown)))
    return figure


def _sheet(width: int, height: int, theme: str) -> QImage:
    image = QImage(width, height, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(QColor(THEMES[theme].backdrop))
    return image


def _write(
    pose_doc: Mapping[str, Any], keys: Sequence[str], file: Path, size: int, theme: str, look: str
) -> None:
    figure, side = _figure(pose_doc, theme, look), _side(pose_doc)
    image = _sheet(size * len(keys), size, theme)
    painter = QPainter(image)
    for i, key in enumerate(keys):
        frame = QRectF(size * i, 0, size, size)
        figure.paint(painter, frame, (key, side), (key, side), 1.0, _FULL)
    painter.end()
    if not image.save(str(file)):
        raise OSError(_("{file} cannot be written.").format(file=file))
