"""Asks the desktop whether less should move.

Qt can tell since 6.12. Before that it is asked of the desktop itself: Windows tells at once, GNOME and
others by the settings portal, Plasma by a file. These two take a moment, so the first picture does not
wait for them.
"""

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from unsit.window import windows

WANTED = {"full": False, "reduced": True}
"""What the setting says; "auto" leaves it to the desktop."""

PORTAL, OBJECT = "org.freedesktop.portal.Desktop", "/org/freedesktop/portal/desktop"
SETTINGS = "org.freedesktop.portal.Settings"

TELLING: tuple[tuple[str, str, object], ...] = (
    ("org.freedesktop.appearance", "reduced-motion", 1),
    ("org.gnome.desktop.interface", "enable-animations", False),
)
"""The settings that tell, and what each says where less should move (the portal's documentation)."""

Tell = Callable[[bool], object]


def wants_calm(hints: Any) -> bool:
    """Say whether what need not glide should jump; Qt can tell since 6.12, and Windows always.

    `hints` is Qt's QStyleHints. A desktop that does not say is taken for one that does not mind.
    """
    if windows.is_calm():
        return True
    accessibility = getattr(hints, "accessibility", None)  # since 6.10
    motion = getattr(accessibility(), "motionPreference", None) if accessibility else None
    return motion is not None and bool(motion().name == "ReducedMotion")


def plasma_is_calm(environ: Mapping[str, str]) -> bool:
    """Say whether Plasma's animations take no time, as its settings make it."""
    import configparser  # takes a while: not before the first picture

    home = environ.get("XDG_CONFIG_HOME") or str(Path(environ.get("HOME", "/")) / ".config")
    found = configparser.ConfigParser(strict=False, interpolation=None)
    try:
        found.read(Path(home) / "kdeglobals", encoding="utf-8")
        return found.getfloat("KDE", "AnimationDurationFactor", fallback=1.0) == 0.0
    except (configparser.Error, ValueError, OSError):
        return False


def ask(tell: Tell, environ: Mapping[str, str] = os.environ) -> Any:
    """Have `tell` be told True once the desktop says so; return what is to be kept until then."""
    if plasma_is_calm(environ):
        tell(True)
        return None
    from unsit.window import bus  # not before the first picture, as what it loads

    session = bus.session(environ)
    return ask_portal(tell, session) if session is not None else None


def ask_portal(tell: Tell, bus: Any) -> list[Any]:
    """Ask the settings portal on a bus (QDBusConnection); one that does not run is not started."""
    from PySide6.QtDBus import QDBusMessage, QDBusVariant

    from unsit.window.bus import ask

    kept = []
    for space, key, calm in TELLING:
        question = QDBusMessage.createMethodCall(PORTAL, OBJECT, SETTINGS, "Read")
        question.setAutoStartService(False)
        question.setArguments([space, key])

        def answered(values: list[Any], calm: object = calm) -> None:
            value = values[0] if values else None
            while isinstance(value, QDBusVariant):  # one in another
                value = value.variant()
            if value is not None and value == calm and isinstance(value, type(calm)):
                tell(True)

        kept.append(ask(bus, question, None, answered))
    return kept
