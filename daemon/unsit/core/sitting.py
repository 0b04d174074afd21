"""The sitting clock: events in, how long this body has sat.

Sitting is not typing. You sit while you are present and have not said that you stand. Every way
of not sitting is a `Cause` with the moment it began; the clock runs while there is none and
nothing freezes it. Being absent counts from the moment of the last input, so what was counted in
good faith since then is taken back; absent for `reset_after` ends the sitting. Freezing (a pause,
off hours, a session) stops the clock and forgets nothing.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import Enum

from unsit.core.events import (
    Blind,
    Event,
    Idle,
    Input,
    Locked,
    Moved,
    Sat,
    Slept,
    Stood,
    Unlocked,
    Woke,
)
from unsit.core.rules import Rules
from unsit.core.value import Value, field, replace

SAT_AGAIN = 3600.0
"""Seconds away after which whoever said that they stand begins anew, seated: nobody comes back to
yesterday's standing, and one click must not silence the clock for good."""


class Cause(Enum):
    """A way of not sitting here."""

    IDLE = "idle"
    LOCKED = "locked"
    ASLEEP = "asleep"
    STANDING = "standing"
    BLIND = "blind"


class Sitting(Value):
    """How long this body has sat: `banked` seconds, and more since `running` when that is set."""

    banked: float = 0.0
    running: float | None = None
    began: datetime | None = None
    """Local time at which this sitting began; None before its first second."""
    absent: Mapping[Cause, float] = field(default_factory=lambda: {Cause.BLIND: 0.0})
    """Each cause of not sitting that holds, and since when (`at`)."""
    frozen: bool = False
    blind: str = "nobody has looked yet"
    """Why presence cannot be seen, while `Cause.BLIND` holds."""


class Over(Value):
    """A sitting that ended: how long, until when, and what ended it."""

    sat: float
    until: datetime
    by: str


def sat(sitting: Sitting, at: float) -> float:
    """Return the seconds sat up to `at`."""
    running = 0.0 if sitting.running is None else max(0.0, at - sitting.running)
    return sitting.banked + running


def absent_since(sitting: Sitting, at: float, rules: Rules) -> float | None:
    """Return since when nobody has sat here, or None. A lock counts only after its grace."""
    return min(
        (
            since
            for cause, since in sitting.absent.items()
            if cause is not Cause.LOCKED or at >= since + rules.lock_grace
        ),
        default=None,
    )


def long_gone(sitting: Sitting, at: float, rules: Rules) -> bool:
    """Say whether somebody known to be absent has been so for a natural break."""
    since = absent_since(sitting, at, rules)
    known = set(sitting.absent) != {Cause.BLIND}
    return known and since is not None and at >= since + rules.reset_after


def next_look(sitting: Sitting, at: float, rules: Rules) -> float | None:
    """Return when time alone will next change the clock: a lock's grace, or the sitting's end."""
    moments = []
    since = absent_since(sitting, at, rules)
    locked = sitting.absent.get(Cause.LOCKED)
    if since is None and locked is not None:
        moments.append(locked + rules.lock_grace)
    if since is not None and (at < since + rules.reset_after or sitting.banked > 0):
        moments.append(since + rules.reset_after)
    return min(moments, default=None)


def advance(
    sitting: Sitting, event: Event, rules: Rules, stretching: bool = False
) -> tuple[Sitting, Over | None]:
    """Return the clock after this event, and the sitting that it ended, if any.

    While somebody is `stretching`, having no input ends nothing: the stretch will.
    """
    if stretching and not isinstance(event, Moved):
        absent = _causes(sitting, event)
        return replace(sitting, absent=absent, blind=_blindness(sitting, event)), None
    sitting = _seated_again(sitting, event)
    sitting, over = _settle(sitting, event, rules)
    if isinstance(event, Moved):
        over = over or _over(sitting, event.at, event, "moved")
        sitting = clear(sitting, event)
    sitting = replace(sitting, absent=_causes(sitting, event), blind=_blindness(sitting, event))
    sitting, later = _settle(sitting, event, rules)
    return _run(sitting, event, rules), over or later


