"""The panel as the process that it is, on a real screen: real clicks and keys, lines in and out."""

import functools
import json
import signal
import sys
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PIL import Image, ImageChops

from tests.desktop.hosts import old_desk
from tests.desktop.screen import SIZE, Display, Hands
from tests.desktop.stage import PATIENCE, until
from tests.panel.board import line
from tests.window.spoken import Spoken
from unsit.window.palette import PALETTES


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Display]:
    with old_desk(tmp_path_factory.mktemp("panel")) as display:
        yield display


@pytest.fixture(scope="module")
def hands(desk: Display) -> Hands:
    return Hands(desk)


class Program(Spoken):
    """A panel that was started with a line on stdin."""

    def __init__(self, told: bytes, environment: dict[str, str]) -> None:
        super().__init__([sys.executable, "-m", "unsit.panel"], environment)
        self.write(told)

    def rest(self) -> tuple[int, list[dict[str, Any]], str]:
        """Close its stdin and wait for its end: exit code, the other events, stderr."""
        out, said = self.process.communicate(timeout=PATIENCE)
        lines = [json.loads(each) for each in out.splitlines()]
        return self.process.returncode, lines, said.decode()

    def ends(self) -> int:
        """Wait until it ends by itself, stdin open as it is."""
        return self.process.wait(PATIENCE)


Opener = Callable[..., Program]


@pytest.fixture
def start(desk: Display) -> Iterator[Opener]:
    opened: list[Program] = []

    def start(told: bytes, **environment: str) -> Program:
        around = {**desk.environment, "UNSIT_FOCUS": "1", **environment}
        opened.append(Program(told, around))
        return opened[-1]

    yield start
    for one in opened:
        with one.process:
            one.process.kill()


@pytest.fixture
def panel(start: Opener, hands: Hands) -> Program:
    """Give a test a panel that is to be seen and has the keyboard."""
    hands.move(SIZE[0] // 2, 5)
    program = start(line())
    assert program.next() == {"event": "shown"}
    until("focus", lambda: hands.do("getactivewindow", "getwindowname").strip() == "Unsit")
    return program


def button(image: Image.Image) -> tuple[int, int] | None:
    """Return a spot on the big button, the only thing of its colour."""
    wanted = bytes.fromhex(PALETTES["light"].accent[1:])
    masks = [
        band.point([255 * (value == part) for value in range(256)])
        for band, part in zip(image.split(), wanted, strict=True)
    ]
    box = functools.reduce(ImageChops.multiply, masks).getbbox()
    return None if box is None else ((box[0] + box[2]) // 2, box[1] + 20)


def test_a_real_click_on_the_big_button_asks_for_a_stretch(
    panel: Program, desk: Display, hands: Hands
) -> None:
    spot = until("button", lambda: button(desk.image()))
    assert spot is not None
    hands.click(*spot)
    assert panel.next() == {"event": "request", "request": {"verb": "stretch"}}
    assert panel.next() == {"event": "closed"}
    assert panel.ends() == 0


def test_real_keys_choose_from_a_section(panel: Program, hands: Hands) -> None:
    hands.key("Down", "Right", "Down", "Return")
    assert panel.next() == {"event": "request", "request": {"verb": "stretch", "pose": "pigeon"}}
    assert panel.next() == {"event": "closed"}
    assert panel.ends() == 0


def test_a_check_box_leaves_it_open_and_the_next_line_replaces_what_it_shows(
    panel: Program, hands: Hands
) -> None:
    hands.key("i", "space")
    assert panel.next() == {"event": "request", "request": {"verb": "stand"}}
    panel.write(b"nonsense\n" + line("Standing since 10:42", standing=True))
    hands.key("space")
    event = panel.next()
    while event == {"event": "request", "request": {"verb": "stand"}}:  # the line was on its way
        hands.key("space")
        event = panel.next()
    assert event == {"event": "request", "request": {"verb": "sit"}}
    hands.key("Escape")
    assert panel.next() == {"event": "closed"}
    assert panel.ends() == 0


def test_it_ends_with_whoever_asked_for_it(panel: Program) -> None:
    assert panel.rest() == (0, [{"event": "closed"}], "")


def test_it_ends_when_it_is_told_to(panel: Program) -> None:
    panel.process.send_signal(signal.SIGTERM)
    assert panel.next() == {"event": "closed"}
    assert panel.ends() == 0


def test_it_opens_beside_the_pointer_and_wholly_on_the_screen(
    start: Opener, desk: Display, hands: Hands
) -> None:
    hands.rest()
    empty = desk.image()
    program = start(line())
    assert program.next() == {"event": "shown"}
    box = desk.settled("panel", empty)
    assert box.left > SIZE[0] // 2, "the pointer is at the right"
    assert box.top > SIZE[1] // 4, "and at the bottom"
    program.process.terminate()
    program.ends()


def test_its_windows_are_known_by_the_name_of_the_program(panel: Program, hands: Hands) -> None:
    assert hands.do("search", "--onlyvisible", "--class", "^unsit$").split()
    assert panel.rest()[0] == 0


@pytest.mark.parametrize(
    ("told", "why"), [(b"", "JSON object"), (b"{\n", "Expecting"), (b"[]\n", "JSON object")]
)
def test_without_anything_to_show_it_says_so(start: Opener, told: bytes, why: str) -> None:
    code, (event,), said = start(told).rest()
    assert (code, event["event"], said) == (1, "failed", "")
    assert event["reason"].startswith("There is nothing to show: ")
    assert why in event["reason"]


def test_without_a_display_it_fails_in_one_sentence(start: Opener) -> None:
    code, (event,), said = start(line(), DISPLAY="").rest()
    assert (code, said) == (69, "")
    assert event == {
        "event": "failed",
        "reason": "The panel needs a display, but neither DISPLAY nor WAYLAND_DISPLAY is set.",
    }
