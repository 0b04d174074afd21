"""Does logind tell of sleep? And does it know a session of ours, of whose lock it would tell?"""

import os

from unsit.core.language import N_, _
from unsit.desktop.linux.bus import Bus, BusError
from unsit.desktop.linux.logind import ABSENT, LOGIND, MANAGER, MYSELF, NOWHERE, PROPERTIES
from unsit.doctor import buses
from unsit.doctor.buses import ANSWER
from unsit.doctor.findings import Finding

AFTERWARDS = N_("sleep is noticed only afterwards, by the clocks")
INSTALL = N_("Install systemd's logind, or elogind, if sleep is to be told in time.")


def check() -> Finding:
    """Ask the system bus for logind."""
    try:
        with buses.system() as bus:
            if buses.owner(bus, LOGIND):
                return Finding(True, _("logind tells of it"))
        reason = _(ABSENT)
    except (OSError, BusError) as problem:
        reason = str(problem)
    return Finding(True, f"{_(AFTERWARDS)}\n{reason}", _(INSTALL))


def tells_of_lock() -> bool:
    """Say whether logind is there and has a session of ours."""
    try:
        with buses.system() as bus:
            return bool(buses.owner(bus, LOGIND)) and has_session(bus)
    except (OSError, BusError):
        return False


def has_session(bus: Bus) -> bool:
    """Say whether logind finds a session for us, in the ways that the daemon tries."""
    manager = f"{LOGIND}.Manager"
    try:
        display = (f"{LOGIND}.User", "Display")
        ((__, (___, path)),) = bus.ask(LOGIND, MYSELF, PROPERTIES, "Get", "ss", display, ANSWER)
        if path != NOWHERE:
            return True
    except BusError:
        pass  # it knows no user of ours
    questions: tuple[tuple[str, str, object], ...] = (
        ("GetSession", "s", os.environ.get("XDG_SESSION_ID")),
        ("GetSessionByPID", "u", os.getpid()),
    )
    for member, signature, value in questions:
        if value:
            try:
                bus.ask(LOGIND, MANAGER, manager, member, signature, (value,), ANSWER)
            except BusError:
                continue
            return True
    return False
