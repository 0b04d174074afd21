"""The sitting clock: events in, how long this body has sat.

Sitting is not typing. You sit while you are present and have not said that you stand. Every way
of not sitting is a `Cause` with the moment it began; the clock runs while there is none and
nothing freezes it. Being absent counts from the moment of the last input, so what was counted in
good faith since then is taken back; absent for `reset_after` ends the sitting. Without input a sign
such as a call may say that somebody is still here: see `core.watching`. Freezing (a pause, off
hours, a session) stops the clock and forgets nothing.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import Enum

from unsit.core import machines, watching
from unsit.core.events import (
    Blind,
    Elsewhere,
    Event,
    Idle,
    Input,
    Locked,
    Moved,
    Sat,
    Signalled,
    Slept,
    Stood,
    Unlocked,
    Woke,
)
from unsit.core.language import N_
from unsit.core.rules import Rules
from unsit.core.value import Value, field, replace
from unsit.core.watching import Unseen

SAT_AGAIN = 3600.0
"""Seconds away after which whoever said that they stand begins anew, seated: nobody comes back to
yesterday's standing, and one click must not silence the clock for good."""


class Cause(Enum):
    """A way of not sitting here."""

    __hash__ = object.__hash__  # there is one of each, and Enum's own is ten times as slow

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
    """Each cause of not sitting that holds, and since when (`at`); idleness is `unseen`'s to say."""
    unseen: Unseen | None = None
    """The time without input, once it is known of."""
    watched: float = 0.0
    """Seconds of this sitting that were counted by signs, without input."""
    watching: float | None = None
    """What the clock showed when it began to count by signs; None while it does not."""
    signs: bool = False
    """Whether a sign that counts was last said to hold here, since the last input."""
    elsewhere: bool = False
    """Whether somebody is at another machine."""
    frozen: bool = False
    blind: str = N_("nobody has looked yet")
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


def watched(sitting: Sitting, at: float) -> float:
    """Return how many of the seconds sat up to `at` were counted by signs, without input."""
    now = 0.0 if sitting.watching is None else max(0.0, sat(sitting, at) - sitting.watching)
    return sitting.watched + now


def causes(sitting: Sitting, at: float, rules: Rules) -> dict[Cause, float]:
    """Return each cause of not sitting that holds, and since when. A lock has its grace."""
    if not sitting.absent and sitting.unseen is None:
        return {}  # at the keys, as most of the time
    found = {
        cause: since
        for cause, since in sitting.absent.items()
        if cause is not Cause.LOCKED or at >= since + rules.lock_grace
    }
    unseen = sitting.unseen
    idle = None if unseen is None else watching.gone_since(unseen, at, rules)
    return found if idle is None else {**found, Cause.IDLE: idle}


def absent_since(sitting: Sitting, at: float, rules: Rules) -> float | None:
    """Return since when nobody has sat here, or None."""
    return min(causes(sitting, at, rules).values(), default=None)


def long_gone(sitting: Sitting, at: float, rules: Rules) -> bool:
    """Say whether somebody known to be absent has been so for a natural break."""
    holding = causes(sitting, at, rules)
    if not holding or holding.keys() == {Cause.BLIND}:
        return False
    return at >= _over_at(sitting, min(holding.values()), rules)


def wants_signs(sitting: Sitting, at: float, rules: Rules) -> bool:
    """Say whether signs can still tell that somebody sits here: only while nothing else tells."""
    unseen = sitting.unseen
    if unseen is None or sitting.absent or watching.spent(unseen, at, rules):
        return False
    return not long_gone(sitting, at, rules)


def next_look(sitting: Sitting, at: float, rules: Rules) -> float | None:
    """Return when time alone will next change the clock."""
    moments: list[float | None] = []
    since = absent_since(sitting, at, rules)
    locked = sitting.absent.get(Cause.LOCKED)
    if locked is not None and at < locked + rules.lock_grace:
        moments.append(locked + rules.lock_grace)
    if sitting.unseen is not None:
        moments.append(watching.next_look(sitting.unseen, at, rules))
    if since is not None and (at < _over_at(sitting, since, rules) or sitting.banked > 0):
        moments.append(_over_at(sitting, since, rules))
    return min((moment for moment in moments if moment is not None), default=None)


