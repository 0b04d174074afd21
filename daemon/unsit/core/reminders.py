"""When to speak, when to hold back, and what a reply means.

A reminder is quiet, held, due, or snoozed. It falls due once the clock has gone `remind_after` past
`base` (zero, or where it stood when the last one was skipped), or when a fixed time of the
settings has struck. It is never swallowed: what cannot be said now is held and said when the way is
free (see `core.holding`), unless the sitting has ended by then.
"""

from unsit.core.holding import Held
from unsit.core.language import _, ngettext
from unsit.core.rules import WHEN_IGNORED, Rules
from unsit.core.value import Value, replace

ROUNDING = 0.001
"""Seconds. Sums of lengths are never exact; what is less than this away is now."""


COST, COST_AT_MOST = 2.0, 20.0
"""Seconds for which each snooze beyond the limit wants its button held down, and the most of it: it
makes one think twice, and locks nobody out."""
UNDO = 10 * 60.0
"""Seconds for which a reminder that was dismissed can be had back."""


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
    quiet: bool = False
    """Given in spite of what holds reminders back: no window opens by itself."""


class Snoozed(Value):
    """Asked to wait until then (`at`), and then to come back with the same pose ("" = any)."""

    until: float
    pose: str = ""


class Reminder(Value):
    """How things stand between Unsit and the person."""

    phase: Quiet | Held | Due | Snoozed = Quiet()
    base: float = 0.0
    """Sitting seconds from which the next `remind_after` is counted."""
    snoozes: int = 0
    """How often this one was put off."""
    owed: bool = False
    """One is to be given as soon as it can be: a fixed time has struck, or one was taken back."""


class LetGo(Value):
    """A reminder that was dismissed, as it stood; it can be had back until then (`at`)."""

    reminder: Reminder
    pose: str
    until: float


class Way(Value):
    """Whether the way is free, and for what."""

    seated: bool
    """Somebody sits here."""
    blind: bool
    """Nobody can say who sits here; fixed times are told all the same."""
    silent: bool
    """Paused, off hours, or in a session: nothing may be said."""
    hands_on: bool = True
    """Somebody may be typing, as far as can be seen."""


def due_in(reminder: Reminder, sat: float, at: float, rules: Rules) -> float:
    """Return the seconds of sitting until the reminder falls due; 0 when it could now."""
    if isinstance(reminder.phase, Snoozed):
        return max(0.0, reminder.phase.until - at)
    if reminder.owed or isinstance(reminder.phase, Due | Held):
        return 0.0
    rest = reminder.base + rules.remind_after - sat
    return rest if rest > ROUNDING else 0.0


def falls_due(reminder: Reminder, way: Way, sat: float, at: float, rules: Rules) -> bool:
    """Say whether the reminder is to be given now."""
    if way.silent or isinstance(reminder.phase, Due | Held):
        return False
    if way.blind and isinstance(reminder.phase, Quiet):
        return reminder.owed
    return (way.seated or way.blind) and due_in(reminder, sat, at, rules) <= 0


def hold(reminder: Reminder, at: float) -> Reminder:
    """Return the reminder as it stands once it has fallen due, and is to be said."""
    pose = reminder.phase.pose if isinstance(reminder.phase, Snoozed) else ""
    return replace(reminder, phase=Held(at, pose), owed=False)


def give(reminder: Reminder, pose: str, at: float, rules: Rules, quiet: bool = False) -> Reminder:
    """Return the reminder as it stands once it is given."""
    due = Due(pose, at, at, None if quiet else _window_at(at, rules), quiet=quiet)
    return replace(reminder, phase=due, owed=False)


def repeat(due: Due, at: float, rules: Rules) -> Due:
    """Return the reminder as it stands once it is given again."""
    opens = rules.open_window == WHEN_IGNORED and not due.quiet
    return replace(due, asked=at, times=due.times + 1, window_at=at if opens else due.window_at)


def unheard(due: Due, at: float) -> Due:
    """No notification could be shown, so the window must speak for it."""
    return due if due.window_at is not None or due.quiet else replace(due, window_at=at)


def returned(due: Due, at: float, rules: Rules) -> Due:
    """Somebody is back at a reminder that stood alone: its window waits its full time again."""
    if due.window_at is None or due.window_at > at:
        return due
    return replace(due, window_at=_window_at(at, rules))


def snooze(
    reminder: Reminder, seconds: float | None, at: float, rules: Rules, held: float = 0.0
) -> Reminder:
    """Return the reminder put off; `held` is for how long (seconds) the button was held down.

    Raises `RefusedError` when nothing is due, or when beyond the limit it was not held long enough.
    """
    if not isinstance(reminder.phase, Due | Held):
        raise RefusedError(_("No reminder is due, so there is nothing to snooze."))
    cost = snooze_cost(reminder, rules)
    if held < cost - ROUNDING:
        raise RefusedError(
            ngettext(
                "This reminder was snoozed once already: hold Snooze down for {seconds} s, start it, "
                "or skip it.",
                "This reminder was snoozed {times} times already: hold Snooze down for {seconds} s, "
                "start it, or skip it.",
                reminder.snoozes,
            ).format(times=reminder.snoozes, seconds=f"{cost:g}")
        )
    until = at + (rules.snooze if seconds is None else seconds)
    return replace(
        reminder, phase=Snoozed(until, reminder.phase.pose), snoozes=reminder.snoozes + 1
    )


def may_snooze(reminder: Reminder, rules: Rules) -> bool:
    """Say whether it may be put off once more by a simple click."""
    return reminder.snoozes < rules.max_snoozes


def snooze_cost(reminder: Reminder, rules: Rules) -> float:
    """Return for how many seconds Snooze must be held down: 0 up to the limit, then more and more."""
    beyond = reminder.snoozes - rules.max_snoozes + 1
    return min(COST_AT_MOST, COST * beyond) if beyond > 0 else 0.0


def skip(reminder: Reminder, sat: float) -> Reminder:
    """Return the reminder let go: the next comes after a full interval from here.

    Raises `RefusedError` when there is none to skip.
    """
    if isinstance(reminder.phase, Quiet) and not reminder.owed:
        raise RefusedError(_("No reminder is due, so there is nothing to skip."))
    return Reminder(base=sat)


def let_go(reminder: Reminder, pose: str, at: float) -> LetGo:
    """Return what is kept of a reminder that is being dismissed, so that it can be had back."""
    return LetGo(replace(reminder, phase=Quiet(), owed=False), pose, at + UNDO)


def next_look(reminder: Reminder, way: Way, sat: float, at: float, rules: Rules) -> float | None:
    """Return when time alone will next change what is to be said."""
    if way.silent or not (way.seated or way.blind):
        return None
    if isinstance(reminder.phase, Held):
        return None  # for `core.holding` to say
    if isinstance(reminder.phase, Due):
        again = reminder.phase.asked + rules.repeat_after
        window = reminder.phase.window_at
        return again if window is None else min(again, window)
    if way.blind and isinstance(reminder.phase, Quiet):
        return None
    return at + due_in(reminder, sat, at, rules)


def _window_at(at: float, rules: Rules) -> float | None:
    wait = rules.open_window
    return None if wait is None or wait == WHEN_IGNORED else at + wait
