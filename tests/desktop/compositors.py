"""Real Wayland compositors without a screen: sway and KWin, and a person before each.

Each has a folder and a runtime directory of its own with a short path, and ends with the test.
`touches()` is input as the compositor itself counts it; `display` is the path of its socket, and
`environment` what its clients need.
"""

import json
import os
import shutil
import struct
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Self

from tests.desktop.servers import private_environment
from tests.desktop.stage import PATIENCE, Program, tool, until
from unsit.desktop.linux.wlwire import Wire, string

NOBODY = 65534
SWAY_SETTINGS = """\
output * resolution 640x480
focus_follows_mouse no
xwayland disable
"""
FAKE_INPUT = "org_kde_kwin_fake_input"
AUTHENTICATE, POINTER_MOTION_ABSOLUTE = 0, 9


class Compositor:
    """What both have in common."""

    def __init__(self, name: str) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix=f"unsit-{name}-"))
        self.environment = private_environment(self.folder)
        self.program: Program
        self.display: str
        self._place = 0
        try:
            self._start()
        except BaseException:
            self.stop()
            raise
        self.environment["WAYLAND_DISPLAY"] = self.display

    def touches(self) -> None:
        """Move the mouse a little."""
        self._place = (self._place + 7) % 400
        self._move(100 + self._place, 100)

    def kill(self) -> None:
        """End it as a crash does."""
        self.program.kill()

    def come_back(self) -> None:
        """Start it again after a crash, with the same name of its socket."""
        before, run = self.display, Path(self.environment["XDG_RUNTIME_DIR"])
        for left in run.glob("*.sock"):
            left.unlink()
        Path(before).unlink()
        del self.environment["WAYLAND_DISPLAY"]
        self._start()
        assert self.display == before
        self.environment["WAYLAND_DISPLAY"] = self.display

    def stop(self) -> None:
        """End it; harmless when it has ended."""
        if hasattr(self, "program"):
            self.program.stop()
        shutil.rmtree(self.folder, ignore_errors=True)  # a window may still be writing its last

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def _start(self) -> None:
        raise NotImplementedError

    def _move(self, x: int, y: int) -> None:
        raise NotImplementedError

    def _made(self, pattern: str) -> str:
        """Wait until it has made a file in its runtime directory, and return its path."""
        run = Path(self.environment["XDG_RUNTIME_DIR"])

        def found() -> list[Path]:
            self.program.must_run()
            return list(run.glob(pattern))

        return str(until(f"{pattern} of {self.program.name}", found)[0])


class Sway(Compositor):
    """sway, its windows, and what swaymsg can do with them."""

    def __init__(self) -> None:
        super().__init__("sway")

    def says(self, *words: str) -> Any:
        """Have swaymsg do something, and return what sway answers."""
        done = subprocess.run(
            [tool("swaymsg"), "--socket", self._line, "--raw", *words],
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )
        assert done.returncode == 0, f"swaymsg {words}: {done.stdout} {done.stderr}"
        return json.loads(done.stdout)

    @contextmanager
    def window(self, name: str) -> Iterator[Program]:
        """Open a window (a terminal in which nothing happens), and have it in front."""
        command = ("foot", "--app-id", name, "--config", os.devnull, "sleep", "3600")
        with Program(self.folder, *command, environment=self.environment) as window:
            until(name, lambda: window.must_run() and self._in_front() == name)
            yield window

    def _start(self) -> None:
        settings = self.folder / "config"
        settings.write_text(SWAY_SETTINGS)
        self.environment |= {
            "WLR_BACKENDS": "headless",
            "WLR_LIBINPUT_NO_DEVICES": "1",
            "WLR_RENDERER": "pixman",
        }
        command = (*_as_nobody(self.folder), "sway", "--config", str(settings))
        self.program = Program(self.folder, *command, environment=self.environment)
        self._line = self._made("sway-ipc.*.sock")
        self.display = self._made("wayland-[0-9]")

    def _move(self, x: int, y: int) -> None:
        # A press of swaymsg's is no activity to sway 1.7, a move is.
        self.says("seat", "-", "cursor", "set", str(x), str(y))

    def _in_front(self) -> str:
        focused = (node for node in nodes(self.says("-t", "get_tree")) if node.get("focused"))
        return next((str(node.get("app_id")) for node in focused), "")


class KWin(Compositor):
    """KWin's Wayland compositor."""

    def __init__(self) -> None:
        self._hand: Wire | None = None
        super().__init__("kwin")

    def _start(self) -> None:
        # Fake input is for programs whose desktop file asks for it; ours has none.
        self.environment["KWIN_WAYLAND_NO_PERMISSION_CHECKS"] = "1"
        # Debian's has a capability that a container may refuse to hand out; a copy has none.
        own = shutil.copy(tool("kwin_wayland"), self.folder / "kwin_wayland")
        options = ("--virtual", "--width", "640", "--height", "480", "--socket", "wayland-0")
        self.program = Program(self.folder, str(own), *options, environment=self.environment)
        self.display = self._made("wayland-0")
        until("input of KWin", self._takes_input)

    def _takes_input(self) -> bool:
        self.program.must_run()
        try:
            wire = Wire(self.display)
        except OSError:
            return False
        wire.close()
        return wire.offered(FAKE_INPUT) > 0

    def stop(self) -> None:
        """End it; harmless when it has ended."""
        if self._hand is not None:
            self._hand.close()
        super().stop()

    def _move(self, x: int, y: int) -> None:
        # The mouse stays plugged in: everybody who holds a seat is told of a new one.
        if self._hand is None:
            self._hand = Wire(self.display)
            self._mouse = self._hand.bind(FAKE_INPUT, 4)
            who = string("unsit's tests") + string("to have input")
            self._hand.request(self._mouse, AUTHENTICATE, who)
            self._hand.roundtrip()
            self._hand.settle()
        self._hand.request(
            self._mouse, POINTER_MOTION_ABSOLUTE, struct.pack("=ii", x * 256, y * 256)
        )
        self._hand.read()


def _as_nobody(folder: Path) -> tuple[str, ...]:
    """Return what has a command run by nobody where root would: sway refuses to run as root."""
    if os.getuid() != 0:
        return ()
    for path in (folder, *folder.rglob("*")):
        os.chown(path, NOBODY, NOBODY)
    return ("setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups")


def nodes(node: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield a node of sway's tree and all below it."""
    yield node
    for below in (*node.get("nodes", ()), *node.get("floating_nodes", ())):
        yield from nodes(below)
