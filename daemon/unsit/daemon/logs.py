"""What goes wrong, said twice: one line for the person at the terminal, the whole of it in a file."""

import logging
from pathlib import Path

from unsit import places

LARGEST = 512 * 1024
"""Bytes of the file; what is larger is put aside at the next start, and the one before it goes."""


class OneLine(logging.Formatter):
    """A sentence for people: no traceback, and nothing of ours but the name."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the record as one line."""
        return f"unsit: {record.getMessage()}"


def path() -> Path:
    """Return where the log is."""
    return places.state_dir() / "unsit.log"


def begin() -> None:
    """Have warnings and worse said on stderr and kept in the file, where that can be written."""
    said = logging.StreamHandler()
    said.setFormatter(OneLine())
    handlers: list[logging.Handler] = [said]
    try:
        handlers.append(_kept())
    except OSError:
        pass  # a full or missing disk is complained of by what must be kept
    logging.basicConfig(level=logging.WARNING, handlers=handlers)


def _kept() -> logging.Handler:
    file = path()
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if file.exists() and file.stat().st_size > LARGEST:
        file.replace(file.with_suffix(".old"))
    kept = logging.FileHandler(file, encoding="utf-8", delay=True)
    kept.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    return kept
