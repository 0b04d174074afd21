"""Unsit in real bars, by the recipes of docs/bars.md, with a real daemon behind them."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.desktop import recipes
from tests.desktop.screen import Display
from tests.desktop.servers import SessionBus
from tests.desktop.stage import PATIENCE, Program, tool, until
from tests.desktop.wayland import WAYBAR_STYLE, WIDTH, Sway, sway
from tests.desktop.whole import Unsit

OFF, BLIND, PAUSED = (200, 60, 60), (60, 60, 200), (60, 200, 60)
"""Colours by which a test sees what waybar shows."""
PAINTED = """
#custom-unsit {{ padding: 0 20px; }}
#custom-unsit.off {{ background: rgb{off}; }}
#custom-unsit.blind {{ background: rgb{blind}; }}
#custom-unsit.paused {{ background: rgb{paused}; }}
"""


@pytest.fixture
def unsit(home: Path) -> Iterator[Unsit]:
    """Give a daemon that sees no desktop: what it says is enough for a bar."""
    program = Unsit(home, {**os.environ, "LANG": "C.UTF-8"})
    yield program
    program.stop()


@pytest.fixture
def path(home: Path, unsit: Unsit) -> str:
    """Give a PATH on which `unsit` is this daemon's command."""
    recipes.command(home, unsit.environment)
    return f"{home}:{os.environ['PATH']}"


class Output:
    """A program that writes lines, one after the other."""

    def __init__(self, *words: str, environment: dict[str, str]) -> None:
        self.process = subprocess.Popen(
            words,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            start_new_session=True,
        )
        assert self.process.stdout is not None
        os.set_blocking(self.process.stdout.fileno(), False)
        self.said = ""

    def says(self, text: str) -> None:
        """Wait until it says this, after what it said before."""
        assert self.process.stdout is not None
        out = self.process.stdout.fileno()

        def heard() -> bool:
            try:
                self.said += os.read(out, 1 << 16).decode()
            except BlockingIOError:
                pass
            return text in self.said

        until(f"{text!r} after {self.said!r}", heard)
        self.said = self.said.partition(text)[2]

    def stops_reading(self) -> None:
        """Close the end that is read here."""
        assert self.process.stdout is not None
        self.process.stdout.close()

    def ends(self) -> int:
        return self.process.wait(PATIENCE)

    def close(self) -> None:
        try:
            os.killpg(self.process.pid, signal.SIGTERM)
        except ProcessLookupError:
            pass
        self.process.wait(PATIENCE)
        for pipe in (self.process.stdin, self.process.stdout):
            assert pipe is not None
            pipe.close()


@pytest.fixture
def follower(unsit: Unsit) -> Iterator[Output]:
    words = (sys.executable, "-m", "unsit", "status", "--follow")
    output = Output(*words, environment=unsit.environment)
    yield output
    output.close()


# --- the verb itself ------------------------------------------------------------------------------


def test_following_outlives_the_daemon_and_its_crash(unsit: Unsit, follower: Output) -> None:
    follower.says("Unsit is not running\n")
    unsit.start()
    follower.says("Presence cannot be seen")
    unsit.does("pause")
    follower.says("Paused until you resume\n")
    unsit.crash()
    follower.says("Unsit is not running\n")
    unsit.start()
    follower.says("Paused until you resume\n")


def test_following_ends_when_nobody_reads(unsit: Unsit, follower: Output) -> None:
    follower.says("Unsit is not running\n")
    follower.stops_reading()
    assert follower.ends() == 0


def test_following_a_daemon_ends_when_nobody_reads(unsit: Unsit, follower: Output) -> None:
    unsit.start()
    follower.says("Presence cannot be seen")
    follower.stops_reading()
    assert follower.ends() == 0


# --- real bars ------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def screen(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sway]:
    with SessionBus(tmp_path_factory.mktemp("bus")) as bus, sway(bus) as running:
        yield running


@pytest.fixture
def waybar(screen: Sway, path: str) -> Iterator[Program]:
    (module,) = json.loads(f"{{{recipes.recipe('bars.md', 'waybar')}}}").items()
    settings: dict[str, Any] = {"height": 30, "modules-left": [module[0]], module[0]: module[1]}
    style = WAYBAR_STYLE + recipes.recipe("bars.md", "waybar", 1)
    style += PAINTED.format(off=OFF, blind=BLIND, paused=PAUSED) + "#custom-unsit { opacity: 1; }"
    files = screen.folder / "bar.json", screen.folder / "bar.css"
    files[0].write_text(json.dumps(settings))
    files[1].write_text(style.replace("opacity: 0.6", "opacity: 1"))
    words = ("waybar", "-c", str(files[0]), "-s", str(files[1]))
    environment = {**screen.environment, "PATH": path}
    with Program(screen.folder, *words, environment=environment) as program:
        yield program


def colour(screen: Sway) -> Any:
    """Return the colour of the module, which stands at the left edge."""
    return screen.image().getpixel((4, 15))


def test_waybar_shows_unsit_and_a_right_click_pauses_it(
    screen: Sway, waybar: Program, unsit: Unsit
) -> None:
    screen.mouse.move(WIDTH - 5, 300)
    until("off", lambda: waybar.must_run() and colour(screen) == OFF)
    unsit.start()
    until("blindness", lambda: colour(screen) == BLIND)
    screen.mouse.click(12, 15, 3)
    until("pause", lambda: colour(screen) == PAUSED)
    assert unsit.status()["state"] == "paused"


def test_i3blocks_shows_unsit(unsit: Unsit, path: str, home: Path) -> None:
    settings = home / "i3blocks"
    settings.write_text(recipes.recipe("bars.md", "i3blocks"))
    around = {**unsit.environment, "PATH": path}
    bar = Output(tool("i3blocks"), "-c", str(settings), environment=around)
    try:
        bar.says('"full_text":"– off"')
        unsit.start()
        bar.says('"full_text":"? blind"')
        unsit.does("pause")
        bar.says('"full_text":"‖ paused"')
    finally:
        bar.close()


def test_i3blocks_hands_a_click_on(unsit: Unsit, path: str, home: Path) -> None:
    settings = home / "i3blocks"
    settings.write_text(recipes.recipe("bars.md", "i3blocks", 1))
    unsit.start()
    around = {**unsit.environment, "PATH": path}
    bar = Output(tool("i3blocks"), "-c", str(settings), environment=around)
    try:
        bar.says('"full_text":"? blind"')
        assert bar.process.stdin is not None
        bar.process.stdin.write(b'[{"name":"unsit-with-clicks","button":3}\n')
        bar.process.stdin.flush()
        bar.says('"full_text":"‖ paused"')
    finally:
        bar.close()


def test_polybar_shows_unsit(unsit: Unsit, path: str, home: Path, display: Display) -> None:
    settings = home / "polybar.ini"
    settings.write_text("[bar/it]\nmodules-left = unsit\n" + recipes.recipe("bars.md", "polybar"))
    around = {**unsit.environment, **display.environment, "PATH": path}
    words = (tool("polybar"), "--stdout", "-q", "-c", str(settings), "it")
    bar = Output(*words, environment=around)
    try:
        bar.says("– off")
        unsit.start()
        bar.says("? blind")
        unsit.does("pause")
        bar.says("‖ paused")
    finally:
        bar.close()
