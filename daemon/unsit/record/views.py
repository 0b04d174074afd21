"""What can be looked at: a day, four weeks, the dose of a week. Values, made of a source.

Each has its title, the span before and after it, and its sentence for whoever cannot see it.
"""

from collections.abc import Callable
from datetime import date, timedelta
from typing import NamedTuple

from unsit.core import dose, reckoning, rows
from unsit.core.poses import Pose
from unsit.core.reckoning import Reckoning
from unsit.core.rows import Span
from unsit.core.timeline import Timeline, timeline
from unsit.record import telling, words
from unsit.record.source import Source, names

WEEKS = 4
"""How many weeks are looked at together."""


class Day(NamedTuple):
    """A day as it went."""

    timeline: Timeline
    names: dict[str, str]
    title: str
    text: str
    name: str = "day"


class Weeks(NamedTuple):
    """Some weeks, from a Monday on."""

    reckoning: Reckoning
    title: str
    text: str
    name: str = "weeks"


class Dose(NamedTuple):
    """What each muscle group had in seven days."""

    reckoning: Reckoning
    poses: tuple[Pose, ...]
    title: str
    text: str
    name: str = "dose"


View = Day | Weeks | Dose


def day(source: Source, end: date) -> Day:
    """Return a day."""
    found = timeline(source.rows(rows.day(end)), end)
    known = names(source.poses)
    title = words.day(end, source.today)
    text = telling.day(found, known, words.on(end))
    return Day(found, known, title, text)


def weeks(source: Source, end: date) -> Weeks:
    """Return the four weeks of which the last one has this day in it."""
    sunday = end + timedelta(days=6 - end.weekday())
    span = rows.last(7 * WEEKS, sunday)
    found = reckoning.reckon(source.rows(span), span, source.poses)
    return Weeks(found, words.span(span), telling.weeks(found))


def week_dose(source: Source, end: date) -> Dose:
    """Return the dose of the seven days that end with this one."""
    span = rows.last(dose.DAYS, end)
    found = reckoning.reckon(source.rows(span), span, source.poses)
    title = words.span(span)
    return Dose(found, source.poses, title, telling.doses(found, source.poses))


VIEWS: dict[str, Callable[[Source, date], View]] = {
    "day": day,
    "weeks": weeks,
    "dose": week_dose,
}
STEPS = {"day": 1, "weeks": 7, "dose": 7}
"""How many days earlier or later one goes at a time."""


def span_of(view: View) -> Span:
    """Return the days that a view shows."""
    if isinstance(view, Day):
        return rows.day(view.timeline.day)
    return view.reckoning.span
