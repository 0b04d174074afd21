"""A Windows of our own, made of wine: its folder, its programs, its end.

Rules of this room: the standard library only; nothing of it touches the home, the menus or the wine of
whoever runs it. What a Windows Python prints is always read through a pipe: it cannot start with a file.
"""

import os
import select
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

QUIET = {
    "WINEDEBUG": "-all",
    # No .NET and no HTML, which wine would ask to download, and no entries in the menus of Linux.
    "WINEDLLOVERRIDES": "mscoree,mshtml,winemenubuilder.exe=",
}
SHELF = "daemon"
"""Where the package unsit is in the checkout."""

DESKTOP = "1280x800"
"""Pixels of the desktop, and of a screen for it."""

PATIENCE = 120.0
"""Seconds for what takes five on a machine that does nothing else."""


def windows_path(path: Path) -> str:
    """Return how a Windows program calls a file of ours: Z: is the whole of Linux."""
    return "Z:" + str(path.resolve()).replace("/", "\\")


class Wine:
    """One Windows in a folder: `prefix` is its disk C and its registry, `home` its Linux home.

    Two of them do not disturb each other. `python` is the folder of a Windows Python (winpy.py), `root`
    the checkout that it is to import.
    """

    def __init__(self, folder: Path, python: Path, root: Path) -> None:
        self.folder, self.python_folder, self.root = folder, python, root
        self.prefix, self.home = folder / "prefix", folder / "home"
        self.home.mkdir(parents=True, exist_ok=True)
        self.environment = {
            "PATH": os.environ["PATH"],
            "LANG": "C.UTF-8",
            "HOME": str(self.home),
            "WINEPREFIX": str(self.prefix),
            **QUIET,
            "PYTHONPATH": windows_path(root / SHELF),
            # What is compiled is used, by whichever system, and nothing is written: Linux's Python uses the
            # checkout at the same time.
            "PYTHONDONTWRITEBYTECODE": "1",
            "HYPOTHESIS_STORAGE_DIRECTORY": windows_path(folder / "hypothesis"),
        }

    @property
    def disk(self) -> Path:
        """Return the disk C."""
        return self.prefix / "drive_c"

    @property
    def local(self) -> Path:
        """Return %LOCALAPPDATA%."""
        return next((self.disk / "users").glob("*/AppData/Local"))

    def prepare(self) -> None:
        """Make the disk and the registry, as Windows 10; raises CalledProcessError."""
        self.run("wineboot", "--init")
        self.run("wine", "winecfg", "-v", "win10")
        # A desktop with a tray, for whatever is started here and sees a display.
        for key, name, value in (("", "Desktop", "unsit"), (r"\Desktops", "unsit", DESKTOP)):
            explorer = rf"HKCU\Software\Wine\Explorer{key}"
            self.run("wine", "reg", "add", explorer, "/v", name, "/d", value, "/f")
        self.close()

    def python(self, *words: str) -> list[str]:
        """Return the command line that runs the Windows Python."""
        return ["wine", str(self.python_folder / "python.exe"), *words]

    def run(
        self,
        *command: str,
        check: bool = True,
        more: Mapping[str, str] | None = None,
        seconds: float = PATIENCE,
    ) -> "subprocess.CompletedProcess[str]":
        """Run a program to its end, and return what it said, errors included.

        Raises CalledProcessError, unless `check` is false, and TimeoutExpired.
        """
        program = subprocess.Popen(
            command,
            cwd=self.root,
            env={**self.environment, **(more or {})},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        try:
            said = heard(program, seconds).decode(errors="replace").replace("\r\n", "\n")
        except subprocess.TimeoutExpired:
            program.kill()
            raise
        finally:
            program.wait()
        done = subprocess.CompletedProcess(command, program.returncode, said)
        if check:
            done.check_returncode()
        return done

    def close(self) -> None:
        """End every program of this Windows, and wait until they have ended."""
        for wish in ("-k", "-w"):
            subprocess.run(["wineserver", wish], env=self.environment, check=False)


def heard(program: "subprocess.Popen[bytes]", seconds: float) -> bytes:
    """Return what a program says until it ends; raises TimeoutExpired when it does not.

    Not until its pipe is closed: what wine starts beside it, its desktop for one, holds that open.
    """
    said, until = bytearray(), time.monotonic() + seconds
    assert program.stdout is not None
    with program.stdout as pipe:
        while time.monotonic() < until:
            ended = program.poll() is not None
            if select.select([pipe], [], [], 0.05)[0]:
                if not (part := os.read(pipe.fileno(), 65536)):
                    return bytes(said)
                said += part
            elif ended:
                return bytes(said)
    raise subprocess.TimeoutExpired(program.args, seconds, bytes(said))


@contextmanager
def screen() -> Iterator[str]:
    """Give the name of a display that nobody looks at, as large as the desktop, and end it."""
    reading, writing = os.pipe()
    options = ("-displayfd", str(writing), "-screen", "0", f"{DESKTOP}x24", "-nolisten", "tcp")
    server = subprocess.Popen(
        ["Xvfb", *options, "-noreset"], pass_fds=(writing,), stderr=subprocess.DEVNULL
    )
    os.close(writing)
    try:
        with os.fdopen(reading) as number:
            yield f":{number.readline().strip()}"
    finally:
        server.terminate()
        server.wait()