def advance(
    sitting: Sitting, event: Event, rules: Rules, stretching: bool = False
) -> tuple[Sitting, Over | None]:
    """Return the clock after this event, and the sitting that it ended, if any.

    While somebody is `stretching`, having no input ends nothing: the stretch will.
    """
    if stretching and not isinstance(event, Moved):
        return _noted(sitting, event, rules), None
    sitting = _seated_again(sitting, event, rules)
    sitting, over = _settle(sitting, event, rules)
    if isinstance(event, Moved):
        over = over or _over(sitting, event.at, event, "moved")
        sitting = clear(sitting, event)
    sitting = _noted(sitting, event, rules)
    sitting, later = _settle(sitting, event, rules)
    return _run(sitting, event, rules), over or later


def freeze(sitting: Sitting, frozen: bool, event: Event, rules: Rules) -> Sitting:
    """Stop the clock without forgetting anything, or let it go on."""
    return _run(replace(sitting, frozen=frozen), event, rules)


def clear(sitting: Sitting, event: Event) -> Sitting:
    """Start from zero: a stretch was done, or the person says that they moved."""
    running = None if sitting.running is None else event.at
    began = None if running is None else event.wall
    seconds = None if sitting.watching is None else 0.0
    anew = replace(sitting, banked=0.0, running=running, began=began)
    return replace(anew, watched=0.0, watching=seconds)


_ENDS: dict[type[Event], tuple[Cause, ...]] = {
    Input: (Cause.ASLEEP, Cause.BLIND),
    Idle: (Cause.BLIND,),
    # Whoever typed a password gave input, and that is told for itself.
    Unlocked: (Cause.LOCKED,),
    Sat: (Cause.STANDING,),
}
_BEGINS: dict[type[Event], Cause] = {
    Blind: Cause.BLIND,
    Locked: Cause.LOCKED,
    Slept: Cause.ASLEEP,
    Stood: Cause.STANDING,
}


def _noted(sitting: Sitting, event: Event, rules: Rules) -> Sitting:
    """Take note of what the event says of presence; the clock itself is not moved yet."""
    sitting = _told(sitting, event, rules)
    unseen = _unseen(sitting, event, rules)
    if unseen is None:
        sitting = _no_longer_watching(sitting, event.at)
    elif sitting.unseen is None or watching.gone_since(sitting.unseen, event.at, rules) is not None:
        here = watching.gone_since(unseen, event.at, rules) is None
        sitting = replace(sitting, watching=sitting.banked if here else None)
    absent: Mapping[Cause, float] = _absent(sitting, event, rules)
    if absent == sitting.absent:
        absent = sitting.absent  # the same, and known as such at a glance
    return replace(sitting, absent=absent, unseen=unseen, blind=_blindness(sitting, event))


def _unseen(sitting: Sitting, event: Event, rules: Rules) -> Unseen | None:
    """Return the time without input after this event."""
    before = sitting.unseen
    if isinstance(event, Input | Blind):
        return None  # or no longer known of
    if isinstance(event, Idle) and before is None:
        ran = event.at if sitting.running is None else max(event.since, sitting.running)
        first = Unseen(event.since, event.at, ran)
        return watching.signalled(first, sitting.elsewhere, event.at, rules)
    if before is None or not isinstance(event, Signalled | Elsewhere):
        return before
    counts, at = sitting.signs or sitting.elsewhere, event.at
    if isinstance(event, Elsewhere) and not counts:
        left = machines.left_at(event.machines)
        at = at if left is None else min(at, max(left, before.since))
    return watching.signalled(before, counts, at, rules)


def _told(sitting: Sitting, event: Event, rules: Rules) -> Sitting:
    """Take note of what signs and other machines say."""
    if isinstance(event, Input | Blind):
        return replace(sitting, signs=False)
    if isinstance(event, Signalled):
        return replace(sitting, signs=bool(event.holds.intersection(rules.count)))
    if isinstance(event, Elsewhere):
        return replace(sitting, elsewhere=machines.somebody(event.machines))
    return sitting


