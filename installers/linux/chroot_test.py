#!/usr/bin/env python3
"""Try the package in a clean Debian: ``python3 installers/linux/chroot_test.py SUITE`` (bookworm, trixie).

A chroot is made by mmdebstrap, the package and what it depends on are installed there by apt; then
somebody who is not root starts Unsit on a display with a panel, has a stretch and a reminder, and it is
purged. Nothing may be left of it outside of homes. Each step is one sentence; the last line is the
verdict, and the exit code says the same: 0 or 1. Needs root; apt adds what else is missing.

    --deb FILE       this package, instead of one that is built first
    --pictures DIR   where the pictures and logs go; dist/chroot-SUITE unless you say so
    --cache DIR      keep the bare chroot there, and take it from there the next time
    --mirror URL     Debian from there, instead of where this machine has it from
    --from-source    instead: how long does `source.py run` take, from nothing but Python to the tray?
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import ParamSpec, TypeVar

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "daemon")]

from installers import packages
from installers.linux import deb
from installers.linux.chroot import PERSON, Chroot, NoMirrorError, mirror

SUITES = ("bookworm", "trixie")
DESKTOP = ("dbus-bin", "dbus-daemon", "dunst", "xdotool", "xfce4-panel", "xvfb")
PASSED_OVER = ("home", "root", "proc", "sys", "dev", "tmp")
"""Where a purge has nothing to look for: homes, and what is gone when the machine is off."""
SEEN = "/home/somebody/seen"
HOW_PIP_FETCHES = (
    Path("/etc/pip.conf"),
    Path("/etc/xdg/pip/constraints.txt"),
    Path("/etc/ssl/certs/ca-certificates.crt"),
    Path.home() / ".config/pip/pip.conf",
)
"""How this machine gets at the packages of Python; a chroot on it has no other way."""


P = ParamSpec("P")
Done = TypeVar("Done")


class FailedError(Exception):
    """A step that did not go as it should; the text is the sentence."""


def main(arguments: list[str]) -> int:
    """Do what was asked; return the exit code."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("suite", choices=SUITES)
    parser.add_argument("--deb", type=Path)
    parser.add_argument("--pictures", type=Path)
    parser.add_argument("--cache", type=Path)
    parser.add_argument("--mirror")
    parser.add_argument("--from-source", action="store_true")
    asked = parser.parse_args(arguments)
    if sys.platform != "linux" or os.geteuid() != 0:
        print("a chroot can only be made by root: start this as root, or by sudo", file=sys.stderr)
        return 1
    packages.add(deb.lacking(["mmdebstrap"]))
    begun = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="unsit-chroot-") as scratch:
        try:
            told = (
                _from_source(asked, Path(scratch))
                if asked.from_source
                else _try(asked, Path(scratch))
            )
        except (FailedError, NoMirrorError, subprocess.SubprocessError) as wrong:
            print(
                *filter(None, [getattr(wrong, "stderr", "")]),
                f"{asked.suite}: FAILED: {wrong}",
                sep="\n",
            )
            return 1
    print(f"{asked.suite}: {told} ({time.monotonic() - begun:.0f} s in all)")
    return 0


def _try(asked: argparse.Namespace, scratch: Path) -> str:
    package = asked.deb or _told("the package is built", deb.build, scratch)
    debian = _made(asked, scratch)
    debian.put(package, "/srv/unsit.deb")
    before = debian.run("dpkg-query", "--show").stdout.count("\n")
    said = _told(
        "the package is installed",
        debian.apt,
        "install",
        "--no-install-recommends",
        "/srv/unsit.deb",
    )
    count = debian.run("dpkg-query", "--show").stdout.count("\n") - before
    print(f"that were {count} packages; {_size(said)}")
    _must(debian, "unsit", "--version")
    _must(debian, "unsit", "settings", "check")
    _unit_is_off(debian)
    _told("a desktop is installed", debian.apt, "install", "--no-install-recommends", *DESKTOP)
    _use(debian, asked.pictures or ROOT / "dist" / f"chroot-{asked.suite}", "unsit")
    _told("the package is purged", debian.apt, "purge", "unsit")
    (debian.root / "srv/unsit.deb").unlink()
    if left := leftovers(debian.root):
        raise FailedError("the purged package has left these behind: " + ", ".join(left))
    print("nothing of it is left outside of homes")
    return "installed, used and purged; all is well"


