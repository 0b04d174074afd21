"""A real MQTT broker (mosquitto) on loopback, with a password and a certificate where a test wants them."""

import os
import socket
import subprocess
import time
from pathlib import Path
from typing import Any

from tests.desktop.stage import PATIENCE, Program, tool, until

USER, PASSWORD = "me", "pass word"


class Broker:
    """One broker, which a test may crash and start again: it comes back to the same port."""

    def __init__(self, folder: Path, secure: bool = False) -> None:
        self._folder, self._secure = folder, secure
        self.port = _free_port()
        self.ca_file = folder / "ca.pem"
        self.password_file = folder / "password"
        if secure:
            self._make_secrets()
        self._program: Program | None = None
        (folder / "mosquitto.conf").write_text("\n".join(self._settings()) + "\n")

    @property
    def address(self) -> str:
        """What a machine's settings name."""
        return (
            f"mqtts://{USER}@127.0.0.1:{self.port}"
            if self._secure
            else f"mqtt://127.0.0.1:{self.port}"
        )

    def start(self) -> None:
        """Start it and wait until it listens."""
        settings = str(self._folder / "mosquitto.conf")
        self._program = Program(self._folder, "mosquitto", "-c", settings, environment=os.environ)
        until("broker", self._listens)

    def crash(self) -> None:
        """End it as a power cut does; what was retained goes with it."""
        assert self._program is not None
        self._program.kill()

    def stop(self) -> None:
        """End it; harmless when it has ended."""
        if self._program is not None:
            self._program.stop()

    def publish(self, topic: str, words: str) -> None:
        """Say something as any stranger may."""
        command = (tool("mosquitto_pub"), "-p", str(self.port), "-r", "-t", topic, "-m", words)
        subprocess.run(command, check=True, timeout=PATIENCE)

    def reads(self, topic: str) -> "Reader":
        """Listen to a topic."""
        return Reader(self._folder, self.port, topic)

    def _settings(self) -> list[str]:
        lines = [f"listener {self.port} 127.0.0.1", "user root"]
        if not self._secure:
            return [*lines, "allow_anonymous true"]
        certificate = [f"certfile {self.ca_file}", f"keyfile {self._folder / 'key.pem'}"]
        return [*lines, *certificate, f"password_file {self._folder / 'passwords'}"]

    def _make_secrets(self) -> None:
        subject = ("-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1")
        keys = ("-keyout", str(self._folder / "key.pem"), "-out", str(self.ca_file))
        kind = ("-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2")
        subprocess.run(
            (tool("openssl"), "req", *kind, *keys, *subject), check=True, capture_output=True
        )
        store = str(self._folder / "passwords")
        subprocess.run((tool("mosquitto_passwd"), "-b", "-c", store, USER, PASSWORD), check=True)
        self.password_file.write_text(PASSWORD + "\n")

    def _listens(self) -> bool:
        assert self._program is not None
        self._program.must_run()
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) == 0


class Reader(Program):
    """Somebody who listens to a topic; `lines` is what they have heard."""

    def __init__(self, folder: Path, port: int, topic: str) -> None:
        name = f"mosquitto_sub-{time.monotonic_ns()}"
        self._heard = folder / name
        self._heard.mkdir()
        command = ("-p", str(port), "-v", "-t", topic)
        super().__init__(self._heard, "mosquitto_sub", *command, environment=os.environ)

    @property
    def lines(self) -> list[tuple[str, Any]]:
        """Each topic with its words, oldest first."""
        text = (self._heard / "mosquitto_sub.log").read_text()
        return [(line.partition(" ")[0], line.partition(" ")[2]) for line in text.splitlines()]


def _free_port() -> int:
    """Return a port to come back to: below those that the kernel gives away by itself (ip(7))."""
    for port in range(20_000 + 16 * os.getpid() % 12_000, 32_768):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) != 0:
                return port
    raise AssertionError("no port is free")