def freeze(sitting: Sitting, frozen: bool, event: Event, rules: Rules) -> Sitting:
    """Stop the clock without forgetting anything, or let it go on."""
    return _run(replace(sitting, frozen=frozen), event, rules)


def clear(sitting: Sitting, event: Event) -> Sitting:
    """Start from zero: a stretch was done, or the person says that they moved."""
    running = None if sitting.running is None else event.at
    began = None if running is None else event.wall
    return replace(sitting, banked=0.0, running=running, began=began)


_ENDS: dict[type[Event], tuple[Cause, ...]] = {
    Input: (Cause.IDLE, Cause.ASLEEP, Cause.BLIND),
    Idle: (Cause.BLIND,),
    # What was known of idleness is no longer known.
    Blind: (Cause.IDLE,),
    # Whoever typed a password gave input, and that is told for itself.
    Unlocked: (Cause.LOCKED,),
    Sat: (Cause.STANDING,),
}
_BEGINS: dict[type[Event], Cause] = {
    Idle: Cause.IDLE,
    Blind: Cause.BLIND,
    Locked: Cause.LOCKED,
    Slept: Cause.ASLEEP,
    Stood: Cause.STANDING,
}


def _causes(sitting: Sitting, event: Event) -> dict[Cause, float]:
    """Return the causes of absence that hold after this event."""
    ends = _ENDS.get(type(event), ())
    if isinstance(event, Woke) and Cause.BLIND in sitting.absent:
        ends = (Cause.ASLEEP,)  # nobody would tell that somebody is there
    causes = {cause: since for cause, since in sitting.absent.items() if cause not in ends}
    begins = _BEGINS.get(type(event))
    if begins is not None:
        causes.setdefault(begins, event.since if isinstance(event, Idle) else event.at)
    return causes


def _blindness(sitting: Sitting, event: Event) -> str:
    if isinstance(event, Blind):
        return event.reason
    return "" if isinstance(event, Input | Idle) else sitting.blind


def _seated_again(sitting: Sitting, event: Event) -> Sitting:
    others = {cause: since for cause, since in sitting.absent.items() if cause in _AWAY}
    if not others or event.at < min(others.values()) + SAT_AGAIN:
        return sitting
    kept = {cause: since for cause, since in sitting.absent.items() if cause is not Cause.STANDING}
    return replace(sitting, absent=kept)


_AWAY = (Cause.IDLE, Cause.LOCKED, Cause.ASLEEP)


def _settle(sitting: Sitting, event: Event, rules: Rules) -> tuple[Sitting, Over | None]:
    """Take back what was counted while nobody was here, and end what has been over for long."""
    since = absent_since(sitting, event.at, rules)
    if since is None:
        return sitting, None
    if sitting.running is not None:
        banked = sitting.banked + max(0.0, since - sitting.running)
        sitting = replace(sitting, banked=banked, running=None)
    if event.at < since + rules.reset_after:
        return sitting, None
    cause = min(sitting.absent, key=lambda each: sitting.absent[each])
    by = "standing" if cause is Cause.STANDING else "away"
    return replace(sitting, banked=0.0, began=None), _over(sitting, since, event, by)


def _over(sitting: Sitting, since: float, event: Event, by: str) -> Over | None:
    seconds = sat(sitting, since)
    if seconds < 1:
        return None
    return Over(seconds, event.wall - timedelta(seconds=max(0.0, event.at - since)), by)


def _run(sitting: Sitting, event: Event, rules: Rules) -> Sitting:
    """Let the clock run or stand, as things are now."""
    here = absent_since(sitting, event.at, rules) is None and not sitting.frozen
    if here and sitting.running is None:
        return replace(sitting, running=event.at, began=sitting.began or event.wall)
    if not here and sitting.running is not None:
        return replace(sitting, banked=sat(sitting, event.at), running=None)
    return sitting
