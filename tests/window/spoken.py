"""A window as a program of its own, spoken with by lines of JSON, as its daemon does."""

import json
import os
import subprocess
from collections.abc import Mapping, Sequence
from typing import Any


class Spoken:
    """A program that was started: `process` is what runs."""

    def __init__(self, command: Sequence[str], around: Mapping[str, str]) -> None:
        self.process = subprocess.Popen(
            command,
            env={**os.environ, **around},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )

    def write(self, told: bytes) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(told)
        self.process.stdin.flush()

    def next(self) -> dict[str, Any]:
        """Wait for the next event."""
        assert self.process.stdout is not None
        event: dict[str, Any] = json.loads(self.process.stdout.readline())
        return event
