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
    lock,
    notifications,
    presence,
    settings,
    sleep,
    sound,
    speech,
    sync,
    tray,
    window,
)
from unsit.doctor.findings import Finding

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
    everywhere: bool = False
    """Whether it can be looked at on other systems than Linux, too."""


ALL = (
    # Translators: what `unsit doctor` looks at, one word or two each.
    Subject(N_("daemon"), daemon.check, everywhere=True),
    Subject(N_("presence"), presence.check, limit=PRESENCE_LIMIT, everywhere=True),
    Subject(N_("notifications"), notifications.check),
    Subject(N_("window"), window.check, limit=QT_LIMIT, everywhere=True),
    Subject(N_("fonts"), fonts.check, needed=False),
    Subject(N_("tray"), tray.check, needed=False),
    Subject(N_("sleep"), sleep.check, needed=False),
    Subject(N_("lock"), lock.check, needed=False),
    Subject(N_("settings"), settings.check, everywhere=True),
    Subject(N_("history"), history.check, everywhere=True),
    Subject(N_("hooks"), hooks.check, needed=False, everywhere=True),
    Subject(N_("autostart"), autostart.check, needed=False),
    Subject(N_("sound"), sound.check, needed=False),
    Subject(N_("speech"), speech.check, needed=False),
    Subject(N_("sync"), sync.check, needed=False, everywhere=True),
)


def here() -> tuple[Subject, ...]:
    """Return what can be looked at on this system."""
    return tuple(subject for subject in ALL if subject.everywhere or sys.platform == "linux")
