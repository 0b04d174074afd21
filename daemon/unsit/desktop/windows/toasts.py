"""Notices as toasts, with buttons, where Windows's own classes for them can be had (`winrt`).

A toast that is not answered goes on into the list of notifications, and can be answered there: that is
no end of it. One with buttons stays on the screen until somebody answers (the scenario "reminder").
What this room says to Windows is held to the port with a stand-in for Windows; a real one has not shown
it yet.
Source: "Toast content schema" of Microsoft's documentation.
"""

from collections.abc import Callable
from typing import NamedTuple, Protocol
from xml.sax.saxutils import escape, quoteattr

from unsit.desktop import Answer, Notice
from unsit.loop import Loop, Timer

DEFAULT, CLOSED, EXPIRED = "default", "closed", "expired"

Heard = Callable[[str], object]
"""Hears, from the loop, what became of a toast: the key of a button, "default", or "closed"."""


class Toaster(Protocol):
    """Windows, as far as toasts go. Nothing here raises."""

    def show(self, key: str, content: str, heard: Heard) -> None:
        """Show a toast, in place of the one with the same key."""

    def hide(self, key: str) -> None:
        """Take it from the screen and from the list; unknown keys are fine."""


class Standing(NamedTuple):
    """A notice that stands: who is answered, and what ends it."""

    answer: Answer
    over: Timer | None


class ToastNotifier:
    """The port `Notifier`, see `unsit.desktop`."""

    def __init__(self, toaster: Toaster, loop: Loop, on_server: Callable[[bool], object]) -> None:
        self._toaster, self._loop = toaster, loop
        self._standing: dict[str, Standing] = {}
        self._closed = False
        loop.soon(on_server, True)

    def show(self, notice: Notice, answer: Answer) -> None:
        """Show a notice, in place of the one with the same key."""
        if self._closed:
            return
        self._forget(notice.key)
        over = None
        if notice.expires is not None:
            over = self._loop.later(notice.expires, self._finish, notice.key, EXPIRED)
        standing = self._standing[notice.key] = Standing(answer, over)
        self._toaster.show(
            notice.key, content(notice), lambda what: self._hear(notice, standing, what)
        )

    def withdraw(self, key: str) -> None:
        """Take a notice back; unknown keys are fine, and nothing is answered."""
        if self._forget(key) is not None:
            self._toaster.hide(key)

    def close(self) -> None:
        """Withdraw everything. May be called twice."""
        self._closed = True
        for key in list(self._standing):
            self.withdraw(key)

    def _hear(self, notice: Notice, standing: Standing, what: str) -> None:
        if self._standing.get(notice.key) is not standing:
            return  # it was replaced or withdrawn as somebody clicked it
        meaningless = what == DEFAULT and notice.default is None
        self._finish(notice.key, CLOSED if meaningless else what)

    def _finish(self, key: str, action: str) -> None:
        standing = self._forget(key)
        if standing is not None:
            self._toaster.hide(key)
            standing.answer(action, "")

    def _forget(self, key: str) -> Standing | None:
        standing = self._standing.pop(key, None)
        if standing is not None and standing.over is not None:
            standing.over.cancel()
        return standing


def content(notice: Notice) -> str:
    """Return a notice as the XML that Windows takes; what a click means comes back as it stands here."""
    stays = ' scenario="reminder"' if notice.actions and notice.expires is None else ""
    silent = '<audio silent="true"/>' if notice.urgency == 0 else ""
    buttons = "".join(
        f"<action content={quoteattr(label)} arguments={quoteattr(key)}/>"
        for key, label in notice.actions
    )
    return (
        f'<toast launch="{DEFAULT}"{stays}><visual><binding template="ToastGeneric">'
        f"<text>{escape(notice.title)}</text><text>{escape(notice.body)}</text>"
        f"</binding></visual><actions>{buttons}</actions>{silent}</toast>"
    )
