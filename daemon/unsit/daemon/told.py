"""What a person is told once in their life with Unsit, and never again."""

import json
import logging
from pathlib import Path

from unsit import places

log = logging.getLogger(__name__)


def path() -> Path:
    """Return where it is kept what was told."""
    return places.state_dir() / "told.json"


def once(what: str) -> bool:
    """Say whether this is still to be told, and take it as told from now on."""
    known = _known()
    if what in known:
        return False
    try:
        places.write_whole(path(), json.dumps([*known, what]))
    except OSError as problem:
        log.info("it cannot be kept that this was told: %s", problem)
    return True


def _known() -> list[str]:
    try:
        known = json.loads(path().read_bytes())
    except (OSError, ValueError):
        return []
    return [what for what in known if isinstance(what, str)] if isinstance(known, list) else []
