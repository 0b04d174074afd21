"""Build Unsit for macOS: Unsit.app, and the disk image that brings it. Experimental: never tried.

    python3 installers/macos/build.py [--out FOLDER]              both, on a Mac
    python3 installers/macos/build.py --plists [--out FOLDER]     what macOS is told of it, anywhere

The program is built on a Mac, by a Python with requirements/run.txt and PyInstaller, which also signs it
for this machine's own use (ad hoc); hdiutil, which comes with macOS, makes the image.
"""

import argparse
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "daemon")]

from installers import needed  # found by the lines above
from installers.macos import bundle
from unsit import __version__

HERE = Path(__file__).resolve().parent


def build_app(out: Path) -> Path:
    """Build the program, and return it; raises CalledProcessError."""
    made = ROOT / "build" / "macos"
    shutil.rmtree(made, ignore_errors=True)
    bundle.write(made)
    where = ("--distpath", out, "--workpath", made / "work", "--noconfirm", "--log-level", "WARN")
    command = (sys.executable, "-m", "PyInstaller", *where, HERE / "unsit.spec", "--", made)
    subprocess.run(
        [str(word) for word in command], check=True, env=os.environ | {"PYTHONHASHSEED": "1"}
    )
    return out / bundle.NAME


def build_image(app: Path) -> Path:
    """Put the program onto a disk image, beside a way to Applications; raises CalledProcessError."""
    stage = ROOT / "build" / "macos" / "stage"
    shutil.rmtree(stage, ignore_errors=True)
    shutil.copytree(app, stage / app.name, symlinks=True)
    (stage / "Applications").symlink_to("/Applications")
    image = app.parent / f"unsit-{__version__}.dmg"
    command = ["hdiutil", "create", "-volname", "Unsit", "-srcfolder", str(stage)]
    subprocess.run([*command, "-format", "UDZO", "-ov", str(image)], check=True)
    return image


def main(arguments: list[str]) -> int:
    """Build what was asked for; return the exit code. The last line is where it is."""
    parser = argparse.ArgumentParser(
        prog="build.py", description=(__doc__ or "").partition("\n")[0]
    )
    parser.add_argument("--plists", action="store_true", help="only the plists and the icon")
    parser.add_argument("--out", type=Path, default=ROOT / "dist", help="where it is put")
    asked = parser.parse_args(arguments)
    out = asked.out.resolve()
    if not asked.plists and sys.platform != "darwin":
        print("build: Unsit.app is built on macOS only; --plists works here, too", file=sys.stderr)
        return 1
    needed.libraries("PIL", *(() if asked.plists else ("PyInstaller",)))
    if asked.plists:
        for file in bundle.write(out):
            print(file)
        return 0
    try:
        print(build_image(build_app(out)))
    except subprocess.CalledProcessError as failure:
        print(f"build: {failure.cmd[0]} failed; what it said stands above", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