def _from_source(asked: argparse.Namespace, scratch: Path) -> str:
    debian = _made(asked, scratch)
    base = ("install", "--no-install-recommends", "python3", "ca-certificates")
    _told("Python and a desktop are installed", debian.apt, *base, *DESKTOP)
    tree = scratch / "tree"
    deb.copy(tree, int(time.time()))
    shutil.copytree(ROOT / "requirements", tree / "requirements")
    debian.put(tree, "/srv/unsit")
    for file in HOW_PIP_FETCHES:
        if file.is_file():
            debian.put(file, str(file))
    pictures = asked.pictures or ROOT / "dist" / f"source-{asked.suite}"
    command = "python3 /srv/unsit/installers/source.py run"
    _use(debian, pictures, command, "--tray", user="root", online=True)
    return "from nothing but Python to the tray"


def _made(asked: argparse.Namespace, scratch: Path) -> Chroot:
    debian = Chroot(scratch / asked.suite)
    kept = asked.cache / f"{asked.suite}.tar" if asked.cache else None
    _told("a clean Debian is made", debian.make, asked.suite, asked.mirror or mirror(), kept)
    _told("its list of packages is fetched", debian.apt, "update")
    return debian


def _told(sentence: str, step: Callable[P, Done], *arguments: P.args, **options: P.kwargs) -> Done:
    """Do a step and print how long it took; return what it returned."""
    begun = time.monotonic()
    done = step(*arguments, **options)
    print(f"{sentence} ({time.monotonic() - begun:.0f} s)", flush=True)
    return done


def _must(debian: Chroot, *command: str) -> None:
    """Run a command as somebody who is not root, and print what it says. Raises FailedError."""
    done = debian.run(*command, user=PERSON)
    said = (done.stdout + done.stderr).strip()
    if done.returncode:
        raise FailedError(f"{' '.join(command)} ended with {done.returncode}: {said}")
    print(f"{' '.join(command)}: {said}", flush=True)


def _use(
    debian: Chroot,
    pictures: Path,
    command: str,
    *options: str,
    user: str = PERSON,
    online: bool = False,
) -> None:
    """Have somebody use it, see chroot_desk.py; keep what they saw. Raises FailedError."""
    debian.put(Path(__file__).with_name("chroot_desk.py"), "/srv/chroot_desk.py")
    debian.run("install", "-d", "-o", user, SEEN)
    done = debian.run(
        "python3", "/srv/chroot_desk.py", *options, SEEN, command, user=user, network=online
    )
    print(done.stdout.strip(), flush=True)
    shutil.rmtree(pictures, ignore_errors=True)
    shutil.copytree(debian.root / SEEN.lstrip("/"), pictures)
    print(f"pictures and logs are in {pictures}")
    if done.returncode:
        raise FailedError(done.stderr.strip())


def _unit_is_off(debian: Chroot) -> None:
    unit = debian.root / "usr/lib/systemd/user/unsit.service"
    wants = [str(link) for link in debian.root.glob("*/systemd/user/*/unsit.service")]
    wants += [str(link) for link in debian.root.glob("usr/lib/systemd/user/*/unsit.service")]
    if not unit.is_file() or wants:
        raise FailedError("the user unit is missing, or enabled: " + ", ".join(wants))
    print("the user unit is there, and nothing has enabled it")


def leftovers(root: Path) -> list[str]:
    """Return what bears the name of the package in a tree, homes left out."""
    found = []
    for folder in sorted(root.iterdir()):
        if folder.name not in PASSED_OVER and not folder.is_symlink():
            found += list(folder.rglob("*unsit*"))
    return [f"/{path.relative_to(root)}" for path in found]


def _size(said: str) -> str:
    lines = re.findall(r"Need to get .*|After this operation.*", said)
    return " ".join(lines)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
