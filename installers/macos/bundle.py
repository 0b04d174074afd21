"""What macOS is told of Unsit: the program's plist, its icon, and the agent that starts it at login.

Rules of this room: nothing of macOS is needed, so that all of it is written and read back anywhere.
Sources: Apple's Information Property List reference, launchd.plist(5). Never tried on a Mac.
"""

import plistlib
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "daemon"))

from unsit import __version__  # found by the line above
from unsit.core.language import LANGUAGES
from unsit.desktop.macos.autostart import IDENTIFIER, agent

NAME = "Unsit.app"
PROGRAM = "unsit"
ICON = "unsit.icns"
ICON_SIZES = (1024, 512, 256, 128, 64, 32)
"""Pixels: those that an .icns holds."""
OLDEST = "13.0"
"""The oldest macOS that the session window's Qt runs on (PySide6 6.11)."""
INSTALLED = Path("/Applications") / NAME / "Contents" / "MacOS" / PROGRAM


def information() -> dict[str, Any]:
    """Return the program's Info.plist: an agent without a Dock icon, in each of our languages."""
    return {
        "CFBundleDevelopmentRegion": "en",
        "CFBundleDisplayName": "Unsit",
        "CFBundleExecutable": PROGRAM,
        "CFBundleIconFile": ICON,
        "CFBundleIdentifier": IDENTIFIER,
        "CFBundleInfoDictionaryVersion": "6.0",
        "CFBundleLocalizations": list(LANGUAGES),
        "CFBundleName": "Unsit",
        "CFBundlePackageType": "APPL",
        "CFBundleShortVersionString": __version__,
        "CFBundleVersion": __version__,
        "LSApplicationCategoryType": "public.app-category.healthcare-fitness",
        "LSMinimumSystemVersion": OLDEST,
        "LSUIElement": True,
        "NSHighResolutionCapable": True,
        "NSHumanReadableCopyright": "MIT License",
    }


def draw_icon(file: Path) -> None:
    """Draw the program's icon, each size by itself, so that the small ones are sharp."""
    from unsit import painter  # its library may not be there: whoever builds is told so first

    pictures = [painter.app(size) for size in ICON_SIZES]
    pictures[0].save(file, "ICNS", append_images=pictures[1:])


def write(folder: Path) -> list[Path]:
    """Write all of it into a folder, and return the files; raises OSError.

    The agent is what `unsit autostart on` writes where the program lies in Applications.
    """
    folder.mkdir(parents=True, exist_ok=True)
    files = [folder / "Info.plist", folder / f"{IDENTIFIER}.plist", folder / ICON]
    for file, said in zip(files, (information(), agent([str(INSTALLED)])), strict=False):
        file.write_bytes(plistlib.dumps(said))
    draw_icon(files[2])
    return files
