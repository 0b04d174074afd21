"""Sound servers of our own: PulseAudio, and PipeWire with what speaks for PulseAudio on it.

Each has a microphone `mic`, on which nothing is ever to be heard, and a speaker whose monitor is
`speaker.monitor`; each has a home and a runtime folder of its own.
"""

import gc
import socket
import struct
import subprocess
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self

from tests.desktop.servers import SessionBus, private_environment
from tests.desktop.stage import PATIENCE, Program, tool, until
from unsit.desktop.linux.pulsewire import (
    NONE,
    SET_CLIENT_NAME,
    PulseWire,
    number,
    properties,
    string,
)
from unsit.loop import Loop

MICROPHONE, MONITOR = "mic", "speaker.monitor"

PULSE_SETTINGS = f"""\
load-module module-native-protocol-unix
load-module module-null-sink sink_name=speaker
load-module module-null-source source_name={MICROPHONE}
set-default-source {MICROPHONE}
"""

PIPEWIRE_SETTINGS = f"""\
context.objects = [
  {{ factory = adapter args = {{
       factory.name = support.null-audio-sink media.class = Audio/Sink
       node.name = speaker audio.position = [ FL FR ] }} }}
  {{ factory = adapter args = {{
       factory.name = support.null-audio-sink media.class = Audio/Source/Virtual
       node.name = {MICROPHONE} audio.position = [ MONO ] }} }}
]
"""


class SoundServer(Protocol):
    """What the tests ask of either."""

    name: str
    """How it names itself to those who ask."""
    environment: dict[str, str]

    def start(self) -> None: ...

    def kill(self) -> None:
        """End it as a crash does."""

    def stop(self) -> None: ...


class PulseAudio:
    """The real one. It is no daemon here, plays nothing, and warns when it runs as root."""

    name = "pulseaudio "

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.environment = private_environment(folder)
        self._settings = folder / "default.pa"
        self._settings.write_text(PULSE_SETTINGS)
        self._program: Program | None = None

    def start(self) -> None:
        self._program = Program(
            self._folder,
            "pulseaudio",
            *("--daemonize=no", "--exit-idle-time=-1", "--use-pid-file=no", "-n"),
            *("-F", str(self._settings)),
            environment=self.environment,
        )
        until("PulseAudio", lambda: has_devices(self.environment))

    def runs(self) -> bool:
        return self._program is not None and self._program.runs()

    def kill(self) -> None:
        if self._program is not None:
            self._program.kill()

    def stop(self) -> None:
        if self._program is not None:
            self._program.stop()


class PipeWire:
    """The real one, with a session manager that links who listens, and pipewire-pulse."""

    name = "PulseAudio (on PipeWire "

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._bus = SessionBus(folder)
        self.environment = self._bus.environment
        self.environment["DBUS_SYSTEM_BUS_ADDRESS"] = f"unix:path={folder}/no-system-bus"
        more = Path(self.environment["XDG_CONFIG_HOME"], "pipewire", "pipewire.conf.d")
        more.mkdir(parents=True)
        (more / "devices.conf").write_text(PIPEWIRE_SETTINGS)
        self._programs: list[Program] = []

    @property
    def socket(self) -> Path:
        return Path(self.environment["XDG_RUNTIME_DIR"], "pipewire-0")

    def start(self) -> None:
        """Start all three: all over again when they missed each other, as they may on a busy machine."""
        for seconds in (8, 8, PATIENCE):
            self.kill()
            self.start_bare()
            self._run("wireplumber")
            self._run("pipewire-pulse")
            if self._has_devices(seconds):
                return
        raise AssertionError("no pipewire-pulse, though it was started three times")

    def start_bare(self) -> None:
        """Start PipeWire alone: for those who ask it and nobody else."""
        self._run("pipewire")
        until("PipeWire", lambda: answers(self.socket))

    def kill(self) -> None:
        for program in reversed(self._programs):
            program.kill()
        self._programs.clear()

    def stop(self) -> None:
        for program in reversed(self._programs):
            program.stop()
        self._programs.clear()
        self._bus.stop()

    def _has_devices(self, seconds: float) -> bool:
        try:
            return until("pipewire-pulse", lambda: has_devices(self.environment), seconds=seconds)
        except AssertionError:
            return False

    def _run(self, name: str) -> None:
        self._programs.append(Program(self._folder, name, environment=self.environment))


def answers(place: Path) -> bool:
    """Say whether somebody listens at this socket: a killed server leaves it behind."""
    with socket.socket(socket.AF_UNIX) as line:  # type: ignore[attr-defined, unused-ignore]  # win32
        return line.connect_ex(str(place)) == 0


def pactl(environment: dict[str, str], *words: str) -> str:
    """Have pactl do something, and return what it says: nothing when that fails."""
    done = subprocess.run(
        [tool("pactl"), *words],
        env=environment,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    return done.stdout if done.returncode == 0 else ""


def has_devices(environment: dict[str, str]) -> bool:
    sources = pactl(environment, "list", "short", "sources").split()
    return MICROPHONE in sources and MONITOR in sources


def listener(server: SoundServer, folder: Path, source: str) -> Program:
    """Return somebody who listens to a source."""
    return Program(folder, "parec", "-d", source, environment=server.environment)


def recordings(server: SoundServer) -> list[str]:
    """Return the numbers of all who listen."""
    lines = pactl(server.environment, "list", "short", "source-outputs").splitlines()
    return [line.split()[0] for line in lines]


CREATE_RECORD_STREAM, CORK_RECORD_STREAM = 5, 58
YES, NO = b"1", b"0"


class Recorder:
    """One who listens in ways that no tool has: paused, or to measure only how loud it is."""

    def __init__(
        self, path: str, loop: Loop, source: str, *, paused: bool = False, peaks: bool = False
    ) -> None:
        self._loop = loop
        self._wire = PulseWire(path, patience=PATIENCE)
        self._wire.answer(self._wire.introduce())
        self._wire.answer(self._wire.ask(SET_CLIENT_NAME, properties(application_name="ear")))
        answer = self._wire.answer(
            self._wire.ask(CREATE_RECORD_STREAM, self._stream(source, paused, peaks))
        )
        self._channel = answer[0]
        loop.reader(self._wire, self._wire.take)

    @staticmethod
    def _stream(source: str, paused: bool, peaks: bool) -> bytes:
        # Mixers measure 25 times a second; at the rate of the source nothing is left to measure.
        one_channel = b"a" + struct.pack(">BBI", 3, 1, 25 if peaks else 44_100) + b"m\x01\x00"
        flags_of_12 = NO * 7
        flags_of_13 = (YES if peaks else NO) + YES
        since_22 = b"B\0" + b"v\x01" + struct.pack(">I", 0x10000) + NO * 5
        return b"".join(
            (
                *(one_channel, number(NONE), string(source), number(NONE)),
                *(YES if paused else NO, number(4096), flags_of_12, flags_of_13),
                *(properties(media_name="ear"), number(NONE), NO, NO * 2, since_22),
            )
        )

    def pause(self, paused: bool) -> None:
        self._wire.ask(CORK_RECORD_STREAM, number(self._channel) + (YES if paused else NO))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._loop.forget(self._wire)
        self._wire.close()


def descriptors() -> set[str]:
    """Return the descriptors that this process has open; what earlier tests let go of has none any more."""
    gc.collect()
    return {path.name for path in Path("/proc/self/fd").iterdir() if path.is_symlink()}
