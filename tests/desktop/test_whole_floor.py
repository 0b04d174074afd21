"""Floor mode of the whole program, with a real window manager, mouse and keys, on X11 and on sway."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.desktop.screen import SIZE, Display, Hands
from tests.desktop.stage import until
from tests.desktop.test_awake import Blank
from tests.desktop.test_whole_remote import longer, session, window_of
from tests.desktop.test_whole_sway import SwayDesk, whole_desk  # noqa: F401  # a fixture
from tests.desktop.whole import Unsit, playing
from unsit.core.floor import TURNS
from unsit.window.ouch import RED

TITLE = "Short Stretch"
MIDDLE = (SIZE[0] // 2, SIZE[1] // 2)


class Floor:
    """The session window as it is to be seen, and hands on it."""

    def __init__(self, unsit: Unsit, display: Display, hands: Hands) -> None:
        self.unsit, self._display, self._hands = unsit, display, hands

    @property
    def geometry(self) -> tuple[int, ...]:
        """Left, top, width and height of the window."""
        windows = self._hands.windows(TITLE)
        if not windows:
            return ()
        said = self._hands.do("getwindowgeometry", "--shell", str(windows[0]))
        facts = dict(line.split("=") for line in said.splitlines() if "=" in line)
        return tuple(int(facts[name]) for name in ("X", "Y", "WIDTH", "HEIGHT"))

    @property
    def fills(self) -> bool:
        return self.geometry == (0, 0, *SIZE)

    def opens(self, *options: str) -> "Floor":
        self.unsit.does("stretch", "short", *options)
        until("window", lambda: self.geometry)
        return self

    def must_fill(self) -> None:
        until("full screen", lambda: self.fills)

    def focus(self) -> None:
        (window,) = self._hands.windows(TITLE)
        self._hands.do("windowactivate", "--sync", str(window))

    def key(self, key: str, done: Callable[[], bool]) -> None:
        """Press a key until it is heeded: keys in the window's first second are stray ones."""
        self.focus()

        def pressed() -> bool:
            if not done():
                self._hands.key(key)
            return done()

        until(f"what {key} does", pressed)

    def red(self) -> tuple[int, int] | None:
        """Return the middle of the red corner, None = there is none."""
        wanted = tuple(int(RED[place : place + 2], 16) for place in (1, 3, 5))
        image = self._display.image()
        reds = [
            (x, y)
            for x in range(0, SIZE[0], 4)
            for y in range(0, SIZE[1], 4)
            if image.getpixel((x, y)) == wanted
        ]
        if not reds:
            return None
        across, down = sorted(x for x, _ in reds), sorted(y for _, y in reds)
        return (across[0] + across[-1]) // 2, (down[0] + down[-1]) // 2

    def click(self, x: int, y: int) -> None:
        self._hands.click(x, y)

    def told(self, name: str) -> Any:
        return session(self.unsit.status()).get(name)

    def pauses(self, paused: bool) -> None:
        self.unsit.until("pause", lambda status: session(status).get("paused") is paused)


@pytest.fixture
def lying(unsit: Unsit, display: Display, hands: Hands) -> Floor:
    """Give a test a daemon with a pose that takes long enough."""
    longer(unsit)
    unsit.start()
    return Floor(unsit, display, hands)


def test_f_fills_the_screen_and_f_again_leaves_the_window_where_it_was(lying: Floor) -> None:
    lying.opens()
    lying.focus()
    before = lying.geometry
    assert before[2:] == (400, 664)
    lying.key("f", lambda: lying.fills)
    lying.key("f", lambda: lying.geometry == before)


def test_the_verb_and_the_option_lead_there_and_the_verb_back(lying: Floor) -> None:
    lying.opens()
    before = lying.geometry
    lying.unsit.does("session", "floor")
    lying.must_fill()
    lying.unsit.does("session", "floor")
    until("small window", lambda: lying.geometry == before)
    lying.unsit.does("session", "stop")
    lying.unsit.until("end", lambda status: not playing(status))
    lying.opens("--floor")
    lying.must_fill()
    lying.unsit.does("session", "floor")
    until("small window", lambda: lying.geometry[2:] == before[2:])


def test_the_setting_leads_there_for_every_session(
    unsit: Unsit, display: Display, hands: Hands
) -> None:
    longer(unsit)
    unsit.change('lead_in = "20 s"', 'lead_in = "20 s"\nfloor = true\nturned = "left"')
    unsit.start()
    lying = Floor(unsit, display, hands).opens()
    lying.must_fill()
    until("red corner", lambda: (lying.red() or (0, 0))[0] > SIZE[0] / 2)


