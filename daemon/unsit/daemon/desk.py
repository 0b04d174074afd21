"""The desktop around the daemon: opens its parts, brings their news in, and shows how things stand.

A part that is lost comes back by itself where it can (`unsit.daemon.parts`). When the screen and the
bus that there were have been gone for `FORSAKEN` seconds, the person has logged out: the daemon ends
then, or it would stand in the way of the next one.
"""

import logging
import os
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from unsit.core import events as ev
from unsit.core.language import N_, _
from unsit.core.menu import Entry, Request
from unsit.core.sitting import Cause
from unsit.core.status import Status
from unsit.daemon import notices, told
from unsit.daemon.attention import Attention
from unsit.daemon.awake import AwakeDoor
from unsit.daemon.daemon import Daemon
from unsit.daemon.doors import Doors
from unsit.daemon.followers import Followers
from unsit.daemon.panel import menu
from unsit.daemon.parts import Lost, Part
from unsit.daemon.remote import RemoteDoor
from unsit.daemon.wishes import wish
from unsit.desktop import Desktop, Notifier, Power, Presence, Signs, Tray
from unsit.loop import Timer

log = logging.getLogger(__name__)

MISSING = {
    "tray": N_("there is no tray icon"),
    "notifications": N_("nothing can be shown as a notification"),
    "power": N_("nobody tells of sleep and of a locked screen"),
    "presence": N_("nobody can be seen at the keys"),
    "signs": N_("nobody tells of calls, films and do-not-disturb"),
}
"""What it means that a part of the desktop is not there."""

RESTART = 3.0
"""Seconds in which a notification server that restarts is back; without one a reminder must speak
by its window."""
FORSAKEN = 60.0
"""Seconds without presence and notifications, where there were any, after which there is no desktop."""
DESKTOP = (
    "DISPLAY",
    "WAYLAND_DISPLAY",
    "XAUTHORITY",
    "DBUS_SESSION_BUS_ADDRESS",
    "XDG_CURRENT_DESKTOP",
    "XDG_SESSION_ID",
    "XDG_SESSION_TYPE",
)
"""The variables by which a program finds its desktop."""