def _no_longer_watching(sitting: Sitting, at: float) -> Sitting:
    return replace(sitting, watched=watched(sitting, at), watching=None)


def _absent(sitting: Sitting, event: Event, rules: Rules) -> dict[Cause, float]:
    """Return the causes of absence that hold after this event, idleness apart."""
    ends = _ENDS.get(type(event), ())
    if isinstance(event, Woke) and Cause.BLIND in sitting.absent:
        ends = (Cause.ASLEEP,)  # nobody would tell that somebody is there
    absent = {cause: since for cause, since in sitting.absent.items() if cause not in ends}
    begins = _BEGINS.get(type(event))
    if begins is not None:
        absent.setdefault(begins, event.at)
    back = isinstance(event, Input) and sitting.unseen is not None
    if back and Cause.STANDING in absent and long_gone(sitting, event.at, rules):
        absent[Cause.STANDING] = event.at  # whoever comes back begins to stand
    return absent


def _blindness(sitting: Sitting, event: Event) -> str:
    if isinstance(event, Blind):
        return event.reason
    return "" if isinstance(event, Input | Idle) else sitting.blind


def _seated_again(sitting: Sitting, event: Event, rules: Rules) -> Sitting:
    away = [since for cause, since in causes(sitting, event.at, rules).items() if cause in _AWAY]
    if not away or event.at < min(away) + SAT_AGAIN:
        return sitting
    kept = {cause: since for cause, since in sitting.absent.items() if cause is not Cause.STANDING}
    return replace(sitting, absent=kept)


_AWAY = (Cause.IDLE, Cause.LOCKED, Cause.ASLEEP)


def _over_at(sitting: Sitting, since: float, rules: Rules) -> float:
    """Return when an absence has lasted long enough to end the sitting."""
    over = since + rules.reset_after
    unseen = sitting.unseen
    if unseen is not None and unseen.shown is None and not sitting.absent and rules.count:
        return max(over, unseen.told + watching.ANSWER)  # a film may yet be heard of
    return over


def _settle(sitting: Sitting, event: Event, rules: Rules) -> tuple[Sitting, Over | None]:
    """Take back what was counted while nobody was here, and end what has been over for long."""
    since = absent_since(sitting, event.at, rules)
    if since is None:
        return sitting, None
    if sitting.running is not None:
        banked = sitting.banked + max(0.0, since - sitting.running)
        sitting = replace(sitting, banked=banked, running=None)
        sitting = _no_longer_watching(sitting, event.at)
    if event.at < _over_at(sitting, since, rules):
        return sitting, None
    standing = sitting.absent.get(Cause.STANDING) == since
    over = _over(sitting, since, event, "standing" if standing else "away")
    return replace(sitting, banked=0.0, began=None, watched=0.0, watching=None), over


def _over(sitting: Sitting, since: float, event: Event, by: str) -> Over | None:
    seconds = sat(sitting, since)
    if seconds < 1:
        return None
    return Over(seconds, event.wall - timedelta(seconds=max(0.0, event.at - since)), by)


def _run(sitting: Sitting, event: Event, rules: Rules) -> Sitting:
    """Let the clock run or stand, as things are now."""
    here = absent_since(sitting, event.at, rules) is None and not sitting.frozen
    if here and sitting.running is None:
        start = _runs_from(sitting, event)
        began = sitting.began or event.wall - timedelta(seconds=event.at - start)
        return replace(sitting, running=start, began=began)
    if not here and sitting.running is not None:
        return replace(sitting, banked=sat(sitting, event.at), running=None)
    return sitting


def _runs_from(sitting: Sitting, event: Event) -> float:
    """Return since when to count: a sign may tell of some minutes that were taken back."""
    unseen = sitting.unseen
    if isinstance(event, Signalled) and unseen is not None and unseen.shown is not None:
        return unseen.shown
    return event.at
