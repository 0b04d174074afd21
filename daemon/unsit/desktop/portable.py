"""What does for every system when we have nothing better: plyer's notifications.

plyer is loaded when the first notice is shown and not before: the daemon must stay small, and where
there is a notification server it is never needed.

What plyer does on Linux without dbus-python (version 2.1, read and tried): it warns on stderr that
dbus-python is missing; it runs `notify-send` and waits for it; it always passes `-t 0`, so the
notice stays until somebody closes it; it takes no icon; and it does not look at the result.
"""

import logging
import threading
import warnings
from collections.abc import Callable, Sequence

from unsit.core.language import _
from unsit.desktop import (
    Answer,
    Awake,
    Choose,
    Entries,
    Lost,
    Notice,
    Notifier,
    Power,
    Presence,
    Remote,
    Signs,
    Tell,
    Tray,
)

log = logging.getLogger(__name__)

APPLICATION = "Unsit"
SECONDS = 10
"""For how long plyer is asked to show a notice where it can say so, when the notice does not."""


class PlyerNotifier:
    """Shows notices without actions. They are never answered and cannot be withdrawn."""

    def __init__(self) -> None:
        self._complained: set[str] = set()

    def show(self, notice: Notice, answer: Answer) -> None:
        """Show a notice; whatever goes wrong is logged once per cause."""
        threading.Thread(target=self._show, args=(notice,), daemon=True).start()

    def withdraw(self, key: str) -> None:
        """Do nothing: what plyer has shown is out of reach."""

    def close(self) -> None:
        """Do nothing, as `withdraw`. May be called twice."""

    def _show(self, notice: Notice) -> None:
        warnings.filterwarnings("ignore", module=r"plyer\.")
        try:
            from plyer import notification

            notification.notify(
                title=_no_option(notice.title),
                message=_no_option(notice.body),
                app_name=APPLICATION,
                timeout=int(notice.expires or SECONDS),
            )
        except Exception as problem:  # noqa: BLE001  each backend of plyer fails in its own way
            cause = repr(problem)
            if cause not in self._complained:
                self._complained.add(cause)
                words = _("no notification could be shown by plyer")
                log.warning("%s: %s", words, cause)


class PortableDesktop:
    """A desktop of which we know nothing yet but how to show a notice."""

    def run(self, life: Callable[[], object]) -> None:
        """Run the loop's life right here."""
        life()

    def presence(self, tell: Tell, idle_after: float, lost: Lost) -> Presence:
        """Raise OSError: nothing here tells who is at the keys."""
        raise OSError(_("Unsit cannot see yet on this system who is at the keys"))

    def power(self, tell: Tell, lost: Lost) -> Power:
        """Raise OSError: nothing here tells of sleep and locks."""
        raise OSError(_("Unsit does not hear of sleep and locks yet on this system"))

    def signs(self, tell: Tell, lost: Lost) -> Signs:
        """Raise OSError: nothing here tells of calls and films."""
        raise OSError(_("Unsit does not hear of calls and films yet on this system"))

    def notifier(self, on_server: Callable[[bool], object], lost: Lost) -> Notifier:
        """Open plyer's notifications; nobody can say whether they are seen."""
        on_server(False)
        return PlyerNotifier()

    def tray(
        self, entries: Entries, choose: Choose, on_host: Callable[[bool], object], lost: Lost
    ) -> Tray:
        """Raise OSError: nothing here draws our icon."""
        raise OSError(_("Unsit has no tray icon yet on this system"))

    def remote(self, command: Callable[[str], object], lost: Lost) -> Remote:
        """Raise OSError: nothing here tells of media keys."""
        raise OSError(_("Unsit does not hear media keys yet on this system"))

    def awake(self) -> Awake:
        """Raise OSError: nobody here is asked to keep the screen awake."""
        raise OSError(_("Unsit cannot keep the screen awake yet on this system"))

    def reasons(self) -> Sequence[tuple[str, str]]:
        """Return nothing: nothing is tried."""
        return ()

    def close(self) -> None:
        """Do nothing: the parts share nothing."""


def _no_option(text: str) -> str:
    """Keep a text from being taken for an option of `notify-send`."""
    return f" {text}" if text.startswith("-") else text
