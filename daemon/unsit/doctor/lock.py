"""Who tells when the screen is locked: a screen saver on the session bus, or logind?"""

from unsit.desktop.linux.bus import BusError
from unsit.desktop.linux.screensaver import SAVERS
from unsit.doctor import buses, sleep
from unsit.doctor.findings import Finding

LOGIND = "logind can tell of it"
NOBODY = "nobody tells of it, so a locked screen counts only once you are idle"
LOCKER = "Use the screen locker of your desktop, or one that logind knows (xss-lock starts it)."


def check() -> Finding:
    """Look who is there. No screen saver is started by it."""
    tellers = [f"{each} can tell of it" for each in _savers()]
    if sleep.tells_of_lock():
        tellers.append(LOGIND)
    return Finding(True, "; ".join(tellers)) if tellers else Finding(True, NOBODY, LOCKER)


def _savers() -> list[str]:
    """Return the programs that have the name of a saver, each once."""
    try:
        with buses.session() as bus:
            there = [name for name in SAVERS if buses.owner(bus, name)]
            return list(dict.fromkeys(buses.program(bus, name) or name for name in there))
    except (OSError, BusError):
        return []
