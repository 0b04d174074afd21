"""A house around the daemon: a desktop, somebody who sits there, and a session window to direct."""

import json
import os
import signal
import socket
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

from tests.fakes import Clocks, FakeDesktop
from tests.life import MONDAY_NINE, POSES
from unsit import journal
from unsit.core.poses import Pose
from unsit.core.rules import PoseRules, Rules, SessionRules
from unsit.daemon import wishes
from unsit.daemon.daemon import Daemon
from unsit.daemon.desk import Desk
from unsit.prepare import Prepared
from unsit.settings import Settings

RELAY = Path(__file__).with_name("relay.py")
HELD = [
    {"side": "right", "step": 2, "seconds": 30.0, "complete": True},
    {"side": "left", "step": 2, "seconds": 30.0, "complete": True},
]
ON_CLICK = Rules(open_window=None)


def prepared(
    rules: Rules | None = None,
    poses: tuple[Pose, ...] = POSES,
    problems: tuple[str, ...] = (),
    session: SessionRules | None = None,
) -> Prepared:
    """Return what the daemon runs by, as the child would have left it."""
    settings = Settings(rules or Rules(), session or SessionRules(sound=False), PoseRules())
    return Prepared(settings, poses, problems)


class Window:
    """A session window on the stage: what it was started with, and what it is to say."""

    def __init__(self, loop: Clocks, line: socket.socket) -> None:
        self._loop, self._line = loop, line
        line.setblocking(True)
        self._told = line.makefile()
        first: dict[str, Any] = json.loads(self._told.readline())
        self.pid: int = first["pid"]
        self.plan: dict[str, Any] = first["plan"]
        self.environ: dict[str, str] = first["environ"]

    def says(self, event: str, **facts: Any) -> None:
        """Say a line of the window's protocol."""
        self.mutters(json.dumps({"event": event, **facts}))

    def mutters(self, line: str) -> None:
        """Say anything."""
        self._line.sendall(line.encode() + b"\n")

    def is_told(self) -> Any:
        """Return the next line that the daemon says to the window."""
        self.mutters("heard")
        return json.loads(self._told.readline())

    def is_at(self, side: str, left: float, paused: bool = False) -> None:
        """Tell where the session is."""
        self.says("at", side=side, step=2, kind="hold", left_s=left, paused=paused)

    def is_in(self, segment: int, into: float = 0.0, paused: bool = False, held: Any = ()) -> None:
        """Tell where in its plan the session is, as the real one does."""
        now = self.plan["segments"][segment]
        self.says(
            "at",
            **{name: now[name] for name in ("side", "step", "kind", "waits")},
            left_s=60.0,
            paused=paused,
            segment=segment,
            into_s=into,
            held=list(held),
        )

    def ends(self, outcome: str = "done", held: Any = HELD, answer: str | None = None) -> None:
        """Close as the real one does."""
        self.says("ended", outcome=outcome, held=held, answer=answer)
        self.exits(0)

    def exits(self, code: int) -> None:
        self.mutters(f"exit {code}")

    def crashes(self) -> None:
        self.mutters(f"die {signal.SIGKILL.value}")

    def is_gone(self) -> bool:
        """Wait for the program to end; the loop has yet to hear of it."""
        try:
            os.waitid(os.P_PID, self.pid, os.WEXITED | os.WNOWAIT)
        except ChildProcessError:
            pass  # the daemon has waited for it already
        return True

    def close(self) -> None:
        """Let the program go: it ends with its line to the test."""
        self._told.close()
        self._line.close()

    def leaves(self) -> None:
        """Let the program go, and wait until it has gone."""
        self.close()
        self.is_gone()


class House:
    """Everything around one daemon. Built by the fixture `house`, which closes it again."""

    def __init__(self, stage: Path) -> None:
        self._stage = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self._stage.bind(str(stage))
        self._stage.listen()
        self._stage.setblocking(False)
        self.command = [sys.executable, "-I", "-S", str(RELAY), str(stage)]
        self.windows: list[Window] = []
        self.daemon: Daemon

    def opens(
        self,
        rules: Rules | None = None,
        *,
        absent: dict[str, str] | None = None,
        served: bool = True,
        kept: Any = None,
        problems: tuple[str, ...] = (),
        session: SessionRules | None = None,
        wall: datetime = MONDAY_NINE,
    ) -> "House":
        """Start the daemon in this house, with somebody at the keys."""
        self.loop = Clocks(wall)
        self.desktop = FakeDesktop(self.loop, absent, served)
        self.daemon = Daemon(self.loop, prepared(rules, problems=problems, session=session), kept)
        self.desk = Desk(self.daemon, self.desktop)
        self.loop.settles()
        return self

    def closes(self) -> None:
        """End the daemon, as a logout does."""
        self.daemon.close()
        for window in self.windows:
            window.leaves()
        self.windows.clear()
        self.loop.settles()
        self.desk.close()
        self.loop.close()

    def is_left(self) -> None:
        """Close what the house itself has open."""
        self._stage.close()

    # --- what the person does ------------------------------------------------------------------

    def works(self, minutes: float) -> None:
        """Sit at the keys for so long."""
        for _ in range(int(minutes)):
            self.desktop.person.types()
            self.loop.passes(60)
        self.desktop.person.types()
        self.loop.passes((minutes - int(minutes)) * 60)

    def leaves(self, minutes: float) -> None:
        """Be away for so long."""
        self.loop.passes(minutes * 60)

    def sleeps_until_a_key(self, minutes: float) -> None:
        """Close the lid; after so long a key wakes the machine up."""
        self.desktop.person.look_again()
        self.loop.soon(self.desktop.person.types)
        self.loop.sleeps(minutes * 60)

    def wishes(self, verb: str, token: str = "", **facts: Any) -> dict[str, Any]:
        """Ask for something on the control line."""
        reply = wishes.wish(self.daemon, {"verb": verb, **facts}, token)
        self.loop.settles()
        return reply

    def chooses(self, action: str, token: str = "") -> None:
        """Answer the reminder."""
        self.desktop.server.chooses(action, token)
        self.loop.settles()

    def clicks(self, label: str, token: str = "") -> None:
        """Choose a line of the tray's menu."""
        self.desktop.panel.clicks(label, token)
        self.loop.settles()

    # --- what is to be seen --------------------------------------------------------------------

    def window(self) -> Window:
        """Return the next session window to open."""
        lines: list[socket.socket] = []

        def came() -> bool:
            try:
                lines.append(self._stage.accept()[0])
            except BlockingIOError:
                return False
            return True

        self.loop.until("window", came)
        self.windows.append(Window(self.loop, lines[0]))
        return self.windows[-1]

    def session_ends(self) -> None:
        """Wait until the window is closed."""
        self.loop.until("end of the session", lambda: self.daemon.day.session is None)

    def notice(self, key: str = "reminder") -> Any:
        """Return the notice that is shown under this key, or None."""
        return self.desktop.server.notices.get(key)

    @property
    def face(self) -> str:
        return self.desktop.panel.face

    @staticmethod
    def records(kind: str = "") -> list[dict[str, Any]]:
        """Return what was written down, oldest first."""
        rows = [json.loads(line) for line in journal.read().lines]
        return [row for row in rows if not kind or row["kind"] == kind]

    def outcomes(self) -> list[str]:
        """Return what became of each reminder."""
        return [row["outcome"] for row in self.records("reminder")]
