"""A pseudo terminal of our own with a program of ours in it: what it writes, and how it is set."""

import fcntl
import os
import signal
import struct
import subprocess
import sys
import termios
import threading
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from tests.desktop.stage import PATIENCE, tool, until
from tests.desktop.whole import SETTINGS, SHORT_POSE

PLAIN_HOME = SETTINGS.replace('lead_in = "0.5 s"', 'lead_in = "{lead_in}"')


def furnish(lead_in: str = "60 s") -> None:
    """Put settings and a short stretch into the home of the test."""
    config = Path(os.environ["XDG_CONFIG_HOME"]) / "unsit"
    (config / "poses").mkdir(parents=True)
    (config / "settings.toml").write_text(PLAIN_HOME.format(lead_in=lead_in))
    (config / "poses" / "short.toml").write_text(SHORT_POSE)


class Device:
    """Runs `unsit` with some words, and with its own session, as a terminal's shell does."""

    def __init__(self, *words: str, **environ: str) -> None:
        self._master, self.slave = os.openpty()
        self._set_size((80, 24))
        self.found: list[Any] = termios.tcgetattr(self.slave)
        """How it was set before."""
        self.text = ""
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()
        around: Mapping[str, str] = {
            **{name: value for name, value in os.environ.items() if name != "NO_COLOR"},
            "TERM": "xterm-256color",
            "LANG": "C.UTF-8",
            **environ,
        }
        self.process = subprocess.Popen(
            [tool("setsid"), "--ctty", sys.executable, "-m", "unsit", *words],
            env=around,
            stdin=self.slave,
            stdout=self.slave,
            stderr=self.slave,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait(PATIENCE)
        self.hang_up()

    def types(self, keys: bytes) -> None:
        os.write(self._master, keys)

    def shows(self, words: str, times: int = 1) -> None:
        """Wait until this has been written so many times."""
        try:
            until(repr(words), lambda: self.text.count(words) >= times)
        except AssertionError as late:
            raise AssertionError(f"{late}: {self.text[-2000:]!r}") from late

    def resize(self, size: tuple[int, int]) -> None:
        self._set_size(size)
        self.process.send_signal(signal.SIGWINCH)

    def ends(self) -> int:
        """Wait for its end; return the exit code."""
        code = self.process.wait(PATIENCE)
        until("end of what it wrote", self._is_quiet)
        return code

    def hang_up(self) -> None:
        """Take the terminal away. May be called twice."""
        if self._master >= 0:
            os.close(self.slave)
            os.close(self._master)
            self._master = -1

    @property
    def is_as_found(self) -> bool:
        """Whether the terminal is set as before, its cursor shown and its first screen there."""
        shown = self.text.rfind("\x1b[?25h") >= self.text.rfind("\x1b[?25l")
        first = self.text.rfind("\x1b[?1049l") >= self.text.rfind("\x1b[?1049h")
        return shown and first and termios.tcgetattr(self.slave) == self.found

    def _is_quiet(self) -> bool:
        """Have everything that is on its way come through: what we write last comes last."""
        before = self.text.count("(end)")
        os.write(self.slave, b"(end)")
        until("last word", lambda: self.text.count("(end)") > before)
        self.text = self.text.replace("(end)", "")
        return True

    def _set_size(self, size: tuple[int, int]) -> None:
        width, height = size
        fcntl.ioctl(self.slave, termios.TIOCSWINSZ, struct.pack("HHHH", height, width, 0, 0))

    def _read(self) -> None:
        try:
            while more := os.read(self._master, 1 << 16):
                self.text += more.decode(errors="replace")
        except OSError:
            return
