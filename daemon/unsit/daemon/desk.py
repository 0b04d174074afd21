"""The desktop around the daemon: opens its parts, brings their news in, and shows how things stand."""

import logging
from collections.abc import Callable, Sequence
from typing import TypeVar

from unsit.core import events as ev
from unsit.core.menu import Entry, Request, entries
from unsit.core.reminders import may_snooze
from unsit.core.status import Status
from unsit.daemon import notices
from unsit.daemon.daemon import Daemon
from unsit.daemon.wishes import wish
from unsit.desktop import Desktop, Notifier, Power, Presence, Tray
from unsit.loop import Timer

log = logging.getLogger(__name__)

MISSING = {
    "tray": "there is no tray icon",
    "notifications": "nothing can be shown as a notification",
    "power": "nobody tells of sleep and of a locked screen",
    "presence": "nobody can be seen at the keys",
}
"""What it means that a part of the desktop is not there."""

RESTART = 3.0
"""Seconds in which a notification server that restarts is back; without one a reminder must speak
by its window."""

Part = TypeVar("Part")


class Desk:
    """A daemon with its desktop around it. `missing` says what is not there, and why."""

    def __init__(self, daemon: Daemon, desktop: Desktop) -> None:
        self._daemon, self._desktop = daemon, desktop
        self.missing: dict[str, str] = {}
        self._shown: tuple[str, str] | None = None
        self._unserved: Timer | None = None
        rules = daemon.setup.rules
        self.tray: Tray | None = self._open(
            "tray", lambda: desktop.tray(self._entries, self._choose, self._hosted)
        )
        self._notifier: Notifier | None = self._open(
            "notifications", lambda: desktop.notifier(self._served)
        )
        daemon.notifier = self._notifier
        self._power: Power | None = self._open("power", lambda: desktop.power(daemon.happen))
        self.presence: Presence | None = self._open(
            "presence", lambda: desktop.presence(daemon.happen, rules.idle_after)
        )
        daemon.changed = self._show
        daemon.on_rules = self._new_rules
        daemon.on_wake = self._woke
        daemon.loop.on_gap = daemon.slept
        if self.presence is None:
            daemon.happen(daemon.now(ev.Blind, self.missing["presence"]))
        self._show(daemon.status())
        if daemon.prepared.problems:
            daemon.tell_problems()

    def close(self) -> None:
        """Leave the desktop as it was."""
        for part in (self.tray, self.presence, self._power):
            if part is not None:
                part.close()
        self._desktop.close()

    def _open(self, name: str, opened: Callable[[], Part]) -> Part | None:
        try:
            return opened()
        except OSError as problem:
            self.missing[name] = str(problem)
            log.warning("%s: %s", MISSING[name], problem)
            return None

    # --- what the desktop asks and tells ------------------------------------------------------------

    def _entries(self) -> Sequence[Entry]:
        daemon = self._daemon
        reminder, rules = daemon.day.reminder, daemon.setup.rules
        return entries(daemon.status(), daemon.setup.poses, may_snooze(reminder, rules))

    def _choose(self, request: Request, token: str) -> None:
        reply = wish(self._daemon, request, token)
        if not reply["ok"]:
            self._daemon.say(notices.word("Unsit", reply["error"]))

    def _hosted(self, shown: bool) -> None:
        log.info("the tray icon is %s", "shown" if shown else "not shown by any panel")

    def _served(self, there: bool) -> None:
        self._daemon.heard = there
        if self._unserved is not None:
            self._unserved.cancel()
            self._unserved = None
        if not there:
            self._unserved = self._daemon.loop.later(RESTART, self._daemon.unheard)

    def _new_rules(self) -> None:
        if self.presence is not None:
            self.presence.watch(self._daemon.setup.rules.idle_after)

    def _woke(self) -> None:
        if self.presence is not None:
            self.presence.look_again()

    def _show(self, status: Status) -> None:
        shown = (status.face, status.tip)
        if self.tray is not None and shown != self._shown:
            self._shown = shown
            self.tray.show(*shown)
            self.tray.refresh()
