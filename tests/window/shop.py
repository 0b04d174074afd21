"""Players of sounds that a test can buy: each is a line of shell, and all that PATH has."""

import os
from pathlib import Path


class Shop:
    """A folder that is all of PATH, with players made of a line of shell."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder / "bin"
        self._folder.mkdir()
        self._log = folder / "played"
        os.environ["PATH"] = str(self._folder)

    def sells(self, name: str, code: int = 0, gate: Path | None = None) -> None:
        """Put a player there that ends with an exit code; with a FIFO, when that is opened."""
        player = self._folder / name
        player.unlink(missing_ok=True)  # a shell may still be reading the one before
        wait = f"read line <{gate}\n" if gate else ""
        player.write_text(f'#!/bin/sh\necho "{name} $*" >>{self._log}\n{wait}exit {code}\n')
        player.chmod(0o755)

    @property
    def played(self) -> list[str]:
        """What was played by what, in order."""
        return self._log.read_text().splitlines() if self._log.exists() else []
