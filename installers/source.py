#!/usr/bin/env python3
"""Run, test or check Unsit from a checkout, on a machine that may have nothing but Python.

    python3 installers/source.py run [arguments]    set up what is missing, then start unsit
    python3 installers/source.py test [arguments]   the same with the test tools, then pytest
    python3 installers/source.py test --desktops all    with the heavy desktops as well
    python3 installers/source.py lint               the style and type checks of .ci/run
    python3 installers/source.py setup              what the other three need, and no more

Rules of this file: the standard library only, because it runs before anything is installed;
syntax that an old Python can still read, so that it can say that it is too old; apt is asked
only for what is missing, and a person who has to act is told the exact command. Exit codes:
3 = this machine lacks something that only its owner can add, otherwise what the program
started at the end returns.
"""

from __future__ import annotations  # the annotations below must not be evaluated by an old Python

import contextlib
import ctypes
import errno
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

USAGE = (__doc__ or "").partition("\n\nRules")[0]
OLDEST = (3, 11)
ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
STAMP = VENV / "unsit.stamp"
LOCK = ROOT / ".venv.lock"
"""Held by whoever makes .venv; the file stays, empty."""
HELD = (errno.EAGAIN, errno.EACCES, errno.EDEADLK)
"""What a system says of a lock that somebody else has."""
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
# The desktops that the end-to-end tests start for themselves: see tests/desktop/stage.py.
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
ELSEWHERE = {
    "darwin": ("tests/core",),
    "win32": ("tests/core", "tests/windows"),
}
"""What of the tests runs on systems other than Linux; all else wants Linux's displays and buses."""
DRIVEN = tuple(f"--ignore=tests/windows/{part}" for part in ("desktop", "setup", "whole"))
"""What of them looks at Windows from Linux: see installers/windows/wine_test.py."""
HEAVY_TESTS = "tests/desktop/heavy"
HEAVY_DESKTOPS = "GNOME Shell, Plasma, KWin, MATE, LXQt and Cinnamon's tray"

# All tests together wait more than they work: each file goes to one of three processes. A process
# that dies, or is ended because its test hangs, is one failure: a new one would repeat that test.
SIDE_BY_SIDE = ("--numprocesses=3", "--dist=loadfile", "--max-worker-restart=0")


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
    """Return what this Linux lacks for a verb, and the Debian package that has it."""
    lacks = {}
    if verb != "lint":
        lacks.update({lib: deb for lib, deb in QT_LIBRARIES.items() if not loads(lib)})
    if verb in ("test", "setup", ALL):
        lacks.update({name: deb for name, deb in TEST_PROGRAMS.items() if not is_there(name)})
    if verb == ALL:
        lacks.update({name: deb for name, deb in HEAVY_PROGRAMS.items() if not is_there(name)})
    if not STAMP.exists():
        lacks.update(lacking_venv())
    return lacks


def lacking_venv() -> dict[str, str]:
    """Return what is missing to make an environment: Debian's python3 has no ensurepip."""
    there = importlib.util.find_spec("ensurepip") is not None
    return {} if there else {"ensurepip": f"python{version(2)}-venv"}


def system_packages(lacks: dict[str, str]) -> None:
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


def fingerprint(kind: str) -> str:
    """Return what an environment for `kind` (run or test) is made of, as one word."""
    files = (ROOT / "requirements" / f"{kind}.txt", ROOT / "pyproject.toml", Path(__file__))
    made_of = [path.read_bytes() for path in files] + [str(ROOT).encode(), sys.version.encode()]
    return hashlib.sha256(b"\0".join(made_of)).hexdigest()


def is_set_up(kind: str) -> bool:
    """Say whether .venv was made from what `kind` is made of; that for the tests can run, too."""
    stamp = STAMP.read_text() if STAMP.exists() and PYTHON.exists() else ""
    return stamp in (fingerprint(kind), fingerprint("test"))


def environment(kind: str) -> None:
    """Make .venv anew from the lock of `kind`, unless it, or another terminal, has done so already."""
    if not is_set_up(kind):
        with alone():
            if not is_set_up(kind):
                make(kind)


@contextlib.contextmanager
def alone() -> Iterator[None]:
    """Let nobody else make .venv meanwhile; wait for whoever does."""
    with LOCK.open("w") as lock:
        if not taken(lock.fileno(), wait=False):
            say(".venv is being set up in another terminal; waiting for that")
            while not taken(lock.fileno(), wait=True):
                pass  # Windows gives up after ten seconds
        yield


