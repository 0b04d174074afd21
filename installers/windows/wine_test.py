#!/usr/bin/env python3
"""Test Unsit for Windows on Linux, by running it under wine.

    python3 installers/windows/wine_test.py                     all of it
    python3 installers/windows/wine_test.py inside [words]      the tests inside a Windows Python
    python3 installers/windows/wine_test.py desktop [words]     Unsit on a desktop, with mouse and keys
    python3 installers/windows/wine_test.py setup [words]       built, installed, used, removed
    python3 installers/windows/wine_test.py whole [words]       the same with Qt, and its windows; takes minutes,
                                                                and is no part of "all of it"

What fails is tried once more, alone, unless there are words after a part's name: they go to pytest, which
runs once then. With `--in FOLDER` before the name what takes long (the Windows Python, the Windows of wine,
the built program) stays in FOLDER, and is used from there the next time; remove it when requirements/ have
changed, and FOLDER/build when a program is to be built anew.

Rules of this file: the standard library only, on a machine that may have nothing but Python. It says
"wine" and never "Windows": what holds here was not seen on a real Windows yet.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from installers import packages, source  # found by the line above
from installers.windows.parts import FailedError, Parts
from installers.windows.trying import closing, twice_at_most
from installers.windows.wine import SHELF, Wine, screen, windows_path

HERE = Path(__file__).resolve().parent
TESTS = ROOT / "tests" / "windows"
PROGRAMS = {
    "wine": "wine",
    "wine64": "wine64",
    "x86_64-w64-mingw32-gcc": "gcc-mingw-w64-x86-64-win32",
    "makensis": "nsis",
    "osslsigncode": "osslsigncode",
    **{name: packages.TEST_PROGRAMS[name] for name in ("openssl", "xdotool", "Xvfb")},
}
"""What it needs of Debian, by the package."""

WINE = Path("/usr/lib/wine")
"""Where Debian keeps those programs of wine that are not to be called by hand."""

DRIVERS = ("pytest", "pillow", "platformdirs", "click", "rich", "schedule", "tomlkit", "jeepney")
"""What drives a test from Linux, and what of Unsit it asks."""

NUMBERS_ALONE = (
    *("answers", "choosing", "cues", "elsewhere", "floor", "holding", "hurting", "invariants"),
    *("memory", "player", "resume", "resume_and_hurt", "session", "turn", "value", "watching"),
)
"""Of tests/core, whose rooms import nothing of a system: what reckons with numbers alone. It takes three
quarters of the time there; a Windows of its own would run it (`source.py test`). What goes by the clock and
the calendar, or by languages, stays."""

INSIDE = (
    "tests/core",
    *(f"--ignore=tests/core/test_{name}.py" for name in NUMBERS_ALONE),
    "tests/daemon/test_child.py",
    *(f"tests/test_{name}.py" for name in ("control", "journal", "loop", "places", "watch")),
    "tests/windows",
    "--ignore=tests/windows/desktop",
    "--ignore=tests/windows/setup",
    "--ignore=tests/windows/whole",
)
PARTS = ("inside", "desktop", "setup")
WHOLE = "whole"
"""The part that is run only when it is named: there is four times as much to pack."""

TESTS_INSIDE = """
import ctypes, sys, pytest
ctypes.WinDLL("user32").GetDesktopWindow()
sys.exit(pytest.main())
"""
"""Runs pytest, after it has had wine start its desktop. That keeps open whatever pipes its first user has,
so no test shall be that; and it ends a second after its last user, so this is the very process of the tests."""
LONG = 600.0
"""Seconds for what takes half a minute on a machine that does nothing else."""


class Run:
    """One run: what it makes once, in `folder`, and the three parts that use it."""

    def __init__(self, folder: Path, words: list[str]) -> None:
        self.folder, self.words, self.parts = folder, words, Parts()
        self.python_folder, self.build = folder / "python", folder / "build"
        self.first = Wine(folder / "first", self.python_folder, ROOT)
        self.second = Wine(folder / "second", self.python_folder, ROOT)

    def go(self, wanted: list[str]) -> int:
        """Do these parts; return the exit code."""
        try:
            self.parts.run("Debian's packages", add_programs)
            with ThreadPoolExecutor() as pool:
                together([pool.submit(self.make_windows), pool.submit(self.make_python)])
                built = ("setup", WHOLE)
                lanes = [
                    [name for name in wanted if name not in built],
                    [name for name in wanted if name in built],
                ]
                together([pool.submit(self.lane, lane) for lane in lanes])
        except FailedError:
            pass
        finally:
            self.first.close()
            self.second.close()
        print(self.parts.table())
        return int(self.parts.failed)

    def lane(self, names: list[str]) -> None:
        """Do parts one after the other, each also after one has failed."""
        for name in names:
            try:
                getattr(self, name)()
            except FailedError:
                continue

    def inside(self) -> None:
        """Run the tests that run inside a Windows Python; it has a desktop, which nobody touches."""

        def run(*options: str) -> str:
            command = self.first.python("-c", TESTS_INSIDE, *INSIDE, *options, *self.words)
            with screen() as display:
                try:
                    return self.first.run(*command, seconds=LONG, more={"DISPLAY": display}).stdout
                finally:
                    self.first.close()  # what it started is on a display that is about to go

        cache = self.folder / "cache-inside"
        named = windows_path(cache)
        self.parts.run("tests inside", lambda: self.tried(run, cache, named), str)

    def desktop(self) -> None:
        """Run the tests with a desktop."""
        self.drive("tests on a desktop", self.first, "desktop")

    def setup(self) -> None:
        """Build the program without Qt, its setup program, and run the tests of both."""
        self.make_setup("--without-qt")
        self.drive("tests of the setup", self.second, "setup")

    def whole(self) -> None:
        """Build the program with Qt and the pictures of the history, install it, and look at its windows."""
        self.build = self.folder / "build-whole"
        if not (self.python_folder / "Lib" / "site-packages" / "matplotlib").exists():
            command = (self.driver(), str(HERE / "winpy.py"), str(self.python_folder), "--plots")
            self.parts.run("matplotlib for it", lambda: call(*command))
        self.make_setup()
        self.drive("tests of the whole setup", self.second, "whole")

    def make_setup(self, *options: str) -> None:
        """Build the program and its setup program into `build`, unless that was done."""
        if list(self.build.glob("*-setup.exe")):
            return
        build, out = str(HERE / "build.py"), windows_path(self.build)
        folder = self.second.python(build, "folder", *options, "--out", out)
        self.parts.run("building the program", lambda: self.second.run(*folder, seconds=LONG))
        setup = [sys.executable, build, "setup", "--out", str(self.build)]
        self.parts.run("building its setup", lambda: call(*setup), lambda _: self.size(*options))

    def size(self, *options: str) -> str:
        """Say how large the setup program is."""
        setup = next(self.build.glob("*-setup.exe"))
        return " ".join((f"{setup.stat().st_size / 1e6:.1f} MB", *options))

    def drive(self, name: str, wine: Wine, tests: str) -> None:
        """Run tests of a folder on Linux, with a Windows before them."""
        told = {
            "UNSIT_WINE": str(wine.folder),
            "UNSIT_WINE_PYTHON": str(self.python_folder),
            "UNSIT_WINE_BUILD": str(self.build),
        }
        command = (self.driver(), "-m", "pytest", str(TESTS / tests), *self.words)
        cache = self.folder / f"cache-{tests}"

        def run(*options: str) -> str:
            return call(*command, *options, more=told)

        self.parts.run(name, lambda: self.tried(run, cache, str(cache)), str)

    def tried(self, run: Callable[..., str], cache: Path, named: str) -> str:
        """Run tests, and what failed once more (see `twice_at_most`); return pytest's closing line.

        With words for pytest they run once: `-x` ends a run in its middle, and a second one of what has
        failed would pass for all that never ran.
        """
        return closing(run()) if self.words else twice_at_most(run, cache, named)

    def make_windows(self) -> None:
        """Make a Windows of wine, and another one like it."""
        if not self.first.prefix.exists():
            self.parts.run("a Windows of wine, twice", self._make_windows)

    def _make_windows(self) -> None:
        self.first.prepare()
        shutil.copytree(self.first.prefix, self.second.prefix, symlinks=True)

    def make_python(self) -> None:
        """Make a Windows Python, and a Python of Linux that makes it, where there is none to use."""
        driver = self.driver()
        if not Path(driver).exists():
            self.parts.run("a Python to drive with", self._make_driver)
        if not (self.python_folder / "python.exe").exists():
            command = (driver, str(HERE / "winpy.py"), str(self.python_folder))
            self.parts.run("a Windows Python", lambda: call(*command))
        # Once, and not by each Windows program that is started: of one version, which the driver and the
        # Python that it has made are, it is the same code on every system.
        code = (driver, "-m", "compileall", "-q", str(ROOT / SHELF))
        self.parts.run("Unsit compiled for it", lambda: call(*code))

    def _make_driver(self) -> None:
        tools = self.folder / "tools"
        call(sys.executable, "-m", "venv", str(tools))
        lines = self.folder / "tools.txt"
        lines.write_text(call(self.driver(), str(HERE / "locked.py"), *DRIVERS), encoding="utf-8")
        pip = (self.driver(), "-m", "pip", "--disable-pip-version-check", "install", "--quiet")
        call(*pip, "--no-deps", "--require-hashes", "-r", str(lines))

    def driver(self) -> str:
        """Return the Python that drives: that of the checkout if it is set up for tests, else our own."""
        stamp = source.STAMP.read_text(encoding="utf-8") if source.STAMP.exists() else ""
        ready = stamp == source.fingerprint("test")
        return str(source.PYTHON if ready else self.folder / "tools" / "bin" / "python")


def call(*command: str, more: dict[str, str] | None = None) -> str:
    """Run a program to its end, and return what it said, errors included; raises CalledProcessError."""
    around = os.environ | {"PYTHONPATH": str(ROOT / "daemon")} | (more or {})
    done = subprocess.run(
        command,
        cwd=ROOT,
        env=around,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=True,
        timeout=LONG,
    )
    return done.stdout


def together(waited: list[Future[None]]) -> None:
    """Wait for all of these; raises FailedError when one has failed."""
    problems = [problem for one in waited if (problem := one.exception())]
    if problems:
        raise problems[0]


def add_programs() -> None:
    """Add what this machine lacks, or end with what its owner has to do."""
    there = {*filter(packages.is_there, PROGRAMS), *(path.name for path in WINE.glob("*"))}
    lacks = {name: package for name, package in PROGRAMS.items() if name not in there}
    if not source.STAMP.exists():
        lacks.update(packages.lacking_venv())
    packages.add(lacks)


@contextmanager
def kept_or_not(folder: str) -> Iterator[Path]:
    """Give the folder that was named, or one that is gone afterwards; its path is short."""
    if folder:
        path = Path(folder).resolve()
        path.mkdir(parents=True, exist_ok=True)
        yield path
        return
    path = Path(tempfile.mkdtemp(prefix="unsit-wine-"))
    try:
        yield path
    finally:
        shutil.rmtree(path, ignore_errors=True)


def main(words: list[str]) -> int:
    """Test; return the exit code."""
    keep = words[1] if words[:1] == ["--in"] and len(words) > 1 else ""
    rest = words[2:] if keep else words
    if rest and rest[0] not in (*PARTS, WHOLE):
        print((__doc__ or "").partition("\n\nRules")[0], file=sys.stderr)
        return 0 if rest[0] in ("-h", "--help") else 2
    with kept_or_not(keep) as folder:
        return Run(folder, rest[1:]).go(rest[:1] or list(PARTS))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
