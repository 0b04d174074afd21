"""No input, and somebody still here: what a film, a call or an inhibitor says about sitting.

Whoever touches nothing for `idle_after` is idle since the last input, unless a sign that the
settings count says otherwise: then the time goes on counting, as time spent watching. When the last
such sign has ended it goes on for `idle_after` more, as it does after the last input; and after
`count_at_most` without any input signs are believed no longer: the player may run for nobody.
"""

from unsit.core.rules import Rules
from unsit.core.value import Value, replace

ANSWER = 2.0
"""Seconds in which a first answer about the signs comes once it is asked for. What holds then has
held since the last input, as far as anybody can know."""


class Unseen(Value):
    """A time without input that has lasted for `idle_after` (moments are `at`)."""

    since: float
    """The last input."""
    told: float
    """When it was known that there has been none."""
    uncounted: float
    """Since when the clock ran that may have to be let run on: not before the last input."""
    shown: float | None = None
    """Since when a sign that counts has held; None = none has since the last input."""
    ended: float | None = None
    """When the last of them ended; None while one holds."""


def signalled(unseen: Unseen, counts: bool, at: float, rules: Rules) -> Unseen:
    """Return it after word of the signs; `counts` says whether one that counts holds now."""
    if not counts:
        holds = unseen.shown is not None and unseen.ended is None
        return replace(unseen, ended=at) if holds else unseen
    if unseen.shown is None:
        prompt = at <= unseen.told + ANSWER
        return replace(unseen, shown=unseen.uncounted if prompt else at)
    if unseen.ended is None:
        return unseen
    anew = gone_since(unseen, at, rules) is not None and not spent(unseen, at, rules)
    return replace(unseen, shown=at if anew else unseen.shown, ended=None)


def spent(unseen: Unseen, at: float, rules: Rules) -> bool:
    """Say whether signs have counted for so long that they are believed no longer."""
    return unseen.shown is not None and at >= unseen.since + rules.count_at_most


def gone_since(unseen: Unseen, at: float, rules: Rules) -> float | None:
    """Return since when nobody is here, None while signs say that somebody is."""
    if unseen.shown is None:
        return unseen.since
    if unseen.ended is not None and at >= unseen.ended + rules.idle_after:
        return unseen.ended
    if spent(unseen, at, rules):
        return max(unseen.shown, unseen.since + rules.count_at_most)
    return None


def next_look(unseen: Unseen, at: float, rules: Rules) -> float | None:
    """Return when time alone will end the belief that somebody is here."""
    if gone_since(unseen, at, rules) is not None:
        return None
    limit = unseen.since + rules.count_at_most
    return limit if unseen.ended is None else min(limit, unseen.ended + rules.idle_after)
