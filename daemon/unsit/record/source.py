"""Where what is looked at comes from: the history, the sitting that goes on now, the poses."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime

from unsit import control, ledger, prepare
from unsit.core import reckoning, rows
from unsit.core.language import _
from unsit.core.poses import Pose
from unsit.core.rows import Rows, Span
from unsit.history import History, opened
from unsit.prepare import Prepared


class Source:
    """An open history at one moment. Made by `reading`."""

    def __init__(self, book: History, ready: Prepared, now: datetime, goes_on: float) -> None:
        self._book, self._goes_on = book, goes_on
        self.now, self.poses, self.theme = now, ready.poses, ready.settings.session.theme
        self._bounds = ledger.bounds(book)

    @property
    def today(self) -> date:
        """The day it is."""
        return self.now.date()

    @property
    def empty(self) -> bool:
        """Whether nothing at all is known yet."""
        return self._bounds is None and self._goes_on < 1

    @property
    def bounds(self) -> Span:
        """The first day of which anything is known, and today (or a later one, by a wrong clock)."""
        known = self._bounds or Span(self.today, self.today)
        return Span(min(known.first, self.today), max(known.last, self.today))

    def rows(self, span: Span) -> Rows:
        """Return all that may belong to these days, the sitting that goes on now among it."""
        found = ledger.read(self._book, span)
        return rows.going_on(found, self._goes_on, self.now) if span.last >= self.today else found

    def run(self) -> int:
        """Return on how many of the last days with sitting, in a row, there was a stretch."""
        sat, stretched = ledger.sat_days(self._book), ledger.stretched_days(self._book)
        return reckoning.run(sat, stretched, self.today)

    def name(self, pose: str) -> str:
        """Return what a pose is called; one that is no longer there by its id."""
        return names(self.poses).get(pose, pose)


@contextmanager
def reading(now: datetime | None = None) -> Iterator[Source]:
    """Open the history to look at it. Raises HistoryError."""
    now = now or datetime.now().astimezone()
    ready = prepare.load() or prepare.read()
    # Rows hold no circles: to look for some in ten years of them takes as long as reading them.
    gc.disable()
    try:
        with opened() as book:
            yield Source(book, ready, now, _goes_on())
    finally:
        gc.enable()


def names(poses: tuple[Pose, ...]) -> dict[str, str]:
    """Return the names of poses by their ids."""
    return {pose.id: _(pose.name) for pose in poses}


def _goes_on() -> float:
    """Return the seconds of the sitting that goes on now; 0 without a daemon that answers."""
    try:
        status = control.ask({"verb": "status"}).get("status", {})
        return float(status.get("sitting_s", 0.0))
    except (control.NoDaemonError, control.TroubleError, OSError, TypeError, ValueError):
        return 0.0
