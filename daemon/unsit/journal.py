"""The journal: what happened, one JSON line each, until the history takes it in.

Rules of this room: the daemon must not carry SQLite all day, so it writes here; a record is written by
one call and is on the disk when that returns; each record has a number of its own (`id`), so that
taking it in twice does no harm; nothing is removed before the history has it safely.

A crash can leave the last line torn. It then ends without a line break, and the next record begins
on a new line. Writing, reading and removing exclude each other by a lock that dies with its holder.
"""

import errno
import json
import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from unsit import lock, places
from unsit.core.value import Value

TRIED = 1 << 12
"""Bytes that must find a place before we say that a record does: a block of most file systems."""


class Page(Value):
    """What stood in the journal: its lines, whole or torn, and the size it had then (bytes)."""

    lines: tuple[str, ...] = ()
    size: int = 0


def path() -> Path:
    """Return the journal's own path."""
    return places.data_dir() / "journal.jsonl"


def append(kind: str, at: datetime, facts: Mapping[str, Any], file: Path | None = None) -> None:
    """Write one record, on the disk when this returns. Raises OSError, with the journal as it was.

    `kind` is session, reminder or sitting; `at` is an aware time.
    """
    record = {"id": os.urandom(8).hex(), "kind": kind, "at": at.isoformat(), **facts}
    line = json.dumps(record, ensure_ascii=False).encode() + b"\n"
    file = file or path()
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    is_new = not file.exists()
    with _locked(file, os.O_RDWR | os.O_APPEND | os.O_CREAT) as end:
        size = os.fstat(end).st_size
        _write(end, line if _ends_well(end, size) else b"\n" + line, size)
    if is_new:
        places.sync_folder(file.parent)


def takes_more(file: Path | None = None) -> bool:
    """Say whether the next record can be written; what is tried for that is taken back."""
    try:
        with _locked(file or path(), os.O_RDWR | os.O_APPEND | os.O_CREAT) as end:
            size = os.fstat(end).st_size
            _write(end, b"\n" * TRIED, size)
            os.ftruncate(end, size)
    except OSError:
        return False
    return True


def read(file: Path | None = None) -> Page:
    """Return what stands in the journal; nothing when there is none."""
    try:
        with _locked(file or path(), os.O_RDONLY) as end:
            content = _content(end)
    except FileNotFoundError:
        return Page()
    lines = content.decode(errors="replace").split("\n")
    return Page(tuple(line for line in lines if line.strip()), len(content))


def drop(page: Page, file: Path | None = None) -> bool:
    """Remove the journal if nothing was added since `page` was read; True when it is gone."""
    file = file or path()
    try:
        with _locked(file, os.O_RDWR) as end:
            if os.fstat(end).st_size != page.size:
                return False
            _remove(file, end)
    except FileNotFoundError:
        pass
    return True


@contextmanager
def _locked(file: Path, flags: int) -> Iterator[int]:
    """Open the file and have it to ourselves. Raises OSError."""
    while True:
        end = os.open(file, flags | places.BYTES, 0o600)
        try:
            lock.hold(end, wait=True)
            try:
                if os.fstat(end).st_nlink:
                    yield end
                    return
            finally:
                lock.let_go(end)
        finally:
            os.close(end)
        # It was taken in and removed while we waited for it: there is a new one, or none.


def _remove(file: Path, end: int) -> None:
    if sys.platform == "win32":
        os.ftruncate(end, 0)  # what is open cannot be removed there; an empty journal is none
    else:
        file.unlink()


def _write(end: int, content: bytes, size: int) -> None:
    try:
        if os.write(end, content) < len(content):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        os.fsync(end)
    except OSError:
        os.ftruncate(end, size)
        raise


def _ends_well(end: int, size: int) -> bool:
    if not size:
        return True
    os.lseek(end, size - 1, os.SEEK_SET)
    return os.read(end, 1) == b"\n"


def _content(end: int) -> bytes:
    pieces = []
    while piece := os.read(end, 1 << 20):
        pieces.append(piece)
    return b"".join(pieces)
