"""What goes on beside the daemon in programs of its own: panel, history, settings, the sync, hooks.

Rules of this room: what most days do without is loaded when it is first wanted, and asked nothing
before that.
"""

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING, Any

from unsit.core import events as ev
from unsit.core.day import Action, Day
from unsit.core.menu import Request
from unsit.core.rules import HookRules
from unsit.daemon.daemon import Daemon
from unsit.daemon.panel import PanelDoor

if TYPE_CHECKING:
    from unsit.daemon.hooks import Hooks
    from unsit.daemon.looking import HistoryDoor
    from unsit.daemon.preferences import PreferencesDoor
    from unsit.daemon.syncing import SyncDoor


class Doors:
    """The doors of a daemon; `choose` carries out what is chosen in a window, and returns why it could not."""

    def __init__(self, daemon: Daemon, choose: Callable[[Request, str], str]) -> None:
        self._daemon, self._choose = daemon, choose
        self._panel = PanelDoor(daemon, choose)

    @cached_property
    def hooks(self) -> "Hooks":
        """What runs the person's own programs."""
        from unsit.daemon.hooks import Hooks

        return Hooks(self._daemon)

    @cached_property
    def _history(self) -> "HistoryDoor":
        from unsit.daemon.looking import HistoryDoor

        return HistoryDoor(self._daemon)

    @cached_property
    def _preferences(self) -> "PreferencesDoor":
        from unsit.daemon.preferences import PreferencesDoor

        return PreferencesDoor(self._daemon, self._choose)

    @cached_property
    def _sync(self) -> "SyncDoor":
        from unsit.daemon.syncing import SyncDoor

        return SyncDoor(self._daemon)

    def open_panel(self, token: str) -> None:
        """Open the panel; `token` lets it take the focus, as it does in the next two."""
        self._panel.open(token)

    def open_history(self, token: str) -> None:
        """Open the history window."""
        self._history.open(token)

    def open_settings(self, token: str) -> None:
        """Open the settings window."""
        self._preferences.open(token)

    def welcome(self, asked: bool) -> None:
        """Open the first-run page, with the keyboard when it was asked for."""
        self._preferences.welcome(asked)

    def follow_sync(self) -> None:
        """Go by what the settings say of other machines by now."""
        if self._daemon.prepared.settings.sync.mqtt or self._is_there("_sync"):
            self._sync.follow()

    def sync_word(self) -> dict[str, Any]:
        """Return how the sync stands, for `unsit doctor`."""
        if not self._is_there("_sync"):
            return {"word": "", "lost": False}
        return {"word": self._sync.word, "lost": self._sync.lost}

    def show(self) -> None:
        """Show how things stand, where anybody looks."""
        self._panel.show()
        if self._is_there("_sync"):
            self._sync.show()

    def happened(self, event: ev.Event, before: Day, actions: tuple[Action, ...]) -> None:
        """Tell the hooks of a step, if there are any."""
        if self._daemon.prepared.settings.hooks != HookRules() or self._is_there("hooks"):
            self.hooks.happened(event, before, actions)

    def end_windows(self) -> None:
        """End the windows and the sync, as the daemon quits."""
        self._panel.close()
        for name in ("_history", "_preferences", "_sync"):
            if self._is_there(name):
                getattr(self, name).close()

    def end_hooks(self) -> None:
        """End what the person's own programs do."""
        if self._is_there("hooks"):
            self.hooks.close()

    def _is_there(self, name: str) -> bool:
        return name in self.__dict__
