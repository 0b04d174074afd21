"""Every window of the installed program, each a child of it, opens and shows what it should."""

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from installers.windows.wine import windows_path
from tests.desktop.screen import SIZE, Box
from tests.desktop.stage import tool, until
from tests.desktop.whole import playing
from tests.windows.hosted import Desktop
from tests.windows.living import Unsit
from tests.windows.setup.installer import Setup

FIGURE = Box(SIZE[0] - 340, 180, SIZE[0] - 100, 380)
"""A part of the session window in which nothing but the figure moves."""


class Seen:
    """The windows that were seen so far."""

    def __init__(self, windows: Desktop, file: Path) -> None:
        self._file = file
        windows.python(windows_path(Path(__file__).with_name("watching.py")), windows_path(file))
        until("watcher", file.exists)

    def lines(self) -> list[str]:
        """Return the kind and title of each."""
        return self._file.read_text(encoding="utf-8").splitlines()

    def has(self, title: str) -> bool:
        """Say whether there was one whose title begins so."""
        return any(line.partition("|")[2].startswith(title) for line in self.lines())


@pytest.fixture(scope="module")
def seen(windows: Desktop, tmp_path_factory: pytest.TempPathFactory) -> Seen:
    return Seen(windows, tmp_path_factory.mktemp("seen") / "windows.txt")


@pytest.fixture(scope="module")
def unsit(setup: Setup, seen: Seen) -> Iterator[Unsit]:
    """Give it installed, and started for the first time."""
    setup.install("/AUTOSTART=0")
    unsit = setup.unsit()
    unsit.forget()
    unsit.start()
    yield unsit
    assert unsit.call("quit").returncode == 0
    setup.uninstall()
    assert setup.menu() == []


def test_it_says_which_qt_it_has_and_how_it_was_installed(unsit: Unsit) -> None:
    said = unsit.call("--version").stdout
    assert "PySide6 6." in said
    assert "installed as a program of its own, in C:" in said


def test_the_first_start_asks_a_few_questions(seen: Seen, unsit: Unsit) -> None:
    until("first-run page", lambda: seen.has("Welcome to Unsit"))


def test_a_stretch_is_played_by_a_figure_that_moves(
    windows: Desktop, seen: Seen, unsit: Unsit
) -> None:
    assert unsit.call("stretch", "pigeon").returncode == 0
    unsit.until("session", playing)
    until("window", lambda: seen.has("Pigeon Pose"))
    for _ in range(2):
        before = windows.display.image(FIGURE)
        until("moving figure", lambda: windows.display.image(FIGURE) != before)  # noqa: B023
    assert unsit.call("session", "stop").returncode == 0
    unsit.until("end of the session", lambda status: not playing(status))


@pytest.mark.parametrize(
    ("words", "title"), [(("settings", "open"), "Unsit settings"), (("open",), "Unsit")]
)
def test_a_window_that_is_asked_for_is_there(
    seen: Seen, unsit: Unsit, words: tuple[str, ...], title: str
) -> None:
    assert unsit.call(*words).returncode == 0
    until("window", lambda: any(line.endswith(f"|{title}") for line in seen.lines()))


def test_the_history_is_shown_as_pictures(setup: Setup, unsit: Unsit) -> None:
    with subprocess.Popen(
        [tool("wine"), str(setup.folder / "unsit.exe"), "-m", "unsit.record"],
        env={**setup.wine.environment, "UNSIT_LED": "1"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,  # a Windows program starts with pipes only
    ) as window:
        assert window.stdout is not None
        assert json.loads(window.stdout.readline()) == {"event": "shown"}
        assert json.loads(window.stdout.readline()) == {"event": "drawn"}
        window.communicate()


@pytest.mark.parametrize("kind", ["png", "svg"])
def test_a_picture_of_the_history_is_written(setup: Setup, unsit: Unsit, kind: str) -> None:
    assert unsit.call("stats", "--plot", rf"C:\week.{kind}").stdout.strip() == rf"C:\week.{kind}"
    assert (setup.wine.disk / f"week.{kind}").stat().st_size > 1000


def test_the_doctor_has_tried_a_window(unsit: Unsit) -> None:
    checks = json.loads(unsit.call("doctor", "--json").stdout)["checks"]
    detail = next(check["detail"] for check in checks if check["name"] == "window")
    assert "of PySide6 can open it" in detail


def test_no_console_has_flashed_up(seen: Seen, unsit: Unsit) -> None:
    # Wine shows only a console that was asked for; a program without one that starts one with it shows none.
    kinds = {line.partition("|")[0] for line in seen.lines()}
    assert not [kind for kind in kinds if "console" in kind.lower()], kinds
