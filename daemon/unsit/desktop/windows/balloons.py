"""Notices as balloons of our own icon, where Windows shows no toasts of ours.

A balloon has no buttons, and there is one at a time. A click on it means what the notice says a click
means; the other answers are in the tray's menu. Of several notices the newest is to be seen, and the
one before it again once that is over. Windows shows a balloon for some seconds (as long as the person
set for notifications), and does not tell whether it went by itself or was closed by hand: both are
"expired".
"""

from collections.abc import Callable
from typing import NamedTuple, Protocol

from unsit.core.language import _
from unsit.desktop import Answer, Notice
from unsit.loop import Loop, Timer

LONGEST = 255
"""Letters of a balloon's body."""
CLICK, GONE = "click", "gone"


class Stand(Protocol):
    """Where balloons are shown: the icon."""

    shown: bool
    on_shown: Callable[[bool], object]
    on_balloon: Callable[[str], object]

    def balloon(self, title: str, body: str) -> None:
        """Show one, in place of the one that is there."""

    def no_balloon(self) -> None:
        """Take it away."""


class Standing(NamedTuple):
    """A notice that is wanted, who is answered, and what ends it."""

    notice: Notice
    answer: Answer
    over: Timer | None


class BalloonNotifier:
    """The port `Notifier`, see `unsit.desktop`. `on_server` is told whether the icon is shown."""

    def __init__(self, stand: Stand, loop: Loop, on_server: Callable[[bool], object]) -> None:
        self._stand, self._loop, self._on_server = stand, loop, on_server
        self._wanted: dict[str, Standing] = {}
        """By key; the newest is the last, and the one to be seen."""
        self._seen: Notice | None = None
        self._closed = False
        stand.on_shown = self._shown
        stand.on_balloon = self._heard
        if stand.shown:
            loop.soon(self._shown, True)

    def show(self, notice: Notice, answer: Answer) -> None:
        """Show a notice, in place of the one with the same key."""
        if self._closed:
            return
        self._forget(notice.key)
        over = None
        if notice.expires is not None:
            over = self._loop.later(notice.expires, self._finish, notice.key, "expired")
        self._wanted[notice.key] = Standing(notice, answer, over)
        self._look()

    def withdraw(self, key: str) -> None:
        """Take a notice back; unknown keys are fine, and nothing is answered."""
        self._forget(key)
        self._look()

    def close(self) -> None:
        """Withdraw everything. May be called twice."""
        for key in list(self._wanted):
            self.withdraw(key)
        self._closed = True

    # --- what is to be seen -------------------------------------------------------------------------

    def _look(self) -> None:
        """Bring what is to be seen in line with what is wanted."""
        newest = next((each.notice for each in reversed(self._wanted.values())), None)
        if newest is self._seen or not self._stand.shown:
            return
        self._seen = newest
        if newest is None:
            self._stand.no_balloon()
        else:
            self._stand.balloon(newest.title, worded(newest))

    def _forget(self, key: str) -> None:
        standing = self._wanted.pop(key, None)
        if standing is not None and standing.over is not None:
            standing.over.cancel()

    def _finish(self, key: str, action: str) -> None:
        answer = self._wanted[key].answer
        self._forget(key)
        self._look()
        answer(action, "")

    # --- what is heard ------------------------------------------------------------------------------

    def _shown(self, shown: bool) -> None:
        if not self._closed:
            self._seen = None
            self._look()
            self._on_server(shown)

    def _heard(self, what: str) -> None:
        seen, self._seen = self._seen, None
        if seen is None or self._wanted.get(seen.key, (None,))[0] is not seen:
            return  # it was withdrawn as somebody clicked it
        if what == CLICK:
            self._finish(seen.key, "closed" if seen.default is None else "default")
        elif what == GONE:
            self._finish(seen.key, "expired")


def worded(notice: Notice) -> str:
    """Return the body, and what a click means; too long a body is cut, never that."""
    if notice.default is None:
        return _cut(notice.body, LONGEST)
    # Translators: on a notification without buttons; {action} is what a click on it does: "Start".
    words = _("A click: {action}. The icon’s menu has the rest.").format(action=notice.default)
    body = _cut(notice.body, LONGEST - len(words) - 1)
    return f"{body}\n{words}" if body else words


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"
