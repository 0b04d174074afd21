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
from unsit.core.day import Day
from unsit.core.events import Event, Forgot
from unsit.core.language import _
from unsit.core.rules import Rules

log = logging.getLogger(__name__)

BEAT = 2.0
"""Seconds after which a hold is kept again: a power cut costs no more of it than that."""


class Keeper:
    """Keeps the day of a daemon; one that does not keep (`keeps`) does nothing.

    `foreign` is what a newer version had kept beside it; `at` is when it was kept last.
    """

    def __init__(self, foreign: dict[str, Any], at: float, keeps: bool) -> None:
        self._foreign, self._at, self._keeps = foreign, at, keeps
        self._failed = ""
        """Why the day could not be kept last, "" when it could: in a hold it is tried every `BEAT`."""

    def by(self, day: Day, rules: Rules) -> float | None:
        """Return when (`at`) the day is to be kept again though nothing happens, None for never."""
        session = day.session
        if not self._keeps:
            return None
        if session is not None and session.kind == "hold" and not session.paused:
            return self._at + BEAT
        return self._at + rules.reset_after if day.sitting.running is not None else None

    def step(self, event: Event, before: Day, day: Day, rules: Rules) -> None:
        """Keep the day after an event, if it has changed or its time has come."""
        by = self.by(day, rules)
        forgot = isinstance(event, Forgot)
        if forgot:
            self._foreign = {}  # nobody here can tell of when it is
        if forgot or day != before or (by is not None and event.at >= by):
            self._at = event.at
            self.keep(day, event)

    def keep(self, day: Day, now: Event) -> None:
        """Keep the day, as it is `now`."""
        if self._keeps:
            failed = _write({**self._foreign, **memory.keep(day, now)}, path())
            if failed and failed != self._failed:
                _complain(failed)
            self._failed = failed


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
    failed = _write(document, file or path())
    if failed:
        _complain(failed)
    return not failed


def _write(document: dict[str, Any], file: Path) -> str:
    """Keep the document; return why that failed, "" when it did not."""
    try:
        places.write_whole(file, json.dumps(document))
    except OSError as problem:
        return places.why(problem)
    return ""


def _complain(why: str) -> None:
    log.warning("the day cannot be kept on disk: %s", why)
