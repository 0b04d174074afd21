"""The parts of a long run: each is told of when it is done, and how long it took; all of them at the end.

Rules of this room: the standard library only; a part that fails stops what waits for it, nothing else.
"""

import subprocess
import sys
import threading
import time
from collections.abc import Callable
from typing import NamedTuple, TypeVar

Made = TypeVar("Made")


class FailedError(Exception):
    """A part has failed, and has been told of."""


class Done(NamedTuple):
    """One part: what it was, when it began and how long it took (seconds), and what came of it."""

    name: str
    began: float
    took: float
    outcome: str


class Parts:
    """Runs parts, from any thread, and keeps what came of each."""

    def __init__(self) -> None:
        self._begun, self._lock = time.monotonic(), threading.Lock()
        self.done: list[Done] = []
        self.failed = False

    def run(
        self, name: str, work: Callable[[], Made], outcome: Callable[[Made], str] | None = None
    ) -> Made:
        """Do `work` and return what it made; `outcome` says in a few words what that is.

        Raises FailedError when it raised CalledProcessError, TimeoutExpired or OSError.
        """
        began = time.monotonic()
        try:
            made = work()
        except (subprocess.CalledProcessError, subprocess.TimeoutExpired, OSError) as problem:
            self._tell(name, began, f"FAILED: {_in_words(problem)}", _said(problem))
            self.failed = True
            raise FailedError(name) from problem
        self._tell(name, began, outcome(made) if outcome else "done", "")
        return made

    def table(self) -> str:
        """Return what each part took, in the order in which they began."""
        rows = [
            f"  {part.took:6.1f} s  {part.name:<{max(len(p.name) for p in self.done)}}  {part.outcome}"
            for part in sorted(self.done, key=lambda part: part.began)
        ]
        return "\n".join([*rows, f"  {time.monotonic() - self._begun:6.1f} s  in all"])

    def _tell(self, name: str, began: float, outcome: str, said: str) -> None:
        part = Done(name, began, time.monotonic() - began, outcome)
        with self._lock:
            self.done.append(part)
            if said:
                print(said, file=sys.stderr)
            print(f"unsit: {name}: {outcome} ({part.took:.1f} s)", file=sys.stderr, flush=True)


def _in_words(problem: Exception) -> str:
    if isinstance(problem, subprocess.CalledProcessError):
        return f"exit code {problem.returncode}"
    if isinstance(problem, subprocess.TimeoutExpired):
        return f"not done after {problem.timeout:.0f} s"
    return str(problem)


def _said(problem: Exception) -> str:
    said = getattr(problem, "stdout", None) or ""
    text = said.decode(errors="replace") if isinstance(said, bytes) else str(said)
    error = getattr(problem, "stderr", None) or ""
    return text + (error.decode(errors="replace") if isinstance(error, bytes) else str(error))
