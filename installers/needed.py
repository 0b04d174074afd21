"""What a build of a program for Windows or macOS needs: looked for first, and told with the command that brings it."""

import importlib.util
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

REQUIREMENTS = Path(__file__).resolve().parents[1] / "requirements"
LIBRARIES = {"PIL": "Pillow", "PyInstaller": "PyInstaller"}
"""By what each is imported, and what it is called: one draws the icon, one builds."""
PROGRAMS = {
    "makensis": (
        "nsis.sourceforge.io",
        {"linux": "apt install nsis", "win32": "winget install NSIS.NSIS"},
    ),
    "osslsigncode": ("github.com/mtrojnar/osslsigncode", {"linux": "apt install osslsigncode"}),
}
"""Where each is at home, and the command that brings it on a system, where we know one."""


def libraries(*modules: str) -> None:
    """End with a sentence where this Python lacks one of these that build a program."""
    lacking = [LIBRARIES[module] for module in modules if not importlib.util.find_spec(module)]
    if not lacking:
        return
    files = [str(REQUIREMENTS / name) for name in ("run.txt", "program.txt")]
    words = [sys.executable, "-m", "pip", "install", "-r", files[0], "-r", files[1]]
    command = subprocess.list2cmdline(words) if sys.platform == "win32" else shlex.join(words)
    sys.exit(f"build: this Python lacks {' and '.join(lacking)}: `{command}` brings what is needed")


def program(name: str, *places: str) -> str:
    """Return where a program is, found by its name or at one of `places`; end with a sentence where it is not."""
    found = next(filter(None, map(shutil.which, (name, *places))), None)
    if found is None:
        home, commands = PROGRAMS[name]
        command = commands.get(sys.platform)
        brings = f": `{command}` brings it" if command else ""
        sys.exit(f"build: {name} is not there{brings} ({home})")
    return found
