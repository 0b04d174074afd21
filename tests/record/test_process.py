"""The history window as the process that it is, on a real screen, by real keys."""

import functools
import json
import os
import subprocess
import sys
from collections.abc import Iterator

import pytest
from PIL import Image, ImageChops

from tests.cli.terminal import Terminal, answering
from tests.daemon.house import ON_CLICK, House
from tests.desktop.hosts import old_desk
from tests.desktop.screen import Display, Hands
from tests.desktop.stage import PATIENCE, until
from unsit.daemon import looking
from unsit.window.palette import PALETTES

COMMAND = [sys.executable, "-W", "error", "-m", "unsit.record"]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Display]:
    with old_desk(tmp_path_factory.mktemp("record")) as display:
        yield display


def much(image: Image.Image, colour: str) -> int:
    """Return how many pixels have a colour."""
    wanted = bytes.fromhex(colour[1:])
    masks = [
        band.point([255 * (value == part) for value in range(256)])
        for band, part in zip(image.convert("RGB").split(), wanted, strict=True)
    ]
    return functools.reduce(ImageChops.multiply, masks).histogram()[255]


def test_it_shows_a_morning_and_closes_by_escape(desk: Display, morning: None) -> None:
    hands = Hands(desk)
    around = {**os.environ, **desk.environment, "UNSIT_FOCUS": "1"}
    with subprocess.Popen(
        COMMAND, env=around, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert json.loads(process.stdout.readline()) == {"event": "shown"}
        assert json.loads(process.stdout.readline()) == {"event": "drawn"}
        until("focus", lambda: "history" in hands.do("getactivewindow", "getwindowname"))
        until("picture", lambda: much(desk.image(), "#53766b") > 2000)
        hands.key("3")
        until("dose", lambda: much(desk.image(), PALETTES["light"].track) > 20_000)
        hands.key("Escape")
        out, said = process.communicate(timeout=PATIENCE)
    assert (process.returncode, json.loads(out), said) == (0, {"event": "closed"}, b"")


def test_where_no_window_can_be_opened_the_verb_says_why(terminal: Terminal) -> None:
    said = terminal.fails("history", "--window")
    assert said.startswith("The history window needs a display")


def test_the_verb_has_a_daemon_open_it_and_gives_the_terminal_back(
    terminal: Terminal, door: House
) -> None:
    with answering(door):
        assert terminal.prints("history", "--window") == ""
    assert door.window().environ["UNSIT_LED"] == "1"


def test_the_window_stands_alone(terminal: Terminal) -> None:
    assert "stands alone" in terminal.is_misused("history", "--window", "--days", "3")


# --- opened by the daemon -----------------------------------------------------------------------


@pytest.fixture
def door(house: House, monkeypatch: pytest.MonkeyPatch) -> House:
    monkeypatch.setattr(looking, "command", lambda: house.command)
    return house.opens(ON_CLICK)


def test_the_menu_opens_it_once_at_a_time(door: House) -> None:
    door.clicks("History")
    first = door.window()
    assert first.environ["UNSIT_FOCUS"] == "1"
    door.clicks("History")
    first.says("closed")
    first.exits(0)
    door.loop.until("end", first.is_gone)
    door.loop.settles()
    door.clicks("History")
    assert door.window() is not first


def test_one_that_cannot_open_says_why(door: House, caplog: pytest.LogCaptureFixture) -> None:
    door.wishes("history")
    window = door.window()
    window.says("failed", reason="No display.")
    window.exits(69)
    door.loop.until("complaint", lambda: door.daemon.complaints)
    assert door.notice("word").body == "No display."
