"""A real GNOME Shell with nobody before it: its screen, its settings, and a hand on its pointer.

It is looked at and touched through its own `Eval` (that is what `--unsafe-mode` allows), by a virtual
pointer of the compositor's: a click takes the way of a real one. Settings are dconf's, as on any
desktop, and each program of it is started by the private bus when it is wanted.
"""

import json
import subprocess
import time
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from PIL import Image

from tests.desktop.servers import Server, SessionBus
from tests.desktop.stage import PATIENCE, tool, until
from unsit.desktop.linux.bus import BusError
from unsit.loop import Loop

SHELL = ("org.gnome.Shell", "/org/gnome/Shell", "org.gnome.Shell")
PICTURE = (
    "org.gnome.Shell.Screenshot",
    "/org/gnome/Shell/Screenshot",
    "org.gnome.Shell.Screenshot",
)
EXTENSION = "ubuntu-appindicators@ubuntu.com"
SETTINGS = (
    ("org.gnome.shell", "enabled-extensions", f"['{EXTENSION}']"),
    ("org.gnome.shell", "welcome-dialog-last-shown-version", "'999'"),
    ("org.gnome.desktop.interface", "enable-animations", "false"),
    ("org.gnome.desktop.session", "idle-delay", "uint32 0"),
)
NO_WARNINGS = """
var ours = source => { if (source.title === 'System Information') source.destroy(); };
Main.messageTray.getSources().forEach(ours);
Main.messageTray.connect('source-added', (_, source) => {
    imports.gi.GLib.idle_add(0, () => { ours(source); return false; });
}); 1
"""
"""Takes the shell's warning away that it is run by root, whenever it comes."""

TITLES = "Main.messageTray.getSources().flatMap(s => s.notifications).map(n => n.title)"
"""The notices there are, whether they can be seen just now or not."""
SETTLED = 0.15
"""Seconds without a change after which something is taken to stay where it is."""
Place = tuple[float, ...]
"""Two numbers, from the left and from the top; none = nowhere."""
POINTER = """
const {Clutter, GLib} = imports.gi;
global.hand ??= Clutter.get_default_backend().get_default_seat()
    .create_virtual_device(Clutter.InputDeviceType.POINTER_DEVICE);
const now = GLib.get_monotonic_time();
"""


class Gnome(Server):
    """The shell, its message bus, and everything that the bus starts for it."""

    def __init__(self, bus: SessionBus) -> None:
        super().__init__(bus, self.command(), SHELL[0])
        self.bus = bus
        self.environment = {
            **bus.environment,
            "GSETTINGS_BACKEND": "dconf",
            "LIBGL_ALWAYS_SOFTWARE": "1",
            "XDG_SESSION_TYPE": "wayland",
            # logind and all others of the machine are asked for, and are not there.
            "DBUS_SYSTEM_BUS_ADDRESS": bus.address,
        }
        bus.activatable("ca.desrt.dconf", tool("dconf-service"))
        service = "org.gnome.Shell.Notifications"
        bus.activatable(service, f"{tool('gjs')} /usr/share/gnome-shell/{service}")
        for setting in SETTINGS:
            self.set(*setting)
        told = Path(bus.environment["XDG_DATA_HOME"], "gnome-shell", "lock-warning-shown")
        told.parent.mkdir(parents=True, exist_ok=True)
        told.touch()  # that nobody locks this screen needs no notice
        self._loop = Loop()
        self._peer = bus.peer(self._loop)

    @staticmethod
    def command() -> tuple[str, ...]:
        screen = ("--headless", "--virtual-monitor", "1280x800")
        return ("gnome-shell", "--wayland", "--no-x11", *screen, "--unsafe-mode")

    def _environment(self) -> dict[str, str]:
        return self.environment

    def start(self) -> None:
        """Start it, and wait until it shows an empty desktop with our extension at work."""
        super().start()
        until("desktop of the shell", self._has_started)
        self.eval("Main.overview.hide()")
        until("end of the overview", lambda: not self.eval("Main.overview.visible"))
        self._bus.wait_for_name("org.kde.StatusNotifierWatcher")
        self.eval(NO_WARNINGS)
        until(
            "end of the notices",
            lambda: not self.eval(f"Main.messageTray._banner || {TITLES}.length"),
        )

    def _has_started(self) -> bool:
        try:
            return bool(self.eval("!Main.layoutManager._startingUp"))
        except BusError:  # it has its name before it can be spoken to
            return False

    def set(self, schema: str, key: str, value: str) -> None:
        """Change a setting, as its own program does."""
        subprocess.run(
            [tool("gsettings"), "set", schema, key, value],
            env=self.environment,
            timeout=PATIENCE,
            check=True,
        )

    # --- looking and touching -------------------------------------------------------------------------

    def eval(self, code: str) -> Any:
        """Return the value of some JavaScript in the shell."""
        done, answer = self._peer.ask(*SHELL, "Eval", "s", (code,), PATIENCE)
        assert done, f"{code}: {answer}"
        return json.loads(answer) if answer else None

    def move(self, x: float, y: float) -> None:
        """Move the pointer."""
        self.eval(f"{POINTER} global.hand.notify_absolute_motion(now, {x}, {y}); 1")

    def press(self, button: int = 1) -> None:
        """Press and release a button where the pointer is: 1 left, 2 middle, 3 right."""
        for state in ("PRESSED", "RELEASED"):
            how = f"imports.gi.Clutter.ButtonState.{state}"
            self.eval(f"{POINTER} global.hand.notify_button(now, {button}, {how}); 1")

    def click(self, x: float, y: float, button: int = 1) -> None:
        """Click at a place."""
        self.move(x, y)
        self.press(button)

    def middle(self, actor: str) -> Place:
        """Return the middle of an actor on the screen; () = it is not to be seen."""
        return tuple(
            self.eval(
                f"(() => {{ const a = {actor}; if (!a?.mapped || !a.has_allocation()) return [];"
                "const [x, y] = a.get_transformed_position(), [w, h] = a.get_transformed_size();"
                "return [x + w / 2, y + h / 2]; })()"
            )
        )

    def point_at(self, what: str, actor: str, loop: Loop | None = None) -> None:
        """Move the pointer onto an actor, once it is to be seen and stays where it is."""
        seen: list[tuple[Place, float]] = []

        def settled() -> Place:
            place, now = self.middle(actor), time.monotonic()
            if not seen or seen[0][0] != place:
                seen[:] = [(place, now)]
            return place if now - seen[0][1] > SETTLED else ()

        x, y = until(what, settled, loop)
        self.move(x - 1, y)  # what has come up under a pointer at rest is not pointed at
        self.move(x, y)

    def click_on(self, what: str, actor: str, loop: Loop | None = None) -> None:
        """Click an actor, once it is to be seen and stays where it is."""
        self.point_at(what, actor, loop)
        self.press()

    def picture(self, path: Path) -> Image.Image:
        """Return what is on the screen; the shell writes it to `path`."""
        done, _ = self._peer.ask(*PICTURE, "Screenshot", "bbs", (False, False, str(path)), PATIENCE)
        assert done
        with Image.open(path) as image:
            return image.convert("RGB")

    # --- coming and going -----------------------------------------------------------------------------

    def __enter__(self) -> Self:
        try:
            self.start()
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()
        self._peer.close()
        self._loop.close()
