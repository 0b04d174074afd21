"""What is said when a daemon has started: the first-run page to who is new, a line in a terminal.

Rules of this room: the page comes where there is a screen for it, until it is answered or something else was
chosen or done, and takes the keyboard only from who has started us; what nobody would read is not printed.
"""

import os
import sys

from unsit import journal, places, settings
from unsit.core.language import N_, _
from unsit.daemon import told
from unsit.daemon.daemon import Daemon
from unsit.desktop import autostart

if sys.platform == "win32":
    from unsit.windows import console
    from unsit.windows.starting import by_shortcut

SETTLED = 1.0
"""Seconds until the tray is there, and the first-run page may come."""
RUNS = N_("Unsit runs. Its icon is in the tray; Ctrl+C or `unsit quit` ends it.")
BARE = N_(
    "Unsit goes on without a desktop; `unsit doctor` says what is missing, `unsit quit` ends it."
)
AT_LOGIN = N_("To have it started at login: `unsit autostart on`.")


def greet(daemon: Daemon, first: bool) -> None:
    """Welcome whoever is there; `first` says that the settings file was made just now."""
    if has_screen() and is_new() and not told.was(told.WELCOME):
        daemon.loop.later(SETTLED, daemon.welcome, was_asked_for())
    if not is_seen():
        return
    print(_(RUNS if has_screen() else BARE), file=sys.stderr)
    if first and not has_screen() and autostart() is not None:  # the first-run page would ask
        print(_(AT_LOGIN), file=sys.stderr)


def is_new() -> bool:
    """Say whether nothing was chosen or done yet; the first start may have been without a screen."""
    try:
        if any(path.exists() for path in (journal.path(), places.data_dir() / "history.db")):
            return False
        return settings.are_defaults(places.settings_file())
    except OSError:
        return False


def has_screen() -> bool:
    """Say whether a window could be seen."""
    if sys.platform in ("win32", "darwin"):
        return True  # who is logged in there sits before one
    return bool(os.environ.get("WAYLAND_DISPLAY") or os.environ.get("DISPLAY"))


def is_seen() -> bool:
    """Say whether somebody reads what we print; without a console Windows has no stderr at all."""
    if sys.stderr is None or not sys.stderr.isatty():
        return False
    return sys.platform != "win32" or console.is_one(sys.stderr.fileno())


def was_asked_for() -> bool:
    """Say whether somebody has started us just now, in a terminal or from a menu, and not a login."""
    if sys.platform == "darwin":  # launchd names an agent by its label alone
        opened = os.environ.get("XPC_SERVICE_NAME", "").startswith("application.")
        return opened or is_seen()
    if sys.platform == "win32" and by_shortcut():
        return True
    tokens = ("XDG_ACTIVATION_TOKEN", "DESKTOP_STARTUP_ID")
    return is_seen() or any(os.environ.get(name) for name in tokens)
