"""The whole window on a private screen, its "Later" held down by a real mouse and a real key."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QPoint, QRect

from tests.desktop.screen import SIZE, Box, Display, Hands
from tests.desktop.stage import until
from tests.window.stand import LUNGE, Stand
from tests.window.test_process import Window
from unsit.core.value import replace
from unsit.window.app import TITLE_BAR, corner
from unsit.window.palette import PALETTES

SECONDS = 2.0
"""Long enough to let go in time on a machine that is busy with something else."""
COSTLY = replace(LUNGE, snooze_hold=SECONDS, sound=False)
REPEATS = ("-nolisten", "tcp", "-ardelay", "120", "-arinterval", "40")
"""Milliseconds until a held key of the display repeats, and between two repeats."""

ACCENT = Image.new("RGB", (1, 1), PALETTES["light"].accent).getpixel((0, 0))


@pytest.fixture
def display(home: Path) -> Iterator[Display]:
    folder = home / "screen"
    folder.mkdir()
    with Display(folder, *REPEATS) as display:
        yield display


@pytest.fixture
def hands(display: Display) -> Hands:
    return Hands(display)


@pytest.fixture
def window(display: Display) -> Iterator[Window]:
    line = json.dumps(COSTLY.to_json()).encode() + b"\n"
    window = Window(line, {"QT_QPA_PLATFORM": "xcb", **display.environment})
    with window.process:
        assert window.next() == {"event": "shown"}
        yield window
        window.process.kill()


class Later:
    """The button as it is to be seen on the screen."""

    def __init__(self, display: Display, box: Box) -> None:
        self._display, self.box = display, box

    def share(self) -> float:
        """How much of the row over its word is filled."""
        left, top, right, _ = self.box
        row = self._display.image(Box(left + 4, top + 6, right - 4, top + 7))
        filled = [row.getpixel((x, 0)) == ACCENT for x in range(row.width)]
        return sum(filled) / len(filled)

    def fills(self) -> bool:
        return any(self.share() > 0.05 for _ in range(40))

    def is_empty(self) -> bool:
        return self.share() == 0


@pytest.fixture
def later(window: Window, display: Display, stands: Callable[..., Stand]) -> Later:
    """Find the button: a card of the same plan says where on it the button is."""
    card = stands(COSTLY).card
    place = corner(QRect(0, 0, *SIZE), card.size()).topLeft() - QPoint(0, TITLE_BAR)
    button = card.face.later
    spot = button.mapTo(card, QPoint(0, 0)) + place
    box = Box(spot.x(), spot.y(), spot.x() + button.width(), spot.y() + button.height())
    return Later(display, box)


def test_a_real_mouse_holds_it_and_lets_it_go(window: Window, hands: Hands, later: Later) -> None:
    hands.move(*later.box.middle)
    hands.do("mousedown", "1")
    until("begun", lambda: later.share() > 0.15)
    hands.do("mouseup", "1")
    until("empty again", later.is_empty)
    hands.do("mousedown", "1")
    until("begun anew", later.fills)
    hands.move(later.box.left - 30, later.box.top - 30)
    until("empty though it is pressed", later.is_empty)
    hands.do("mouseup", "1")
    hands.move(*later.box.middle)
    hands.do("mousedown", "1")
    assert window.next()["kind"] == "ready"
    assert window.next()["answer"] == "snooze"
    hands.do("mouseup", "1")
    assert window.rest() == (0, [], "")


def test_a_real_key_that_repeats_itself_holds_it(
    window: Window, hands: Hands, later: Later
) -> None:
    (card,) = until("window", lambda: hands.windows("Low Lunge"))
    hands.do("windowfocus", "--sync", str(card))

    def held_down() -> bool:
        """Hold the key down; for a second after the focus came no key is heeded."""
        hands.do("keydown", "n")
        if later.fills():
            return True
        hands.do("keyup", "n")
        return False

    until("heeded key", held_down)
    until("begun", lambda: later.share() > 0.15)
    hands.do("keyup", "n")
    until("empty again", later.is_empty)
    hands.do("keydown", "n")
    assert window.next()["kind"] == "ready"
    assert window.next()["answer"] == "snooze"
    hands.do("keyup", "n")
    assert window.rest() == (0, [], "")
