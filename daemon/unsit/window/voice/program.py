"""Programs that say what they read on stdin and end: one run for each phrase."""

import shutil
from collections.abc import Callable

from PySide6.QtCore import QObject, QProcess

from unsit.window.voice import Ear

Command = Callable[[bool], tuple[list[str], str]]
"""Returns, for loud or quiet, the arguments, and what stands before the phrase on stdin."""

COMPLAINTS = ("error:",)
"""What a program says on stderr when it found no sound; espeak-ng then ends as if all were well."""

DYING = 200
"""Milliseconds for a child that was killed to be gone, when all is over; it takes one or two."""


class Program(QObject):
    """One program; `name` is what it is called in the PATH."""

    def __init__(self, name: str, command: Command) -> None:
        super().__init__()
        self.name = name
        self._command = command
        self._path: str | None = None
        self._speaking: QProcess | None = None
        self._children: list[QProcess] = []

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
        child = self._speaking = QProcess(self)
        self._children.append(child)
        child.setStandardOutputFile(QProcess.nullDevice())
        child.finished.connect(lambda code, status: self._ended(child, code, status))
        child.errorOccurred.connect(lambda error: self._failed(child, error))
        child.start(self._path, arguments)
        child.write(f"{before}{phrase}\n".encode())
        child.closeWriteChannel()

    def stop(self) -> None:
        """End the child that speaks."""
        child, self._speaking = self._speaking, None
        if child is not None:
            child.kill()

    def close(self) -> None:
        """End the child that speaks, and start no other."""
        self.stop()
        self._path = None
        for child in self._children.copy():
            child.waitForFinished(DYING)

    def _ended(self, child: QProcess, code: int, status: QProcess.ExitStatus) -> None:
        self._children.remove(child)
        said = bytes(child.readAllStandardError().data()).decode(errors="replace")
        child.deleteLater()
        if child is not self._speaking:
            return
        self._speaking = None
        complaint = next((line for line in said.splitlines() if line.startswith(COMPLAINTS)), "")
        if code or status == QProcess.ExitStatus.CrashExit or complaint:
            self._lose(complaint or f"it ended with exit code {code}")
        else:
            self._ear.ended()

    def _failed(self, child: QProcess, error: QProcess.ProcessError) -> None:
        if error != QProcess.ProcessError.FailedToStart:
            return
        self._children.remove(child)
        child.deleteLater()
        if child is self._speaking:
            self._speaking = None
            self._lose("it cannot be started")

    def _lose(self, why: str) -> None:
        self._path = None
        self._ear.lost(why)
