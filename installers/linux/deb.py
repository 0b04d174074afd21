#!/usr/bin/env python3
"""Build the Debian package: ``python3 installers/linux/deb.py [FOLDER]``; its path is the last line.

    FOLDER      where it goes; dist/ of this checkout unless you say so
    --check     also build it a second time, elsewhere and later, hold the two to be the same bytes,
                and the package to be no larger than it may be, and ask lintian

Works on a Debian or Ubuntu that has nothing but Python, from a checkout or an unpacked sdist: what is
missing apt adds, as installers/source.py does. The sources are copied to a scratch folder first (those
that a package is made of, see TREE: git is not asked), with one time for all of them: SOURCE_DATE_EPOCH,
else that of the last commit. The same sources make the same bytes then, in whichever folder, by whoever
and whenever, on one release of Debian.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "daemon")]

from installers import packages
from installers.linux import changelog
from unsit import __version__

DEBIAN = ROOT / "installers" / "linux" / "debian"
TREE = ("config", "daemon", "docs", "icons", "installers")
"""The folders that the package is made of; with the files at the top."""
ELSEWHERE = (
    "desktop/macos",
    "desktop/windows",
    "line/windows.py",
    "window/voice/macos.py",
    "window/voice/windows.py",
    "windows",
)
"""What of the program is for other systems, and nobody asks for on this one."""
LARGEST = 800_000
"""Bytes that the package may have: half of it is code, a quarter is what seven languages say."""
PATH = "/usr/sbin:/usr/bin:/sbin:/bin"
"""Debian's own Python and tools build, whichever others are in front of them here."""


def main(arguments: list[str]) -> int:
    """Build; return the exit code."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", nargs="?", type=Path, default=ROOT / "dist")
    parser.add_argument("--check", action="store_true")
    asked = parser.parse_args(arguments)
    if trouble := unfit(asked.folder):
        parser.error(trouble)
    package = build(asked.folder)
    if asked.check and not check(package):
        return 1
    print(package)
    return 0


def unfit(folder: Path) -> str:
    """Make the folder if need be; return why a package cannot go there, "" when it can."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except (FileExistsError, NotADirectoryError):
        return f"the package cannot go into {folder}: that is no folder"
    except OSError as problem:
        return f"the package cannot go into {folder}: {problem.strerror}"
    return (
        "" if os.access(folder, os.W_OK) else f"the package cannot go into {folder}: not writable"
    )


def build(folder: Path) -> Path:
    """Build the package into a folder and return its path. Raises SystemExit when that fails."""
    packages.add(lacking(["dpkg-dev", *build_dependencies()]))
    with tempfile.TemporaryDirectory(prefix="unsit-deb-") as scratch:
        tree = Path(scratch) / "unsit"
        copy(tree, changelog.epoch())
        log = Path(scratch) / "log"
        with log.open("wb") as said:
            # What it checks we have added, but for a compiler, which it would ask for, too.
            command = ["dpkg-buildpackage", "--build=binary", "--no-sign", "--no-check-builddeps"]
            done = subprocess.run(
                command, cwd=tree, env=environment(scratch), stdout=said, stderr=said, check=False
            )
        if done.returncode:
            sys.stderr.write(log.read_text(encoding="utf-8", errors="replace"))
            raise SystemExit(f"unsit: the package cannot be built (exit code {done.returncode})")
        name = f"unsit_{__version__}_all.deb"
        return Path(shutil.copyfile(Path(scratch) / name, folder.resolve() / name))


def copy(tree: Path, epoch: int) -> None:
    """Copy what the package is made of, with the time of `epoch` on every file."""
    litter = shutil.ignore_patterns("__pycache__", "*.pyc", ".*", "*~")
    program = ROOT / "daemon" / "unsit"
    elsewhere = {program / path for path in ELSEWHERE}

    def left_out(folder: str, names: list[str]) -> set[str]:
        return litter(folder, names) | {name for name in names if Path(folder, name) in elsewhere}

    for folder in TREE:
        shutil.copytree(ROOT / folder, tree / folder, ignore=left_out)
    for file in ("pyproject.toml", "LICENSE", "README.md", "CHANGELOG.md"):
        shutil.copyfile(ROOT / file, tree / file)
    shutil.copytree(DEBIAN, tree / "debian", ignore=litter)
    day = changelog.day_of(epoch)
    text = changelog.FILE.read_text(encoding="utf-8")
    news = changelog.debian(changelog.releases(text, day))
    (tree / "debian" / "changelog").write_text(news, encoding="utf-8")
    for path in (tree, *tree.rglob("*")):
        path.chmod(0o755 if path.is_dir() or path.name == "rules" else 0o644)
        os.utime(path, (epoch, epoch))


def environment(home: str) -> dict[str, str]:
    """Return what the build is allowed to know: nothing of the person, the place or the hour."""
    return {
        "HOME": home,
        "LC_ALL": "C.UTF-8",
        "PATH": PATH,
        "PYTHONHASHSEED": "0",
        "SOURCE_DATE_EPOCH": str(changelog.epoch()),
        "TZ": "UTC",
    }


def build_dependencies() -> list[str]:
    """Return the packages that debian/control wants for a build."""
    control = (DEBIAN / "control").read_text(encoding="utf-8")
    wanted = control.partition("Build-Depends:")[2].partition("\nStandards-Version")[0]
    names = [each.split()[0] for each in wanted.split(",")]
    return ["debhelper" if name == "debhelper-compat" else name for name in names]


def lacking(names: list[str]) -> dict[str, str]:
    """Return those Debian packages that are not installed here, as `packages.add` takes them."""
    return {name: name for name in names if not is_installed(name)}


def is_installed(package: str) -> bool:
    """Say whether a Debian package is installed."""
    asked = ("dpkg-query", "--show", "--showformat=${db:Status-Status}", package)
    try:
        answer = subprocess.run(asked, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        return False
    return answer.stdout == "installed"


def check(package: Path) -> bool:
    """Hold the package to a second build, to its size, and to lintian; say what is wrong."""
    packages.add(lacking(["lintian"]))
    old = os.umask(0o077)
    with tempfile.TemporaryDirectory(prefix="another-place-") as elsewhere:
        same = build(Path(elsewhere)).read_bytes() == package.read_bytes()
    os.umask(old)
    if not same:
        packages.say("two builds of the same sources are not the same bytes")
    size = package.stat().st_size
    if size > LARGEST:
        packages.say(f"the package has {size:,} bytes, and may have {LARGEST:,}")
    lintian = ("lintian", "--fail-on", "error,warning", "--pedantic", str(package))
    found = subprocess.run(lintian, stdout=sys.stderr, check=False)
    return same and size <= LARGEST and found.returncode == 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
