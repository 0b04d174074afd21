"""A terminal for tests of the command line, and a daemon that answers in it."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from tests.daemon.house import House
from unsit import places
from unsit.cli import call
from unsit.control import Control
from unsit.daemon.wishes import wish

NO_DAEMON = "unsit: no daemon runs. Start it with `unsit`.\n"
NINE = {
    "90-90-lunge",
    "butterfly",
    "garland",
    "happy-baby",
    "kneeling-hip-flexor",
    "lizard",
    "lying-lumbar-rotation",
    "pigeon",
    "prone-leg-twist",
}
"""The poses of which a reminder chooses."""
STAND_INS = {
    "chair-twist",
    "seated-figure-four",
    "side-lunge",
    "standing-cat-cow",
    "standing-hamstring",
    "standing-knee-hug",
    "standing-lunge",
    "wide-chair-sit",
}


class Terminal:
    """A terminal: run a command line in it and see what it prints."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys
        self.out = self.err = ""

    def runs(self, *words: str) -> int:
        """Run `unsit` with these words; return its exit code."""
        code = call([*words])
        self.out, self.err = self._capsys.readouterr()
        assert "Traceback" not in self.out + self.err
        return code

    def prints(self, *words: str) -> str:
        """Run what must go well; return what it printed."""
        assert self.runs(*words) == 0, self.err
        assert self.err == ""
        return self.out

    def reads(self, *words: str) -> Any:
        """Run what must print JSON and go well; return what it means."""
        return json.loads(self.prints(*words, "--json"))

    def fails(self, *words: str, code: int = 1) -> str:
        """Run what must fail; return the one line it says about it."""
        assert self.runs(*words) == code
        assert self.out == ""
        assert self.err.startswith("unsit: ")
        assert self.err.count("\n") == 1
        return self.err.removeprefix("unsit: ").strip()

    def is_misused(self, *words: str) -> str:
        """Run what is no command line of ours; return the last line it says."""
        assert self.runs(*words) == 2
        assert self.out == ""
        assert self.err.startswith("Usage: unsit")
        return self.err.splitlines()[-1]


@contextmanager
def answering(house: House) -> Iterator[None]:
    """Have the daemon of the house answer on its line, as it does all day."""
    line = Control(house.loop, lambda request: wish(house.daemon, request))
    thread = threading.Thread(target=house.loop.run)
    thread.start()
    try:
        yield
    finally:
        house.loop.stop()
        thread.join()
        line.close()


def save(text: str, file: str = "settings.toml") -> None:
    places.write_whole(places.config_dir() / file, text)
