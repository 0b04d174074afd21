"""Unsit as a whole on the private desktop: the real daemon, the real command line, real files."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from tests import processes
from tests.desktop.stage import PATIENCE, until
from unsit import control

SHORT_POSE = """\
id = "short"
name = "Short Stretch"
credit = "nobody"
works = ["glutes"]
position = "standing"
sides = "each"
hold = { seconds = 1.5 }

[[steps]]
phase = "ready"
say = "Stand up."

[[steps]]
phase = "move"
say = "Bend your {side} knee."
seconds = 0.4

[[steps]]
phase = "hold"
say = "Stay on your {side} side."

[[steps]]
phase = "out"
say = "Come back."
seconds = 0.4
"""

SPINNING = 0.02
"""Seconds of processor time in a second; a look for a lost part takes a tenth of it."""

SETTINGS = """\
[sitting]
remind_after = "3 s"
idle_after = "1 min"
reset_after = "2 min"

[reminder]
open_window = "on click"
snooze = "2 s"

[session]
lead_in = "0.5 s"
switch = "0.5 s"
sound = false
voice = "off"
theme = "light"

[poses]
only = ["short"]
"""


class Examined(NamedTuple):
    """What `unsit doctor --json` says: each check by its name, and the exit code."""

    code: int
    checks: dict[str, dict[str, Any]]

    def first(self, name: str) -> str:
        """Return the first line of what is found of a subject."""
        return str(self.checks[name]["detail"]).split("\n")[0]


class Unsit:
    """A person's Unsit: `folder` is their home, `environment` the desktop they sit at."""

    def __init__(self, folder: Path, environment: dict[str, str]) -> None:
        self._folder = folder
        self.environment = environment
        self.config = Path(environment["XDG_CONFIG_HOME"]) / "unsit"
        self._line = Path(environment["XDG_RUNTIME_DIR"]) / "unsit" / "control.sock"
        self._process: subprocess.Popen[bytes] | None = None
        self.settings(SETTINGS)
        self.pose("short", SHORT_POSE)
        # Most tests have no panel, and would see that told as well.
        self._write(Path(environment["XDG_STATE_HOME"]) / "unsit" / "told.json", '["no-tray"]')

    # --- files ----------------------------------------------------------------------------------

    def settings(self, text: str) -> None:
        """Save the settings file as an editor does."""
        self._write(self.config / "settings.toml", text)

    def change(self, before: str, after: str) -> None:
        """Change a part of the settings file."""
        text = (self.config / "settings.toml").read_text()
        assert before in text
        self.settings(text.replace(before, after))

    def pose(self, pose_id: str, text: str) -> None:
        """Save a pose of the user's own."""
        self._write(self.config / "poses" / f"{pose_id}.toml", text)

    # --- the program ----------------------------------------------------------------------------

    def start(self, python: str | Path = sys.executable) -> None:
        """Start the daemon and wait until it answers."""
        self.start_process(python)
        until("daemon", self._answers)

    @property
    def pid(self) -> int:
        """The daemon's process id."""
        assert self._process is not None
        return self._process.pid

    def start_process(self, python: str | Path = sys.executable) -> None:
        """Start the daemon and wait for nothing."""
        with (self._folder / "unsit.log").open("ab") as log:
            self._process = subprocess.Popen(
                [str(python), "-m", "unsit"],
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )

    def stop(self) -> int:
        """Ask the daemon to end, as the session manager does; 0 when none was started."""
        if self._process is None:
            return 0
        children = processes.children(self.pid)
        if self._process.poll() is None:
            self._process.terminate()
        code = self._process.wait(PATIENCE)
        # One who draws the icons goes on when the daemon ends, and writes into this home.
        until("end of the children", lambda: not any(map(processes.lives, children)))
        return code

    def crash(self) -> None:
        """End it without a chance to say good-bye."""
        assert self._process is not None
        self._process.kill()
        self._process.wait(PATIENCE)

    def ends(self) -> int:
        """Wait until it has ended by itself; return its exit code."""
        assert self._process is not None
        return self._process.wait(PATIENCE)

    def said(self) -> str:
        """Return all that the daemon wrote to its terminal."""
        log = self._folder / "unsit.log"
        return log.read_text() if log.exists() else ""

    def kept(self) -> str:
        """Return all that the daemon wrote into its log."""
        log = Path(self.environment["XDG_STATE_HOME"]) / "unsit" / "unsit.log"
        return log.read_text() if log.exists() else ""

    def rests(self) -> None:
        """Wait until the daemon has slept through a second, but for a look or two at what is gone.

        One that spins uses all of a second, and never rests.
        """
        before = [(time.monotonic(), self._used())]

        def rested() -> bool:
            now, used = time.monotonic(), self._used()
            if used - before[-1][1] >= SPINNING:
                before[:] = [(now, used)]
            return now - before[-1][0] >= 1

        until("rest of the daemon", rested)

    def _used(self) -> float:
        """Return the seconds of processor time it has used."""
        return sum(map(int, processes.stat(self.pid)[11:13])) / os.sysconf("SC_CLK_TCK")

    # --- the command line -----------------------------------------------------------------------

    def call(self, *words: str) -> "subprocess.CompletedProcess[str]":
        """Run one verb and return what came of it."""
        return subprocess.run(
            [sys.executable, "-m", "unsit", *words],
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )

    def does(self, *words: str) -> str:
        """Run a verb that must be done; return what it printed."""
        done = self.call(*words)
        assert done.returncode == 0, f"unsit {' '.join(words)}: {done.stderr}{self.said()}"
        return done.stdout

    def status(self) -> dict[str, Any]:
        """Return how things stand, asked on the control line itself: it may be asked often."""
        found: dict[str, Any] = self._asks("status")["status"]
        return found

    def parts(self) -> dict[str, Any]:
        """Return what the daemon says of its parts: `missing`, `presence`, `reasons`."""
        return self._asks("doctor")

    def doctor(self) -> Examined:
        """Have the doctor look at everything."""
        done = self.call("doctor", "--json")
        told = json.loads(done.stdout)
        assert done.returncode == (0 if told["ok"] else 1), done.stderr
        return Examined(done.returncode, {check["name"]: check for check in told["checks"]})

    def history(self, kind: str = "") -> list[dict[str, Any]]:
        """Return what was written down, newest first."""
        rows: list[dict[str, Any]] = json.loads(self.does("history", "--json"))
        return [row for row in rows if not kind or row["kind"] == kind]

    def until(self, what: str, condition: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
        """Wait until the status fulfils a condition; return it."""
        return stands(what, self.status, condition, self.said)

    def _asks(self, verb: str) -> dict[str, Any]:
        """Ask what changes nothing, again where a busy machine lets no answer come in time."""

        def answers() -> dict[str, Any] | None:
            try:
                return control.ask({"verb": verb}, self._line)
            except control.TroubleError:
                return None

        return until(f"answer to {verb}", answers) or {}

    def _answers(self) -> bool:
        assert self._process is not None
        assert self._process.poll() is None, f"the daemon ended by itself: {self.said()}"
        try:
            return bool(self.status())
        except control.NoDaemonError:
            return False

    @staticmethod
    def _write(path: Path, text: str) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_suffix(".new")
        draft.write_text(text)
        draft.replace(path)


def stands(
    what: str,
    status: Callable[[], dict[str, Any]],
    condition: Callable[[dict[str, Any]], bool],
    said: Callable[[], str],
) -> dict[str, Any]:
    """Return the status once it fulfils a condition; else fail, with it and with what was `said`."""
    found: list[dict[str, Any]] = []

    def holds() -> bool:
        found.append(status())
        return condition(found[-1])

    try:
        until(what, holds)
    except AssertionError as late:
        raise AssertionError(f"{late}; it is {found[-1]}; {said()}") from late
    return found[-1]


def due(status: dict[str, Any]) -> bool:
    """Say whether a reminder stands."""
    return bool(status["reminder"] == "due")


def playing(status: dict[str, Any]) -> bool:
    """Say whether a session is open."""
    return status["session"] is not None


def held(status: dict[str, Any]) -> bool:
    """Say whether a reminder is held back, and it is known why."""
    return bool(status["reminder"] == "held" and status["held_by"])
