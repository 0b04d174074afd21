"""The machine we sit at: what the daemon asks of a desktop, whatever system it is.

Every port is used from the loop's thread only, must return at once (a hung panel or server must
never hold up the daemon), and tells what happened by calling back, also from the loop's thread.
A constructor raises OSError with a plain reason when its part of the desktop is not there; after
that nothing here raises.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from unsit.core.events import Event

Tell = Callable[[Event], None]
Answer = Callable[[str, str], None]
"""What became of a notice: the key of the action (or "default" or "closed"), and an activation
token ("" when the desktop gave none) that lets the window opened by it take the focus."""

Pixmap = tuple[int, int, bytes]
"""Width, height (pixels) and ARGB32 in network byte order, rows from the top."""


@dataclass(frozen=True)
class Notice:
    """A desktop notification. `key` is ours: a notice with the same key replaces the one before."""

    key: str
    title: str
    body: str
    actions: tuple[tuple[str, str], ...] = ()
    default: str | None = None
    """What a click on the notice itself means, in words; None = nothing."""
    urgency: int = 1
    """0 low, 1 normal, 2 critical, as in the Desktop Notifications Specification."""
    expires: float | None = None
    """Seconds until we withdraw it ourselves; None = it stays until answered."""


class Presence(Protocol):
    """Tells `Input`, `Idle` and `Blind`; the present state is told once, soon after the start."""

    def watch(self, idle_after: float) -> None:
        """Use another threshold (seconds without input)."""

    def look_again(self) -> None:
        """Tell `Input` at the very next input, however recent the last: the machine just woke."""

    def close(self) -> None:
        """Stop telling. May be called twice."""


class Power(Protocol):
    """Tells `Locked`, `Unlocked`, `Slept` and `Woke`."""

    def close(self) -> None:
        """Stop telling. May be called twice."""


class Notifier(Protocol):
    """Shows notices."""

    def show(self, notice: Notice, answer: Answer) -> None:
        """Show a notice, in place of the one with the same key."""

    def withdraw(self, key: str) -> None:
        """Take a notice back; unknown keys are fine, and nothing is answered."""

    def close(self) -> None:
        """Withdraw everything. May be called twice."""


class Tray(Protocol):
    """The icon in the tray and its menu."""

    def show(self, face: str, tip: str) -> None:
        """Show a face (see `core.status.FACES`) and a tooltip."""

    def refresh(self) -> None:
        """Say that the menu may have changed."""

    def close(self) -> None:
        """Take the icon away. May be called twice."""
