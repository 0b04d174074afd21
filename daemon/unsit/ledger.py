"""The history as rows for reckoning, read in one go; opened, and its journal taken in, by `history`.

Rules of this room: it reads and never writes; what is looked at is found by the indexes.
"""

import json
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from unsit.core.rows import Reminded, Rows, Sat, Span, Stretched
from unsit.history import History

MARGIN = timedelta(days=2)
"""A day as it was lived elsewhere begins and ends up to 26 hours off ours, and a sitting that ended
after a day may have begun in it."""


def read(book: History, span: Span) -> Rows:
    """Return all that may belong to these days: some hours more at both ends."""
    first, last = _moment(span.first, -MARGIN), _moment(span.last, MARGIN)
    sittings = book.select(
        "SELECT at, sat_s, ended_by FROM sittings WHERE moment BETWEEN ? AND ? ORDER BY moment",
        first,
        last,
    )
    reminders = book.select(
        "SELECT at, outcome, pose FROM reminders WHERE moment BETWEEN ? AND ? ORDER BY moment",
        first,
        last,
    )
    return Rows(
        tuple(Sat(_at(at), float(sat or 0), str(by or "")) for at, sat, by in sittings),
        tuple(Reminded(_at(at), str(how), str(pose or "")) for at, how, pose in reminders),
        tuple(_sessions(book, first, last)),
    )


def bounds(book: History) -> Span | None:
    """Return the first and the last day of which anything is known, None when nothing is."""
    found = [
        at
        for table in ("sittings", "reminders", "sessions")
        for order in ("ASC", "DESC")
        for (at,) in book.select(f"SELECT at FROM {table} ORDER BY moment {order} LIMIT 1")
    ]
    days = [_at(at).date() for at in found]
    return Span(min(days), max(days)) if days else None


def sat_days(book: History) -> Iterator[date]:
    """Return the days with any sitting, the newest first."""
    rows = book.select("SELECT DISTINCT substr(at, 1, 10) FROM sittings ORDER BY moment DESC")
    return (date.fromisoformat(day) for (day,) in rows)


def stretched_days(book: History) -> Iterator[date]:
    """Return the days with a stretch that counts, the newest first."""
    rows = book.select(
        "SELECT DISTINCT substr(at, 1, 10) FROM sessions WHERE EXISTS"
        " (SELECT 1 FROM holds WHERE session = sessions.id AND complete) ORDER BY moment DESC"
    )
    return (date.fromisoformat(day) for (day,) in rows)


def _sessions(book: History, first: float, last: float) -> Iterator[Stretched]:
    hurt = _hurt(book, first, last)
    rows = book.select(
        "SELECT id, at, pose, outcome, feel_before, feel_after, side, seconds, complete"
        " FROM sessions LEFT JOIN holds ON session = id"
        " WHERE moment BETWEEN ? AND ? ORDER BY moment, id, place",
        first,
        last,
    )
    known: Any = None
    facts: tuple[Any, ...] = ()
    held: dict[str, float] = {}
    whole = False
    for key, *rest, side, seconds, complete in rows:
        if key != known:
            if known is not None:
                yield _session(facts, held, hurt.get(known, ""), whole)
            known, facts, held, whole = key, tuple(rest), {}, False
        if side is not None:
            held[side] = round(held.get(side, 0.0) + (seconds or 0.0), 1)
            whole = whole or bool(complete)
    if known is not None:
        yield _session(facts, held, hurt.get(known, ""), whole)


def _hurt(book: History, first: float, last: float) -> dict[Any, str]:
    """Return on which side it was, by the session, where it hurt."""
    rows = book.select(
        "SELECT id, more FROM sessions WHERE moment BETWEEN ? AND ? AND outcome = 'ouch'",
        first,
        last,
    )
    return {key: str(json.loads(more or "{}").get("side", "")) for key, more in rows}


def _session(facts: tuple[Any, ...], held: dict[str, float], side: str, whole: bool) -> Stretched:
    at, pose, outcome, before, after = facts
    feel = _feel(before), _feel(after)
    return Stretched(_at(at), str(pose or ""), str(outcome or ""), held, *feel, side, whole)


def _feel(kept: Any) -> int | None:
    return kept if isinstance(kept, int) and 0 <= kept <= 10 else None


def _moment(day: date, beyond: timedelta) -> float:
    edge = time.max if beyond > timedelta() else time.min
    return (datetime.combine(day, edge).astimezone() + beyond).timestamp()


_at = datetime.fromisoformat