def test_a_click_anywhere_pauses_and_one_on_the_red_corner_leads_out(lying: Floor) -> None:
    lying.opens("--floor").must_fill()
    until("red corner", lying.red)
    corner = lying.red()
    assert corner is not None
    for place in (MIDDLE, (3, 3), (SIZE[0] - 4, SIZE[1] - 4), (corner[0], corner[1] - 90)):
        lying.click(*place)
        lying.pauses(True)
        lying.click(*place)
        lying.pauses(False)
    lying.click(*corner)
    until("ouch", lambda: lying.red() is None)
    assert "short" in lying.unsit.does("poses")
    lying.unsit.does("session", "stop")
    lying.unsit.until("end", lambda status: not playing(status))
    assert lying.unsit.history("session")[0]["outcome"] == "ouch"


@pytest.mark.parametrize("turn", TURNS[1:])
def test_turned_the_pointer_hits_what_is_seen(lying: Floor, turn: str) -> None:
    lying.opens("--floor").must_fill()
    for _ in range(TURNS.index(turn)):
        lying.unsit.does("session", "turn")
    corners = {"right": (0, 0), "upside down": (1, 0), "left": (1, 1)}
    where = tuple(int(edge * size) for edge, size in zip(corners[turn], SIZE, strict=True))

    def at_its_corner() -> bool:
        red = lying.red()
        return red is not None and all(
            abs(one - other) < 130 for one, other in zip(red, where, strict=True)
        )

    until("red corner", at_its_corner)
    lying.click(*MIDDLE)
    lying.pauses(True)
    red = lying.red()
    assert red is not None
    lying.click(*red)
    until("ouch", lambda: lying.red() is None)


# --- the screen stays awake -------------------------------------------------------------------------


@pytest.fixture
def blank(display: Display) -> Iterator[Blank]:
    blank = Blank(display)
    yield blank
    blank.never()
    blank.close()


def test_the_screen_does_not_go_dark_while_a_session_plays_and_does_after(
    lying: Floor, blank: Blank
) -> None:
    until("dark screen", lambda: blank.dark)
    blank.touch()
    lying.opens("--floor")
    lying.unsit.until("word of the window", lambda status: lying.told("kind") == "ready")
    blank.touch()
    until("a long rest", lambda: blank.idle > 2.5)
    assert not blank.dark
    lying.unsit.does("session", "stop")
    until("dark screen", lambda: blank.dark)


def test_a_crash_of_the_daemon_lets_the_screen_go_dark(lying: Floor, blank: Blank) -> None:
    lying.opens()
    lying.unsit.until("word of the window", lambda status: lying.told("kind") == "ready")
    window = window_of(lying.unsit)
    lying.unsit.crash()
    os.kill(window, signal.SIGTERM)
    until("dark screen", lambda: blank.dark)


def test_a_stretch_without_a_daemon_keeps_it_awake_too(
    unsit: Unsit, hands: Hands, blank: Blank
) -> None:
    longer(unsit)
    alone = subprocess.Popen(
        [sys.executable, "-m", "unsit", "stretch", "short", "--floor"], env=unsit.environment
    )
    with alone:
        until("window", lambda: hands.windows(TITLE))
        blank.touch()
        until("a long rest", lambda: blank.idle > 2.5)
        assert not blank.dark
        alone.send_signal(signal.SIGINT)
    until("dark screen", lambda: blank.dark)


# --- Wayland ----------------------------------------------------------------------------------------


@pytest.fixture
def on_sway(whole_desk: SwayDesk, home: Any) -> Iterator[Unsit]:  # noqa: F811  # the fixture
    whole_desk.is_whole()
    program = Unsit(home, {**os.environ, **whole_desk.environment, "LANG": "C.UTF-8"})
    yield program
    program.stop()


def test_on_sway_it_fills_the_screen_and_goes_back(
    on_sway: Unsit,
    whole_desk: SwayDesk,  # noqa: F811  # the fixture
) -> None:
    longer(on_sway)
    on_sway.start()
    on_sway.does("stretch", "short", "--floor")

    def full() -> bool:
        return any(window.get("fullscreen_mode") == 1 for window in whole_desk.windows())

    until("full screen", full)
    on_sway.does("session", "floor")
    until("small window", lambda: whole_desk.windows() and not full())
