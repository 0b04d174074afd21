"""What can happen to the day. Each event carries its own time, so the core need not ask.

`at` is seconds of CLOCK_BOOTTIME: it runs on while the machine sleeps and never steps.
`wall` is the aware local time, for hours of the day and for the record; it may step.
"""

from datetime import date, datetime

from unsit.core.leftoff import Place
from unsit.core.machines import Machine
from unsit.core.value import Value

LONGEST = 366 * 24 * 3600.0
"""Seconds; a pause or a snooze beyond a year is a slip of the finger."""


class Event(Value):
    """Something that happened at a moment."""

    at: float
    wall: datetime


# --- presence --------------------------------------------------------------------------------


class Input(Event):
    """Somebody is at the keys: the first input after idle, or known to be there at the start."""


class Idle(Event):
    """There has been no input since `since` (seconds of CLOCK_BOOTTIME)."""

    since: float


class Lull(Event):
    """There has been no input for the few seconds that were asked for."""


class Blind(Event):
    """Presence cannot be seen, and why, in a sentence without a full stop."""

    reason: str


class Locked(Event):
    """The screen was locked."""


class Unlocked(Event):
    """The screen was unlocked."""


class Slept(Event):
    """The machine is about to sleep, or fell asleep then."""


class Woke(Event):
    """The machine is awake again. Nobody need be there: that is for `Input` to say."""


class Stood(Event):
    """The person says that they stand now."""


class Sat(Event):
    """The person says that they sit again."""


class Moved(Event):
    """The person says that they have just moved about."""


class Signalled(Event):
    """What goes on besides input, see `core.signs`: of the signs `asked` for, these hold."""

    holds: frozenset[str]
    asked: frozenset[str]


class Elsewhere(Event):
    """What all other machines of this person say now."""

    machines: tuple[Machine, ...]


# --- wishes ----------------------------------------------------------------------------------


class Paused(Event):
    """Say nothing until `until` (local time), or until resumed when None."""

    until: datetime | None


class Resumed(Event):
    """Go on after a pause."""


class Snoozed(Event):
    """Ask again in `seconds`, or after the length in the settings when None."""

    seconds: float | None = None
    held: float = 0.0
    """For how long (seconds) the button was held down."""


class Skipped(Event):
    """Not this time."""


class Closed(Event):
    """The notification was closed without an answer."""


class Undone(Event):
    """Bring back the reminder that was dismissed."""


class Wanted(Event):
    """A stretch now: this pose, or the one that is next when `pose` is empty.

    With `seconds`, as many poses one after the other as fit into them.
    """

    pose: str = ""
    seconds: float | None = None


class Unshelved(Event):
    """Take a pose that hurt back off the shelf."""

    pose: str


class Stopped(Event):
    """The session that is open is to be the last of its series."""


class Continued(Event):
    """Go on with the stretch that was broken off."""


class Struck(Event):
    """A fixed reminder time of the settings has come."""


class Forgot(Event):
    """Forget what was before this day; None = everything that was."""

    before: date | None


# --- the session window ------------------------------------------------------------------------


class Playing(Event):
    """Where the session window is. `left` is seconds to the end of the session."""

    side: str
    step: int
    kind: str
    left: float
    paused: bool = False
    waits: bool = False
    """Whether it waits to be told that the person is ready."""
    place: Place | None = None
    """None = the window has not said where in its plan it is."""
    held: "tuple[Held, ...]" = ()
    """What has been held so far."""


class Ouch(Event):
    """The pose that is being played hurts."""


class Held(Value):
    """One hold of a session: seconds really held, and whether that was all of it."""

    side: str
    step: int
    seconds: float
    complete: bool


class Ended(Event):
    """The session window has closed. `answer` is "snooze" when that was asked for in it.

    The feelings are how the hips felt, 0 to 10, where the person was asked and said so.
    """

    outcome: str
    held: tuple[Held, ...] = ()
    answer: str | None = None
    feel_before: int | None = None
    feel_after: int | None = None


# --- the rest ----------------------------------------------------------------------------------


class Ticked(Event):
    """A deadline that the core asked for has come."""


class Unheard(Event):
    """The reminder could not be shown as a notification."""


class Changed(Event):
    """The settings or the poses have changed; the new ones come beside this event."""
