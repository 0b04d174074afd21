"""When to speak, when to hold back, and what a reply means.

A reminder is quiet, due, or snoozed. It falls due once the clock has gone `remind_after` past
`base` (zero, or where it stood when the last one was skipped), or when a fixed time of the
settings has struck. It is never swallowed: what cannot be said now is said when the way is free,
unless the sitting has ended by then.
"""

from unsit.core.rules import Rules
from unsit.core.value import Value, replace

ROUNDING = 0.001
"""Seconds. Sums of lengths are never exact; what is less than this away is now."""


class RefusedError(Exception):
    """What was asked cannot be done as things stand; the text says why, as one sentence."""


class Quiet(Value):
    """Nothing is to be said."""


class Due(Value):
    """The reminder has been given, and not answered yet (moments are `at`)."""

    pose: str
    since: float
    asked: float
    """When it was last given: `since`, or later when it was repeated."""
    window_at: float | None
    """When the window opens by itself; None = only when asked."""
    times: int = 1
    """How often it was given."""


class Snoozed(Value):
    """Asked to wait until then (`at`), and then to come back with the same pose ("" = any)."""

    until: float
    pose: str = ""


class Reminder(Value):
    """How things stand between Unsit and the person."""

    phase: Quiet | Due | Snoozed = Quiet()
    base: float = 0.0
    """Sitting seconds from which the next `remind_after` is counted."""
    snoozes: int = 0
    """How often this one was put off."""
    owed: bool = False
    """One is to be given as soon as it can be: a fixed time has struck, or one was taken back."""


class Way(Value):
    """Whether the way is free, and for what."""

    seated: bool
    """Somebody sits here."""
    blind: bool
    """Nobody can say who sits here; fixed times are told all the same."""
    silent: bool
    """Paused, off hours, or in a session: nothing may be said."""


def due_in(reminder: Reminder, sat: float, at: float, rules: Rules) -> float:
    """Return the seconds of sitting until the reminder falls due; 0 when it could now."""
    if isinstance(reminder.phase, Snoozed):
        return max(0.0, reminder.phase.until - at)
    if reminder.owed or isinstance(reminder.phase, Due):
        return 0.0
    rest = reminder.base + rules.remind_after - sat
    return rest if rest > ROUNDING else 0.0


def falls_due(reminder: Reminder, way: Way, sat: float, at: float, rules: Rules) -> bool:
    """Say whether the reminder is to be given now."""
    if way.silent or isinstance(reminder.phase, Due):
        return False
    if way.blind and isinstance(reminder.phase, Quiet):
        return reminder.owed
    return (way.seated or way.blind) and due_in(reminder, sat, at, rules) <= 0


def give(reminder: Reminder, pose: str, at: float, rules: Rules) -> Reminder:
    """Return the reminder as it stands once it is given."""
    due = Due(pose, at, at, _window_at(at, rules))
    return replace(reminder, phase=due, owed=False)


def repeat(due: Due, at: float) -> Due:
    """Return the reminder as it stands once it is given again."""
    return replace(due, asked=at, times=due.times + 1)


def unheard(due: Due, at: float) -> Due:
    """No notification could be shown, so the window must speak for it."""
    return due if due.window_at is not None else replace(due, window_at=at)


def returned(due: Due, at: float, rules: Rules) -> Due:
    """Somebody is back at a reminder that stood alone: its window waits its full time again."""
    if due.window_at is None or due.window_at > at:
        return due
    return replace(due, window_at=_window_at(at, rules))


def snooze(reminder: Reminder, seconds: float | None, at: float, rules: Rules) -> Reminder:
    """Return the reminder put off. Raises `RefusedError` when nothing is due or the limit is reached."""
    if not isinstance(reminder.phase, Due):
        raise RefusedError("No reminder is due, so there is nothing to snooze.")
    if not may_snooze(reminder, rules):
        times = "once" if rules.max_snoozes == 1 else f"{rules.max_snoozes} times"
        raise RefusedError(f"This reminder was snoozed {times} already; start it, or skip it.")
    until = at + (rules.snooze if seconds is None else seconds)
    return replace(
        reminder, phase=Snoozed(until, reminder.phase.pose), snoozes=reminder.snoozes + 1
    )


def may_snooze(reminder: Reminder, rules: Rules) -> bool:
    """Say whether it may be put off once more."""
    return reminder.snoozes < rules.max_snoozes


def skip(reminder: Reminder, sat: float) -> Reminder:
    """Return the reminder let go: the next comes after a full interval from here.

    Raises `RefusedError` when there is none to skip.
    """
    if isinstance(reminder.phase, Quiet) and not reminder.owed:
        raise RefusedError("No reminder is due, so there is nothing to skip.")
    return Reminder(base=sat)


def next_look(reminder: Reminder, way: Way, sat: float, at: float, rules: Rules) -> float | None:
    """Return when time alone will next change what is to be said."""
    if way.silent or not (way.seated or way.blind):
        return None
    if isinstance(reminder.phase, Due):
        again = reminder.phase.asked + rules.repeat_after
        window = reminder.phase.window_at
        return again if window is None else min(again, window)
    if way.blind and isinstance(reminder.phase, Quiet):
        return None
    return at + due_in(reminder, sat, at, rules)


def _window_at(at: float, rules: Rules) -> float | None:
    return None if rules.open_window is None else at + rules.open_window