class Desk:
    """A daemon with its desktop around it."""

    def __init__(
        self, daemon: Daemon, desktop: Desktop, followers: Followers | None = None
    ) -> None:
        self._daemon, self._desktop, self._loop = daemon, desktop, daemon.loop
        self._shown: tuple[str, str] | None = None
        self._unserved: Timer | None = None
        self._end: Timer | None = None
        self.tray: Part[Tray] = self._part("tray", self._open_tray, self._show_anew)
        self.notifier: Part[Notifier] = self._part(
            "notifications", self._open_notifier, self._speak_anew, self._mute
        )
        self.power: Part[Power] = self._part("power", self._open_power, gone=self._unlock)
        self.presence: Part[Presence] = self._part(
            "presence", self._open_presence, self._ask_anew, self._blind
        )
        self.signs: Part[Signs] = self._part("signs", self._open_signs, self._ask_anew)
        self.doors = Doors(daemon, self._choose)
        self._remote = RemoteDoor(daemon, desktop, lambda request: wish(daemon, request))
        self._awake = AwakeDoor(daemon, desktop, self._attend)
        self._attention = Attention(daemon, self.presence, self.signs, lambda: self._awake.ours)
        self.followers = followers or Followers(daemon)
        for part in self.parts.values():
            part.open()
        daemon.changed = self._show
        daemon.happened = self.doors.happened
        daemon.on_rules = self._new_rules
        daemon.on_language = self._speak_otherwise
        daemon.on_wake = self._woke
        daemon.on_close = self.doors.end_windows
        daemon.open_panel = self.doors.open_panel
        daemon.open_history = self.doors.open_history
        daemon.open_settings = self.doors.open_settings
        daemon.welcome = self.doors.welcome
        daemon.take_over = self.take_over
        daemon.found = self.found
        daemon.loop.on_gap = daemon.slept
        if self.presence.now is None:
            daemon.happen(daemon.now(ev.Blind, self.presence.missing))
        self._show(daemon.status())
        self.doors.follow_sync()
        if daemon.prepared.problems:
            daemon.tell_problems()

    @property
    def parts(self) -> dict[str, Part[Any]]:
        """Every part by its name."""
        return {
            "tray": self.tray,
            "notifications": self.notifier,
            "power": self.power,
            "presence": self.presence,
            "signs": self.signs,
        }

    @property
    def missing(self) -> dict[str, str]:
        """What is not there, and why; a presence that has told that it is blind is not."""
        missing = {name: part.missing for name, part in self.parts.items() if part.now is None}
        if Cause.BLIND in self._daemon.day.sitting.absent:
            missing.setdefault("presence", self._daemon.day.sitting.blind)
        return missing

    def found(self) -> dict[str, Any]:
        """Return what there is of the desktop, for `unsit doctor`."""
        missing, presence = self.missing, self.presence.now
        source = None if presence is None or "presence" in missing else presence.source
        return {
            "missing": missing,
            "presence": source,
            "heard": self._daemon.heard,
            "sync": self.doors.sync_word(),
            "reasons": [list(reason) for reason in self._desktop.reasons()],
        }

    def close(self) -> None:
        """Leave the desktop as it was."""
        for timer in (self._end, self._unserved):
            if timer is not None:
                timer.cancel()
        for part in self.parts.values():
            part.close()
        self._remote.close()
        self._awake.close()
        self.followers.close()
        self.doors.end_hooks()
        self._desktop.close()

    # --- the parts --------------------------------------------------------------------------------

    def _part(
        self,
        name: str,
        opener: Callable[[Lost], Any],
        opened: Callable[[], object] = lambda: None,
        gone: Callable[[], object] = lambda: None,
    ) -> Part[Any]:
        def came(__: object) -> None:
            opened()
            self._mind_the_session()

        def went() -> None:
            gone()
            self._mind_the_session()

        return Part(self._loop, MISSING[name], opener, came, went)

    def _open_tray(self, lost: Lost) -> Tray:
        return self._desktop.tray(self._entries, self._choose, self._hosted, lost)

    def _open_notifier(self, lost: Lost) -> Notifier:
        return self._desktop.notifier(self._served, lost)

    def _open_power(self, lost: Lost) -> Power:
        return self._desktop.power(self._daemon.happen, lost)

    def _open_presence(self, lost: Lost) -> Presence:
        idle_after = self._daemon.setup.rules.idle_after
        return self._desktop.presence(self._perceive, idle_after, lost)

    def _perceive(self, event: ev.Event) -> None:
        """Take word of presence, but for the touch that an X server imagines as we let go of it."""
        if not (isinstance(event, ev.Input) and self._awake.imagined):
            self._daemon.happen(event)

    def _open_signs(self, lost: Lost) -> Signs:
        return self._desktop.signs(self._daemon.happen, lost)

    def _show_anew(self) -> None:
        self._shown = None
        self._show(self._daemon.status())

    def _ask_anew(self) -> None:
        self._attention.ask_again()

    def _attend(self) -> None:
        self._attention.attend()
        self._woke()

    def _speak_anew(self) -> None:
        self._daemon.notifier = self.notifier.now
        self._daemon.nudge_again()

    def _mute(self) -> None:
        self._daemon.notifier = None
        self._served(False)

    def _unlock(self) -> None:
        """Take a lock back that nobody would take back any more."""
        if Cause.LOCKED in self._daemon.day.sitting.absent:
            self._daemon.happen(self._daemon.now(ev.Unlocked))

    def _blind(self) -> None:
        self._daemon.happen(self._daemon.now(ev.Blind, self.presence.missing))

    def _mind_the_session(self) -> None:
        """End after a while when nothing is left of the desktop."""
        had = [part for part in (self.notifier, self.presence) if part.ever]
        forsaken = bool(had) and all(part.now is None for part in had)
        if forsaken and self._end is None:
            self._end = self._loop.later(FORSAKEN, self._forsaken)
        elif not forsaken and self._end is not None:
            self._end.cancel()
            self._end = None

    def _forsaken(self) -> None:
        log.warning("%s", _("the desktop has been gone for a minute: Unsit ends with it"))
        self._loop.stop()

    def take_over(self, around: Mapping[str, str]) -> bool:
        """Look for what is missing on the desktop of these variables; say whether any was missing."""
        missing = [part for part in self.parts.values() if part.now is None]
        if self.presence.now is not None and not any(part.ever for part in missing):
            return False
        elsewhere = any(around.get(name) != os.environ.get(name) for name in DESKTOP)
        for name in DESKTOP:
            os.environ.pop(name, None)
        os.environ.update({name: around[name] for name in DESKTOP if name in around})
        for part in self.parts.values() if elsewhere else missing:
            part.renew()
        return True

    # --- what the desktop asks and tells ------------------------------------------------------------

    def _entries(self) -> Sequence[Entry]:
        return menu(self._daemon)

    def _choose(self, request: Request, token: str) -> str:
        """Carry out what was chosen; return why it could not be, "" when it could."""
        reply = wish(self._daemon, request, token)
        if not reply["ok"]:
            self._daemon.say(notices.word("Unsit", reply["error"]))
        elif "put_off" in reply:
            self._daemon.say(notices.word("Unsit", reply["put_off"]))
        return str(reply.get("error", ""))

    def _hosted(self, shown: bool) -> None:
        log.info("the tray icon is %s", "shown" if shown else "not shown by any panel")
        if not shown and told.once("no-tray"):
            self._daemon.say(notices.no_tray())

    def _served(self, there: bool) -> None:
        self._daemon.heard = there
        if self._unserved is not None:
            self._unserved.cancel()
            self._unserved = None
        if not there:
            self._unserved = self._loop.later(RESTART, self._daemon.unheard)

    def _new_rules(self) -> None:
        self.doors.follow_sync()
        if self.presence.now is not None:
            self.presence.now.watch(self._daemon.setup.rules.idle_after)

    def _speak_otherwise(self) -> None:
        """Say in another language all that stands."""
        self._show_anew()
        self._daemon.nudge_again()

    def _woke(self) -> None:
        if self.presence.now is not None:
            self.presence.now.look_again()

    def _show(self, status: Status) -> None:
        shown = (status.face, status.tip)
        if self.tray.now is not None and shown != self._shown:
            self._shown = shown
            self.tray.now.show(*shown)
            self.tray.now.refresh()
        self.doors.show()
        self._remote.show()
        self._awake.show()
        self.followers.show()
        self._attention.attend()
