"""Notices by `osascript`, which every Mac has.

A notice of our own with buttons needs UNUserNotificationCenter, which serves signed programs only; this
one needs nothing, and has no buttons, cannot be taken back, bears Script Editor's name, and a click on
it opens that. Words go in as arguments and never as AppleScript, so nothing in them needs quoting.
Source: AppleScript Language Guide, "display notification"; osascript(1).
"""

import logging
import subprocess
from collections.abc import Callable

from unsit.core.language import _, in_a_row
from unsit.desktop import Answer, Notice
from unsit.loop import Loop

log = logging.getLogger(__name__)

SCRIPT = """\
on run argv
display notification (item 3 of argv) with title (item 2 of argv)
end run"""
APPLICATION = "Unsit"
"""What stands first among the arguments, so that none of a notice is taken for an option."""


class MacNotifier:
    """Shows notices that are never answered and cannot be withdrawn; see the port.

    `on_server` is told that they are seen until one fails. Raises OSError when there is no `osascript`.
    """

    def __init__(self, loop: Loop, on_server: Callable[[bool], object]) -> None:
        self._loop, self._on_server = loop, on_server
        self._seen = True
        on_server(True)

    def show(self, notice: Notice, answer: Answer) -> None:
        """Show a notice; one that offers something says where that is to be had."""
        where = _("Answer it in the menu of Unsit's icon.") if notice.actions else ""
        words = in_a_row(notice.body, where)
        command = ["osascript", "-e", SCRIPT, APPLICATION, notice.title, words]
        quiet = subprocess.DEVNULL
        try:
            child = subprocess.Popen(command, stdin=quiet, stdout=quiet, stderr=quiet)
        except OSError as problem:
            self._failed(str(problem))
            return
        self._loop.child(child, self._ended)

    def withdraw(self, key: str) -> None:
        """Do nothing: what was shown is out of reach."""

    def close(self) -> None:
        """Do nothing, as `withdraw`. May be called twice."""

    def _ended(self, code: int) -> None:
        if code:
            self._failed(_("osascript ended with code {code}").format(code=code))
        elif not self._seen:
            self._seen = True
            self._on_server(True)

    def _failed(self, problem: str) -> None:
        if self._seen:
            self._seen = False
            log.warning("%s: %s", _("no notification could be shown"), problem)
            self._on_server(False)
