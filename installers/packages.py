"""What this machine lacks of a Linux system, by the Debian package that has it, and adding that by apt.

Rules of this file: those of source.py, for the same reasons: the standard library only, and syntax
that an old Python can still read.
"""

from __future__ import annotations  # the annotations below must not be evaluated by an old Python

import ctypes
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NoReturn

ALL = "test on all desktops"

# What Qt's own libraries and its xcb plugin are linked against, by the Debian package. Debian 13
# and Ubuntu 24.04 renamed the first to libglib2.0-0t64, which provides the old name.
QT_LIBRARIES = {
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libfontconfig.so.1": "libfontconfig1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
}
# The programs (or Python modules) that the end-to-end tests start for themselves: tests/desktop/stage.py asks for them.
TEST_PROGRAMS = {
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
# Those of tests/desktop/heavy, some 500 MB to fetch and minutes to run: only with `--desktops all`.
HEAVY_PROGRAMS = {
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
OUTSIDE_THE_PATH = (
    "sbin/{}",
    "lib/systemd/user-generators/{}",
    "lib/*/xfce4/*/{}",
    "lib/*/libexec/{}",
    "libexec/{}",
    "libexec/xapps/*/{}",
    "lib/*/qt5/plugins/platforms/{}",
    "lib/python3/dist-packages/{}",
    "lib/speech-dispatcher-modules/{}",
    "share/gnome-shell/extensions/{}",
)
"""Where in /usr the programs and modules of a desktop are, beside the PATH."""


def say(text: str) -> None:
    """Tell the person at the terminal; standard output belongs to the program started."""
    print("unsit:", text, file=sys.stderr, flush=True)


def stop(text: str) -> NoReturn:
    """End with what the owner of this machine has to do."""
    say(text)
    sys.exit(3)


def call(*command: object) -> None:
    """Run one step of the setup, of which only errors are shown; raises CalledProcessError."""
    say("$ " + " ".join(map(str, command)))
    subprocess.run([str(word) for word in command], check=True, stdout=subprocess.DEVNULL)


def loads(library: str) -> bool:
    """Return whether the linker finds a library, by whichever package it came."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def is_there(program: str) -> bool:
    """Return whether a program is installed; desktops keep their servers outside the PATH."""
    places = (Path("/usr").glob(place.format(program)) for place in OUTSIDE_THE_PATH)
    return bool(shutil.which(program)) or any(True for found in places for _ in found)


def version(parts: int) -> str:
    """Return the version of the Python that runs this file, to so many numbers."""
    return ".".join(map(str, sys.version_info[:parts]))


def missing(verb: str) -> dict[str, str]:
    """Return what this Linux lacks for a verb, or for `ALL`, and the Debian package that has it."""
    lacks = {}
    if verb != "lint":
        lacks.update({lib: deb for lib, deb in QT_LIBRARIES.items() if not loads(lib)})
    if verb in ("test", "setup", ALL):
        lacks.update({name: deb for name, deb in TEST_PROGRAMS.items() if not is_there(name)})
    if verb == ALL:
        lacks.update({name: deb for name, deb in HEAVY_PROGRAMS.items() if not is_there(name)})
    return lacks


def lacking_venv() -> dict[str, str]:
    """Return what is missing to make an environment: Debian's python3 has no ensurepip."""
    there = importlib.util.find_spec("ensurepip") is not None
    return {} if there else {"ensurepip": f"python{version(2)}-venv"}


def add(lacks: dict[str, str]) -> None:
    """Add what is missing (each thing, and its Debian package) by apt, or say who has to add what."""
    if sys.platform != "linux" or not lacks:
        return
    packages = " ".join(sorted(set(lacks.values())))
    if not shutil.which("apt-get"):
        named = "".join(f"\n  {thing} (Debian's package {lacks[thing]})" for thing in sorted(lacks))
        stop("install these with this system's package manager, then try again:" + named)
    install = f"apt-get install -y --no-install-recommends {packages}"
    by_hand = f"Run this as root, then try again:\n  apt-get update && {install}"
    as_root = [] if os.geteuid() == 0 else ["sudo"]
    if as_root and not shutil.which("sudo"):
        stop(f"this machine lacks some packages, and there is no sudo to add them. {by_hand}")
    say(f"this machine lacks {', '.join(sorted(lacks))}; adding them takes up to a minute")
    quiet = [*as_root, "env", "DEBIAN_FRONTEND=noninteractive"]
    try:
        call(*quiet, "apt-get", "update", "-qq")
        call(*quiet, *install.split())
    except subprocess.CalledProcessError:
        stop(f"that did not work. {by_hand}")
