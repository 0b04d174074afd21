"""What every real desktop of the tests stands on: programs started and ended by us, and waiting.

How to use the harness (fixtures of conftest.py; all are private, none touches a real desktop):

- `display`        Xvfb, 1280x800x24. `display.image()` is a Pillow image of the screen at once,
                   `display.save(path)` a PNG; `display.environment` is what its clients need.
- `hands`          the mouse and the keys (xdotool): `move`, `click`, `rest`, `key`, `type`, `windows`.
- `session_bus`    dbus-daemon with nothing activatable but xfconfd. `session_bus.address`;
                   `session_bus.peer(loop)` is a `Bus` of ours; `wait_for_name(name)`.
- `openbox`        the window manager.
- `panel`          xfce4-panel with nothing but its tray. `panel.icon()` is where the icon is, as
                   pixels show it; `panel.face()` which face it is; `panel.click()`; `open_menu()`
                   right-clicks it and gives the menu as seen, see `OpenMenu`; `panel.restart()`.
- `dunst`, `notifyd`  a notification server, for one test; `start()` and `stop()` it at will.
- `environment`    a dict for a whole program of ours (a daemon): display, bus, and the home of
                   the running test.
- `until(what, condition, loop=None)` waits for a condition, turning our loop meanwhile.

The first five stand for the whole run; what a test opens, it closes. For a bus or a display that a
test breaks, make one: ``SessionBus(folder)``, ``Display(folder)`` are context managers.
"""

import shutil
import subprocess
import threading
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar

from installers.packages import HEAVY_PROGRAMS, TEST_PROGRAMS
from unsit.loop import Loop

OUTSIDE_THE_PATH = (
    "usr/sbin/",
    "usr/lib/systemd/user-generators/",
    "usr/lib/*/xfce4/*/",
    "usr/libexec/",
    "usr/lib/*/libexec/",
    "usr/lib/speech-dispatcher-modules/",
    "usr/libexec/xapps/*/",
)
PATIENCE = 60.0
"""Seconds that a test waits for what must come, whatever else the machine is busy with.

Only a test that fails waits so long; it stays below the limit of a test that hangs (pyproject.toml)."""

Found = TypeVar("Found")


def tool(name: str) -> str:
    """Return the path of a program; fails with the name of its Debian package."""
    inside = [str(path) for part in OUTSIDE_THE_PATH for path in Path("/").glob(part + name)]
    found = shutil.which(name) or (inside[0] if inside else None)
    assert found, (
        f"These tests need {name}: apt-get install {(TEST_PROGRAMS | HEAVY_PROGRAMS)[name]}, "
        "or let installers/source.py test do it."
    )
    return found


def until(
    what: str,
    condition: Callable[[], Found],
    loop: Loop | None = None,
    seconds: float = PATIENCE,
    every: float = 0.01,
) -> Found:
    """Return the first true answer of `condition`, or fail and name what did not come.

    `every` so many seconds it is asked, by the loop if there is one.
    """
    deadline = time.monotonic() + seconds
    pause = threading.Event()
    while not (answer := condition()):
        assert time.monotonic() < deadline, f"no {what} in {seconds:g} s"
        if loop is None:
            pause.wait(every)
        else:
            loop.once(every)
    return answer


class Program:
    """A program that we started, what it says kept in a file."""

    def __init__(
        self,
        folder: Path,
        *command: str,
        environment: Mapping[str, str],
        pass_fds: tuple[int, ...] = (),
    ) -> None:
        self.name = Path(command[0]).name
        self._log = folder / f"{self.name}.log"
        with self._log.open("ab") as said:
            self._process = subprocess.Popen(
                [tool(command[0]), *command[1:]],
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=said,
                pass_fds=pass_fds,
            )

    @property
    def pid(self) -> int:
        return self._process.pid

    def said(self) -> str:
        """Return the end of what it said, for the message of a failure."""
        return self._log.read_text(errors="replace")[-2000:]

    def runs(self) -> bool:
        return self._process.poll() is None

    def must_run(self) -> bool:
        """Fail when it has ended by itself."""
        assert self.runs(), f"{self.name} ended by itself: {self.said()}"
        return True

    def kill(self) -> None:
        """End it as a crash does."""
        self._process.kill()
        self._process.wait(PATIENCE)

    def stop(self) -> None:
        """Ask it to end, insist after a while; harmless when it has ended."""
        self._process.terminate()
        try:
            self._process.wait(PATIENCE / 2)
        except subprocess.TimeoutExpired:
            self.kill()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()
