"""Standing has a budget of its own: when it is spent, the person is asked to sit down again."""

from unsit.core.holding import Held
from unsit.core.rules import Rules
from unsit.core.value import Value


class Stand(Value):
    """How things stand with somebody who stands."""

    asked: float | None = None
    """When they were last asked to sit down (`at`)."""
    held: Held | None = None
    """The question, while it waits until it may be asked."""


def due_at(stand: Stand, since: float, rules: Rules) -> float | None:
    """Return when to ask whoever has stood `since` then; None = never."""
    if rules.stand_at_most is None:
        return None
    return max(since, since if stand.asked is None else stand.asked) + rules.stand_at_most
