"""Sleep and the lock, as macOS tells them.

Sleep by the notices of NSWorkspace, the lock by notices of the session (distributed ones):
com.apple.screenIsLocked and its counterpart are what such programs listen to, though Apple documents
them nowhere. Another person's turn at this machine (fast user switching) is a lock, too.
"""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any

import AppKit
import Foundation

from unsit.core.events import Event, Locked, Slept, Unlocked, Woke
from unsit.desktop import Tell
from unsit.desktop.macos.application import Application
from unsit.loop import Loop

Meanings = tuple[tuple[str, type[Event], str], ...]
"""A notice's name, what it means, and what keeps somebody out, or does so no more."""
SESSION: Meanings = (
    ("com.apple.screenIsLocked", Locked, "lock"),
    ("com.apple.screenIsUnlocked", Unlocked, "lock"),
)
MACHINE: Meanings = (
    (AppKit.NSWorkspaceWillSleepNotification, Slept, ""),
    (AppKit.NSWorkspaceDidWakeNotification, Woke, ""),
    (AppKit.NSWorkspaceSessionDidResignActiveNotification, Locked, "switch"),
    (AppKit.NSWorkspaceSessionDidBecomeActiveNotification, Unlocked, "switch"),
)


class MacPower:
    """Tells `Locked`, `Unlocked`, `Slept` and `Woke`; see the port."""

    def __init__(self, main: Application, loop: Loop, tell: Tell) -> None:
        self._main, self._loop, self._tell = main, loop, tell
        self._open = True
        self._kept_out: set[str] = set()
        self._listeners: list[Any] = []
        main.soon(self._listen)

    def close(self) -> None:
        """Stop telling. May be called twice."""
        if self._open:
            self._open = False
            self._main.soon(self._let_go)

    # --- in the main thread ---------------------------------------------------------------------

    def _listen(self) -> None:
        # Those of the session would else wait until we are brought to the front, which nobody can.
        at_once = Foundation.NSNotificationSuspensionBehaviorDeliverImmediately
        for name, kind, why in SESSION:
            _session().addObserver_selector_name_object_suspensionBehavior_(
                self._listener(kind, why), "told:", name, None, at_once
            )
        for name, kind, why in MACHINE:
            _machine().addObserver_selector_name_object_(
                self._listener(kind, why), "told:", name, None
            )

    def _listener(self, kind: type[Event], why: str) -> Any:
        listener = UnsitListener.alloc().init()
        listener.hear = partial(self._heard, kind, why)
        self._listeners.append(listener)  # nobody else keeps it
        return listener

    def _let_go(self) -> None:
        for listener in self._listeners:
            _session().removeObserver_(listener)
            _machine().removeObserver_(listener)
        self._listeners.clear()

    def _heard(self, kind: type[Event], why: str) -> None:
        # The clocks are read here: the machine may sleep before the loop's next round.
        self._loop.soon(self._take, kind, why, self._loop.at(), self._loop.wall())

    # --- in the loop's thread -------------------------------------------------------------------

    def _take(self, kind: type[Event], why: str, at: float, wall: datetime) -> None:
        if not self._open:
            return
        was_out = bool(self._kept_out)
        if kind is Locked:
            self._kept_out.add(why)
        elif kind is Unlocked:
            self._kept_out.discard(why)
        if not why or bool(self._kept_out) != was_out:
            self._tell(kind(at, wall))


class UnsitListener(Foundation.NSObject):  # type: ignore[misc]  # pyobjc has no types
    """Hears one notice."""

    hear: Callable[[], object]

    def told_(self, notice: Any) -> None:
        """Pass on that it came."""
        self.hear()


def _session() -> Any:
    return Foundation.NSDistributedNotificationCenter.defaultCenter()


def _machine() -> Any:
    return AppKit.NSWorkspace.sharedWorkspace().notificationCenter()
