"""Does somebody show notifications, and with buttons?"""

from unsit.desktop.linux.bus import Bus, BusError
from unsit.desktop.linux.notify import NAME, PATH
from unsit.doctor import buses
from unsit.doctor.buses import ANSWER
from unsit.doctor.findings import Finding

BUTTONLESS = {
    "dunst": "without buttons: a middle click starts the stretch, `dunstctl context` has the rest",
    "mako": "without buttons: a click starts the stretch, `makoctl menu` has the rest",
}
"""Servers that have actions but draw no buttons, and how to reach the actions there."""

INSTALL = "Install and start a notification server: dunst, mako, or that of your desktop."
RESTART = "Start your notification server anew."


def check() -> Finding:
    """Ask whoever shows notifications who it is and what it can."""
    try:
        with buses.session() as bus:
            return _asked(bus)
    except BusError as refusal:
        return Finding(False, f"the notification server refuses to answer ({refusal})", RESTART)
    except TimeoutError:
        return Finding(False, "the notification server does not answer", RESTART)
    except OSError as problem:
        return Finding(False, str(problem), buses.IN_A_SESSION)


def _asked(bus: Bus) -> Finding:
    if not buses.owner(bus, NAME):
        if buses.can_start(bus, NAME):
            return Finding(True, "a server will be started with the first notification")
        return Finding(False, "nobody shows notifications", INSTALL)
    name, _, version, _ = bus.ask(NAME, PATH, NAME, "GetServerInformation", timeout=ANSWER)
    (able,) = bus.ask(NAME, PATH, NAME, "GetCapabilities", timeout=ANSWER)
    return Finding(True, f"{name} {version}, {_buttons(name, able)}\nit can: {_listed(able)}")


def _buttons(name: str, able: list[str]) -> str:
    if "actions" not in able:
        return "without answers: there are the tray and `unsit` verbs for that"
    return BUTTONLESS.get(name.lower(), "with buttons")


def _listed(able: list[str]) -> str:
    return ", ".join(sorted(able)) or "nothing"
