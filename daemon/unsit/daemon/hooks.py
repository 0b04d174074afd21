"""The person's own programs, run when something happens (`[hooks]` in the settings).

Rules of this room: a hook can neither stop the day nor pile up. It runs without a shell in a process
group of its own (a job on Windows), in the person's home; it has `LIMIT` seconds, and then it is ended with all that it
started; so many run at a time and no more. What it says goes into the log, that it failed is told
once for each cause. Nothing is done here while no hook is set.
"""

import json
import logging
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from unsit.core import events as ev
from unsit.core.day import Action, Day
from unsit.core.happening import Happening, away_since, happened
from unsit.core.language import _
from unsit.core.rules import HookRules
from unsit.core.sentences import pose_name
from unsit.daemon.daemon import Daemon
from unsit.daemon.pipes import Ear, Mouth
from unsit.loop import NO_CONSOLE, Loop, Timer

if sys.platform == "win32":
    from unsit.windows.job import Job

log = logging.getLogger(__name__)
log.setLevel(logging.INFO)  # what a hook says is wanted in the log

VERSION = 1
"""Of the line of JSON that a hook gets."""
LIMIT, GRACE = 10.0, 2.0
"""Seconds that a hook may take, and how long it is asked to end before it is made to."""
MOST = 4
"""Hooks that run at a time."""
KEPT = 4096
"""Bytes that are kept of what a hook says."""


class Hooks:
    """Runs the hooks of one daemon."""

    def __init__(self, daemon: Daemon) -> None:
        self._daemon = daemon
        self._runs: list[_Run] = []
        self._away: float | None = None

    def happened(self, event: ev.Event, before: Day, actions: tuple[Action, ...]) -> None:
        """Run the hooks for what happened in a step."""
        if self._daemon.prepared.settings.hooks == HookRules():
            return
        news = happened(event, before, self._daemon.day, actions)
        for each in (*news, *self._presence(event)):
            self._run(each, event)

    def close(self) -> None:
        """End what still runs."""
        for run in self._runs:
            run.dismiss()

    def _presence(self, event: ev.Event) -> tuple[Happening, ...]:
        daemon, before = self._daemon, self._away
        self._away = away_since(daemon.day, event.at, daemon.setup.rules)
        if (self._away is None) == (before is None):
            return ()
        if self._away is not None:
            return (Happening("away", {"for_s": round(event.at - self._away)}),)
        assert before is not None
        return (Happening("back", {"away_s": round(event.at - before)}),)

    def _run(self, what: Happening, event: ev.Event) -> None:
        name = f"on_{what.name}"
        words: tuple[str, ...] = getattr(self._daemon.prepared.settings.hooks, name)
        if not words:
            return
        if len(self._runs) >= MOST:
            sentence = _("The hook {hook} was left out: {number} others still run.")
            self._daemon.complain(sentence.format(hook=name, number=MOST))
            return
        try:
            run = _Run(self._daemon.loop, name, words, self._line(what, event), self._over)
        except OSError as problem:
            sentence = _("The hook {hook} cannot be started: {program}: {reason}.")
            reason = problem.strerror or problem
            self._daemon.complain(sentence.format(hook=name, program=words[0], reason=reason))
        else:
            self._runs.append(run)

    def _line(self, what: Happening, event: ev.Event) -> bytes:
        document: dict[str, Any] = {
            "v": VERSION,
            "event": what.name,
            "at": event.wall.isoformat(timespec="seconds"),
            **what.facts,
            "sentence": self._daemon.status().sentence,
        }
        if "pose" in document:
            document["pose_name"] = pose_name(document["pose"], self._daemon.setup)
        return json.dumps(document, ensure_ascii=False).encode() + b"\n"

    def _over(self, run: "_Run", complaint: str) -> None:
        self._runs.remove(run)
        if complaint:
            self._daemon.complain(complaint)


def at_home(program: str) -> str:
    """Return the path of a program, with the person's home in the place of a ~."""
    return str(Path(program).expanduser()) if program.startswith("~") else program


class _Run:
    """One hook that runs. `over` is called once with what there is to complain of, "" for nothing."""

    def __init__(
        self,
        loop: Loop,
        name: str,
        words: tuple[str, ...],
        line: bytes,
        over: "Callable[[_Run, str], object]",
    ) -> None:
        self._loop, self._name, self._words, self._over = loop, name, words, over
        self._said, self._late, self._dismissed = b"", False, False
        self._child = subprocess.Popen(
            [at_home(words[0]), *words[1:]],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            cwd=Path.home(),
            start_new_session=True,
            creationflags=NO_CONSOLE,
        )
        if sys.platform == "win32":
            self._job = Job(self._child)
        assert self._child.stdin is not None
        assert self._child.stdout is not None
        self._tell(Mouth(self._child.stdin), line)
        self._ear = Ear(loop, self._child.stdout, self._hear)
        self._timer: Timer = loop.later(LIMIT, self._stop)
        loop.child(self._child, self._exited)

    def dismiss(self) -> None:
        """End it, which is no fault of its own."""
        self._dismissed = True
        self._end()

    def _end(self, by_force: bool = False) -> None:
        """Ask it, and all that it started, to end; nobody is asked on Windows."""
        if sys.platform == "win32":
            self._job.end()
            return
        try:
            os.killpg(self._child.pid, signal.SIGKILL if by_force else signal.SIGTERM)
        except (ProcessLookupError, PermissionError):
            pass  # it has just ended

    def _tell(self, mouth: Mouth, line: bytes) -> None:
        try:
            mouth.say(line)  # a line fits into the pipe, read or not
        except OSError:
            pass  # it wants to know nothing
        mouth.close()

    def _hear(self, piece: bytes) -> None:
        self._said = (self._said + piece)[:KEPT]

    def _stop(self) -> None:
        self._late = True
        self._end()
        self._timer = self._loop.later(GRACE, self._end, True)

    def _exited(self, code: int) -> None:
        self._timer.cancel()
        if self._late:
            self._end(by_force=True)  # what it had started, and did not hear the first word
        self._hear(self._ear.rest())
        self._ear.close()
        if sys.platform == "win32":
            self._job.close()
        for said in self._said.decode(errors="replace").splitlines():
            log.info("%s: %s", self._name, said)
        self._over(self, self._complaint(code))

    def _complaint(self, code: int) -> str:
        names = {"hook": self._name, "program": self._words[0]}
        if self._late:
            sentence = _("The hook {hook} ({program}) took longer than {limit} s and was ended.")
            return sentence.format(**names, limit=f"{LIMIT:g}")
        if code == 0 or self._dismissed:
            return ""
        if code < 0:
            sentence = _("The hook {hook} ({program}) was ended by signal {number}.")
            return sentence.format(**names, number=-code)
        sentence = _("The hook {hook} ({program}) failed with exit code {code}; see unsit.log.")
        return sentence.format(**names, code=code)
