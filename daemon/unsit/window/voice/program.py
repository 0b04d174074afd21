"""Programs that say what they read on stdin and end: one run for each phrase."""

import shutil
from collections.abc import Callable
from functools import partial

from unsit.window.voice import Ear
from unsit.window.voice.ground import Child, Ground

Command = Callable[[bool], tuple[list[str], str]]
"""Returns, for loud or quiet, the arguments, and what stands before the phrase on stdin."""

COMPLAINTS = ("error:",)
"""What a program says on stderr when it found no sound; espeak-ng then ends as if all were well."""

DYING = 200
"""Milliseconds for a child that was killed to be gone, when all is over; it takes one or two."""


class Program:
    """One program; `name` is what it is called in the PATH."""

    def __init__(self, ground: Ground, name: str, command: Command) -> None:
        self.name = name
        self._ground, self._command = ground, command
        self._path: str | None = None
        self._run = 0
        """The number of the newest phrase."""
        self._speaking = 0
        """The number of the phrase that is being said, 0 for none."""
        self._children: dict[int, Child] = {}

    def open(self, ear: Ear) -> None:
        """Look whether the program is there."""
        self._ear = ear
        self._path = shutil.which(self.name)
        if self._path is None:
            ear.lost("it is not installed")
        else:
            ear.ready()

    def say(self, phrase: str, quiet: bool) -> None:
        """Have a phrase said in place of what is being said."""
        self.stop()
        if self._path is None:
            return
        arguments, before = self._command(quiet)
        self._run += 1
        self._speaking = run = self._run
        said = f"{before}{phrase}\n".encode()
        child = self._ground.run(self._path, arguments, said, partial(self._ended, run))
        self._children[run] = child

    def stop(self) -> None:
        """End the child that speaks."""
        child, self._speaking = self._children.get(self._speaking), 0
        if child is not None:
            child.kill()

    def close(self) -> None:
        """End the child that speaks, and start no other."""
        self.stop()
        self._path = None
        for child in [*self._children.values()]:
            child.wait(DYING)

    def _ended(self, run: int, code: int | None, said: str) -> None:
        self._children.pop(run, None)
        if run != self._speaking:
            return
        self._speaking = 0
        complaint = next((line for line in said.splitlines() if line.startswith(COMPLAINTS)), "")
        if code is None:
            self._lose("it cannot be started")
        elif code or complaint:
            self._lose(complaint or f"it ended with exit code {abs(code)}")
        else:
            self._ear.ended()

    def _lose(self, why: str) -> None:
        self._path = None
        self._ear.lost(why)
