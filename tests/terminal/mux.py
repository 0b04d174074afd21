"""A real tmux with a real shell in it, of its own server: what is typed there and what is read."""

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Self

from tests.desktop.stage import PATIENCE, tool, until

SHELL = ("bash", "--norc", "--noprofile", "-i")
"""It has job control, as the shells of people do."""


class Tmux:
    """One pane of 80 by 24. `environment` is what its shell is started with."""

    def __init__(self, folder: Path, environment: Mapping[str, str]) -> None:
        self._command = [tool("tmux"), "-S", str(folder / "tmux.sock"), "-f", "/dev/null"]
        self._environment = {
            **{name: value for name, value in environment.items() if name != "NO_COLOR"},
            "TERM": "xterm-256color",
            "LANG": "C.UTF-8",
            "PS1": "$ ",
            "HISTFILE": "",
        }

    def __enter__(self) -> Self:
        self._do("new-session", "-d", "-s", "s", "-x", "80", "-y", "24", *SHELL)
        until("prompt", lambda: self.read().startswith("$"))
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        pids = self.asks("pid"), self.asks("pane_pid")
        self._do("kill-server")
        until("end", lambda: not any(Path("/proc", pid).exists() for pid in pids))

    def types(self, line: str) -> None:
        """Type a line for the shell."""
        self._do("send-keys", "-t", "s", "-l", line)
        self.key("Enter")

    def key(self, *names: str) -> None:
        """Press keys, by tmux's names."""
        self._do("send-keys", "-t", "s", *names)

    def resize(self, width: int, height: int) -> None:
        self._do("resize-window", "-t", "s", "-x", str(width), "-y", str(height))

    def read(self) -> str:
        """Return what is to be read on the screen."""
        return self._do("capture-pane", "-t", "s", "-p").rstrip("\n")

    def shows(self, words: str) -> str:
        """Wait until these words are to be read; return all that is."""
        found: list[str] = []

        def there() -> bool:
            found.append(self.read())
            return words in found[-1]

        try:
            until(repr(words), there)
        except AssertionError as late:
            raise AssertionError(f"{late}:\n{found[-1]}") from late
        return found[-1]

    def asks(self, what: str) -> str:
        """Return what tmux says of the pane, such as alternate_on or cursor_flag."""
        return self._do("display-message", "-t", "s", "-p", f"#{{{what}}}").strip()

    @property
    def is_the_shells(self) -> bool:
        """Whether the screen is the shell's again, with its cursor."""
        return (self.asks("alternate_on"), self.asks("cursor_flag")) == ("0", "1")

    def _do(self, *words: str) -> str:
        done = subprocess.run(
            [*self._command, *words],
            env={**os.environ, **self._environment},
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=True,
        )
        return done.stdout
