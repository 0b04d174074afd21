"""What is looked at, in the order in which it is told."""

import sys
from collections.abc import Callable
from typing import NamedTuple

from unsit.core.language import N_
from unsit.doctor import (
    autostart,
    daemon,
    fonts,
    history,
    hooks,
    settings,
    sound,
    speech,
    sync,
    told,
    window,
)
from unsit.doctor.findings import Finding

if sys.platform == "linux":
    from unsit.doctor import lock, notifications, presence, sleep, tray

LIMIT = 6.0
"""Seconds. What asks a bus or a display that lets nobody in waits for some 4 by itself."""
PRESENCE_LIMIT = 10.0
"""It asks a compositor, a bus, a display, and at last the daemon."""
QT_LIMIT = window.PATIENCE + 2.0


class Subject(NamedTuple):
    """Something to look at, and for how many seconds.

    What `needed` is not there for is only worth a hint: no reminder hangs on it.
    """

    name: str
    check: Callable[[], Finding]
    needed: bool = True
    limit: float = LIMIT


# Translators: what `unsit doctor` looks at, one word or two each.
DAEMON = Subject(N_("daemon"), daemon.check)
WINDOW = Subject(N_("window"), window.check, limit=QT_LIMIT)
PRESENCE, NOTIFICATIONS, TRAY = N_("presence"), N_("notifications"), N_("tray")
KEPT = (
    Subject(N_("settings"), settings.check),
    Subject(N_("history"), history.check),
    Subject(N_("hooks"), hooks.check, needed=False),
    Subject(N_("autostart"), autostart.check, needed=False),
    Subject(N_("sound"), sound.check, needed=False),
    Subject(N_("speech"), speech.check, needed=False),
    Subject(N_("sync"), sync.check, needed=False),
)
if sys.platform == "linux":
    LINUX = (
        DAEMON,
        Subject(PRESENCE, presence.check, limit=PRESENCE_LIMIT),
        Subject(NOTIFICATIONS, notifications.check),
        WINDOW,
        Subject(N_("fonts"), fonts.check, needed=False),
        Subject(TRAY, tray.check, needed=False),
        Subject(N_("sleep"), sleep.check, needed=False),
        Subject(N_("lock"), lock.check, needed=False),
        *KEPT,
    )
ELSEWHERE = (
    DAEMON,
    Subject(PRESENCE, told.presence),
    Subject(NOTIFICATIONS, told.notifications),
    WINDOW,
    Subject(TRAY, told.tray, needed=False),
    *KEPT,
)
"""What is looked at on other systems: of their desktop the daemon tells what it has."""


def here() -> tuple[Subject, ...]:
    """Return what can be looked at on this system."""
    if sys.platform == "linux":
        return LINUX
    return ELSEWHERE
