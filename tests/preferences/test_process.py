"""The settings window as the process that it is: lines in and out, on a real screen."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest
from PIL import ImageColor

from tests.desktop.hosts import old_desk
from tests.desktop.screen import SIZE, Display, Hands
from tests.desktop.stage import PATIENCE, until
from unsit import places, settings
from unsit.preferences.style import warning
from unsit.window.palette import PALETTES


@pytest.fixture(scope="module")
def screen(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Display]:
    with old_desk(tmp_path_factory.mktemp("preferences")) as display:
        yield display


def start(screen: Display, told: bytes, **environment: str) -> "subprocess.Popen[bytes]":
    process = subprocess.Popen(
        [sys.executable, "-m", "unsit.preferences"],
        env={
            **os.environ,
            **screen.environment,
            "UNSIT_FOCUS": "1",
            **environment,
        },
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdin is not None
    process.stdin.write(told)
    process.stdin.flush()
    return process


def rest(process: "subprocess.Popen[bytes]") -> tuple[int, list[dict[str, Any]], str]:
    out, said = process.communicate(timeout=PATIENCE)
    return process.returncode, [json.loads(each) for each in out.splitlines()], said.decode()


def next_event(process: "subprocess.Popen[bytes]") -> Any:
    assert process.stdout is not None
    return json.loads(process.stdout.readline())


def test_real_keys_change_a_setting(screen: Display) -> None:
    hands = Hands(screen)
    process = start(screen, b'{"page": "settings", "theme": "dark"}\n')
    assert next_event(process) == {"event": "shown"}
    until("window", lambda: hands.windows("Unsit settings"))
    until(
        "keyboard", lambda: int(hands.do("getwindowfocus") or 0) in hands.windows("Unsit settings")
    )
    hands.type("chimes")
    hands.key("Tab", "Tab", "space")
    until("change", places.settings_file().exists)
    assert settings.read(places.settings_file().read_text())[0].session.sound is False
    hands.key("ctrl+w")
    assert rest(process) == (0, [{"event": "closed"}], "")


def test_it_is_in_the_middle_and_wholly_on_the_screen(screen: Display) -> None:
    hands = Hands(screen)
    hands.rest()
    empty = screen.image()
    process = start(screen, b'{"page": "welcome"}\n')
    assert next_event(process) == {"event": "shown"}
    box = screen.settled("page", empty)
    assert abs(box.left + box.right - SIZE[0]) < 40
    assert box.bottom < SIZE[1]
    process.terminate()
    assert rest(process)[:2] == (0, [{"event": "closed"}])


def test_what_came_of_the_switch_for_the_login_is_shown_by_it(screen: Display) -> None:
    hands = Hands(screen)
    process = start(screen, b'{"page": "welcome", "theme": "light", "at_login": {"on": false}}\n')
    assert next_event(process) == {"event": "shown"}
    until("window", lambda: hands.windows("Welcome to Unsit"))
    until(
        "keyboard",
        lambda: int(hands.do("getwindowfocus") or 0) in hands.windows("Welcome to Unsit"),
    )
    hands.key("shift+Tab", "shift+Tab", "shift+Tab", "space")
    wish = {"event": "request", "request": {"verb": "autostart", "on": True}}
    assert next_event(process) == wish
    assert process.stdin is not None
    process.stdin.write(b'{"do": "at_login", "on": false, "why": "It is a file."}\n')
    process.stdin.flush()
    ink = ImageColor.getrgb(warning(PALETTES["light"]))
    until("answer", lambda: any(ink == each for _, each in screen.image().getcolors(10**6) or ()))
    hands.key("space")
    assert next_event(process) == wish, "it had gone back"
    process.terminate()
    assert rest(process)[:2] == (0, [{"event": "closed"}])


def test_led_it_ends_with_whoever_opened_it(screen: Display) -> None:
    process = start(screen, b"nonsense\n", UNSIT_LED="1")
    assert next_event(process) == {"event": "shown"}
    assert rest(process) == (0, [{"event": "closed"}], "")


def test_without_a_display_it_fails_in_one_sentence(screen: Display) -> None:
    code, (event,), said = rest(start(screen, b"{}\n", DISPLAY=""))
    assert (code, said, event["event"]) == (69, "", "failed")
    sentence = (
        "The settings window needs a display, but neither DISPLAY nor WAYLAND_DISPLAY is set."
    )
    assert event["reason"] == sentence
