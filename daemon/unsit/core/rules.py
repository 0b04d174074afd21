"""The rules a day runs by, as plain values. The settings file fills them; the core obeys them.

All lengths are seconds. The defaults stand here and in `config/settings.schema.json`; a test
holds the two together.
"""

from datetime import date, datetime, time, timedelta

from unsit.core.value import Value

YEAR = 366
"""So many days ahead are looked through for the next one on which something may be said."""
WHEN_IGNORED = -1.0
"""An `open_window` that opens the window with the second asking."""


class Hours(Value):
    """Working hours: for each weekday (0 = Monday) the ranges in which Unsit may speak.

    A range is a pair of local times, the second after the first; ``time.max`` stands for midnight.
    """

    days: tuple[tuple[tuple[time, time], ...], ...]

    def closes(self, wall: datetime) -> time | None:
        """Return when the range that this local moment lies in ends; None when it lies in none."""
        now = wall.time()
        spans = self.days[wall.weekday()]
        return next((end for start, end in spans if start <= now < end), None)

    def open_at(self, wall: datetime) -> bool:
        """Say whether this local moment lies inside a range (its end is already outside)."""
        return self.closes(wall) is not None


class Rules(Value):
    """When to count, when to speak, and how often to ask again (seconds)."""

    remind_after: float = 45 * 60
    idle_after: float = 3 * 60
    reset_after: float = 5 * 60
    lock_grace: float = 15
    count: tuple[str, ...] = ("media", "call", "inhibitor")
    """Signs (see `core.signs`) by which somebody sits who touches nothing."""
    count_at_most: float = 3 * 60 * 60
    """Without any input signs count for so long, and then no more."""
    open_window: float | None = 20
    """Seconds from the notification to the window; 0 = at once, None = only on a click, negative =
    with the second asking (`WHEN_IGNORED`)."""
    snooze: float = 10 * 60
    max_snoozes: int = 3
    repeat_after: float = 10 * 60
    hold_for: tuple[str, ...] = ("call", "sharing", "fullscreen", "do-not-disturb")
    """Signs that hold a reminder back until they have ended."""
    hold_at_most: float = 30 * 60
    """Held for so long it is given all the same, quietly; during a call never."""
    stand_at_most: float | None = None
    """Stand this long, and be asked to sit down again; None = never asked."""
    times: tuple[time, ...] = ()
    hours: Hours | None = None
    """None = always."""
    quiet_days: tuple[int, ...] = ()
    """Weekdays (0 = Monday) on which nothing is said, whatever the hours."""
    holidays: tuple[tuple[str, str], ...] = ()
    """Days on which nothing is said, whatever the hours: the first and the last of each span, both
    as 2026-12-24, or both as 12-24, which comes every year and may reach over its end."""

    def rest_on(self, day: date) -> str:
        """Return what makes this local day quiet from midnight to midnight.

        "holiday", "quiet day", or "" when nothing does.
        """
        if any(_within(day.isoformat(), first, last) for first, last in self.holidays):
            return "holiday"
        return "quiet day" if day.weekday() in self.quiet_days else ""

    def speaks_at(self, wall: datetime) -> bool:
        """Say whether this local moment lies inside the hours, and on no day of rest."""
        within = self.hours is None or self.hours.open_at(wall)
        return within and not self.rest_on(wall.date())

    def opens(self, wall: datetime) -> datetime | None:
        """Return when something may be said again after this local moment, by the calendar.

        None when that is not within a year, or when it may always be said.
        """
        if self.hours is None and not self.quiet_days and not self.holidays:
            return None
        now = wall.replace(tzinfo=None)
        for ahead in range(YEAR + 1):
            day = now.date() + timedelta(days=ahead)
            starts = (datetime.combine(day, start) for start in sorted(self._starts(day)))
            begins = next((each for each in starts if each > now), None)
            if begins is not None:
                return begins.astimezone()
        return None

    def _starts(self, day: date) -> list[time]:
        """Return at which times of this day something may begin to be said."""
        if self.rest_on(day):
            return []
        return [time()] if self.hours is None else [s for s, _ in self.hours.days[day.weekday()]]


class SessionRules(Value):
    """How a session runs (seconds); `breaths` is how many a pose held by breaths gets."""

    lead_in: float = 20
    breath: float = 8
    breaths: int = 5
    switch: float = 8
    sound: bool = True
    voice: str = "on"
    """on, quiet or off; where nothing can speak it is silent all the same."""
    theme: str = "auto"
    figure: str = "bun"
    motion: str = "auto"
    """full, reduced or auto, which goes with the desktop."""
    lead_in_waits: bool = False
    """Whether the lead-in lasts until the person says that they are ready."""
    floor: bool = False
    """Whether the window opens in floor mode: as large as the screen, with few and large words."""
    turned: str = "upright"
    """Where the top of the picture points in floor mode: upright, right, left or upside down."""
    remote: bool = True
    """Whether media keys, headsets and the like can lead through it."""
    ask_feel: bool = False
    """Whether it asks how the hips feel, before and after."""


class HookRules(Value):
    """Programs to run when something happens: each a program and its arguments; empty is none."""

    on_due: tuple[str, ...] = ()
    on_shown: tuple[str, ...] = ()
    on_start: tuple[str, ...] = ()
    on_done: tuple[str, ...] = ()
    on_skipped: tuple[str, ...] = ()
    on_away: tuple[str, ...] = ()
    on_back: tuple[str, ...] = ()


class PoseRules(Value):
    """Which poses may be offered: names by id, what they load, and what is at hand to do them with."""

    only: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    at_hand: tuple[str, ...] = ("floor", "wall", "knee pad")
    avoid: tuple[str, ...] = ()
    """Poses that put a load on one of these are never offered."""
    shelve_for: float = 7 * 24 * 60 * 60
    """Seconds for which a pose that hurt is not offered."""
    place: str = "floor"
    """floor, office (on a chair or standing) or standing."""
    place_on: tuple[str, ...] = ()
    """For each weekday (0 = Monday) another place, "" = the same; empty when no day has any."""

    def place_at(self, wall: datetime) -> str:
        """Return the place of this local day."""
        return (self.place_on[wall.weekday()] if self.place_on else "") or self.place


class SyncRules(Value):
    """By which broker machines share one sitting clock; `mqtt` is its address, "" = not at all."""

    mqtt: str = ""
    password_file: str = ""
    ca_file: str = ""
    name: str = ""
    """What this machine is called to the others."""
    topic: str = "unsit"
    home_assistant: bool = True


def _within(day: str, first: str, last: str) -> bool:
    """Say whether a day (2026-12-24) lies in a span; texts of this form come in the order of days."""
    if len(first) == len(day):
        return first <= day <= last
    day = day.removeprefix(f"{day.partition('-')[0]}-")
    return first <= day <= last if first <= last else not last < day < first
