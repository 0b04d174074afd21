"""Where the person put the card: for each screen its size and, where windows have places, its place.

Rules of this room: only what a person has changed is kept; what is kept is used only where it still
can be seen and reached; a file that cannot be read or written is no reason for a word.
"""

import json
from pathlib import Path
from typing import Any, NamedTuple

from PySide6.QtCore import QPoint, QRect, QSize, Qt

from unsit import places

LEAST = QSize(120, 40)
"""Pixels of the card's upper edge that must be on the screen, or nobody could get hold of it."""

VERSION = 1
LARGEST = 100_000

FREE = (
    Qt.WindowState.WindowMaximized
    | Qt.WindowState.WindowFullScreen
    | Qt.WindowState.WindowMinimized
)
"""States in which a window is not where or as large as somebody put it."""


class Spot(NamedTuple):
    """Where a window is, counted from the corner of its screen, and how large."""

    x: int
    y: int
    width: int
    height: int

    @property
    def size(self) -> QSize:
        """How large it is."""
        return QSize(self.width, self.height)


def file() -> Path:
    """Return the file in which it is kept."""
    return places.state_dir() / "window.json"


def of(window: Any) -> tuple[str, Spot] | None:
    """Return the screen a window is on and its spot there; None when it fills the screen."""
    if window.windowState() & FREE:
        return None
    screen = window.screen()
    at = window.pos() - screen.geometry().topLeft()
    return screen.name(), Spot(at.x(), at.y(), window.width(), window.height())


def kept(screen: str) -> Spot | None:
    """Return the spot on the screen of this name; None when there is none, or it makes no sense."""
    found = _read().get(screen)
    if not isinstance(found, list) or len(found) != len(Spot._fields):
        return None
    if not all(type(one) is int and abs(one) < LARGEST for one in found):
        return None
    spot = Spot(*found)
    return spot if spot.width > 0 and spot.height > 0 else None


def keep(screen: str, spot: Spot) -> None:
    """Keep the spot on the screen of this name."""
    document = {"v": VERSION, "screens": {**_read(), screen: list(spot)}}
    try:
        places.write_whole(file(), json.dumps(document))
    except OSError:
        return


def reachable(spot: Spot, geometry: QRect, available: QRect) -> QPoint | None:
    """Return where on the desktop a spot is, None when nobody could get hold of a window there.

    `geometry` is the screen's, `available` that without panels.
    """
    at = geometry.topLeft() + QPoint(spot.x, spot.y)
    edge = QRect(at, QSize(spot.width, LEAST.height())).intersected(available)
    held = edge.width() >= LEAST.width() and edge.height() >= LEAST.height()
    return at if held else None


def _read() -> dict[str, Any]:
    try:
        document = json.loads(places.read_file(file()))
    except (OSError, ValueError):
        return {}
    if not isinstance(document, dict) or document.get("v") != VERSION:
        return {}
    screens = document.get("screens")
    return screens if isinstance(screens, dict) else {}
