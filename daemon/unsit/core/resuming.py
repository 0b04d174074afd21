"""A session that was broken off: what is kept of it, for how long, and how it is gone on with.

Rules of this room: between two words of its window a session has gone on by the clock, unless it was
paused, and never further than to the end of its segment. What was broken off is offered for half an
hour. It is forgotten earlier when a session is done, when the person says that they moved, and by
the next break: not by the one that it was broken off for, be it a call or a machine that starts anew.
"""

from unsit.core import offering
from unsit.core.day import Session
from unsit.core.events import Continued, Event, Held, Input, Moved
from unsit.core.language import _
from unsit.core.leftoff import LASTS, LeftOff, Place
from unsit.core.reminders import RefusedError
from unsit.core.step import Step
from unsit.core.value import replace

LEAST = 1.0
"""Seconds that are left at least of a hold whose end nobody has told."""


def start(step: Step, __: Continued) -> None:
    """Go on with what was broken off. Raises `RefusedError` when a session is open, or nothing was."""
    left_off = step.day.left_off
    if step.day.session is not None:
        raise RefusedError(_("A stretch is being played already."))
    if left_off is None:
        raise RefusedError(_("No stretch was broken off in the last 30 minutes."))
    series, nth = left_off.series, left_off.nth
    offering.start(step, left_off.pose, asked=True, rest=series, nth=nth, resumed=left_off)
    step.day = replace(step.day, left_off=None)


def kept(session: Session, at: float) -> LeftOff | None:
    """Return what is left of a session that ends at this moment, and of its series; None when nothing
    was begun, no hold is left, or it hurt.
    """
    left_off = None if session.hurt else _left(session, at)
    return left_off and replace(left_off, until=at + LASTS, seen=False)


def _left(session: Session, at: float) -> LeftOff | None:
    place, nth, series = session.place, session.nth, session.rest
    if place is None or session.kind == "ready":
        if session.resumed is not None:
            return replace(session.resumed, nth=nth, series=series)
        return _untouched(session.pose, nth, series) if nth > 1 else None
    if place.rest <= 0:
        return _untouched(series[0], nth + 1, series[1:]) if series else None
    rest = max(min(LEAST, place.rest), place.rest - _held_since(session, place, at))
    first = place.first if session.resumed is None else session.resumed.first
    hold = place.side, place.step, rest, first
    return LeftOff(session.pose, *hold, until=0.0, nth=nth, series=series)


def _untouched(pose: str, nth: int, series: tuple[str, ...]) -> LeftOff:
    """Return a pose of a series of which nothing was held yet."""
    return LeftOff(pose, "", 0, 0.0, "", until=0.0, nth=nth, series=series)


def held(session: Session, at: float) -> tuple[Held, ...]:
    """Return what was held in a session whose window can tell it no more."""
    place = session.place
    spent = 0.0 if place is None else _held_since(session, place, at)
    if place is None or spent <= 0:
        return session.held
    others = tuple(each for each in session.held if (each.side, each.step) != _hold(place))
    mine = [each for each in session.held if each not in others]
    complete = spent >= place.left or any(each.complete for each in mine)
    seconds = sum(each.seconds for each in mine) + spent
    return (*others, Held(place.side, place.step, seconds, complete))


def still(left_off: LeftOff | None, event: Event, broke: bool) -> LeftOff | None:
    """Return what can still be continued after this event; `broke` when it ends a sitting."""
    if left_off is None or event.at >= left_off.until or isinstance(event, Moved):
        return None
    if broke and left_off.seen:
        return None
    return replace(left_off, seen=True) if isinstance(event, Input) else left_off


def after_sleep(session: Session, seconds: float) -> Session:
    """Return a session as it stands after a sleep of so many seconds: its window slept as well."""
    return replace(session, told=session.told + seconds) if session.told else session


def _held_since(session: Session, place: Place, at: float) -> float:
    """Return the seconds held since the window has told where it is."""
    if session.kind != "hold" or session.paused:
        return 0.0
    return min(max(0.0, at - session.told + min(0.0, place.into)), place.left)


def _hold(place: Place) -> tuple[str, int]:
    return place.side, place.step
