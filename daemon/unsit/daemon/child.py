"""A window as a child: started with a document, listened to line by line, and ended.

Rules of this room: a window that crashes or cannot open takes nobody down, it only ends; what it
said before it died still counts.

It is ended by SIGTERM, which it takes for a wish. Windows would take its word from its mouth, so there it is
ended by the end of its stdin, and only what does not heed that is killed.
"""

import json
import logging
import subprocess
import sys
from collections.abc import Callable, Mapping
from typing import Any

from unsit import places
from unsit.core.language import _
from unsit.daemon.pipes import Ear, Mouth
from unsit.loop import NO_CONSOLE, Loop

if sys.platform == "win32":
    from unsit.windows import foreground

log = logging.getLogger(__name__)

ASKING = ("UNSIT_FOCUS", "XDG_ACTIVATION_TOKEN", "DESKTOP_STARTUP_ID")
"""The variables that say whether and how a window may take the focus."""

FAREWELL = 2.0
"""Seconds a window gets to close when the daemon quits."""

Document = dict[str, Any]
Hear = Callable[[Document], object]


def surroundings(asked: bool, token: str, environ: Mapping[str, str]) -> dict[str, str]:
    """Return the window's environment: it may take the focus only when somebody asked for it."""
    around = {name: value for name, value in environ.items() if name not in ASKING}
    if asked:
        around["UNSIT_FOCUS"] = "1"
    if token:
        # Qt reads the first on Wayland and only the second on X11.
        around["XDG_ACTIVATION_TOKEN"] = around["DESKTOP_STARTUP_ID"] = token
    return around


def let_forward() -> None:
    """Let the window that somebody asked for take the focus, where only we can allow it."""
    if sys.platform == "win32":
        foreground.allow()


class Child:
    """One window.

    `name` is what it is called in sentences, in English. `hear` gets each of its JSON lines, and last of all, in
    any case, one with the event "failed" or with that of `stopped`, which is heard when it was we
    who ended it and it had no time to say so. Raises OSError when the child cannot be started.
    """

    def __init__(
        self,
        loop: Loop,
        argv: list[str],
        first: Document | None,
        hear: Hear,
        environment: dict[str, str],
        *,
        name: str,
        stopped: Document,
    ) -> None:
        self._loop, self._hear, self._name, self._stopped = loop, hear, name, stopped
        self._last = {"failed", stopped["event"]}
        self._said, self._over, self._closing, self._gone = b"", False, False, False
        if not places.there():
            raise FileNotFoundError(_(places.ABSENT))
        self._child = subprocess.Popen(
            argv,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=environment,
            creationflags=NO_CONSOLE,
        )
        if "UNSIT_FOCUS" in environment:
            let_forward()
        assert self._child.stdin is not None
        assert self._child.stdout is not None
        self._mouth = Mouth(self._child.stdin)
        self._ear = Ear(loop, self._child.stdout, self._heard)
        loop.child(self._child, self._exited)
        if first is not None:
            self.write(first)

    @property
    def open(self) -> bool:
        """Whether it has not said its last word."""
        return not self._over

    @property
    def alive(self) -> bool:
        """Whether it runs and may say something yet."""
        return not self._over and self._child.poll() is None

    def write(self, document: Document) -> None:
        """Tell it something; one that no longer listens is no error."""
        try:
            self._mouth.say(json.dumps(document).encode() + b"\n")
        except (OSError, ValueError):
            log.debug("%s no longer listens", self._name)

    def dismiss(self) -> None:
        """End a window of which nobody waits for a last word, and do not wait for its end."""
        if not self._gone:
            self._end()

    def close(self) -> None:
        """End the window, if it has not ended, and wait a moment for its last words and its end."""
        if self._gone:
            return
        if not self._over:
            self._end()
        try:
            self._said += self._ear.see_out(self._child, FAREWELL)
        except (subprocess.TimeoutExpired, ValueError, OSError):
            self._child.kill()
            self._child.wait()
        self._exited(self._child.returncode)

    def _end(self) -> None:
        self._closing = True
        if sys.platform == "win32":
            self._mouth.close()
            self._loop.later(FAREWELL, self._insist)
        else:
            self._child.terminate()

    def _insist(self) -> None:
        if not self._gone:
            self._child.kill()

    def _heard(self, piece: bytes) -> None:
        self._said += piece
        self._hear_lines()

    def _hear_lines(self) -> None:
        *lines, self._said = self._said.split(b"\n")
        for line in lines:
            document = _understood(line)
            if document is None or self._over:
                continue
            self._over = document["event"] in self._last
            self._hear(document)

    def _exited(self, code: int) -> None:
        if self._gone:
            return  # told twice, and by now its number may be that of another's pipe
        self._gone = True
        self._said += self._ear.rest()
        self._ear.close()
        self._mouth.close()
        self._hear_lines()
        if not self._over:
            self._over = True
            failed = {"event": "failed", "reason": self._reason(code)}
            self._hear(self._stopped if self._closing else failed)

    def _reason(self, code: int) -> str:
        name = _(self._name)
        if code < 0:
            # Translators: {window} is "The session window", or "The panel".
            return _("{window} crashed (signal {number}).").format(window=name, number=-code)
        words = _("{window} ended without a word (exit code {number}).")
        return words.format(window=name, number=code)


def _understood(line: bytes) -> Document | None:
    try:
        document = json.loads(line)
    except ValueError:
        return None
    return document if isinstance(document, dict) and "event" in document else None
