"""What the history tells of a stretch of time, as rows: the stuff that all reckoning is made of.

Ten years of heavy use are some 200,000 rows, so they are plain named tuples.
"""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import NamedTuple

DAY = 24 * 3600.0
LONGEST = 7 * DAY
"""Seconds; nobody sits longer, whatever a damaged record says."""
NOW = "now"
"""How a sitting ended that has not."""


class Sat(NamedTuple):
    """A sitting: when it ended (local time as it was there), for how many seconds, and by what.

    `by` is away, session, standing, moved, elsewhere (a stretch at another machine), or NOW.
    """

    until: datetime
    seconds: float
    by: str

    @property
    def since(self) -> datetime:
        """When it began, had its clock never stood still: the latest that it can have begun."""
        return self.until - timedelta(seconds=self.seconds)


class Reminded(NamedTuple):
    """A reminder: when it was answered or came to its end, and how; the pose it named."""

    at: datetime
    outcome: str
    pose: str


class Stretched(NamedTuple):
    """A session: when it began, how it ended (done, stopped or ouch), the seconds held by side.

    `before` and `after` are how the hips felt, 0 to 10; None = nobody said. `side` is told only of one
    that hurt: on which side it was then.
    """

    at: datetime
    pose: str
    outcome: str
    held: Mapping[str, float]
    before: int | None = None
    after: int | None = None
    side: str = ""
    whole: bool = False
    """Whether one hold at least was held to its end."""

    @property
    def seconds(self) -> float:
        """All that was held; a pose that is held on both sides at once counts once."""
        return sum(self.held.values())

    @property
    def counts(self) -> bool:
        """Whether it is a stretch to speak of, by what ends a sitting (`core.playing`): a whole hold.
        What was closed before is none, though its seconds count for the dose.
        """
        return self.whole


class Rows(NamedTuple):
    """What happened, each kind from the oldest to the newest."""

    sittings: tuple[Sat, ...] = ()
    reminders: tuple[Reminded, ...] = ()
    sessions: tuple[Stretched, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether nothing happened at all."""
        return not any(self)


class Span(NamedTuple):
    """Some days, the first and the last among them, as the calendar had them where one was."""

    first: date
    last: date

    @property
    def days(self) -> int:
        """How many days they are."""
        return (self.last - self.first).days + 1

    def each(self) -> tuple[date, ...]:
        """Return every day, from the first to the last."""
        return tuple(self.first + timedelta(days=n) for n in range(self.days))

    def holds(self, at: datetime) -> bool:
        """Say whether a moment lies in these days."""
        return self.first <= at.date() <= self.last


def day(today: date) -> Span:
    """Return a day alone."""
    return Span(today, today)


def week(today: date) -> Span:
    """Return the calendar week (from Monday, as ISO 8601 has it) up to this day."""
    return Span(today - timedelta(days=today.weekday()), today)


def month(today: date) -> Span:
    """Return the calendar month up to this day."""
    return Span(today.replace(day=1), today)


def last(days: int, today: date) -> Span:
    """Return so many days that end with this one."""
    return Span(today - timedelta(days=days - 1), today)


def going_on(rows: Rows, seconds: float, now: datetime) -> Rows:
    """Return the rows with the sitting that goes on, of so many seconds; less than one is none."""
    if seconds < 1:
        return rows
    return rows._replace(sittings=(*rows.sittings, Sat(now, seconds, NOW)))


def by_day(sat: Sat) -> list[tuple[date, float]]:
    """Return the seconds of a sitting by day: one that lasts past midnight belongs to both."""
    until = sat.until
    day, left = until.date(), min(sat.seconds, LONGEST)
    room = until.hour * 3600 + until.minute * 60 + until.second + until.microsecond / 1e6
    if left <= room:
        return [(day, left)]
    parts = []
    while left > room:
        if room:
            parts.append((day, room))
        left, day, room = left - room, day - timedelta(days=1), DAY
    return [*parts, (day, left)]
