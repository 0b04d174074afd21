#!/usr/bin/env python3
"""Build an AppImage: ``python3 installers/linux/appimage.py [FOLDER]``; its path is the last line.

For release CI. NOT BUILT SO FAR: python-appimage, which does the work, fetches a Python and the runtime
of AppImages from its forge, which cannot be had where Unsit is developed. What is tried by a test is the
recipe that it is handed. Needs the checkout's environment (`installers/source.py setup`).

Source: python-appimage 1.4, "Developers' corner".
"""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "daemon")]

from installers.linux import share  # found by the line above

PYTHON = "3.12"
TOOL = "python-appimage==1.4.6"
ENTRY = '{{ python-executable }} -m unsit "$@"\n'
"""What starts it; python-appimage puts its Python in."""


def recipe(folder: Path, wheel: Path) -> None:
    """Write what python-appimage wants: entry, icon, metainfo, what to install, and how to start it."""
    folder.mkdir(parents=True)
    known = dict(share.files())
    (folder / "unsit.desktop").write_bytes(known["applications/unsit.desktop"])
    (folder / "unsit.png").write_bytes(known["icons/hicolor/256x256/apps/unsit.png"])
    (folder / "unsit.appdata.xml").write_bytes(
        next(content for path, content in known.items() if path.startswith("metainfo/"))
    )
    (folder / "entrypoint.sh").write_text(ENTRY, encoding="utf-8")
    (folder / "requirements.txt").write_text(f"{wheel}\n", encoding="utf-8")


def main(arguments: list[str]) -> int:
    """Build; return the exit code."""
    out = Path(arguments[0] if arguments else ROOT / "dist").resolve()
    with tempfile.TemporaryDirectory(prefix="unsit-appimage-") as scratch:
        built = ("-m", "build", "--no-isolation", "--wheel", "--outdir", scratch, str(ROOT))
        _run(sys.executable, *built)
        recipe(Path(scratch, "unsit"), next(Path(scratch).glob("*.whl")))
        _run(sys.executable, "-m", "pip", "install", "--quiet", "--target", f"{scratch}/tool", TOOL)
        tool = f"import sys; sys.path.insert(0, '{scratch}/tool'); import python_appimage.__main__ as m; m.main()"
        _run(
            sys.executable,
            "-c",
            tool,
            "build",
            "app",
            "-p",
            PYTHON,
            f"{scratch}/unsit",
            cwd=scratch,
        )
        (image,) = Path(scratch).glob("*.AppImage")
        out.mkdir(parents=True, exist_ok=True)
        print(shutil.copy(image, out))
    return 0


def _run(*command: str, cwd: str | None = None) -> None:
    subprocess.run(command, cwd=cwd, stdout=sys.stderr, check=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