def taken(lock: int, wait: bool) -> bool:
    """Take the lock; False while somebody else has it. Where no file can be locked nobody waits."""
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(lock, msvcrt.LK_LOCK if wait else msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(lock, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as problem:
        return problem.errno not in HELD
    return True


def make(kind: str) -> None:
    """Make .venv anew; raises CalledProcessError."""
    say("installing the Python packages into .venv (some 100 MB, the first time)")
    call(sys.executable, "-m", "venv", "--clear", VENV)
    pip = (PYTHON, "-m", "pip", "--disable-pip-version-check", "install", "--quiet")
    call(*pip, "--require-hashes", "-r", ROOT / "requirements" / f"{kind}.txt")
    call(*pip, "--no-deps", "--no-build-isolation", "--editable", ROOT)
    STAMP.write_text(fingerprint(kind))


def become(*command: object) -> int:
    """Go on as another program; where a system cannot, wait for it and return its exit code."""
    words = [str(word) for word in command]
    if os.name != "nt":
        os.execv(words[0], words)
    return subprocess.call(words)


def heavy(arguments: list[str]) -> tuple[list[str], str]:
    """Take ``--desktops WHICH`` out of the arguments; return the rest, and which ("light")."""
    if "--desktops" not in arguments:
        return arguments, "light"
    place = arguments.index("--desktops")
    return arguments[:place] + arguments[place + 2 :], "".join(arguments[place + 1 : place + 2])


def tests(arguments: list[str], desktops: str) -> int:
    """Run pytest: on what was named, or on everything, the heavy desktops one after the other."""
    pytest = (PYTHON, "-m", "pytest")
    if arguments:
        return become(*pytest, *arguments)
    if sys.platform != "linux":
        return become(*pytest, *elsewhere(), *DRIVEN)
    light = (*pytest, *SIDE_BY_SIDE, f"--ignore={HEAVY_TESTS}")
    if desktops == "light":
        say(f"left out: {HEAVY_DESKTOPS}; add --desktops all to test on them as well")
        return become(*light)
    runs = ((light, f"--ignore={HEAVY_TESTS}"), ((*pytest, HEAVY_TESTS), HEAVY_TESTS))
    return max([twice_at_most(list(map(str, run)), str(where)) for run, where in runs])


def elsewhere() -> list[str]:
    """Return which tests run on this system, and say what does not."""
    runs = [each for each in ELSEWHERE.get(sys.platform, ("tests/core",)) if (ROOT / each).is_dir()]
    say("only " + " and ".join(runs) + ": all other tests start displays and buses of Linux")
    return runs


def twice_at_most(run: list[str], where: str) -> int:
    """Run tests; then those that failed once more, one after the other. Return the exit code.

    The servers that they start compete for the machine, and some lose a race of their own in that.
    What fails fails twice; what does not is named in the first summary, to be looked into.
    """
    code = subprocess.call(run)
    if code != 1:
        return code
    say("once more, one after the other: what has failed")
    again = ("--last-failed", "--last-failed-no-failures=none", where)
    return subprocess.call([str(PYTHON), "-m", "pytest", *again])


def lint() -> int:
    """Run every check, also after one has failed; return 1 when any did."""
    checks = [("ruff", "check", "."), ("ruff", "format", "--check", ".")]
    for platform in ("linux", "win32", "darwin"):
        # A cache for each: a shared one would be thrown away three times.
        cache = f"--cache-dir=.mypy_cache/{platform}"
        # The tests run on Linux alone, and so are checked as Linux sees them.
        rooms = () if platform == "linux" else ("daemon", "installers")
        checks.append(("mypy", "--strict", f"--platform={platform}", cache, *rooms))
    failed = 0
    for check in checks:
        say("$ " + " ".join(check))
        failed |= subprocess.call([str(PYTHON), "-m", *check], cwd=str(ROOT)) != 0
    return int(failed)


def main(arguments: list[str]) -> int:
    """Do one of the four verbs; return the exit code."""
    if sys.version_info < OLDEST:
        stop(
            f"Python {OLDEST[0]}.{OLDEST[1]} or newer is needed; this is {version(3)} "
            f"({sys.executable}). If you have a newer one, start this file with it, "
            "like this: python3.12 installers/source.py run"
        )
    verb, rest = (arguments[0], arguments[1:]) if arguments else ("", [])
    if verb in ("-h", "--help"):
        print(USAGE)
        return 0
    rest, desktops = heavy(rest) if verb == "test" else (rest, "light")
    if verb not in ("run", "test", "lint", "setup") or (rest and verb in ("lint", "setup")):
        print(USAGE, file=sys.stderr)
        return 2
    if desktops not in ("light", "all"):
        say(f"--desktops takes light or all, not {desktops!r}")
        return 2
    try:
        system_packages(missing(ALL if desktops == "all" else verb))
        environment("run" if verb == "run" else "test")
    except subprocess.CalledProcessError as failure:
        say(f"that step failed (exit code {failure.returncode}); what it said stands above")
        return 1
    if verb == "run":
        return become(PYTHON, "-m", "unsit", *rest)
    if verb == "test":
        os.chdir(str(ROOT))
        return tests(rest, desktops)
    return lint() if verb == "lint" else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
