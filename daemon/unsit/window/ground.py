"""Qt's loop, as the voice asks for it (`unsit.window.voice.ground`)."""

import socket

from PySide6.QtCore import QProcess, QSocketNotifier, QTimer

from unsit.window.voice.ground import Act, Alarm, Child, Ended, Reading


class QtGround:
    """Keeps its children for as long as they run, whoever started them."""

    def __init__(self) -> None:
        self.children: set[_Child] = set()

    def alarm(self, ring: Act) -> Alarm:
        """Return an alarm that is not set yet."""
        timer = QTimer()
        timer.setSingleShot(True)
        timer.timeout.connect(ring)
        return timer

    def reader(self, line: socket.socket, readable: Act) -> Reading:
        """Call back whenever a connection can be read, or has ended."""
        return _Reading(line, readable)

    def run(self, path: str, arguments: list[str], said: bytes, ended: Ended) -> Child:
        """Start a program and give it something to read."""
        child = _Child(self, said, ended)
        self.children.add(child)
        child.start(path, arguments, said)
        return child


class _Reading:
    def __init__(self, line: socket.socket, readable: Act) -> None:
        self._notifier = QSocketNotifier(line.fileno(), QSocketNotifier.Type.Read)
        self._notifier.activated.connect(lambda *_: readable())

    def close(self) -> None:
        """Listen no more."""
        self._notifier.setEnabled(False)


class _Child:
    def __init__(self, ground: QtGround, said: bytes, ended: Ended) -> None:
        self._ground, self._ended, self._complains = ground, ended, bool(said)
        self._process = QProcess()
        # It may outlive us, and must not keep the daemon's end of our stdout open.
        self._process.setStandardOutputFile(QProcess.nullDevice())
        if not self._complains:
            self._process.setStandardInputFile(QProcess.nullDevice())
            self._process.setStandardErrorFile(QProcess.nullDevice())
        self._process.finished.connect(self._finished)
        self._process.errorOccurred.connect(self._failed)

    def start(self, path: str, arguments: list[str], said: bytes) -> None:
        """Start it, and let it read what it is given and no more."""
        self._process.start(path, arguments)
        if said:
            self._process.write(said)
            self._process.closeWriteChannel()

    def kill(self) -> None:
        """End it at once."""
        if self._process.state() != QProcess.ProcessState.NotRunning:
            self._process.kill()

    def wait(self, milliseconds: int) -> None:
        """Wait for its end."""
        if self._process.state() != QProcess.ProcessState.NotRunning:
            self._process.waitForFinished(milliseconds)

    def _finished(self, code: int, status: QProcess.ExitStatus) -> None:
        said = self._complaint() if self._complains else ""  # Qt warns of reading what goes nowhere
        crashed = status == QProcess.ExitStatus.CrashExit
        self._over(-(code or 1) if crashed else code, said)

    def _complaint(self) -> str:
        return bytes(self._process.readAllStandardError().data()).decode(errors="replace")

    def _failed(self, error: QProcess.ProcessError) -> None:
        if error == QProcess.ProcessError.FailedToStart:
            self._over(None, "")

    def _over(self, code: int | None, said: str) -> None:
        self._ground.children.discard(self)
        # We are called by the process itself, which must outlive that.
        self._process.deleteLater()
        self._ended(code, said)
