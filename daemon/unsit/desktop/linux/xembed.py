"""The old tray (XEmbed), which is a child: `unsit.xembed` draws, and what loads Pillow is not us.

The child that crashes is started again, later each time; nothing here waits for it.
"""

import json
import logging
import os
import subprocess
import sys
from collections.abc import Callable
from typing import Any

from unsit.desktop import Choose
from unsit.loop import Loop, Timer

log = logging.getLogger(__name__)

OPEN = {"verb": "open"}
"""What a click means: this tray has no menu, so the panel with all of it opens."""

FIRST_WAIT, LONGEST_WAIT = 1.0, 600.0
"""Seconds until a child that ended by itself is started again; doubled each time."""

STEADY = 60.0
"""Seconds after which a child is taken for a healthy one, and its end for a single mishap."""


def command() -> list[str]:
    """Return the command line of the child."""
    return [sys.executable, "-m", "unsit.xembed"]


class XembedTray:
    """The port `Tray`, see `unsit.desktop`.

    `choose` gets `OPEN` for each click; `on_host` is told whether a tray has taken our icon, once
    that is known, and whenever it changes. `argv` is run instead of the child, for tests.
    """

    def __init__(
        self,
        loop: Loop,
        choose: Choose,
        on_host: Callable[[bool], object],
        argv: list[str] | None = None,
    ) -> None:
        self._loop, self._choose, self._on_host = loop, choose, on_host
        self._argv = argv or command()
        self._shown: dict[str, str] | None = None
        self._docked = False
        self._child: _Child | None = None
        self._closed = False
        self._wait = FIRST_WAIT
        self._again: Timer | None = None
        self._began = 0.0
        self._start()

    def show(self, face: str, tip: str) -> None:
        """Show a face and a tooltip."""
        self._shown = {"face": face, "tip": tip}
        if self._child is not None:
            self._child.write(self._shown)

    def refresh(self) -> None:
        """Do nothing: there is no menu, and no picture that could come late."""

    def close(self) -> None:
        """End the child, and the icon with it. May be called twice; `on_host` is not told."""
        self._closed = True
        if self._again is not None:
            self._again.cancel()
        child, self._child = self._child, None
        if child is not None:
            child.close()

    # --- the child ----------------------------------------------------------------------------------

    def _start(self) -> None:
        self._again = None
        self._began = self._loop.waking()
        try:
            self._child = _Child(self._loop, self._argv, self._hear, self._ended)
        except OSError as problem:
            log.info("the icon for old trays cannot be started: %s", problem)
            self._start_later()
            return
        if self._shown is not None:
            self._child.write(self._shown)

    def _start_later(self) -> None:
        if self._loop.waking() - self._began > STEADY:
            self._wait = FIRST_WAIT
        self._again = self._loop.later(self._wait, self._start)
        self._wait = min(self._wait * 2, LONGEST_WAIT)

    def _ended(self, code: int) -> None:
        if self._closed:
            return
        log.info("the icon for old trays ended by itself (exit code %d)", code)
        self._child = None
        self._say(False)
        self._start_later()

    def _hear(self, event: dict[str, Any]) -> None:
        if self._closed:
            return
        match event.get("event"):
            case "docked":
                self._say(True)
            case "undocked":
                self._say(False)
            case "click":
                self._choose(OPEN, "")
            case "failed":
                log.info("the icon for old trays: %s", event.get("reason"))

    def _say(self, docked: bool) -> None:
        if docked != self._docked:
            self._docked = docked
            self._on_host(docked)


class _Child:
    """A program that we write lines of JSON to and hear lines of JSON from.

    `hear` gets what it says, and at last, unless we closed it, `ended` its exit code. Raises OSError
    when it cannot be started.
    """

    def __init__(
        self,
        loop: Loop,
        argv: list[str],
        hear: Callable[[dict[str, Any]], object],
        ended: Callable[[int], object],
    ) -> None:
        self._loop, self._hear, self._on_end = loop, hear, ended
        self._rest, self._closed = b"", False
        self._process = subprocess.Popen(
            argv, stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0
        )
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._in, self._out = self._process.stdin, self._process.stdout
        if sys.platform != "win32":
            os.set_blocking(self._in.fileno(), False)
            os.set_blocking(self._out.fileno(), False)
        loop.reader(self._out, self._readable)
        loop.child(self._process, self._ended)

    def write(self, document: dict[str, Any]) -> None:
        """Tell it something; one that has stopped listening is ended."""
        try:
            whole = json.dumps(document).encode() + b"\n"
            if self._in.write(whole) != len(whole):
                self._process.kill()
        except (OSError, ValueError):
            return  # it has ended, and that is about to be told

    def close(self) -> None:
        """End it now. It has nothing to put away, so it is not asked and cannot refuse."""
        if not self._closed:
            self._closed = True
            self._process.kill()
            self._process.wait()
            self._let_go()

    def _readable(self) -> None:
        try:
            more = os.read(self._out.fileno(), 1 << 16)
        except OSError:
            return
        if not more:
            self._loop.forget(self._out)
        *lines, self._rest = (self._rest + more).split(b"\n")
        for line in lines:
            document = _understood(line)
            if document is not None and not self._closed:
                self._hear(document)

    def _ended(self, code: int) -> None:
        if not self._closed:
            self._readable()  # its last words
            self._closed = True
            self._let_go()
            self._on_end(code)

    def _let_go(self) -> None:
        self._loop.forget(self._out)
        self._in.close()
        self._out.close()


def _understood(line: bytes) -> dict[str, Any] | None:
    try:
        document = json.loads(line)
    except ValueError:
        return None
    return document if isinstance(document, dict) else None
