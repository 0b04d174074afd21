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

from unsit.loop import Loop

PACKAGES = {
    "PIL": "python3-pil",
    "PyQt6": "python3-pyqt6",
    "Xvfb": "xvfb",
    "appstreamcli": "appstream",
    "at-spi-bus-launcher": "at-spi2-core",
    "click": "python3-click",
    "dbus-daemon": "dbus-daemon",
    "dbusmock": "python3-dbusmock",
    "desktop-file-validate": "desktop-file-utils",
    "dex": "dex",
    "dunst": "dunst",
    "espeak-ng": "espeak-ng",
    "fc-list": "fontconfig",
    "fish": "fish",
    "flatpak-builder": "flatpak-builder",
    "foot": "foot",
    "grim": "grim",
    "git": "git",
    "gsettings": "libglib2.0-bin",
    "i3": "i3-wm",
    "i3blocks": "i3blocks",
    "jeepney": "python3-jeepney",
    "mako": "mako-notifier",
    "mandoc": "mandoc",
    "matplotlib": "python3-matplotlib",
    "mosquitto": "mosquitto",
    "mosquitto_passwd": "mosquitto",
    "mosquitto_pub": "mosquitto-clients",
    "mosquitto_sub": "mosquitto-clients",
    "openbox": "openbox",
    "openssl": "openssl",
    "orca": "orca",
    "pactl": "pulseaudio-utils",
    "platformdirs": "python3-platformdirs",
    "playerctl": "playerctl",
    "plistutil": "libplist-utils",
    "polybar": "polybar",
    "parec": "pulseaudio-utils",
    "pipewire": "pipewire-bin",
    "pipewire-pulse": "pipewire-pulse",
    "pulseaudio": "pulseaudio",
    "pw-cli": "pipewire-bin",
    "pw-dump": "pipewire-bin",
    "rich": "python3-rich",
    "schedule": "python3-schedule",
    "sd_espeak-ng": "speech-dispatcher-espeak-ng",
    "setpriv": "util-linux",
    "setsid": "util-linux",
    "speech-dispatcher": "speech-dispatcher",
    "sway": "sway",
    "swaymsg": "sway",
    "systemd-xdg-autostart-generator": "systemd",
    "tint2": "tint2",
    "tmux": "tmux",
    "tomlkit": "python3-tomlkit",
    "trayer": "trayer",
    "waybar": "waybar",
    "wireplumber": "wireplumber",
    "xdotool": "xdotool",
    "xfce4-notifyd": "xfce4-notifyd",
    "xfce4-panel": "xfce4-panel",
    "xfce4-power-manager": "xfce4-power-manager",
    "xfconfd": "xfconf",
    "zsh": "zsh",
}
"""The Debian package of each program (or Python module) of the harness."""

HEAVY_PACKAGES = {
    "dconf-service": "dconf-service",
    "gjs": "gjs",
    "gnome-shell": "gnome-shell",
    "kactivitymanagerd": "kactivitymanagerd",
    "kded5": "kded5",
    "kwin_wayland": "kwin-wayland",
    "libqwayland-generic.so": "qtwayland5",
    "lxqt-panel": "lxqt-panel",
    "mate-panel": "mate-panel",
    "plasmashell": "plasma-workspace",
    "Xwayland": "xwayland",
    "ubuntu-appindicators@ubuntu.com": "gnome-shell-extension-appindicator",
    "xapp-sn-watcher": "xapp-sn-watcher",
}
"""The same for what only the tests in `heavy` start."""

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
        f"These tests need {name}: apt-get install {(PACKAGES | HEAVY_PACKAGES)[name]}, "
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
