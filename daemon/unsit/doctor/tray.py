"""Does a panel show icons, in the new way (StatusNotifierItem) or the old one (XEmbed)?"""

import os
import struct

from unsit.core.language import N_, _
from unsit.desktop.linux.bus import Bus, BusError
from unsit.desktop.linux.xwire import Wire
from unsit.doctor import buses, daemon
from unsit.doctor.buses import ANSWER
from unsit.doctor.findings import Finding

WATCHER, PATH = "org.kde.StatusNotifierWatcher", "/StatusNotifierWatcher"
PROPERTIES = "org.freedesktop.DBus.Properties"
INTERN_ATOM, GET_SELECTION_OWNER = 16, 23
OLD_TRAY = b"_NET_SYSTEM_TRAY_S0"

GNOME = N_(
    "Install GNOME's extension AppIndicator; without an icon everything can be done by `unsit` "
    "verbs."
)
PANEL = N_(
    "Add a tray (status notifier) to your panel; without an icon everything can be done by "
    "`unsit` verbs."
)


def check() -> Finding:
    """Look for both kinds of tray. Without any nothing is lost but the icon."""
    try:
        with buses.session() as bus:
            shown_by = _host(bus)
        reason = _("no panel shows icons (StatusNotifierItem)")
    except BusError as problem:
        shown_by, reason = "", str(problem)
    except OSError as problem:
        return _without_bus(str(problem))
    if shown_by:
        words = _("{program} shows icons (StatusNotifierItem)").format(program=shown_by)
        return Finding(True, words)
    return _only_old(reason) if _old_tray() else _nor_old(reason, _remedy())


def _only_old(reason: str) -> Finding:
    return Finding(True, _("there is an old tray (XEmbed); {reason}").format(reason=reason))


def _nor_old(reason: str, remedy: str) -> Finding:
    words = _("{reason}, nor is there an old tray (XEmbed)").format(reason=reason)
    return Finding(True, words, remedy)


def _without_bus(reason: str) -> Finding:
    """Tell of the old tray, or of what the daemon has, where the session bus cannot be reached."""
    if _old_tray():
        return _only_old(reason)
    if daemon.has("tray", daemon.word()) and not os.environ.get("DISPLAY"):
        words = _("not asked from here ({problem}), but the daemon offers its icon")
        return Finding(True, words.format(problem=reason))
    return _nor_old(reason, buses.remedy())


def _remedy() -> str:
    if "GNOME" in os.environ.get("XDG_CURRENT_DESKTOP", "").split(":"):
        return _(GNOME)
    return _(PANEL)


def _host(bus: Bus) -> str:
    """Return who shows icons, "" when nobody does."""
    if not buses.owner(bus, WATCHER):
        return ""
    wanted = (WATCHER, "IsStatusNotifierHostRegistered")
    ((__, registered),) = bus.ask(WATCHER, PATH, PROPERTIES, "Get", "ss", wanted, ANSWER)
    return (buses.program(bus, WATCHER) or _("a panel")) if registered else ""


def _old_tray() -> bool:
    display = os.environ.get("DISPLAY")
    if not display:
        return False
    try:
        wire = Wire(display)
    except OSError:
        return False
    try:
        asked = struct.pack("<Hxx", len(OLD_TRAY)) + OLD_TRAY
        atom = _number(wire.reply(wire.request(INTERN_ATOM, 1, asked)))
        return bool(
            atom and _number(wire.reply(wire.request(GET_SELECTION_OWNER, 0, _packed(atom))))
        )
    except OSError:
        return False
    finally:
        wire.close()


def _number(reply: bytes) -> int:
    return int(struct.unpack_from("<I", reply, 8)[0])


def _packed(atom: int) -> bytes:
    return struct.pack("<I", atom)
