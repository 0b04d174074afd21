"""Held, then delivered: when something that has fallen due may really be said.

What falls due is held while a sign of `hold_for` holds, never dropped. Once nothing holds it back any
more it waits `SETTLE` seconds (calls come in rows), and then for a gap in the typing, at most
`LONGEST_BURST`. Held for `hold_at_most` it is said all the same, quietly, but never into a call, and
never where nobody is because they are at another machine.
"""

from collections.abc import Collection

from unsit.core.rules import Rules
from unsit.core.signs import CALL, ELSEWHERE, SIGNS
from unsit.core.value import Value, replace

SETTLE = 20.0
"""Seconds the way must have been free after it was not, or somebody have been back."""
LULL = 3.0
"""Seconds without input that are a gap in the typing."""
LONGEST_BURST = 60.0
"""Seconds after which typing holds nothing back any more."""
UNANSWERED = 5.0
"""Seconds after which nobody is waited for to say which signs hold; they answer within one."""
LONG_CALL = 10 * 60.0
"""Seconds on the telephone after which a person wants to stand."""

TYPING, SETTLING = "typing", "just free"
"""What holds something back when no sign does, beside the names of the signs."""

_FOR_EVER = frozenset({CALL, ELSEWHERE})
"""Signs in spite of which nothing is ever said: a call, and nobody here to hear it."""


class Held(Value):
    """Something fell due and is not said yet (moments are `at`)."""

    since: float
    pose: str = ""
    """The pose that it comes back with; "" = any."""
    by: tuple[str, ...] = ()
    """The signs that hold it back now."""
    free: float | None = None
    """Since when nothing does; None while something does, or nobody has said yet."""
    blocked: bool = False
    """Whether anything has held it back."""
    waiting: float | None = None
    """Since when an answer about the signs is waited for; None while nobody is here to be asked."""
    lull: bool = False
    """Whether there has been a gap in the typing since the way is free."""
    calls: int = 0
    """How many calls have held it back."""
    called: float = 0.0
    """Seconds of these calls, but for the one that goes on."""
    calling: float | None = None
    """Since when a call holds it back, as far as is known."""


class Listener(Value):
    """How somebody can be reached: present at all, and perhaps typing. `back`: present since then."""

    here: bool
    typing: bool
    back: float | None = None


def weigh(
    held: Held,
    listener: Listener,
    holds: Collection[str],
    asked: Collection[str],
    at: float,
    rules: Rules,
) -> Held:
    """Return it in the light of the signs: of those `asked` about, these hold."""
    by = tuple(sign for sign in SIGNS if sign in holds and sign in rules.hold_for)
    by += (ELSEWHERE,) if ELSEWHERE in holds and not listener.typing else ()
    held = _counting_calls(held, CALL in by, at)
    if not listener.here:
        return replace(held, by=(), free=None, waiting=None, lull=False)
    held = replace(held, by=by, waiting=at if held.waiting is None else held.waiting)
    if by:
        return replace(held, free=None, blocked=True, lull=False)
    waited = held.waiting is not None and at >= held.waiting + UNANSWERED
    answered = set(rules.hold_for) <= set(asked) or waited
    return replace(held, free=at) if answered and held.free is None else held


def ready_at(held: Held, listener: Listener) -> float | None:
    """Return from when on only typing can hold it back; None while signs do."""
    if held.free is None:
        return None
    ready = held.free + SETTLE if held.blocked else held.free
    return ready if listener.back is None else max(ready, listener.back + SETTLE)


def wants_lull(held: Held, listener: Listener, at: float) -> bool:
    """Say whether only a gap in the typing is waited for."""
    ready = ready_at(held, listener)
    waits = ready is not None and at >= ready and not held.lull
    return waits and listener.here and listener.typing


def waits_for(held: Held, listener: Listener, at: float) -> tuple[str, ...]:
    """Return what holds it back now, in one word each; () until somebody has said."""
    if held.by or held.free is None:
        return held.by
    return (TYPING,) if wants_lull(held, listener, at) else (SETTLING,)


def may_be_said(held: Held, listener: Listener, at: float) -> bool:
    """Say whether it is to be said now because nothing stands in the way."""
    ready = ready_at(held, listener)
    if ready is None or not listener.here or at < ready:
        return False
    return held.lull or not listener.typing or at >= ready + LONGEST_BURST


def must_be_said(held: Held, listener: Listener, at: float, rules: Rules) -> bool:
    """Say whether it has been held for too long, and is to be said quietly all the same."""
    late = bool(held.by) and at >= held.since + rules.hold_at_most
    return late and not _FOR_EVER.intersection(held.by) and listener.here


def after_long_calls(held: Held) -> bool:
    """Say whether it comes after a long call, and calls come in a row."""
    return held.calls > 1 and held.called >= LONG_CALL


def next_look(held: Held, listener: Listener, at: float, rules: Rules) -> float | None:
    """Return when time alone will let it be said."""
    if not listener.here:
        return None
    ready = ready_at(held, listener)
    if ready is not None:
        return ready if at < ready else ready + LONGEST_BURST
    if not held.by:
        return None if held.waiting is None else held.waiting + UNANSWERED
    return None if _FOR_EVER.intersection(held.by) else held.since + rules.hold_at_most


def _counting_calls(held: Held, calling: bool, at: float) -> Held:
    if calling and held.calling is None:
        return replace(held, calling=at, calls=held.calls + 1)
    if not calling and held.calling is not None:
        return replace(held, calling=None, called=held.called + at - held.calling)
    return held
