"""The icon in old trays: real panels that know only XEmbed, real clicks, and the child as it is."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from tests.desktop.hosts import PAPER, OldTray, old_desk
from tests.desktop.quiet import for_a_while
from tests.desktop.screen import Display, Hands
from tests.desktop.stage import PATIENCE, until
from tests.fakes import Clocks
from unsit.core.status import FACES
from unsit.desktop.linux import xembed
from unsit.desktop.linux.xembed import XembedTray
from unsit.loop import Loop

OPEN = ({"verb": "open"}, "")
MOMENT = 0.1
"""Seconds in which something would have come that must not come."""


@pytest.fixture(scope="module")
def old_display(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Display]:
    with old_desk(tmp_path_factory.mktemp("old")) as display:
        yield display


@pytest.fixture(scope="module")
def fingers(old_display: Display) -> Hands:
    return Hands(old_display)


@pytest.fixture(params=["tint2", "trayer"])
def old_tray(
    request: pytest.FixtureRequest, tmp_path: Path, old_display: Display, fingers: Hands
) -> Iterator[OldTray]:
    """Give a test an old tray that has not been started yet."""
    fingers.rest()
    tray = OldTray(request.param, tmp_path, old_display)
    tray.is_gone()
    yield tray
    tray.stop()
    tray.is_gone()


@pytest.fixture
def only_tint2(tmp_path: Path, old_display: Display, fingers: Hands) -> Iterator[OldTray]:
    """Give a test tint2, which is there."""
    fingers.rest()
    tray = OldTray("tint2", tmp_path, old_display)
    tray.start()
    yield tray
    tray.stop()
    tray.is_gone()


class Person:
    """What came of the clicks, and whether the icon is to be seen."""

    def __init__(self) -> None:
        self.chosen: list[tuple[dict[str, Any], str]] = []
        self.shown: list[bool] = []

    def choose(self, request: dict[str, Any], token: str) -> None:
        self.chosen.append((request, token))


@pytest.fixture
def person() -> Person:
    return Person()


@pytest.fixture
def icon(
    old_display: Display, loop: Loop, person: Person, monkeypatch: pytest.MonkeyPatch
) -> Iterator[XembedTray]:
    monkeypatch.setenv("DISPLAY", old_display.environment["DISPLAY"])
    tray = XembedTray(loop, person.choose, person.shown.append)
    tray.show("fresh", "Sitting since 10:42")
    yield tray
    tray.close()


def shows(tray: OldTray, face: str) -> bool:
    return tray.face() == face


# --- the icon -----------------------------------------------------------------------------------


def test_every_face_is_in_the_tray_as_it_was_painted(
    icon: XembedTray, old_tray: OldTray, person: Person, loop: Loop
) -> None:
    old_tray.start()
    for face in FACES:
        icon.show(face, "a tip")
        until(f"face {face}", partial(shows, old_tray, face), loop)
    until("word of it", lambda: person.shown == [True], loop)


@pytest.mark.usefixtures("icon")
def test_the_panel_is_seen_around_the_icon(
    old_tray: OldTray, old_display: Display, loop: Loop
) -> None:
    old_tray.start()
    until("icon", partial(shows, old_tray, "fresh"), loop)
    box = old_tray.icon()
    assert box is not None
    screen = old_display.image()
    corners = [(x, y) for x in (box.left, box.right - 1) for y in (box.top, box.bottom - 1)]
    grey = screen.convert("L")
    seen = [grey.crop((x, y, x + 1, y + 1)).tobytes()[0] for x, y in (*corners, box.middle)]
    assert min(seen) > min(PAPER) - 60, f"{seen}: neither the corners nor the middle are black"


@pytest.mark.parametrize("button", [1, 3], ids=["left", "right"])
@pytest.mark.usefixtures("icon")
def test_a_click_with_either_button_opens_the_panel(
    old_tray: OldTray, fingers: Hands, person: Person, loop: Loop, button: int
) -> None:
    old_tray.start()
    until("icon", partial(shows, old_tray, "fresh"), loop)
    old_tray.press(fingers, button)
    until("click", lambda: person.chosen, loop)
    for_a_while(loop, MOMENT)
    assert person.chosen == [OPEN]


@pytest.mark.usefixtures("icon")
def test_the_wheel_opens_nothing(
    only_tint2: OldTray, fingers: Hands, person: Person, loop: Loop
) -> None:
    until("icon", partial(shows, only_tint2, "fresh"), loop)
    for button in (2, 4, 5):
        only_tint2.press(fingers, button)
    only_tint2.press(fingers, 1)
    until("click", lambda: person.chosen, loop)
    assert person.chosen == [OPEN]


def test_a_tray_that_crashes_and_comes_back_has_the_icon_again(
    icon: XembedTray, old_tray: OldTray, person: Person, loop: Loop, fingers: Hands
) -> None:
    old_tray.start()
    until("icon", partial(shows, old_tray, "fresh"), loop)
    old_tray.kill()
    until("word that it is gone", lambda: person.shown == [True, False], loop)
    icon.show("due", "Time to stretch")
    old_tray.start()
    until("icon", partial(shows, old_tray, "due"), loop)
    until("word of it", lambda: person.shown == [True, False, True], loop)
    old_tray.press(fingers)
    until("click", lambda: person.chosen, loop)


@pytest.mark.usefixtures("icon")
def test_a_tray_that_is_closed_leaves_no_icon_on_the_desk(
    old_tray: OldTray, old_display: Display, person: Person, loop: Loop
) -> None:
    empty = old_display.image()
    old_tray.start()
    until("icon", partial(shows, old_tray, "fresh"), loop)
    old_tray.stop()
    until("word that it is gone", lambda: person.shown == [True, False], loop)
    until("the desk as it was", lambda: not old_display.changed(empty), loop)


@pytest.mark.usefixtures("icon")
def test_the_tip_is_the_name_that_trays_show(
    only_tint2: OldTray, fingers: Hands, icon: XembedTray, loop: Loop
) -> None:
    until("icon", partial(shows, only_tint2, "fresh"), loop)
    icon.show("due", "Sat since 10:42 …")
    until("icon", partial(shows, only_tint2, "due"), loop)
    until("tip", lambda: fingers.windows("Sat since 10:42 …"), loop)


def test_a_closed_icon_leaves_the_tray_and_stays_away(
    icon: XembedTray, old_tray: OldTray, loop: Loop
) -> None:
    old_tray.start()
    until("icon", partial(shows, old_tray, "fresh"), loop)
    icon.close()
    icon.close()
    icon.show("due", "")
    icon.refresh()
    until("empty tray", lambda: old_tray.icon() is None, loop)


# --- a child that ends, and one that hangs ------------------------------------------------------


@pytest.mark.usefixtures("icon")
def test_a_child_that_crashes_is_started_again(
    only_tint2: OldTray, person: Person, loop: Loop
) -> None:
    until("icon", partial(shows, only_tint2, "fresh"), loop)
    (child,) = children()
    os.kill(child, signal.SIGKILL)
    until("word that it is gone", lambda: person.shown == [True, False], loop)
    until("icon", partial(shows, only_tint2, "fresh"), loop)
    until("word of it", lambda: person.shown == [True, False, True], loop)
    assert children() != [child]


def test_a_child_that_ends_again_and_again_is_started_ever_more_seldom(
    person: Person, tmp_path: Path
) -> None:
    clocks = Clocks()
    log = tmp_path / "starts"
    tray = XembedTray(clocks, person.choose, person.shown.append, ["sh", "-c", f"echo >>{log}"])
    starts = []
    for wait in (0, 1, 2, 4, 8, 16):
        clocks.passes(wait)
        starts.append(wait)
        clocks.until("another start", lambda: times(log) == len(starts))
        clocks.until("its end", lambda: tray._again is not None)
        clocks.passes(wait / 2)
        assert times(log) == len(starts), "it waits twice as long as the last time"
        clocks.passes(-wait / 2)
    tray.close()
    clocks.close()


def times(log: Path) -> int:
    return len(log.read_text().splitlines()) if log.exists() else 0


def test_a_child_that_does_not_listen_never_holds_us_up(person: Person, loop: Loop) -> None:
    tray = XembedTray(loop, person.choose, person.shown.append, ["sleep", "1000"])
    for _ in range(5000):
        tray.show("due", "so many that no pipe holds them")
    until("its end", lambda: tray._again is not None, loop)
    tray.close()


def test_a_child_that_cannot_be_started_is_no_trouble(person: Person, loop: Loop) -> None:
    tray = XembedTray(loop, person.choose, person.shown.append, ["/nowhere/at/all"])
    tray.show("due", "")
    tray.close()
    assert person.shown == []


def children() -> list[int]:
    """Return the children of this process that are icons."""
    said = subprocess.run(
        ["pgrep", "-P", str(os.getpid()), "-f", "unsit.xembed"],
        capture_output=True,
        text=True,
        check=False,
    )
    return [int(line) for line in said.stdout.split()]


# --- the child as a program -----------------------------------------------------------------------


class Child:
    """The program itself: lines in, lines out."""

    def __init__(self, display: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "unsit.xembed"],
            env={**os.environ, "DISPLAY": display},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )

    def write(self, line: bytes) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(line)
        self.process.stdin.flush()

    def next(self) -> dict[str, Any]:
        assert self.process.stdout is not None
        event: dict[str, Any] = json.loads(self.process.stdout.readline())
        return event

    def rest(self) -> tuple[int, list[dict[str, Any]], str]:
        """Close its stdin and wait for its end: exit code, the other events, stderr."""
        out, said = self.process.communicate(timeout=PATIENCE)
        return (
            self.process.returncode,
            [json.loads(line) for line in out.splitlines()],
            said.decode(),
        )


def test_it_ends_when_stdin_closes(old_display: Display, only_tint2: OldTray) -> None:
    child = Child(old_display.environment["DISPLAY"])
    child.write(b'nonsense\n[]\n{"face": "none of ours"}\n{"face": "due"}\n')
    assert child.next() == {"event": "docked"}
    until("icon", partial(shows, only_tint2, "due"))
    assert child.rest() == (0, [], "")


def test_it_ends_when_it_is_told_to(old_display: Display, only_tint2: OldTray) -> None:
    child = Child(old_display.environment["DISPLAY"])
    child.write(b'{"face": "due", "tip": ""}\n')
    assert child.next() == {"event": "docked"}
    child.process.terminate()
    assert child.rest() == (-signal.SIGTERM, [], "")
    until("empty tray", lambda: only_tint2.icon() is None)


def test_it_ends_with_the_display(tmp_path: Path) -> None:
    with old_desk(tmp_path) as display:
        tray = OldTray("tint2", tmp_path, display)
        tray.start()
        child = Child(display.environment["DISPLAY"])
        child.write(b'{"face": "due", "tip": ""}\n')
        assert child.next() == {"event": "docked"}
        display.kill()
        tray.stop()
    code, (event,), said = child.rest()
    assert (code, event["event"], said) == (69, "failed", "")
    assert "closed" in event["reason"]


@pytest.mark.parametrize(
    ("display", "why"), [("", "there is no display"), (":7654", "connect"), ("nonsense", "name")]
)
def test_without_a_display_it_says_so_in_one_line(display: str, why: str) -> None:
    code, (event,), said = Child(display).rest()
    assert (code, event["event"], said) == (69, "failed", "")
    assert why in event["reason"]
    assert "\n" not in event["reason"]


def test_there_is_nothing_but_the_child_to_load_pillow() -> None:
    assert "unsit.xembed.icon" not in sys.modules
    assert xembed.command()[1:] == ["-m", "unsit.xembed"]
