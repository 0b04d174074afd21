"""Who tells when the screen is locked: a screen saver on the session bus, or logind?"""

from unsit.core.language import N_, _
from unsit.core.words import clauses
from unsit.desktop.linux.bus import BusError
from unsit.desktop.linux.screensaver import SAVERS
from unsit.doctor import buses, sleep
from unsit.doctor.findings import Finding

NOBODY = N_("nobody tells of it, so a locked screen counts only once you are idle")
LOCKER = N_("Use the screen locker of your desktop, or one that logind knows (xss-lock starts it).")


def check() -> Finding:
    """Look who is there. No screen saver is started by it."""
    names = [*_savers(), *(["logind"] if sleep.tells_of_lock() else [])]
    # Translators: {program} tells when the screen is locked.
    tellers = [_("{program} can tell of it").format(program=name) for name in names]
    return Finding(True, clauses(tellers)) if tellers else Finding(True, _(NOBODY), _(LOCKER))


def _savers() -> list[str]:
    """Return the programs that have the name of a saver, each once."""
    try:
        with buses.session() as bus:
            there = [name for name in SAVERS if buses.owner(bus, name)]
            return list(dict.fromkeys(buses.program(bus, name) or name for name in there))
    except (OSError, BusError):
        return []
