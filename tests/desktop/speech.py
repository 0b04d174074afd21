"""Speech servers of our own, and an ear at the loudspeaker.

The server is the real Speech Dispatcher with the real espeak-ng, which speaks to a sound server of
`sound`; the ear listens to what that plays.
"""

import array
import math
import subprocess
import threading
import time
from pathlib import Path

from tests.desktop.servers import SessionBus
from tests.desktop.sound import MONITOR, SoundServer, answers
from tests.desktop.stage import PATIENCE, Program, tool, until

ESPEAK = 'AddModule "espeak-ng" "sd_espeak-ng" "espeak-ng.conf"\nDefaultModule espeak-ng\n'
DUMMY = 'AddModule "dummy" "sd_dummy" ""\n'
"""What is left to a server where no package with a synthesizer is installed."""

RATE, CHUNK = 16_000, 160
"""Samples a second, and in what is looked at at once: 10 ms."""

AUDIBLE = 50.0
"""Of 32767; what is played when nobody speaks is 0."""


class SpeechDispatcher:
    """A server with a place, a log and settings of its own; `modules` is what it speaks with."""

    def __init__(
        self, folder: Path, sound: SoundServer | SessionBus, modules: str = ESPEAK
    ) -> None:
        self._folder = folder / "speech"
        self._folder.mkdir()
        (self._folder / "speechd.conf").write_text(modules)
        self.socket = self._folder / "speechd.sock"
        self.environment = sound.environment | {"SPEECHD_ADDRESS": f"unix_socket:{self.socket}"}
        self._program: Program | None = None

    def start(self) -> None:
        tool("sd_espeak-ng")
        folder = str(self._folder)
        self._program = Program(
            self._folder,
            "speech-dispatcher",
            *("-s", "-t", "0", "-c", "unix_socket", "-S", str(self.socket)),
            *("-C", folder, "-L", folder, "-P", f"{folder}/pid"),
            environment=self.environment,
        )
        until("Speech Dispatcher", lambda: answers(self.socket))

    def kill(self) -> None:
        """End it as a crash does; its modules end when they find it gone."""
        if self._program is not None:
            self._program.kill()

    def stop(self) -> None:
        if self._program is not None:
            self._program.stop()


class Ear:
    """Hears what the speaker of a sound server plays, in a thread of its own."""

    def __init__(self, sound: SoundServer) -> None:
        self._process = subprocess.Popen(
            [
                *(tool("parec"), "-d", MONITOR, "--raw", "--format=s16ne", "--latency-msec=10"),
                *(f"--rate={RATE}", "--channels=1"),
            ],
            env=sound.environment,
            stdout=subprocess.PIPE,
        )
        self._heard: list[tuple[float, float]] = []
        self._thread = threading.Thread(target=self._listen)
        self._thread.start()
        until("silence", lambda: self._heard)

    def since(self, moment: float) -> float | None:
        """Return when the first sound since a moment was heard; None when none was."""
        heard = [*self._heard]
        return next((at for at, loud in heard if at >= moment and loud > AUDIBLE), None)

    def seconds(self, since: float) -> float:
        """Return how many seconds of sound have been heard since a moment, by what was played."""
        heard = [loud for at, loud in [*self._heard] if at >= since and loud > AUDIBLE]
        return len(heard) * CHUNK / RATE

    def loudness(self, since: float) -> float:
        """Return the root mean square of all that could be heard since a moment; 0 for nothing."""
        heard = [loud for at, loud in [*self._heard] if at >= since and loud > AUDIBLE]
        return math.sqrt(sum(loud**2 for loud in heard) / len(heard)) if heard else 0.0

    def is_silent(self, seconds: float = 0.3) -> bool:
        """Say whether nothing has been heard for so long."""
        recent = [loud for at, loud in [*self._heard] if at > time.monotonic() - seconds]
        return bool(recent) and max(recent) <= AUDIBLE

    def close(self) -> None:
        self._process.terminate()
        self._process.wait(PATIENCE)
        self._thread.join(PATIENCE)

    def _listen(self) -> None:
        assert self._process.stdout is not None
        with self._process.stdout as line:
            while chunk := line.read(2 * CHUNK):
                samples = array.array("h", chunk[: len(chunk) // 2 * 2])
                power = sum(sample * sample for sample in samples) / max(1, len(samples))
                self._heard.append((time.monotonic(), math.sqrt(power)))
