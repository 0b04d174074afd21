"""Can Qt open a window here? Found out without Qt's help.

When a library of its platform plugin is missing, or no display answers, Qt aborts the process
(SIGABRT) and blames libxcb-cursor0 whatever the cause. So the plugin is loaded and the display
reached by hand first, and the answer is one sentence that names the package to install.

Rules of this room: nothing is imported from Qt but the modules the window needs anyway, and no
QApplication is made.
"""

import ctypes
import re
import socket
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from unsit import places, qt
from unsit.core.language import N_, _

PACKAGES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libX11.so.6": "libx11-6",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxcb.so.1": "libxcb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxkbcommon.so.0": "libxkbcommon0",
}
"""The Debian package of each library that Qt's wheel expects of the system."""

PLUGIN_KINDS = ("", "-generic")
"""How the file of a platform ends; Wayland's was called generic before Qt 6.10."""

ANSWER = 2.0
"""Seconds for a compositor to take a call, which takes it a moment of one."""

ABORTING = (6, 12, 0)
"""This PySide6 takes a reference to None too few in every call, which ends Pythons before 3.12
after a few thousand calls (PYSIDE-3474)."""


LIBRARY = N_("The session window needs {library}; on Debian: {command}")
NO_QT = N_("The session window needs PySide6 or PyQt6: `{command}`.")
BUILT_WITHOUT = N_(
    "The session window is not in this Unsit, which was built without Qt: the larger setup program has it."
)
"""What is said by a program of its own, to which pip can add nothing."""
ABORTS = N_("PySide6 6.12.0 aborts on this Python: {command}")
"""What is wrong where a command puts it right."""


class NoWindowError(Exception):
    """No window can be opened, and why, in one sentence for the person at the desk."""


def check(environ: Mapping[str, str], system: str) -> str | None:
    """Return the Qt platform to use, or None where Qt needs no telling.

    `system` is a value of sys.platform. Raises NoWindowError when there is no way.
    """
    plugins = load()
    if not system.startswith("linux"):
        return None
    reasons = []
    for platform in platforms(environ):
        reason = trouble(platform, plugins, environ)
        if reason is None:
            return platform
        reasons.append(reason)
    if not reasons:
        raise NoWindowError(
            _("The session window needs a display, but neither DISPLAY nor WAYLAND_DISPLAY is set.")
        )
    raise NoWindowError(reasons[0])


def load() -> Path:
    """Import Qt; return the folder of its platform plugins. Raises NoWindowError."""
    try:
        import PySide6
        import PySide6.QtWidgets
    except ModuleNotFoundError as error:
        if places.is_frozen():
            raise NoWindowError(_(BUILT_WITHOUT)) from error
        raise NoWindowError(_(NO_QT).format(command=bringing())) from error
    except ImportError as error:
        raise NoWindowError(missing(str(error))) from error
    if qt.chosen() == qt.PYSIDE and aborts(PySide6.__version_info__[:3], sys.version_info[:2]):
        raise NoWindowError(
            _(ABORTS).format(command=bringing("PySide6-Essentials<6.12", anew=True))
        )
    from PySide6.QtCore import QLibraryInfo

    return Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath)) / "platforms"


def platforms(environ: Mapping[str, str]) -> Iterator[str]:
    """Yield the Qt platforms to try, best first.

    X11 comes first even under Wayland (through XWayland): xdg-shell knows neither windows above
    others nor a place of one's own on the screen.
    """
    chosen = environ.get("QT_QPA_PLATFORM", "")
    if chosen:
        yield from (one for one in chosen.split(";") if one)
        return
    if environ.get("DISPLAY"):
        yield "xcb"
    if environ.get("WAYLAND_DISPLAY"):
        yield "wayland"


def trouble(platform: str, plugins: Path, environ: Mapping[str, str]) -> str | None:
    """Return why a platform cannot be used, as a sentence; None when it can.

    `platform` may carry options after a colon, as in QT_QPA_PLATFORM.
    """
    name = platform.partition(":")[0]
    files = [plugins / f"libq{name}{kind}.so" for kind in PLUGIN_KINDS]
    plugin = next((file for file in files if file.exists()), None)
    if plugin is None:
        words = _("The session window cannot use Qt's platform {name}: it is not installed.")
        return words.format(name=repr(name))
    try:
        ctypes.CDLL(str(plugin))
    except OSError as error:
        return missing(str(error))
    display = environ.get("DISPLAY", "")
    if name == "xcb" and not _x_answers(display):
        words = _("The session window cannot reach the X display {display}.")
        return words.format(display=display)
    if name == "wayland" and not _compositor_answers(environ):
        where = environ.get("WAYLAND_DISPLAY", "")
        words = _("The session window cannot reach the Wayland display {display}.")
        return words.format(display=where)
    return None


def aborts(pyside: tuple[int, ...], python: tuple[int, ...]) -> bool:
    """Say whether this PySide6 would end this Python before long."""
    return pyside == ABORTING and python < (3, 12)


def bringing(library: str = "PySide6-Essentials", *, anew: bool = False) -> str:
    """Return the command that brings a Qt for this Python; with `anew`, in place of the one that is there."""
    from unsit import edition  # takes a while, and is hardly ever needed

    return edition.adding(library, "python3-pyqt6", anew=anew)


def missing(error: str) -> str:
    """Turn the loader's message about a library into a sentence with its Debian package."""
    found = re.search(r"lib[\w.+-]+\.so[.\d]*", error)
    library = found[0] if found else ""
    package = PACKAGES.get(library)
    if package is None:
        words = _("The session window cannot load a part of Qt: {problem}.")
        return words.format(problem=error.rstrip("."))
    return _(LIBRARY).format(library=library, command=f"sudo apt install {package}")


def parted(sentence: str) -> tuple[str, dict[str, str]]:
    """Return which sentence with a repair this is, and its fields; "" = none."""
    for kind in (LIBRARY, NO_QT, BUILT_WITHOUT, ABORTS):
        pattern = re.sub(r"\\\{(\w+)\\\}", r"(?P<\1>.+)", re.escape(_(kind)))
        if found := re.fullmatch(pattern, sentence):
            return kind, found.groupdict()
    return "", {}


def _x_answers(display: str) -> bool:
    """Try the X server. Qt's plugin has already loaded libxcb, so it is there."""
    xcb = ctypes.CDLL("libxcb.so.1")
    xcb.xcb_connect.restype = ctypes.c_void_p
    connection = ctypes.c_void_p(xcb.xcb_connect(display.encode(), None))
    refused = xcb.xcb_connection_has_error(connection)
    xcb.xcb_disconnect(connection)
    return not refused


def _compositor_answers(environ: Mapping[str, str]) -> bool:
    """Try the compositor's socket, where libwayland looks for it."""
    if environ.get("WAYLAND_SOCKET"):
        return True  # a connection that was handed to us, good for one
    place = Path(environ.get("XDG_RUNTIME_DIR", "/"), environ.get("WAYLAND_DISPLAY") or "wayland-0")
    with socket.socket(socket.AF_UNIX) as line:  # type: ignore[attr-defined, unused-ignore]  # win32
        line.settimeout(ANSWER)
        return line.connect_ex(str(place)) == 0
