"""A light Wayland desktop without a screen: sway, waybar with a tray, and a mouse (wlroots' own)."""

import json
import os
import shutil
import socket
import struct
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from PIL import Image

from tests.desktop.servers import SessionBus
from tests.desktop.stage import PATIENCE, Program, tool, until

NOBODY = 65534
WIDTH, HEIGHT = 800, 600
SWAY = f"""\
output HEADLESS-1 resolution {WIDTH}x{HEIGHT} position 0,0
output * bg #f0f0f0 solid_color
xwayland disable
"""
WAYBAR = {
    "layer": "top",
    "height": 30,
    "modules-left": ["tray"],
    "tray": {"icon-size": 22, "spacing": 4},
}
WAYBAR_STYLE = """\
window#waybar { background: #f0f0f0; font-family: sans; font-size: 14px; min-height: 0; }
#tray { padding: 0 4px; }
"""
BUTTONS = {1: 0x110, 3: 0x111}
"""Left and right, as the kernel numbers them."""


class Mouse:
    """A virtual pointer (zwlr_virtual_pointer_v1), for which the seat has none.

    Objects: 1 the display, 2 the registry, 3 a callback, 4 the manager, 5 the pointer.
    """

    def __init__(self, path: Path) -> None:
        self._line = socket.socket(socket.AF_UNIX)
        self._line.settimeout(PATIENCE)
        self._line.connect(str(path))
        self._time = 0
        self._send(1, 1, struct.pack("<I", 2))
        self._send(1, 0, struct.pack("<I", 3))
        name = self._name_of(b"zwlr_virtual_pointer_manager_v1\0")
        kind = b"zwlr_virtual_pointer_manager_v1\0"
        bind = struct.pack("<II", name, len(kind)) + kind + struct.pack("<II", 1, 4)
        self._send(2, 0, bind)
        self._send(4, 0, struct.pack("<II", 0, 5))

    def move(self, x: int, y: int) -> None:
        """Go to a place."""
        self._time += 20
        self._send(5, 1, struct.pack("<IIIII", self._time, x, y, WIDTH, HEIGHT))
        self._send(5, 4, b"")

    def click(self, x: int, y: int, button: int = 1) -> None:
        """Click at a place: 1 left, 3 right."""
        self.move(x - 1, y)
        self.move(x, y)
        for state in (1, 0):
            self._time += 20
            self._send(5, 2, struct.pack("<III", self._time, BUTTONS[button], state))
            self._send(5, 4, b"")

    def close(self) -> None:
        self._line.close()

    def _send(self, number: int, opcode: int, payload: bytes) -> None:
        self._line.sendall(struct.pack("<IHH", number, opcode, 8 + len(payload)) + payload)

    def _name_of(self, kind: bytes) -> int:
        """Read what the compositor has until it has said all of it (the callback's event)."""
        said = b""
        while True:
            while len(said) < 8 or len(said) < struct.unpack_from("<H", said, 6)[0]:
                said += self._line.recv(65536)
            number, _, size = struct.unpack_from("<IHH", said)
            assert number != 3, f"the compositor has no {kind!r}"
            if number == 2 and said[16 : 16 + len(kind)] == kind:
                return int(struct.unpack_from("<I", said, 8)[0])
            said = said[size:]


class Sway(NamedTuple):
    """A running compositor: what its clients need, what is to be seen, and the mouse."""

    folder: Path
    environment: dict[str, str]
    mouse: Mouse

    def image(self) -> Image.Image:
        """Return what is on the screen."""
        done = subprocess.run(
            [tool("grim"), "-t", "ppm", "-"],
            env=self.environment,
            capture_output=True,
            timeout=PATIENCE,
            check=True,
        )
        header, _, pixels = done.stdout.partition(b"255\n")
        assert header.split() == [b"P6", b"%d" % WIDTH, b"%d" % HEIGHT]
        return Image.frombytes("RGB", (WIDTH, HEIGHT), pixels)


@contextmanager
def sway(bus: SessionBus) -> Iterator[Sway]:
    """Start sway on a bus (headless, painted by the processor)."""
    folder = Path(tempfile.mkdtemp(prefix="unsit-sway-"))
    run = folder / "run"
    run.mkdir(mode=0o700)
    (folder / "config").write_text(SWAY)
    environment = {
        **bus.environment,
        "HOME": str(folder),
        "XDG_RUNTIME_DIR": str(run),
        "WLR_BACKENDS": "headless",
        "WLR_LIBINPUT_NO_DEVICES": "1",
        "WLR_RENDERER": "pixman",
    }
    environment.pop("DISPLAY", None)
    command = (*_as_nobody(folder), "sway", "-c", str(folder / "config"))
    with Program(folder, *command, environment=environment) as program:
        until("sway", lambda: program.must_run() and list(run.glob("wayland-[0-9]")))
        (path,) = run.glob("wayland-[0-9]")
        mouse = Mouse(path)
        yield Sway(folder, {**environment, "WAYLAND_DISPLAY": path.name}, mouse)
        mouse.close()
    shutil.rmtree(folder, ignore_errors=True)


def waybar(screen: Sway) -> Program:
    """Start waybar along the upper edge, with nothing but its tray."""
    settings, style = screen.folder / "waybar.json", screen.folder / "waybar.css"
    settings.write_text(json.dumps(WAYBAR))
    style.write_text(WAYBAR_STYLE)
    command = ("waybar", "-c", str(settings), "-s", str(style))
    return Program(screen.folder, *command, environment=screen.environment)


def _as_nobody(folder: Path) -> tuple[str, ...]:
    """Return what has a command run by nobody where root would: sway refuses to run as root."""
    if os.getuid() != 0:
        return ()
    for path in (folder, *folder.rglob("*")):
        os.chown(path, NOBODY, NOBODY)
    return ("setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups")
