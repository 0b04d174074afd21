#!/usr/bin/env python3
"""Build the setup program for Windows on Linux, by wine: ``installers/windows/wine_build.py FOLDER``.

It brings no Qt, of which wine runs only old ones: the tray, the reminders, and stretches in the terminal. The
whole one is built on Windows, by build.py.
"""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "daemon")]

from installers.windows import build  # found by the line above
from installers.windows.wine import Wine, windows_path

HERE = Path(__file__).resolve().parent
LONG = 600.0
"""Seconds for what takes half a minute on a machine that does nothing else."""


def make(folder: Path) -> Path:
    """Build into a folder, and return the setup program. Raises subprocess.CalledProcessError."""
    python, made = folder / "python", folder / "made"
    subprocess.run([sys.executable, HERE / "winpy.py", python], check=True, stdout=sys.stderr)
    wine = Wine(folder / "wine", python, ROOT)
    moment = {"SOURCE_DATE_EPOCH": str(build.moment())}
    try:
        wine.prepare()
        words = (str(HERE / "build.py"), "folder", "--without-qt", "--out", windows_path(made))
        wine.run(*wine.python(*words), more=moment, seconds=LONG)
    finally:
        wine.close()
    return build.build_setup(made / "unsit", made)


def main(arguments: list[str]) -> int:
    """Build; return the exit code. The last line is where the setup program is."""
    if len(arguments) != 1:
        print(__doc__, file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory(prefix="unsit-wine-") as folder:
        try:
            setup = make(Path(folder))
        except subprocess.CalledProcessError as failure:
            print(f"{failure.stdout or ''}\nwine_build: {failure.cmd[0]} failed", file=sys.stderr)
            return 1
        name = setup.name.replace("-setup", "-without-qt-setup")
        target = Path(arguments[0]).resolve() / name
        target.parent.mkdir(parents=True, exist_ok=True)
        print(shutil.copyfile(setup, target))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
