"""What runs here: Python, Qt, how it was installed, and how a library that is missing gets there.

Rules of this room: it is asked once, by the command line or where something is missing; nothing is imported
to learn its version, and what cannot be learned is left out, never guessed. No index is ever asked for
"unsit": there it may be anybody's.

Sources: the INSTALLER file of installed projects (PEP 376) and where they came from (direct_url.json,
PEP 610); Flatpak's /.flatpak-info; what pipx and uv leave in the environments they make for one program
(pipx_metadata.json, uv-receipt.toml); PyInstaller's sys.frozen.
"""

import importlib.metadata
import importlib.util
import json
import platform
import shlex
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import url2pathname

from unsit import __version__, places
from unsit.core.language import _

QT = (("PySide6-Essentials", "PySide6"), ("PySide6", "PySide6"), ("PyQt6", "PyQt6"))
"""What Qt can come by: the distribution that names its version, and what is imported of it."""
FLATPAK = Path("/.flatpak-info")
DEBIAN = Path("/usr/lib/python3/dist-packages")
DEBIAN_VERSION = Path("/etc/debian_version")
"""Stands on Debian and on what is made from it."""
RECEIPTS = {"pipx_metadata.json": "pipx", "uv-receipt.toml": "uv tool"}
"""What lies in an environment that belongs to one program, and who put it there."""


def lines() -> tuple[str, str, str]:
    """Return the name and version, what it runs on, and how it was installed. Scripts read the first."""
    return f"unsit {__version__}", f"Python {platform.python_version()}, {qt()}", installed()


def qt() -> str:
    """Return by what Qt is used, and its version where that is known; or that there is none."""
    for distribution, module in QT:
        try:
            return f"{module} {importlib.metadata.version(distribution)}"
        except importlib.metadata.PackageNotFoundError:
            continue
    # A frozen program may have left the metadata behind, and not every distribution packs it.
    return next((module for _of, module in QT if _is_there(module)), _("no Qt"))


def _is_there(module: str) -> bool:
    try:
        return importlib.util.find_spec(module) is not None
    except ModuleNotFoundError:  # so says the door of Qt where there is none, if somebody opened it
        return False


def installed(package: Path = Path(__file__).parent, flatpak: Path = FLATPAK) -> str:
    """Return how this Unsit was installed, in a few words."""
    if flatpak.exists():
        return _("installed as a Flatpak")
    if image := places.appimage():
        return _("run from the AppImage {file}").format(file=image)
    if places.is_frozen():
        words = _("installed as a program of its own, in {folder}")
        return words.format(folder=Path(sys.executable).parent)
    if package.parent == DEBIAN:
        return _("installed as a package of this system")
    return _by_metadata(package)


def _by_metadata(package: Path) -> str:
    try:
        ours = importlib.metadata.distribution("unsit")
    except importlib.metadata.PackageNotFoundError:
        ours = None
    if ours is None or Path(str(ours.locate_file("unsit"))) != package:
        return _("run from the checkout in {folder}").format(folder=package.parents[1])
    installer = _owner() or (ours.read_text("INSTALLER") or "").strip()
    words = _("installed by {installer}, in {folder}") if installer else _("installed in {folder}")
    return words.format(installer=installer, folder=sys.prefix)


def _owner() -> str:
    """Return what made this environment for Unsit alone, "" where nobody did."""
    receipts = ((Path(sys.prefix, file), owner) for file, owner in RECEIPTS.items())
    return next((owner for file, owner in receipts if file.is_file()), "")


def adding(library: str, package: str, *, anew: bool = False) -> str:
    """Return the command that adds a library to this Unsit, "" where nothing can be added.

    `library` is named as for pip, `package` is Debian's: its own Python takes that, and refuses pip. With `anew`
    a version that is there gives way to the one that is named.
    """
    if FLATPAK.exists() or places.appimage() or places.is_frozen():
        return ""
    is_debians = sys.prefix == "/usr" and DEBIAN_VERSION.exists()
    if is_debians and not anew:
        return f"sudo apt install {package}"
    # What is to give way there came by pip, past Debian: so does what takes its place.
    past = ["--user", "--break-system-packages"] if is_debians else []
    forced = ["--force"] if anew else []  # without it pipx leaves what is there, and says so
    words = {
        "pipx": ["pipx", "inject", *forced, Path(sys.prefix).name, library],
        "uv tool": ["uv", "tool", "install", "--with", library, _source()],
    }.get(_owner(), [_python(), "-m", "pip", "install", *past, library])
    return subprocess.list2cmdline(words) if sys.platform == "win32" else shlex.join(words)


def _source() -> str:
    """Return the folder that this was installed from, else the one where somebody stands."""
    try:
        origin = importlib.metadata.distribution("unsit").read_text("direct_url.json")
    except importlib.metadata.PackageNotFoundError:
        origin = None
    return url2pathname(urlsplit(json.loads(origin)["url"]).path) if origin else "."


def _python() -> str:
    """Return this Python as somebody calls it in a terminal: pythonw.exe would say nothing there."""
    here = Path(sys.executable)
    return str(here.with_name("python.exe")) if here.name == "pythonw.exe" else str(here)
