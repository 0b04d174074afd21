"""What a test on Linux needs of the Windows that installers/windows/wine_test.py has made for it."""

import os
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from installers.windows.wine import Wine
from tests.desktop.screen import SIZE, Display, Hands
from tests.desktop.stage import tool, until
from tests.windows.asker import Asker

ROOT = Path(__file__).parents[2]
DESKTOP = f"/desktop=unsit,{SIZE[0]}x{SIZE[1]}"
"""Wine's own desktop, as large as the screen, so that a place on one is that place on the other."""


def told(name: str) -> str:
    """Return what wine_test.py has told."""
    assert name in os.environ, "these tests are started by installers/windows/wine_test.py"
    return os.environ[name]


class Desktop:
    """A Windows with its desktop on a private screen.

    `display` and `hands` are its screen, mouse and keys (tests/desktop/screen.py); `wine.run(...)` runs
    a program that needs no desktop, `start(...)` starts one on the desktop. `asker` asks a daemon there.
    """

    def __init__(self, wine: Wine, display: Display) -> None:
        self.wine, self.display, self.hands = wine, display, Hands(display)
        self._started: list[subprocess.Popen[bytes]] = []
        wine.environment |= display.environment
        self.asker = Asker(wine)
        self.start()
        until("desktop of wine", lambda: self.hands.windows("unsit - Wine desktop"))

    def start(self, *command: str) -> "subprocess.Popen[bytes]":
        """Start a Windows program on the desktop, the path of its file first."""
        started = subprocess.Popen(
            [tool("wine"), "explorer", DESKTOP, *command],
            cwd=ROOT,
            env=self.wine.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self._started.append(started)
        return started

    def python(self, *words: str) -> "subprocess.Popen[bytes]":
        """Start a Windows Python on the desktop, which has no console: what it prints is lost."""
        return self.start(str(self.wine.python_folder / "pythonw.exe"), *words)

    def close(self) -> None:
        """End all that runs there."""
        self.asker.close()
        self.wine.close()
        for program in self._started:
            program.wait(20)


@contextmanager
def desktop() -> Iterator[Desktop]:
    """Give the desktop of the Windows that was made for us, and end it."""
    wine = Wine(Path(told("UNSIT_WINE")), Path(told("UNSIT_WINE_PYTHON")), ROOT)
    with (
        tempfile.TemporaryDirectory(prefix="unsit-stage-") as stage,
        Display(Path(stage)) as display,
    ):
        made = Desktop(wine, display)
        try:
            yield made
        finally:
            made.close()
