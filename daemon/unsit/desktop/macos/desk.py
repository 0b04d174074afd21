"""The parts of a Mac's desktop. A part is imported when it is opened."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from unsit.core.language import N_, _
from unsit.desktop import (
    Awake,
    Choose,
    Entries,
    Lost,
    Notifier,
    Power,
    Presence,
    Remote,
    Signs,
    Tell,
    Tray,
)
from unsit.loop import Loop

if TYPE_CHECKING:  # a part is imported when it is opened
    from unsit.desktop.macos.application import Application
    from unsit.desktop.signs import GatheredSigns

SOURCE = N_("the last input that macOS knows of")


class MacDesktop:
    """The parts of a Mac's desktop; those that AppKit has a hand in share the main thread."""

    def __init__(self, loop: Loop) -> None:
        self._loop = loop
        self._application: Application | None = None
        self._signs: GatheredSigns | None = None

    def run(self, life: Callable[[], object]) -> None:
        """Run the life of the loop beside AppKit, which gets the main thread."""
        self._main().run(life)

    def presence(self, tell: Tell, idle_after: float, lost: Lost) -> Presence:
        """Open the count of seconds since the last input."""
        from unsit.desktop.macos.idle import idle_for
        from unsit.desktop.polling import PolledPresence

        return PolledPresence(self._loop, tell, idle_after, idle_for, SOURCE, lost)

    def power(self, tell: Tell, lost: Lost) -> Power:
        """Open the notices of sleep and of the lock."""
        from unsit.desktop.macos.power import MacPower

        return MacPower(self._main(), self._loop, tell)

    def signs(self, tell: Tell, lost: Lost) -> Signs:
        """Open what tells of calls and films; nothing is looked at before it is followed."""
        from unsit.desktop.macos.signs import openers
        from unsit.desktop.signs import GatheredSigns

        self._signs = GatheredSigns(self._loop, tell, openers(self._loop))
        return self._signs

    def notifier(self, on_server: Callable[[bool], object], lost: Lost) -> Notifier:
        """Open notices without buttons."""
        from unsit.desktop.macos.notify import MacNotifier

        return MacNotifier(self._loop, on_server)

    def tray(
        self, entries: Entries, choose: Choose, on_host: Callable[[bool], object], lost: Lost
    ) -> Tray:
        """Open the icon in the menu bar; the first time ever a child draws its faces."""
        from unsit.desktop.faces import Faces
        from unsit.desktop.macos.tray import MacTray

        self._main().on_reopen = partial(choose, {"verb": "open"}, "")
        faces = Faces()
        tray = MacTray(self._main(), self._loop, entries, choose, faces.pictures, on_host)
        faces.see_to(self._loop, tray.refresh)
        return tray

    def remote(self, command: Callable[[str], object], lost: Lost) -> Remote:
        """Raise OSError: macOS gives the media keys to programs that play something."""
        raise OSError(_("Unsit does not hear media keys yet on this system"))

    def awake(self) -> Awake:
        """Open what keeps the screen awake."""
        from unsit.desktop.macos.awake import Caffeinate

        return Caffeinate(self._loop)

    def reasons(self) -> Sequence[tuple[str, str]]:
        """Return what was tried and not there: what it was, and a sentence why."""
        return self._signs.told_reasons() if self._signs is not None else ()

    def close(self) -> None:
        """Do nothing: macOS takes back what is left when the process ends."""

    def _main(self) -> "Application":
        if self._application is None:
            from unsit.desktop.macos.application import Application

            self._application = Application(self._loop)
        return self._application
