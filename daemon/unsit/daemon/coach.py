"""The session window as a child: started with a plan, listened to line by line, and ended.

Rules of this room: a window that crashes or cannot open takes nobody down, it only ends; what it
said before it died still counts.
"""

import json
import logging
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from typing import Any

from unsit.loop import Loop

log = logging.getLogger(__name__)

FAREWELL = 2.0
"""Seconds a window gets to close when the daemon quits."""

STOPPED: dict[str, Any] = {"event": "ended", "outcome": "stopped", "held": [], "answer": None}
"""What a window that we ended had no time to say."""

Hear = Callable[[dict[str, Any]], object]


def command() -> list[str]:
    """Return the command line of the session window."""
    return [sys.executable, "-m", "unsit.window"]


def surroundings(asked: bool, token: str, environ: Mapping[str, str]) -> dict[str, str]:
    """Return the window's environment: it may take the focus only when somebody asked for it."""
    around = {**environ}
    around.pop("XDG_ACTIVATION_TOKEN", None)
    around.pop("DESKTOP_STARTUP_ID", None)
    if asked:
        around["UNSIT_FOCUS"] = "1"
    if token:
        # Qt reads the first on Wayland and only the second on X11.
        around["XDG_ACTIVATION_TOKEN"] = around["DESKTOP_STARTUP_ID"] = token
    return around


class Coach:
    """One session window.

    `hear` gets each of its JSON lines, and last of all, in any case, one with the event "ended"
    or "failed". Raises OSError when the child cannot be started.
    """

    def __init__(
        self,
        loop: Loop,
        plan: dict[str, Any],
        hear: Hear,
        asked: bool = True,
        token: str = "",
        argv: list[str] | None = None,
    ) -> None:
        self._loop, self._hear = loop, hear
        self._said, self._over, self._closing = b"", False, False
        self._child = subprocess.Popen(
            argv or command(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=surroundings(asked, token, os.environ),
        )
        assert self._child.stdin is not None
        assert self._child.stdout is not None
        self._stdin, self._stdout = self._child.stdin, self._child.stdout
        self._output = self._stdout.fileno()
        if sys.platform != "win32":
            os.set_blocking(self._output, False)
        loop.reader(self._output, self._readable)
        loop.child(self._child, self._exited)
        self._write(plan)

    def tell(self, wish: str) -> None:
        """Pass a wish on: pause, next, back, again or stop."""
        self._write({"do": wish})

    def close(self) -> None:
        """End the window, if it has not ended, and wait a moment for its last words and its end."""
        if self._stdout.closed:
            return
        if not self._over:
            self._closing = True
            self._child.terminate()
        if sys.platform != "win32":
            os.set_blocking(self._output, True)
        try:
            self._said += self._child.communicate(timeout=FAREWELL)[0] or b""
        except (subprocess.TimeoutExpired, ValueError, OSError):
            self._child.kill()
            self._child.wait()
            if sys.platform != "win32" and not self._stdout.closed:
                os.set_blocking(self._output, False)  # a child of its own may still hold the pipe
        self._exited(self._child.returncode)

    def _write(self, document: dict[str, Any]) -> None:
        try:
            # A plan is a few kilobytes, far less than a pipe holds: this cannot block.
            self._stdin.write(json.dumps(document).encode() + b"\n")
            self._stdin.flush()
        except (OSError, ValueError):
            log.debug("the session window no longer listens")

    def _readable(self) -> None:
        try:
            more = os.read(self._output, 1 << 16)
        except BlockingIOError:
            return
        except OSError:
            more = b""
        if not more:
            self._loop.forget(self._output)
        self._said += more
        self._hear_lines()

    def _hear_lines(self) -> None:
        *lines, self._said = self._said.split(b"\n")
        for line in lines:
            document = _understood(line)
            if document is None or self._over:
                continue
            self._over = document["event"] in ("ended", "failed")
            self._hear(document)

    def _exited(self, code: int) -> None:
        self._loop.forget(self._output)
        if not self._stdout.closed:
            self._drain()
        for pipe in (self._stdin, self._stdout):
            try:
                pipe.close()
            except OSError:
                pass  # what was not read any more is lost, as it should be
        self._hear_lines()
        if not self._over:
            self._over = True
            failed = {"event": "failed", "reason": _reason(code)}
            self._hear(STOPPED if self._closing else failed)

    def _drain(self) -> None:
        try:
            while more := os.read(self._output, 1 << 16):
                self._said += more
        except OSError:
            pass


def _understood(line: bytes) -> dict[str, Any] | None:
    try:
        document = json.loads(line)
    except ValueError:
        return None
    return document if isinstance(document, dict) and "event" in document else None


def _reason(code: int) -> str:
    if code < 0:
        return f"The session window crashed (signal {-code})."
    return f"The session window ended without a word (exit code {code})."
