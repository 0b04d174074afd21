"""What goes wrong, said twice: one line for the person at the terminal, the whole of it in a file."""

import logging
import os
from collections.abc import Iterator
from contextlib import closing, contextmanager
from io import TextIOWrapper
from pathlib import Path
from typing import TextIO

from unsit import places

LARGEST = 512 * 1024
"""Bytes of the file; what is larger is put aside at the next start, and the one before it goes."""


class OneLine(logging.Formatter):
    """A sentence for people: no traceback, and nothing of ours but the name."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the record as one line."""
        return f"unsit: {record.getMessage()}"


class Said(logging.StreamHandler[TextIO]):
    """The terminal, which may be gone."""

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802  # logging's name
        """Say nothing: there is nobody to say it to."""


class Kept(logging.FileHandler):
    """The file, for its owner alone; full or out of reach, what cannot be kept was said all the same."""

    def _open(self) -> TextIOWrapper:
        raw = os.fdopen(_private(self.baseFilename), "ab")
        return TextIOWrapper(raw, encoding="utf-8")

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a record, if that can be done."""
        try:
            super().emit(record)
        except OSError:
            pass  # it is opened with the first record, outside of what `handleError` hears of

    def close(self) -> None:
        """Let go of the file; what still waits to be written to a full disk is lost."""
        try:
            super().close()
        except OSError:
            pass

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802  # logging's name
        """Say nothing more: the terminal has had the sentence."""


class Late(logging.Handler):
    """The file, opened for each record: few verbs of the command line have any to keep."""

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a record, if that can be done."""
        try:
            file = kept()
        except OSError:
            return
        with closing(file):
            file.handle(record)


def _private(file: str) -> int:
    return os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)


def path() -> Path:
    """Return where the log is."""
    return places.state_dir() / "unsit.log"


def begin() -> None:
    """Have warnings and worse said on stderr and kept in the file, where that can be written."""
    said = Said()
    said.setFormatter(OneLine())
    handlers: list[logging.Handler] = [said]
    try:
        handlers.append(kept())
    except OSError:
        pass  # a full or missing disk is complained of by what must be kept
    logging.basicConfig(level=logging.WARNING, handlers=handlers)


@contextmanager
def only_kept(name: str) -> Iterator[None]:
    """Have what a module logs in the file meanwhile; where no log was begun it is not said besides."""
    late, logger = Late(), logging.getLogger(name)
    logger.addHandler(late)
    try:
        yield
    finally:
        logger.removeHandler(late)


def kept() -> logging.Handler:
    """Return what keeps the log in its file. Raises OSError when there is no place for it."""
    file = path()
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if file.exists() and file.stat().st_size > LARGEST:
        file.replace(file.with_suffix(".old"))
    if file.is_file() and not file.is_symlink():
        file.chmod(0o600)  # whoever reads what went wrong reads a little of somebody's day
    kept = Kept(file, encoding="utf-8", delay=True)
    kept.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    return kept
