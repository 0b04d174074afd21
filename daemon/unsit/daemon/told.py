"""What a person is told, or has answered, once in their life with Unsit, and never again."""

import json
import logging
from pathlib import Path

from unsit import places

log = logging.getLogger(__name__)

WELCOME = "welcome"
"""The first-run page: it comes until it was answered."""


def path() -> Path:
    """Return where it is kept what was told or answered."""
    return places.state_dir() / "told.json"


def was(what: str) -> bool:
    """Say whether this was told, or answered."""
    return what in _known()


def keep(what: str) -> None:
    """Take this as told, or answered, from now on."""
    if was(what):
        return
    try:
        places.write_whole(path(), json.dumps([*_known(), what]))
    except OSError as problem:
        log.info("it cannot be kept that this was told: %s", problem)


def once(what: str) -> bool:
    """Say whether this is still to be told, and take it as told from now on."""
    if was(what):
        return False
    keep(what)
    return True


def _known() -> list[str]:
    try:
        known = json.loads(path().read_bytes())
    except (OSError, ValueError):
        return []
    return [what for what in known if isinstance(what, str)] if isinstance(known, list) else []
