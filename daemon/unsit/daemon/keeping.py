"""The running clock on disk, so that a restart, a crash or a reboot does not forget the day.

It is written when the day changes, and every few minutes while the clock runs; each time whole. A day of
a newer version, which we would overwrite, is put aside first.
"""

import json
import logging
from pathlib import Path
from typing import Any

from unsit import places
from unsit.core import memory
from unsit.core.language import _

log = logging.getLogger(__name__)


def path() -> Path:
    """Return where the running day is kept."""
    return places.state_dir() / "day.json"


def aside() -> Path:
    """Return where a day is put that a newer version has kept."""
    return path().with_name("day.newer.json")


def begin() -> Any:
    """Return what was kept, for a daemon that begins; what it would overwrite is put aside."""
    kept = read()
    if memory.is_newer(kept):
        words = _(
            "{file} was written by a newer Unsit, so the clock begins anew; it is kept as {aside}."
        )
        log.warning("%s", words.format(file=path(), aside=aside()))
        write(kept, aside())
    return kept


def read(file: Path | None = None) -> Any:
    """Return what was kept, or None when there is nothing that can be read."""
    try:
        return json.loads((file or path()).read_bytes())
    except (OSError, ValueError):
        return None


def write(document: dict[str, Any], file: Path | None = None) -> bool:
    """Keep the document; False, and a line in the log, when the disk will not have it."""
    try:
        places.write_whole(file or path(), json.dumps(document))
    except OSError as problem:
        log.warning("the day cannot be kept on disk: %s", places.why(problem))
        return False
    return True
